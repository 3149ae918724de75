// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/kernelbuild.h"

#include "core/base/files.h"
#include "core/base/format.h"
#include "core/base/process.h"
#include "core/build/kconfig.h"
#include "core/build/kerneldeb.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStorageInfo>
#include <QThread>

namespace coffer {
namespace {

const QString cross = QStringLiteral("aarch64-linux-gnu-");
constexpr qint64 neededBytes = qint64(5) << 30; // source 1.7 GiB, objects and modules 1.2 GiB, packages; twice over

Status checkSpace(const QString &folder)
{
    const qint64 available = QStorageInfo(folder).bytesAvailable();
    if (available >= neededBytes)
        return ok();
    return fail(Errc::NoSpace, tr("Building the kernel takes %1 in %2, where %3 are free; make room, choose another cache with --cache, "
                                  "or set kernel = \"debian\" in cluster.toml.").arg(formatBytes(neededBytes), folder, formatBytes(available)));
}

/// make in the kernel's source, with nothing of the caller's environment but where ccache keeps its objects.
class Make
{
public:
    Make(const QString &source, const QDateTime &date) : m_source(source)
    {
        const QProcessEnvironment caller = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"HOME", "CCACHE_DIR", "TMPDIR"}) {
            if (caller.contains(QLatin1String(name)))
                m_environment.insert(QLatin1String(name), caller.value(QLatin1String(name)));
        }
        // What the kernel says of its build (Linux: Documentation/kbuild/reproducible-builds.rst).
        const QString builder = QStringLiteral("cofferware");
        const QMap<QString, QString> fixed{
            {QStringLiteral("PATH"), QStringLiteral("/usr/sbin:/usr/bin:/sbin:/bin")},
            {QStringLiteral("LC_ALL"), QStringLiteral("C")},
            {QStringLiteral("SOURCE_DATE_EPOCH"), QString::number(date.toSecsSinceEpoch())},
            {QStringLiteral("KBUILD_BUILD_TIMESTAMP"), date.toUTC().toString(Qt::ISODate)},
            {QStringLiteral("KBUILD_BUILD_USER"), builder},
            {QStringLiteral("KBUILD_BUILD_HOST"), builder},
            {QStringLiteral("KBUILD_BUILD_VERSION"), QStringLiteral("1")},
        };
        for (auto it = fixed.begin(); it != fixed.end(); ++it)
            m_environment.insert(it.key(), it.value());
    }

    Result<QByteArray> operator()(const QStringList &targets, Progress &progress, bool quiet = false) const
    {
        const QString launcher = findProgram(QStringLiteral("ccache")).isEmpty() ? QString() : QStringLiteral("ccache ");
        Command make;
        make.program = QStringLiteral("make");
        make.arguments = QStringList{QStringLiteral("--no-print-directory"),
                                     QStringLiteral("-j%1").arg(QThread::idealThreadCount()),
                                     QStringLiteral("ARCH=arm64"),
                                     QStringLiteral("CROSS_COMPILE=") + cross,
                                     QStringLiteral("CC=") + launcher + cross + QStringLiteral("gcc"),
                                     QStringLiteral("HOSTCC=") + launcher + QStringLiteral("gcc"),
                                     QStringLiteral("DEPMOD=true"), // it is the package's turn, where it is installed
                                     QStringLiteral("INSTALL_MOD_STRIP=1")}
                         + targets;
        make.workingDirectory = m_source;
        make.environment = m_environment;
        make.quiet = quiet;
        return runProcess(make, progress);
    }

private:
    QString m_source;
    QProcessEnvironment m_environment;
};

