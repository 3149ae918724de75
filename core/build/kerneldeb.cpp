// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/kerneldeb.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/build/sandbox.h"

#include <QDirIterator>
#include <QFile>

namespace coffer {
namespace {

constexpr QFileDevice::Permissions executable = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner
                                                | QFileDevice::ReadGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::ExeOther;

QByteArray versionOf(const KernelDeb &deb)
{
    return deb.sourceVersion + "+cofferware";
}

/// deb-control(5): what a tree takes when it is installed, in KiB.
QByteArray installedSize(const QString &tree)
{
    qint64 bytes = 0;
    for (QDirIterator it(tree, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        it.next();
        bytes += it.fileInfo().size();
    }
    return QByteArray::number((bytes + 1023) / 1024);
}

/// The fields that both packages have.
QByteArray commonFields(const KernelDeb &deb)
{
    return "Source: linux (" + deb.sourceVersion + ")\nVersion: " + versionOf(deb)
           + "\nArchitecture: arm64\nMaintainer: Cofferware <root@localhost>\nSection: kernel\nPriority: optional\n";
}

QByteArray imageControl(const KernelDeb &deb)
{
    return "Package: linux-image-" + deb.release.toUtf8() + '\n' + commonFields(deb)
           + "Installed-Size: " + installedSize(deb.tree)
           + "\nPre-Depends: linux-base (>= 4.12~)\nDepends: kmod, initramfs-tools (>= 0.120+deb8u2) | linux-initramfs-tool\n"
             "Built-Using: linux (= " + deb.sourceVersion + ")\n"
             "Description: Linux for the boards of a coffer\n"
             " Debian's Linux source, built with what the boards of a coffer need and little else.\n";
}

QByteArray metaControl(const KernelDeb &deb)
{
    return "Package: linux-image-cofferware\n" + commonFields(deb)
           + "Depends: linux-image-" + deb.release.toUtf8() + " (= " + versionOf(deb) + ")\n"
             "Description: Linux for the boards of a coffer (meta-package)\n"
             " Depends on the newest kernel that was built for the coffer.\n";
}

/// The scripts of the package, from the recipes, with the release's name.
Status writeScripts(const KernelDeb &deb)
{
    for (const char *name : {"preinst", "postinst", "prerm", "postrm"}) {
        const QByteArray text = recipeText(QStringLiteral("kernel-") + QLatin1String(name)).replace("@RELEASE@", deb.release.toUtf8());
        const QString path = deb.tree + QStringLiteral("/DEBIAN/") + QLatin1String(name);
        if (Status written = writeFile(path, text); !written)
            return written;
        QFile::setPermissions(path, executable);
    }
    return ok();
}

Status pack(const KernelDeb &deb, const QString &tree, const QString &package, const QString &folder, Progress &progress)
{
    Command modes; // the builder's umask counts for nothing
    modes.program = QStringLiteral("chmod");
    modes.arguments = {QStringLiteral("-R"), QStringLiteral("u=rwX,go=rX"), tree};
    if (const auto set = runProcess(modes, progress); !set)
        return passOn(set);
    Command build;
    build.program = QStringLiteral("dpkg-deb");
    // One thread: with more, xz' output depends on how many. The level is the best for the time it takes.
    build.arguments = {QStringLiteral("--root-owner-group"), QStringLiteral("--threads-max=1"), QStringLiteral("-Zxz"), QStringLiteral("-z3"),
                       QStringLiteral("--build"), tree,
                       folder + QStringLiteral("/%1_%2_arm64.deb").arg(package, QString::fromUtf8(versionOf(deb)))};
    build.environment.insert(QStringLiteral("SOURCE_DATE_EPOCH"), QString::number(deb.date.toSecsSinceEpoch()));
    if (const auto built = runProcess(build, progress); !built)
        return passOn(built);
    return ok();
}

} // namespace

Status packKernel(const KernelDeb &deb, const QString &folder, Progress &progress)
{
    const QString control = QStringLiteral("/DEBIAN/control");
    if (Status written = writeFile(deb.tree + control, imageControl(deb)); !written)
        return written;
    if (Status written = writeScripts(deb); !written)
        return written;
    if (Status packed = pack(deb, deb.tree, QStringLiteral("linux-image-") + deb.release, folder, progress); !packed)
        return packed;
    const QString meta = deb.tree + QStringLiteral("-meta");
    if (Status written = writeFile(meta + control, metaControl(deb)); !written)
        return written;
    return pack(deb, meta, QStringLiteral("linux-image-cofferware"), folder, progress);
}

} // namespace coffer
