// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/clusterimages.h"

#include "lab/children.h"

#include "core/base/files.h"
#include "core/bmap/bmap.h"
#include "core/build/buildproducts.h"
#include "support/random.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace coffer {
namespace {

const QString coffer = QStringLiteral(COFFER_PROGRAM);
constexpr qint64 mebi = 1 << 20;
constexpr qint64 headCard = 4096 * mebi;
constexpr qint64 nodeCard = 64 * mebi;
constexpr qint64 emmcSize = 4096 * mebi;
constexpr qint64 trashOnEmmc = 256 * mebi;

/// The boards with the plan of the test: a copy, renewed, in which two lines of cluster.toml are others; three, when
/// COFFER_LAB_KERNEL says "source".
Status copyBoards(const QString &to, int nodes)
{
    QDir(to).removeRecursively();
    if (Status copied = runHere(QStringLiteral("cp"), {QStringLiteral("-r"), QStringLiteral(COFFER_SOURCE_DIR "/boards"), to}); !copied)
        return copied;
    const QString path = to + QStringLiteral("/cluster.toml");
    Result<QByteArray> text = readFile(path);
    if (!text)
        return passOn(text);
    QMap<QByteArray, QByteArray> changes{{"profile = \"demo\"", "profile = \"full\""}, {"count = 16", "count = " + QByteArray::number(nodes)}};
    if (qEnvironmentVariable("COFFER_LAB_KERNEL") == QLatin1String("source"))
        changes.insert("kernel = \"debian\"", "kernel = \"source\"");
    for (const auto &[from, by] : changes.toStdMap()) {
        if (!text->contains(from))
            return fail(Errc::Failed, QStringLiteral("cluster.toml has no \"%1\"").arg(QString::fromLatin1(from)));
        text->replace(from, by);
    }
    return writeFile(path, *text);
}

/// A file of this size whose first `used` bytes are of something else.
Status makeUsedCard(const QString &path, qint64 size, qint64 used)
{
    QRandomGenerator random(1);
    const QByteArray old = randomBytes(16 * mebi, random);
    QFile file(path);
    bool right = file.open(QIODevice::WriteOnly | QIODevice::Truncate);
    for (qint64 at = 0; right && at < used; at += old.size())
        right = file.write(old.constData(), std::min<qint64>(old.size(), used - at)) > 0;
    return right && file.resize(size) ? ok() : fail(Errc::Failed, path + QStringLiteral(": ") + file.errorString());
}

} // namespace

Result<Cluster> ClusterImages::build(int nodes, const QString &cache) const
{
    if (Status made = makeDirectory(folder); !made)
        return passOn(made);
    if (Status copied = copyBoards(boards(), nodes); !copied)
        return passOn(copied);
    const QStringList places{QStringLiteral("--boards"), boards(), QStringLiteral("--keys"), keys(),
                             QStringLiteral("--cache"), cache, QStringLiteral("--output"), images()};
    for (const char *command : {"keys create", "build all --emulated"}) {
        if (Status done = runHere(coffer, words(command) + places); !done)
            return passOn(done);
    }
    return loadCluster(boards());
}

Status ClusterImages::flashCards(const Cluster &cluster) const
{
    if (Status made = makeDirectory(cards()); !made)
        return made;
    for (const Node &node : cluster.nodes) {
        const QString image = nodeImagePath(images(), node);
        const QString card = cards() + u'/' + node.name + QStringLiteral(".card");
        const qint64 size = node.isHead() ? headCard : nodeCard;
        if (Status used = makeUsedCard(card, size, node.isHead() ? QFileInfo(image).size() + 64 * mebi : size); !used)
            return used;
        if (Status flashed = runHere(coffer, {QStringLiteral("flash"), image, card}); !flashed)
            return flashed;
    }
    return makeUsedCard(cards() + QStringLiteral("/emmc.disk"), emmcSize, trashOnEmmc);
}

Status packRoot(const QString &image, const QString &path)
{
    const QString mapPath = image + QStringLiteral(".bmap");
    const Result<QByteArray> xml = readFile(mapPath);
    const Result<Bmap> map = readBmap(mapPath);
    if (!xml || !map)
        return xml ? Status(passOn(map)) : Status(passOn(xml));
    QFile from(image);
    QFile to(path);
    bool right = from.open(QIODevice::ReadOnly) && to.open(QIODevice::WriteOnly | QIODevice::Truncate);
    right = right && to.write("cofferware-root 1 " + QByteArray::number(xml->size()) + '\n' + *xml) > 0;
    for (const BmapRange &range : map->ranges)
        right = right && from.seek(map->offset(range)) && to.write(from.read(map->length(range))) == map->length(range);
    return right && to.flush() ? ok() : fail(Errc::Failed, path + QStringLiteral(": ") + from.errorString() + to.errorString());
}

} // namespace coffer
