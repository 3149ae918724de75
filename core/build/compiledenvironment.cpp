// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/compiledenvironment.h"

#include <QRegularExpression>

namespace coffer {

Result<Environment> compiledEnvironment(const QByteArray &binary)
{
    static const QRegularExpression entry(QStringLiteral("\\A[A-Za-z0-9_.-]+=[\\x20-\\x7e]*\\z"));
    const auto isEntry = [&](qsizetype from, qsizetype to) {
        return entry.match(QString::fromLatin1(binary.constData() + from, to - from)).hasMatch();
    };
    const qsizetype found = binary.indexOf(QByteArrayView("\0bootcmd=", 9)) + 1;
    const qsizetype end = found > 0 ? binary.indexOf(QByteArrayView("\0\0", 2), found) : -1;
    if (end < 0)
        return fail(Errc::NotFound, tr("The boot loader has no environment compiled in."));
    qsizetype begin = found;
    while (begin > 1) {
        const qsizetype before = binary.lastIndexOf('\0', begin - 2) + 1;
        if (!isEntry(before, begin - 1))
            break;
        begin = before;
    }
    Environment variables;
    for (const QByteArray &line : binary.mid(begin, end - begin).split('\0')) {
        const qsizetype equals = line.indexOf('=');
        if (equals > 0)
            variables.insert(QString::fromLatin1(line.left(equals)), QString::fromLatin1(line.mid(equals + 1)));
    }
    return variables;
}

} // namespace coffer
