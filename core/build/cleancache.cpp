// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/cleancache.h"

#include <QDir>

namespace coffer {
namespace {

Result<FileLock> lockFolder(const QString &folder, const QString &name, Progress &progress)
{
    if (Status made = makeDirectory(folder); !made)
        return passOn(made);
    return FileLock::take(folder + u'/' + name, progress, [&] { progress.log(tr("Another build is running; waiting for it.")); });
}

} // namespace

Result<BuildLocks> lockForBuild(const BuildContext &context, Progress &progress)
{
    Result<FileLock> cache = lockFolder(context.cacheFolder, QStringLiteral("build.lock"), progress);
    if (!cache)
        return passOn(cache);
    Result<FileLock> output = lockFolder(context.outputFolder, QStringLiteral(".build.lock"), progress);
    if (!output)
        return passOn(output);
    if (Status removed = removeLeftovers(context, progress); !removed)
        return passOn(removed);
    return BuildLocks{std::move(*cache), std::move(*output)};
}

Result<qint64> cleanCache(const BuildContext &context, qint64 limit, Progress &progress)
{
    const Result<BuildLocks> locks = lockForBuild(context, progress);
    if (!locks)
        return passOn(locks);
    return shrinkCache(context, limit, {}, progress);
}

} // namespace coffer
