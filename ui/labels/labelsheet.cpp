// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/labelsheet.h"

#include "core/base/files.h"
#include "ui/labels/qrcode.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QLocale>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QUrl>

namespace coffer {
namespace {

constexpr double margin = 2.5; // mm, like all here
constexpr double qrSide = 26;
constexpr int resolution = 1200; // dots an inch

struct Grid
{
    int columns = 1;
    int rows = 1;
    double left = 0;
    double top = 0;
    int count() const { return columns * rows; }
};

Grid grid()
{
    const QSizeF paper = labelPage().fullRect(QPageLayout::Millimeter).size();
    Grid made;
    made.columns = std::max(1, int((paper.width() - 8) / labelWidth));
    made.rows = std::max(1, int((paper.height() - 16) / labelHeight));
    made.left = (paper.width() - made.columns * labelWidth) / 2;
    made.top = (paper.height() - made.rows * labelHeight) / 2;
    return made;
}

QFont fontOf(const QFont &family, double height, double unit, bool isBold)
{
    QFont font = family;
    font.setPixelSize(std::max(1, int(height * unit)));
    font.setBold(isBold);
    return font;
}

/// A line of text, shortened where it does not fit.
void drawLine(QPainter &painter, const QRectF &area, const QFont &font, const QString &text)
{
    painter.setFont(font);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(font, painter.device()).elidedText(text, Qt::ElideRight, area.width()));
}

void drawLabel(QPainter &painter, const QRectF &area, const Label &label, double unit)
{
    painter.setPen(QPen(QColor(0xa0, 0xa0, 0xa0), 0.1 * unit));
    painter.drawRect(area);
    painter.setPen(Qt::black);
    if (const Result<QrCode> code = encodeQr(qrTextOf(label)))
        drawQr(painter, {area.right() - (qrSide + 1) * unit, area.top() + (labelHeight - qrSide) / 2 * unit, qrSide * unit, qrSide * unit}, *code);

    const double left = area.left() + margin * unit;
    const double width = (labelWidth - qrSide - margin - 2) * unit;
    double y = area.top() + margin * unit;
    const auto put = [&](double height, const QFont &family, bool isBold, const QString &text) {
        drawLine(painter, {left, y, width, height * 1.35 * unit}, fontOf(family, height, unit, isBold), text);
        y += height * 1.4 * unit;
    };
    const QFont words = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QFont digits = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    put(6, words, true, label.name);
    put(3.4, words, false, label.address);
    if (!label.mac.isEmpty())
        put(2.7, digits, false, label.mac);
    if (!label.imageId.isEmpty())
        put(2.7, digits, false, label.imageId.left(12));
    if (label.written.isValid())
        put(2.9, words, false, QLocale().toString(label.written.toLocalTime().date(), QLocale::ShortFormat));
    put(2.5, words, false, label.cluster);
}

} // namespace

QList<Label> labelsOf(const Plan &plan, const ReadRecord &read)
{
    QList<Label> labels;
    for (const Plan::Entry &entry : plan.entries) {
        Label label = {plan.cluster, entry.node.name, entry.node.address.toString(), entry.node.mac, {}, {}};
        const Result<CardRecord> record = entry.outcome == Outcome::Verified ? read(entry.node.name, {}) : CardRecord{};
        for (const JournalStep &step : record.value_or(CardRecord{}).steps) {
            if (!isDone(step.kind) || step.cluster != plan.cluster)
                continue;
            label.imageId = step.marker.imageId;
            label.written = step.time;
        }
        labels += label;
    }
    return labels;
}

QString qrTextOf(const Label &label)
{
    QStringList values;
    const auto add = [&](const char *key, const QString &value) {
        if (!value.isEmpty())
            values += QLatin1String(key) + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value, ":"));
    };
    add("ip", label.address);
    add("mac", label.mac);
    add("image", label.imageId.left(12));
    add("written", label.written.isValid() ? label.written.toUTC().toString(Qt::ISODate) : QString());
    return QStringLiteral("cofferware:%1/%2?%3").arg(QString::fromLatin1(QUrl::toPercentEncoding(label.cluster)), QString::fromLatin1(QUrl::toPercentEncoding(label.name)),
                                                     values.join(u'&'));
}

QPageLayout labelPage()
{
    const bool isMetric = QLocale().measurementSystem() != QLocale::ImperialUSSystem;
    return {QPageSize(isMetric ? QPageSize::A4 : QPageSize::Letter), QPageLayout::Portrait, {}};
}

int pageCount(qsizetype labels)
{
    return std::max(1, int((labels + grid().count() - 1) / grid().count()));
}

QList<Label> labelsOn(const QList<Label> &labels, int page)
{
    return labels.mid(qsizetype(page) * grid().count(), grid().count());
}

void drawPage(QPainter &painter, const QList<Label> &labels, int page, double unit)
{
    const Grid place = grid();
    const QList<Label> onPage = labelsOn(labels, page);
    for (int i = 0; i < onPage.size(); ++i) {
        const double x = place.left + i % place.columns * labelWidth;
        const double y = place.top + i / place.columns * labelHeight;
        drawLabel(painter, {x * unit, y * unit, labelWidth * unit, labelHeight * unit}, onPage[i], unit);
    }
}

Status writeLabels(const QString &path, const QList<Label> &labels)
{
    QBuffer bytes;
    bytes.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&bytes);
        writer.setResolution(resolution);
        writer.setPageLayout(labelPage());
        writer.setTitle(tr("Labels"));
        QPainter painter(&writer);
        for (int page = 0; page < pageCount(labels.size()); ++page) {
            if (page > 0)
                writer.newPage();
            drawPage(painter, labels, page, resolution / 25.4);
        }
    }
    return writeFile(path, bytes.data());
}

} // namespace coffer
