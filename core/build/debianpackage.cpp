// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/debianpackage.h"

#include <QRegularExpression>

namespace coffer {

Result<QMap<QByteArray, QByteArray>> candidate(const AptArchive &archive, const QString &name, Progress &progress)
{
    const Result<QByteArray> text = askApt(archive, archive.configFile, QStringLiteral("apt-cache"),
                                           {QStringLiteral("show"), QStringLiteral("--no-all-versions"), name}, progress);
    if (!text && text.error().code == Errc::Cancelled)
        return passOn(text);
    QMap<QByteArray, QByteArray> fields;
    for (const QByteArray &line : text.value_or(QByteArray()).split('\n')) {
        const qsizetype colon = line.indexOf(": ");
        if (colon > 0 && !line.startsWith(' '))
            fields.insert(line.left(colon), line.mid(colon + 2).trimmed());
    }
    if (fields.value("Version").isEmpty())
        return fail(Errc::NotFound, tr("Debian's archive has no package %1 in this suite; check suite and mirror in cluster.toml.").arg(name));
    return fields;
}

Result<QString> dependency(const QMap<QByteArray, QByteArray> &fields, const QByteArray &prefix)
{
    static const QRegularExpression form(QStringLiteral("\\A[a-z0-9][a-z0-9+.-]+\\z"));
    for (const QByteArray &entry : fields.value("Depends").split(',')) {
        const QString name = QString::fromLatin1(entry).trimmed().section(QRegularExpression(QStringLiteral("[ :(|]")), 0, 0);
        if (name.startsWith(QLatin1String(prefix)) && form.match(name).hasMatch())
            return name;
    }
    return fail(Errc::NotFound, tr("Debian's package %1 depends on no package %2….")
                                    .arg(QString::fromLatin1(fields.value("Package")), QString::fromLatin1(prefix)));
}

} // namespace coffer
