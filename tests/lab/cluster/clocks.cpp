// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/tst_clusterlab.h"

#include "core/base/files.h"
#include "core/build/imagestage.h"
#include "core/build/manifest.h"

namespace coffer {
namespace {

constexpr qint64 secondMs = 1000;

} // namespace

void ClusterLab::noClockIsBeforeTheBuild()
{
    for (EmulatedBoard *machine : m_cluster->machines()) {
        const Board &board = m_plan.boardOf(*m_plan.findNode(machine->name()));
        const Result<QByteArray> manifest = readFile(manifestPath(m_images.images(), board));
        MUST(manifest);
        const qint64 built = epochOf(*manifest);
        QVERIFY(built > 0);
        const Result<QString> now = m_cluster->run(*machine, QStringLiteral("date +%s"));
        MUST(now);
        QVERIFY2(now->toLongLong() >= built, qPrintable(QStringLiteral("%1: %2 s before").arg(machine->name()).arg(built - now->toLongLong())));
    }
}

void ClusterLab::theClocksAgree()
{
    const Result<QByteArray> script = readFile(QStringLiteral(COFFER_SOURCE_DIR "/tests/lab/cluster/clocks"));
    MUST(script);
    const Result<QString> said = runAsCc(head(), QStringLiteral("bash -s %1 %2").arg(node(0).name(), node(1).name()), *script);
    MUST(said);
    const QStringList lines = said->split(u'\n');
    QCOMPARE(lines.size(), 2);
    for (const QString &line : lines) {
        const qint64 before = line.section(u' ', 1, 1).toLongLong();
        const qint64 there = line.section(u' ', 2, 2).toLongLong();
        const qint64 after = line.section(u' ', 3, 3).toLongLong();
        QVERIFY2(after - before < secondMs, qPrintable(line));
        QVERIFY2(there > before - secondMs && there < after + secondMs, qPrintable(line));
    }
}

} // namespace coffer
