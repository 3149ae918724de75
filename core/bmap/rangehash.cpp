// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bmap/rangehash.h"

namespace coffer {

RangeHash::RangeHash(ChecksumType type)
{
    if (type == ChecksumType::Sha1)
        m_other = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha1);
    if (type == ChecksumType::Sha512)
        m_other = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha512);
}

void RangeHash::add(QByteArrayView data)
{
    if (m_other)
        m_other->addData(data);
    else
        m_sha256.add(data);
}

QByteArray RangeHash::takeHex()
{
    if (!m_other)
        return m_sha256.takeHex();
    const QByteArray digest = m_other->result().toHex();
    m_other->reset();
    return digest;
}

QByteArray checksumName(ChecksumType type)
{
    switch (type) {
    case ChecksumType::Sha1:
        return "sha1";
    case ChecksumType::Sha512:
        return "sha512";
    case ChecksumType::Sha256:
        break;
    }
    return "sha256";
}

qsizetype checksumDigits(ChecksumType type)
{
    switch (type) {
    case ChecksumType::Sha1:
        return 40;
    case ChecksumType::Sha512:
        return 128;
    case ChecksumType::Sha256:
        break;
    }
    return 64;
}

} // namespace coffer
