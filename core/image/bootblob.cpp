// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/bootblob.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <numeric>

namespace coffer {
namespace {

constexpr int longestDetail = 80;

/// Text from an image as it may be shown.
QString shown(QByteArrayView text)
{
    QString result = QString::fromLatin1(text.first(std::min<qsizetype>(text.size(), longestDetail)));
    for (QChar &letter : result) {
        if (letter < u' ' || letter > u'~')
            letter = u'?';
    }
    return result;
}

// Rockchip's boot image: its first sector is encoded with RC4 and a key that all their boot ROMs
// share; offsets are those of the decoded header (U-Boot: tools/rkcommon.c, struct header0_info).

constexpr std::array<quint8, 16> rockchipKey{124, 78, 3, 4, 85, 5, 9, 7, 45, 44, 123, 56, 23, 13, 23, 17};
constexpr quint32 rockchipMagic = 0x0FF0AA55;
constexpr int offsetAt = 12;   ///< sectors from here to the first program
constexpr int initSizeAt = 506;///< sectors of the first program
constexpr int bootSizeAt = 508;///< sectors of both programs
constexpr int noSecondProgram = 512 * 1024 / 512; ///< what mkimage adds when there is only one
constexpr int chipNameLength = 4;

QByteArray decodeSector(QByteArrayView data)
{
    std::array<quint8, 256> state;
    std::iota(state.begin(), state.end(), quint8(0));
    quint8 mixed = 0;
    for (std::size_t i = 0; i < state.size(); ++i) {
        mixed = quint8(mixed + state[i] + rockchipKey[i % rockchipKey.size()]);
        std::swap(state[i], state[mixed]);
    }
    QByteArray plain(sectorSize, Qt::Uninitialized);
    quint8 walked = 0;
    mixed = 0;
    for (qsizetype at = 0; at < plain.size(); ++at) {
        ++walked;
        mixed = quint8(mixed + state[walked]);
        std::swap(state[walked], state[mixed]);
        plain[at] = char(quint8(data[at]) ^ state[quint8(state[walked] + state[mixed])]);
    }
    return plain;
}

std::optional<BlobHeader> readRockchipHeader(QByteArrayView data)
{
    if (data.size() < sectorSize)
        return {};
    const QByteArray header = decodeSector(data);
    const qint64 offset = qFromLittleEndian<quint16>(header.constData() + offsetAt);
    const int first = qFromLittleEndian<quint16>(header.constData() + initSizeAt);
    const int both = qFromLittleEndian<quint16>(header.constData() + bootSizeAt);
    if (qFromLittleEndian<quint32>(header.constData()) != rockchipMagic || offset == 0 || first == 0 || both < first)
        return {};
    const int programs = both - first == noSecondProgram ? first : both;
    BlobHeader result;
    result.size = (offset + programs) * sectorSize;
    if (data.size() >= offset * sectorSize + chipNameLength)
        result.detail = shown(data.sliced(offset * sectorSize, chipNameLength));
    return result;
}

// A flattened image tree is a flattened device tree (Devicetree Specification 0.4, chapter 5) whose
// node /images/* have their data in it, or behind it (U-Boot: doc/usage/fit/source_file_format).

constexpr quint32 treeMagic = 0xD00DFEED;
constexpr qint64 treeHeaderSize = 40;
enum Token : quint32 { BeginNode = 1, EndNode = 2, Property = 3, Nop = 4, End = 9 };

quint32 number(QByteArrayView data, qsizetype at)
{
    return at >= 0 && at + 4 <= data.size() ? qFromBigEndian<quint32>(data.data() + at) : quint32(End);
}

/// The NUL-terminated string at `at`; empty when it is not closed.
QByteArrayView stringAt(QByteArrayView data, qsizetype at)
{
    const qsizetype end = at < data.size() ? data.indexOf('\0', at) : -1;
    return end < 0 ? QByteArrayView() : data.sliced(at, end - at);
}

/// Where the data of one image lie, as far as its properties told.
struct ExternalData
{
    qint64 size = 0;
    std::optional<qint64> offset;   ///< from behind the tree
    std::optional<qint64> position; ///< from its start
};

std::optional<BlobHeader> readTree(QByteArrayView data)
{
    const qint64 total = number(data, 4);
    const qint64 structure = number(data, 8);
    const qint64 strings = number(data, 12);
    if (number(data, 0) != treeMagic || total < treeHeaderSize || total > data.size()
        || structure < treeHeaderSize || structure >= total || strings < treeHeaderSize || strings >= total)
        return {};
    const QByteArrayView tree = data.first(total);
    const qint64 behindTree = (total + 3) / 4 * 4;
    BlobHeader result;
    result.size = total;
    QByteArray path;
    ExternalData image;
    const auto endImage = [&] {
        if (image.size > 0 && (image.position || image.offset))
            result.size = std::max(result.size, image.position.value_or(behindTree + image.offset.value_or(0)) + image.size);
        image = {};
    };
    for (qint64 at = structure;;) {
        const quint32 token = number(tree, at);
        at += 4;
        if (token == BeginNode) {
            const QByteArrayView name = stringAt(tree, at);
            if (name.isNull() || path.size() > 1024)
                return {};
            path += '/';
            path += name;
            endImage(); // properties stand before a node's children
            at += (name.size() + 4) / 4 * 4;
        } else if (token == EndNode) {
            if (path.isEmpty())
                return {};
            endImage();
            path.truncate(path.lastIndexOf('/'));
        } else if (token == Property) {
            const qint64 length = number(tree, at);
            const QByteArrayView name = stringAt(tree, strings + number(tree, at + 4));
            at += 8;
            if (length > tree.size() - at)
                return {};
            const QByteArrayView value = tree.sliced(at, length);
            if (path == "/" && name == QByteArrayView("description"))
                result.detail = shown(stringAt(value, 0));
            const bool isImages = path.startsWith("//images/") && length == 4;
            if (isImages && name == QByteArrayView("data-size"))
                image.size = number(value, 0);
            if (isImages && name == QByteArrayView("data-offset"))
                image.offset = number(value, 0);
            if (isImages && name == QByteArrayView("data-position"))
                image.position = number(value, 0);
            at += (length + 3) / 4 * 4;
        } else if (token == End) {
            // Also met where the tree breaks off, when nodes are still open.
            return path.isEmpty() && at <= tree.size() ? std::optional(result) : std::nullopt;
        } else if (token != Nop) {
            return {};
        }
    }
}

} // namespace

std::optional<BlobHeader> readBlobHeader(BlobKind kind, QByteArrayView data)
{
    switch (kind) {
    case BlobKind::Rksd:
        return readRockchipHeader(data);
    case BlobKind::Fit:
        return readTree(data);
    case BlobKind::Raw:
        break;
    }
    return {};
}

} // namespace coffer
