// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/stationsignals.h"

#include <QWidget>

#include <utility>

namespace coffer {

StationSignals::StationSignals(Sound::Players players, QObject *parent)
    : QObject(parent), m_session(QDBusConnection::SessionBus, Notifier::wantedSignals()), m_system(QDBusConnection::SystemBus),
      m_sound(std::move(players)), m_notifier(m_session), m_taskbar(m_session), m_inhibitor(m_system, m_session)
{
    connect(&m_notifier, &Notifier::clicked, this, &StationSignals::raiseAsked);
}

void StationSignals::setPreferences(const SignalPreferences &preferences)
{
    m_preferences = preferences;
    if (!preferences.notifications)
        m_notifier.close();
}

void StationSignals::nextCard(const QString &text)
{
    call(Sound::Kind::NextCard, tr("Next card"), text, Notifier::Urgency::Normal);
}

void StationSignals::failed(const QString &text)
{
    call(Sound::Kind::Failed, tr("A card failed"), text, Notifier::Urgency::Critical);
}

void StationSignals::call(Sound::Kind kind, const QString &title, const QString &text, Notifier::Urgency urgency)
{
    if (m_preferences.sounds)
        m_sound.play(kind);
    if (m_isForeground)
        return;
    if (m_preferences.notifications)
        m_notifier.show(title, text, urgency);
    m_taskbar.setUrgent(true);
}

void StationSignals::setProgress(std::optional<double> share)
{
    m_taskbar.setProgress(share);
}

void StationSignals::setWriting(bool writing)
{
    if (writing)
        m_inhibitor.hold();
    else
        m_inhibitor.release();
}

void StationSignals::setForeground(bool foreground)
{
    m_isForeground = foreground;
    if (!foreground)
        return;
    m_notifier.close();
    m_taskbar.setUrgent(false);
}

void bringToFront(QWidget &window, const QString &activationToken)
{
    // Where Qt's Wayland part looks for it.
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace coffer
