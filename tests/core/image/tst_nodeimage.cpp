// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools.h"

#include "core/base/sha256.h"
#include "core/bmap/bmap.h"
#include "core/image/nodeimage.h"
#include "core/image/partitiontable.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace coffer;

/// Images of the cluster that comes with the program, with boot loader parts made by mkimage.
class NodeImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void hasEachPartAtItsPlace();
    void isReadByTheToolsOfTheTrade();
    void hasEachNodesOwnEnvironment();
    void hasNothingElse();
    void isSparse();
    void mapsTheWholeBootArea();
    void isTheSameEachTime();
    void takesMilliseconds();
    void bootsNodesFromTheHead();
    void leavesEmptyVariablesOut();
    void namesAnUnknownName();
    void putsTheHeadsRootBehindTheBootArea();
    void refusesBadBlobs_data();
    void refusesBadBlobs();
    void keepsTheOldImageWhenItFails();
    void replacesNoDevice();

private:
    const Node &node(int index) const { return m_cluster->nodes[index + 1]; }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QByteArray make(int index);
    void spoil(const QString &file, const QByteArray &data) { QVERIFY(writeFile(path(file), data)); }

    Result<Cluster> m_cluster = loadCluster(QStringLiteral(COFFER_SOURCE_DIR "/boards"));
    QTemporaryDir m_made;                     ///< blobs, made once
    std::unique_ptr<QTemporaryDir> m_folder;  ///< a copy of them for each test
};

static const QByteArray defaults = "baudrate=1500000\nbootcmd=bootflow scan -lb\nbootdelay=2\nfdt_addr_r=0x01e00000\n"
                                   "kernel_addr_r=0x02080000\nmtdids=\nramdisk_addr_r=0x06000000\n";

void NodeImageTest::initTestCase()
{
    QVERIFY2(m_cluster, m_cluster ? "" : qPrintable(m_cluster.error().message));
    const QString idbloader = makeIdbloader(m_made.path());
    const QString fit = makeFit(m_made.path());
    QVERIFY2(QFileInfo::exists(idbloader), qPrintable(idbloader));
    QVERIFY2(QFileInfo::exists(fit), qPrintable(fit));
    QVERIFY(writeFile(m_made.filePath(defaultEnvironmentFile), defaults));
}

void NodeImageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const QString &file : {QStringLiteral("idbloader.img"), QStringLiteral("u-boot.itb"), defaultEnvironmentFile})
        QVERIFY(QFile::copy(m_made.filePath(file), path(file)));
}

/// Writes a node's image; its bytes.
QByteArray NodeImageTest::make(int index)
{
    const QString image = path(node(index).name + QStringLiteral(".img"));
    const Status written = writeNodeImage(*m_cluster, node(index), m_folder->path(), image);
    if (!written)
        qWarning("%s", qPrintable(written.error().message));
    return readFile(image).value_or(QByteArray());
}

void NodeImageTest::hasEachPartAtItsPlace()
{
    const QByteArray image = make(7);
    QCOMPARE(image.size(), 32 << 20);
    const auto partitions = parseMbr(image.first(512), image.size());
    QVERIFY(partitions);
    QCOMPARE(partitions->size(), 1);
    QCOMPARE(partitions->first().start, 32 << 10);
    QCOMPARE(partitions->first().size, 16 << 20);
    QCOMPARE(partitions->first().type, quint8(0x83));
    const QByteArray idbloader = *readFile(path(QStringLiteral("idbloader.img")));
    const QByteArray fit = *readFile(path(QStringLiteral("u-boot.itb")));
    QCOMPARE(image.mid(64 * 512, idbloader.size()), idbloader);
    QCOMPARE(image.mid(16384 * 512, fit.size()), fit);
    const auto environment = parseEnvironment(image.mid(0x3F8000, 0x8000));
    QVERIFY(environment && environment->crcValid);
    QCOMPARE(environment->variables.value(QStringLiteral("ipaddr")), QStringLiteral("172.27.142.107"));
}

