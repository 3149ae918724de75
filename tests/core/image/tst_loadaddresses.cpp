// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/loadaddresses.h"

#include <QTest>
#include <QtEndian>

using namespace coffer;

class LoadAddressesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAKernelsHeader();
    void whatIsNoPlainKernelIsRefused_data();
    void whatIsNoPlainKernelIsRefused();
    void addressesWithRoomAreRight_data();
    void addressesWithRoomAreRight();
    void whatDoesNotFitIsNamedWithItsBytes_data();
    void whatDoesNotFitIsNamedWithItsBytes();
    void everyConflictIsTold();
    void treesRulesAreKept();

private:
    static QByteArray header(quint64 textOffset, quint64 imageSize, quint64 flags)
    {
        QByteArray bytes(64, '\0');
        qToLittleEndian(textOffset, bytes.data() + 8);
        qToLittleEndian(imageSize, bytes.data() + 16);
        qToLittleEndian(flags, bytes.data() + 24);
        return bytes.replace(56, 4, QByteArray("ARM\x64", 4));
    }
    static Environment addresses(const QString &kernel, const QString &ramdisk, const QString &tree)
    {
        return {{QStringLiteral("kernel_addr_r"), kernel}, {QStringLiteral("ramdisk_addr_r"), ramdisk}, {QStringLiteral("fdt_addr_r"), tree}};
    }
    /// U-Boot 2025.01's of RK3399, and those of 2019.
    const Environment m_todays = addresses(QStringLiteral("0x02080000"), QStringLiteral("0x06000000"), QStringLiteral("0x01e00000"));
    const Environment m_originals = addresses(QStringLiteral("0x02080000"), QStringLiteral("0x04000000"), QStringLiteral("0x01f00000"));
    /// Kernel of 36.9 MiB, as Debian's 6.12; what it clears for itself comes on top.
    const BootFiles m_files{{0x2600000, 0, true}, 38690816, 30 << 20, 70000};
    const MemoryRange m_memory{0x200000, 0xF8000000};
};

void LoadAddressesTest::readsAKernelsHeader()
{
    const auto kernel = readKernelHeader(header(0x80000, 0x2600000, 8 | 2));
    QCOMPARE(kernel->textOffset, quint64(0x80000));
    QCOMPARE(kernel->imageSize, quint64(0x2600000));
    QVERIFY(kernel->runsAnywhere);
    QVERIFY(!readKernelHeader(header(0, 1, 2))->runsAnywhere);
}

void LoadAddressesTest::whatIsNoPlainKernelIsRefused_data()
{
    QTest::addColumn<QByteArray>("kernel");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut off") << header(0, 1, 8).left(63);
    QTest::newRow("gzip") << QByteArray("\x1f\x8b").leftJustified(64, '\0');
    QTest::newRow("compressed for EFI") << QByteArray("MZ\0\0zimg", 8).leftJustified(64, '\0');
    QTest::newRow("without its size") << header(0, 0, 8);
    QTest::newRow("absurd size") << header(0, ~quint64(0), 8);
    QTest::newRow("absurd offset") << header(~quint64(0), 1, 8);
}

void LoadAddressesTest::whatIsNoPlainKernelIsRefused()
{
    QFETCH(QByteArray, kernel);
    QCOMPARE(readKernelHeader(kernel).error().code, Errc::InvalidInput);
}

void LoadAddressesTest::addressesWithRoomAreRight_data()
{
    QTest::addColumn<Environment>("variables");
    QTest::addColumn<BootFiles>("files");
    const auto without = [this](auto change) { BootFiles files = m_files; change(files); return files; };
    QTest::newRow("today's") << m_todays << m_files;
    QTest::newRow("without 0x") << addresses(QStringLiteral("2080000"), QStringLiteral("6000000"), QStringLiteral("1e00000")) << m_files;
    QTest::newRow("to the last byte") << m_todays << without([](BootFiles &files) { files.kernel.imageSize = 0x6000000 - 0x2200000; });
    QTest::newRow("originals with a kernel of 2019") << m_originals << without([](BootFiles &files) { files.kernel.imageSize = 0x1800000; files.kernelSize = 0x1700000; });
    QTest::newRow("no initial RAM disk") << Environment{{QStringLiteral("kernel_addr_r"), QStringLiteral("0x02080000")}, {QStringLiteral("fdt_addr_r"), QStringLiteral("0x01e00000")}}
                                         << without([](BootFiles &files) { files.ramdiskSize = 0; });
    QTest::newRow("device tree from elsewhere") << Environment{{QStringLiteral("kernel_addr_r"), QStringLiteral("0x02080000")}, {QStringLiteral("ramdisk_addr_r"), QStringLiteral("0x06000000")}}
                                                << without([](BootFiles &files) { files.deviceTreeSize = 0; });
    QTest::newRow("runs at the memory's start") << addresses(QStringLiteral("0x08000000"), QStringLiteral("0x06000000"), QStringLiteral("0x05e00000"))
                                                << without([](BootFiles &files) { files.kernel = {0x2600000, 0x80000, false}; });
}

