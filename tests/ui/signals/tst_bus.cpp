// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/bus.h"

#include "desktopbus.h"
#include "eventloopgap.h"

#include <QSignalSpy>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>

using namespace coffer;
using namespace std::chrono_literals;

namespace {

QDBusMessage ask(const char *method)
{
    return QDBusMessage::createMethodCall(QStringLiteral("org.example.Service"), QStringLiteral("/"), QStringLiteral("org.example.Service"),
                                          QLatin1String(method));
}

/// A socket at which connecting succeeds, and nobody ever says a word.
class MuteSocket
{
public:
    explicit MuteSocket(const QString &path) : m_fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path);
        isListening = ::bind(m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 && ::listen(m_fd, 8) == 0;
    }
    ~MuteSocket() { close(); }
    Q_DISABLE_COPY_MOVE(MuteSocket)
    void close()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1)); // those that wait learn that it has ended
    }
    bool isListening = false;

private:
    int m_fd;
};

} // namespace

class BusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void bringsTheAnswer();
    void sendsInTheOrderItWasTold();
    void hearsTheSignalsItWants();
    void givesUpOnAServiceThatNeverAnswers();
    void tellsAnErrorWhereThereIsNoService();
    void tellsAnErrorWhereThereIsNoBus();
    void answersNobodyWhoIsGone();
    void leavesTheEventLoopAloneWhileABusKeepsMute();

private:
    std::unique_ptr<FakeService> start();

    DesktopBus m_bus;
    std::unique_ptr<QObject> m_asker;
    QDBusMessage m_reply;
    Bus::Answer m_take = [this](const QDBusMessage &reply) { m_reply = reply; };
};

void BusTest::init()
{
    QVERIFY2(PrivateBus::isPossible(), "dbus-daemon is needed");
    m_bus.stop();
    m_asker = std::make_unique<QObject>(); // takes no answers to the test before
    m_reply = {};
}

std::unique_ptr<FakeService> BusTest::start()
{
    if (!m_bus.start())
        return nullptr;
    auto service = std::make_unique<FakeService>(m_bus.address(), "org.example.Service");
    return service->isThere() ? std::move(service) : nullptr;
}

void BusTest::bringsTheAnswer()
{
    const auto service = start();
    QVERIFY(service);
    service->answer("Add", [](const QDBusMessage &call) { return call.createReply(QStringLiteral("sum")); });
    Bus bus(QDBusConnection::SessionBus);
    bus.call(ask("Add"), 5s, m_asker.get(), m_take);
    QCOMPARE(m_reply.type(), QDBusMessage::InvalidMessage); // never at once
    QTRY_COMPARE(m_reply.type(), QDBusMessage::ReplyMessage);
    QCOMPARE(m_reply.arguments(), QVariantList{QStringLiteral("sum")});
}

void BusTest::sendsInTheOrderItWasTold()
{
    const auto service = start();
    QVERIFY(service);
    QStringList order;
    const auto note = [&](const QDBusMessage &call) {
        order += call.member();
        return call.createReply();
    };
    for (const char *name : {"One", "Two", "Three", "Four"})
        service->answer(name, note);
    Bus bus(QDBusConnection::SystemBus);
    bus.send(ask("One"));
    bus.call(ask("Two"), 5s, m_asker.get(), m_take);
    QTRY_COMPARE(order.size(), 2);
    bus.call(ask("Three"), 5s, m_asker.get(), m_take);
    bus.send(ask("Four"));
    QTRY_COMPARE(order, (QStringList{QStringLiteral("One"), QStringLiteral("Two"), QStringLiteral("Three"), QStringLiteral("Four")}));
}

