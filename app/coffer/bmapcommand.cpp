// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "core/base/files.h"
#include "core/base/format.h"
#include "core/bmap/bmap.h"

namespace coffer {
namespace {

int createMap(Invocation &call, const QString &image, const QString &path)
{
    Progress progress = call.progress();
    const Result<Bmap> map = createBmap(image, {}, progress);
    if (!map)
        return failWith(call, map.error());
    if (Status written = writeFile(path, formatBmap(*map)); !written)
        return failWith(call, written.error());
    call.console.tell(tr("%1: %2 of %3 mapped, %4 ranges")
                          .arg(path, formatBytes(map->mappedBytes()), formatBytes(map->imageSize))
                          .arg(map->ranges.size()),
                      QStringLiteral("product"),
                      {{QStringLiteral("path"), path},
                       {QStringLiteral("mapped"), map->mappedBytes()},
                       {QStringLiteral("size"), map->imageSize},
                       {QStringLiteral("ranges"), map->ranges.size()}});
    return ExitDone;
}

} // namespace

int runBmap(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Makes the block map of a disk image: which blocks a card needs, with their checksums."));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("map")}, tr("The map to write; IMAGE.bmap when not given."), QStringLiteral("MAP"));
    parser.addOption(output);
    if (const auto ended = parse(call, parser, {QStringLiteral("create IMAGE"), 2, 2}))
        return *ended;
    const QStringList operands = parser.positionalArguments();
    if (operands.first() != QLatin1String("create"))
        return failWith(call, {Errc::Usage, tr("\"coffer bmap\" takes create, not \"%1\".").arg(operands.first())});
    const QString image = operands.at(1);
    return createMap(call, image, parser.isSet(output) ? parser.value(output) : image + QStringLiteral(".bmap"));
}

} // namespace coffer
