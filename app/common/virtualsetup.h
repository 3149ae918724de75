// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/paths.h"
#include "core/batch/readerscript.h"
#include "core/boards/cluster.h"
#include "core/cards/virtualreader.h"

#include <QCommandLineParser>

#include <memory>
#include <optional>

namespace coffer {

/// The options of the virtual reader that both programs have.
struct VirtualOptions
{
    bool autoSwap = false;
    int slotCount = 1;
    std::optional<ReaderScript> script;

    bool isByHand() const { return !autoSwap && !script; }
};

/// Adds --auto-swap, --script and --slots.
void addVirtualOptions(QCommandLineParser &parser);
/// What they say. Errors: Usage, with the option; those of readScript().
Result<VirtualOptions> virtualOptions(const QCommandLineParser &parser);

/// The reader for these options, with its cards in `folder`.
std::unique_ptr<VirtualReader> makeVirtualReader(const QString &folder, const VirtualOptions &options, const Cluster &cluster, const Paths &paths);

} // namespace coffer
