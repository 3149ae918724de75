// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/kconfig.h"

#include <QRegularExpression>
#include <QStringList>

namespace coffer {

Result<KconfigOptions> parseKconfig(const QByteArray &text, const QString &where)
{
    static const QRegularExpression set(QStringLiteral("\\A(CONFIG_\\w+)=(\\S.*)\\z"));
    static const QRegularExpression unset(QStringLiteral("\\A# (CONFIG_\\w+) is not set\\z"));
    static const QRegularExpression comment(QStringLiteral("\\A(#(?! ?CONFIG_).*)?\\z"));
    KconfigOptions options;
    int number = 0;
    for (const QByteArray &bytes : text.split('\n')) {
        ++number;
        const QString line = QString::fromUtf8(bytes);
        if (const auto option = set.match(line); option.hasMatch())
            options.insert(option.captured(1).toUtf8(), option.captured(2).toUtf8());
        else if (const auto absent = unset.match(line); absent.hasMatch())
            options.insert(absent.captured(1).toUtf8(), "n");
        else if (!comment.match(line).hasMatch())
            return fail(Errc::InvalidInput, tr("%1:%2: no option of a configuration; allowed: CONFIG_NAME=value, # CONFIG_NAME is not set, "
                                               "comments that do not begin with CONFIG_").arg(where).arg(number));
    }
    return options;
}

Status checkKconfig(const KconfigOptions &wanted, const KconfigOptions &finished)
{
    QStringList wrong;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const QByteArray got = finished.value(it.key(), "n");
        if (got != it.value())
            wrong += QStringLiteral("%1=%2 (%3)").arg(QString::fromUtf8(it.key()), QString::fromUtf8(it.value()), QString::fromUtf8(got));
    }
    if (wrong.isEmpty())
        return ok();
    return fail(Errc::InvalidInput, tr("The configuration does not take what is wanted of it (in brackets what it became): %1. "
                                       "Give what an option depends on, or leave it out.").arg(wrong.join(QStringLiteral(", "))));
}

} // namespace coffer
