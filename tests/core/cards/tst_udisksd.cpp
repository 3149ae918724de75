// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process.h"
#include "core/cards/devices.h"
#include "core/cards/opencard.h"
#include "core/cards/udisks.h"

#include "loopdevice.h"
#include "support/privatebus.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDir>
#include <QTest>
#include <QTimer>

#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

using namespace coffer;
using namespace std::chrono_literals;

namespace {

const QString udisksd = QStringLiteral("/usr/libexec/udisks2/udisksd");
const QString udevd = QStringLiteral("/lib/systemd/systemd-udevd");
const QString polkitd = QStringLiteral("/usr/lib/polkit-1/polkitd");
constexpr int exclusively = O_EXCL | O_DIRECT | O_CLOEXEC;
constexpr uid_t nobody = 65534;
constexpr qint64 cardSize = 16 << 20;
constexpr qint64 partitionStart = 1 << 20;
constexpr qint64 partitionSize = 8 << 20;

/// Whether this process and those it starts have mounts and device messages of their own from now on, with empty folders for
/// what udev, UDisks and polkit know: nothing that they do is seen outside, and no rules of this machine are in force.
bool isApart()
{
    if (::unshare(CLONE_NEWNS | CLONE_NEWNET) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return false;
    if (::mkdir("/dev/block", 0755) != 0 && errno != EEXIST)
        return false;
    for (const char *folder : {"/dev/block", "/run", "/media", "/var/lib", "/lib/udev/rules.d", "/etc/udev/rules.d", "/etc/polkit-1/rules.d"}) {
        if (::mount("tmpfs", folder, "tmpfs", 0, "mode=755") != 0)
            return false;
    }
    return true;
}

/// This process acts for a user who may open no devices, for as long as this lives.
class AsNobody
{
public:
    AsNobody()
    {
        const int count = ::getgroups(int(m_groups.size()), m_groups.data());
        m_groups.resize(std::max(count, 0));
        isActive = ::setgroups(0, nullptr) == 0 && ::setresgid(nobody, nobody, 0) == 0 && ::setresuid(nobody, nobody, 0) == 0;
    }
    ~AsNobody()
    {
        if (::setresuid(0, 0, 0) != 0 || ::setresgid(0, 0, 0) != 0 || ::setgroups(size_t(m_groups.size()), m_groups.data()) != 0)
            qFatal("cannot be root again");
    }
    bool isActive = false;

private:
    QList<gid_t> m_groups = QList<gid_t>(64);
};

} // namespace

/// The real UDisks and polkit, on a bus of the test's own, with a loop device for a card.
class UDisksDaemonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void opensAsWanted();
    void holdsTheDeviceExclusively();
    void closesWhatNobodyTakes();
    void unmountsWhatADesktopMounted();
    void doesNotUnmountWhatIsInUse();
    void doesNotTouchWhatThisMachineNeeds();
    void saysThatThereIsNobodyToAsk();
    void opensForAUserWhomTheRuleAllows();

private:
    bool startPolkit();
    bool hasService(const QString &name) const;
    bool mount();
    QString partition() const { return m_loop->path() + QStringLiteral("p1"); }
    DeviceProperties properties() const { return *blockDevice(m_loop->path()); }

    PrivateBus m_bus;
    std::unique_ptr<Daemon> m_udevd;
    std::unique_ptr<LoopDevice> m_loop;
    std::unique_ptr<Daemon> m_polkitd;
    std::unique_ptr<Daemon> m_udisksd;
};

