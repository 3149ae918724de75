// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/cleancache.h"

#include "core/base/files.h"

namespace coffer {
namespace {

constexpr int lockPollMs = 100;

} // namespace

QString cacheLockPath(const BuildContext &context)
{
    return context.cacheFolder + QStringLiteral("/build.lock");
}

Status lockCache(const BuildContext &context, QLockFile &lock, Progress &progress)
{
    if (Status made = makeDirectory(context.cacheFolder); !made)
        return made;
    lock.setStaleLockTime(0); // stale only when its process is gone
    for (bool told = false; !lock.tryLock(lockPollMs); told = true) {
        if (lock.error() != QLockFile::LockFailedError)
            return fail(Errc::Failed, tr("The cache folder cannot be written; choose another with --cache."));
        if (!told)
            progress.log(tr("Another build is running; waiting for it."));
        if (Status go = progress.checkCancelled(); !go)
            return go;
    }
    return ok();
}

Result<qint64> cleanCache(const BuildContext &context, qint64 limit, Progress &progress)
{
    QLockFile lock(cacheLockPath(context));
    if (Status locked = lockCache(context, lock, progress); !locked)
        return passOn(locked);
    return shrinkCache(context, limit, {}, progress);
}

} // namespace coffer
