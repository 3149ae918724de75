// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sha256.h"
#include "core/bmap/bmap.h"

#include <QCryptographicHash>

#include <memory>

namespace coffer {

/// Streaming checksum of a map's ranges, of any type that maps have.
class RangeHash
{
public:
    explicit RangeHash(ChecksumType type);

    void add(QByteArrayView data);
    /// The digest of all that was added, as lower-case hex digits; starts anew.
    QByteArray takeHex();

private:
    Sha256 m_sha256;
    std::unique_ptr<QCryptographicHash> m_other; ///< null for SHA-256
};

/// The name that maps give the type: "sha256".
QByteArray checksumName(ChecksumType type);

/// Hex digits of a checksum.
qsizetype checksumDigits(ChecksumType type);

} // namespace coffer
