// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/openerrors.h"

#include "core/base/files.h"
#include "core/cards/devices.h"

#include <cerrno>

namespace coffer {

tl::unexpected<Error> cardGone(const QString &devNode)
{
    return fail(Errc::CardGone, tr("The card is no longer in %1, or another one is there now; put it in again.").arg(devNode));
}

tl::unexpected<Error> cardBusy(const QString &devNode)
{
    const Result<DeviceProperties> device = blockDevice(devNode);
    const QString points = device ? systemDisks().mountPointsOf(*device) : QString();
    if (!points.isEmpty())
        return fail(Errc::Busy, tr("%1 is mounted at %2; unmount it and try again.").arg(devNode, points));
    return fail(Errc::Busy, tr("%1 is in use by another program or mounted; close that or unmount it, and try again.").arg(devNode));
}

tl::unexpected<Error> openError(const QString &devNode, int number)
{
    switch (number) {
    case EBUSY:
        return cardBusy(devNode);
    case ENOENT:
    case ENXIO:
    case ENODEV:
    case ENOMEDIUM:
        return cardGone(devNode);
    case EACCES:
    case EPERM:
        return fail(Errc::Refused, tr("This user may not open %1; run the program as one who may (root, or of the device's group).").arg(devNode));
    case EROFS:
        return fail(Errc::Refused, tr("The card in %1 is write-protected; move the slider on its side.").arg(devNode));
    default:
        return fail(Errc::Failed, tr("%1 cannot be opened: %2.").arg(devNode, systemError(number)));
    }
}

} // namespace coffer
