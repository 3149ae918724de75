// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QString>

#include <chrono>

namespace coffer {

class Bus;

/// Keeps the machine from sleeping, by itself or by a closed lid, for as long as it is held: by logind, or by the desktop's
/// portal where logind refuses or is missing. Shutting down is not kept from: who does that means it. Where there is
/// neither, nothing happens. Ends with its object, and with the program in any case.
class SleepInhibitor : public QObject
{
    Q_OBJECT
public:
    /// Both live longer than this. `patience`: how long logind may think before the portal is asked.
    SleepInhibitor(Bus &system, Bus &session, std::chrono::milliseconds patience = std::chrono::seconds(5), QObject *parent = nullptr);
    ~SleepInhibitor() override;

    void hold();
    void release();

private:
    void askLogind();
    void askPortal();
    void takeDescriptor(const QDBusMessage &reply);
    void closeRequest(const QString &path);

    Bus &m_system;
    Bus &m_session;
    const std::chrono::milliseconds m_patience;
    bool m_isHeld = false;
    quint64 m_turn = 0;                   ///< which hold() it is; answers to an earlier one come too late
    QDBusUnixFileDescriptor m_descriptor; ///< logind's: open is held
    QString m_request;                    ///< the portal's: until it is closed
};

} // namespace coffer
