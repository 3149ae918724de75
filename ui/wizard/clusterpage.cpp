// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/clusterpage.h"

#include "ui/wrappinglist.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer {
namespace {

QString factsOf(const Cluster &cluster)
{
    const Network &network = cluster.network;
    QStringList boards;
    for (const Board &board : cluster.boards)
        boards += board.name;
    return ClusterPage::tr("Cluster: %1\nNetwork: %2/%3, gateway %4, domain %5\nBoards: %6\nSystem: Debian %7, profile %8")
        .arg(cluster.id, network.subnet.toString())
        .arg(network.prefixLength)
        .arg(network.gateway.toString(), network.domain, boards.join(QStringLiteral(", ")), cluster.suite, cluster.profile);
}

/// Whether the nodes' cards hold the same.
bool isSamePlan(const Cluster &one, const Cluster &other)
{
    const auto isSame = [&](const Node &a, const Node &b) {
        return a.name == b.name && a.boardId == b.boardId && substitutions(one, a) == substitutions(other, b);
    };
    return one.id == other.id && std::ranges::equal(one.nodes, other.nodes, isSame);
}

} // namespace

ClusterPage::ClusterPage(const WizardServices &services)
    : WizardPage(tr("The cluster"), tr("Compare with the coffer in front of you. To change something edit boards/cluster.toml, then read it again.")),
      m_services(services), m_facts(new QLabel), m_nodes(new WrappingList({tr("Node"), tr("Address"), tr("Board")}))
{
    m_facts->setObjectName(QStringLiteral("facts"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_nodes->setObjectName(QStringLiteral("nodes"));
    m_nodes->setAccessibleName(tr("Nodes"));
    body()->addWidget(m_facts);
    body()->addWidget(m_nodes, 1);
    addButton(QStringLiteral("again"), tr("&Read again"), [this] { read(); });
}

bool ClusterPage::isComplete() const
{
    return m_cluster && isSamePlan(*m_cluster, m_services.flashed);
}

void ClusterPage::read()
{
    run<Cluster>(tr("Reading …"), m_services.cluster, [this](const Result<Cluster> &read) {
        m_cluster = read ? std::optional(*read) : std::nullopt;
        draw();
        if (!read)
            sayError(read.error());
    });
}

void ClusterPage::draw()
{
    m_nodes->clear();
    m_facts->setText(m_cluster ? factsOf(*m_cluster) : QString());
    if (!m_cluster)
        return;
    for (const Node &node : m_cluster->nodes)
        new QTreeWidgetItem(m_nodes, {node.name, node.address.toString(), m_cluster->boards.value(node.boardId).name});
    if (!isComplete())
        return say(Symbol::Attention, Tone::Warning, tr("This is another plan than the station was started with. Close the station and start it again."));
    say(Symbol::Verified, Tone::Good, tr("A head and %1 compute nodes.").arg(m_cluster->nodes.size() - 1));
}

} // namespace coffer
