// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/qmp.h"

#include <QDeadlineTimer>
#include <QJsonDocument>

namespace coffer {
namespace {

bool hasAll(const QJsonObject &object, const QJsonObject &wanted)
{
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (object.value(it.key()) != it.value())
            return false;
    }
    return true;
}

} // namespace

Status Qmp::connectTo(const QString &socket)
{
    m_socket.connectToServer(socket);
    if (!m_socket.waitForConnected(patienceMs))
        return fail(Errc::Failed, QStringLiteral("QEMU is not reached: %1").arg(m_socket.errorString()));
    if (Result<QJsonObject> greeting = nextMessage(); !greeting)
        return passOn(greeting);
    if (Result<QJsonValue> ready = execute(QStringLiteral("qmp_capabilities")); !ready)
        return passOn(ready);
    return ok();
}

Result<QJsonValue> Qmp::execute(const QString &command, const QJsonObject &arguments)
{
    const QJsonObject order{{QStringLiteral("execute"), command}, {QStringLiteral("arguments"), arguments}};
    m_socket.write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n');
    while (true) {
        const Result<QJsonObject> message = nextMessage();
        if (!message)
            return passOn(message);
        if (message->contains(QStringLiteral("return")))
            return message->value(QStringLiteral("return"));
        if (message->contains(QStringLiteral("error")))
            return fail(Errc::Failed, command + QStringLiteral(": ")
                                          + message->value(QStringLiteral("error"))[QStringLiteral("desc")].toString());
        m_events += *message;
    }
}

Status Qmp::awaitEvent(const QString &name, const QJsonObject &data)
{
    while (true) {
        for (qsizetype i = 0; i < m_events.size(); ++i) {
            const QJsonObject &event = m_events.at(i);
            if (event.value(QStringLiteral("event")).toString() == name && hasAll(event.value(QStringLiteral("data")).toObject(), data)) {
                m_events.removeAt(i);
                return ok();
            }
        }
        const Result<QJsonObject> message = nextMessage();
        if (!message)
            return passOn(message);
        m_events += *message;
    }
}

Result<QJsonObject> Qmp::nextMessage()
{
    QDeadlineTimer deadline(patienceMs);
    while (!m_socket.canReadLine()) {
        if (!m_socket.waitForReadyRead(int(deadline.remainingTime())))
            return fail(Errc::Failed, QStringLiteral("QEMU does not answer: %1").arg(m_socket.errorString()));
    }
    return QJsonDocument::fromJson(m_socket.readLine()).object();
}

} // namespace coffer
