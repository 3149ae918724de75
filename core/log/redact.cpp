// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/redact.h"

#include <QDir>
#include <QRegularExpression>
#include <QSysInfo>

namespace coffer {
namespace {

constexpr qsizetype shortestWord = 4; ///< a shorter one would black out half of all words

/// `word` on its own: not within a longer word.
QRegularExpression alone(const QString &word)
{
    return QRegularExpression(QStringLiteral("(?<![\\w-])%1(?![\\w-])").arg(QRegularExpression::escape(word)), QRegularExpression::CaseInsensitiveOption);
}

/// Replaces what stands between the lines that a private key begins and ends with; one without an end goes to the end of the text.
QString withoutKeys(QString text)
{
    static const QRegularExpression begin(QStringLiteral("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----"));
    static const QRegularExpression end(QStringLiteral("-----END [A-Z0-9 ]*PRIVATE KEY-----"));
    for (auto found = begin.match(text); found.hasMatch(); found = begin.match(text, found.capturedStart())) {
        const auto closed = end.match(text, found.capturedEnd());
        const qsizetype stop = closed.hasMatch() ? closed.capturedEnd() : text.size();
        text.replace(found.capturedStart(), stop - found.capturedStart(), QStringLiteral("(private key)"));
    }
    return text;
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
    return {{QDir::homePath()}, names, {}};
}

QString redact(const QString &text, const Secrets &secrets)
{
    QString result = withoutKeys(text);
    static const QRegularExpression values(QStringLiteral("\\b(pass(?:word|phrase|wd)?|secret|token|api[_-]?key|credentials?)(\"?\\s*[=:]\\s*)(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s,;\"']+)"),
                                           QRegularExpression::CaseInsensitiveOption);
    result.replace(values, QStringLiteral("\\1\\2(removed)"));
    static const QRegularExpression inAddresses(QStringLiteral("\\b([a-z][a-z0-9+.-]{0,20}://)[^/\\s@]{1,256}@"), QRegularExpression::CaseInsensitiveOption);
    result.replace(inAddresses, QStringLiteral("\\1"));
    for (const QString &word : secrets.words) {
        if (word.size() >= shortestWord)
            result.replace(word, QStringLiteral("(removed)"));
    }
    for (const QString &home : secrets.homes) {
        if (home.size() > 1)
            result.replace(QRegularExpression(QRegularExpression::escape(home) + QStringLiteral("(?![\\w-])")), QStringLiteral("~"));
    }
    static const QRegularExpression anyHome(QStringLiteral("(?<!\\w)(?:/home/[^/\\s:\"']+|/root)(?![\\w-])"));
    result.replace(anyHome, QStringLiteral("~"));
    for (const QString &name : secrets.hostNames)
        result.replace(alone(name), QStringLiteral("(this computer)"));
    return result;
}

} // namespace coffer
