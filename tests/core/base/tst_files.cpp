// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class FilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesWithItsFolder();
    void privateFileIsOursAlone();
    void failedWriteLeavesTheOldContents();
    void refusesAFileOverTheLimit();
    void movesAFolderOverAnOlderOne();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void FilesTest::writesWithItsFolder()
{
    QVERIFY(writeFile(path(QStringLiteral("a/b/c")), "text"));
    QCOMPARE(readFile(path(QStringLiteral("a/b/c"))).value(), QByteArray("text"));
}

void FilesTest::privateFileIsOursAlone()
{
    const QString key = path(QStringLiteral("key"));
    QVERIFY(writeFile(key, "open"));
    QVERIFY(writeFile(key, "secret", true));
    constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(QFileInfo(key).permissions() & others));
}

void FilesTest::failedWriteLeavesTheOldContents()
{
    const QString name = path(QStringLiteral("kept"));
    QVERIFY(writeFile(name, "old"));
    QVERIFY(QDir().mkpath(path(QStringLiteral("folder/inside"))));

    const Status written = writeFile(path(QStringLiteral("folder")), "new");

    QVERIFY(!written);
    QVERIFY(written.error().message.contains(QStringLiteral("folder")));
    QCOMPARE(readFile(name).value(), QByteArray("old"));
    QVERIFY(QFileInfo(path(QStringLiteral("folder/inside"))).isDir());
}

void FilesTest::refusesAFileOverTheLimit()
{
    const QString name = path(QStringLiteral("large"));
    QVERIFY(writeFile(name, QByteArray(11, 'x')));
    QCOMPARE(readFile(name, 10).error().code, Errc::InvalidInput);
    QCOMPARE(readFile(name, 11).value().size(), 11);
    QCOMPARE(readFile(path(QStringLiteral("absent"))).error().code, Errc::NotFound);
}

void FilesTest::movesAFolderOverAnOlderOne()
{
    QVERIFY(writeFile(path(QStringLiteral("new/file")), "new"));
    QVERIFY(writeFile(path(QStringLiteral("place/older")), "old"));
    QVERIFY(moveInPlace(path(QStringLiteral("new")), path(QStringLiteral("place"))));
    QCOMPARE(QDir(path(QStringLiteral("place"))).entryList(QDir::Files), QStringList{QStringLiteral("file")});
}

QTEST_GUILESS_MAIN(FilesTest)
#include "tst_files.moc"
