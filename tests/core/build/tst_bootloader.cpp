// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/bootloader.h"

#include "core/base/files.h"
#include "core/build/compiledenvironment.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class BootLoaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheCompiledEnvironment();
    void binaryWithoutOneIsSaidToHaveNone_data();
    void binaryWithoutOneIsSaidToHaveNone();
    void whateverItIsMadeFromMakesItAnother_data();
    void whateverItIsMadeFromMakesItAnother();
    void otherBoardsChangesDoNotCount();
    void folderThatMakeWouldTakeApartIsRefused();

private:
    /// boards/ with common and own changes for the board "m4".
    struct Files
    {
        Files()
        {
            write(QStringLiteral("u-boot/config"), "CONFIG_A=y\n");
            write(QStringLiteral("u-boot/common.patch"), "common");
            write(QStringLiteral("m4/u-boot/config"), "CONFIG_B=y\n");
            write(QStringLiteral("m4/u-boot/own.patch"), "own");
            board.id = QStringLiteral("m4");
            board.bootLoader.board = board.id;
            board.folder = folder.filePath(board.id);
            board.bootLoader.defconfig = QStringLiteral("m4_defconfig");
            board.blobs = {{QStringLiteral("u-boot.itb")}};
        }
        void write(const QString &name, const QByteArray &text) const { QVERIFY(writeFile(folder.filePath(name), text)); }
        Stage stage() const { return bootLoaderStage(board, parts).value(); }

        QTemporaryDir folder;
        Board board;
        BootLoaderParts parts{QStringLiteral("1"), {{QStringLiteral("u-boot_1.orig.tar.gz"), "aa"}}};
    };
};

void BootLoaderTest::findsTheCompiledEnvironment()
{
    const QByteArray code(300, '\xd5');
    const QByteArray strings("not an entry\0arch=arm\0bootcmd=run a; run b\0empty=\0\0bootdelay is no entry\0", 73);

    const auto variables = compiledEnvironment(code + QByteArray(1, '\0') + strings + code);

    QCOMPARE(variables.value(), (Environment{{QStringLiteral("arch"), QStringLiteral("arm")},
                                             {QStringLiteral("bootcmd"), QStringLiteral("run a; run b")},
                                             {QStringLiteral("empty"), QString()}}));
}

void BootLoaderTest::binaryWithoutOneIsSaidToHaveNone_data()
{
    QTest::addColumn<QByteArray>("binary");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zeros") << QByteArray(1000, '\0');
    QTest::newRow("name inside a word") << QByteArray("xbootcmd=run\0\0", 14);
    QTest::newRow("cut off") << QByteArray("\0bootcmd=run", 12);
}

void BootLoaderTest::binaryWithoutOneIsSaidToHaveNone()
{
    QFETCH(QByteArray, binary);
    QCOMPARE(compiledEnvironment(binary).error().code, Errc::NotFound);
}

void BootLoaderTest::whateverItIsMadeFromMakesItAnother_data()
{
    QTest::addColumn<std::function<void(Files &)>>("change");
    const auto add = [](const char *row, const std::function<void(Files &)> &change) { QTest::newRow(row) << change; };
    add("common setting", [](Files &files) { files.write(QStringLiteral("u-boot/config"), "CONFIG_A=n\n"); });
    add("own setting", [](Files &files) { files.write(QStringLiteral("m4/u-boot/config"), "CONFIG_B=n\n"); });
    add("common patch", [](Files &files) { files.write(QStringLiteral("u-boot/common.patch"), "changed"); });
    add("own patch", [](Files &files) { files.write(QStringLiteral("m4/u-boot/own.patch"), "changed"); });
    add("another patch", [](Files &files) { files.write(QStringLiteral("m4/u-boot/another.patch"), "own"); });
    add("configuration", [](Files &files) { files.board.bootLoader.defconfig = QStringLiteral("t4_defconfig"); });
    add("firmware", [](Files &files) { files.board.bootLoader.firmware = QStringLiteral("bl31.elf"); });
    add("place of the environment", [](Files &files) { files.board.environmentOffset = 1; });
    add("blob", [](Files &files) { files.board.blobs = {}; });
    add("version in the archive", [](Files &files) { files.parts.files[0].sha256 = "ab"; });
}

void BootLoaderTest::whateverItIsMadeFromMakesItAnother()
{
    QFETCH(std::function<void(Files &)>, change);
    Files files;
    const QByteArrayList before = files.stage().inputs;
    QCOMPARE(files.stage().inputs, before);
    change(files);
    QVERIFY(files.stage().inputs != before);
}

void BootLoaderTest::otherBoardsChangesDoNotCount()
{
    const Files files;
    const QByteArrayList before = files.stage().inputs;
    files.write(QStringLiteral("t4/u-boot/config"), "CONFIG_C=y\n");
    files.write(QStringLiteral("m4/u-boot/own.patch~"), "an editor's");
    QCOMPARE(files.stage().inputs, before);
}

void BootLoaderTest::folderThatMakeWouldTakeApartIsRefused()
{
    const Files files;
    Progress progress;
    const Status refused = files.stage().make({files.folder.filePath(QStringLiteral("my cache")), {}}, progress);
    QCOMPARE(refused.error().code, Errc::Refused);
    QVERIFY(refused.error().message.contains(QStringLiteral("--cache")));
}

QTEST_GUILESS_MAIN(BootLoaderTest)
#include "tst_bootloader.moc"
