// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/cluster.h"

#include <algorithm>

namespace coffer {

Ipv4 Network::netmask() const
{
    return Ipv4(prefixLength == 0 ? 0U : 0xFFFFFFFFU << (32 - prefixLength));
}

const Node *Cluster::findNode(const QString &name) const
{
    bool isIndex = false;
    const int index = name.toInt(&isIndex);
    const auto found = std::find_if(nodes.cbegin(), nodes.cend(), [&](const Node &node) {
        return node.name == name || (isIndex && !node.isHead() && node.index == index);
    });
    return found == nodes.cend() ? nullptr : &*found;
}

QStringList Cluster::hosts() const
{
    QStringList hosts;
    for (const Node &node : nodes)
        hosts << node.hostName << node.hostName + u'.' + network.domain << node.address.toString();
    return hosts;
}

const Board &Cluster::boardFor(Role role) const
{
    return *std::find_if(boards.cbegin(), boards.cend(), [&](const Board &board) { return board.role == role; });
}

} // namespace coffer
