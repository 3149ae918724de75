// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/alignedbuffer.h"
#include "core/flash/filetarget.h"
#include "core/flash/flash.h"
#include "support/imagefile.h"
#include "support/loopdevice.h"
#include "support/random.h"

#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void patch(const QString &path, qint64 offset, const QByteArray &data)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(data) == data.size());
}

Errc codeOf(const Result<std::unique_ptr<BlockTarget>> &target)
{
    return target ? Errc::Usage : target.error().code;
}

} // namespace

class FileTargetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void createsSparseFile();
    void growsShortFileAndKeepsItsContents();
    void keepsLongFile();
    void roundsSizeUpToBlocks();
    void followsLinkToFile();
    void locksFile();
    void refusesOtherThanFiles_data();
    void refusesOtherThanFiles();
    void tellsWhenFolderIsMissing();
    void readsBackWhatItWrote();
    void worksWithoutDirectIo();
    void flashesFile();
    void flashesLoopDevice_data();
    void flashesLoopDevice();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QByteArray m_image;
};

void FileTargetTest::init()
{
    QRandomGenerator random = seededGenerator();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("node07.card"));
    m_image = randomBytes(5 * mebi, random);
}

void FileTargetTest::createsSparseFile()
{
    const Result<std::unique_ptr<BlockTarget>> target = openFileTarget(m_path, qint64(8) << 30);

    QVERIFY2(target, qPrintable(target ? QString() : target.error().message));
    QCOMPARE((*target)->size(), qint64(8) << 30);
    QCOMPARE((*target)->name(), m_path);
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(m_path).constData(), &status), 0);
    QCOMPARE(status.st_size, qint64(8) << 30);
    QVERIFY(status.st_blocks < 100);
}

void FileTargetTest::growsShortFileAndKeepsItsContents()
{
    QVERIFY(writeFile(m_path, "old"));

    QVERIFY(openFileTarget(m_path, mebi));

    QCOMPARE(contents(m_path), "old" + QByteArray(mebi - 3, '\0'));
}

void FileTargetTest::keepsLongFile()
{
    QVERIFY(writeFile(m_path, m_image));

    const Result<std::unique_ptr<BlockTarget>> target = openFileTarget(m_path, mebi);

    QVERIFY(target);
    QCOMPARE((*target)->size(), m_image.size());
    QVERIFY(contents(m_path) == m_image);
}

void FileTargetTest::roundsSizeUpToBlocks()
{
    const Result<std::unique_ptr<BlockTarget>> target = openFileTarget(m_path, mebi + 1);

    QVERIFY(target);
    QCOMPARE((*target)->size(), mebi + 4096);
    QCOMPARE((*target)->size() % (*target)->blockSize(), 0);
}

void FileTargetTest::followsLinkToFile()
{
    QVERIFY(writeFile(m_path, "old"));
    const QString link = m_folder->filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(m_path, link));

    QVERIFY(openFileTarget(link, mebi));
}

void FileTargetTest::locksFile()
{
    Result<std::unique_ptr<BlockTarget>> first = openFileTarget(m_path, mebi);
    QVERIFY(first);

    QCOMPARE(codeOf(openFileTarget(m_path, 2 * mebi)), Errc::Busy);
    QCOMPARE(QFileInfo(m_path).size(), mebi);
    first->reset();
    QVERIFY(openFileTarget(m_path, mebi));
}

void FileTargetTest::refusesOtherThanFiles_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"folder", "device", "link to a device", "fifo"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void FileTargetTest::refusesOtherThanFiles()
{
    QFETCH(QString, kind);
    QString path = m_path;
    if (kind == u"folder")
        path = m_folder->path();
    if (kind == u"device")
        path = QStringLiteral("/dev/null");
    if (kind == u"link to a device")
        QVERIFY(QFile::link(QStringLiteral("/dev/null"), path));
    if (kind == u"fifo")
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);

    const Result<std::unique_ptr<BlockTarget>> target = openFileTarget(path, mebi);

    QCOMPARE(codeOf(target), Errc::Refused);
    QVERIFY(target.error().message.contains(path));
}

void FileTargetTest::tellsWhenFolderIsMissing()
{
    QCOMPARE(codeOf(openFileTarget(m_folder->filePath(QStringLiteral("none/card")), mebi)), Errc::Failed);
}

