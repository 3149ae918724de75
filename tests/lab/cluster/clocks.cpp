// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/tst_clusterlab.h"

#include "core/base/files.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>

namespace coffer {
namespace {

constexpr qint64 secondMs = 1000;

/// When the archive's index was made that the images' packages come from: apt refuses it where it is earlier than that.
QDateTime archiveDate(const QString &cache, const QString &suite)
{
    static const QRegularExpression date(QStringLiteral("^Date: (.*)$"), QRegularExpression::MultilineOption);
    const QDir lists(cache + QStringLiteral("/apt-") + suite + QStringLiteral("/state/lists"));
    QDateTime newest;
    for (const QString &name : lists.entryList({QStringLiteral("*InRelease")})) {
        QString text = date.match(QString::fromUtf8(readFile(lists.filePath(name)).value_or(QByteArray()))).captured(1).trimmed();
        const QDateTime made = QDateTime::fromString(text.replace(QStringLiteral(" UTC"), QStringLiteral(" +0000")), Qt::RFC2822Date);
        newest = !newest.isValid() || made > newest ? made : newest;
    }
    return newest;
}

} // namespace

void ClusterLab::noClockIsBeforeTheBuild()
{
    const QDateTime archive = archiveDate(QStringLiteral(LAB_CACHE), m_plan.suite);
    QVERIFY(archive.isValid());
    for (EmulatedBoard *machine : m_cluster->machines()) {
        const Result<QString> times = m_cluster->run(*machine, QStringLiteral("date +%s; stat -c %Y /usr/lib/clock-epoch"));
        MUST(times);
        const qint64 now = times->section(u'\n', 0, 0).toLongLong();
        QVERIFY2(now >= archive.toSecsSinceEpoch(), qPrintable(machine->name() + QStringLiteral(": ") + *times));
        QVERIFY2(now >= times->section(u'\n', 1, 1).toLongLong(), qPrintable(machine->name() + QStringLiteral(": ") + *times));
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
