// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/notifier.h"

#include "desktopbus.h"

#include <QDBusArgument>
#include <QSignalSpy>
#include <QTest>

using namespace coffer;

namespace {

const QString title = QStringLiteral("Next card");
const QString text = QStringLiteral("Insert the card for node 07");
constexpr auto normal = Notifier::Urgency::Normal;

} // namespace

/// The notification service is played by the test.
class NotifierTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void showsATextWithAllThatBelongsToIt();
    void marksWhatIsCritical();
    void showsMarkupAsItStands();
    void replacesItsOwn();
    void showsOnlyTheLastOfThoseThatCameTooFast();
    void beginsAnewWhenItsOwnWasClosed();
    void takesItAway();
    void takesItAwayAtItsEnd();
    void takesAwayOneThatIsStillOnItsWay();
    void closesNothingWhereNothingIsShown();
    void tellsOfAClickOnItsOwnOnly();
    void passesOnTheTokenForTheWindow();
    void goesOnAfterAnError();
    void isSilentWithoutAService();

private:
    void show(const QString &what = text) { m_notifier->show(title, what, normal); }
    void tell(const char *name, const QVariantList &arguments);
    bool waitShown(qsizetype count = 1);
    QVariantList notified(qsizetype index = 0) const { return m_service->calls("Notify").value(index).arguments(); }

    DesktopBus m_daemon;
    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Bus> m_bus;
    std::unique_ptr<Notifier> m_notifier;
};

void NotifierTest::initTestCase()
{
    QVERIFY2(PrivateBus::isPossible(), "dbus-daemon is needed");
    QVERIFY(m_daemon.start());
}

void NotifierTest::init()
{
    m_service = std::make_unique<FakeService>(m_daemon.address(), "org.freedesktop.Notifications");
    QVERIFY(m_service->isThere());
    playNotifications(*m_service);
    m_bus = std::make_unique<Bus>(QDBusConnection::SessionBus, Notifier::wantedSignals());
    m_notifier = std::make_unique<Notifier>(*m_bus);
}

void NotifierTest::cleanup()
{
    m_notifier.reset();
    m_bus.reset();
    m_service.reset();
}

void NotifierTest::tell(const char *name, const QVariantList &arguments)
{
    QDBusMessage signal = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/Notifications"), QStringLiteral("org.freedesktop.Notifications"),
                                                     QLatin1String(name));
    signal.setArguments(arguments);
    m_service->send(signal);
}

/// Waits until so many were shown, and ours has heard so: what it sends after an answer comes after it.
bool NotifierTest::waitShown(qsizetype count)
{
    if (!QTest::qWaitFor([&] { return m_service->count("Notify") == count; }))
        return false;
    bool isDone = false;
    const auto note = [&](const QDBusMessage &) { isDone = true; };
    m_bus->call(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/"), QString(), QStringLiteral("Ping")),
                std::chrono::seconds(5), this, note);
    return QTest::qWaitFor([&] { return isDone; });
}

void NotifierTest::showsATextWithAllThatBelongsToIt()
{
    show();
    QVERIFY(waitShown());
    const QDBusMessage call = m_service->calls("Notify").first();
    QCOMPARE(call.path(), QStringLiteral("/org/freedesktop/Notifications"));
    QCOMPARE(call.interface(), QStringLiteral("org.freedesktop.Notifications"));
    QCOMPARE(call.signature(), QStringLiteral("susssasa{sv}i"));
    const QVariantList arguments = call.arguments();
    QCOMPARE(arguments.mid(0, 5), (QVariantList{QStringLiteral("Cofferware"), 0U, QStringLiteral("coffer-station"), title, text}));
    QCOMPARE(arguments.at(5).toStringList().value(0), QStringLiteral("default"));
    QVERIFY(!arguments.at(5).toStringList().value(1).isEmpty());
    const auto hints = qdbus_cast<QVariantMap>(arguments.at(6));
    QCOMPARE(hints.value(QStringLiteral("desktop-entry")), QVariant(QStringLiteral("coffer-station")));
    QCOMPARE(hints.value(QStringLiteral("urgency")), QVariant::fromValue(uchar(1))); // a byte, as services demand
    QCOMPARE(hints.value(QStringLiteral("suppress-sound")), QVariant(true));
    QCOMPARE(arguments.at(7), QVariant(-1));
}

void NotifierTest::marksWhatIsCritical()
{
    m_notifier->show(title, text, Notifier::Urgency::Critical);
    QVERIFY(waitShown());
    QCOMPARE(qdbus_cast<QVariantMap>(notified().at(6)).value(QStringLiteral("urgency")), QVariant::fromValue(uchar(2)));
}

void NotifierTest::showsMarkupAsItStands()
{
    show(QStringLiteral("<img src=x> & \"<b>SD\"\x01\ncard"));
    QVERIFY(waitShown());
    QCOMPARE(notified().at(4), QVariant(QStringLiteral("&lt;img src=x&gt; &amp; &quot;&lt;b&gt;SD&quot; \ncard")));
}

