// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/forecast.h"

#include "core/base/files.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <vector>

namespace coffer {

StageTimes readStageTimes(const QString &path)
{
    StageTimes times;
    const QJsonObject object = QJsonDocument::fromJson(readFile(path, 1 << 20).value_or(QByteArray())).object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->toDouble(-1) >= 0)
            times.insert(it.key(), it->toDouble());
    }
    return times;
}

Status writeStageTimes(const QString &path, const StageTimes &times)
{
    QJsonObject object;
    for (auto it = times.begin(); it != times.end(); ++it)
        object.insert(it.key(), *it);
    return writeFile(path, QJsonDocument(object).toJson());
}

double secondsToEnd(const QList<PlannedStage> &plan, const StageTimes &times, int slots)
{
    std::vector<double> slotFree(std::size_t(std::max(slots, 1)), 0);
    QMap<QString, double> ends;
    double last = 0;
    for (const PlannedStage &stage : plan) {
        if (!times.contains(stage.name))
            return -1;
        double ready = 0;
        for (const QString &need : stage.needs)
            ready = std::max(ready, ends.value(need));
        double &slot = *std::ranges::min_element(slotFree);
        const double begin = std::max(slot, ready);
        slot = begin + std::max(0.0, times.value(stage.name) - std::max(0.0, stage.elapsed));
        ends.insert(stage.name, slot);
        last = std::max(last, slot);
    }
    return last;
}

} // namespace coffer