/// Debian's tarball of the source with its patches, unpacked into `work`/source; returns its date, that of
/// Debian's changelog (dpkg-deb(1), SOURCE_DATE_EPOCH).
Result<QDateTime> unpack(const AptArchive &archive, const KernelSource &source, const QString &work, Progress &progress)
{
    const QString package = work + QStringLiteral("/package");
    if (Status made = makeDirectory(package); !made)
        return passOn(made);
    if (Status done = unpackPackage(archive, source.package, source.sha256, package, progress); !done)
        return passOn(done);
    const QFileInfo tarball(package + QStringLiteral("/usr/src/") + source.package + QStringLiteral(".tar.xz"));
    if (!tarball.exists())
        return fail(Errc::NotFound, tr("Debian's package %1 has no %2 in it.").arg(source.package, tarball.fileName()));
    const QString folder = work + QStringLiteral("/source");
    if (Status made = makeDirectory(folder); !made)
        return passOn(made);
    progress.begin(tr("unpack"), 0);
    const QStringList extract{QStringLiteral("--strip-components=1"), QStringLiteral("-xf"), tarball.filePath()};
    if (const auto done = runQuietly(QStringLiteral("tar"), extract, folder, progress); !done)
        return passOn(done);
    for (const QString &patch : source.patches) {
        const QStringList apply{QStringLiteral("-p1"), QStringLiteral("-s"), QStringLiteral("-i"), patch};
        if (const auto applied = runQuietly(QStringLiteral("patch"), apply, folder, progress); !applied)
            return fail(applied.error().code, tr("The change %1 does not fit Linux %2. %3")
                                                  .arg(patch, QString::fromUtf8(source.version), applied.error().message));
    }
    return tarball.lastModified();
}

/// arm64's defconfig with our options on top. What the kernel does not take is told before anything is built.
Status configure(const Make &make, const KernelSource &source, const QString &folder, Progress &progress)
{
    if (const auto made = make({QStringLiteral("defconfig")}, progress, true); !made)
        return passOn(made);
    const QString file = folder + QStringLiteral("/.config");
    const Result<QByteArray> base = readFile(file);
    if (!base)
        return passOn(base);
    if (Status written = writeFile(file, *base + '\n' + source.config); !written)
        return written;
    if (const auto made = make({QStringLiteral("olddefconfig")}, progress, true); !made)
        return passOn(made);
    const Result<QByteArray> text = readFile(file);
    if (!text)
        return passOn(text);
    const auto wanted = parseKconfig(source.config, QStringLiteral("kernel/config"));
    const auto finished = parseKconfig(*text, file);
    if (!wanted || !finished)
        return passOn(wanted ? finished : wanted);
    return checkKconfig(*wanted, *finished);
}

Result<QString> releaseOf(const Make &make, Progress &progress)
{
    static const QRegularExpression form(QStringLiteral("\\A[0-9]+\\.[a-z0-9.+-]+\\z")); // deb-version(7), without ~
    // Before it kernelrelease knows nothing of CONFIG_LOCALVERSION.
    if (const auto made = make({QStringLiteral("syncconfig")}, progress, true); !made)
        return passOn(made);
    const Result<QByteArray> release = make({QStringLiteral("-s"), QStringLiteral("kernelrelease")}, progress, true);
    if (!release)
        return passOn(release);
    const QString text = QString::fromUtf8(*release).trimmed();
    if (!form.match(text).hasMatch())
        return fail(Errc::InvalidInput, tr("The kernel calls itself \"%1\", which no package can; check CONFIG_LOCALVERSION in kernel/config.")
                                            .arg(text));
    return text;
}

/// Puts what was built where Debian's packages have it.
Status install(const Make &make, const QString &source, const KernelDeb &deb, Progress &progress)
{
    const QString &tree = deb.tree;
    const Result<QByteArray> installed = make({QStringLiteral("modules_install"), QStringLiteral("dtbs_install"),
                                               QStringLiteral("INSTALL_MOD_PATH=") + tree + QStringLiteral("/usr"),
                                               QStringLiteral("INSTALL_DTBS_PATH=") + tree + QStringLiteral("/usr/lib/linux-image-") + deb.release},
                                              progress);
    if (!installed)
        return passOn(installed);
    const QString modules = tree + QStringLiteral("/usr/lib/modules/") + deb.release;
    if (!QFileInfo(modules).isDir())
        return fail(Errc::Failed, tr("The kernel's build left no modules for %1.").arg(deb.release));
    for (const char *link : {"/build", "/source"}) // to the source, which goes
        QFile::remove(modules + QLatin1String(link));
    if (Status made = makeDirectory(tree + QStringLiteral("/boot")); !made)
        return made;
    const QList<std::pair<QString, QString>> files{{QStringLiteral("arch/arm64/boot/Image"), QStringLiteral("vmlinuz")},
                                                   {QStringLiteral("System.map"), QStringLiteral("System.map")},
                                                   {QStringLiteral(".config"), QStringLiteral("config")}};
    for (const auto &[from, to] : files) {
        const QString target = tree + QStringLiteral("/boot/") + to + u'-' + deb.release;
        if (!QFile::rename(source + u'/' + from, target))
            return fail(Errc::Failed, tr("The kernel's build left no %1.").arg(from));
    }
    return ok();
}

