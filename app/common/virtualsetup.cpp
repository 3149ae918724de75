// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/virtualsetup.h"

#include "common/batchsetup.h"

namespace coffer {
namespace {

const QString autoSwap = QStringLiteral("auto-swap");
const QString script = QStringLiteral("script");
const QString slotCount = QStringLiteral("slots");

} // namespace

void addVirtualOptions(QCommandLineParser &parser)
{
    parser.addOptions({{autoSwap, tr("The virtual reader swaps its cards by itself.")},
                       {script, tr("Plays the virtual reader's script FILE: what is put in, what goes wrong, what is answered."), QStringLiteral("FILE")},
                       {slotCount, tr("The virtual reader has so many slots (1)."), QStringLiteral("NUMBER")}});
}

Result<VirtualOptions> virtualOptions(const QCommandLineParser &parser)
{
    VirtualOptions options;
    options.autoSwap = parser.isSet(autoSwap);
    if (options.autoSwap && parser.isSet(script))
        return fail(Errc::Usage, tr("--auto-swap and --script both swap the virtual reader's cards; take one of them."));
    if (parser.isSet(slotCount) && parser.isSet(script))
        return fail(Errc::Usage, tr("With --script the script says how many slots there are, as in \"slots 4\"; leave --slots out."));
    if (parser.isSet(slotCount)) {
        bool isNumber = false;
        options.slotCount = parser.value(slotCount).toInt(&isNumber);
        if (!isNumber || options.slotCount < 1 || options.slotCount > mostSlots)
            return fail(Errc::Usage, tr("--slots takes a number from 1 to %1.").arg(mostSlots));
    }
    if (parser.isSet(script)) {
        Result<ReaderScript> read = readScript(parser.value(script));
        if (!read)
            return passOn(read);
        options.slotCount = read->slotCount;
        options.script = std::move(*read);
    }
    return options;
}

std::unique_ptr<VirtualReader> makeVirtualReader(const QString &folder, const VirtualOptions &options, const Cluster &cluster, const Paths &paths)
{
    const qint64 said = options.script ? options.script->cardSize : 0;
    return std::make_unique<VirtualReader>(folder, said > 0 ? said : virtualCardSize(cluster, paths), options.slotCount);
}

} // namespace coffer
