// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/cluster/clusterimages.h"
#include "lab/cluster/emulatedcluster.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

/// Ends the test function with the error's sentence, if there is one.
#define MUST(expression)                                                  \
    do {                                                                  \
        const auto &outcome_ = (expression);                              \
        if (!outcome_)                                                    \
            QFAIL(qPrintable(outcome_.error().message));                  \
    } while (false)

namespace coffer {

/// The coffer as it is built and flashed, with a head and two nodes, emulated: it starts, and everything that its manual says
/// of it holds. The functions follow one another, on the same machines.
class ClusterLab : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    // power.cpp: from the cards to a running cluster
    void theHeadStartsWithTrashOnItsEmmc();
    void itsRootHasGrownToTheCard();
    void theHeadTakesTheComputeRoot();
    void theNodesStartFromTheHead();
    void noUnitHasFailed();
    void eachMachineHasItsName();
    void everybodyMayPing();

    // clocks.cpp
    void noClockIsBeforeTheBuild();
    void theClocksAgree();

    // access.cpp: who gets in
    void theClustersMachinesAskNothing();
    void noPasswordIsTaken();
    void noOtherKeyIsTaken();
    void theConsoleTakesNoPassword();
    void theShareTakesNoOtherSecret();

    // work.cpp: what it is for
    void theShareIsTheSameEverywhere();
    void mpiRunsOverBothNodes();

    // reboots.cpp
    void aNodeRebootsAndForgets();
    void theHeadRebootsUnderItsNodes();

private:
    EmulatedBoard &head() { return m_cluster->head(); }
    EmulatedBoard &node(int index) { return m_cluster->node(index); }
    /// A command line of cc's on this machine.
    Result<QString> runAsCc(const EmulatedBoard &machine, const QString &line, const QByteArray &input = {}) const;
    /// How ssh does not get in.
    QString refusal(const EmulatedBoard &machine, const Login &login) const;

    QTemporaryDir m_work;
    ClusterImages m_images;
    Cluster m_plan;
    std::unique_ptr<EmulatedCluster> m_cluster;
    bool m_isUp = false; ///< head and nodes run; without that, nothing after power.cpp can be tried
    bool m_hasFailed = false;
    QElapsedTimer m_clock;
};

} // namespace coffer