void NodeImageTest::isReadByTheToolsOfTheTrade()
{
    QVERIFY(!make(7).isEmpty());
    const QString image = path(QStringLiteral("node07.img"));
    const QString config = path(QStringLiteral("fw_env.config"));
    QVERIFY(writeFile(config, image.toUtf8() + " 0x3F8000 0x8000\n"));
    QCOMPARE(runTool(QStringLiteral("fw_printenv"), {QStringLiteral("-c"), config, QStringLiteral("ipaddr"), QStringLiteral("ethaddr")}),
             QByteArray("ipaddr=172.27.142.107\nethaddr=42:14:b8:a3:a0:07\n"));
    const QByteArray table = runTool(QStringLiteral("sfdisk"), {QStringLiteral("--dump"), image});
    QVERIFY2(table.contains("start=          64, size=       32768, type=83"), table.constData());
    for (const auto &[sector, words] : {std::pair<qint64, QByteArray>{16384, "Test of a boot loader"}, {64, "Rockchip RK33 (SD/MMC) boot image"}}) {
        QVERIFY(writeFile(path(QStringLiteral("part")), readFile(image)->mid(sector * 512, 4 << 20)));
        const QByteArray told = runTool(QStringLiteral("dumpimage"), {QStringLiteral("-l"), path(QStringLiteral("part"))});
        QVERIFY2(told.contains(words), told.constData());
    }
}

void NodeImageTest::hasEachNodesOwnEnvironment()
{
    QSet<QByteArray> tables;
    for (int index = 0; index < 16; ++index) {
        const auto pieces = bootPieces(*m_cluster, node(index), m_folder->path(), 32 << 20);
        QVERIFY(pieces);
        tables.insert(pieces->first().data);
        Environment variables;
        for (const Piece &piece : *pieces) {
            if (piece.offset == 0x3F8000)
                variables = parseEnvironment(piece.data)->variables;
        }
        QCOMPARE(variables.value(QStringLiteral("hostname")), QString::asprintf("node%02d", index));
        QCOMPARE(variables.value(QStringLiteral("ethaddr")), QString::asprintf("42:14:b8:a3:a0:%02x", index));
        QCOMPARE(variables.value(QStringLiteral("ipaddr")), QString::asprintf("172.27.142.%d", 100 + index));
        QCOMPARE(variables.value(QStringLiteral("netmask")), QStringLiteral("255.255.255.0"));
        QCOMPARE(variables.value(QStringLiteral("serverip")), QStringLiteral("172.27.142.250"));
        QCOMPARE(variables.value(QStringLiteral("gatewayip")), QStringLiteral("172.27.142.254"));
    }
    QCOMPARE(tables.size(), 16); // each card has a disk signature of its own
}

void NodeImageTest::hasNothingElse()
{
    QByteArray image = make(3);
    const auto pieces = bootPieces(*m_cluster, node(3), m_folder->path(), image.size());
    qint64 end = 0;
    for (const Piece &piece : *pieces) {
        QVERIFY(piece.offset >= end); // ascending, none on another
        end = piece.offset + piece.data.size();
        image.replace(piece.offset, piece.data.size(), QByteArray(piece.data.size(), '\0'));
    }
    QCOMPARE(image, QByteArray(32 << 20, '\0'));
}

void NodeImageTest::isSparse()
{
    QVERIFY(!make(0).isEmpty());
    struct stat info = {};
    QCOMPARE(::stat(QFile::encodeName(path(QStringLiteral("node00.img"))).constData(), &info), 0);
    QVERIFY2(info.st_blocks * 512 < 4 << 20, qPrintable(QString::number(info.st_blocks * 512)));
}

