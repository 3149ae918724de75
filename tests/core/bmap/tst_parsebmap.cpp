// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/bmap.h"
#include "core/bmap/rangehash.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

QByteArray digest(QByteArrayView data, ChecksumType type = ChecksumType::Sha256)
{
    RangeHash hash(type);
    hash.add(data);
    return hash.takeHex();
}

/// Puts the right checksum in the place of "SELF", so that a test's flaw is the one that is found.
QByteArray sealed(QByteArray xml, ChecksumType type = ChecksumType::Sha256)
{
    const QByteArray zeros(checksumDigits(type), '0');
    const QByteArray own = digest(QByteArray(xml).replace("SELF", zeros), type);
    return xml.replace("SELF", own);
}

/// 25 blocks, the last short; mapped are 0-3 and 24.
const QByteArray good = "<?xml version=\"1.0\" ?>\n<!-- a map -->\n<bmap version=\"2.0\">\n"
                        "<ImageSize> 100000 </ImageSize><BlockSize> 4096 </BlockSize>\n"
                        "<BlocksCount> 25 </BlocksCount><MappedBlocksCount> 5    </MappedBlocksCount>\n"
                        "<ChecksumType> sha256 </ChecksumType><BmapFileChecksum> SELF </BmapFileChecksum>\n"
                        "<BlockMap><Range chksum=\"" + digest("a") + "\"> 0-3 </Range><Range> 24 </Range></BlockMap></bmap>\n";

QByteArray changed(const char *from, const char *to)
{
    QByteArray xml = good;
    Q_ASSERT(xml.contains(from));
    return sealed(xml.replace(from, to));
}

QByteArray old(const char *version, const char *extra)
{
    return sealed(QByteArray("<bmap version=\"") + version
                      + "\"><ImageSize>8192</ImageSize><BlockSize>4096</BlockSize><BlocksCount>2</BlocksCount>"
                        "<MappedBlocksCount>1</MappedBlocksCount>" + extra + "</bmap>",
                  ChecksumType::Sha1);
}

} // namespace

class ParseBmapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsVersion2();
    void readsVersion13();
    void readsVersion12();
    void readsVersion14AsVersion2();
    void readsBackWhatItWrites_data();
    void readsBackWhatItWrites();
    void refuses_data();
    void refuses();
    void refusesEveryTruncation();
    void refusesLargeFileWithoutReadingIt();
    void tellsWhichFile();
};

void ParseBmapTest::readsVersion2()
{
    const Result<Bmap> map = parseBmap(sealed(good));

    QVERIFY2(map, qPrintable(map ? QString() : map.error().message));
    QCOMPARE(map->imageSize, 100000);
    QCOMPARE(map->blockSize, 4096);
    QCOMPARE(map->ranges.size(), 2);
    QCOMPARE(map->ranges[0].last, 3);
    QCOMPARE(map->ranges[0].checksum, digest("a"));
    QCOMPARE(map->ranges[1].first, 24);
    QCOMPARE(map->ranges[1].last, 24);
    QVERIFY(map->ranges[1].checksum.isEmpty());
    QVERIFY(!map->isChecksummed());
    QCOMPARE(map->length(map->ranges[1]), 100000 - 24 * 4096);
    QCOMPARE(map->mappedBytes(), 4 * 4096 + 100000 - 24 * 4096);
}

void ParseBmapTest::readsVersion13()
{
    const QByteArray sum = digest("x", ChecksumType::Sha1);
    const QByteArray rest = "<BmapFileSHA1> SELF </BmapFileSHA1><BlockMap><Range sha1=\"" + sum + "\">1-1</Range></BlockMap>";

    const Result<Bmap> map = parseBmap(old("1.3", rest));
    const Result<Bmap> unsealed = parseBmap(old("1.3", QByteArray(rest).replace("SELF", sum)));

    QVERIFY2(map, qPrintable(map ? QString() : map.error().message));
    QCOMPARE(map->checksumType, ChecksumType::Sha1);
    QCOMPARE(map->ranges[0].checksum, sum);
    QVERIFY(!unsealed);
}

void ParseBmapTest::readsVersion12()
{
    const Result<Bmap> map = parseBmap(old("1.2", "<BlockMap><Range> 0 </Range></BlockMap>"));

    QVERIFY2(map, qPrintable(map ? QString() : map.error().message));
    QVERIFY(!map->isChecksummed());
}

void ParseBmapTest::readsVersion14AsVersion2()
{
    QVERIFY(parseBmap(changed("\"2.0\"", "\"1.4\"")));
}

void ParseBmapTest::readsBackWhatItWrites_data()
{
    QTest::addColumn<int>("type");
    QTest::newRow("sha1") << int(ChecksumType::Sha1);
    QTest::newRow("sha256") << int(ChecksumType::Sha256);
    QTest::newRow("sha512") << int(ChecksumType::Sha512);
}

void ParseBmapTest::readsBackWhatItWrites()
{
    QFETCH(int, type);
    Bmap map;
    map.imageSize = 5000000;
    map.checksumType = ChecksumType(type);
    map.ranges = {{0, 7, digest("a", map.checksumType)}, {9, 9, {}}, {1000, 1220, digest("b", map.checksumType)}};

    const Result<Bmap> read = parseBmap(formatBmap(map));

    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(formatBmap(*read), formatBmap(map));
    QCOMPARE(read->mappedBytes(), map.mappedBytes());
}

