// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/taskbarprogress.h"

#include "desktopbus.h"

#include <QDBusArgument>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;

/// The test listens as a desktop's taskbar does.
class TaskbarProgressTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();

    void namesTheProgramAndShowsProgress();
    void tellsEachPercentOnce();
    void staysBetweenNoneAndAll();
    void callsForAttentionBesideTheProgress();
    void goesAwayAtTheEnd();

private:
    /// The properties of all updates so far, once this many have come.
    QList<QVariantMap> told(qsizetype count);

    DesktopBus m_daemon;
    std::unique_ptr<Bus> m_desktop;
    QList<QDBusMessage> m_heard;
    std::unique_ptr<Bus> m_bus;
};

void TaskbarProgressTest::initTestCase()
{
    QVERIFY2(PrivateBus::isPossible(), "dbus-daemon is needed");
    QVERIFY(m_daemon.start());
    m_desktop = std::make_unique<Bus>(QDBusConnection::SessionBus,
                                      QList<Bus::Wanted>{{QString(), QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update")}});
    connect(m_desktop.get(), &Bus::heard, this, [this](const QDBusMessage &signal) { m_heard += signal; });
    bool isListening = false;
    m_desktop->call(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"), QStringLiteral("org.freedesktop.DBus"),
                                                   QStringLiteral("GetId")),
                    std::chrono::seconds(5), this, [&](const QDBusMessage &) { isListening = true; });
    QTRY_VERIFY(isListening);
}

void TaskbarProgressTest::init()
{
    m_bus = std::make_unique<Bus>(QDBusConnection::SessionBus);
    m_heard.clear();
}

QList<QVariantMap> TaskbarProgressTest::told(qsizetype count)
{
    QList<QVariantMap> found;
    if (!QTest::qWaitFor([&] { return m_heard.size() >= count; }))
        return found;
    for (const QDBusMessage &signal : m_heard)
        found += qdbus_cast<QVariantMap>(signal.arguments().value(1));
    return found;
}

void TaskbarProgressTest::namesTheProgramAndShowsProgress()
{
    TaskbarProgress(*m_bus).setProgress(0.25);
    const QList<QVariantMap> updates = told(1);
    QCOMPARE(updates, (QList<QVariantMap>{{{QStringLiteral("progress"), 0.25}, {QStringLiteral("progress-visible"), true}, {QStringLiteral("urgent"), false}}}));
    QCOMPARE(m_heard.first().signature(), QStringLiteral("sa{sv}"));
    QCOMPARE(m_heard.first().arguments().first(), QVariant(QStringLiteral("application://coffer-station.desktop")));
}

void TaskbarProgressTest::tellsEachPercentOnce()
{
    TaskbarProgress taskbar(*m_bus);
    for (int i = 0; i <= 1000; ++i)
        taskbar.setProgress(i / 1000.0);
    const QList<QVariantMap> updates = told(101);
    QCOMPARE(updates.size(), 101);
    QCOMPARE(updates.first().value(QStringLiteral("progress")), QVariant(0.0));
    QCOMPARE(updates.last().value(QStringLiteral("progress")), QVariant(1.0));
}

void TaskbarProgressTest::staysBetweenNoneAndAll()
{
    TaskbarProgress taskbar(*m_bus);
    taskbar.setProgress(-0.5);
    taskbar.setProgress(1.5);
    const QList<QVariantMap> updates = told(2);
    QCOMPARE(updates.value(0).value(QStringLiteral("progress")), QVariant(0.0));
    QCOMPARE(updates.value(1).value(QStringLiteral("progress")), QVariant(1.0));
}

void TaskbarProgressTest::callsForAttentionBesideTheProgress()
{
    TaskbarProgress taskbar(*m_bus);
    taskbar.setProgress(0.5);
    taskbar.setUrgent(true);
    taskbar.setUrgent(true);
    taskbar.setProgress(0.6);
    taskbar.setUrgent(false);
    const QList<QVariantMap> updates = told(4);
    QCOMPARE(updates.size(), 4);
    QCOMPARE(updates.at(1), (QVariantMap{{QStringLiteral("progress"), 0.5}, {QStringLiteral("progress-visible"), true}, {QStringLiteral("urgent"), true}}));
    QCOMPARE(updates.at(2).value(QStringLiteral("urgent")), QVariant(true));
    QCOMPARE(updates.at(3), (QVariantMap{{QStringLiteral("progress"), 0.6}, {QStringLiteral("progress-visible"), true}, {QStringLiteral("urgent"), false}}));
}

void TaskbarProgressTest::goesAwayAtTheEnd()
{
    TaskbarProgress taskbar(*m_bus);
    taskbar.setProgress(1.0);
    taskbar.setProgress({});
    const QList<QVariantMap> updates = told(2);
    QCOMPARE(updates.value(1).value(QStringLiteral("progress-visible")), QVariant(false));
}

QTEST_GUILESS_MAIN(TaskbarProgressTest)
#include "tst_taskbarprogress.moc"
