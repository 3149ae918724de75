// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cardrecord.h"

#include "plans.h"

#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

const QDateTime morning(QDate(2026, 6, 3), QTime(8, 0), Qt::UTC);

JournalStep step(JournalStep::Kind kind, int minute)
{
    JournalStep step;
    step.kind = kind;
    step.time = morning.addSecs(minute * 60);
    step.node = QStringLiteral("node00");
    step.card = makeCard();
    if (kind != JournalStep::Kind::Inserted)
        step.marker.imageId = QStringLiteral("abc123");
    return step;
}

QString shown(int minute)
{
    return QLocale().toString(morning.addSecs(minute * 60).toLocalTime(), QLocale::ShortFormat);
}

QString valueOf(const QList<CardFact> &facts, const char *label)
{
    for (const CardFact &fact : facts) {
        if (fact.label == QLatin1String(label))
            return fact.value;
    }
    return {};
}

} // namespace

class CardRecordTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsOfThePresentCard();
    void tellsOfTheLastCardOnRecord();
    void tellsNoEndOfATryThatIsOn();
    void tellsOnlyWhatThereIs();
    void tellsHowFarTheCardIs();
    void readsTheJournal();
};

void CardRecordTest::tellsOfThePresentCard()
{
    Card card = makeCard();
    card.serial = QStringLiteral("cid-7");
    Plan::Entry entry = {makeOpenPlan(1).entries[1].node};
    entry.tries = 2;
    entry.message = QStringLiteral("It broke.");
    const SlotState slot = Checking{entry.node, card};
    const auto facts = factsOf(&entry, &slot, {}, {{}, QStringLiteral("This card failed twice.")});
    QCOMPARE(facts, (QList<CardFact>{{QStringLiteral("Reader"), QStringLiteral("Reader 1, slot 2")},
                                     {QStringLiteral("Card"), QStringLiteral("Acme SD, 4.0 GiB")},
                                     {QStringLiteral("Serial number"), QStringLiteral("cid-7")},
                                     {QStringLiteral("Tries"), QStringLiteral("2")},
                                     {QStringLiteral("Last failure"), QStringLiteral("It broke.")},
                                     {QStringLiteral("This card before"), QStringLiteral("This card failed twice.")}}));
}

void CardRecordTest::tellsOfTheLastCardOnRecord()
{
    JournalStep verified = step(JournalStep::Kind::Verified, 2);
    verified.report = FlashReport{.bytesWritten = 100'000'000, .bytesSkipped = 1 << 20, .bytesVerified = 200'000'000, .repaired = 1, .secondsWriting = 50, .secondsVerifying = 20};
    const CardRecord record = {{step(JournalStep::Kind::Inserted, 0), step(JournalStep::Kind::Started, 0), verified}, {}};
    const auto facts = factsOf(nullptr, nullptr, {}, record);
    QCOMPARE(valueOf(facts, "Was in reader"), QStringLiteral("Reader 1, slot 2"));
    QCOMPARE(valueOf(facts, "Image"), QStringLiteral("abc123"));
    QCOMPARE(valueOf(facts, "Begun"), shown(0));
    QCOMPARE(valueOf(facts, "Ended"), shown(2) + QStringLiteral(", verified"));
    QCOMPARE(valueOf(facts, "Written"), QStringLiteral("95.4 MiB in 0:50, 2.0 MB/s"));
    QCOMPARE(valueOf(facts, "Was there already"), QStringLiteral("1.0 MiB"));
    QCOMPARE(valueOf(facts, "Read back"), QStringLiteral("190.7 MiB in 0:20, 10.0 MB/s"));
    QVERIFY(valueOf(facts, "Mended").contains(QLatin1String("do not trust this card")));
}

void CardRecordTest::tellsNoEndOfATryThatIsOn()
{
    const CardRecord record = {{step(JournalStep::Kind::Started, 0), step(JournalStep::Kind::Failed, 1), step(JournalStep::Kind::Started, 5)}, {}};
    const auto facts = factsOf(nullptr, nullptr, {}, record);
    QCOMPARE(valueOf(facts, "Begun"), shown(5));
    QCOMPARE(valueOf(facts, "Ended"), QString());
}

void CardRecordTest::tellsOnlyWhatThereIs()
{
    const Plan::Entry entry = {makeOpenPlan(1).entries[1].node};
    QCOMPARE(factsOf(&entry, nullptr, {}, {}), QList<CardFact>());
    QCOMPARE(factsOf(nullptr, nullptr, {}, {}), QList<CardFact>());
}

void CardRecordTest::tellsHowFarTheCardIs()
{
    const auto facts = factsOf(nullptr, nullptr, CardProgress{FlashPhase::Verifying, 0.5, 42e6, 30}, {});
    QCOMPARE(valueOf(facts, "Whole card"), QStringLiteral("75 %, 42.0 MB/s, 0:30 left"));
}

void CardRecordTest::readsTheJournal()
{
    QTemporaryDir folder;
    const auto journal = Journal::open(folder.filePath(QStringLiteral("journal")), QStringLiteral("ours"));
    QVERIFY(journal);
    JournalStep failed = step(JournalStep::Kind::Failed, 1);
    failed.card.serial = QStringLiteral("cid-7");
    failed.message = QStringLiteral("It broke.");
    QVERIFY(journal->record(failed));
    const auto record = readRecord(*journal, QStringLiteral("node00"), failed.card);
    QVERIFY2(record, record ? "" : qPrintable(record.error().message));
    QCOMPARE(record->steps.size(), 1);
    QCOMPARE(detailsOf(record->steps.first()), QStringLiteral("It broke."));
    QVERIFY2(record->history.contains(QLatin1String("failed")), qPrintable(record->history));
    const auto other = readRecord(*journal, QStringLiteral("node01"), {});
    QVERIFY(other && other->steps.isEmpty() && other->history.isEmpty());
}

QTEST_GUILESS_MAIN(CardRecordTest)
#include "tst_cardrecord.moc"
