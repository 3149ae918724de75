// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/redact.h"

#include <QDir>
#include <QSysInfo>
#include <QUrl>

namespace coffer {
namespace {

constexpr QLatin1String keyBegins("BEGIN ");
constexpr QLatin1String keyEnds("END ");
constexpr QLatin1String puttyBegins("PuTTY-User-Key-File-");
constexpr qsizetype shortestWord = 4; ///< a shorter one would black out half of all words

QRegularExpression expression(const QString &pattern)
{
    QRegularExpression made(pattern, QRegularExpression::CaseInsensitiveOption);
    made.optimize();
    return made;
}

/// `name` on its own: not within a longer word.
QRegularExpression alone(const QString &name)
{
    return expression(QStringLiteral("(?<![a-z0-9-])%1(?![a-z0-9-])").arg(QRegularExpression::escape(name)));
}

struct Place
{
    qsizetype start = -1;
    qsizetype end = -1;
};

/// Where a line such as "-----BEGIN OPENSSH PRIVATE KEY-----" is, or "---- BEGIN SSH2 PRIVATE KEY ----", from `from` on. By hand,
/// for an expression would look at the whole text anew for each key.
Place findKeyLine(const QString &text, QLatin1String word, qsizetype from)
{
    constexpr qsizetype longestLabel = 64;
    for (qsizetype at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
        const QStringView rest = QStringView(text).mid(at + word.size(), longestLabel);
        const qsizetype name = rest.indexOf(QLatin1String("PRIVATE KEY"));
        if (name < 0 || rest.left(name).contains(u'-') || rest.left(name).contains(u'\n'))
            continue;
        Place found = {at, at + word.size() + name};
        if (found.start > from && text[found.start - 1] == u' ')
            --found.start;
        const qsizetype dashes = found.start;
        while (found.start > from && text[found.start - 1] == u'-')
            --found.start;
        if (dashes - found.start < 3)
            continue;
        while (found.end < text.size() && text[found.end] != u'-' && text[found.end] != u'\n')
            ++found.end;
        while (found.end < text.size() && text[found.end] == u'-')
            ++found.end;
        return found;
    }
    return {};
}

/// Replaces what stands between the lines that a private key begins and ends with; one without an end goes to the end of the text.
QString withoutKeys(const QString &text)
{
    QString result;
    qsizetype at = 0;
    for (Place begin = findKeyLine(text, keyBegins, 0); begin.start >= 0; begin = findKeyLine(text, keyBegins, at)) {
        result += QStringView(text).mid(at, begin.start - at);
        result += QStringLiteral("(private key)");
        const Place end = findKeyLine(text, keyEnds, begin.end);
        at = end.start >= 0 ? end.end : text.size();
    }
    return result += QStringView(text).mid(at);
}

/// The same for PuTTY's key files, which have a form of their own.
QString withoutPuttyKeys(const QString &text)
{
    QString result;
    qsizetype at = 0;
    for (qsizetype begin = text.indexOf(puttyBegins); begin >= 0; begin = text.indexOf(puttyBegins, at)) {
        result += QStringView(text).mid(at, begin - at);
        result += QStringLiteral("(private key)");
        const qsizetype last = text.indexOf(QLatin1String("Private-MAC:"), begin);
        const qsizetype end = last < 0 ? -1 : text.indexOf(u'\n', last);
        at = end < 0 ? text.size() : end;
    }
    return result += QStringView(text).mid(at);
}

/// Values of what is called a password. The name may be part of a longer one (DB_PASSWORD, accessToken); "pass" may not, for
/// much is a compass. A quote that is not closed goes to the end of the line, and so does what stands apart from its name, as a
/// passphrase has several words.
QString withoutValues(QString text)
{
    static const QRegularExpression named = expression(QStringLiteral(
        "((?:password|passphrase|passwd|secret|token|credential|(?:api|private|preshared)[_-]?key)[\\w-]{0,20}|(?<![a-z0-9])(?:pass|pwd|psk))"
        "(\\\\?[\"']?\\s*(?::=|=>|[=:])\\s*)"
        "(\\\\?\"(?:[^\"\\\\\\n]++|\\\\.)*+\"?|'[^'\\n]*+'?|(?<=[ \\t])[^\\n,;]++|[^\\s,;]+)"));
    static const QRegularExpression option = expression(QStringLiteral("(--?(?:password|passphrase|passwd|secret|token|pass)\\s+)\\S+"));
    static const QRegularExpression header = expression(QStringLiteral("(authorization[\"']?\\s*[=:]\\s*)[^\\n]+"));
    text.replace(header, QStringLiteral("\\1(removed)"));
    text.replace(named, QStringLiteral("\\1\\2(removed)"));
    return text.replace(option, QStringLiteral("\\1(removed)"));
}

} // namespace

Secrets Secrets::ofThisMachine()
{
    const QString host = QSysInfo::machineHostName();
    QStringList names = {host};
    if (host.contains(u'.'))
        names += host.section(u'.', 0, 0);
    names.removeAll(QString());
    names.removeAll(QStringLiteral("localhost"));
    QStringList homes = {QDir::homePath(), QDir::home().canonicalPath()};
    homes.removeDuplicates();
    return {homes, names, {}};
}

Redactor::Redactor(const Secrets &secrets)
{
    for (const QString &word : secrets.words) {
        if (word.size() >= shortestWord)
            m_words += {word, QString::fromLatin1(QUrl::toPercentEncoding(word))};
    }
    m_words.removeDuplicates();
    for (const QString &home : secrets.homes) {
        if (home.size() > 1)
            m_homes += expression(QRegularExpression::escape(home) + QStringLiteral("(?![\\w-])"));
    }
    for (const QString &name : secrets.hostNames)
        m_hostNames += alone(name);
}

QString Redactor::operator()(const QString &text) const
{
    if (text.isEmpty())
        return text;
    // Expressions find nothing at all in a text that is not valid.
    QString result = text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
    if (result.contains(u'\x1b')) {
        static const QRegularExpression sequence = expression(QStringLiteral("\\x1b(?:\\[[0-?]*+[ -/]*+[@-~]|\\][^\\x07\\x1b]*+\\x07?|.)?"));
        result.remove(sequence);
    }
    if (result.contains(QLatin1String("PRIVATE KEY")))
        result = withoutKeys(result);
    if (result.contains(puttyBegins))
        result = withoutPuttyKeys(result);
    for (const QString &word : m_words)
        result.replace(word, QStringLiteral("(removed)"));
    result = withoutValues(result);
    if (result.contains(u'@')) { // a password may hold one too: up to the last before the path
        static const QRegularExpression inAddresses = expression(QStringLiteral("\\b([a-z][a-z0-9+.-]{0,20}://)[^/\\s]+@"));
        result.replace(inAddresses, QStringLiteral("\\1"));
    }
    if (result.contains(u'/')) {
        for (const QRegularExpression &home : m_homes)
            result.replace(home, QStringLiteral("~"));
        static const QRegularExpression anyHome = expression(QStringLiteral("(?<!\\w)(?:(?:/var)?/home/[^/\\s:\"']+|/root)(?![\\w-])"));
        result.replace(anyHome, QStringLiteral("~"));
    }
    for (const QRegularExpression &name : m_hostNames)
        result.replace(name, QStringLiteral("(this computer)"));
    return result;
}

QString redact(const QString &text, const Secrets &secrets)
{
    return Redactor(secrets)(text);
}

} // namespace coffer