/// What tells, and lets anybody, make the same again.
QByteArray origin(const KernelSource &source)
{
    QByteArray text = "Built by Cofferware from Debian's package " + source.package.toUtf8() + ' ' + source.version + "\nSHA-256 of that package: "
                      + source.sha256 + "\nCompiler: " + source.compiler + "\nChanges on top, in this order:";
    for (const QString &patch : source.patches)
        text += ' ' + QFileInfo(patch).fileName().toUtf8();
    return text + (source.patches.isEmpty() ? " none\n" : "\n") + "Configuration: the file config beside this, by make olddefconfig\n"
           "Then: make ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- Image modules dtbs\n";
}

Status document(const KernelSource &source, const QString &work, const KernelDeb &deb, const QString &folder)
{
    const Result<QByteArray> copyright = readFile(work + QStringLiteral("/package/usr/share/doc/") + source.package + QStringLiteral("/copyright"));
    const Result<QByteArray> config = readFile(deb.tree + QStringLiteral("/boot/config-") + deb.release);
    if (!copyright || !config)
        return passOn(copyright ? config : copyright);
    const QString documents = deb.tree + QStringLiteral("/usr/share/doc/linux-image-") + deb.release;
    QMap<QString, QByteArray> files{{folder + QStringLiteral("/config"), *config},
                                    {folder + QStringLiteral("/source"), origin(source)},
                                    {folder + QStringLiteral("/copyright"), *copyright},
                                    {documents + QStringLiteral("/source"), origin(source)},
                                    {documents + QStringLiteral("/copyright"), *copyright}};
    for (const QString &patch : source.patches) {
        const Result<QByteArray> text = readFile(patch);
        if (!text)
            return passOn(text);
        files.insert(folder + u'/' + QFileInfo(patch).fileName(), *text);
    }
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        if (Status written = writeFile(it.key(), it.value()); !written)
            return written;
    }
    return ok();
}

} // namespace

Result<QString> buildKernel(const AptArchive &archive, const KernelSource &source, const QString &folder, Progress &progress)
{
    if (Status room = checkSpace(folder); !room)
        return passOn(room);
    const QString work = folder + QStringLiteral("/work");
    const QString unpacked = work + QStringLiteral("/source");
    const Result<QDateTime> date = unpack(archive, source, work, progress);
    if (!date)
        return passOn(date);
    const Make make(unpacked, *date);
    if (Status configured = configure(make, source, unpacked, progress); !configured)
        return passOn(configured);
    const Result<QString> release = releaseOf(make, progress);
    if (!release)
        return release;

    progress.begin(tr("compile"), 0);
    if (const auto built = make({QStringLiteral("Image"), QStringLiteral("modules"), QStringLiteral("dtbs")}, progress); !built)
        return passOn(built);
    progress.begin(tr("package"), 0);
    const KernelDeb deb{work + QStringLiteral("/tree"), *release, source.version, *date};
    if (Status installed = install(make, unpacked, deb, progress); !installed)
        return passOn(installed);
    if (Status written = document(source, work, deb, folder); !written)
        return passOn(written);
    if (Status packed = packKernel(deb, folder, progress); !packed)
        return passOn(packed);
    QDir(work).removeRecursively();
    return release;
}

} // namespace coffer