void BusTest::hearsTheSignalsItWants()
{
    const auto service = start();
    QVERIFY(service);
    const auto tell = [&](const char *name) {
        service->send(QDBusMessage::createSignal(QStringLiteral("/a"), QStringLiteral("org.example.Service"), QLatin1String(name)));
    };
    Bus bus(QDBusConnection::SessionBus, {{QStringLiteral("/a"), QStringLiteral("org.example.Service"), QStringLiteral("Changed")}});
    QSignalSpy heard(&bus, &Bus::heard);
    bus.call(ask("Hello"), 5s, m_asker.get(), m_take);
    QTRY_COMPARE(m_reply.type(), QDBusMessage::ReplyMessage);
    tell("Other");
    tell("Changed");
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.first().first().value<QDBusMessage>().member(), QStringLiteral("Changed"));
}

void BusTest::givesUpOnAServiceThatNeverAnswers()
{
    const auto service = start();
    QVERIFY(service);
    service->stayMute("Add");
    Bus bus(QDBusConnection::SessionBus);
    bus.call(ask("Add"), 300ms, m_asker.get(), m_take);
    const qint64 gap = longestGapUntil([this] { return m_reply.type() == QDBusMessage::ErrorMessage; });
    QVERIFY2(gap >= 0 && gap < gapLimit, qPrintable(QString::number(gap)));
    QCOMPARE(service->count("Add"), 1);
}

void BusTest::tellsAnErrorWhereThereIsNoService()
{
    QVERIFY(m_bus.start());
    Bus bus(QDBusConnection::SessionBus);
    bus.call(ask("Add"), 5s, m_asker.get(), m_take);
    QTRY_COMPARE(m_reply.type(), QDBusMessage::ErrorMessage);
}

void BusTest::tellsAnErrorWhereThereIsNoBus()
{
    Bus bus(QDBusConnection::SessionBus);
    bus.send(ask("Add"));
    bus.call(ask("Add"), 5s, m_asker.get(), m_take);
    QTRY_COMPARE(m_reply.type(), QDBusMessage::ErrorMessage);
    // And so does the next.
    m_reply = {};
    bus.call(ask("Add"), 5s, m_asker.get(), m_take);
    QCOMPARE(m_reply.type(), QDBusMessage::InvalidMessage);
    QTRY_COMPARE(m_reply.type(), QDBusMessage::ErrorMessage);
}

void BusTest::answersNobodyWhoIsGone()
{
    const auto service = start();
    QVERIFY(service);
    Bus bus(QDBusConnection::SessionBus);
    bool wasAnswered = false;
    const auto note = [&](const QDBusMessage &) { wasAnswered = true; };
    auto gone = std::make_unique<QObject>();
    bus.call(ask("Early"), 5s, gone.get(), note); // not even sent
    gone = std::make_unique<QObject>();
    service->answer("Late", [&](const QDBusMessage &call) {
        gone.reset();
        return call.createReply();
    });
    bus.call(ask("Late"), 5s, gone.get(), note);
    bus.call(ask("Last"), 5s, m_asker.get(), m_take);
    QTRY_COMPARE(m_reply.type(), QDBusMessage::ReplyMessage);
    QVERIFY(!gone);
    QVERIFY(!wasAnswered);
    QCOMPARE(service->count("Early"), 0);
}

void BusTest::leavesTheEventLoopAloneWhileABusKeepsMute()
{
    MuteSocket mute(m_bus.address().section(u'=', 1));
    QVERIFY(mute.isListening);
    Bus bus(QDBusConnection::SystemBus);
    QElapsedTimer clock;
    clock.start();
    bus.call(ask("Add"), 5s, m_asker.get(), m_take);
    QVERIFY(clock.elapsed() < gapLimit);
    const qint64 gap = longestGapUntil([&] { return clock.hasExpired(500); });
    QVERIFY2(gap >= 0 && gap < gapLimit, qPrintable(QString::number(gap)));
    QCOMPARE(m_reply.type(), QDBusMessage::InvalidMessage); // it has kept mute all the time
    mute.close();
    QTRY_COMPARE(m_reply.type(), QDBusMessage::ErrorMessage);
    QFile::remove(m_bus.address().section(u'=', 1));
}

QTEST_GUILESS_MAIN(BusTest)
#include "tst_bus.moc"
