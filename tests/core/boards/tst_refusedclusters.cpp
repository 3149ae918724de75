// SPDX-License-Identifier: GPL-3.0-or-later
#include "boardfiles.h"

#include "core/boards/cluster.h"

#include <QRandomGenerator>
#include <QTest>

using namespace coffer;

/// Every mistake in the configuration is refused with its file, its line and what is allowed.
class RefusedClustersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesAMistake_data();
    void refusesAMistake();
    void refusesAnyMissingKey_data();
    void refusesAnyMissingKey();
    void refusesAnyWrongKindOfValue_data();
    void refusesAnyWrongKindOfValue();
    void refusesHostileFiles_data();
    void refusesHostileFiles();
    void survivesDamagedFiles();
    void showsNoControlCharacters();
};

static const QString cluster = QStringLiteral("cluster.toml");
static const QString head = QStringLiteral("nanopc-t4/board.toml");
static const QString compute = QStringLiteral("nanopi-m4/board.toml");

void RefusedClustersTest::refusesAMistake_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("told");
    const auto add = [](const char *name, const QString &file, const char *from, const char *to, const char *told) {
        QTest::newRow(name) << file << QByteArray(from) << QByteArray(to) << QString::fromUtf8(told);
    };
    add("misspelt key", cluster, "suite =", "siute =", "did you mean \"suite\"?");
    add("key of another table", cluster, "lease = \"12h\"", "lease = \"12h\"\ncount = 3", "the key \"count\" is not known here");
    add("misspelt key in a table", cluster, "gateway =", "gatway =", "did you mean \"gateway\"? (allowed: dhcp-first, dhcp-last, dhcp-lease, domain, gateway, resolver, subnet)");
    add("far-off key", cluster, "gateway =", "router =", "the key \"router\" is not known here; allowed: dhcp-first");
    add("misspelt table", cluster, "[network]", "[netwrok]", "did you mean \"network\"?");
    add("misspelt profile", cluster, "\"demo\"    #", "\"dmeo\"    #", "did you mean \"demo\"? (allowed: demo, full)");
    add("unknown profile", cluster, "\"demo\"    #", "\"everything\"    #", "\"profile\" cannot have this value; allowed: demo, full");
    add("unknown kernel", cluster, "kernel = \"debian\"", "kernel = \"vanilla\"", "\"kernel\" cannot have this value; allowed: debian, source");
    add("kernel that is no text", cluster, "kernel = \"debian\"", "kernel = true", "\"kernel\" cannot have this value; allowed: debian, source");
    add("third profile's packages", cluster, "full = [", "tiny = []\nfull = [", "the key \"tiny\" is not known here; allowed: demo, full");
    add("suite in upper case", cluster, "\"trixie\"", "\"Trixie\"", "a Debian suite such as trixie");
    add("suite with a path", cluster, "\"trixie\"", "\"../trixie\"", "a Debian suite such as trixie");
    add("empty suite", cluster, "\"trixie\"", "\"\"", "a Debian suite such as trixie");
    add("suite as an option", cluster, "\"trixie\"", "\"-o=x\"", "a Debian suite such as trixie");
    add("mirror without scheme", cluster, "mirror = \"\"", "mirror = \"localhost/debian\"", "an http, https or file address");
    add("mirror with a space", cluster, "mirror = \"\"", "mirror = \"http://localhost/debian main\"", "an http, https or file address");
    add("security updates from anywhere", cluster, "security = \"\"", "security = \"all\"", "\"\" for the one that this machine uses, or \"none\"");
    add("id with a space", cluster, "id = \"c16\"", "id = \"c 16\"", "lower-case letters, digits and -");
    add("two kinds in a list", cluster, "\"less\"", "7", "\"demo\" must be a text in quotes");
    add("not TOML", cluster, "id = \"c16\"", "id = c16", "this is not TOML");
    add("key twice", cluster, "domain = \"c16\"", "domain = \"c16\"\ndomain = \"c17\"", "this is not TOML");

    add("subnet without length", cluster, "172.27.142.0/24", "172.27.142.0", "an IPv4 network such as");
    add("subnet of another length", cluster, "172.27.142.0/24", "172.27.142.0/31", "from /8 to /30");
    add("subnet with host bits", cluster, "172.27.142.0/24", "172.27.142.1/24", "whose last 8 bits are 0");
    add("subnet with a wrong number", cluster, "172.27.142.0/24", "172.27.342.0/24", "the subnet is no network");
    add("gateway not an address", cluster, "\"172.27.142.254\"", "\"router\"", "an IPv4 address such as 172.27.142.250");
    add("gateway outside", cluster, "\"172.27.142.254\"", "\"172.27.141.254\"", "is outside the subnet; allowed: 172.27.142.1 to 172.27.142.254");
    add("head is the network's address", cluster, "\"172.27.142.250\"", "\"172.27.142.0\"", "of head is outside the subnet");
    add("head is the broadcast address", cluster, "\"172.27.142.250\"", "\"172.27.142.255\"", "of head is outside the subnet");
    add("head is the gateway", cluster, "\"172.27.142.250\"", "\"172.27.142.254\"", "is that of the gateway too");
    add("head is a node", cluster, "\"172.27.142.250\"", "\"172.27.142.107\"", "of node07 is that of head too");
    add("nodes pass the subnet", cluster, "\"172.27.142.100\"", "\"172.27.142.252\"", "of node02 is that of the gateway too");
    add("nodes pass the subnet's end", cluster, "first-address = \"172.27.142.100\"", "first-address = \"172.27.142.241\"", "of node09 is that of head too");
    add("address with leading zeros", cluster, "\"172.27.142.100\"", "\"172.27.142.010\"", "an IPv4 address");
    add("IPv6", cluster, "\"172.27.142.100\"", "\"fe80::1\"", "an IPv4 address");
    add("DHCP range backwards", cluster, "dhcp-last = \"172.27.142.199\"", "dhcp-last = \"172.27.142.149\"", "ends before it begins; allowed: from 172.27.142.150 on");
    add("DHCP range over the nodes", cluster, "dhcp-first = \"172.27.142.150\"", "dhcp-first = \"172.27.142.115\"", "the DHCP range has the address 172.27.142.115 of node15 in it");
    add("DHCP range over the head", cluster, "dhcp-last = \"172.27.142.199\"", "dhcp-last = \"172.27.142.251\"", "the DHCP range has the address 172.27.142.250 of head in it");
    add("DHCP range outside", cluster, "dhcp-first = \"172.27.142.150\"", "dhcp-first = \"172.27.141.150\"", "the DHCP range");
    add("compute root on no disk", cluster, "compute-root = \"emmc\"", "compute-root = \"usb\"", "\"compute-root\" cannot have this value; allowed: emmc, nvme");
    add("compute root on a disk that the board lacks", head, "emmc = \"/dev/disk/by-path/platform-fe330000.mmc\"", "", "has no disk \"emmc\" in its [disks]; allowed: nvme");
    add("disk of another kind", head, "nvme = \"/dev/nvme0n1\"", "usb = \"/dev/sda\"", "the key \"usb\" is not known here");
    add("disk that is no device", head, "\"/dev/nvme0n1\"", "\"/etc/passwd\"", "a device such as /dev/mmcblk2");
    add("disk that climbs", head, "\"/dev/nvme0n1\"", "\"/dev/../etc/passwd\"", "a device such as /dev/mmcblk2");
    add("disk with a space", head, "\"/dev/nvme0n1\"", "\"/dev/nvme0n1 /srv\"", "a device such as /dev/mmcblk2");
    add("no slots", cluster, "slots = 2 ", "slots = 0 ", "\"slots\" must be a whole number; allowed: 1 to");
    add("fewer slots at most than at least", cluster, "max-slots = 6", "max-slots = 1", "\"max-slots\" must be a whole number; allowed: 2 to");
    add("resolver that is no address", cluster, "# resolver = \"172.27.142.254\"", "resolver = \"dns\"", "an IPv4 address");
    add("lease without unit", cluster, "\"12h\"", "\"12\"", "a time such as 12h");
    add("domain with a space", cluster, "domain = \"c16\"", "domain = \"c 16\"", "a domain such as c16");
    add("host name in upper case", cluster, "name = \"head\"", "name = \"Head\"", "a host name such as head");
    add("host name of a node", cluster, "name = \"head\"", "name = \"node03\"", "the same name \"node03\"");
    add("no node", cluster, "count = 16", "count = 0", "\"count\" must be a whole number; allowed: 1 to 250");
    add("too many nodes", cluster, "count = 16", "count = 251", "allowed: 1 to 250");
    add("count as text", cluster, "count = 16", "count = \"16\"", "allowed: 1 to 250");
    add("MAC of a group", cluster, "42:14:b8:a3:a0:00", "43:14:b8:a3:a0:00", "an address of one machine");
    add("short MAC", cluster, "42:14:b8:a3:a0:00", "42:14:b8:a3:a0", "an address of one machine");
    add("MACs pass ff", cluster, "42:14:b8:a3:a0:00", "42:14:b8:a3:a0:f1", "would pass ff; allowed: up to f0 for 16 nodes");
    add("head has a node's MAC", cluster, "address = \"172.27.142.250\"", "mac = \"42:14:B8:A3:A0:0F\"\naddress = \"172.27.142.250\"", "the head and node15 have the same MAC address");
    add("no such board", cluster, "board = \"nanopi-m4\"", "board = \"nanopi-m5\"", "allowed: nanopc-t4, nanopi-m4");
    add("board with a path", cluster, "board = \"nanopi-m4\"", "board = \"../nanopi-m4\"", "lower-case letters, digits and -");
    add("board of the other role", cluster, "board = \"nanopi-m4\"", "board = \"nanopc-t4\"", "allowed: one with role = \"compute\"");
    add("compute board as the head", cluster, "board = \"nanopc-t4\"", "board = \"nanopi-m4\"", "allowed: one with role = \"head\"");
    add("package in upper case", cluster, "\"less\"", "\"Less\"", "a Debian package's name");
    add("package of one letter", cluster, "\"less\"", "\"l\"", "a Debian package's name");
    add("package as an option", cluster, "\"less\"", "\"-less\"", "a Debian package's name");
    add("package with a version", cluster, "\"less\"", "\"less=1\"", "a Debian package's name");
    add("two packages in one text", cluster, "\"less\"", "\"less,nano\"", "a Debian package's name");
    add("package twice", cluster, "\"less\"", "\"nano\"", "\"nano\" is in \"demo\" twice");

    add("misspelt role", compute, "\"compute\"", "\"computer\"", "did you mean \"compute\"? (allowed: compute, head, twin)");
    add("misspelt board key", compute, "console =", "consle =", "did you mean \"console\"?");
    add("misspelt key of a blob", compute, "file = \"idbloader.img\", kind", "file = \"idbloader.img\", knid", "did you mean \"kind\"? (allowed: file, kind, sector)");
    add("unknown kind of blob", compute, "kind = \"rksd\"", "kind = \"rkds\"", "allowed: fit, raw, rksd");
    add("device tree source", compute, "m4.dtb", "m4.dts", "a path such as rockchip/rk3399-nanopi-m4.dtb");
    add("device tree elsewhere", compute, "\"rockchip/", "\"../../", "a path such as rockchip/rk3399-nanopi-m4.dtb");
    add("console with a path", compute, "\"ttyS2,1500000\"", "\"/dev/ttyS2\"", "a console such as ttyS2,1500000");
    add("boot loader from a package", compute, "defconfig =", "package = \"u-boot\"\ndefconfig =", "the key \"package\" is not known here; allowed: defconfig, firmware");
    add("no configuration", compute, "defconfig = \"nanopi-m4-rk3399_defconfig\"", "", "the key \"defconfig\" is missing in [boot-loader]");
    add("configuration elsewhere", compute, "\"nanopi-m4-rk3399_defconfig\"", "\"../x_defconfig\"", "a U-Boot configuration such as");
    add("memory that ends before it starts", compute, "end = 0xF8000000", "end = 0x100000", "\"end\" must be a whole number; allowed: 2097153 to");
    add("firmware elsewhere", compute, "\"usr/lib/arm", "\"/usr/lib/arm", "a relative path such as usr/lib/arm-trusted-firmware");
    add("firmware above", compute, "\"usr/lib/arm", "\"../usr/lib/arm", "a relative path such as usr/lib/arm-trusted-firmware");
    add("blob with a path", compute, "\"idbloader.img\"", "\"../idbloader.img\"", "a file name such as idbloader.img");
    add("blob on the partition table", compute, "sector = 64", "sector = 0", "\"sector\" must be a whole number; allowed: 64 to 32831");
    add("blob behind the boot area", compute, "sector = 16384", "sector = 32832", "allowed: 64 to 32831");
    add("blob on the environment", compute, "sector = 16384", "sector = 8128", "would lie on the environment; allowed: sectors before 8128 or from 8192 on");
    add("blob in the environment", compute, "sector = 16384", "sector = 8191", "u-boot.itb would lie on the environment");
    add("blobs on each other", compute, "sector = 16384", "sector = 64", "idbloader.img and u-boot.itb need a file and a sector each");
    add("same blob twice", compute, "\"u-boot.itb\"", "\"idbloader.img\"", "need a file and a sector each");
    add("environment behind the boot area", compute, "offset = 0x3F8000", "offset = 0x1008000", "the environment is not in the boot area; allowed: bytes 32768 to 16809984");
    add("environment before the boot area", compute, "offset = 0x3F8000", "offset = 0", "the environment is not in the boot area");
    add("environment off the sectors", compute, "offset = 0x3F8000", "offset = 0x3F8001", "multiples of 512");
    add("negative size", compute, "size = 0x8000", "size = -1", "\"size\" must be a whole number");
    add("boot area off the blocks", compute, "start = 0x8000", "start = 0x8200", "multiples of 4096");
    add("image smaller than the boot area", compute, "image-size = 0x2000000 ", "image-size = 0x1000000 ", "allowed: 16809984 to");
    add("image off the blocks", compute, "image-size = 0x2000000 ", "image-size = 0x2000200 ", "multiples of 4096");
    add("compute image without size", compute, "image-size", "#", "allowed: one whose card image has a fixed size");
    add("unknown name in the environment", compute, "\"@MAC@\"", "\"@MACC@\"", "\"ethaddr\" has a @NAME@ that is not known; allowed: ADDRESS,");
    add("wrong variable name", compute, "ethaddr =", "\"eth addr\" =", "a U-Boot variable's name is wrong; allowed: letters, digits and _");
    add("line break in a variable", compute, "\"@MAC@\"", "\"\"\"a\nb\"\"\"", "a value on one line");
    add("number as a variable", compute, "\"@MAC@\"", "7", "\"ethaddr\" must be a text in quotes");
    add("wrong package of a board", head, "\"u-boot-menu\"", "\"u-boot_menu\"", "a Debian package's name");
}