void ParseBmapTest::refuses_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &xml, const char *reason) {
        QTest::newRow(name) << xml << QString::fromLatin1(reason);
    };
    row("nothing", "", "cut off");
    row("no XML", "hello", "no proper XML");
    row("another document", "<html></html>", "no block map");
    row("unknown version", changed("\"2.0\"", "\"2.1\""), "version is \"2.1\"");
    row("no version", changed(" version=\"2.0\"", ""), "version is \"\"");
    row("wrong own checksum", changed("a map", "a map").replace("a map", "b map"), "own checksum");
    row("no own checksum", changed("<BmapFileChecksum> SELF </BmapFileChecksum>", ""), "own checksum is missing");
    row("short own checksum", changed("SELF", "00"), "own checksum is missing");
    row("unknown checksum type", changed("sha256 <", "md5 <"), "\"md5\"");
    row("checksum of another length", changed(digest("a").constData(), "abcdef"), "checksum of range 0-3");
    row("checksum that is none", changed(digest("a").constData(), QByteArray(64, 'x').constData()), "checksum of range 0-3");
    row("no size", changed("<ImageSize> 100000 </ImageSize>", ""), "ImageSize");
    row("two sizes", changed("<BlockSize>", "<ImageSize>1</ImageSize><BlockSize>"), "more than one ImageSize");
    row("size zero", changed(" 100000 ", "0"), "image of 0 bytes");
    row("negative size", changed(" 100000 ", "-100000"), "no number");
    row("size beyond 64 bits", changed(" 100000 ", "99999999999999999999"), "no number");
    row("size near 64 bits", changed(" 100000 ", "9223372036854775807"), "not possible");
    row("hexadecimal size", changed(" 100000 ", "0x186a0"), "no number");
    row("block size not a power of two", changed(" 4096 ", "4000"), "blocks of 4000 bytes");
    row("block size zero", changed(" 4096 ", "0"), "blocks of 0 bytes");
    row("huge block size", changed(" 4096 ", "4611686018427387904"), "not possible");
    row("wrong count of blocks", changed(" 25 </BlocksC", "26</BlocksC"), "counts 26 blocks where its image has 25");
    row("wrong count of mapped blocks", changed(" 5  ", "4"), "counts 4 mapped blocks where its ranges have 5");
    row("unsorted ranges", changed("<Range> 24 </Range>", "<Range> 24 </Range><Range>10</Range>"), "wrong order");
    row("overlapping ranges", changed(" 24 </Range>", "3-4</Range>"), "overlaps");
    row("range outside of the image", changed(" 24 </Range>", "24-25</Range>"), "outside");
    row("range beyond all", changed(" 24 </Range>", "24-9223372036854775807</Range>"), "outside");
    row("backward range", changed(" 24 </Range>", "24-23</Range>"), "ends before it begins");
    row("range without numbers", changed(" 24 </Range>", "-</Range>"), "no range of blocks");
    row("negative range", changed(" 24 </Range>", "-4</Range>"), "no range of blocks");
    row("three numbers", changed(" 24 </Range>", "1-2-3</Range>"), "no range of blocks");
    row("empty range", changed(" 24 </Range>", "</Range>"), "no range of blocks");
    row("no block map", sealed(QByteArray(good).replace("BlockMap", "Blockmap")), "no BlockMap");
    row("two block maps", changed("</bmap>", "<BlockMap/></bmap>"), "more than one BlockMap");
    row("elements in a number", changed(" 100000 ", "<b>1</b>00000"), "no proper XML");
    row("text after the map", changed("</bmap>\n", "</bmap>\nand more"), "no proper XML");
    row("another root after the map", changed("</bmap>\n", "</bmap><bmap version=\"2.0\"/>"), "no proper XML");
    row("entity bomb",
        "<!DOCTYPE bmap [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>" + changed("<?xml version=\"1.0\" ?>", "").replace("100000", "&b;"),
        "document type");
    row("deep nesting", "<bmap version=\"2.0\">" + QByteArray("<a>").repeated(1000000), "cut off");
    row("blanks without end", good + QByteArray(17 << 20, ' '), "larger than");
}

void ParseBmapTest::refuses()
{
    QFETCH(QByteArray, xml);
    QFETCH(QString, reason);

    const Result<Bmap> map = parseBmap(xml);

    QVERIFY(!map);
    QCOMPARE(map.error().code, Errc::InvalidInput);
    QVERIFY2(map.error().message.contains(reason), qPrintable(map.error().message));
    QVERIFY2(map.error().message.startsWith(QLatin1String("The block map cannot be used: ")), qPrintable(map.error().message));
    QVERIFY2(map.error().message.endsWith(u'.'), qPrintable(map.error().message));
}

void ParseBmapTest::refusesEveryTruncation()
{
    const QByteArray xml = sealed(good).trimmed();
    for (qsizetype length = 0; length < xml.size(); ++length)
        QVERIFY2(!parseBmap(xml.first(length)), qPrintable(QString::number(length)));
}

void ParseBmapTest::refusesLargeFileWithoutReadingIt()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("large.bmap")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(qint64(10) << 30));

    const Result<Bmap> map = readBmap(file.fileName());

    QVERIFY(!map);
    QCOMPARE(map.error().code, Errc::InvalidInput);
}

void ParseBmapTest::tellsWhichFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("head.img.bmap"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("<bmap") == 5);
    file.close();

    const Result<Bmap> broken = readBmap(path);
    const Result<Bmap> absent = readBmap(path + QStringLiteral(".not"));

    QVERIFY(!broken && broken.error().message.startsWith(path));
    QVERIFY(!absent && absent.error().code == Errc::NotFound);
}

QTEST_GUILESS_MAIN(ParseBmapTest)
#include "tst_parsebmap.moc"
