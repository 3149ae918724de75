// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/bmap.h"
#include "core/bmap/rangehash.h"

#include <QXmlStreamWriter>

namespace coffer {
namespace {

const QString ownChecksum = QStringLiteral("BmapFileChecksum");

void writeRange(QXmlStreamWriter &xml, const BmapRange &range)
{
    xml.writeStartElement(QStringLiteral("Range"));
    if (!range.checksum.isEmpty())
        xml.writeAttribute(QStringLiteral("chksum"), QString::fromLatin1(range.checksum));
    QString blocks = QString::number(range.first);
    if (range.last != range.first)
        blocks += QLatin1Char('-') + QString::number(range.last);
    xml.writeCharacters(blocks);
    xml.writeEndElement();
}

} // namespace

QByteArray formatBmap(const Bmap &map)
{
    const QByteArray zeros(checksumDigits(map.checksumType), '0');
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("bmap"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("2.0"));
    xml.writeTextElement(QStringLiteral("ImageSize"), QString::number(map.imageSize));
    xml.writeTextElement(QStringLiteral("BlockSize"), QString::number(map.blockSize));
    xml.writeTextElement(QStringLiteral("BlocksCount"), QString::number(map.blockCount()));
    xml.writeTextElement(QStringLiteral("MappedBlocksCount"), QString::number(map.mappedBlocks()));
    xml.writeTextElement(QStringLiteral("ChecksumType"), QString::fromLatin1(checksumName(map.checksumType)));
    xml.writeTextElement(ownChecksum, QString::fromLatin1(zeros));
    xml.writeStartElement(QStringLiteral("BlockMap"));
    for (const BmapRange &range : map.ranges)
        writeRange(xml, range);
    xml.writeEndDocument();

    RangeHash hash(map.checksumType);
    hash.add(text);
    const qsizetype at = text.indexOf('<' + ownChecksum.toLatin1() + '>') + ownChecksum.size() + 2;
    text.replace(at, zeros.size(), hash.takeHex());
    return text;
}

} // namespace coffer
