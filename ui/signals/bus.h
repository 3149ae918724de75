// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QList>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <functional>
#include <memory>

class QThread;

namespace coffer {

/// A message bus that the event loop never waits for. The first message connects to it, in a thread of its own; what is
/// said until then is sent afterwards. Where there is no bus every call fails in silence.
class Bus : public QObject
{
    Q_OBJECT
public:
    /// Takes the reply, or an error: no bus, nobody there, no answer in time.
    using Answer = std::function<void(const QDBusMessage &reply)>;
    /// Signals of the bus that are told by heard().
    struct Wanted
    {
        QString path;
        QString interface;
        QString name;
    };

    explicit Bus(QDBusConnection::BusType type, QList<Wanted> wanted = {}, QObject *parent = nullptr);
    /// Ends the connection, and with it all that services hold for it. Waits only if connecting is still on.
    ~Bus() override;

    /// `answer` is called later, in the event loop, unless `context` is gone by then.
    void call(const QDBusMessage &message, std::chrono::milliseconds patience, QObject *context, const Answer &answer);
    /// Sends without an answer: a signal, or a call whose outcome does not matter.
    void send(const QDBusMessage &message);

Q_SIGNALS:
    void heard(const QDBusMessage &signal);

private Q_SLOTS:
    void hear(const QDBusMessage &signal) { Q_EMIT heard(signal); } // QtDBus knows slots by their names

private:
    void whenConnected(const std::function<void()> &action);
    void connectInThread();

    const QDBusConnection::BusType m_type;
    const QList<Wanted> m_wanted;
    const QString m_name;
    std::unique_ptr<QThread> m_connecting; ///< null until the first message
    bool m_isDecided = false;              ///< whether connecting has ended, be it well or not
    QList<std::function<void()>> m_waiting;
};

} // namespace coffer
