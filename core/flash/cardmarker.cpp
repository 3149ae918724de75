// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/cardmarker.h"

#include "core/base/format.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <zlib.h>

namespace coffer {
namespace {

// The block: magic, then three little-endian numbers, then the text (JSON); zeros to its end.
constexpr QByteArrayView magic = "cofferware card\n";
constexpr qsizetype checkAt = magic.size();  // CRC-32 of all that follows it, to the end of the text
constexpr qsizetype tieAt = checkAt + 4;     // CRC-32 of what the marker is tied to
constexpr qsizetype lengthAt = tieAt + 4;    // bytes of text
constexpr qsizetype textAt = lengthAt + 4;
constexpr qsizetype longestField = 128;

constexpr qsizetype bootSectorAt = 32768;
constexpr qsizetype sectorSize = 512;
constexpr qsizetype tableAt = 446; // of the MBR; four entries of 16 bytes
constexpr qsizetype entrySize = 16;

quint32 crc(quint32 before, QByteArrayView bytes)
{
    return quint32(::crc32(before, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size())));
}

quint32 tieOf(QByteArrayView start)
{
    quint32 tie = crc(0, start.first(tableAt));
    for (qsizetype entry = tableAt; entry < tableAt + 4 * entrySize; entry += entrySize) {
        tie = crc(tie, start.sliced(entry + 4, 1)); // type
        tie = crc(tie, start.sliced(entry + 8, 4)); // first sector
    }
    tie = crc(tie, start.sliced(tableAt + 4 * entrySize, 2)); // 55 AA
    return crc(tie, start.sliced(bootSectorAt, sectorSize));
}

quint32 numberAt(QByteArrayView block, qsizetype at)
{
    return qFromLittleEndian<quint32>(block.data() + at);
}

QString field(const QJsonObject &object, QLatin1String name)
{
    return printable(object.value(name).toString().left(longestField));
}

} // namespace

QByteArray formatMarker(const CardMarker &marker, QByteArrayView start)
{
    const QJsonObject object = {{QStringLiteral("cluster"), marker.cluster.left(longestField)},
                                {QStringLiteral("node"), marker.node.left(longestField)},
                                {QStringLiteral("image"), marker.imageId.left(longestField)},
                                {QStringLiteral("written"), marker.written.toUTC().toString(Qt::ISODate)},
                                {QStringLiteral("program"), marker.program.left(longestField)}};
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact); // 3 bytes a character at most: it fits
    QByteArray block = magic.toByteArray() + QByteArray(textAt - checkAt, '\0') + text;
    qToLittleEndian(tieOf(start), block.data() + tieAt);
    qToLittleEndian(quint32(text.size()), block.data() + lengthAt);
    qToLittleEndian(crc(0, QByteArrayView(block).sliced(tieAt)), block.data() + checkAt);
    return block.leftJustified(markerSize, '\0', true);
}

std::optional<CardMarker> parseMarker(QByteArrayView start)
{
    if (start.size() < markerReach)
        return {};
    const QByteArrayView block = start.sliced(markerOffset, markerSize);
    if (!block.startsWith(magic))
        return {};
    const quint32 length = numberAt(block, lengthAt);
    if (length > quint32(markerSize - textAt) || numberAt(block, tieAt) != tieOf(start)
        || numberAt(block, checkAt) != crc(0, block.sliced(tieAt, textAt - tieAt + qsizetype(length))))
        return {};
    const QJsonObject object = QJsonDocument::fromJson(block.sliced(textAt, qsizetype(length)).toByteArray()).object();
    CardMarker marker;
    marker.cluster = field(object, QLatin1String("cluster"));
    marker.node = field(object, QLatin1String("node"));
    marker.imageId = field(object, QLatin1String("image"));
    marker.written = QDateTime::fromString(field(object, QLatin1String("written")), Qt::ISODate).toUTC();
    marker.program = field(object, QLatin1String("program"));
    if (marker.cluster.isEmpty() || marker.node.isEmpty() || !marker.written.isValid())
        return {};
    return marker;
}

} // namespace coffer
