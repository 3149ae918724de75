// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/sleepinhibitor.h"

#include "desktopbus.h"
#include "eventloopgap.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QElapsedTimer>
#include <QTest>

using namespace coffer;
using namespace std::chrono_literals;

namespace {

const QString request = QStringLiteral("/org/freedesktop/portal/desktop/request/1_2/x");

} // namespace

/// logind and the portal are played by the test.
class SleepInhibitorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void holdsLogindsDescriptorWhileItIsHeld();
    void asksOnceHoweverOftenItIsHeld();
    void releasesAtItsEnd();
    void releasesADescriptorThatComesTooLate();
    void holdsAgain();
    void keepsTheDescriptorFromOtherPrograms();

    void asksThePortalWhenLogindRefuses();
    void asksThePortalWhenLogindKeepsMute();
    void asksThePortalWithoutLogind();
    void closesThePortalsRequestThatComesTooLate();
    void isSilentWithoutEither();

private:
    void make(std::chrono::milliseconds patience = 5s);
    void refuse();
    bool settles();
    bool asksLogind(qsizetype count = 1)
    {
        return QTest::qWaitFor([&] { return m_logind->count("Inhibit") == count; });
    }

    DesktopBus m_daemon;
    std::unique_ptr<FakeService> m_logind;
    std::unique_ptr<FakeService> m_portal;
    std::unique_ptr<InhibitorPipe> m_pipe;
    std::unique_ptr<Bus> m_system;
    std::unique_ptr<Bus> m_session;
    std::unique_ptr<SleepInhibitor> m_inhibitor;
};

void SleepInhibitorTest::initTestCase()
{
    QVERIFY2(PrivateBus::isPossible(), "dbus-daemon is needed");
    QVERIFY(m_daemon.start());
}

void SleepInhibitorTest::init()
{
    m_logind = std::make_unique<FakeService>(m_daemon.address(), "org.freedesktop.login1");
    m_portal = std::make_unique<FakeService>(m_daemon.address(), "org.freedesktop.portal.Desktop");
    QVERIFY(m_logind->isThere() && m_portal->isThere());
    m_pipe = std::make_unique<InhibitorPipe>();
    m_logind->answer("Inhibit", [this](const QDBusMessage &call) { return m_pipe->give(call); });
    m_portal->answer("Inhibit", [](const QDBusMessage &call) { return call.createReply(QVariant::fromValue(QDBusObjectPath(request))); });
    make();
}

void SleepInhibitorTest::cleanup()
{
    m_inhibitor.reset();
    m_session.reset();
    m_system.reset();
    m_portal.reset();
    m_logind.reset();
}

void SleepInhibitorTest::make(std::chrono::milliseconds patience)
{
    m_inhibitor.reset();
    m_system = std::make_unique<Bus>(QDBusConnection::SystemBus);
    m_session = std::make_unique<Bus>(QDBusConnection::SessionBus);
    m_inhibitor = std::make_unique<SleepInhibitor>(*m_system, *m_session, patience);
}

/// Waits until what was asked before has been answered and the answer been taken, on both buses.
bool SleepInhibitorTest::settles()
{
    int answers = 0;
    const auto count = [&](const QDBusMessage &) { ++answers; };
    for (int round = 1; round <= 2; ++round) { // an answer may make another question
        for (Bus *bus : {m_system.get(), m_session.get()})
            bus->call(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"), QStringLiteral("org.freedesktop.DBus"),
                                                     QStringLiteral("GetId")),
                      10s, this, count);
        if (!QTest::qWaitFor([&] { return answers == 2 * round; }))
            return false;
    }
    return true;
}

void SleepInhibitorTest::refuse()
{
    m_logind->answer("Inhibit", [](const QDBusMessage &call) { return call.createErrorReply(QDBusError::AccessDenied, QStringLiteral("no")); });
}

void SleepInhibitorTest::holdsLogindsDescriptorWhileItIsHeld()
{
    m_inhibitor->hold();
    QVERIFY(asksLogind());
    const QDBusMessage call = m_logind->calls("Inhibit").first();
    QCOMPARE(call.path(), QStringLiteral("/org/freedesktop/login1"));
    QCOMPARE(call.interface(), QStringLiteral("org.freedesktop.login1.Manager"));
    QCOMPARE(call.signature(), QStringLiteral("ssss"));
    QCOMPARE(call.arguments().value(0), QVariant(QStringLiteral("sleep:idle:handle-lid-switch")));
    QCOMPARE(call.arguments().value(1), QVariant(QStringLiteral("Cofferware")));
    QVERIFY(!call.arguments().value(2).toString().isEmpty());
    QCOMPARE(call.arguments().value(3), QVariant(QStringLiteral("block")));
    QVERIFY(settles());
    QVERIFY(m_pipe->isHeld());
    m_inhibitor->release();
    QTRY_VERIFY(!m_pipe->isHeld());
    QCOMPARE(m_portal->count("Inhibit"), 0);
}

