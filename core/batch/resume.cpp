// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/resume.h"

#include "core/base/sha256.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace coffer {
namespace {

/// The batch's cards that are as they would be written now, by their node's name.
Result<QMap<QString, JournalStep>> presentCards(const Plan &plan, const Journal &journal, const ImageForNode &imageFor, const IsStillThere &isStillThere,
                                                Progress &progress)
{
    const auto done = journal.doneCards();
    if (!done)
        return done;
    QMap<QString, JournalStep> present;
    for (const Plan::Entry &entry : plan.entries) {
        const auto step = done->constFind(entry.node.name);
        if (step == done->constEnd() || !isStillThere(entry.node))
            continue;
        const Result<ImageSource> image = imageFor(entry.node, progress);
        if (const Status go = progress.checkCancelled(); !go)
            return passOn(go);
        if (image && imageId(*image) == step->marker.imageId)
            present.insert(entry.node.name, *step);
    }
    return present;
}

} // namespace

QString imageId(const ImageSource &image)
{
    QByteArray identity = formatBmap(image.map);
    if (!image.map.isChecksummed()) {
        const QFileInfo file(image.path);
        identity += file.absoluteFilePath().toUtf8() + ' ' + QByteArray::number(file.size()) + ' '
                    + QByteArray::number(file.lastModified().toMSecsSinceEpoch());
    }
    return QString::fromLatin1(sha256Hex(identity));
}

Result<int> resumePlan(Plan &plan, const Journal &journal, const ImageForNode &imageFor, const IsStillThere &isStillThere, Progress &progress)
{
    const auto done = presentCards(plan, journal, imageFor, isStillThere, progress);
    if (!done)
        return passOn(done);
    for (Plan::Entry &entry : plan.entries) {
        if (const auto step = done->constFind(entry.node.name); step != done->constEnd()) {
            entry.outcome = Outcome::Verified;
            entry.isUnread = step->kind == JournalStep::Kind::Written;
        }
    }
    return int(done->size());
}

Status reopenStale(Plan &plan, const Journal &journal, const ImageForNode &imageFor, const IsStillThere &isStillThere, Progress &progress)
{
    if (plan.count(Outcome::Verified) == 0)
        return ok();
    const auto done = presentCards(plan, journal, imageFor, isStillThere, progress);
    if (!done)
        return passOn(done);
    for (Plan::Entry &entry : plan.entries) {
        if (entry.outcome == Outcome::Verified && !done->contains(entry.node.name))
            entry = {.node = entry.node};
    }
    return ok();
}

Plan planAnew(const Plan &plan)
{
    Plan anew = plan;
    for (Plan::Entry &entry : anew.entries)
        entry = {.node = entry.node};
    return anew;
}

Status beginBatch(const Journal &journal, const Plan &plan)
{
    const auto isKept = [](const Plan::Entry &entry) { return entry.outcome == Outcome::Verified || entry.isRedone; };
    if (std::ranges::any_of(plan.entries, isKept))
        return ok();
    const auto doneCards = journal.doneCards();
    if (!doneCards)
        return passOn(doneCards);
    const bool hasOthers = std::ranges::any_of(doneCards->keys(), [&](const QString &node) { return !plan.find(node); });
    return hasOthers ? ok() : journal.recordEnd();
}

} // namespace coffer
