// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/ipv4.h"

#include <QStringList>

namespace coffer {

Ipv4 Ipv4::fromString(const QString &text)
{
    const QStringList parts = text.split(u'.');
    if (parts.size() != 4)
        return {};
    quint32 number = 0;
    for (const QString &part : parts) {
        const uint byte = part.toUInt();
        if (byte > 255 || part != QString::number(byte))
            return {};
        number = number << 8 | byte;
    }
    return Ipv4(number);
}

QString Ipv4::toString() const
{
    return QStringLiteral("%1.%2.%3.%4").arg(m_number >> 24).arg(m_number >> 16 & 0xFF).arg(m_number >> 8 & 0xFF).arg(m_number & 0xFF);
}

} // namespace coffer
