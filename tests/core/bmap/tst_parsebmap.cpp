// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/bmap.h"
#include "support/bmaptext.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace coffer;

namespace {

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

QByteArray wrapped(const char *before)
{
    return before + changed("<?xml version=\"1.0\" ?>", "");
}

/// `pattern` with the numbers from 0 in the place of its "#".
QByteArray numbered(const char *pattern, int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += QByteArray(pattern).replace("#", QByteArray::number(i));
    return text;
}

qint64 peakMemory()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return qint64(usage.ru_maxrss) * 1024;
}

} // namespace

class ParseBmapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesTenGigabytesOfBlanks(); // first: it looks at the peak of memory
    void readsVersion2();
    void readsVersion13();
    void readsVersion12();
    void readsVersion14AsVersion2();
    void readsBackWhatItWrites_data();
    void readsBackWhatItWrites();
    void refuses_data();
    void refuses();
    void refusesEveryTruncation();
    void takesWhatItDoesNotKnow();
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
    const QByteArray ranges = "<BlockMap><Range> 0 </Range></BlockMap>";

    const Result<Bmap> map = parseBmap(old("1.2", ranges));

    QVERIFY2(map, qPrintable(map ? QString() : map.error().message));
    QVERIFY(!map->isChecksummed());
    QVERIFY(parseBmap(old("1.2", "<BmapFileSHA1>SELF</BmapFileSHA1>" + ranges)));
    QVERIFY(!parseBmap(old("1.2", "<BmapFileSHA1>" + digest("x", ChecksumType::Sha1) + "</BmapFileSHA1>" + ranges)));
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
    row("short own checksum", changed("SELF", "00"), "own checksum is no sha256");
    row("own checksum of another type", changed("SELF", digest("a", ChecksumType::Sha1).constData()), "own checksum is no sha256");
    row("own checksum in digits of another kind", changed("SELF", QByteArray("&#48;").repeated(64).constData()), "own checksum is no sha256");
    row("1.3 without own checksum", old("1.3", "<BlockMap><Range>0</Range></BlockMap>"), "own checksum is missing");
    row("1.3 with 2.0's own checksum", old("1.3", "<BmapFileChecksum>SELF</BmapFileChecksum><BlockMap><Range>0</Range></BlockMap>"), "own checksum is missing");
    row("no checksum type", changed("<ChecksumType> sha256 </ChecksumType>", ""), "has no ChecksumType");
    row("unknown checksum type", changed("sha256 <", "md5 <"), "\"md5\"");
    row("checksum of another length", changed(digest("a").constData(), "abcdef"), "checksum of range 0-3");
    row("checksum that is none", changed(digest("a").constData(), QByteArray(64, 'x').constData()), "checksum of range 0-3");
    row("no size", changed("<ImageSize> 100000 </ImageSize>", ""), "has no ImageSize");
    row("no block size", changed("<BlockSize> 4096 </BlockSize>", ""), "has no BlockSize");
    row("no count of blocks", changed("<BlocksCount> 25 </BlocksCount>", ""), "has no BlocksCount");
    row("no count of mapped blocks", changed("<MappedBlocksCount> 5    </MappedBlocksCount>", ""), "has no MappedBlocksCount");
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
        wrapped("<!DOCTYPE bmap [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>").replace("100000", "&b;"),
        "document type");
    row("entity that is a file", wrapped("<!DOCTYPE bmap [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>").replace("100000", "&a;"), "document type");
    row("document type elsewhere", wrapped("<!DOCTYPE bmap SYSTEM \"http://localhost/bmap.dtd\">"), "document type");
    row("endless document type", "<!DOCTYPE bmap [" + numbered("<!ATTLIST bmap a# CDATA \"b\">", 100000) + "]><bmap/>", "document type");
    row("entity that nobody defined", changed(" 100000 ", "&b;"), "no proper XML");
    row("deep nesting", "<bmap version=\"2.0\">" + QByteArray("<a>").repeated(1000000), "nested deeper");
    row("deep nesting among ranges", changed("<Range> 24 </Range>", QByteArray("<a>").repeated(1000000).constData()), "nested deeper");
    row("attributes without end", "<bmap version=\"2.0\"" + numbered(" a#=\"\"", 300000) + "/>", "more attributes");
    row("namespaces without end", "<bmap version=\"2.0\"" + numbered(" xmlns:a#='a'", 200000) + "/>", "more attributes");
    row("comment without end", "<!--" + QByteArray(1000000, 'a'), "cut off");
    row("blanks in a map without end", "<bmap version=\"2.0\">" + QByteArray(8 << 20, ' '), "cut off");
    row("compressed", QByteArray::fromHex("1f8b0800000000000003b3c94dcc2db0"), "no text");
    row("binary", QByteArray(4096, '\0'), "no text");
    row("UTF-16", QByteArray::fromHex("fffe3c0062006d00610070003e00"), "no text");
    row("said to be in another encoding", changed("version=\"1.0\" ", "version=\"1.0\" encoding=\"UTF-7\" "), "not in UTF-8");
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

void ParseBmapTest::takesWhatItDoesNotKnow()
{
    const QByteArray unknown = "<Vendor a=\"b\"><c>" + QByteArray("<d>").repeated(20) + QByteArray("</d>").repeated(20) + "</c></Vendor>";

    const Result<Bmap> map = parseBmap(changed("<BlockMap>", ("<!-- it's \"more\" -->" + unknown + "<BlockMap>" + unknown).constData()));

    QVERIFY2(map, qPrintable(map ? QString() : map.error().message));
    QCOMPARE(map->ranges.size(), 2);
}

void ParseBmapTest::refusesTenGigabytesOfBlanks()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("large.bmap")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(good + QByteArray(17 << 20, ' ')) > 0);
    if (!file.resize(qint64(10) << 30))
        QSKIP("this file system has no files of 10 GiB");
    const qint64 before = peakMemory();

    const Result<Bmap> map = readBmap(file.fileName());

    QVERIFY(!map);
    QCOMPARE(map.error().code, Errc::InvalidInput);
    QVERIFY(peakMemory() - before < qint64(128) << 20);
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
