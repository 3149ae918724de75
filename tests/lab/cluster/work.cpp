// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/tst_clusterlab.h"

#include "core/base/files.h"

namespace coffer {

void ClusterLab::theShareIsTheSameEverywhere()
{
    MUST(runAsCc(node(0), QStringLiteral("cat > /share/note && sync /share/note"), "from node00\n"));
    for (EmulatedBoard *machine : {&node(1), &head()}) {
        const Result<QString> note = runAsCc(*machine, QStringLiteral("cat /share/note && stat -c %U /share/note"));
        MUST(note);
        QCOMPARE(*note, QStringLiteral("from node00\ncc"));
    }
}

void ClusterLab::mpiRunsOverBothNodes()
{
    const Result<QByteArray> program = readFile(QStringLiteral(COFFER_SOURCE_DIR "/tests/lab/cluster/ranks.c"));
    MUST(program);
    MUST(runAsCc(head(), QStringLiteral("cat > /share/ranks.c && mpicc -o /share/ranks /share/ranks.c"), *program));
    // As the manual has it: from wherever root is.
    const Result<QString> said = runAsCc(head(), QStringLiteral("mpirun -np 4 /share/ranks"));
    MUST(said);
    QStringList lines = said->split(u'\n');
    lines.sort();
    QCOMPARE(lines, (QStringList{QStringLiteral("rank 0 of 4 on node00: sum 6"), QStringLiteral("rank 1 of 4 on node00: sum 6"),
                                 QStringLiteral("rank 2 of 4 on node01: sum 6"), QStringLiteral("rank 3 of 4 on node01: sum 6")}));
}

} // namespace coffer
