// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boards/cluster.h"
#include "core/cards/contents.h"

#include <QMap>

namespace coffer {

/// What a batch goes by when a card comes in.
struct StartRule
{
    QString cluster;        ///< our cluster's id
    bool alwaysAsk = false; ///< whatever is on a card
    QMap<QString, CardMarker> written; ///< the batch's cards that are not to be written anew, by their node's name
    QString halfWritten = {};          ///< the node of this cluster that the card was begun for and never finished; else empty
};

/// How a card stands to the node that is to be written on it.
struct CardVerdict
{
    QString contents; ///< "node07 of this cluster, written on …, same image"; what follows "holds"
    QString question; ///< a sentence that says why the operator has to be asked; empty: it starts by itself
    QString history = {}; ///< what is known of this card from before, in sentences; often empty
};

/// Whether a card with these contents may be written as `node` without asking: blank ones and our own cluster's may,
/// unless it is one of the batch's cards that are not to be written anew, or the batch has such a card of that node. Pure.
/// `imageId` is that of the node's image; empty when it is not known.
CardVerdict judgeCard(const CardContents &contents, const Node &node, const QString &imageId, const StartRule &rule);

} // namespace coffer
