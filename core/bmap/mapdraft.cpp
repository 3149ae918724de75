// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/mapdraft.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace coffer {
namespace {

constexpr int maxQuotes = 256; ///< in an element's tag, two for each attribute
constexpr int maxDepth = 32;   ///< of elements that are not known

/// What no map has and what would keep the XML reader busy for hours: it compares all attributes
/// of an element with each other, and reads all of a document type before it tells of it.
QString markupProblem(const QByteArray &xml)
{
    if (xml.contains('\0') || !xml.isValidUtf8())
        return tr("it is no text");
    if (xml.contains("<!DOCTYPE"))
        return tr("it defines a document type, which block maps do not have");
    int quotes = 0; // since the last '<', which no attribute may hold
    for (const char c : xml) {
        if (c == '<')
            quotes = 0;
        else if ((c == '"' || c == '\'') && ++quotes > maxQuotes)
            return tr("an element has more attributes than block maps have");
    }
    return {};
}

/// Skips what is not known. The XML reader remembers all open elements, so that their number must have an end.
void skipElement(QXmlStreamReader &xml)
{
    for (int depth = 1; depth > 0 && !xml.hasError();) {
        const QXmlStreamReader::TokenType token = xml.readNext();
        if (token == QXmlStreamReader::EndElement)
            --depth;
        else if (token == QXmlStreamReader::StartElement && ++depth > maxDepth)
            xml.raiseError(tr("its elements are nested deeper than those of block maps"));
    }
}

void readRange(QXmlStreamReader &xml, MapDraft &draft)
{
    BmapRange range;
    const QLatin1StringView attribute(draft.isOld() ? "sha1" : "chksum");
    range.checksum = xml.attributes().value(attribute).trimmed().toString().toLatin1().toLower();
    const QString text = xml.readElementText();
    if (xml.hasError())
        return;
    const qsizetype dash = text.indexOf(u'-');
    const QStringView first = QStringView(text).first(dash < 0 ? text.size() : dash).trimmed();
    const QStringView last = dash < 0 ? first : QStringView(text).sliced(dash + 1).trimmed();
    if (!readNumber(first, range.first) || !readNumber(last, range.last))
        xml.raiseError(tr("\"%1\" is no range of blocks").arg(text.trimmed().left(40)));
    else
        draft.ranges.append(range);
}

void readRanges(QXmlStreamReader &xml, MapDraft &draft)
{
    if (draft.hasBlockMap)
        return xml.raiseError(tr("it has more than one BlockMap"));
    draft.hasBlockMap = true;
    while (xml.readNextStartElement()) {
        if (xml.name() == u"Range")
            readRange(xml, draft);
        else
            skipElement(xml);
    }
}

void readVersion(QXmlStreamReader &xml, MapDraft &draft)
{
    static const QMap<QString, int> known = {{QStringLiteral("1.2"), 12},
                                             {QStringLiteral("1.3"), 13},
                                             {QStringLiteral("1.4"), 14},
                                             {QStringLiteral("2.0"), 20}};
    if (xml.name() != u"bmap")
        return xml.raiseError(tr("it is XML, but no block map"));
    const QString version = xml.attributes().value(QLatin1StringView("version")).toString();
    draft.version = known.value(version);
    if (draft.version == 0)
        xml.raiseError(tr("its version is \"%1\", known are 1.2, 1.3, 1.4 and 2.0").arg(version.left(20)));
}

void readElements(QXmlStreamReader &xml, MapDraft &draft)
{
    static const QStringList wanted = {QStringLiteral("ImageSize"),         QStringLiteral("BlockSize"),
                                       QStringLiteral("BlocksCount"),       QStringLiteral("MappedBlocksCount"),
                                       QStringLiteral("ChecksumType"),      QStringLiteral("BmapFileChecksum"),
                                       QStringLiteral("BmapFileSHA1")};
    while (xml.readNextStartElement()) {
        const QString name = xml.name().toString();
        if (name == u"BlockMap")
            readRanges(xml, draft);
        else if (draft.texts.contains(name))
            xml.raiseError(tr("it has more than one %1").arg(name));
        else if (wanted.contains(name))
            draft.texts.insert(name, xml.readElementText().trimmed());
        else
            skipElement(xml);
    }
}

bool isUtf8(QStringView encoding)
{
    return encoding.isEmpty() || encoding.compare(QLatin1StringView("UTF-8"), Qt::CaseInsensitive) == 0;
}

/// Reads the whole document, so that what follows the map must be well-formed too.
MapDraft readDocument(QXmlStreamReader &xml)
{
    MapDraft draft;
    while (!xml.atEnd()) {
        const QXmlStreamReader::TokenType token = xml.readNext();
        if (token == QXmlStreamReader::StartDocument && !isUtf8(xml.documentEncoding()))
            xml.raiseError(tr("its text is not in UTF-8"));
        if (token != QXmlStreamReader::StartElement)
            continue;
        readVersion(xml, draft);
        if (!xml.hasError())
            readElements(xml, draft);
    }
    return draft;
}

QString xmlProblem(const QXmlStreamReader &xml)
{
    switch (xml.error()) {
    case QXmlStreamReader::NoError:
        return {};
    case QXmlStreamReader::CustomError:
        return xml.errorString();
    case QXmlStreamReader::PrematureEndOfDocumentError:
        return tr("it is cut off in line %1").arg(xml.lineNumber());
    default:
        return tr("line %1 is no proper XML").arg(xml.lineNumber());
    }
}

} // namespace

tl::expected<MapDraft, QString> readMapDraft(const QByteArray &text)
{
    if (const QString problem = markupProblem(text); !problem.isEmpty())
        return tl::unexpected(problem);
    QXmlStreamReader xml(text);
    const MapDraft draft = readDocument(xml);
    if (const QString problem = xmlProblem(xml); !problem.isEmpty())
        return tl::unexpected(problem);
    return draft;
}

bool readNumber(QStringView text, qint64 &number)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    number = text.toLongLong(&fits);
    return digits && fits;
}

} // namespace coffer
