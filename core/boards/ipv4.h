// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer {

/// An IPv4 address.
class Ipv4
{
public:
    Ipv4() = default;
    explicit Ipv4(quint32 number) : m_number(number) {}

    /// The address written as four decimal numbers, without leading zeros; 0.0.0.0 for anything else.
    static Ipv4 fromString(const QString &text);
    QString toString() const;
    quint32 number() const { return m_number; }

    bool operator==(const Ipv4 &other) const = default;
    auto operator<=>(const Ipv4 &other) const = default;

private:
    quint32 m_number = 0;
};

} // namespace coffer