void FileTargetTest::readsBackWhatItWrote()
{
    const Result<std::unique_ptr<BlockTarget>> target = openFileTarget(m_path, 4 * mebi);
    QVERIFY(target);
    const AlignedBuffer written(8192);
    std::ranges::fill(written.all(), std::byte(7));
    const AlignedBuffer read(16384);

    QVERIFY((*target)->write(mebi, written.all()));
    QVERIFY((*target)->flush());
    QVERIFY((*target)->read(mebi - 4096, read.all()));

    QCOMPARE(contents(m_path).mid(mebi, 8192), QByteArray(8192, 7));
    QVERIFY(std::ranges::equal(read.part(4096, 8192), written.all()));
    QCOMPARE(int(read.all()[0]), 0);
    QVERIFY(!(*target)->read(4 * mebi, read.all()));
}

void FileTargetTest::worksWithoutDirectIo()
{
    const QByteArray place = QFile::encodeName(m_folder->path());
    if (::mount("none", place.constData(), "ramfs", 0, nullptr) != 0)
        QSKIP("A file system without direct I/O can only be mounted by root.");
    const auto unmount = qScopeGuard([&] { ::umount(place.constData()); });
    Fd probe(::open((place + "/probe").constData(), O_CREAT | O_RDWR | O_DIRECT | O_CLOEXEC, 0600));
    QVERIFY(!probe.isValid());

    readsBackWhatItWrote();
}

void FileTargetTest::flashesFile()
{
    QRandomGenerator random(1);
    const QByteArray before = randomBytes(16 * mebi, random);
    QVERIFY(writeFile(m_path, before));
    const Result<std::unique_ptr<BlockTarget>> target = openFileTarget(m_path, m_image.size());
    QVERIFY(target);
    Bmap map = fullBmap(m_image.size());
    map.ranges = {{0, 700, {}}, {900, 1279, {}}};
    Progress progress;
    const ImageSource image = imageFile(m_folder->path(), m_image, map);

    QVERIFY(flashCard(image, **target, progress));
    QVERIFY(verifyImage(image, **target, progress));
    QByteArray expected = before;
    expected.replace(0, 701 * 4096, m_image.first(701 * 4096));
    expected.replace(900 * 4096, 380 * 4096, m_image.mid(900 * 4096));
    expected.replace(15 * mebi, mebi, QByteArray(mebi, '\0'));
    QVERIFY(contents(m_path) == expected);

    patch(m_path, 3900000, "?");
    const Result<FlashReport> wrong = verifyImage(image, **target, progress);
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().message.contains(QStringLiteral("bytes 3900000 to 3900000")), qPrintable(wrong.error().message));
}

void FileTargetTest::flashesLoopDevice_data()
{
    QTest::addColumn<int>("sector");
    QTest::newRow("512") << 512;
    QTest::newRow("4096") << 4096;
}

void FileTargetTest::flashesLoopDevice()
{
    QFETCH(int, sector);
    QVERIFY(writeFile(m_path, QByteArray(8 * mebi, '\xff')));
    QString device;
    Fd fd = openLoopDevice(m_path, sector, &device);
    if (!fd.isValid())
        QSKIP("A loop device can only be attached by root.");
    const std::unique_ptr<BlockTarget> target = makeFdTarget(std::move(fd), device, 8 * mebi, sector);
    m_image.chop(1000);
    const Bmap map = fullBmap(m_image.size());
    Progress progress;
    const ImageSource image = imageFile(m_folder->path(), m_image, map);

    const Result<FlashReport> written = flashCard(image, *target, progress);
    QVERIFY2(written, qPrintable(written ? QString() : written.error().message));
    QVERIFY(verifyImage(image, *target, progress));

    // Now the medium alone changes: a cache before it would still give back what was written.
    QVERIFY(contents(m_path).startsWith(m_image));
    QVERIFY(contents(device).startsWith(m_image));
    patch(m_path, 4000000, "damage");
    const Result<FlashReport> wrong = verifyImage(image, *target, progress);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, Errc::ChecksumMismatch);
    QVERIFY2(wrong.error().message.contains(QStringLiteral("40000")), qPrintable(wrong.error().message));
}

QTEST_GUILESS_MAIN(FileTargetTest)
#include "tst_filetarget.moc"
