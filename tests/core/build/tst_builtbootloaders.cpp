// SPDX-License-Identifier: GPL-3.0-or-later
//
// Builds the boot loaders of both boards, side by side, and looks at what came out. Needs the network, some
// minutes of processor time, and what "coffer check" asks for. COFFER_CACHE_DIR: a cache folder to use, with sources.
#include "core/base/files.h"
#include "core/base/process.h"
#include "core/boards/cluster.h"
#include "core/build/bootloader.h"
#include "core/build/runstages.h"
#include "core/image/nodeimage.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace coffer;

template <typename T>
static QByteArray why(const Result<T> &result)
{
    return result ? QByteArray() : result.error().message.toUtf8();
}

class BuiltBootLoadersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void hasBlobsOfTheRightKindThatFitTheCard();
    void cardIsSlowAndAlwaysThereInEveryDeviceTree_data();
    void cardIsSlowAndAlwaysThereInEveryDeviceTree();
    void resetsWithoutDram();
    void hasTheWholeEnvironment();
    void sourceAndLicencesLieBeside();
    void sameInputsGiveTheSameBytesElsewhere();

private:
    QString file(const QString &board, const QString &name) const { return m_folders.value(board) + u'/' + name; }
    QByteArray run(const QString &program, const QStringList &arguments)
    {
        Command command;
        command.program = program;
        command.arguments = arguments;
        command.quiet = true;
        return runProcess(command, m_progress).value_or(QByteArray()).trimmed();
    }

    QTemporaryDir m_folder;
    Result<Cluster> m_cluster = loadCluster(QStringLiteral(COFFER_SOURCE_DIR "/boards"));
    Result<AptArchive> m_archive = tl::unexpected<Error>(Error{});
    Result<BootLoaderParts> m_parts = tl::unexpected<Error>(Error{});
    QString m_partsFolder;
    QMap<QString, QString> m_folders; ///< of the boards' finished stages
    Progress m_progress;
};

void BuiltBootLoadersTest::initTestCase()
{
    const QString given = qEnvironmentVariable("COFFER_CACHE_DIR");
    const BuildContext context{*m_cluster, given.isEmpty() ? m_folder.path() : given, {}, {}, QStringLiteral(COFFER_HELPERS_DIR)};
    m_archive = openArchive(context, m_progress);
    QVERIFY2(m_archive, why(m_archive));
    const Status updated = updateLists(*m_archive, m_progress);
    QVERIFY2(updated, why(updated));
    m_parts = resolveBootLoaderParts(*m_archive, m_progress);
    QVERIFY2(m_parts, why(m_parts));
    QList<Stage> stages{bootLoaderPartsStage(*m_archive, *m_parts)};
    QStringList wanted{bootLoaderSource};
    for (const Board &board : m_cluster->boards) {
        const Result<Stage> stage = bootLoaderStage(board, *m_parts);
        QVERIFY2(stage, why(stage));
        stages += *stage;
        wanted += stage->name;
    }
    const Result<StageFolders> folders = runStages(context, stages, wanted, m_progress);
    QVERIFY2(folders, why(folders));
    m_partsFolder = folders->value(bootLoaderSource);
    for (const Board &board : m_cluster->boards)
        m_folders.insert(board.id, folders->value(bootLoaderName(board)));
}

void BuiltBootLoadersTest::hasBlobsOfTheRightKindThatFitTheCard()
{
    for (const Node &node : {m_cluster->head(), m_cluster->nodes.last()}) {
        const auto pieces = bootPieces(*m_cluster, node, m_folders.value(node.boardId), 64 << 20);
        QVERIFY2(pieces, why(pieces));
    }
}

void BuiltBootLoadersTest::cardIsSlowAndAlwaysThereInEveryDeviceTree_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &board : m_folders.keys()) {
        for (const QString &name : {QStringLiteral("idbloader.img"), QStringLiteral("u-boot.itb")})
            QTest::addRow("%s %s", qPrintable(board), qPrintable(name)) << file(board, name);
    }
}

