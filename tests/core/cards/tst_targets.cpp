// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/targets.h"

#include "core/base/process.h"
#include "core/cards/devices.h"
#include "loopdevice.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>

using namespace coffer;

namespace {

constexpr qint64 cardSize = 8 << 20;

/// A mounted file system for as long as this lives.
class Mounted
{
public:
    Mounted(const QString &device, const QString &point)
        : m_point(QFile::encodeName(point)),
          m_isMounted(::mount(QFile::encodeName(device).constData(), m_point.constData(), "ext4", MS_NOATIME, nullptr) == 0)
    {
    }
    ~Mounted()
    {
        if (m_isMounted)
            ::umount(m_point.constData());
    }
    bool isMounted() const { return m_isMounted; }

private:
    QByteArray m_point;
    bool m_isMounted;
};

} // namespace

class TargetsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void createsAFileOfTheImagesSize();
    void takesAnExistingFileAndALinkToIt();
    void refusesWhatIsNeitherCardNorFile_data();
    void refusesWhatIsNeitherCardNorFile();
    void refusesThisMachinesDisks();
    void makesNoFilesAmongTheDevices();
    void refusesALinkToNothing();
    void readsWithoutCreatingOrGrowing();

    void takesAnUnusedLoopDevice();
    void refusesALoopDeviceWithoutAFile();
    void refusesAReadOnlyLoopDevice();
    void refusesAMountedLoopDevice();
    void refusesALoopDeviceWithAMountedPartition();
    void refusesAPartition();
    void refusesALoopDeviceThatLeadsToADevice();
    void refusesAFileThatIsAttached();
    void refusesADeviceThatIsHeldExclusively();
    void refusesALockedDevice();
    void refusesATargetThatIsTooSmall();
    void doesNotOpenAnotherMediumThanTheConfirmedOne();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    Error refusal(const QString &target) const;
    bool makeExt4(const QString &file, qint64 offset = 0) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LoopDevice> m_loop;
};

// Loop devices are root's alone. Without them the tests of files and system disks still run.
#define NEED_LOOP() \
    if (!LoopDevice::arePossible()) \
        QSKIP("Loop devices can only be attached by root."); \
    QVERIFY(makeSparseFile(path("card"), cardSize)); \
    m_loop = LoopDevice::attach(path("card")); \
    QVERIFY(m_loop)

void TargetsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TargetsTest::cleanup()
{
    m_loop.reset();
    m_folder.reset();
}

/// The error with which a target is declined; Errc::Failed with an empty sentence when it is not.
Error TargetsTest::refusal(const QString &target) const
{
    const auto opened = openNamedTarget(target, {cardSize});
    return opened ? Error{} : opened.error();
}

bool TargetsTest::makeExt4(const QString &file, qint64 offset) const
{
    Progress progress;
    Command make;
    make.program = QStringLiteral("mke2fs");
    make.arguments = {QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-t"), QStringLiteral("ext4"),
                      QStringLiteral("-E"), QStringLiteral("offset=%1").arg(offset), file, QStringLiteral("4096k")};
    return runProcess(make, progress).has_value();
}

#define VERIFY_REFUSED(target, words) \
    { \
        const Error error = refusal(target); \
        QVERIFY2(error.message.contains(QLatin1String(words)), qPrintable(error.message)); \
        QCOMPARE(error.code, Errc::Refused); \
    }

void TargetsTest::createsAFileOfTheImagesSize()
{
    const auto target = openNamedTarget(path("new.card"), {cardSize});
    QVERIFY(target);
    QCOMPARE((*target)->size(), cardSize);
    QCOMPARE(QFileInfo(path("new.card")).size(), cardSize);
}

void TargetsTest::takesAnExistingFileAndALinkToIt()
{
    QVERIFY(makeSparseFile(path("card"), 2 * cardSize));
    QVERIFY(QFile::link(path("card"), path("link")));
    QCOMPARE((*openNamedTarget(path("card"), {cardSize}))->size(), 2 * cardSize);
    QCOMPARE((*openNamedTarget(path("link"), {cardSize}))->size(), 2 * cardSize);
}

