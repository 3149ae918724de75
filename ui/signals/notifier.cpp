// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/notifier.h"

#include <QVariantMap>

#include <algorithm>
#include <utility>

namespace coffer {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 5s; // who is as slow as that is told nothing of the present
const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");

QDBusMessage method(const char *name, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, service, QLatin1String(name));
    message.setArguments(arguments);
    return message;
}

} // namespace

QList<Bus::Wanted> Notifier::wantedSignals()
{
    return {{path, service, QStringLiteral("ActivationToken")},
            {path, service, QStringLiteral("ActionInvoked")},
            {path, service, QStringLiteral("NotificationClosed")}};
}

Notifier::Notifier(Bus &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&session, &Bus::heard, this, &Notifier::hear);
}

Notifier::~Notifier()
{
    close();
}

void Notifier::show(const QString &title, const QString &text, Urgency urgency)
{
    m_isWanted = true;
    // Only the answer tells the number by which the next can take its place.
    if (m_isAsking)
        m_next = Note{title, text, urgency};
    else
        send({title, text, urgency});
}

void Notifier::close()
{
    m_isWanted = false;
    m_next.reset();
    if (m_shown != 0)
        m_session.send(method("CloseNotification", {std::exchange(m_shown, 0)}));
}

void Notifier::send(const Note &note)
{
    const uchar urgency = note.urgency == Urgency::Critical ? 2 : 1;
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("coffer-station")},
                            {QStringLiteral("urgency"), QVariant::fromValue(urgency)},
                            {QStringLiteral("suppress-sound"), true}}; // we have our own, which can be turned off
    const QStringList actions{QStringLiteral("default"), tr("Show the station")};
    const int untilTheServiceThinks = -1;
    m_isAsking = true;
    m_session.call(method("Notify", {QStringLiteral("Cofferware"), m_shown, QStringLiteral("coffer-station"), note.title,
                                     escapedBody(note.text), actions, hints, untilTheServiceThinks}),
                   patience, this, [this](const QDBusMessage &reply) { take(reply); });
}

void Notifier::take(const QDBusMessage &reply)
{
    m_isAsking = false;
    m_shown = reply.type() == QDBusMessage::ReplyMessage ? reply.arguments().value(0).toUInt() : 0;
    if (!m_isWanted)
        close();
    else if (m_next)
        send(*std::exchange(m_next, std::nullopt));
}

void Notifier::hear(const QDBusMessage &signal)
{
    // Everybody's notifications are told of.
    if (m_shown == 0 || signal.interface() != service || signal.arguments().value(0).toUInt() != m_shown)
        return;
    if (signal.member() == QLatin1String("ActivationToken")) {
        m_token = signal.arguments().value(1).toString();
    } else if (signal.member() == QLatin1String("NotificationClosed")) {
        m_shown = 0;
    } else if (signal.member() == QLatin1String("ActionInvoked") && signal.arguments().value(1).toString() == QLatin1String("default")) {
        Q_EMIT clicked(std::exchange(m_token, {}));
    }
}

QString escapedBody(const QString &text)
{
    QString plain = text;
    std::ranges::replace_if(plain, [](QChar c) { return c.category() == QChar::Other_Control && c != u'\n'; }, QChar(u' '));
    return plain.toHtmlEscaped();
}

} // namespace coffer
