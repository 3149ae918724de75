// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/ubootconfig.h"

#include <QMap>
#include <QRegularExpression>

namespace coffer {
namespace {

using Options = QMap<QString, QString>; ///< without CONFIG_; "n" where it is said to be not set

/// Reads .config lines (Linux' Documentation/kbuild/kconfig.rst).
Options optionsIn(const QByteArray &text)
{
    static const QRegularExpression set(QStringLiteral("\\ACONFIG_(\\w+)=(.*)\\z"));
    static const QRegularExpression unset(QStringLiteral("\\A# CONFIG_(\\w+) is not set\\z"));
    Options options;
    for (const QByteArray &line : text.split('\n')) {
        const QString trimmed = QString::fromUtf8(line).trimmed();
        if (const auto match = set.match(trimmed); match.hasMatch())
            options.insert(match.captured(1), match.captured(2));
        else if (const auto none = unset.match(trimmed); none.hasMatch())
            options.insert(none.captured(1), QStringLiteral("n"));
    }
    return options;
}

/// An option that Kconfig left out is one that is off.
QString valueOf(const Options &options, const QString &name)
{
    return options.value(name, QStringLiteral("n"));
}

/// A number as Kconfig writes it (0x…, or decimal); -1 when there is none.
qint64 numberOf(const Options &options, const QString &name)
{
    bool right = false;
    const qint64 number = valueOf(options, name).toLongLong(&right, 0);
    return right ? number : -1;
}

QString hex(qint64 number)
{
    return number < 0 ? tr("nowhere") : QStringLiteral("0x") + QString::number(number, 16).toUpper();
}

} // namespace

Status checkFragment(const QByteArray &config, const QByteArray &fragment)
{
    const Options options = optionsIn(config);
    const Options wanted = optionsIn(fragment);
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        const QString value = valueOf(options, it.key());
        if (value != *it)
            return fail(Errc::InvalidInput, tr("U-Boot did not take CONFIG_%1=%2 of u-boot/config but has it as %3; "
                                               "check the option's name and what it depends on in this version.").arg(it.key(), *it, value));
    }
    return ok();
}

Status checkEnvironmentPlace(const QByteArray &config, const Board &board)
{
    const Options options = optionsIn(config);
    if (valueOf(options, QStringLiteral("ENV_IS_IN_MMC")) != u'y')
        return fail(Errc::InvalidInput, tr("U-Boot for %1 does not read its environment from the card; "
                                           "set CONFIG_ENV_IS_IN_MMC in u-boot/config.").arg(board.name));
    if (valueOf(options, QStringLiteral("SYS_REDUNDAND_ENVIRONMENT")) != u'n')
        return fail(Errc::InvalidInput, tr("U-Boot for %1 wants two environments, the card has one; "
                                           "unset CONFIG_SYS_REDUNDAND_ENVIRONMENT in u-boot/config.").arg(board.name));
    const qint64 offset = numberOf(options, QStringLiteral("ENV_OFFSET"));
    const qint64 size = numberOf(options, QStringLiteral("ENV_SIZE"));
    if (offset == board.environmentOffset && size == board.environmentSize)
        return ok();
    return fail(Errc::InvalidInput, tr("U-Boot for %1 reads its environment at %2, size %3, "
                                       "but board.toml puts it at %4, size %5; make them the same.")
                                        .arg(board.name, hex(offset), hex(size), hex(board.environmentOffset), hex(board.environmentSize)));
}

} // namespace coffer
