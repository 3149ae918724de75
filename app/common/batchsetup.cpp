// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/batchsetup.h"

#include "core/build/buildproducts.h"
#include "core/cards/udevsource.h"
#include "core/image/nodeimage.h"

#include <QFileInfo>

namespace coffer {
namespace {

constexpr qint64 smallestCard = qint64(4) << 30; // as cards are sold; sparse, so it costs nothing

} // namespace

BuildContext buildContext(const Cluster &cluster, const Paths &paths)
{
    return {cluster, paths.cache, paths.output, paths.keys, paths.helpers};
}

ImageForNode imageMaker(const Cluster &cluster, const Paths &paths)
{
    return [cluster, output = paths.output](const Node &node, Progress &) -> Result<ImageSource> {
        const QString path = nodeImagePath(output, node);
        if (node.isHead()) {
            if (!QFileInfo::exists(path) || !QFileInfo::exists(path + QStringLiteral(".bmap")))
                return fail(Errc::NotFound, tr("The head's image %1 is not built yet; run \"coffer build head\".").arg(path));
        } else if (Status written = writeNodeImage(cluster, node, productFolder(output, node.boardId), path); !written) {
            return passOn(written);
        }
        return openImageSource(path);
    };
}

FlashOptions flashOptions(const Paths &paths)
{
    FlashOptions options;
    options.memory = paths.cache + QStringLiteral("/checked");
    return options;
}

Result<Site> siteOf(const Paths &paths)
{
    const Result<Site> site = loadSite(paths.site);
    const bool isAbsent = !site && site.error().code == Errc::NotFound;
    return isAbsent ? Site{} : site;
}

CardRules cardRules(const Site &site)
{
    return {0, site.largestCard, site.allowedReaders};
}

Result<std::unique_ptr<CardSource>> realReaders(const Site &site, const Paths &paths)
{
    return watchReaders(cardRules(site), ReaderNames(paths.readers));
}

qint64 virtualCardSize(const Cluster &cluster, const Paths &paths)
{
    const qint64 image = QFileInfo(nodeImagePath(paths.output, cluster.head())).size();
    return std::max(smallestCard, image);
}

} // namespace coffer
