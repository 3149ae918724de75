// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/plan.h"

#include <QRegularExpression>
#include <QSet>

namespace coffer {
namespace {

/// "head, node00 to node15".
QString nodesOf(const Cluster &cluster)
{
    const QString first = cluster.nodes.value(1).name;
    const QString last = cluster.nodes.value(cluster.nodes.size() - 1).name;
    return cluster.nodes.size() < 3 ? tr("there are %1").arg(cluster.nodes.value(0).name + u' ' + first)
                                    : tr("there are %1 and %2 to %3").arg(cluster.nodes.value(0).name, first, last);
}

Result<QString> nameOf(const Cluster &cluster, const QString &word)
{
    if (const Node *node = cluster.findNode(word))
        return node->name;
    return fail(Errc::Usage, tr("There is no node \"%1\"; %2.").arg(word, nodesOf(cluster)));
}

/// The names that one part between commas stands for: "head", "3", "7-9".
Result<QSet<QString>> namesOf(const Cluster &cluster, const QString &part)
{
    static const QRegularExpression range(QStringLiteral("^(\\d{1,4})\\s*-\\s*(\\d{1,4})$"));
    const auto match = range.match(part);
    if (!match.hasMatch()) {
        const Result<QString> name = nameOf(cluster, part);
        return name ? Result<QSet<QString>>(QSet<QString>{*name}) : passOn(name);
    }
    const int first = match.captured(1).toInt();
    const int last = match.captured(2).toInt();
    if (first > last)
        return fail(Errc::Usage, tr("The range \"%1\" runs backwards; write %2-%3.").arg(part).arg(last).arg(first));
    QSet<QString> names;
    for (int index = first; index <= last; ++index) {
        const Result<QString> name = nameOf(cluster, QString::number(index));
        if (!name)
            return passOn(name);
        names += *name;
    }
    return names;
}

} // namespace

Result<Plan> makePlan(const Cluster &cluster, const QString &only)
{
    QSet<QString> chosen;
    if (!only.isEmpty()) {
        for (const QString &part : only.split(u',')) {
            if (part.trimmed().isEmpty())
                return fail(Errc::Usage, tr("\"%1\" has nothing between two commas; write it like \"head,3,7-9\".").arg(only));
            const Result<QSet<QString>> names = namesOf(cluster, part.trimmed());
            if (!names)
                return passOn(names);
            chosen += *names;
        }
    }
    Plan plan;
    plan.cluster = cluster.id;
    for (const Node &node : cluster.nodes) {
        if (only.isEmpty() || chosen.contains(node.name))
            plan.entries.append({node, Outcome::Open, {}});
    }
    return plan;
}

QString tally(const Plan &plan)
{
    const int unread = plan.countUnread();
    QStringList parts = {tr("%1 of %2 cards verified").arg(plan.count(Outcome::Verified) - unread).arg(plan.entries.size())};
    const std::pair<int, QString> others[] = {{unread, tr("%1 not read back")},
                                              {plan.count(Outcome::Failed), tr("%1 failed")},
                                              {plan.count(Outcome::Skipped), tr("%1 skipped")},
                                              {plan.count(Outcome::Open), tr("%1 not done")}};
    for (const auto &[count, words] : others) {
        if (count > 0)
            parts += words.arg(count);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace coffer
