// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/place.h"

namespace coffer {

QString describePlace(const ImageSource &, qint64 first, qint64 last)
{
    return tr("%1 bytes").arg(last - first + 1);
}

} // namespace coffer
