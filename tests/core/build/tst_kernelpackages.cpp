// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/kernelpackages.h"
#include "core/build/runstages.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/base/sha256.h"
#include "core/build/kerneldeb.h"
#include "core/build/kernelsource.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

/// Debian's kernel from a small archive of the test's own, and how a kernel built here is packed.
class KernelPackagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void hasThePackagesTheirIndexAndTheRelease();
    void aNewVersionInTheArchiveMakesAnotherProduct();
    void anArchiveWithoutKernelIsSaidToHaveNone();
    void aChangedOptionMakesAnotherKernel();
    void aChangedPatchMakesAnotherKernel();
    void aKernelIsPackedAsDebiansAre();
    void theSameTreeIsPackedToTheSameBytes();

private:
    Result<QString> kernelFolder()
    {
        const Result<KernelStage> kernel = kernelStage(m_context, m_archive, m_progress);
        if (!kernel)
            return passOn(kernel);
        const Result<StageFolders> folders = runStages(m_context, {kernel->stage}, {kernel->stage.name}, m_progress);
        if (!folders)
            return passOn(folders);
        return folders->value(kernel->stage.name);
    }
    QString path(const QString &name) const { return m_folder->path() + u'/' + name; }
    void publish(const QString &release, const QByteArray &version) const;
    KernelDeb kernelTree(const QString &name) const;
    KernelSource changes() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    BuildContext m_context;
    AptArchive m_archive;
    Progress m_progress;
};

namespace {

Result<QByteArray> run(const QString &program, const QStringList &arguments, const QString &folder)
{
    Progress progress;
    return runQuietly(program, arguments, folder, progress);
}

QByteArray fields(const QString &deb)
{
    return run(QStringLiteral("dpkg-deb"), {QStringLiteral("-f"), deb}, {}).value_or(QByteArray());
}

QString newest(const QString &folder, const QString &pattern)
{
    return folder + u'/' + QDir(folder).entryList({pattern}).value(0);
}

} // namespace

void KernelPackagesTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_context.cacheFolder = path(QStringLiteral("cache"));
    m_context.helpersFolder = QStringLiteral(COFFER_HELPERS_DIR);
    m_archive.folder = path(QStringLiteral("apt"));
    m_archive.configFile = path(QStringLiteral("apt/apt.conf"));
    for (const char *name : {"apt/state/lists/partial", "apt/cache/archives/partial", "archive", "out"})
        QVERIFY(makeDirectory(path(QLatin1String(name))));
    const QByteArray apt = m_archive.folder.toUtf8();
    QVERIFY(writeFile(m_archive.folder + QStringLiteral("/state/status"), {}));
    const QByteArray archive = path(QStringLiteral("archive")).toUtf8();
    QVERIFY(writeFile(m_archive.folder + QStringLiteral("/sources.list"), "deb [trusted=yes arch=arm64] copy:" + archive + " ./\n"));
    QVERIFY(writeFile(m_archive.configFile,
                      "#clear APT::Update::Post-Invoke;\n#clear APT::Update::Post-Invoke-Success;\n"
                      "APT::Architecture \"amd64\";\nAPT::Architectures { \"amd64\"; \"arm64\"; };\nAPT::Sandbox::User \"root\";\n"
                      "Acquire::Languages \"none\";\nDir::State \"" + apt + "/state\";\nDir::State::status \"" + apt + "/state/status\";\n"
                      "Dir::Cache \"" + apt + "/cache\";\nDir::Etc::sourcelist \"" + apt + "/sources.list\";\nDir::Etc::sourceparts \"/dev/null\";\n"
                      "Dir::Etc::preferences \"/dev/null\";\nDir::Etc::preferencesparts \"/dev/null\";\n"));
}