void NotifierTest::replacesItsOwn()
{
    show();
    QVERIFY(waitShown());
    show(QStringLiteral("another"));
    QVERIFY(waitShown(2));
    QCOMPARE(notified(1).at(1), QVariant(1U));
}

void NotifierTest::showsOnlyTheLastOfThoseThatCameTooFast()
{
    show(QStringLiteral("first"));
    show(QStringLiteral("second"));
    show(QStringLiteral("third"));
    QVERIFY(waitShown(2));
    QCOMPARE(notified(1).at(1), QVariant(1U));
    QCOMPARE(notified(1).at(4), QVariant(QStringLiteral("third")));
    QCOMPARE(m_service->count("Notify"), 2);
}

void NotifierTest::beginsAnewWhenItsOwnWasClosed()
{
    show();
    QVERIFY(waitShown());
    tell("NotificationClosed", {1U, 2U});
    QVERIFY(waitShown());
    show();
    QVERIFY(waitShown(2));
    QCOMPARE(notified(1).at(1), QVariant(0U));
}

void NotifierTest::takesItAway()
{
    show();
    QVERIFY(waitShown());
    m_notifier->close();
    QTRY_COMPARE(m_service->count("CloseNotification"), 1);
    QCOMPARE(m_service->calls("CloseNotification").first().arguments(), QVariantList{1U});
    m_notifier->close();
    QVERIFY(waitShown());
    QCOMPARE(m_service->count("CloseNotification"), 1);
}

void NotifierTest::takesItAwayAtItsEnd()
{
    show();
    QVERIFY(waitShown());
    m_notifier.reset();
    m_bus.reset();
    QTRY_COMPARE(m_service->count("CloseNotification"), 1);
}

void NotifierTest::takesAwayOneThatIsStillOnItsWay()
{
    show(QStringLiteral("first"));
    show(QStringLiteral("second"));
    m_notifier->close();
    QTRY_COMPARE(m_service->count("CloseNotification"), 1);
    QCOMPARE(m_service->calls("CloseNotification").first().arguments(), QVariantList{1U});
    QCOMPARE(m_service->count("Notify"), 1);
}

void NotifierTest::closesNothingWhereNothingIsShown()
{
    m_notifier->close();
    show();
    QVERIFY(waitShown());
    QCOMPARE(m_service->count("CloseNotification"), 0);
}

void NotifierTest::tellsOfAClickOnItsOwnOnly()
{
    QSignalSpy clicked(m_notifier.get(), &Notifier::clicked);
    show();
    QVERIFY(waitShown());
    tell("ActionInvoked", {7U, QStringLiteral("default")}); // another program's
    tell("ActionInvoked", {1U, QStringLiteral("settings")});
    QVERIFY(waitShown());
    QCOMPARE(clicked.count(), 0);
    tell("ActionInvoked", {1U, QStringLiteral("default")});
    QTRY_COMPARE(clicked.count(), 1);
    QCOMPARE(clicked.first(), QVariantList{QString()});
}

void NotifierTest::passesOnTheTokenForTheWindow()
{
    QSignalSpy clicked(m_notifier.get(), &Notifier::clicked);
    show();
    QVERIFY(waitShown());
    tell("ActivationToken", {1U, QStringLiteral("token-1")});
    tell("ActionInvoked", {1U, QStringLiteral("default")});
    tell("ActionInvoked", {1U, QStringLiteral("default")});
    QTRY_COMPARE(clicked.count(), 2);
    QCOMPARE(clicked.at(0), QVariantList{QStringLiteral("token-1")});
    QCOMPARE(clicked.at(1), QVariantList{QString()}); // it is good for once
}

void NotifierTest::goesOnAfterAnError()
{
    m_service->answer("Notify", [](const QDBusMessage &call) { return call.createErrorReply(QDBusError::LimitsExceeded, QStringLiteral("too many")); });
    show(QStringLiteral("first"));
    show(QStringLiteral("second"));
    QVERIFY(waitShown(2));
    QCOMPARE(notified(1).at(1), QVariant(0U));
}

void NotifierTest::isSilentWithoutAService()
{
    m_service.reset();
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    show();
    bool isDone = false;
    m_bus->call(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"), QStringLiteral("org.freedesktop.DBus"),
                                               QStringLiteral("GetId")),
                std::chrono::seconds(5), this, [&](const QDBusMessage &) { isDone = true; });
    QTRY_VERIFY(isDone);
    // It is there when a service is.
    m_service = std::make_unique<FakeService>(m_daemon.address(), "org.freedesktop.Notifications");
    playNotifications(*m_service);
    show();
    QVERIFY(waitShown());
}

QTEST_GUILESS_MAIN(NotifierTest)
#include "tst_notifier.moc"
