// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/udisks.h"

#include "fakeudisks.h"
#include "support/privatebus.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>
#include <QTimer>
#include <QtConcurrentRun>

#include <fcntl.h>
#include <sys/sysmacros.h>

using namespace coffer;
using namespace std::chrono_literals;

namespace {

// Any node has a number, and this one is everywhere; it is never opened.
const QString node = QStringLiteral("/dev/null");
constexpr int flags = O_RDWR | O_EXCL | O_CLOEXEC;

/// How often this process has the file open.
int openings(const QString &path)
{
    const QFileInfoList links = QDir(QStringLiteral("/proc/self/fd")).entryInfoList(QDir::Files | QDir::System);
    return int(std::ranges::count_if(links, [&](const QFileInfo &link) { return link.symLinkTarget() == path; }));
}

} // namespace

/// UDisks is played by the test, on a bus of its own.
class UDisksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void givesTheDescriptorThatUDisksOpened();
    void givesItToAJobsThread();
    void asksForWhatIsWanted_data();
    void asksForWhatIsWanted();
    void saysWhyItDoesNotOpen_data();
    void saysWhyItDoesNotOpen();
    void showsUDisksWordsShortAndPrintable();
    void waitsUntilUDisksKnowsTheCard();
    void takesNoOtherDevice();
    void takesNoDescriptorOfAnotherKind_data();
    void takesNoDescriptorOfAnotherKind();

    void saysThatNobodyAnswered();
    void saysThatUDisksIsSilent();
    void saysThatUDisksEnded();
    void saysThatUDisksIsTooOld();
    void saysThatUDisksIsAbsent();
    void saysThatThereIsNoSystemBusAndFindsOneLater();
    void knowsThatACardIsGone();

    void endsSoonAfterACancel();
    void closesADescriptorThatComesAfterTheCancel();
    void asksNothingOnceCancelled();

private:
    /// UDisks' answer to OpenDevice: the file m_file, opened thus.
    FakeUDisks::Answer descriptor(int openFlags) const;
    Error failure(std::chrono::milliseconds patience = 10s, const CancelToken &cancel = {}) const;

    QString m_file;
    PrivateBus m_bus;
    std::unique_ptr<FakeUDisks> m_udisks;
};

void UDisksTest::initTestCase()
{
    QVERIFY2(PrivateBus::isPossible(), "dbus-daemon is needed");
    QVERIFY(m_bus.start());
    m_file = m_bus.folder() + QStringLiteral("/card");
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("a card's bytes") > 0);
}

void UDisksTest::init()
{
    m_udisks = std::make_unique<FakeUDisks>(m_bus.address());
    QVERIFY(m_udisks->isThere());
    m_udisks->deviceNumber = makedev(1, 3); // that of the node
}

void UDisksTest::cleanup()
{
    m_udisks.reset();
}

FakeUDisks::Answer UDisksTest::descriptor(int openFlags) const
{
    return [this, openFlags](const QDBusMessage &call) {
        const Fd fd(::open(QFile::encodeName(m_file).constData(), openFlags));
        return call.createReply(QVariant::fromValue(QDBusUnixFileDescriptor(fd.get())));
    };
}

/// The error with which opening ends; Errc::Failed with an empty sentence if it succeeds.
Error UDisksTest::failure(std::chrono::milliseconds patience, const CancelToken &cancel) const
{
    const Result<Fd> fd = openThroughUDisks(node, flags, cancel, patience);
    return fd ? Error{} : fd.error();
}

#define VERIFY_FAILS(error, expectedCode, words) \
    { \
        const Error met = error; \
        QVERIFY2(met.message.contains(QLatin1String(words)), qPrintable(met.message)); \
        QCOMPARE(met.code, expectedCode); \
    }

void UDisksTest::givesTheDescriptorThatUDisksOpened()
{
    m_udisks->answer("OpenDevice", descriptor(O_RDWR));
    Result<Fd> fd = openThroughUDisks(node, flags, {});
    QVERIFY2(fd, fd ? "" : qPrintable(fd.error().message));
    QFile file;
    QVERIFY(file.open(fd->get(), QIODevice::ReadWrite));
    QCOMPARE(file.readAll(), QByteArray("a card's bytes"));
    QCOMPARE(::fcntl(fd->get(), F_GETFD), FD_CLOEXEC);
    // It is the only one: else a card would stay busy when we have closed it.
    QTRY_COMPARE(openings(m_file), 1);
    fd->reset();
    QCOMPARE(openings(m_file), 0);
}

void UDisksTest::givesItToAJobsThread()
{
    m_udisks->answer("OpenDevice", descriptor(O_RDWR));
    QFuture<bool> job = QtConcurrent::run([] { return openThroughUDisks(node, flags, {}).has_value(); });
    QTRY_VERIFY(job.isFinished());
    QVERIFY(job.result());
}

