// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/bus.h"

#include <QDBusError>
#include <QDBusPendingCallWatcher>
#include <QThread>
#include <QUuid>

#include <utility>

namespace coffer {

Bus::Bus(QDBusConnection::BusType type, QList<Wanted> wanted, QObject *parent)
    : QObject(parent), m_type(type), m_wanted(std::move(wanted)), m_name(QUuid::createUuid().toString())
{
}

Bus::~Bus()
{
    if (!m_connecting)
        return;
    m_connecting->wait();
    QDBusConnection::disconnectFromBus(m_name);
}

void Bus::call(const QDBusMessage &message, std::chrono::milliseconds patience, QObject *context, const Answer &answer)
{
    whenConnected([this, message, patience, guard = QPointer<QObject>(context), answer] {
        if (!guard)
            return;
        const QDBusConnection bus(m_name);
        if (!bus.isConnected()) { // such a call would never finish
            const QDBusMessage error = QDBusMessage::createError(QDBusError::Disconnected, QStringLiteral("no bus"));
            QMetaObject::invokeMethod(guard, [answer, error] { answer(error); }, Qt::QueuedConnection);
            return;
        }
        auto *pending = new QDBusPendingCallWatcher(bus.asyncCall(message, int(patience.count())), guard);
        connect(pending, &QDBusPendingCallWatcher::finished, guard, [pending, answer] {
            pending->deleteLater();
            answer(pending->reply());
        });
    });
}

void Bus::send(const QDBusMessage &message)
{
    whenConnected([this, message] { QDBusConnection(m_name).send(message); });
}

void Bus::whenConnected(const std::function<void()> &action)
{
    if (m_isDecided) {
        action();
        return;
    }
    m_waiting += action;
    if (!m_connecting)
        connectInThread();
}

/// To connect is to wait for the bus's word of welcome, and to hear signals is to wait for the thread that does so.
void Bus::connectInThread()
{
    m_connecting.reset(QThread::create([this] {
        QDBusConnection bus = QDBusConnection::connectToBus(m_type, m_name);
        if (!bus.isConnected())
            return;
        // Without a service's name, as a name would be looked up first.
        for (const Wanted &wanted : m_wanted)
            bus.connect(QString(), wanted.path, wanted.interface, wanted.name, this, SLOT(hear(QDBusMessage)));
    }));
    connect(m_connecting.get(), &QThread::finished, this, [this] {
        m_isDecided = true;
        for (const std::function<void()> &action : std::exchange(m_waiting, {}))
            action();
    });
    m_connecting->start();
}

} // namespace coffer