void UDisksDaemonTest::initTestCase()
{
    if (!LoopDevice::arePossible())
        QSKIP("Loop devices can only be attached by root.");
    for (const QString &daemon : {udisksd, polkitd, udevd})
        QVERIFY2(QFile::exists(daemon), qPrintable(daemon + QStringLiteral(" is not there; packaging/setup test installs it.")));
    QVERIFY2(PrivateBus::isPossible(), "dbus-daemon is not there; packaging/setup test installs it.");
    if (!isApart())
        QSKIP("This process may have no mounts of its own.");

    QVERIFY(writeFile(QStringLiteral("/run/udev/rules.d/50-test.rules"), "KERNEL==\"loop*\", IMPORT{builtin}=\"blkid\"\n"));
    m_udevd = Daemon::start(udevd, {}, m_bus.folder() + QStringLiteral("/udevd.log"));
    QVERIFY(m_udevd);
    QTRY_VERIFY(QFile::exists(QStringLiteral("/run/udev/control")));

    // A card with an ext4 in its one partition.
    const QString file = m_bus.folder() + QStringLiteral("/card");
    QVERIFY(makeSparseFile(file, cardSize));
    Progress progress;
    Command make;
    make.program = QStringLiteral("mke2fs");
    make.arguments = {QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-t"), QStringLiteral("ext4"), QStringLiteral("-E"),
                      QStringLiteral("offset=%1").arg(partitionStart), file, QStringLiteral("%1k").arg(partitionSize >> 10)};
    QVERIFY(runProcess(make, progress));
    m_loop = LoopDevice::attach(file, LO_FLAGS_AUTOCLEAR | LO_FLAGS_PARTSCAN); // both go with this process in any case
    QVERIFY(m_loop);
    QVERIFY(m_loop->addPartition(partitionStart, partitionSize));
    QTRY_COMPARE(blockDevice(partition())->udev.value(QStringLiteral("ID_FS_TYPE")), QStringLiteral("ext4"));

    QVERIFY(m_bus.start());
    QVERIFY(startPolkit());
    m_udisksd = Daemon::start(udisksd, {}, m_bus.folder() + QStringLiteral("/udisksd.log"));
    QVERIFY(m_udisksd);
    QTRY_VERIFY_WITH_TIMEOUT(hasService(QStringLiteral("org.freedesktop.UDisks2")), 30000);
}

void UDisksDaemonTest::cleanupTestCase()
{
    m_udisksd.reset();
    m_polkitd.reset();
    m_bus.stop();
    m_loop.reset();
    m_udevd.reset();
}

bool UDisksDaemonTest::hasService(const QString &name) const
{
    return QDBusConnection::systemBus().interface()->isServiceRegistered(name);
}

bool UDisksDaemonTest::startPolkit()
{
    m_polkitd = Daemon::start(polkitd, {QStringLiteral("--no-debug")}, m_bus.folder() + QStringLiteral("/polkitd.log"));
    return m_polkitd && QTest::qWaitFor([this] { return hasService(QStringLiteral("org.freedesktop.PolicyKit1")); }, 30000);
}

/// Lets UDisks mount the card's partition, as a desktop does it.
bool UDisksDaemonTest::mount()
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.UDisks2"), QStringLiteral("/org/freedesktop/UDisks2/block_devices/") + partition().section(u'/', -1),
        QStringLiteral("org.freedesktop.UDisks2.Filesystem"), QStringLiteral("Mount"));
    call.setArguments({QVariantMap()});
    const QDBusMessage answer = QDBusConnection::systemBus().call(call);
    if (answer.type() != QDBusMessage::ReplyMessage)
        qWarning("%s", qPrintable(answer.errorMessage()));
    return !systemDisks().mountPointsOf(properties()).isEmpty();
}

void UDisksDaemonTest::opensAsWanted()
{
    const Result<Fd> fd = openThroughUDisks(m_loop->path(), O_RDWR | exclusively, {});
    QVERIFY2(fd, fd ? "" : qPrintable(fd.error().message));
    QCOMPARE(::fcntl(fd->get(), F_GETFL) & (O_ACCMODE | O_DIRECT), O_RDWR | O_DIRECT);
    QCOMPARE(::fcntl(fd->get(), F_GETFD), FD_CLOEXEC);
    struct stat opened {};
    struct stat node {};
    QCOMPARE(::fstat(fd->get(), &opened), 0);
    QCOMPARE(::stat(QFile::encodeName(m_loop->path()).constData(), &node), 0);
    QCOMPARE(opened.st_rdev, node.st_rdev);
}

void UDisksDaemonTest::holdsTheDeviceExclusively()
{
    Result<Fd> first = openThroughUDisks(m_loop->path(), O_RDWR | exclusively, {});
    QVERIFY(first);
    const Result<Fd> second = openThroughUDisks(m_loop->path(), O_RDWR | exclusively, {});
    QVERIFY(!second);
    QCOMPARE(second.error().code, Errc::Busy);
    QVERIFY2(second.error().message.contains(QStringLiteral("in use by another program")), qPrintable(second.error().message));
    // To look is possible all the time, and with the first its hold ends.
    QVERIFY(openThroughUDisks(m_loop->path(), O_RDONLY | O_CLOEXEC, {}));
    first->reset();
    QVERIFY(openThroughUDisks(m_loop->path(), O_RDWR | exclusively, {}));
}

