// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/stationsignals.h"

#include "desktopbus.h"
#include "eventloopgap.h"

#include <QApplication>
#include <QDBusArgument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace coffer;

namespace {

const QString text = QStringLiteral("Insert the card for node 07");

} // namespace

/// The desktop is played by the test.
class StationSignalsTest : public QObject
{
    Q_OBJECT
public:
    explicit StationSignalsTest(DesktopBus &daemon) : m_daemon(daemon) {}

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void onlySoundsWhileTheWindowIsInFront();
    void callsWhileTheWindowIsBehind();
    void takesItsCallBackWhenTheWindowComesToTheFront();
    void soundsOnlyWhenWanted();
    void notifiesOnlyWhenWanted();
    void takesAwayWhatIsNoLongerWanted();
    void showsTheBatchesProgress();
    void staysAwakeWhileCardsAreWritten();
    void asksForTheWindowWhenClicked();
    void bringsAMinimizedWindowBack();
    void neverWaitsForADesktopThatDoesNotAnswer();
    void isSilentWhereThereIsNoDesktop();

private:
    bool settles();
    /// How many sounds were played.
    qsizetype played() const;
    QVariantMap taskbar() const { return m_updates.isEmpty() ? QVariantMap() : qdbus_cast<QVariantMap>(m_updates.last().arguments().value(1)); }
    bool isUrgent() const { return taskbar().value(QStringLiteral("urgent")).toBool(); }

    DesktopBus &m_daemon;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeService> m_notifications;
    std::unique_ptr<FakeService> m_logind;
    std::unique_ptr<Bus> m_desktop;
    QList<QDBusMessage> m_updates;
    std::unique_ptr<InhibitorPipe> m_pipe;
    std::unique_ptr<StationSignals> m_signals;
};

void StationSignalsTest::initTestCase()
{
    QVERIFY2(PrivateBus::isPossible(), "dbus-daemon is needed");
    QVERIFY(m_daemon.start());
}