void UDisksTest::asksForWhatIsWanted_data()
{
    QTest::addColumn<int>("wanted");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("others");
    QTest::newRow("to write") << (O_RDWR | O_EXCL | O_DIRECT | O_CLOEXEC) << "rw" << (O_EXCL | O_DIRECT | O_CLOEXEC);
    QTest::newRow("to read exclusively") << (O_RDONLY | O_EXCL | O_DIRECT | O_CLOEXEC) << "r" << (O_EXCL | O_DIRECT | O_CLOEXEC);
    QTest::newRow("to look") << (O_RDONLY | O_CLOEXEC) << "r" << O_CLOEXEC;
}

void UDisksTest::asksForWhatIsWanted()
{
    QFETCH(int, wanted);
    QFETCH(QString, mode);
    QFETCH(int, others);
    m_udisks->answerWithError("OpenDevice", QStringLiteral("org.freedesktop.UDisks2.Error.Failed"), QStringLiteral("not now"));
    QVERIFY(!openThroughUDisks(node, wanted, {}));

    const QDBusMessage resolve = m_udisks->calls().first();
    QCOMPARE(resolve.path(), QStringLiteral("/org/freedesktop/UDisks2/Manager"));
    QCOMPARE(qdbus_cast<QVariantMap>(resolve.arguments().at(0)), (QVariantMap{{QStringLiteral("path"), node}}));
    const QDBusMessage open = m_udisks->calls().last();
    QCOMPARE(open.interface(), QStringLiteral("org.freedesktop.UDisks2.Block"));
    QCOMPARE(open.arguments().at(0).toString(), mode);
    QCOMPARE(qdbus_cast<QVariantMap>(open.arguments().at(1)), (QVariantMap{{QStringLiteral("flags"), others}}));
    QVERIFY(open.isInteractiveAuthorizationAllowed());
}

void UDisksTest::saysWhyItDoesNotOpen_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Errc>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *title, const char *name, const char *text, Errc code, const char *words) {
        const QString prefix = name[0] == '.' ? QStringLiteral("org.freedesktop.DBus.Error") : QStringLiteral("org.freedesktop.UDisks2.Error.");
        QTest::newRow(title) << prefix + QLatin1String(name) << QString::fromUtf8(text) << code << QString::fromUtf8(words);
    };
    row("the rules refuse", "NotAuthorized", "", Errc::Refused, "rules (polkit) do not let this user open /dev/null");
    row("nobody to ask", "NotAuthorizedCanObtain", "", Errc::Refused, "there is nobody to ask");
    row("the dialogue was dismissed", "NotAuthorizedDismissed", "", Errc::Refused, "was declined in the dialogue");
    row("the bus refuses", ".AccessDenied", "", Errc::Refused, "do not let this user");
    row("held by another program", "Failed", "Error opening /dev/null: Device or resource busy", Errc::Busy, "in use by another program or mounted");
    row("busy by name", "DeviceBusy", "", Errc::Busy, "in use by another program or mounted");
    row("write-protected", "Failed", "Error opening /dev/null: Read-only file system", Errc::Refused, "move the slider");
    row("no medium", "Failed", "Error opening /dev/null: No medium found", Errc::CardGone, "put it in again");
    row("no device", "Failed", "Error opening /dev/null: No such device or address", Errc::CardGone, "put it in again");
    row("no node", "Failed", "Error opening /dev/null: No such file or directory", Errc::CardGone, "put it in again");
    row("the object has gone", ".UnknownObject", "", Errc::CardGone, "put it in again");
    row("the object has gone, as GLib says it", ".UnknownMethod", "Object does not exist at path", Errc::CardGone, "put it in again");
    row("the bus cannot start it", ".Spawn.ChildExited", "", Errc::NotFound, "install the package udisks2");
    row("anything else", "Failed", "GDBus.Error:org.x.Y: Error opening /dev/null: Strange.", Errc::Failed, "could not open /dev/null: Error opening /dev/null: Strange.");
}

void UDisksTest::saysWhyItDoesNotOpen()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(Errc, code);
    QFETCH(QString, words);
    m_udisks->answerWithError("OpenDevice", name, text);
    VERIFY_FAILS(failure(), code, words.toUtf8().constData());
}

void UDisksTest::showsUDisksWordsShortAndPrintable()
{
    m_udisks->answerWithError("OpenDevice", QStringLiteral("org.freedesktop.UDisks2.Error.Failed"), QStringLiteral("bad\x1b[2J\nnews ") + QString(5000, u'x'));
    const QString message = failure().message;
    QVERIFY2(message.contains(QStringLiteral("bad?[2J news xxx")), qPrintable(message));
    QVERIFY(message.size() < 300);
}

