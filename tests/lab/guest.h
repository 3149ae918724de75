// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QJsonObject>
#include <QLocalSocket>
#include <QStringList>

#include <memory>
#include <optional>

namespace coffer {

class Guest;

/// A program that runs, or has run, in the machine.
class GuestProgram
{
public:
    GuestProgram(Guest &guest, int id) : m_guest(guest), m_id(id) {}

    /// The next line that is a JSON object with all these values (see Console: "event", "node", ...); lines before it are
    /// passed over. Nothing when it has ended, or the time is over, without such a line.
    std::optional<QJsonObject> await(const QJsonObject &wanted, int ms = 60000);
    /// Whether it has ended in this time.
    bool ends(int ms = 60000);

    void say(const QString &line); ///< to its standard input
    void endInput();
    void signal(int number);

    QStringList out;
    QStringList err;
    std::optional<int> exitCode; ///< negative: the signal that ended it
    /// All that it said, for messages of failed checks.
    QString said() const { return (out + err).join(u'\n'); }

private:
    Guest &m_guest;
    int m_id;
    qsizetype m_seen = 0; ///< lines of `out` that await() has passed
};

/// One user in the machine, by the agent that runs as that user (guest/files/usr/local/bin/lab-agent).
class Guest
{
public:
    /// Reaches for the agent behind this socket, and waits for its first words.
    Status connectTo(const QString &socket, int ms);

    std::shared_ptr<GuestProgram> start(const QStringList &command);
    /// Runs it to its end.
    std::shared_ptr<GuestProgram> run(const QStringList &command, int ms = 60000);
    /// The same of a line for the shell. Errors: Failed when its exit code is not 0, with what it said.
    Result<QString> shell(const QString &line, int ms = 60000);

private:
    friend class GuestProgram;
    void send(const QJsonObject &order);
    void receive();

    QLocalSocket m_socket;
    bool m_isThere = false;
    int m_lastId = 0;
    QHash<int, std::shared_ptr<GuestProgram>> m_programs;
};

} // namespace coffer
