// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/signals/bus.h"
#include "ui/signals/notifier.h"
#include "ui/signals/sleepinhibitor.h"
#include "ui/signals/sound.h"
#include "ui/signals/taskbarprogress.h"

#include <QObject>

#include <optional>

class QWidget;

namespace coffer {

/// What the operator wants to be called by.
struct SignalPreferences
{
    bool sounds = true;
    bool notifications = true;

    bool operator==(const SignalPreferences &) const = default;
};

/// How the station calls an operator who is busy with something else: sounds, a notification while its window is not in
/// front, its icon in the taskbar. And it keeps the machine awake. Nothing here blocks, and what the desktop lacks is left
/// out in silence.
class StationSignals : public QObject
{
    Q_OBJECT
public:
    explicit StationSignals(Sound::Players players = Sound::usualPlayers(), QObject *parent = nullptr);

    void setPreferences(const SignalPreferences &preferences);

    /// It is the operator's turn: a card is to be put in or taken out. `text` is one plain sentence.
    void nextCard(const QString &text);
    /// A card failed; `text` says which, and what to do.
    void failed(const QString &text);
    /// How much of the batch is done, from 0 to 1; none: there is no batch.
    void setProgress(std::optional<double> share);
    /// Whether a card is written or read back: the machine stays awake.
    void setWriting(bool writing);
    /// Whether the window has the operator's attention. In front, what called for it goes away.
    void setForeground(bool foreground);

Q_SIGNALS:
    /// The operator clicked the notification; see bringToFront().
    void raiseAsked(const QString &activationToken);

private:
    void call(Sound::Kind kind, const QString &title, const QString &text, Notifier::Urgency urgency);

    SignalPreferences m_preferences;
    bool m_isForeground = true;
    Bus m_session;
    Bus m_system;
    Sound m_sound;
    Notifier m_notifier;
    TaskbarProgress m_taskbar;
    SleepInhibitor m_inhibitor;
};

/// Shows `window` before the others, as far as the desktop lets it; the token is that of raiseAsked().
void bringToFront(QWidget &window, const QString &activationToken);

} // namespace coffer
