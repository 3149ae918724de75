// SPDX-License-Identifier: GPL-3.0-or-later
#include "station/batchmaker.h"

#include "common/batchsetup.h"
#include "core/batch/plan.h"
#include "core/batch/resume.h"

namespace coffer {
namespace {

/// Whether the images of the open nodes can be had: tried on one node of each role.
Status checkImages(const Plan &plan, const ImageForNode &imageFor, Progress &progress)
{
    for (const Role role : {Role::Head, Role::Compute}) {
        for (const Plan::Entry &entry : plan.entries) {
            if (entry.node.role != role || entry.outcome != Outcome::Open)
                continue;
            const Result<ImageSource> image = imageFor(entry.node, progress);
            if (!image && image.error().code == Errc::NotFound)
                return fail(Errc::NotFound, tr("The images for the cards are not built yet. Build them step by step (menu Batch), or with "
                                               "\"coffer build all\" in a terminal, then start again."));
            if (!image)
                return passOn(image);
            break;
        }
    }
    return ok();
}

} // namespace

Result<Plan> planOn(const Readers &readers, const Cluster &cluster, const Paths &paths, const QString &only)
{
    Result<Plan> plan = makePlan(cluster, only);
    if (!plan)
        return plan;
    const Result<Journal> journal = Journal::open(readers.journal, cluster.id);
    if (!journal)
        return passOn(journal);
    const auto isStillThere = [&readers](const Node &node) { return readers.isStillThere(node); };
    Progress progress;
    const Result<int> resumed = resumePlan(*plan, *journal, imageMaker(cluster, paths), isStillThere, progress);
    if (!resumed)
        return passOn(resumed);
    return plan;
}

PrepareBatch batchMaker(Readers &readers, const Cluster &cluster, const Paths &paths)
{
    return [&readers, path = readers.journal, id = cluster.id, imageFor = imageMaker(cluster, paths)](Plan plan, Progress &progress) -> Result<MakeBatch> {
        const Result<Journal> journal = Journal::open(path, id);
        if (!journal)
            return passOn(journal);
        const auto isStillThere = [&readers](const Node &node) { return readers.isStillThere(node); };
        if (const Status looked = reopenStale(plan, *journal, imageFor, isStillThere, progress); !looked)
            return passOn(looked);
        if (const Status built = checkImages(plan, imageFor, progress); !built)
            return passOn(built);
        if (const Status begun = beginBatch(*journal, plan); !begun)
            return passOn(begun);
        return [&readers, plan, imageFor, journal = *journal] {
            return std::make_unique<BatchRunner>(plan, *readers.source, imageFor, journal, readers.options);
        };
    };
}

} // namespace coffer
