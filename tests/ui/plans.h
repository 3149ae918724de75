// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"

namespace coffer {

/// A plan for a head and `count` nodes, all open.
inline Plan makeOpenPlan(int count)
{
    constexpr quint32 firstAddress = 0xC0000200; // 192.0.2.0
    Plan plan;
    Node head;
    head.role = Role::Head;
    head.name = QStringLiteral("head");
    head.address = Ipv4(firstAddress + 250);
    plan.entries.append({head, Outcome::Open, {}});
    for (int i = 0; i < count; ++i) {
        Node node;
        node.index = i;
        node.name = QStringLiteral("node%1").arg(i, 2, 10, QLatin1Char('0'));
        node.address = Ipv4(firstAddress + 100 + quint32(i));
        plan.entries.append({node, Outcome::Open, {}});
    }
    return plan;
}

/// The same, all verified.
inline Plan makeDonePlan(int count)
{
    Plan plan = makeOpenPlan(count);
    for (Plan::Entry &entry : plan.entries)
        entry.outcome = Outcome::Verified;
    return plan;
}

/// A card of 4 GiB in a reader's slot.
inline Card makeCard()
{
    Card card;
    card.devNode = QStringLiteral("/dev/sdx");
    card.byId = QStringLiteral("usb-reader");
    card.slot = QStringLiteral("Reader 1, slot 2");
    card.model = QStringLiteral("Acme SD");
    card.size = qint64(4) << 30;
    card.diskSeq = 7;
    return card;
}

} // namespace coffer