/// Puts a kernel into the archive, beside those that are there, and renews apt's lists.
void KernelPackagesTest::publish(const QString &release, const QByteArray &version) const
{
    const QString archive = path(QStringLiteral("archive"));
    const QString image = QStringLiteral("linux-image-") + release;
    const QByteArray common = "Version: " + version + "\nArchitecture: arm64\nMaintainer: x <x@x>\nDescription: x\n";
    const QMap<QString, QByteArray> packages{{image, {}},
                                             {QStringLiteral("linux-image-arm64"), "Depends: " + image.toUtf8() + " (= " + version + ")\n"}};
    for (auto it = packages.begin(); it != packages.end(); ++it) {
        const QString tree = path(QStringLiteral("tree-")) + it.key();
        QVERIFY(writeFile(tree + QStringLiteral("/DEBIAN/control"), "Package: " + it.key().toUtf8() + '\n' + common + *it));
        const QString deb = archive + QStringLiteral("/%1_%2_arm64.deb").arg(it.key(), QString::fromUtf8(version));
        QVERIFY(run(QStringLiteral("dpkg-deb"), {QStringLiteral("-b"), tree, deb}, {}));
    }
    Progress progress;
    QVERIFY(writePackageIndex(archive, progress));
    const QStringList update{QStringLiteral("-q"), QStringLiteral("-c"), m_archive.configFile, QStringLiteral("update")};
    const auto updated = run(QStringLiteral("apt-get"), update, {});
    QVERIFY2(updated, updated ? "" : qPrintable(updated.error().message));
    QVERIFY(writeFile(m_archive.folder + QStringLiteral("/updated"), {}));
}

void KernelPackagesTest::hasThePackagesTheirIndexAndTheRelease()
{
    publish(QStringLiteral("6.12.1+deb13-arm64"), "6.12.1-1");

    const auto folder = kernelFolder();

    QVERIFY2(folder, folder ? "" : qPrintable(folder.error().message));
    QCOMPARE(QDir(*folder).entryList(QDir::Files, QDir::Name),
             (QStringList{QStringLiteral("Packages"), QStringLiteral("linux-image-6.12.1+deb13-arm64_6.12.1-1_arm64.deb"),
                          QStringLiteral("linux-image-arm64_6.12.1-1_arm64.deb"), QStringLiteral("version")}));
    QCOMPARE(readFile(*folder + QStringLiteral("/version")).value(), "6.12.1+deb13-arm64\n");
    const QByteArray index = readFile(*folder + QStringLiteral("/Packages")).value();
    const QByteArray sum = sha256OfFile(newest(*folder, QStringLiteral("linux-image-arm64_*"))).value();
    QCOMPARE(index.count("Package: "), 2);
    QVERIFY(index.contains("\nFilename: linux-image-arm64_6.12.1-1_arm64.deb\n"));
    QVERIFY(index.contains("\nSHA256: " + sum + "\n\n"));
}

void KernelPackagesTest::aNewVersionInTheArchiveMakesAnotherProduct()
{
    publish(QStringLiteral("6.12.1+deb13-arm64"), "6.12.1-1");
    const auto before = kernelFolder();
    QCOMPARE(kernelFolder().value(), before.value());

    publish(QStringLiteral("6.12.2+deb13-arm64"), "6.12.2-1");
    const auto after = kernelFolder();

    QVERIFY(after.value() != *before);
    QCOMPARE(readFile(*after + QStringLiteral("/version")).value(), "6.12.2+deb13-arm64\n");
    QCOMPARE(QDir(*after).entryList({QStringLiteral("*.deb")}).size(), 2); // no older one beside it
}

void KernelPackagesTest::anArchiveWithoutKernelIsSaidToHaveNone()
{
    const auto folder = kernelFolder();

    QVERIFY(!folder);
    QCOMPARE(folder.error().code, Errc::NotFound);
    QVERIFY2(folder.error().message.contains(QStringLiteral("linux-image-arm64")), qPrintable(folder.error().message));
}

KernelSource KernelPackagesTest::changes() const
{
    KernelSource source;
    [&] { QVERIFY(readKernelChanges(m_folder->path(), source)); }();
    return source;
}

void KernelPackagesTest::aChangedOptionMakesAnotherKernel()
{
    QVERIFY(writeFile(path(QStringLiteral("kernel/config")), "CONFIG_NFSD=m\n"));
    const KernelSource before = changes();
    QCOMPARE(changes().inputs(), before.inputs());

    QVERIFY(writeFile(path(QStringLiteral("kernel/config")), "CONFIG_NFSD=y\n"));

    QVERIFY(changes().inputs() != before.inputs());
}

