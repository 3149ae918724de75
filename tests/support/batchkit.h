// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/batch/batchrunner.h"
#include "core/batch/plan.h"

#include <QDir>
#include <QRandomGenerator>

namespace coffer {

constexpr qint64 testImageSize = (qint64(1) << 20) + 65536; ///< passes the first MiB, which is written last
constexpr qint64 testCardSize = 4 << 20;

/// A coffer with a head and `count` nodes.
inline Cluster makeCluster(int count)
{
    Cluster cluster;
    cluster.id = QStringLiteral("c16");
    Node head;
    head.role = Role::Head;
    head.name = head.hostName = QStringLiteral("head");
    cluster.nodes.append(head);
    for (int i = 0; i < count; ++i) {
        Node node;
        node.index = i;
        node.name = node.hostName = QStringLiteral("node%1").arg(i, 2, 10, QLatin1Char('0'));
        cluster.nodes.append(node);
    }
    return cluster;
}

/// The image of a node in `folder`: random bytes, the same for the same node, with its map. Where cards have their marker
/// it has nothing, as real images.
inline QString imagePath(const QString &folder, const Node &node)
{
    return QDir(folder).filePath(node.name + QStringLiteral(".img"));
}

inline Status makeImage(const QString &folder, const Node &node, quint32 seed = 0)
{
    QByteArray bytes(testImageSize, Qt::Uninitialized);
    QRandomGenerator random(seed + quint32(node.index + 1));
    random.generate(bytes.begin(), bytes.end());
    std::fill_n(bytes.begin() + markerOffset, markerSize, '\0');
    const QString path = imagePath(folder, node);
    if (Status written = writeFile(path, bytes); !written)
        return written;
    Progress progress;
    const Result<Bmap> map = createBmap(path, {}, progress);
    return map ? writeFile(path + QStringLiteral(".bmap"), formatBmap(*map)) : passOn(map);
}

inline ImageForNode imagesIn(const QString &folder)
{
    return [folder](const Node &node, Progress &) { return openImageSource(imagePath(folder, node)); };
}

/// The marker of a card with this image.
inline CardMarker ofImage(const QString &imageId)
{
    return {QStringLiteral("c16"), {}, imageId, QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC), {}};
}

/// The journal's step of a card that was verified with this image.
inline JournalStep verifiedStep(const Node &node, const QString &imageId)
{
    JournalStep step = {JournalStep::Kind::Verified, QDateTime::currentDateTimeUtc(), node.name};
    step.marker = ofImage(imageId);
    step.report = FlashReport{};
    return step;
}

/// Whether the card file holds the node's image, and a marker.
inline bool holdsImage(const QString &card, const QString &folder, const Node &node)
{
    const Result<QByteArray> written = readFile(card);
    const Result<QByteArray> image = readFile(imagePath(folder, node));
    if (!written || !image || written->size() < image->size())
        return false;
    QByteArray bytes = written->first(image->size());
    return parseMarker(bytes) && bytes.replace(markerOffset, markerSize, QByteArray(markerSize, '\0')) == *image;
}

} // namespace coffer
