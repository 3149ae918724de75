// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/filetree.h"

#include "core/base/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace coffer;

class FileTreeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void replacesNamesAndKeepsModesAndLinks();
    void isReadableWhateverTheUmask();
    void unknownNameIsAnErrorWithItsFile();
    void binaryFilesAreLeftAlone();
    void laterTreeWins();
    void aFileTakesTheLinksPlaceNotItsTarget();
    void nothingIsWrittenThroughALinkedFolder();
    void absentTreeIsEmpty();

private:
    QTemporaryDir m_folder;
};

void FileTreeTest::replacesNamesAndKeepsModesAndLinks()
{
    const QString from = m_folder.filePath(QStringLiteral("from"));
    const QString to = m_folder.filePath(QStringLiteral("to"));
    QVERIFY(writeFile(from + QStringLiteral("/etc/hostname"), "@HOSTNAME@\n"));
    QVERIFY(writeFile(from + QStringLiteral("/usr/bin/tool"), "#!/bin/sh\n"));
    QFile::setPermissions(from + QStringLiteral("/usr/bin/tool"), QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::ExeUser);
    QFile::link(QStringLiteral("../absent/target"), from + QStringLiteral("/etc/link"));

    QVERIFY(renderTree(from, to, {{QStringLiteral("HOSTNAME"), QStringLiteral("head")}}));

    QCOMPARE(readFile(to + QStringLiteral("/etc/hostname")).value(), QByteArray("head\n"));
    QVERIFY(QFileInfo(to + QStringLiteral("/usr/bin/tool")).permissions().testFlag(QFileDevice::ExeOther));
    QVERIFY(!QFileInfo(to + QStringLiteral("/etc/hostname")).permissions().testFlag(QFileDevice::ExeOwner));
    char target[64] = {};
    QVERIFY(::readlink(qPrintable(to + QStringLiteral("/etc/link")), target, sizeof target - 1) > 0);
    QCOMPARE(QByteArray(target), QByteArray("../absent/target"));
}

void FileTreeTest::isReadableWhateverTheUmask()
{
    const QString from = m_folder.filePath(QStringLiteral("careful"));
    const QString to = m_folder.filePath(QStringLiteral("open"));
    const mode_t before = ::umask(077);
    const Status written = writeFile(from + QStringLiteral("/etc/new/file"), "text\n");
    const Status rendered = renderTree(from, to, {});
    ::umask(before);
    QVERIFY(written && rendered);
    struct stat found = {};
    for (const auto &[name, mode] : {std::pair{"", 0755U}, std::pair{"/etc", 0755U}, std::pair{"/etc/new", 0755U}, std::pair{"/etc/new/file", 0644U}}) {
        QCOMPARE(::stat(qPrintable(to + QLatin1String(name)), &found), 0);
        QCOMPARE(found.st_mode & 07777, mode);
    }
}

void FileTreeTest::unknownNameIsAnErrorWithItsFile()
{
    const QString from = m_folder.filePath(QStringLiteral("wrong"));
    QVERIFY(writeFile(from + QStringLiteral("/etc/motd"), "@NOBODY@"));
    const Status rendered = renderTree(from, m_folder.filePath(QStringLiteral("nowhere")), {});
    QCOMPARE(rendered.error().code, Errc::InvalidInput);
    QVERIFY(rendered.error().message.contains(QStringLiteral("etc/motd")));
    QVERIFY(rendered.error().message.contains(QStringLiteral("NOBODY")));
}

void FileTreeTest::binaryFilesAreLeftAlone()
{
    const QString from = m_folder.filePath(QStringLiteral("binary"));
    const QByteArray bytes("@X@\0\xff@Y@", 8);
    QVERIFY(writeFile(from + QStringLiteral("/blob"), bytes));
    QVERIFY(renderTree(from, m_folder.filePath(QStringLiteral("out")), {}));
    QCOMPARE(readFile(m_folder.filePath(QStringLiteral("out/blob"))).value(), bytes);
}

void FileTreeTest::laterTreeWins()
{
    const QString to = m_folder.filePath(QStringLiteral("both"));
    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("one/etc/file")), "one"));
    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("two/etc/file")), "two"));
    QVERIFY(renderTree(m_folder.filePath(QStringLiteral("one")), to, {}));
    QVERIFY(renderTree(m_folder.filePath(QStringLiteral("two")), to, {}));
    QCOMPARE(readFile(to + QStringLiteral("/etc/file")).value(), QByteArray("two"));
}

void FileTreeTest::aFileTakesTheLinksPlaceNotItsTarget()
{
    const QString outside = m_folder.filePath(QStringLiteral("outside"));
    const QString to = m_folder.filePath(QStringLiteral("relinked"));
    QVERIFY(writeFile(outside, "ours"));
    QVERIFY(makeDirectory(m_folder.filePath(QStringLiteral("links/etc"))));
    QVERIFY(QFile::link(outside, m_folder.filePath(QStringLiteral("links/etc/service"))));
    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("files/etc/service")), "its"));
    QVERIFY(renderTree(m_folder.filePath(QStringLiteral("links")), to, {}));
    QVERIFY(renderTree(m_folder.filePath(QStringLiteral("files")), to, {}));
    QCOMPARE(readFile(outside).value(), QByteArray("ours"));
    QVERIFY(!QFileInfo(to + QStringLiteral("/etc/service")).isSymLink());
    QCOMPARE(readFile(to + QStringLiteral("/etc/service")).value(), QByteArray("its"));
}

void FileTreeTest::nothingIsWrittenThroughALinkedFolder()
{
    const QString outside = m_folder.filePath(QStringLiteral("elsewhere"));
    const QString to = m_folder.filePath(QStringLiteral("refused"));
    QVERIFY(makeDirectory(outside));
    QVERIFY(makeDirectory(m_folder.filePath(QStringLiteral("linked"))));
    QVERIFY(QFile::link(outside, m_folder.filePath(QStringLiteral("linked/opt"))));
    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("filled/opt/tool")), "x"));
    QVERIFY(renderTree(m_folder.filePath(QStringLiteral("linked")), to, {}));
    const Status refused = renderTree(m_folder.filePath(QStringLiteral("filled")), to, {});
    QCOMPARE(refused.error().code, Errc::InvalidInput);
    QVERIFY2(refused.error().message.contains(QStringLiteral("/opt is a link")), qPrintable(refused.error().message));
    QVERIFY(QDir(outside).isEmpty());
}

void FileTreeTest::absentTreeIsEmpty()
{
    QVERIFY(renderTree(m_folder.filePath(QStringLiteral("absent")), m_folder.filePath(QStringLiteral("made")), {}));
}

QTEST_GUILESS_MAIN(FileTreeTest)
#include "tst_filetree.moc"