void RefusedClustersTest::refusesAMistake()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, told);
    const BoardFiles files;
    const int line = files.replace(file, from, to);
    QVERIFY2(line > 0, "the mistake's place is not in the file any more");

    const Result<Cluster> loaded = loadCluster(files.folder());

    QVERIFY(!loaded);
    const QString message = loaded.error().message;
    QCOMPARE(loaded.error().code, Errc::InvalidInput);
    QVERIFY2(message.contains(told), qPrintable(message));
    QVERIFY2(message.startsWith(files.folder()), qPrintable(message));
    QVERIFY2(QRegularExpression(QStringLiteral("\\.toml:\\d+: [^\\n]+\\.$")).match(message).hasMatch(), qPrintable(message));
    // A missing or contradictory value may be told at another line than the one that was changed.
    const QStringList elsewhere{QStringLiteral("missing in"), QStringLiteral("is that of"), QStringLiteral("same name"), QStringLiteral("same MAC"),
                                QStringLiteral("of the DHCP range"), QStringLiteral("the DHCP range has"), QStringLiteral("fixed size"), QStringLiteral("where it comes from"),
                                QStringLiteral("in its [disks]")};
    const bool here = std::none_of(elsewhere.begin(), elsewhere.end(), [&](const QString &words) { return message.contains(words); });
    const int off = to.count('\n') > 0 && to != QByteArray("\"\"\"a\nb\"\"\"") ? 1 : 0;
    if (here)
        QVERIFY2(message.startsWith(QStringLiteral("%1:%2: ").arg(files.path(file)).arg(line))
                     || (off == 1 && message.startsWith(QStringLiteral("%1:%2: ").arg(files.path(file)).arg(line + 1))),
                 qPrintable(message + QStringLiteral(" — expected line ") + QString::number(line)));
}

