// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/process.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

/// The hook that lays our overlays over a kernel's device tree, on trees of the test's own, and, where
/// there is one, on those of Debian's kernel.
class DeviceTreeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void thePowerSensorIsInTheBoardsTree();
    void anOverlayForOtherBoardsIsLeftOut();
    void anOverlayThatDoesNotFitIsNamed();
    void anOverlayThatIsNoneIsNamed();
    void aKernelWithoutTheBoardsTreeIsRefused();
    void aBoardWithoutATreeNeedsNone();
    void theNodesLinkFollowsTheirKernel();
    void aKernelThatGoesTakesItsTreeAlong();
    void theHookComesBeforeTheBootMenus();

private:
    void write(const QString &path, const QByteArray &text) const { QVERIFY(writeFile(root(path), text)); }
    void addKernel(const QString &release, const QByteArray &source) const;
    QString root(const QString &path) const { return m_folder->path() + u'/' + path; }
    Result<QByteArray> hook(const QString &which, const QString &release) const;
    QString message(const Result<QByteArray> &result) const { return result ? QString() : result.error().message; }
    /// A property in the tree that the hook made: fdtget's words for it.
    QByteArray property(const QString &release, const QString &node, const QString &name, const char *type = "x") const;

    const QString m_name = QStringLiteral("rockchip/board.dtb");
    const QByteArray m_board = "/dts-v1/; / { compatible = \"maker,board\", \"rockchip,rk3399\"; i2c@ff130000 { status = \"disabled\"; }; };";
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QString shipped = QStringLiteral(COFFER_SOURCE_DIR "/boards/rootfs/");

Result<QByteArray> run(const QString &program, const QStringList &arguments, const QByteArray &input = {}, const QString &root = {})
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    command.input = input;
    command.quiet = true;
    command.environment.insert(QStringLiteral("COFFERWARE_ROOT"), root);
    Progress progress;
    return runProcess(command, progress);
}

} // namespace

void DeviceTreeTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(QStringLiteral("etc/cofferware/device-tree"), m_name.toUtf8() + '\n');
    const QString overlay = QStringLiteral("etc/cofferware/overlays/ina219.dts");
    write(overlay, readFile(shipped + overlay).value());
    QVERIFY(QDir(root({})).mkpath(QStringLiteral("boot")));
}

void DeviceTreeTest::addKernel(const QString &release, const QByteArray &source) const
{
    const QString tree = root(QStringLiteral("usr/lib/linux-image-") + release + u'/' + m_name);
    QVERIFY(makeDirectory(QFileInfo(tree).path()));
    QVERIFY(run(QStringLiteral("dtc"), {QStringLiteral("-q"), QStringLiteral("-O"), QStringLiteral("dtb"), QStringLiteral("-o"), tree}, source));
}

Result<QByteArray> DeviceTreeTest::hook(const QString &which, const QString &release) const
{
    return run(shipped + QStringLiteral("etc/kernel/") + which + QStringLiteral(".d/cofferware-device-tree"),
               {release, QStringLiteral("/boot/vmlinuz-") + release}, {}, m_folder->path());
}

QByteArray DeviceTreeTest::property(const QString &release, const QString &node, const QString &name, const char *type) const
{
    const QString tree = root(QStringLiteral("boot/dtb-") + release + u'/' + m_name);
    return run(QStringLiteral("fdtget"), {QStringLiteral("-t"), QLatin1String(type), tree, node, name}).value_or("none").trimmed();
}

void DeviceTreeTest::thePowerSensorIsInTheBoardsTree()
{
    addKernel(QStringLiteral("6.12-a"), m_board);

    const auto done = hook(QStringLiteral("postinst"), QStringLiteral("6.12-a"));

    QVERIFY2(done, qPrintable(message(done)));
    const QString sensor = QStringLiteral("/i2c@ff130000/power-sensor@40");
    QCOMPARE(property(QStringLiteral("6.12-a"), sensor, QStringLiteral("compatible"), "s"), "ti,ina219");
    QCOMPARE(property(QStringLiteral("6.12-a"), sensor, QStringLiteral("reg"), "x"), "40");
    QCOMPARE(property(QStringLiteral("6.12-a"), sensor, QStringLiteral("shunt-resistor"), "u"), "10000");
    QCOMPARE(property(QStringLiteral("6.12-a"), QStringLiteral("/i2c@ff130000"), QStringLiteral("status"), "s"), "okay");
    QCOMPARE(property(QStringLiteral("6.12-a"), QStringLiteral("/"), QStringLiteral("compatible"), "s"), "maker,board rockchip,rk3399");
}

void DeviceTreeTest::anOverlayForOtherBoardsIsLeftOut()
{
    addKernel(QStringLiteral("6.12-a"), "/dts-v1/; / { compatible = \"maker,other\"; };");

    const auto done = hook(QStringLiteral("postinst"), QStringLiteral("6.12-a"));

    QVERIFY2(done, qPrintable(message(done)));
    QCOMPARE(property(QStringLiteral("6.12-a"), QStringLiteral("/"), QStringLiteral("compatible"), "s"), "maker,other");
}

