// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeservice.h"
#include "support/privatebus.h"
#include "ui/signals/bus.h"

#include <QDBusUnixFileDescriptor>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coffer {

/// A bus of the test's own, which is this process's system bus and its session bus while this lives.
class DesktopBus : public PrivateBus
{
public:
    DesktopBus() { qputenv(variable, address().toUtf8()); }
    ~DesktopBus() { qputenv(variable, m_before); }

    /// Afterwards it takes connections; its socket is there a moment before.
    bool start()
    {
        if (!PrivateBus::start())
            return false;
        const QDeadlineTimer patience(10000);
        while (!patience.hasExpired()) {
            const QString name = QUuid::createUuid().toString();
            const bool isConnected = QDBusConnection::connectToBus(address(), name).isConnected();
            QDBusConnection::disconnectFromBus(name);
            if (isConnected)
                return true;
            QThread::msleep(5);
        }
        return false;
    }

private:
    static constexpr const char *variable = "DBUS_SESSION_BUS_ADDRESS";
    const QByteArray m_before = qgetenv(variable);
};

/// Answers as a notification service does: each notification that replaces none gets a new number, from 1 on.
inline void playNotifications(FakeService &service)
{
    service.answer("Notify", [last = 0U](const QDBusMessage &call) mutable {
        const uint replaced = call.arguments().value(1).toUInt();
        return call.createReply(replaced != 0 ? replaced : ++last);
    });
}

/// What logind gives an inhibitor: one end of a pipe, of which it looks at the other.
class InhibitorPipe
{
public:
    InhibitorPipe()
    {
        if (::pipe2(m_ends, O_CLOEXEC) != 0)
            qFatal("no pipe");
    }
    ~InhibitorPipe()
    {
        closeOwn();
        ::close(m_ends[0]);
    }
    Q_DISABLE_COPY_MOVE(InhibitorPipe)

    /// The answer to Inhibit. Afterwards the only descriptors of the pipe's end are those that were given away.
    QDBusMessage give(const QDBusMessage &call)
    {
        QDBusMessage reply = call.createReply(QVariant::fromValue(QDBusUnixFileDescriptor(m_ends[1])));
        closeOwn();
        return reply;
    }
    /// Whether somebody has the end that was given.
    bool isHeld() const
    {
        pollfd end{m_ends[0], POLLIN, 0};
        ::poll(&end, 1, 0);
        return (end.revents & POLLHUP) == 0;
    }
    /// Whether programs that this process starts would have it too.
    bool isInherited() const
    {
        struct stat own {};
        ::fstat(m_ends[0], &own);
        for (int fd = 0; fd < 1024; ++fd) {
            struct stat other {};
            if (fd != m_ends[0] && ::fstat(fd, &other) == 0 && other.st_ino == own.st_ino && other.st_dev == own.st_dev
                && (::fcntl(fd, F_GETFD) & FD_CLOEXEC) == 0)
                return true;
        }
        return false;
    }

private:
    void closeOwn()
    {
        if (m_ends[1] >= 0)
            ::close(std::exchange(m_ends[1], -1));
    }
    int m_ends[2] = {-1, -1};
};

} // namespace coffer
