// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/sessionreport.h"

#include "core/base/format.h"
#include "core/base/result.h"

#include <QLocale>

#include <algorithm>

namespace coffer {
namespace {

using Tile = SessionReport::Tile;
using Sample = SessionReport::Sample;

constexpr int plotWidth = 320; // of the drawing, in its own units
constexpr int plotHeight = 70;

constexpr const char *style = R"(
:root { color-scheme: light dark; --good: #1b7438; --bad: #b3261e; --line: #8888; }
@media (prefers-color-scheme: dark) { :root { --good: #74d190; --bad: #ff8f86; } }
body { font: 15px/1.4 sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .5em; }
.tile { border: 1px solid var(--line); border-radius: .4em; padding: .5em; break-inside: avoid; }
.tile:first-child { grid-column: 1 / -1; }
.good { border-color: var(--good); } .bad { border-color: var(--bad); border-width: 2px; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: .2em .6em .2em 0; border-bottom: 1px solid var(--line); }
svg { width: 100%; max-width: 24em; height: auto; } svg path { fill: none; stroke: currentColor; stroke-width: 1.5; }
svg .read { stroke-dasharray: 5 3; } .log { font: 13px/1.3 monospace; }
)";

QString escaped(const QString &text)
{
    return printable(text).toHtmlEscaped();
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : QString();
}

QString rateText(qint64 bytes, double seconds)
{
    return seconds > 0 ? formatRate(double(bytes) / seconds) : QString();
}

QString lineOf(const QList<Sample> &samples, double Sample::*rate, double most)
{
    const double length = std::max(samples.last().seconds, 1.0);
    QString path;
    for (const Sample &sample : samples)
        path += QStringLiteral("%1%2 %3").arg(path.isEmpty() ? QStringLiteral("M") : QStringLiteral(" L")).arg(sample.seconds / length * plotWidth, 0, 'f', 1)
                    .arg(plotHeight - sample.*rate / most * plotHeight, 0, 'f', 1);
    return path;
}

/// Rates over time: writing as a line, reading back as dashes; as words for those who do not see it.
QString plotOf(const Tile &tile)
{
    if (tile.samples.size() < 2)
        return {};
    double most = 1;
    for (const Sample &sample : tile.samples)
        most = std::max({most, sample.write, sample.read});
    const QString words = tr("%1: writing (line) and reading back (dashes), up to %2, over %3")
                              .arg(tile.node, formatRate(most), formatDuration(tile.samples.last().seconds));
    return QStringLiteral("<svg viewBox=\"0 0 %1 %2\" role=\"img\" aria-label=\"%3\"><title>%3</title><path d=\"%4\"/><path class=\"read\" d=\"%5\"/></svg>")
        .arg(plotWidth).arg(plotHeight).arg(escaped(words), lineOf(tile.samples, &Sample::write, most), lineOf(tile.samples, &Sample::read, most));
}

QString row(const QStringList &cells, const QString &tag = QStringLiteral("td"))
{
    QString text;
    for (const QString &cell : cells)
        text += QStringLiteral("<%1>%2</%1>").arg(tag, cell);
    return QStringLiteral("<tr>%1</tr>\n").arg(text);
}

QString tileOf(const Tile &tile)
{
    const QString kind = tile.mark == SessionReport::Mark::Good ? QStringLiteral("tile good") : tile.mark == SessionReport::Mark::Bad ? QStringLiteral("tile bad") : QStringLiteral("tile");
    const QString sign = tile.mark == SessionReport::Mark::Good ? QStringLiteral("✓ ") : tile.mark == SessionReport::Mark::Bad ? QStringLiteral("✗ ") : QString();
    return QStringLiteral("<div class=\"%1\"><strong>%2</strong><br/>%3%4</div>\n").arg(kind, escaped(tile.node), sign, escaped(tile.state));
}

QString cardOf(const Tile &tile)
{
    return row({escaped(tile.node), escaped(tile.address), escaped(QStringList{tile.reader, tile.model, tile.serial}.join(u' ')), escaped(formatBytes(tile.size)),
                escaped(tile.image.left(12)), escaped(timeText(tile.began)), escaped(timeText(tile.ended)), escaped(rateText(tile.written, tile.secondsWriting)),
                escaped(rateText(tile.verified, tile.secondsVerifying)), QString::number(tile.tries), escaped(tile.message) + plotOf(tile)});
}

} // namespace

QByteArray htmlOf(const SessionReport &report)
{
    const QString title = tr("Cards of the cluster %1").arg(report.cluster);
    QString html = QStringLiteral("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta charset=\"utf-8\"/><title>%1</title><style>%2</style></head><body>\n<h1>%1</h1>\n")
                       .arg(escaped(title), QLatin1String(style));
    html += QStringLiteral("<p>%1</p>\n<p>%2 – %3. %4, %5</p>\n<div class=\"tiles\">\n")
                .arg(escaped(report.summary), escaped(timeText(report.began)), escaped(timeText(report.ended)), escaped(report.program), escaped(report.system));
    for (const Tile &tile : report.tiles)
        html += tileOf(tile);
    html += QStringLiteral("</div>\n<h2>%1</h2>\n<table>").arg(escaped(tr("Cards")));
    html += row({tr("Node"), tr("Address"), tr("Card"), tr("Size"), tr("Image"), tr("Began"), tr("Ended"), tr("Written"), tr("Read back"), tr("Tries"), tr("Notes")}, QStringLiteral("th"));
    for (const Tile &tile : report.tiles)
        html += cardOf(tile);
    html += QStringLiteral("</table>\n<h2>%1</h2>\n<table class=\"log\">").arg(escaped(tr("Log")));
    for (const LogRecord &record : report.records)
        html += row({record.time.toUTC().toString(Qt::ISODateWithMs), wordOf(record.level), escaped(record.stage), escaped(record.node), escaped(record.reader), escaped(record.text)});
    return (html + QStringLiteral("</table>\n</body></html>\n")).toUtf8();
}

} // namespace coffer
