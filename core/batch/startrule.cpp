// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/startrule.h"

#include "core/base/overloaded.h"

#include <algorithm>

namespace coffer {
namespace {

/// A card that was begun and never finished has no partition table: that goes first, and comes last. Where it has one, somebody
/// has used it since, or it was never written to.
bool isHalfWritten(const CardContents &contents, const StartRule &rule)
{
    const auto *foreign = std::get_if<ForeignCard>(&contents);
    const bool isSomeones = std::holds_alternative<MarkedCard>(contents) || (foreign && foreign->isKnown);
    return !isSomeones && !rule.halfWritten.isEmpty();
}

QString contentsOf(const CardContents &contents, const Node &node, const QString &imageId, const StartRule &rule)
{
    const auto *marked = std::get_if<MarkedCard>(&contents);
    if (isHalfWritten(contents, rule))
        return tr("a half-written card of %1").arg(rule.halfWritten);
    if (!marked)
        return describe(contents);
    const CardMarker &marker = marked->marker;
    const QString whose = marker.cluster == rule.cluster ? tr("a card of this cluster") : tr("a card of another coffer");
    const bool isSame = marker.node == node.name && !imageId.isEmpty() && marker.imageId == imageId;
    return isSame ? tr("%1 (%2, same image)").arg(describe(contents), whose) : tr("%1 (%2)").arg(describe(contents), whose);
}

/// Why the operator is asked about a card of our own cluster; empty: there is no need.
QString doubtAboutOwn(const CardMarker &marker, const Node &node, const StartRule &rule)
{
    const bool isOfThisBatch = std::ranges::find(rule.written, marker) != rule.written.end();
    if (isOfThisBatch && marker.node == node.name)
        return tr("This is the card of %1 that this batch has written already.").arg(node.name);
    if (isOfThisBatch)
        return tr("This is the card of %1, which is done.").arg(marker.node);
    return {};
}

QString doubt(const CardContents &contents, const Node &node, const StartRule &rule)
{
    const QString aboutContents = std::visit(
        Overloaded{
            [](const BlankCard &) { return QString(); },
            [&](const MarkedCard &card) {
                return card.marker.cluster == rule.cluster ? doubtAboutOwn(card.marker, node, rule)
                                                           : tr("This card belongs to another coffer.");
            },
            [&](const ForeignCard &) { return isHalfWritten(contents, rule) ? QString() : tr("This card is not blank."); },
            [](const UnreadableCard &) { return tr("What is on this card cannot be told."); },
        },
        contents);
    if (!aboutContents.isEmpty())
        return aboutContents;
    if (rule.written.contains(node.name))
        return tr("This batch has written a card of %1 already.").arg(node.name);
    return rule.alwaysAsk ? tr("Every card is asked about here.") : QString();
}

} // namespace

CardVerdict judgeCard(const CardContents &contents, const Node &node, const QString &imageId, const StartRule &rule)
{
    return {contentsOf(contents, node, imageId, rule), doubt(contents, node, rule)};
}

} // namespace coffer