void SleepInhibitorTest::asksOnceHoweverOftenItIsHeld()
{
    m_inhibitor->hold();
    m_inhibitor->hold();
    QVERIFY(asksLogind());
    m_inhibitor->hold();
    m_inhibitor->release();
    QTRY_VERIFY(!m_pipe->isHeld());
    QCOMPARE(m_logind->count("Inhibit"), 1);
}

void SleepInhibitorTest::releasesAtItsEnd()
{
    m_inhibitor->hold();
    QVERIFY(asksLogind());
    QVERIFY(settles());
    QVERIFY(m_pipe->isHeld());
    m_inhibitor.reset();
    QTRY_VERIFY(!m_pipe->isHeld());
}

void SleepInhibitorTest::releasesADescriptorThatComesTooLate()
{
    QDBusMessage late;
    m_logind->answer("Inhibit", [&](const QDBusMessage &call) {
        late = call;
        return QDBusMessage();
    });
    m_inhibitor->hold();
    QVERIFY(asksLogind());
    m_inhibitor->release();
    m_logind->send(m_pipe->give(late));
    QTRY_VERIFY(!m_pipe->isHeld());
    QCOMPARE(m_portal->count("Inhibit"), 0);
}

void SleepInhibitorTest::holdsAgain()
{
    m_inhibitor->hold();
    QVERIFY(asksLogind());
    m_inhibitor->release();
    QTRY_VERIFY(!m_pipe->isHeld());
    m_pipe = std::make_unique<InhibitorPipe>();
    m_inhibitor->hold();
    QVERIFY(asksLogind(2));
    QVERIFY(settles());
    QVERIFY(m_pipe->isHeld());
}

void SleepInhibitorTest::keepsTheDescriptorFromOtherPrograms()
{
    m_inhibitor->hold();
    QVERIFY(asksLogind());
    QVERIFY(settles());
    QVERIFY(m_pipe->isHeld());
    QVERIFY(!m_pipe->isInherited());
}

void SleepInhibitorTest::asksThePortalWhenLogindRefuses()
{
    refuse();
    m_inhibitor->hold();
    QTRY_COMPARE(m_portal->count("Inhibit"), 1);
    const QDBusMessage call = m_portal->calls("Inhibit").first();
    QCOMPARE(call.path(), QStringLiteral("/org/freedesktop/portal/desktop"));
    QCOMPARE(call.interface(), QStringLiteral("org.freedesktop.portal.Inhibit"));
    QCOMPARE(call.signature(), QStringLiteral("sua{sv}"));
    QCOMPARE(call.arguments().value(1), QVariant(12U)); // suspend and idle
    QVERIFY(qdbus_cast<QVariantMap>(call.arguments().value(2)).contains(QStringLiteral("reason")));
    QVERIFY(settles());
    QCOMPARE(m_portal->count("Close"), 0);
    m_inhibitor->release();
    QTRY_COMPARE(m_portal->count("Close"), 1);
    QCOMPARE(m_portal->calls("Close").first().path(), request);
    QCOMPARE(m_portal->calls("Close").first().interface(), QStringLiteral("org.freedesktop.portal.Request"));
}

void SleepInhibitorTest::asksThePortalWhenLogindKeepsMute()
{
    make(300ms);
    m_logind->stayMute("Inhibit");
    QElapsedTimer clock;
    clock.start();
    m_inhibitor->hold();
    QVERIFY(clock.elapsed() < gapLimit);
    QTRY_COMPARE(m_portal->count("Inhibit"), 1);
    QVERIFY(clock.elapsed() >= 300);
}

void SleepInhibitorTest::asksThePortalWithoutLogind()
{
    m_logind.reset();
    m_inhibitor->hold();
    QTRY_COMPARE(m_portal->count("Inhibit"), 1);
}

void SleepInhibitorTest::closesThePortalsRequestThatComesTooLate()
{
    refuse();
    QDBusMessage late;
    m_portal->answer("Inhibit", [&](const QDBusMessage &call) {
        late = call;
        return QDBusMessage();
    });
    m_inhibitor->hold();
    QTRY_COMPARE(m_portal->count("Inhibit"), 1);
    m_inhibitor->release();
    m_portal->send(late.createReply(QVariant::fromValue(QDBusObjectPath(request))));
    QTRY_COMPARE(m_portal->count("Close"), 1);
}

void SleepInhibitorTest::isSilentWithoutEither()
{
    m_logind.reset();
    m_portal.reset();
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_inhibitor->hold();
    QVERIFY(settles());
    m_inhibitor->release();
    // It is asked again for the next card.
    init();
    m_inhibitor->hold();
    QVERIFY(asksLogind());
}

QTEST_GUILESS_MAIN(SleepInhibitorTest)
#include "tst_sleepinhibitor.moc"
