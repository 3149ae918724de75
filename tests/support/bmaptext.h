// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bmap/rangehash.h"

namespace coffer {

inline QByteArray digest(QByteArrayView data, ChecksumType type = ChecksumType::Sha256)
{
    RangeHash hash(type);
    hash.add(data);
    return hash.takeHex();
}

/// Puts the right checksum in the place of "SELF", so that a map's flaw is another than that.
inline QByteArray sealed(QByteArray xml, ChecksumType type = ChecksumType::Sha256)
{
    const QByteArray zeros(checksumDigits(type), '0');
    const QByteArray own = digest(QByteArray(xml).replace("SELF", zeros), type);
    return xml.replace("SELF", own);
}

} // namespace coffer
