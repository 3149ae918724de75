// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <memory>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>

namespace coffer {

/// A program that runs for as long as this lives. It is ended by its own id, also when the test dies before.
class Daemon
{
public:
    /// Null if it does not start. What it says goes to the file `log`.
    static std::unique_ptr<Daemon> start(const QString &program, const QStringList &arguments, const QString &log)
    {
        std::unique_ptr<Daemon> daemon(new Daemon);
        daemon->m_process.setProcessChannelMode(QProcess::MergedChannels);
        daemon->m_process.setStandardOutputFile(log);
        daemon->m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        daemon->m_process.start(program, arguments);
        return daemon->m_process.waitForStarted() ? std::move(daemon) : nullptr;
    }

    ~Daemon()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished();
    }

private:
    Daemon() = default;

    QProcess m_process;
};

/// A message bus of the test's own, which knows no services but those that the test starts. While this lives, it is the
/// system bus of this process and of those that it starts. One a process: libdbus asks only once where the system bus is.
class PrivateBus
{
public:
    static bool isPossible() { return !QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty(); }

    PrivateBus()
    {
        ::chmod(QFile::encodeName(folder()).constData(), 0711); // other users reach it too
        qputenv(variable, address().toUtf8());
    }
    ~PrivateBus()
    {
        stop();
        qputenv(variable, m_before);
    }

    /// Afterwards it can be reached.
    bool start()
    {
        QFile config(folder() + QStringLiteral("/bus.conf"));
        if (!config.open(QIODevice::WriteOnly))
            return false;
        config.write("<busconfig><type>system</type><auth>EXTERNAL</auth><listen>" + address().toUtf8() + "</listen>"
                     "<policy context='default'><allow user='*'/><allow own='*'/><allow send_destination='*'/>"
                     "<allow receive_sender='*'/></policy></busconfig>");
        config.close();
        m_daemon = Daemon::start(QStringLiteral("dbus-daemon"), {QStringLiteral("--nofork"), QStringLiteral("--config-file"), config.fileName()},
                                 folder() + QStringLiteral("/bus.log"));
        const QDeadlineTimer patience(10000);
        while (m_daemon && !QFile::exists(socket()) && !patience.hasExpired())
            QThread::msleep(5);
        return QFile::exists(socket());
    }

    /// Afterwards nobody has a bus.
    void stop()
    {
        m_daemon.reset();
        QFile::remove(socket());
    }

    QString address() const { return QStringLiteral("unix:path=") + socket(); }
    /// A folder for as long as this lives.
    QString folder() const { return QFileInfo(m_folder.path()).canonicalFilePath(); }

private:
    QString socket() const { return folder() + QStringLiteral("/bus"); }

    static constexpr const char *variable = "DBUS_SYSTEM_BUS_ADDRESS";
    const QByteArray m_before = qgetenv(variable);
    QTemporaryDir m_folder;
    std::unique_ptr<Daemon> m_daemon;
};

} // namespace coffer