void KernelPackagesTest::aChangedPatchMakesAnotherKernel()
{
    QVERIFY(writeFile(path(QStringLiteral("kernel/config")), "CONFIG_NFSD=m\n"));
    const KernelSource none = changes();
    QVERIFY(writeFile(path(QStringLiteral("kernel/2.patch")), "two"));
    QVERIFY(writeFile(path(QStringLiteral("kernel/1.patch")), "one"));
    const KernelSource both = changes();
    QVERIFY(both.inputs() != none.inputs());
    QCOMPARE(both.patches, (QStringList{path(QStringLiteral("kernel/1.patch")), path(QStringLiteral("kernel/2.patch"))}));

    QVERIFY(writeFile(path(QStringLiteral("kernel/2.patch")), "another"));

    QVERIFY(changes().inputs() != both.inputs());
}

KernelDeb KernelPackagesTest::kernelTree(const QString &name) const
{
    const KernelDeb deb{path(name), QStringLiteral("6.12.1-cofferware"), "6.12.1-1", QDateTime::fromSecsSinceEpoch(1'700'000'000)};
    for (const char *file : {"/boot/vmlinuz-6.12.1-cofferware", "/usr/lib/modules/6.12.1-cofferware/kernel/fs/nfsd.ko"})
        [&] { QVERIFY(writeFile(deb.tree + QLatin1String(file), "contents", true)); }(); // 0600, as under a strict umask
    return deb;
}

void KernelPackagesTest::aKernelIsPackedAsDebiansAre()
{
    QVERIFY(packKernel(kernelTree(QStringLiteral("tree")), path(QStringLiteral("out")), m_progress));

    const QString deb = path(QStringLiteral("out/linux-image-6.12.1-cofferware_6.12.1-1+cofferware_arm64.deb"));
    QVERIFY(fields(deb).contains("Package: linux-image-6.12.1-cofferware\n"));
    const QByteArray files = run(QStringLiteral("dpkg-deb"), {QStringLiteral("-c"), deb}, {}).value();
    QVERIFY2(files.contains("-rw-r--r-- root/root         8 2023-11-14 "), files); // no newer than the source
    const auto meta = fields(newest(path(QStringLiteral("out")), QStringLiteral("linux-image-cofferware_*")));
    QVERIFY2(meta.contains("Depends: linux-image-6.12.1-cofferware (= 6.12.1-1+cofferware)"), meta);

    QVERIFY(run(QStringLiteral("dpkg-deb"), {QStringLiteral("-e"), deb, path(QStringLiteral("control"))}, {}));
    for (const char *name : {"preinst", "postinst", "prerm", "postrm"}) {
        const QString script = path(QStringLiteral("control/")) + QLatin1String(name);
        QVERIFY2(QFileInfo(script).isExecutable(), name);
        QVERIFY2(run(QStringLiteral("sh"), {QStringLiteral("-n"), script}, {}), name);
        const QByteArray text = readFile(script).value();
        QVERIFY2(text.contains("linux-run-hooks image " + QByteArray(name) + " 6.12.1-cofferware /boot/vmlinuz-6.12.1-cofferware -- \"$@\""), name);
        QVERIFY2(!text.contains('@' + QByteArray("RELEASE")), name);
    }
}

void KernelPackagesTest::theSameTreeIsPackedToTheSameBytes()
{
    for (const char *name : {"a", "b"}) {
        const QString out = path(QStringLiteral("out/")) + QLatin1String(name);
        QVERIFY(makeDirectory(out));
        QVERIFY(packKernel(kernelTree(QLatin1String(name)), out, m_progress));
    }
    for (const char *pattern : {"linux-image-6*", "linux-image-cofferware*"})
        QCOMPARE(sha256OfFile(newest(path(QStringLiteral("out/a")), QLatin1String(pattern))).value(),
                 sha256OfFile(newest(path(QStringLiteral("out/b")), QLatin1String(pattern))).value());
}

QTEST_GUILESS_MAIN(KernelPackagesTest)
#include "tst_kernelpackages.moc"
