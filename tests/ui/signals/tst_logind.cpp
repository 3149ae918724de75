// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/sleepinhibitor.h"

#include "desktopbus.h"

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QTest>

#include <sched.h>
#include <sys/mount.h>

using namespace coffer;
using namespace std::chrono_literals;

namespace {

const QString logind = QStringLiteral("/usr/lib/systemd/systemd-logind");

/// Whether this process and those it starts have mounts of their own from now on, with an empty folder for what logind knows.
bool isApart()
{
    return ::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
        && ::mount("tmpfs", "/run", "tmpfs", 0, "mode=755") == 0 && ::mkdir("/run/systemd", 0755) == 0 && ::mkdir("/run/udev", 0755) == 0;
}

QDBusMessage askManager(const char *interface, const char *method, const QVariantList &arguments = {})
{
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
                                                       QLatin1String(interface), QLatin1String(method));
    call.setArguments(arguments);
    return QDBusConnection::systemBus().call(call);
}

/// What logind says is kept from happening now: "sleep:idle:handle-lid-switch", or "".
QString inhibited()
{
    const QDBusMessage reply = askManager("org.freedesktop.DBus.Properties", "Get",
                                          {QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("BlockInhibited")});
    return reply.arguments().value(0).value<QDBusVariant>().variant().toString();
}

} // namespace

/// The real logind, on a bus of the test's own.
class LogindTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keepsTheMachineAwakeAndLetsItSleepAgain();
    void letsItSleepWhenTheProgramEnds();

private:
    DesktopBus m_daemon;
    std::unique_ptr<Daemon> m_logind;
};

void LogindTest::initTestCase()
{
    if (!PrivateBus::isPossible() || !QFile::exists(logind))
        QSKIP("dbus-daemon or systemd-logind is not installed.");
    if (!isApart())
        QSKIP("Only root may have mounts of its own.");
    QVERIFY(m_daemon.start());
    m_logind = Daemon::start(logind, {}, m_daemon.folder() + QStringLiteral("/logind.log"));
    QVERIFY(m_logind);
    const auto isThere = [] { return QDBusConnection::systemBus().interface()->isServiceRegistered(QStringLiteral("org.freedesktop.login1")).value(); };
    if (!QTest::qWaitFor(isThere, 10000))
        QSKIP("logind does not run here.");
    QCOMPARE(inhibited(), QString());
}

void LogindTest::keepsTheMachineAwakeAndLetsItSleepAgain()
{
    Bus system(QDBusConnection::SystemBus);
    Bus session(QDBusConnection::SessionBus);
    SleepInhibitor inhibitor(system, session);
    inhibitor.hold();
    QTRY_COMPARE(inhibited(), QStringLiteral("sleep:idle:handle-lid-switch"));
    const QDBusMessage list = askManager("org.freedesktop.login1.Manager", "ListInhibitors");
    QCOMPARE(list.signature(), QStringLiteral("a(ssssuu)"));
    const auto inhibitors = list.arguments().value(0).value<QDBusArgument>();
    QString what;
    QString who;
    QString why;
    QString mode;
    inhibitors.beginArray();
    inhibitors.beginStructure();
    inhibitors >> what >> who >> why >> mode;
    QCOMPARE((QStringList{what, who, mode}), (QStringList{QStringLiteral("sleep:idle:handle-lid-switch"), QStringLiteral("Cofferware"), QStringLiteral("block")}));
    QVERIFY(!why.isEmpty());
    inhibitor.release();
    QTRY_COMPARE(inhibited(), QString());
}

void LogindTest::letsItSleepWhenTheProgramEnds()
{
    {
        Bus system(QDBusConnection::SystemBus);
        Bus session(QDBusConnection::SessionBus);
        SleepInhibitor inhibitor(system, session);
        inhibitor.hold();
        QTRY_COMPARE(inhibited(), QStringLiteral("sleep:idle:handle-lid-switch"));
    }
    QTRY_COMPARE(inhibited(), QString());
}

QTEST_GUILESS_MAIN(LogindTest)
#include "tst_logind.moc"