/// The lines that begin with "key =", each with its file.
static QList<QPair<QString, QByteArray>> keysOf(const BoardFiles &files)
{
    QList<QPair<QString, QByteArray>> keys;
    for (const QString &file : {cluster, head, compute}) {
        for (const QByteArray &line : files.read(file).split('\n')) {
            static const QRegularExpression key(QStringLiteral("^([a-z][a-z0-9-]*) ="));
            if (const auto match = key.match(QString::fromUtf8(line)); match.hasMatch())
                keys.append({file, line});
        }
    }
    return keys;
}

void RefusedClustersTest::refusesAnyMissingKey_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("line");
    const BoardFiles files;
    for (const auto &[file, line] : keysOf(files)) {
        const QByteArray text = files.read(file);
        const bool isOptional = line.startsWith("firmware =");
        const bool isVariable = text.indexOf(line) > text.indexOf("\n[environment]") && text.indexOf(line) < text.indexOf("\n[packages]");
        if (file == cluster || (!isVariable && !isOptional)) // U-Boot's variables may be absent
            QTest::addRow("%s: %s", qPrintable(file), line.left(14).constData()) << file << line;
    }
}

void RefusedClustersTest::refusesAnyMissingKey()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, line);
    const QByteArray key = line.left(line.indexOf(" ="));
    const BoardFiles files;
    QByteArray text = files.read(file);
    const qsizetype at = text.indexOf('\n' + line) + 1;
    const qsizetype end = line.endsWith('[') ? text.indexOf("\n]", at) + 2 : at + line.size();
    files.write(file, text.remove(at, end - at));

    const Result<Cluster> loaded = loadCluster(files.folder());

    QVERIFY2(!loaded, key.constData());
    QVERIFY2(loaded.error().message.contains(QString::fromUtf8(key)), qPrintable(loaded.error().message));
}

