// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/cachecare.h"

#include "core/build/cleancache.h"

namespace coffer {
namespace {

BuildContext in(BuildContext context, const QString &folder)
{
    context.cacheFolder = folder;
    return context;
}

} // namespace

CacheCare cacheCare(const BuildContext &context)
{
    const auto measure = [context](const QString &folder, Progress &progress) -> Result<qint64> {
        const Result<QList<CachedItem>> items = cachedItems(in(context, folder), progress);
        if (!items)
            return passOn(items);
        qint64 bytes = 0;
        for (const CachedItem &item : *items)
            bytes += item.bytes;
        return bytes;
    };
    const auto clean = [context](const QString &folder, qint64 limit, Progress &progress) {
        return cleanCache(in(context, folder), limit, progress);
    };
    return {measure, clean};
}

} // namespace coffer
