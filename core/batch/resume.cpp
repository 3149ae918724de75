// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/resume.h"

#include "core/base/sha256.h"

#include <QDateTime>
#include <QFileInfo>

namespace coffer {

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

Result<int> resumePlan(Plan &plan, const Journal &journal, const ImageForNode &imageFor,
                       const std::function<bool(const Node &)> &isStillThere, Progress &progress)
{
    const Result<QMap<QString, CardMarker>> verified = journal.verified();
    if (!verified)
        return passOn(verified);
    int done = 0;
    for (Plan::Entry &entry : plan.entries) {
        const QString known = verified->value(entry.node.name).imageId;
        if (known.isEmpty() || !isStillThere(entry.node))
            continue;
        const Result<ImageSource> image = imageFor(entry.node, progress);
        if (Status go = progress.checkCancelled(); !go)
            return passOn(go);
        if (image && imageId(*image) == known) {
            entry.outcome = Outcome::Verified;
            ++done;
        }
    }
    return done;
}

} // namespace coffer