void RefusedClustersTest::refusesAnyWrongKindOfValue_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("value");
    for (const auto &[file, line] : keysOf(BoardFiles())) {
        for (const char *value : {"1.5", "1979-05-27", "{}", "[[]]", "-1", "99999999999999"})
            QTest::addRow("%s: %s %s", qPrintable(file), line.left(14).constData(), value) << file << line << QByteArray(value);
    }
}

void RefusedClustersTest::refusesAnyWrongKindOfValue()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, value);
    const BoardFiles files;
    QByteArray text = files.read(file);
    const qsizetype at = text.indexOf('\n' + line) + 1;
    const qsizetype from = at + line.indexOf('=') + 1;
    const qsizetype end = line.endsWith('[') ? text.indexOf("\n]", from) + 2 : at + line.size();
    text.replace(from, end - from, ' ' + value);
    files.write(file, text);

    const Result<Cluster> loaded = loadCluster(files.folder());

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, Errc::InvalidInput);
    const int number = int(text.left(at).count('\n')) + 1;
    QVERIFY2(loaded.error().message.startsWith(QStringLiteral("%1:%2: ").arg(files.path(file)).arg(number)), qPrintable(loaded.error().message));
}

void RefusedClustersTest::refusesHostileFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zeros") << QByteArray(1000, '\0');
    QTest::newRow("not UTF-8") << QByteArray("id = \"\xff\xfe\"\n");
    QTest::newRow("too large") << QByteArray(40000, '\n');
    QTest::newRow("deep key") << QByteArray("a.").repeated(16000) + "a = 1\n";
    QTest::newRow("deep table") << '[' + QByteArray("a.").repeated(16000) + "a]\n";
    QTest::newRow("deep list") << "a = " + QByteArray(16000, '[') + QByteArray(16000, ']');
    QTest::newRow("deep inline tables") << "a = " + QByteArray("{a=").repeated(5000) + '1' + QByteArray(5000, '}');
    QTest::newRow("nested a little too deep") << QByteArray("[a.b.c.d.e.f.g.h.i.j]\nk = 1\n");
    QTest::newRow("wrong bracket in a list") << QByteArray("a = [}\n");
    QTest::newRow("unclosed text") << QByteArray("id = \"\"\"") + QByteArray(1000, 'x');
    QTest::newRow("huge number") << QByteArray("[nodes]\ncount = ") + QByteArray(1000, '9');
    QTest::newRow("thousands of unknown keys") << [] {
        QByteArray text;
        for (int i = 0; i < 2000; ++i)
            text += "key" + QByteArray::number(i) + " = 1\n";
        return text;
    }();
}

