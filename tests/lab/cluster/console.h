// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QLocalSocket>

#include <functional>
#include <memory>

namespace coffer {

/// The serial console of an emulated machine: what it said, by the log that QEMU keeps of it, and what is typed into it.
class Console
{
public:
    /// `log`: the file; `socket`: the local socket of the console.
    Console(QString log, QString socket) : m_log(std::move(log)), m_socket(std::move(socket)) {}

    /// Waits until it says one of `texts`, behind what was waited for before; that text. Errors: Failed, with the console's last
    /// lines, when the time is over, when `isOver` says so, or when the machine says that it cannot go on.
    Result<QByteArray> await(const QByteArrayList &texts, int ms, const std::function<bool()> &isOver);
    /// Its keyboard: what is written to it is typed, as long as it lives.
    Result<std::unique_ptr<QLocalSocket>> keyboard() const;
    QString lastLines();

private:
    /// Reads what came to the log since.
    const QByteArray &said();

    QString m_log;
    QString m_socket;
    QByteArray m_said;
    qsizetype m_seen = 0;
};

} // namespace coffer
