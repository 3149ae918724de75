// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/ubootconfig.h"

namespace coffer {
namespace {

/// An option that Kconfig left out is one that is off.
QByteArray valueOf(const KconfigOptions &options, const QByteArray &name)
{
    return options.value("CONFIG_" + name, "n");
}

/// A number as Kconfig writes it (0x…, or decimal); -1 when there is none.
qint64 numberOf(const KconfigOptions &options, const QByteArray &name)
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

Status checkEnvironmentPlace(const KconfigOptions &options, const Board &board)
{
    if (valueOf(options, "ENV_IS_IN_MMC") != "y")
        return fail(Errc::InvalidInput, tr("U-Boot for %1 does not read its environment from the card; "
                                           "set CONFIG_ENV_IS_IN_MMC in u-boot/config.").arg(board.name));
    if (valueOf(options, "SYS_REDUNDAND_ENVIRONMENT") != "n")
        return fail(Errc::InvalidInput, tr("U-Boot for %1 wants two environments, the card has one; "
                                           "unset CONFIG_SYS_REDUNDAND_ENVIRONMENT in u-boot/config.").arg(board.name));
    const qint64 offset = numberOf(options, "ENV_OFFSET");
    const qint64 size = numberOf(options, "ENV_SIZE");
    if (offset == board.environmentOffset && size == board.environmentSize)
        return ok();
    return fail(Errc::InvalidInput, tr("U-Boot for %1 reads its environment at %2, size %3, "
                                       "but board.toml puts it at %4, size %5; make them the same.")
                                        .arg(board.name, hex(offset), hex(size), hex(board.environmentOffset), hex(board.environmentSize)));
}

} // namespace coffer
