// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/boards/cluster.h"
#include "core/build/requirements.h"
#include "core/keys/keys.h"

#include <QStringList>

#include <functional>

namespace coffer {

/// Something to do after the cards, with the command for it; without one if that is empty.
struct NextStep
{
    QString text;
    QString command;
};

/// What the wizard's pages ask of the machine, so that they are tested without one. Those with a Progress
/// may block and are called in a job, whose end may come after the wizard's: they hold copies of what they use.
/// All are set.
struct WizardServices
{
    /// What building needs of this machine, met or not. Errors: those of loadCluster().
    std::function<Result<QList<Requirement>>(Progress &)> requirements;
    /// Errors: those of loadCluster(), with file and line.
    std::function<Result<Cluster>(Progress &)> cluster;
    Cluster flashed = {}; ///< the one that cards are written for
    /// The key set, absent ones too. Errors: those of checkKeys().
    std::function<Result<QList<KeyPair>>(Progress &)> keys;
    /// Errors: those of createKeys() and loadCluster().
    std::function<Result<QStringList>(Progress &)> createKeys;
    /// Root's key for the user's own ssh: what became of it, in a sentence. Errors: those of installRootKey() and loadCluster().
    std::function<Result<QString>(Progress &)> installRootKey;
    /// The paths of those images that are not there. Errors: those of loadCluster().
    std::function<Result<QStringList>(Progress &)> imagesMissing;
    /// Errors: those of buildProducts(). A second call makes only what the first has not.
    std::function<Result<QStringList>(Progress &)> build;

    // Called on the window's thread.
    /// What comes after the cards of this cluster.
    std::function<QList<NextStep>(const Cluster &)> nextSteps;
    std::function<void()> exportReport;
    std::function<void()> showLabels;
};

} // namespace coffer
