// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/place.h"

#include "core/bmap/locatebytes.h"

namespace coffer {

QString describePlace(const ImageSource &image, qint64 first, qint64 last)
{
    const bool isReadable = image.compression == Compression::None;
    const QString text = isReadable ? textOf(locateBytes(image.path, first, last - first + 1)) : QString();
    return text.isEmpty() ? tr("%1 bytes").arg(last - first + 1) : text;
}

} // namespace coffer