void UDisksDaemonTest::closesWhatNobodyTakes()
{
    for (int i = 0; i < 20; ++i) {
        const CancelToken cancel;
        QTimer::singleShot(i, this, [=] { cancel.cancel(); });
        const Result<Fd> fd = openThroughUDisks(m_loop->path(), O_RDWR | exclusively, cancel);
        QVERIFY(fd || fd.error().code == Errc::Cancelled || fd.error().code == Errc::Busy);
    }
    QTRY_VERIFY(openThroughUDisks(m_loop->path(), O_RDWR | exclusively, {}));
}

void UDisksDaemonTest::unmountsWhatADesktopMounted()
{
    QVERIFY(mount());
    QCOMPARE(openThroughUDisks(m_loop->path(), O_RDWR | exclusively, {}).error().code, Errc::Busy);
    const Status done = unmountThroughUDisks(properties(), {});
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QVERIFY(systemDisks().mountPointsOf(properties()).isEmpty());
    QVERIFY(openThroughUDisks(m_loop->path(), O_RDWR | exclusively, {}));
    QVERIFY(unmountThroughUDisks(properties(), {})); // nothing to do is no error
}

void UDisksDaemonTest::doesNotUnmountWhatIsInUse()
{
    QVERIFY(mount());
    {
        QFile file(systemDisks().mountPointsOf(properties()) + QStringLiteral("/film"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Status done = unmountThroughUDisks(properties(), {});
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::Busy);
        QVERIFY2(done.error().message.contains(QStringLiteral("close the programs")), qPrintable(done.error().message));
        QVERIFY(!systemDisks().mountPointsOf(properties()).isEmpty());
    }
    QVERIFY(unmountThroughUDisks(properties(), {}));
}

void UDisksDaemonTest::doesNotTouchWhatThisMachineNeeds()
{
    const QByteArray point = QFile::encodeName(m_bus.folder() + QStringLiteral("/mnt"));
    QVERIFY(QDir().mkpath(QFile::decodeName(point)));
    QCOMPARE(::mount(QFile::encodeName(partition()).constData(), point.constData(), "ext4", 0, nullptr), 0);
    const Status done = unmountThroughUDisks(properties(), {});
    QCOMPARE(::umount(point.constData()), 0); // it was mounted to the end
    QVERIFY(!done);
    QCOMPARE(done.error().code, Errc::Refused);
    QVERIFY2(done.error().message.contains(QStringLiteral("mounted at")), qPrintable(done.error().message));
}

void UDisksDaemonTest::saysThatThereIsNobodyToAsk()
{
    Card card;
    card.devNode = m_loop->path();
    card.diskSeq = properties().diskSeq();
    const AsNobody user;
    QVERIFY(user.isActive);
    const Result<Fd> fd = openToLook(card, {});
    QVERIFY(!fd);
    QCOMPARE(fd.error().code, Errc::Refused);
    QVERIFY2(fd.error().message.contains(QStringLiteral("there is nobody to ask")), qPrintable(fd.error().message));
}

void UDisksDaemonTest::opensForAUserWhomTheRuleAllows()
{
    QVERIFY(writeFile(QStringLiteral("/etc/polkit-1/rules.d/50-test.rules"),
                      "polkit.addRule(function(action, subject) {\n"
                      "    if (action.id.indexOf('org.freedesktop.udisks2.open-device') == 0 && subject.user == 'nobody')\n"
                      "        return polkit.Result.YES;\n"
                      "});\n"));
    m_polkitd.reset();
    QTRY_VERIFY(!hasService(QStringLiteral("org.freedesktop.PolicyKit1")));
    QVERIFY(startPolkit());
    Card card;
    card.devNode = m_loop->path();
    card.diskSeq = properties().diskSeq();
    const AsNobody user;
    QVERIFY(user.isActive);
    QVERIFY(!Fd(::open(QFile::encodeName(card.devNode).constData(), O_RDONLY | O_CLOEXEC)).isValid());
    const Result<Fd> look = openToLook(card, {});
    QVERIFY2(look, look ? "" : qPrintable(look.error().message));
    QVERIFY(openThroughUDisks(card.devNode, O_RDWR | exclusively, {}));
    // Also what UDisks has opened has to be the very medium.
    ++card.diskSeq;
    QCOMPARE(openToLook(card, {}).error().code, Errc::CardGone);
}

QTEST_GUILESS_MAIN(UDisksDaemonTest)
#include "tst_udisksd.moc"
