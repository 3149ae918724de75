// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "core/batch/autoswap.h"
#include "support/batchkit.h"
#include "ui/station.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace coffer;

namespace {

constexpr int slotCount = 8;
constexpr qint64 blocked = 400; ///< ms; a gap that long is no matter of how busy the machine is

} // namespace

/// Whether the window answers while all slots are written as fast as they take it.
class BusyStationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersWhileEightCardsAreWritten();
};

void BusyStationTest::answersWhileEightCardsAreWritten()
{
    const QTemporaryDir folder;
    const Cluster cluster = makeCluster(16);
    for (const Node &node : cluster.nodes)
        QVERIFY(makeImage(folder.path(), node));
    VirtualReader reader(folder.filePath(QStringLiteral("cards")), testCardSize, slotCount);
    const auto prepare = [&](const Plan &plan, Progress &) -> Result<MakeBatch> {
        const Result<Journal> journal = Journal::open(folder.filePath(QStringLiteral("journal")), cluster.id);
        if (!journal)
            return passOn(journal);
        return [&, plan, journal = *journal] {
            auto runner = std::make_unique<BatchRunner>(plan, reader, imagesIn(folder.path()), journal);
            swapByItself(*runner, reader, [](const Error &error) { qWarning("%s", qPrintable(error.message)); });
            return runner;
        };
    };
    Station station(*makePlan(cluster), prepare);
    MainWindow window(station, [](const QString &, const std::optional<Card> &) -> Result<CardRecord> { return CardRecord{}; });
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));

    QElapsedTimer since;
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    qint64 longest = 0;
    qsizetype atOnce = 0;
    connect(&beat, &QTimer::timeout, this, [&] {
        longest = std::max(longest, since.restart());
        atOnce = std::max(atOnce, station.batch().slots.size());
    });
    since.start();
    beat.start(5);
    station.start();
    QTRY_VERIFY_WITH_TIMEOUT(std::holds_alternative<Ended>(station.state()), 120000);

    QCOMPARE(station.batch().plan.count(Outcome::Verified), 17);
    qInfo("%d cards at once; the longest gap between two beats of 5 ms: %d ms", int(atOnce), int(longest));
    QVERIFY2(atOnce > slotCount / 2, "not many at once");
    QVERIFY2(longest < blocked, "the event loop was blocked");
}

QTEST_MAIN(BusyStationTest)
#include "tst_busystation.moc"