void UDisksTest::waitsUntilUDisksKnowsTheCard()
{
    int asked = 0;
    m_udisks->answer("ResolveDevice", [&](const QDBusMessage &call) {
        const QList<QDBusObjectPath> known{QDBusObjectPath(QStringLiteral("/org/freedesktop/UDisks2/block_devices/sdx"))};
        return call.createReply(QVariant::fromValue(++asked < 4 ? QList<QDBusObjectPath>() : known));
    });
    m_udisks->answer("OpenDevice", descriptor(O_RDWR));
    QVERIFY(openThroughUDisks(node, flags, {}));
    QCOMPARE(asked, 4);
}

void UDisksTest::takesNoOtherDevice()
{
    m_udisks->deviceNumber = makedev(8, 16);
    VERIFY_FAILS(failure(300ms), Errc::CardGone, "another one is there now");
    QVERIFY(!m_udisks->wasAsked("OpenDevice"));
}

void UDisksTest::takesNoDescriptorOfAnotherKind_data()
{
    QTest::addColumn<int>("opened");
    QTest::newRow("only to read") << O_RDONLY;
    QTest::newRow("only to write") << O_WRONLY;
}

void UDisksTest::takesNoDescriptorOfAnotherKind()
{
    QFETCH(int, opened);
    m_udisks->answer("OpenDevice", descriptor(opened));
    VERIFY_FAILS(failure(), Errc::Failed, "too old");
    QTRY_COMPARE(openings(m_file), 0);
}

void UDisksTest::saysThatNobodyAnswered()
{
    QElapsedTimer clock;
    clock.start();
    VERIFY_FAILS(failure(200ms), Errc::Failed, "Nobody gave the permission to open /dev/null");
    QVERIFY(clock.elapsed() >= 200);
    QVERIFY2(clock.elapsed() < 2000, "it waited too long");
}

void UDisksTest::saysThatUDisksIsSilent()
{
    m_udisks->answer("ResolveDevice", [](const QDBusMessage &) { return QDBusMessage(); });
    VERIFY_FAILS(failure(200ms), Errc::Failed, "UDisks does not answer");
}

void UDisksTest::saysThatUDisksEnded()
{
    m_udisks->answer("OpenDevice", [this](const QDBusMessage &) {
        QTimer::singleShot(0, this, [this] { m_udisks.reset(); });
        return QDBusMessage();
    });
    VERIFY_FAILS(failure(), Errc::Failed, "UDisks ended before");
}

void UDisksTest::saysThatUDisksIsTooOld()
{
    m_udisks->answerWithError("ResolveDevice", QStringLiteral("org.freedesktop.DBus.Error.UnknownMethod"), QString());
    VERIFY_FAILS(failure(), Errc::Failed, "too old");
}

void UDisksTest::saysThatUDisksIsAbsent()
{
    m_udisks.reset();
    VERIFY_FAILS(failure(), Errc::NotFound, "install the package udisks2");
}

void UDisksTest::saysThatThereIsNoSystemBusAndFindsOneLater()
{
    m_udisks.reset();
    m_bus.stop();
    VERIFY_FAILS(failure(), Errc::NotFound, "there is no system bus");
    QVERIFY(m_bus.start());
    init();
    m_udisks->answer("OpenDevice", descriptor(O_RDWR));
    QVERIFY(openThroughUDisks(node, flags, {}));
}

void UDisksTest::knowsThatACardIsGone()
{
    QCOMPARE(openThroughUDisks(QStringLiteral("/dev/no-such-card"), flags, {}).error().code, Errc::CardGone);
}

void UDisksTest::endsSoonAfterACancel()
{
    const CancelToken cancel;
    QElapsedTimer clock;
    m_udisks->answer("OpenDevice", [&](const QDBusMessage &) {
        cancel.cancel();
        clock.start();
        return QDBusMessage();
    });
    QCOMPARE(failure(10s, cancel).code, Errc::Cancelled);
    QVERIFY(clock.isValid());
    QVERIFY2(clock.elapsed() < 300, "it went on after the cancel"); // 100 ms, and some for a busy machine
}

void UDisksTest::closesADescriptorThatComesAfterTheCancel()
{
    const CancelToken cancel;
    QDBusMessage late;
    m_udisks->answer("OpenDevice", [&](const QDBusMessage &call) {
        late = call;
        cancel.cancel();
        return QDBusMessage();
    });
    QCOMPARE(failure(10s, cancel).code, Errc::Cancelled);
    m_udisks->send(descriptor(O_RDWR)(late));
    QTest::qWait(100);
    QTRY_COMPARE(openings(m_file), 0);
}

void UDisksTest::asksNothingOnceCancelled()
{
    const CancelToken cancel;
    cancel.cancel();
    QCOMPARE(failure(10s, cancel).code, Errc::Cancelled);
    QVERIFY(m_udisks->calls().isEmpty());
}

QTEST_GUILESS_MAIN(UDisksTest)
#include "tst_udisks.moc"