void NodeImageTest::mapsTheWholeBootArea()
{
    const QByteArray image = make(5);
    const auto map = readBmap(path(QStringLiteral("node05.img.bmap")));
    QVERIFY2(map, map ? "" : qPrintable(map.error().message));
    QCOMPARE(map->imageSize, image.size());
    qint64 covered = 0;
    for (const BmapRange &range : map->ranges) {
        QCOMPARE(map->offset(range), covered); // no gap, so that nothing old survives
        QCOMPARE(range.checksum, sha256Hex(image.mid(covered, map->length(range))));
        covered += map->length(range);
    }
    QCOMPARE(covered, (32 << 10) + (16 << 20));
    QCOMPARE(image.mid(covered), QByteArray(image.size() - covered, '\0'));

    // bmaptool takes it: the copy over old data is the image, as far as the map goes.
    const QString card = path(QStringLiteral("card"));
    QVERIFY(writeFile(card, QByteArray(32 << 20, '\xA5')));
    const QByteArray told = runTool(QStringLiteral("bmaptool"), {QStringLiteral("copy"), path(QStringLiteral("node05.img")), card});
    QVERIFY2(!told.startsWith("error"), told.constData());
    QCOMPARE(readFile(card)->first(covered), image.first(covered));
}

void NodeImageTest::isTheSameEachTime()
{
    const QByteArray first = make(2);
    const QByteArray firstMap = *readFile(path(QStringLiteral("node02.img.bmap")));
    QVERIFY(!first.isEmpty());
    QCOMPARE(make(2), first);
    QCOMPARE(*readFile(path(QStringLiteral("node02.img.bmap"))), firstMap);
    QVERIFY(make(1) != first);
}

void NodeImageTest::takesMilliseconds()
{
    qint64 best = 1000;
    for (int round = 0; round < 5; ++round) {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(writeNodeImage(*m_cluster, node(round), m_folder->path(), path(QStringLiteral("timed.img"))));
        best = std::min(best, timer.elapsed());
    }
    qInfo("%lld ms", best);
    QVERIFY2(best < 500, "a node image has a time limit of 50 ms; even a slow, sanitized build must be near it");
}

void NodeImageTest::bootsNodesFromTheHead()
{
    const auto environment = nodeEnvironment(*m_cluster, node(7), *parseEnvironmentText(defaults, QStringLiteral("defaults")));
    QVERIFY(environment);
    QVERIFY(environment->value(QStringLiteral("bootcmd")).contains(QStringLiteral("run netboot")));
    QCOMPARE(environment->value(QStringLiteral("netboot")), QStringLiteral("run netargs && run netload && run netstart"));
    const QString load = environment->value(QStringLiteral("netload"));
    for (const char *words : {"tftpboot ${kernel_addr_r} ${prefix}/vmlinuz", "tftpboot ${fdt_addr_r} ${prefix}/dtb/${fdtfile}"})
        QVERIFY2(load.contains(QLatin1String(words)), words);
    QVERIFY(load.endsWith(QStringLiteral("&& tftpboot ${ramdisk_addr_r} ${prefix}/initrd.img"))); // last, for its ${filesize}
    QCOMPARE(environment->value(QStringLiteral("netstart")), QStringLiteral("booti ${kernel_addr_r} ${ramdisk_addr_r}:${filesize} ${fdt_addr_r}"));
    const QString boot = load + environment->value(QStringLiteral("netstart"));
    const QString arguments = environment->value(QStringLiteral("netargs"));
    for (const char *words : {"root=/dev/nfs", " ro ", "nfsroot=${serverip}:/srv/${prefix}/", "ip=${ipaddr}:${serverip}:${gatewayip}:${netmask}:${hostname}",
                              "console=ttyS2,1500000", "systemd.hostname=${hostname}", " panic=30"})
        QVERIFY2(arguments.contains(QLatin1String(words)), words);
    QCOMPARE(environment->value(QStringLiteral("prefix")), QStringLiteral("rootfs-nanopi-m4"));
    QCOMPARE(environment->value(QStringLiteral("fdtfile")), QStringLiteral("rockchip/rk3399-nanopi-m4.dtb"));
    // The boot loader's own are there too; what its scripts name is defined.
    QCOMPARE(environment->value(QStringLiteral("ramdisk_addr_r")), QStringLiteral("0x06000000"));
    QCOMPARE(environment->value(QStringLiteral("bootdelay")), QStringLiteral("2"));
    static const QRegularExpression use(QStringLiteral("\\$\\{(\\w+)\\}"));
    for (auto it = use.globalMatch(boot + arguments); it.hasNext();) {
        const QString name = it.next().captured(1);
        QVERIFY2(name == QLatin1String("filesize") || environment->contains(name), qPrintable(name));
    }
}

