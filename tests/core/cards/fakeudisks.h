// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QMap>

#include <algorithm>
#include <functional>

namespace coffer {

/// Stands for UDisks on the bus at `address`, with one device. Answers on the event loop of its thread.
class FakeUDisks : public QDBusVirtualObject
{
public:
    /// The answer to a call; an invalid one: none.
    using Answer = std::function<QDBusMessage(const QDBusMessage &call)>;

    explicit FakeUDisks(const QString &address)
        : m_connection(QDBusConnection::connectToBus(address, QStringLiteral("fake-udisks")))
    {
        m_connection.registerVirtualObject(QStringLiteral("/org/freedesktop/UDisks2"), this, QDBusConnection::SubPath);
        m_isThere = m_connection.registerService(QStringLiteral("org.freedesktop.UDisks2"));
    }
    ~FakeUDisks() override { QDBusConnection::disconnectFromBus(m_connection.name()); }

    bool isThere() const { return m_isThere; }
    /// Answers calls of this method thus from now on.
    void answer(const char *method, const Answer &answer) { m_answers.insert(QLatin1String(method), answer); }
    void answerWithError(const char *method, const QString &name, const QString &text)
    {
        answer(method, [=](const QDBusMessage &call) { return call.createErrorReply(name, text); });
    }
    /// Sends a message later.
    void send(const QDBusMessage &message) { m_connection.send(message); }
    /// The calls so far.
    QList<QDBusMessage> calls() const { return m_calls; }
    bool wasAsked(const char *method) const
    {
        return std::ranges::any_of(m_calls, [=](const QDBusMessage &call) { return call.member() == QLatin1String(method); });
    }

    quint64 deviceNumber = 0;

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &call, const QDBusConnection &) override
    {
        m_calls += call;
        const QDBusMessage reply = m_answers.contains(call.member()) ? m_answers[call.member()](call) : usualAnswer(call);
        if (reply.type() != QDBusMessage::InvalidMessage)
            m_connection.send(reply);
        return true;
    }

private:
    QDBusMessage usualAnswer(const QDBusMessage &call) const
    {
        if (call.member() == QLatin1String("ResolveDevice"))
            return call.createReply(QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(QStringLiteral("/org/freedesktop/UDisks2/block_devices/sdx"))}));
        if (call.member() == QLatin1String("Get"))
            return call.createReply(QVariant::fromValue(QDBusVariant(qulonglong(deviceNumber))));
        return {};
    }

    QDBusConnection m_connection;
    bool m_isThere = false;
    QMap<QString, Answer> m_answers;
    QList<QDBusMessage> m_calls;
};

} // namespace coffer
