// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cardrecord.h"

#include <QDateTime>
#include <QList>

class QPageLayout;
class QPainter;

namespace coffer {

/// What stands on the label of one machine and its card.
struct Label
{
    QString cluster;
    QString name;
    QString address;
    QString mac;       ///< empty: the board's own
    QString imageId;   ///< see imageId(); its first twelve digits are shown
    QDateTime written; ///< UTC; invalid: the card is not written yet
};

/// The labels of a plan's nodes, with what is on record of their newest verified cards. Blocks while `read` does.
QList<Label> labelsOf(const Plan &plan, const ReadRecord &read);

/// What the label's QR code says: "cofferware:CLUSTER/NAME?ip=…&mac=…&image=…&written=…", values percent-encoded; what is not
/// known is left out.
QString qrTextOf(const Label &label);

// Labels are 62 mm × 34 mm, as they fit on a node's heat sink and around an SD card's case; three beside each other on A4.
constexpr double labelWidth = 62;  ///< mm
constexpr double labelHeight = 34; ///< mm

/// The page they are printed on: A4, or Letter where that is usual.
QPageLayout labelPage();
/// At least 1.
int pageCount(qsizetype labels);
/// Those of a page, counted from 0.
QList<Label> labelsOn(const QList<Label> &labels, int page);
/// Draws a page, counted from 0, with `unit` device units a mm; (0, 0) is the paper's corner. Always black on white.
void drawPage(QPainter &painter, const QList<Label> &labels, int page, double unit);
/// Writes them all as a PDF. Errors: those of writeFile().
Status writeLabels(const QString &path, const QList<Label> &labels);

} // namespace coffer
