// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/readersetup.h"

#include "common/batchsetup.h"

#include <QDir>
#include <QFileInfo>

namespace coffer {
namespace {

const QString virtualFolder = QStringLiteral("virtual");
const QString alwaysAsk = QStringLiteral("ask");
const QString autoSwap = QStringLiteral("auto-swap");
const QString script = QStringLiteral("script");
const QString slotCount = QStringLiteral("slots");

} // namespace

void addReaderOptions(QCommandLineParser &parser)
{
    parser.addOptions({{virtualFolder, tr("Works on a virtual reader, whose cards are files in DIR: head.card, node00.card …"), QStringLiteral("DIR")},
                       {alwaysAsk, tr("Asks before every card, also blank ones and those of this cluster.")},
                       {autoSwap, tr("The virtual reader swaps its cards by itself.")},
                       {script, tr("Plays the virtual reader's script FILE: what is put in, what goes wrong, what is answered."), QStringLiteral("FILE")},
                       {slotCount, tr("The virtual reader has so many slots (1)."), QStringLiteral("NUMBER")}});
}

Result<ReaderOptions> readerOptions(const QCommandLineParser &parser)
{
    ReaderOptions options;
    if (parser.isSet(virtualFolder))
        options.virtualFolder = QDir(parser.value(virtualFolder)).absolutePath();
    for (const QString &option : {autoSwap, script, slotCount}) {
        if (parser.isSet(option) && options.virtualFolder.isEmpty())
            return fail(Errc::Usage, tr("--%1 is about the virtual reader; it needs --virtual DIR.").arg(option));
    }
    options.alwaysAsk = parser.isSet(alwaysAsk);
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

bool Readers::isStillThere(const Node &node) const
{
    return !virtualReader || QFileInfo::exists(virtualReader->cardPath(node.name));
}

QString journalOfVirtual(const QString &folder)
{
    return QDir(folder).absoluteFilePath(QStringLiteral("journal.sqlite"));
}

Result<Readers> openReaders(const ReaderOptions &options, const Cluster &cluster, const Paths &paths, const Site &site)
{
    Readers readers;
    readers.options.flash = flashOptions(paths);
    readers.options.alwaysAsk = site.confirmAlways || options.alwaysAsk;
    const bool isVirtual = !options.virtualFolder.isEmpty();
    readers.journal = isVirtual ? journalOfVirtual(options.virtualFolder) : paths.journal;
    if (isVirtual) {
        const qint64 said = options.script ? options.script->cardSize : 0;
        auto reader = std::make_unique<VirtualReader>(options.virtualFolder, said > 0 ? said : virtualCardSize(cluster, paths), options.slotCount);
        readers.virtualReader = reader.get();
        readers.source = std::move(reader);
        return readers;
    }
    Result<std::unique_ptr<CardSource>> watched = realReaders(site, paths);
    if (!watched)
        return passOn(watched);
    readers.source = std::move(*watched);
    return readers;
}

} // namespace coffer