void NodeImageTest::leavesEmptyVariablesOut()
{
    Cluster cluster = *m_cluster;
    cluster.boards[QStringLiteral("nanopi-m4")].environment.insert(QStringLiteral("bootdelay"), QString());
    const auto environment = nodeEnvironment(cluster, cluster.nodes[1], *parseEnvironmentText(defaults, QStringLiteral("defaults")));
    QVERIFY(environment);
    QVERIFY(!environment->contains(QStringLiteral("bootdelay")));
    QVERIFY(!environment->contains(QStringLiteral("mtdids")));
}

void NodeImageTest::namesAnUnknownName()
{
    Cluster cluster = *m_cluster;
    cluster.boards[QStringLiteral("nanopi-m4")].environment.insert(QStringLiteral("x"), QStringLiteral("@NOTHING@"));
    const auto environment = nodeEnvironment(cluster, cluster.nodes[1], {});
    QCOMPARE(environment.error().code, Errc::InvalidInput);
    QVERIFY(environment.error().message.contains(QStringLiteral("@NOTHING@")));
}

void NodeImageTest::putsTheHeadsRootBehindTheBootArea()
{
    const qint64 size = qint64(900) << 20;
    const auto pieces = bootPieces(*m_cluster, m_cluster->head(), m_folder->path(), size);
    QVERIFY2(pieces, pieces ? "" : qPrintable(pieces.error().message));
    const auto partitions = parseMbr(pieces->first().data, size);
    QVERIFY(partitions);
    QCOMPARE(partitions->size(), 2);
    QCOMPARE(partitions->last().start, m_cluster->boardFor(Role::Head).rootStart());
    QCOMPARE(partitions->last().start + partitions->last().size, size);
    QVERIFY(partitions->last().bootable && !partitions->first().bootable);
    // The head has an environment too, so that one of a former compute card does not count.
    QCOMPARE(pieces->size(), 4);
    const auto environment = parseEnvironment(pieces->at(2).data);
    QCOMPARE(pieces->at(2).offset, 0x3F8000);
    QCOMPARE(environment->variables.value(QStringLiteral("bootcmd")), QStringLiteral("bootflow scan -lb"));
    QVERIFY(!bootPieces(*m_cluster, m_cluster->head(), m_folder->path(), 17 << 20)); // no room for a root
}

void NodeImageTest::refusesBadBlobs_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("what");
    QTest::addColumn<Errc>("code");
    for (const QString &file : {QStringLiteral("idbloader.img"), QStringLiteral("u-boot.itb")}) {
        const QByteArray row = file.toUtf8() + ": ";
        QTest::newRow(row + "missing") << file << QStringLiteral("missing") << Errc::NotFound;
        QTest::newRow(row + "empty") << file << QStringLiteral("empty") << Errc::InvalidInput;
        QTest::newRow(row + "zeros") << file << QStringLiteral("zeros") << Errc::InvalidInput;
        QTest::newRow(row + "text") << file << QStringLiteral("text") << Errc::InvalidInput;
        QTest::newRow(row + "the other one") << file << QStringLiteral("other") << Errc::InvalidInput;
        QTest::newRow(row + "last byte missing") << file << QStringLiteral("cut 1") << Errc::InvalidInput;
        QTest::newRow(row + "half") << file << QStringLiteral("cut half") << Errc::InvalidInput;
        QTest::newRow(row + "header only") << file << QStringLiteral("header") << Errc::InvalidInput;
        QTest::newRow(row + "a byte too large") << file << QStringLiteral("large") << Errc::InvalidInput;
        QTest::newRow(row + "huge") << file << QStringLiteral("huge") << Errc::InvalidInput;
        QTest::newRow(row + "first bit wrong") << file << QStringLiteral("bit") << Errc::InvalidInput;
        QTest::newRow(row + "shifted") << file << QStringLiteral("shifted") << Errc::InvalidInput;
        QTest::newRow(row + "a folder") << file << QStringLiteral("folder") << Errc::NotFound;
    }
    QTest::newRow("no environment") << defaultEnvironmentFile << QStringLiteral("missing") << Errc::NotFound;
    QTest::newRow("wrong environment") << defaultEnvironmentFile << QStringLiteral("text") << Errc::InvalidInput;
    QTest::newRow("binary environment") << defaultEnvironmentFile << QStringLiteral("zeros") << Errc::InvalidInput;
    QTest::newRow("huge environment") << defaultEnvironmentFile << QStringLiteral("huge") << Errc::InvalidInput;
}

