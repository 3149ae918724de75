// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QMap>
#include <QUuid>

#include <functional>

namespace coffer {

/// Stands for a service on the bus at `address`: it has all objects, and answers on the event loop of its thread.
class FakeService : public QDBusVirtualObject
{
public:
    /// The answer to a call; an invalid one: none.
    using Answer = std::function<QDBusMessage(const QDBusMessage &call)>;

    FakeService(const QString &address, const char *name)
        : m_connection(QDBusConnection::connectToBus(address, QUuid::createUuid().toString()))
    {
        m_isThere = m_connection.registerVirtualObject(QStringLiteral("/"), this, QDBusConnection::SubPath)
            && m_connection.registerService(QLatin1String(name));
    }
    ~FakeService() override
    {
        // A call that is still to be delivered answers with an error as it is dropped, for which it needs the connection.
        m_connection.unregisterObject(QStringLiteral("/"), QDBusConnection::UnregisterTree);
        QCoreApplication::removePostedEvents(this);
        QDBusConnection::disconnectFromBus(m_connection.name());
    }

    bool isThere() const { return m_isThere; }
    /// Answers calls of this method thus from now on; other calls get an empty reply.
    void answer(const char *method, const Answer &answer) { m_answers.insert(QLatin1String(method), answer); }
    void stayMute(const char *method)
    {
        answer(method, [](const QDBusMessage &) { return QDBusMessage(); });
    }
    /// Sends a signal, or an answer that comes late.
    void send(const QDBusMessage &message) { m_connection.send(message); }
    /// The calls of this method so far.
    QList<QDBusMessage> calls(const char *method) const
    {
        QList<QDBusMessage> found;
        for (const QDBusMessage &call : m_calls) {
            if (call.member() == QLatin1String(method))
                found += call;
        }
        return found;
    }
    qsizetype count(const char *method) const { return calls(method).size(); }

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &call, const QDBusConnection &) override
    {
        m_calls += call;
        const QDBusMessage reply = m_answers.contains(call.member()) ? m_answers[call.member()](call) : call.createReply();
        if (reply.type() != QDBusMessage::InvalidMessage)
            m_connection.send(reply);
        return true;
    }

private:
    QDBusConnection m_connection;
    bool m_isThere = false;
    QMap<QString, Answer> m_answers;
    QList<QDBusMessage> m_calls;
};

} // namespace coffer
