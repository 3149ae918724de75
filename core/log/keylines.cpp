// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/keylines.h"

#include <QRegularExpression>

namespace coffer {
namespace {

constexpr int longestKey = 500; // lines; RSA with 16384 bits has 200

/// A word that could be a key's bytes in base64, alone or behind what a program puts before its lines.
bool couldBeKey(const QString &text)
{
    static const QRegularExpression bytes(QStringLiteral("^\\s*+[A-Za-z0-9+/=]*+\\s*+$|[A-Za-z0-9+/]{32}|[A-Za-z0-9+/]=\\s*+$"));
    return bytes.match(text).hasMatch();
}

} // namespace

bool KeyLines::isPart(const LogRecord &record)
{
    static const QRegularExpression first(QStringLiteral("-{3} ?BEGIN |PuTTY-User-Key-File-"));
    static const QRegularExpression last(QStringLiteral("-{3} ?END |Private-MAC:"));
    const qsizetype begins = record.text.lastIndexOf(first);
    const qsizetype ends = record.text.lastIndexOf(last);
    if (begins < 0 && m_open.isEmpty())
        return false;

    const QString source = QStringList{record.stage, record.node, record.reader}.join(u'\n');
    const auto open = m_open.find(source);
    const bool isWithin = open != m_open.end();
    if (begins >= 0 && begins > ends) {
        // Only private keys: certificates and public keys may be told.
        if (record.text.indexOf(QLatin1String("PRIVATE KEY"), begins) >= 0 || record.text[begins] == u'P')
            m_open.insert(source, longestKey);
        return false; // the Redactor takes out the rest of this line
    }
    if (!isWithin)
        return false;
    // A line that is none of the key's may have come between: only the key's end, or too many lines, end it.
    if (ends >= 0 || --*open == 0)
        m_open.erase(open);
    return ends >= 0 || couldBeKey(record.text);
}

} // namespace coffer
