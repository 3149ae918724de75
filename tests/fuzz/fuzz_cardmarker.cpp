// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/base/format.h"
#include "core/flash/cardmarker.h"

#include <QtEndian>

#include <zlib.h>

using namespace coffer;

namespace {

quint32 crc(QByteArrayView bytes)
{
    return quint32(::crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size())));
}

void check(const CardMarker &marker, const QByteArray &start)
{
    for (const QString &text : {marker.cluster, marker.node, marker.imageId, marker.program})
        ALWAYS(text.size() <= 128 && text == printable(text));
    ALWAYS(!marker.cluster.isEmpty() && !marker.node.isEmpty() && marker.written.isValid());
    QByteArray again = start;
    const QByteArray block = formatMarker(marker, start);
    ALWAYS(block.size() == markerSize);
    const std::optional<CardMarker> parsed = parseMarker(again.replace(markerOffset, markerSize, block));
    ALWAYS(parsed && parsed->node == marker.node && parsed->cluster == marker.cluster && parsed->written == marker.written);
}

} // namespace

/// The input is a marker's block as it is, and then the text of one whose numbers are right.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputBytes(data, size).first(qsizetype(std::min<std::size_t>(size, 4000)));
    QByteArray start(markerReach, '\0');
    start.replace(markerOffset, input.size(), input);
    if (const auto marker = parseMarker(start))
        check(*marker, start);

    // magic, CRC of what follows, CRC of what it is tied to, length, text
    start = QByteArray(markerReach, '\0');
    const QByteArray ours = formatMarker({QStringLiteral("c"), QStringLiteral("n"), {}, QDateTime::fromSecsSinceEpoch(0, Qt::UTC), {}}, start);
    QByteArray block = ours.first(28) + input;
    qToLittleEndian(quint32(input.size()), block.data() + 24);
    qToLittleEndian(crc(QByteArrayView(block).sliced(20)), block.data() + 16);
    start.replace(markerOffset, block.size(), block);
    if (const auto marker = parseMarker(start))
        check(*marker, start);
    return 0;
}
