// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/signals/bus.h"

#include <QDBusMessage>
#include <QObject>

#include <optional>

namespace coffer {

/// One desktop notification of ours at most (org.freedesktop.Notifications): each takes the place of the one before.
/// Without a notification service nothing happens.
class Notifier : public QObject
{
    Q_OBJECT
public:
    enum class Urgency { Normal, Critical }; ///< a critical one stays until somebody has seen it

    /// What `session` has to listen to.
    static QList<Bus::Wanted> wantedSignals();
    /// `session` lives longer than this.
    explicit Notifier(Bus &session, QObject *parent = nullptr);
    ~Notifier() override; ///< closes it

    /// Both texts are plain.
    void show(const QString &title, const QString &text, Urgency urgency);
    /// Takes it away, also one that is still on its way.
    void close();

Q_SIGNALS:
    /// The operator clicked it. The token lets a window come to the front where windows may not do so by themselves
    /// (Wayland); it may be empty.
    void clicked(const QString &activationToken);

private:
    struct Note
    {
        QString title;
        QString text;
        Urgency urgency;
    };
    void send(const Note &note);
    void take(const QDBusMessage &reply);
    void hear(const QDBusMessage &signal);

    Bus &m_session;
    quint32 m_shown = 0;        ///< the service's number of ours; 0: there is none
    bool m_isAsking = false;    ///< that number is on its way
    bool m_isWanted = false;    ///< false: to be taken away once its number is known
    std::optional<Note> m_next; ///< what came meanwhile
    QString m_token;            ///< comes just before the click
};

/// `text` for a notification's body, which is markup: it shows as it stands, without what no markup may hold.
QString escapedBody(const QString &text);

} // namespace coffer