void TargetsTest::refusesWhatIsNeitherCardNorFile_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("words");
    QTest::newRow("folder") << QStringLiteral(".") << QStringLiteral("It is a folder");
    QTest::newRow("character device") << QStringLiteral("/dev/null") << QStringLiteral("neither a card nor a file");
    QTest::newRow("nothing") << QString() << QStringLiteral("refused");
    QTest::newRow("name ending in a slash") << QStringLiteral("no-such-folder/") << QStringLiteral("does not exist");
    QTest::newRow("in an absent folder") << QStringLiteral("no-such-folder/card") << QStringLiteral("does not exist");
    QTest::newRow("below a file") << QStringLiteral("/etc/passwd/card") << QStringLiteral("cannot be looked at");
    QTest::newRow("pipe") << QStringLiteral("fifo") << QStringLiteral("neither a card nor a file");
}

void TargetsTest::refusesWhatIsNeitherCardNorFile()
{
    QFETCH(QString, target);
    QFETCH(QString, words);
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder->path()));
    QCOMPARE(::mkfifo("fifo", 0600), 0);

    const Error error = refusal(target);

    QVERIFY(QDir::setCurrent(before));
    QVERIFY2(error.message.contains(words), qPrintable(error.message));
    QCOMPARE(error.code, Errc::Refused);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot), QStringList(QStringLiteral("fifo")));
}

void TargetsTest::refusesThisMachinesDisks()
{
    const SystemDisks system = systemDisks();
    for (const QString &name : system.inUse.keys()) {
        const QString node = QStringLiteral("/dev/") + name;
        if (name.startsWith(QLatin1String("loop")) || !QFileInfo::exists(node))
            continue;
        VERIFY_REFUSED(node, "is refused");
        const QString link = path("by-id");
        QVERIFY(QFile::link(node, link));
        VERIFY_REFUSED(link, "is refused");
        QVERIFY(QFile::remove(link));
    }
}

void TargetsTest::makesNoFilesAmongTheDevices()
{
    VERIFY_REFUSED(QStringLiteral("/dev/sdmistyped"), "no such device");
    QVERIFY(!QFileInfo::exists(QStringLiteral("/dev/sdmistyped")));
    QVERIFY(QFile::link(QStringLiteral("/dev"), path("dev")));
    VERIFY_REFUSED(path("dev/sdmistyped"), "no such device");
}

void TargetsTest::refusesALinkToNothing()
{
    QVERIFY(QFile::link(QStringLiteral("/dev/sdgone"), path("by-id")));
    VERIFY_REFUSED(path("by-id"), "a link to nothing");
    QVERIFY(!QFileInfo::exists(QStringLiteral("/dev/sdgone")));
}

void TargetsTest::readsWithoutCreatingOrGrowing()
{
    QCOMPARE(openNamedTarget(path("absent"), {cardSize}, Access::ReadOnly).error().code, Errc::NotFound);
    QVERIFY(!QFileInfo::exists(path("absent")));
    QVERIFY(makeSparseFile(path("card"), cardSize));
    QCOMPARE((*openNamedTarget(path("card"), {cardSize}, Access::ReadOnly))->size(), cardSize);
    QCOMPARE(openNamedTarget(path("card"), {cardSize + 512}, Access::ReadOnly).error().code, Errc::CardTooSmall);
    QCOMPARE(QFileInfo(path("card")).size(), cardSize);
}

void TargetsTest::takesAnUnusedLoopDevice()
{
    NEED_LOOP();
    const auto target = openNamedTarget(m_loop->path(), {cardSize});
    QVERIFY2(target, target ? "" : qPrintable(target.error().message));
    QCOMPARE((*target)->size(), cardSize);
    QCOMPARE((*target)->blockSize(), 512);
    alignas(4096) std::array<std::byte, 4096> block;
    block.fill(std::byte('a'));
    QVERIFY((*target)->write(4096, block));
    QVERIFY((*target)->flush());
    QCOMPARE(readFile(path("card"))->mid(4096, 4096), QByteArray(4096, 'a'));
}

