// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/kernelsource.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/base/sha256.h"
#include "core/build/debianpackage.h"
#include "core/build/kconfig.h"

#include <QDir>

namespace coffer {

QByteArrayList KernelSource::inputs() const
{
    return {package.toUtf8(), version, sha256, compiler, config, patchHashes};
}

Result<KernelSource> findKernelSource(const AptArchive &archive, const QString &boards, Progress &progress)
{
    const auto newest = candidate(archive, QStringLiteral("linux-source"), progress);
    if (!newest)
        return passOn(newest);
    KernelSource source;
    const Result<QString> name = dependency(*newest, "linux-source-");
    if (!name)
        return passOn(name);
    const auto package = candidate(archive, *name, progress);
    if (!package)
        return passOn(package);
    source.package = *name;
    source.version = package->value("Version");
    source.sha256 = package->value("SHA256");
    if (Status read = readKernelChanges(boards, source); !read)
        return passOn(read);

    Command compiler;
    compiler.program = QStringLiteral("aarch64-linux-gnu-gcc");
    compiler.arguments = {QStringLiteral("--version")};
    compiler.quiet = true;
    const Result<QByteArray> version = runProcess(compiler, progress);
    if (!version)
        return passOn(version);
    source.compiler = version->left(version->indexOf('\n'));
    return source;
}

Status readKernelChanges(const QString &boards, KernelSource &source)
{
    const QDir folder(boards + QStringLiteral("/kernel"));
    const Result<QByteArray> config = readFile(folder.filePath(QStringLiteral("config")));
    if (!config)
        return passOn(config);
    if (const auto options = parseKconfig(*config, folder.filePath(QStringLiteral("config"))); !options)
        return passOn(options);
    source.config = *config;
    for (const QString &name : folder.entryList({QStringLiteral("*.patch")}, QDir::Files, QDir::Name)) {
        source.patches += folder.filePath(name);
        const Result<QByteArray> sum = sha256OfFile(source.patches.last());
        if (!sum)
            return passOn(sum);
        source.patchHashes += name.toUtf8() + ' ' + *sum + '\n';
    }
    return ok();
}

} // namespace coffer