void NodeImageTest::refusesBadBlobs()
{
    QFETCH(QString, file);
    QFETCH(QString, what);
    QFETCH(Errc, code);
    const QByteArray right = *readFile(path(file));
    const QString other = file == QLatin1String("u-boot.itb") ? QStringLiteral("idbloader.img") : QStringLiteral("u-boot.itb");
    const qint64 room = file == QLatin1String("u-boot.itb") ? (32 << 10) + (8 << 20) : 0x3F8000 - 0x8000;
    // An idbloader's last sectors are padding that its header counts too; a FIT's end is padded to 4 bytes.
    const QMap<QString, QByteArray> damages{
        {QStringLiteral("empty"), QByteArray()},
        {QStringLiteral("zeros"), QByteArray(10000, '\0')},
        {QStringLiteral("text"), QByteArray("just text\n")},
        {QStringLiteral("other"), *readFile(path(other))},
        {QStringLiteral("cut 1"), right.chopped(file == QLatin1String("u-boot.itb") ? 4 : 1)},
        {QStringLiteral("cut half"), right.first(right.size() / 2)},
        {QStringLiteral("header"), right.left(512)},
        {QStringLiteral("large"), right + QByteArray(room - right.size() + 1, '\0')},
        {QStringLiteral("bit"), QByteArray(1, char(right[0] ^ 1)) + right.mid(1)},
        {QStringLiteral("shifted"), '\0' + right},
    };
    QVERIFY(QFile::remove(path(file)));
    if (what == QLatin1String("folder"))
        QVERIFY(QDir().mkpath(path(file)));
    else if (what == QLatin1String("huge"))
        QVERIFY(writeFile(path(file), right) && QFile::resize(path(file), qint64(20) << 30));
    else if (damages.contains(what))
        spoil(file, damages.value(what));

    const Status written = writeNodeImage(*m_cluster, node(0), m_folder->path(), path(QStringLiteral("n.img")));

    QVERIFY(!written);
    QCOMPARE(written.error().code, code);
    QVERIFY2(written.error().message.contains(path(file)), qPrintable(written.error().message));
    QVERIFY(!QFileInfo::exists(path(QStringLiteral("n.img"))));
    if (what == QLatin1String("large")) { // and one byte less has room
        spoil(file, damages.value(what).chopped(1));
        QVERIFY(writeNodeImage(*m_cluster, node(0), m_folder->path(), path(QStringLiteral("n.img"))));
    }
}

void NodeImageTest::keepsTheOldImageWhenItFails()
{
    const QByteArray image = make(4);
    const QByteArray map = *readFile(path(QStringLiteral("node04.img.bmap")));
    QVERIFY(QFile::remove(path(QStringLiteral("u-boot.itb"))));
    QVERIFY(!writeNodeImage(*m_cluster, node(4), m_folder->path(), path(QStringLiteral("node04.img"))));
    QCOMPARE(*readFile(path(QStringLiteral("node04.img"))), image);
    QCOMPARE(*readFile(path(QStringLiteral("node04.img.bmap"))), map);
}

void NodeImageTest::replacesNoDevice()
{
    const QString pipe = path(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    for (const QString &target : {pipe, m_folder->path()}) {
        const Status written = writeNodeImage(*m_cluster, node(0), m_folder->path(), target);
        QCOMPARE(written.error().code, Errc::Refused);
        QVERIFY(QFileInfo::exists(target));
    }
}

QTEST_GUILESS_MAIN(NodeImageTest)
#include "tst_nodeimage.moc"