void DeviceTreeTest::anOverlayThatDoesNotFitIsNamed()
{
    addKernel(QStringLiteral("6.12-a"), "/dts-v1/; / { compatible = \"rockchip,rk3399\"; };"); // no such bus
    write(QStringLiteral("boot/dtb-6.12-a/") + m_name, "the one before");

    const QString said = message(hook(QStringLiteral("postinst"), QStringLiteral("6.12-a")));

    QVERIFY2(said.contains(QStringLiteral("overlays/ina219.dts does not apply to ") + m_name), qPrintable(said));
    QCOMPARE(readFile(root(QStringLiteral("boot/dtb-6.12-a/") + m_name)).value(), "the one before");
}

void DeviceTreeTest::anOverlayThatIsNoneIsNamed()
{
    addKernel(QStringLiteral("6.12-a"), m_board);
    write(QStringLiteral("etc/cofferware/overlays/mine.dts"), "/dts-v1/; /plugin/; {");

    const QString said = message(hook(QStringLiteral("postinst"), QStringLiteral("6.12-a")));

    QVERIFY2(said.contains(QStringLiteral("overlays/mine.dts cannot be compiled")), qPrintable(said));
}

void DeviceTreeTest::aKernelWithoutTheBoardsTreeIsRefused()
{
    const QString said = message(hook(QStringLiteral("postinst"), QStringLiteral("6.12-a")));

    QVERIFY2(said.contains(QStringLiteral("6.12-a has no device tree ") + m_name), qPrintable(said));
}

void DeviceTreeTest::aBoardWithoutATreeNeedsNone()
{
    write(QStringLiteral("etc/cofferware/device-tree"), "\n");

    const auto done = hook(QStringLiteral("postinst"), QStringLiteral("6.12-a"));

    QVERIFY2(done, qPrintable(message(done)));
    QVERIFY(!QFileInfo::exists(root(QStringLiteral("boot/dtb-6.12-a"))));
}

void DeviceTreeTest::theNodesLinkFollowsTheirKernel()
{
    addKernel(QStringLiteral("6.12-a"), m_board);
    addKernel(QStringLiteral("6.12-b"), m_board);
    QVERIFY(QFile::link(QStringLiteral("boot/dtb-6.12-a"), root(QStringLiteral("dtb"))));
    QVERIFY(QFile::link(QStringLiteral("boot/vmlinuz-6.12-b"), root(QStringLiteral("vmlinuz"))));
    QVERIFY(hook(QStringLiteral("postinst"), QStringLiteral("6.12-a"))); // the old one is configured again
    QCOMPARE(QFile::symLinkTarget(root(QStringLiteral("dtb"))), root(QStringLiteral("boot/dtb-6.12-a")));

    QVERIFY(hook(QStringLiteral("postinst"), QStringLiteral("6.12-b")));

    QCOMPARE(QFile::symLinkTarget(root(QStringLiteral("dtb"))), root(QStringLiteral("boot/dtb-6.12-b")));
}

void DeviceTreeTest::aKernelThatGoesTakesItsTreeAlong()
{
    addKernel(QStringLiteral("6.12-a"), m_board);
    addKernel(QStringLiteral("6.12-b"), m_board);
    for (const char *release : {"6.12-a", "6.12-b"})
        QVERIFY(hook(QStringLiteral("postinst"), QLatin1String(release)));
    write(QStringLiteral("boot/vmlinuz-6.12-a"), {});
    QVERIFY(QFile::link(QStringLiteral("boot/dtb-6.12-b"), root(QStringLiteral("dtb"))));
    QVERIFY(QFile::link(QStringLiteral("boot/vmlinuz-6.12-a"), root(QStringLiteral("vmlinuz"))));

    QVERIFY(hook(QStringLiteral("postrm"), QStringLiteral("6.12-b")));
    QVERIFY(hook(QStringLiteral("postrm"), QStringLiteral("6.12-a"))); // upgraded, not removed

    QVERIFY(!QFileInfo::exists(root(QStringLiteral("boot/dtb-6.12-b"))));
    QVERIFY(QFileInfo::exists(root(QStringLiteral("boot/dtb-6.12-a"))));
    QCOMPARE(QFile::symLinkTarget(root(QStringLiteral("dtb"))), root(QStringLiteral("boot/dtb-6.12-a")));
}

void DeviceTreeTest::theHookComesBeforeTheBootMenus()
{
    // run-parts(8) runs hooks in the order of their names in the C locale, of these characters only.
    QVERIFY(QByteArray("cofferware-device-tree") < QByteArray("zz-u-boot-menu"));
    const QByteArray settings = readFile(QStringLiteral(COFFER_SOURCE_DIR "/boards/nanopc-t4/rootfs/etc/default/u-boot")).value();
    QVERIFY(settings.contains("\nU_BOOT_FDT_DIR=\"/boot/dtb-\"\n")); // where the hook puts it
}

QTEST_GUILESS_MAIN(DeviceTreeTest)
#include "tst_devicetree.moc"
