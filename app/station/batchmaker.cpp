// SPDX-License-Identifier: GPL-3.0-or-later
#include "station/batchmaker.h"

#include "common/batchsetup.h"
#include "core/batch/plan.h"
#include "core/batch/resume.h"

#include <QFileInfo>

namespace coffer {
namespace {

Result<Journal> openJournal(const Paths &paths)
{
    return Journal::open(paths.cards + QStringLiteral("/batch.journal"));
}

/// Whether the images of the open nodes can be had: tried on one node of each role.
Status checkImages(const Plan &plan, const ImageForNode &imageFor)
{
    Progress progress;
    for (const Role role : {Role::Head, Role::Compute}) {
        for (const Plan::Entry &entry : plan.entries) {
            if (entry.node.role != role || entry.outcome != Outcome::Open)
                continue;
            const Result<ImageSource> image = imageFor(entry.node, progress);
            if (!image && image.error().code == Errc::NotFound)
                return fail(Errc::NotFound, tr("The images for the cards are not built yet. Run \"coffer build all\" "
                                               "in a terminal, then start again."));
            if (!image)
                return passOn(image);
            break;
        }
    }
    return ok();
}

} // namespace

Result<Plan> planOn(const VirtualReader &reader, const Cluster &cluster, const Paths &paths, const QString &only)
{
    Result<Plan> plan = makePlan(cluster, only);
    if (!plan)
        return plan;
    const Result<Journal> journal = openJournal(paths);
    if (!journal)
        return passOn(journal);
    const auto isStillThere = [&reader](const Node &node) { return QFileInfo::exists(reader.cardPath(node.name)); };
    Progress progress;
    const Result<int> resumed = resumePlan(*plan, *journal, imageMaker(cluster, paths), isStillThere, progress);
    if (!resumed)
        return passOn(resumed);
    return plan;
}

MakeBatch batchMaker(VirtualReader &reader, const Cluster &cluster, const Paths &paths)
{
    using Made = Result<std::unique_ptr<BatchRunner>>;
    return [&reader, paths, imageFor = imageMaker(cluster, paths)](const Plan &plan) -> Made {
        if (const Status built = checkImages(plan, imageFor); !built)
            return passOn(built);
        Result<Journal> journal = openJournal(paths);
        if (!journal)
            return passOn(journal);
        return std::make_unique<BatchRunner>(plan, reader, imageFor, std::move(*journal), BatchOptions{flashOptions(paths)});
    };
}

} // namespace coffer