void LoadAddressesTest::addressesWithRoomAreRight()
{
    QFETCH(Environment, variables);
    QFETCH(BootFiles, files);
    const Status right = checkLoadAddresses(variables, files, m_memory);
    QVERIFY2(right, right ? "" : qPrintable(right.error().message));
}

void LoadAddressesTest::whatDoesNotFitIsNamedWithItsBytes_data()
{
    QTest::addColumn<Environment>("variables");
    QTest::addColumn<BootFiles>("files");
    QTest::addColumn<QString>("told");
    const auto with = [this](auto change) { BootFiles files = m_files; change(files); return files; };
    // Moved by booti to 0x02200000, so that it takes 1.5 MiB more than its own 38 MiB.
    QTest::newRow("originals") << m_originals << m_files
                               << "The kernel needs 41418752 bytes from kernel_addr_r 0x02080000, but ramdisk_addr_r 0x04000000 is only 33030144 bytes after it";
    QTest::newRow("a byte too much where it runs") << m_todays << with([](BootFiles &files) { files.kernel.imageSize = 0x6000000 - 0x2200000 + 1; })
                                                   << "but ramdisk_addr_r 0x06000000 is only 66584576 bytes after it";
    QTest::newRow("file larger than its header says") << m_todays << with([](BootFiles &files) { files.kernelSize = 0x4000000; })
                                                      << "but ramdisk_addr_r 0x06000000 is only";
    QTest::newRow("tree below the kernel") << addresses(QStringLiteral("0x02080000"), QStringLiteral("0x06000000"), QStringLiteral("0x0207f000")) << m_files
                                           << "The device tree needs 82288 bytes from fdt_addr_r 0x0207f000, but kernel_addr_r 0x02080000 is only 4096 bytes after it";
    QTest::newRow("tree in the RAM disk") << addresses(QStringLiteral("0x02080000"), QStringLiteral("0x06000000"), QStringLiteral("0x06100000")) << m_files
                                          << "The initial RAM disk needs 31457280 bytes from ramdisk_addr_r 0x06000000, but fdt_addr_r 0x06100000 is only 1048576";
    QTest::newRow("same place") << addresses(QStringLiteral("0x02080000"), QStringLiteral("0x02080000"), QStringLiteral("0x01e00000")) << m_files << "is only 0 bytes after it";
    QTest::newRow("end of the memory") << addresses(QStringLiteral("0x02080000"), QStringLiteral("0xf7000000"), QStringLiteral("0x01e00000")) << m_files
                                       << "The initial RAM disk needs 31457280 bytes from ramdisk_addr_r 0xf7000000, but the memory goes from 0x00200000 to 0xf8000000";
    QTest::newRow("before the memory") << addresses(QStringLiteral("0x02080000"), QStringLiteral("0x06000000"), QStringLiteral("0x00100000")) << m_files << "but the memory goes from";
    QTest::newRow("runs at the memory's start, on the tree") << m_todays << with([](BootFiles &files) { files.kernel = {0x2600000, 0, false}; })
                                                             << "The kernel needs 70672384 bytes from 0x00200000, but fdt_addr_r 0x01e00000 is only";
    QTest::newRow("no address") << addresses(QString(), QStringLiteral("0x06000000"), QStringLiteral("0x01e00000")) << m_files << "has no kernel_addr_r";
    QTest::newRow("no number") << addresses(QStringLiteral("0x02080000"), QStringLiteral("high"), QStringLiteral("0x01e00000")) << m_files << "ramdisk_addr_r in the boot environment is \"high\"";
    QTest::newRow("absurd number") << addresses(QStringLiteral("0xffffffffffffffff"), QStringLiteral("0x06000000"), QStringLiteral("0x01e00000")) << m_files << "which is no address";
}

void LoadAddressesTest::whatDoesNotFitIsNamedWithItsBytes()
{
    QFETCH(Environment, variables);
    QFETCH(BootFiles, files);
    QFETCH(QString, told);
    const Status refused = checkLoadAddresses(variables, files, m_memory);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::InvalidInput);
    QVERIFY2(refused.error().message.contains(told), qPrintable(refused.error().message));
}

void LoadAddressesTest::everyConflictIsTold()
{
    const Status refused = checkLoadAddresses(addresses(QStringLiteral("0x02080000"), QStringLiteral("0x04000000"), QStringLiteral("0x03000000")), m_files, m_memory);
    QVERIFY(refused.error().message.contains(QStringLiteral("but ramdisk_addr_r 0x04000000")));
    QVERIFY(refused.error().message.contains(QStringLiteral("but fdt_addr_r 0x03000000")));
}

void LoadAddressesTest::treesRulesAreKept()
{
    Environment odd = m_todays;
    odd.insert(QStringLiteral("fdt_addr_r"), QStringLiteral("0x01e00004"));
    QVERIFY(checkLoadAddresses(odd, m_files, m_memory).error().message.contains(QStringLiteral("multiple of 8")));
    BootFiles large = m_files;
    large.deviceTreeSize = (2 << 20) + 1;
    QVERIFY(checkLoadAddresses(m_todays, large, m_memory).error().message.contains(QStringLiteral("2097153 bytes")));
}

QTEST_GUILESS_MAIN(LoadAddressesTest)
#include "tst_loadaddresses.moc"