void StationSignalsTest::init()
{
    m_notifications = std::make_unique<FakeService>(m_daemon.address(), "org.freedesktop.Notifications");
    m_logind = std::make_unique<FakeService>(m_daemon.address(), "org.freedesktop.login1");
    QVERIFY(m_notifications->isThere() && m_logind->isThere());
    playNotifications(*m_notifications);
    m_pipe = std::make_unique<InhibitorPipe>();
    m_logind->answer("Inhibit", [this](const QDBusMessage &call) { return m_pipe->give(call); });
    m_desktop = std::make_unique<Bus>(QDBusConnection::SessionBus,
                                      QList<Bus::Wanted>{{QString(), QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update")}});
    connect(m_desktop.get(), &Bus::heard, this, [this](const QDBusMessage &signal) { m_updates += signal; });
    QVERIFY(settles());
    m_updates.clear();

    m_folder = std::make_unique<QTemporaryDir>();
    QFile player(m_folder->filePath(QStringLiteral("player")));
    QVERIFY(player.open(QIODevice::WriteOnly));
    player.write("#!/bin/sh\necho played >>" + QFile::encodeName(m_folder->filePath(QStringLiteral("played"))) + "\n");
    player.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_signals = std::make_unique<StationSignals>(Sound::Players{{player.fileName()}});
}

void StationSignalsTest::cleanup()
{
    m_signals.reset();
    m_desktop.reset();
    m_logind.reset();
    m_notifications.reset();
}

/// Waits until the desktop has heard what was said to it: our listener's question goes to the bus after that.
bool StationSignalsTest::settles()
{
    bool isDone = false;
    m_desktop->call(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/"), QString(), QStringLiteral("Ping")),
                    std::chrono::seconds(10), this, [&](const QDBusMessage &) { isDone = true; });
    return QTest::qWaitFor([&] { return isDone; });
}

qsizetype StationSignalsTest::played() const
{
    QFile file(m_folder->filePath(QStringLiteral("played")));
    return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
}

void StationSignalsTest::onlySoundsWhileTheWindowIsInFront()
{
    m_signals->setForeground(true);
    m_signals->nextCard(text);
    m_signals->setProgress(0.5); // by which we know that what came before was not sent
    QTRY_COMPARE(m_updates.size(), 1);
    QVERIFY(settles());
    QVERIFY(!isUrgent());
    QCOMPARE(m_notifications->count("Notify"), 0);
    QTRY_COMPARE(played(), 1);
}

void StationSignalsTest::callsWhileTheWindowIsBehind()
{
    m_signals->setForeground(false);
    m_signals->nextCard(text);
    QTRY_COMPARE(m_notifications->count("Notify"), 1);
    const QVariantList first = m_notifications->calls("Notify").first().arguments();
    QCOMPARE(first.at(4), QVariant(text));
    QCOMPARE(qdbus_cast<QVariantMap>(first.at(6)).value(QStringLiteral("urgency")).toInt(), 1);
    QTRY_VERIFY(isUrgent());
    QTRY_COMPARE(played(), 1);

    m_signals->failed(QStringLiteral("The card for node 07 failed"));
    QTRY_COMPARE(m_notifications->count("Notify"), 2);
    const QVariantList second = m_notifications->calls("Notify").last().arguments();
    QVERIFY(second.at(3) != first.at(3)); // other titles
    QCOMPARE(second.at(4), QVariant(QStringLiteral("The card for node 07 failed")));
    QCOMPARE(qdbus_cast<QVariantMap>(second.at(6)).value(QStringLiteral("urgency")).toInt(), 2);
    QTRY_COMPARE(played(), 2);
}

void StationSignalsTest::takesItsCallBackWhenTheWindowComesToTheFront()
{
    m_signals->setForeground(false);
    m_signals->nextCard(text);
    QTRY_COMPARE(m_notifications->count("Notify"), 1);
    QTRY_VERIFY(isUrgent());
    m_signals->setForeground(true);
    QTRY_COMPARE(m_notifications->count("CloseNotification"), 1);
    QTRY_VERIFY(!isUrgent());
}

void StationSignalsTest::soundsOnlyWhenWanted()
{
    m_signals->setForeground(false);
    m_signals->setPreferences({.sounds = false, .notifications = true});
    m_signals->nextCard(text);
    m_signals->failed(text);
    m_signals->setPreferences({.sounds = true, .notifications = true});
    m_signals->nextCard(text);
    QTRY_COMPARE(m_notifications->calls("Notify").size(), 2); // the first and the last of three in a row
    QTRY_COMPARE(played(), 1);
}

void StationSignalsTest::notifiesOnlyWhenWanted()
{
    m_signals->setForeground(false);
    m_signals->setPreferences({.sounds = true, .notifications = false});
    m_signals->nextCard(text);
    QTRY_VERIFY(isUrgent()); // at the icon it does not disturb
    QTRY_COMPARE(played(), 1);
    QVERIFY(settles());
    QCOMPARE(m_notifications->count("Notify"), 0);
}

void StationSignalsTest::takesAwayWhatIsNoLongerWanted()
{
    m_signals->setForeground(false);
    m_signals->nextCard(text);
    QTRY_COMPARE(m_notifications->count("Notify"), 1);
    m_signals->setPreferences({.sounds = true, .notifications = false});
    QTRY_COMPARE(m_notifications->count("CloseNotification"), 1);
}

void StationSignalsTest::showsTheBatchesProgress()
{
    m_signals->setProgress(0.42);
    QTRY_COMPARE(taskbar().value(QStringLiteral("progress")), QVariant(0.42));
    QCOMPARE(taskbar().value(QStringLiteral("progress-visible")), QVariant(true));
    m_signals->setProgress({});
    QTRY_COMPARE(taskbar().value(QStringLiteral("progress-visible")), QVariant(false));
}

void StationSignalsTest::staysAwakeWhileCardsAreWritten()
{
    m_signals->setWriting(true);
    m_signals->setWriting(true); // a second card
    QTRY_COMPARE(m_logind->count("Inhibit"), 1);
    QVERIFY(settles());
    QVERIFY(m_pipe->isHeld());
    m_signals->setWriting(false);
    QTRY_VERIFY(!m_pipe->isHeld());
    QCOMPARE(m_logind->count("Inhibit"), 1);
}

void StationSignalsTest::asksForTheWindowWhenClicked()
{
    QSignalSpy asked(m_signals.get(), &StationSignals::raiseAsked);
    m_signals->setForeground(false);
    m_signals->nextCard(text);
    QTRY_COMPARE(m_notifications->count("Notify"), 1);
    const auto tell = [this](const char *name, const QString &what) {
        QDBusMessage signal = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/Notifications"),
                                                         QStringLiteral("org.freedesktop.Notifications"), QLatin1String(name));
        signal.setArguments({1U, what});
        m_notifications->send(signal);
    };
    tell("ActivationToken", QStringLiteral("token-1"));
    tell("ActionInvoked", QStringLiteral("default"));
    QTRY_COMPARE(asked.count(), 1);
    QCOMPARE(asked.first(), QVariantList{QStringLiteral("token-1")});
}

void StationSignalsTest::bringsAMinimizedWindowBack()
{
    QWidget window;
    window.showMinimized();
    bringToFront(window, QStringLiteral("token-1"));
    QVERIFY(window.isVisible() && !window.isMinimized());
    QTRY_VERIFY(window.isActiveWindow());
    QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), "token-1");
    qunsetenv("XDG_ACTIVATION_TOKEN");
}

void StationSignalsTest::neverWaitsForADesktopThatDoesNotAnswer()
{
    m_notifications->stayMute("Notify");
    m_logind->stayMute("Inhibit");
    QElapsedTimer clock;
    clock.start();
    m_signals->setForeground(false);
    m_signals->setWriting(true);
    m_signals->nextCard(text);
    m_signals->setProgress(0.1);
    QVERIFY(clock.elapsed() < gapLimit);
    const auto wereAsked = [this] { return m_notifications->count("Notify") == 1 && m_logind->count("Inhibit") == 1; };
    const qint64 gap = longestGapUntil([&] { return wereAsked() && clock.hasExpired(1000); });
    QVERIFY2(gap >= 0 && gap < gapLimit, qPrintable(QString::number(gap)));
    clock.restart();
    m_signals->failed(text);
    m_signals->setWriting(false);
    m_signals->setForeground(true);
    m_signals.reset(); // nor at the end
    QVERIFY(clock.elapsed() < gapLimit);
}

void StationSignalsTest::isSilentWhereThereIsNoDesktop()
{
    cleanup();
    m_daemon.stop();
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    {
        StationSignals station(Sound::Players{});
        station.setForeground(false);
        station.setWriting(true);
        station.setProgress(0.5);
        station.nextCard(text);
        station.failed(text);
        const QElapsedTimer clock = [] { QElapsedTimer t; t.start(); return t; }();
        const qint64 gap = longestGapUntil([&] { return clock.hasExpired(200); });
        QVERIFY2(gap >= 0 && gap < gapLimit, qPrintable(QString::number(gap)));
        station.setWriting(false);
        station.setForeground(true);
    }
    QVERIFY(m_daemon.start());
    init();
}

/// The bus comes before the application, which may look for one at its start.
int main(int argc, char **argv)
{
    DesktopBus daemon;
    QApplication app(argc, argv);
    StationSignalsTest test(daemon);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_stationsignals.moc"