void RefusedClustersTest::refusesHostileFiles()
{
    QFETCH(QByteArray, text);
    const BoardFiles files;
    for (const QString &file : {compute, cluster}) {
        files.write(file, text);
        const Result<Cluster> loaded = loadCluster(files.folder());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, Errc::InvalidInput);
        QVERIFY2(loaded.error().message.startsWith(files.path(file)), qPrintable(loaded.error().message));
        QVERIFY2(loaded.error().message.size() < 600, qPrintable(loaded.error().message));
    }
}

void RefusedClustersTest::survivesDamagedFiles()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QByteArray alphabet = "=[]{}\"'#.,\n\\ -_:/@abz019\xff\xc3\x00";
    const BoardFiles files;
    for (int round = 0; round < 300; ++round) {
        const QString file = QList<QString>{cluster, head, compute}.at(random.bounded(3));
        const QByteArray right = files.read(file);
        QByteArray text = right;
        for (int changes = random.bounded(1, 5); changes > 0; --changes) {
            const int at = random.bounded(int(text.size()));
            if (random.bounded(3) == 0)
                text.remove(at, random.bounded(1, 40));
            else
                text[at] = alphabet[random.bounded(int(alphabet.size()))];
        }
        files.write(file, text);
        const Result<Cluster> loaded = loadCluster(files.folder()); // must neither crash nor hang
        files.write(file, right);
        if (!loaded)
            QCOMPARE(loaded.error().code, Errc::InvalidInput);
    }
}

void RefusedClustersTest::showsNoControlCharacters()
{
    const BoardFiles files;
    QVERIFY(files.replace(cluster, "\"trixie\"", "\"\\u001b[2J\\u0007\"\n\"\\u001b]0;x\\u0007\" = 1"));
    const Result<Cluster> loaded = loadCluster(files.folder());
    QVERIFY(!loaded);
    for (const QChar letter : loaded.error().message)
        QVERIFY2(letter.isPrint(), qPrintable(loaded.error().message));
}

QTEST_GUILESS_MAIN(RefusedClustersTest)
#include "tst_refusedclusters.moc"