void BuiltBootLoadersTest::cardIsSlowAndAlwaysThereInEveryDeviceTree()
{
    QFETCH(QString, path);
    const QByteArray data = *readFile(path);
    const QString tree = m_folder.filePath(QStringLiteral("tree.dtb"));
    const QString card = QStringLiteral("/mmc@fe320000");
    int found = 0;
    for (qsizetype at = 0; (at = data.indexOf(QByteArrayView("\xd0\x0d\xfe\xed", 4), at)) >= 0; at += 4) {
        if (at + 8 > data.size())
            break;
        QVERIFY(writeFile(tree, data.mid(at, qFromBigEndian<quint32>(data.constData() + at + 4))));
        const QByteArray properties = run(QStringLiteral("fdtget"), {QStringLiteral("-p"), tree, card});
        if (properties.isEmpty())
            continue; // TPL's, which reads no card, or the image tree around others
        ++found;
        QCOMPARE(run(QStringLiteral("fdtget"), {tree, card, QStringLiteral("max-frequency")}), QByteArray("15000000"));
        const QByteArrayList names = properties.split('\n');
        QVERIFY(names.contains("broken-cd"));
        QVERIFY(!names.contains("cd-gpios"));
        QCOMPARE(run(QStringLiteral("fdtget"), {tree, card, QStringLiteral("pinctrl-0")}).split(' ').size(), 3); // bus, clock, command
    }
    QVERIFY(found > 0);
}

void BuiltBootLoadersTest::resetsWithoutDram()
{
    for (const QString &board : m_folders.keys())
        QVERIFY(readFile(file(board, QStringLiteral("idbloader.img")))->contains("No DRAM; resetting the board"));
}

void BuiltBootLoadersTest::hasTheWholeEnvironment()
{
    for (const QString &board : m_folders.keys()) {
        const QString path = file(board, defaultEnvironmentFile);
        const auto defaults = parseEnvironmentText(*readFile(path), path);
        QVERIFY2(defaults, why(defaults));
        for (const char *name : {"bootcmd", "kernel_addr_r", "fdt_addr_r", "ramdisk_addr_r", "boot_targets", "fdtfile", "baudrate"})
            QVERIFY2(defaults->contains(QLatin1String(name)), name);
    }
}

void BuiltBootLoadersTest::sourceAndLicencesLieBeside()
{
    for (const QString &board : m_folders.keys()) {
        const QString offer = QStringLiteral("u-boot-source/");
        const QString tarball = file(board, QStringLiteral("u-boot-source.tar"));
        const QByteArrayList names = run(QStringLiteral("tar"), {QStringLiteral("-tf"), tarball}).split('\n');
        for (const QString &name : {QStringLiteral("README"), QStringLiteral("config"), QStringLiteral("ours/series"),
                                    QStringLiteral("ours/u-boot/rk3399-reset-without-dram.patch")})
            QVERIFY2(names.contains((offer + name).toUtf8()), qPrintable(name));
        QCOMPARE(std::count_if(names.begin(), names.end(), [](const QByteArray &name) { return name.contains(".tar."); }), 2);
        QVERIFY(readFile(file(board, QStringLiteral("u-boot-copyright.txt")))->contains("GPL-2"));
        QVERIFY(readFile(file(board, QStringLiteral("arm-trusted-firmware-copyright.txt")))->contains("BSD-3-Clause"));
    }
}

void BuiltBootLoadersTest::sameInputsGiveTheSameBytesElsewhere()
{
    const QString id = m_cluster->boardFor(Role::Compute).id;
    const Result<Stage> stage = bootLoaderStage(m_cluster->boardFor(Role::Compute), *m_parts);
    const QString elsewhere = m_folder.filePath(QStringLiteral("elsewhere"));
    QVERIFY(makeDirectory(elsewhere));
    const Status made = stage->make({elsewhere, {{bootLoaderSource, m_partsFolder}}}, m_progress);
    QVERIFY2(made, why(made));
    const QStringList names = QDir(elsewhere).entryList(QDir::Files);
    QCOMPARE(names, QDir(m_folders.value(id)).entryList(QDir::Files));
    for (const QString &name : names)
        QVERIFY2(*readFile(elsewhere + u'/' + name) == *readFile(file(id, name)), qPrintable(name));
}

int main(int argc, char **argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); // of a build
    QCoreApplication application(argc, argv);
    BuiltBootLoadersTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_builtbootloaders.moc"