void TargetsTest::refusesALoopDeviceWithoutAFile()
{
    NEED_LOOP();
    const QString node = m_loop->path();
    m_loop.reset();
    VERIFY_REFUSED(node, "No file is attached");
}

void TargetsTest::refusesAReadOnlyLoopDevice()
{
    if (!LoopDevice::arePossible())
        QSKIP("Loop devices can only be attached by root.");
    QVERIFY(makeSparseFile(path("card"), cardSize));
    m_loop = LoopDevice::attach(path("card"), LO_FLAGS_READ_ONLY);
    QVERIFY(m_loop);
    VERIFY_REFUSED(m_loop->path(), "read-only");
    QVERIFY(openNamedTarget(m_loop->path(), {cardSize}, Access::ReadOnly));
}

void TargetsTest::refusesAMountedLoopDevice()
{
    NEED_LOOP();
    QVERIFY(makeExt4(m_loop->path()));
    QVERIFY(QDir().mkpath(path("mnt")));
    const Mounted mounted(m_loop->path(), path("mnt"));
    QVERIFY(mounted.isMounted());
    VERIFY_REFUSED(m_loop->path(), "mounted at");
}

void TargetsTest::refusesALoopDeviceWithAMountedPartition()
{
    NEED_LOOP();
    QVERIFY(makeExt4(path("card"), 1 << 20));
    QVERIFY(m_loop->addPartition(1 << 20, 6 << 20));
    QVERIFY(QDir().mkpath(path("mnt")));
    const Mounted mounted(m_loop->path() + QStringLiteral("p1"), path("mnt"));
    QVERIFY(mounted.isMounted());
    VERIFY_REFUSED(m_loop->path(), "mounted at");
}

void TargetsTest::refusesAPartition()
{
    NEED_LOOP();
    QVERIFY(m_loop->addPartition(1 << 20, 6 << 20));
    VERIFY_REFUSED(m_loop->path() + QStringLiteral("p1"), "It is a partition");
}

void TargetsTest::refusesALoopDeviceThatLeadsToADevice()
{
    NEED_LOOP();
    const auto outer = LoopDevice::attach(m_loop->path());
    QVERIFY(outer);
    VERIFY_REFUSED(outer->path(), "leads to the device");
    VERIFY_REFUSED(m_loop->path(), "the disk below");
}

void TargetsTest::refusesAFileThatIsAttached()
{
    NEED_LOOP();
    VERIFY_REFUSED(path("card"), "attached to loop");
}

void TargetsTest::refusesADeviceThatIsHeldExclusively()
{
    NEED_LOOP();
    const Fd holder(::open(QFile::encodeName(m_loop->path()).constData(), O_RDONLY | O_EXCL | O_CLOEXEC));
    QVERIFY(holder.isValid());
    VERIFY_REFUSED(m_loop->path(), "in use by another program");
}

void TargetsTest::refusesALockedDevice()
{
    NEED_LOOP();
    const Fd holder(::open(QFile::encodeName(m_loop->path()).constData(), O_RDONLY | O_CLOEXEC));
    QCOMPARE(::flock(holder.get(), LOCK_SH), 0);
    VERIFY_REFUSED(m_loop->path(), "locked by another program");
}

void TargetsTest::refusesATargetThatIsTooSmall()
{
    NEED_LOOP();
    QCOMPARE(openNamedTarget(m_loop->path(), {cardSize + 1}).error().code, Errc::CardTooSmall);
}

void TargetsTest::doesNotOpenAnotherMediumThanTheConfirmedOne()
{
    NEED_LOOP();
    const quint64 confirmed = blockDevice(m_loop->path())->diskSeq();
    QVERIFY(openBlockDevice(m_loop->path(), confirmed, Access::ReadWrite));
    QCOMPARE(openBlockDevice(m_loop->path(), confirmed + 1, Access::ReadWrite).error().code, Errc::CardGone);
    QVERIFY(!openBlockDevice(path("card"), confirmed, Access::ReadWrite)); // no device at all
}

QTEST_GUILESS_MAIN(TargetsTest)
#include "tst_targets.moc"
