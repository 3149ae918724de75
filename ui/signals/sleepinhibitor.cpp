// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/sleepinhibitor.h"

#include "ui/signals/bus.h"

#include <QDBusObjectPath>
#include <QVariantMap>

#include <utility>

namespace coffer {
namespace {

const QString portal = QStringLiteral("org.freedesktop.portal.Desktop");
constexpr uint whenSuspended = 4; // flags of the portal
constexpr uint whenIdle = 8;

QDBusMessage portalCall(const QString &path, const char *interface, const char *name, const QVariantList &arguments)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(portal, path, QStringLiteral("org.freedesktop.portal.") + QLatin1String(interface), QLatin1String(name));
    message.setArguments(arguments);
    return message;
}

} // namespace

SleepInhibitor::SleepInhibitor(Bus &system, Bus &session, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent), m_system(system), m_session(session), m_patience(patience)
{
}

SleepInhibitor::~SleepInhibitor()
{
    release();
}

void SleepInhibitor::hold()
{
    if (std::exchange(m_isHeld, true))
        return;
    ++m_turn;
    askLogind();
}

void SleepInhibitor::release()
{
    m_isHeld = false;
    ++m_turn;
    m_descriptor = QDBusUnixFileDescriptor();
    if (!m_request.isEmpty())
        closeRequest(std::exchange(m_request, {}));
}

void SleepInhibitor::askLogind()
{
    QDBusMessage inhibit =
        QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
                                       QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    inhibit.setArguments({QStringLiteral("sleep:idle:handle-lid-switch"), QStringLiteral("Cofferware"), tr("Cards are being written"), QStringLiteral("block")});
    m_system.call(inhibit, m_patience, this, [this, turn = m_turn](const QDBusMessage &reply) {
        if (turn == m_turn) // else the descriptor closes with the reply
            takeDescriptor(reply);
    });
}

void SleepInhibitor::takeDescriptor(const QDBusMessage &reply)
{
    if (reply.type() == QDBusMessage::ReplyMessage)
        m_descriptor = qvariant_cast<QDBusUnixFileDescriptor>(reply.arguments().value(0));
    if (!m_descriptor.isValid())
        askPortal();
}

void SleepInhibitor::askPortal()
{
    const QVariantMap options{{QStringLiteral("reason"), tr("Cards are being written")}};
    const QString noWindow;
    const QDBusMessage inhibit = portalCall(QStringLiteral("/org/freedesktop/portal/desktop"), "Inhibit", "Inhibit",
                                            {noWindow, whenSuspended | whenIdle, options});
    m_session.call(inhibit, std::chrono::seconds(25), this, [this, turn = m_turn](const QDBusMessage &reply) {
        const QString request = reply.arguments().value(0).value<QDBusObjectPath>().path();
        if (reply.type() != QDBusMessage::ReplyMessage || request.isEmpty())
            return;
        if (turn == m_turn)
            m_request = request;
        else
            closeRequest(request);
    });
}

void SleepInhibitor::closeRequest(const QString &path)
{
    m_session.send(portalCall(path, "Request", "Close", {}));
}

} // namespace coffer
