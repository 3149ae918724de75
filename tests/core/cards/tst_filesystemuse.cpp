// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/filesystemuse.h"

#include "core/base/files.h"
#include "core/base/process.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>

using namespace coffer;

namespace {

constexpr qint64 place = 1 << 20; // the file system's, on its card
constexpr qint64 mebi = 1 << 20;

Status run(const QString &program, const QStringList &arguments)
{
    const QString path = findProgram(program);
    if (path.isEmpty())
        return fail(Errc::NotFound, program + QStringLiteral(" is needed"));
    Progress progress;
    Command command;
    command.program = path;
    command.arguments = arguments;
    const auto done = runProcess(command, progress);
    return done ? ok() : passOn(done);
}

} // namespace

/// The field's own tools make the file systems and fill them.
class FileSystemUseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void tellsWhatFilesOnFatTake_data();
    void tellsWhatFilesOnFatTake();
    void tellsWhatExt4Takes();
    void tellsWhatExfatTakes();
    void tellsNothingOfOtherKinds();
    void survivesAnyBytes();

private:
    std::optional<qint64> look(const char *type, qint64 size) const
    {
        const Fd fd(::open(QFile::encodeName(m_card).constData(), O_RDONLY | O_CLOEXEC));
        return usedBytes(fd.get(), QString::fromLatin1(type), place, size);
    }
    /// The file system stands behind `place` bytes of the card.
    void makeCard()
    {
        const Result<QByteArray> fileSystem = readFile(m_fileSystem, 128 * mebi);
        QVERIFY(fileSystem);
        QFile card(m_card);
        QVERIFY(card.open(QIODevice::WriteOnly) && card.seek(place) && card.write(*fileSystem) == fileSystem->size());
    }

    QTemporaryDir m_folder;
    QString m_fileSystem = m_folder.filePath(QStringLiteral("filesystem"));
    QString m_card = m_folder.filePath(QStringLiteral("card"));
};

void FileSystemUseTest::init()
{
    QFile::remove(m_fileSystem);
    QFile::remove(m_card);
}

void FileSystemUseTest::tellsWhatFilesOnFatTake_data()
{
    QTest::addColumn<QString>("bits");
    QTest::addColumn<qint64>("size");
    QTest::newRow("FAT12") << QStringLiteral("12") << 4 * mebi;
    QTest::newRow("FAT16") << QStringLiteral("16") << 32 * mebi;
    QTest::newRow("FAT32") << QStringLiteral("32") << 64 * mebi;
}

void FileSystemUseTest::tellsWhatFilesOnFatTake()
{
    QFETCH(QString, bits);
    QFETCH(qint64, size);
    const qint64 fileSize = mebi + 1;
    const QString file = m_folder.filePath(QStringLiteral("photo"));
    QVERIFY(writeFile(file, QByteArray(fileSize, 'p')));
    const Status made = run(QStringLiteral("mkfs.vfat"), {QStringLiteral("-F"), bits, QStringLiteral("-C"), m_fileSystem, QString::number(size / 1024)})
                            .and_then([&] { return run(QStringLiteral("mcopy"), {QStringLiteral("-i"), m_fileSystem, file, QStringLiteral("::/photo")}); });
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    makeCard();

    const std::optional<qint64> used = look("vfat", size);

    QVERIFY(used);
    QVERIFY2(*used >= fileSize && *used <= fileSize + 8192, qPrintable(QString::number(*used))); // whole clusters, a folder
}

void FileSystemUseTest::tellsWhatExt4Takes()
{
    const Status made = run(QStringLiteral("mke2fs"), {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ext4"), QStringLiteral("-O"),
                                                       QStringLiteral("^has_journal"), m_fileSystem, QStringLiteral("16m")});
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    makeCard();
    const std::optional<qint64> used = look("ext4", 16 * mebi);
    QVERIFY(used && *used > 64 << 10 && *used < 2 * mebi);
    QVERIFY(!look("ext4", 1)); // more than there is
}

void FileSystemUseTest::tellsWhatExfatTakes()
{
    QVERIFY(writeFile(m_fileSystem, QByteArray(16 * mebi, '\0')));
    const Status made = run(QStringLiteral("mkfs.exfat"), {m_fileSystem});
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    makeCard();
    const std::optional<qint64> used = look("exfat", 16 * mebi);
    QVERIFY(used && *used < 2 * mebi);
}

void FileSystemUseTest::tellsNothingOfOtherKinds()
{
    QVERIFY(writeFile(m_card, QByteArray(4 * mebi, '\0')));
    for (const char *type : {"ntfs", "", "vfat", "ext4", "exfat"})
        QVERIFY(!look(type, 3 * mebi) || qstrcmp(type, "exfat") == 0); // all zeros: exFAT says 0 percent
}

void FileSystemUseTest::survivesAnyBytes()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 200; ++round) {
        QByteArray bytes(place + 64 * 1024, Qt::Uninitialized);
        random.generate(bytes.begin(), bytes.end());
        if (round % 2 == 0) // far enough to be looked at further
            bytes.replace(place + 11, 13, QByteArray::fromHex("00020401000200020020f80800"));
        QVERIFY(writeFile(m_card, bytes));
        for (const char *type : {"vfat", "ext4", "exfat"}) {
            const std::optional<qint64> used = look(type, 64 * 1024);
            QVERIFY(!used || (*used >= 0 && *used <= 64 * 1024));
        }
    }
}

QTEST_GUILESS_MAIN(FileSystemUseTest)
#include "tst_filesystemuse.moc"
