// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/paths.h"
#include "core/batch/batchrunner.h"
#include "core/batch/readerscript.h"
#include "core/boards/cluster.h"
#include "core/cards/virtualreader.h"

#include <QCommandLineParser>

#include <memory>
#include <optional>

namespace coffer {

/// What both programs' command lines say of the readers that a batch works on.
struct ReaderOptions
{
    QString virtualFolder = {}; ///< of the virtual reader's cards; empty: the real readers
    bool alwaysAsk = false;
    // Of the virtual reader:
    bool autoSwap = false;
    int slotCount = 1;
    std::optional<ReaderScript> script = {};

    bool isByHand() const { return !autoSwap && !script; }
};

/// Adds --virtual, --ask, --auto-swap, --script and --slots.
void addReaderOptions(QCommandLineParser &parser);
/// What they say. Errors: Usage, with the option; those of readScript().
Result<ReaderOptions> readerOptions(const QCommandLineParser &parser);

/// The readers of a batch and what depends on which they are.
struct Readers
{
    std::unique_ptr<CardSource> source;
    VirtualReader *virtualReader = nullptr; ///< the same, where that is what it is
    QString journal;                        ///< the file of the batch's record
    BatchOptions options;

    /// Whether a verified card can still be had: a virtual one may have been deleted.
    bool isStillThere(const Node &node) const;
};

/// The file with the record of a virtual reader's batches.
QString journalOfVirtual(const QString &folder);

/// Opens them, by the site's rules. Errors: those of watchReaders().
Result<Readers> openReaders(const ReaderOptions &options, const Cluster &cluster, const Paths &paths, const Site &site);

} // namespace coffer
