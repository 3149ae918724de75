// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace coffer {

/// How long stages took when they were last made, in seconds, by name.
using StageTimes = QMap<QString, double>;

/// The times noted in `path`; none when there is no such file, or not a right one.
StageTimes readStageTimes(const QString &path);
Status writeStageTimes(const QString &path, const StageTimes &times);

/// A stage that is to be made or is being made.
struct PlannedStage
{
    QString name;
    QStringList needs = {}; ///< those of the plan that it waits for
    double elapsed = -1;///< seconds since it was begun; negative: it has not been
};

/// Seconds until all of `plan` (in an order in which each stands behind what it needs) is made, `slots` at
/// a time, when each takes as long as in `times`; negative when one has no time there.
double secondsToEnd(const QList<PlannedStage> &plan, const StageTimes &times, int slots);

} // namespace coffer
