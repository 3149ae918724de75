// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/carddetails.h"

#include "plans.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QThreadPool>
#include <QTreeWidget>

#include <atomic>

using namespace coffer;

namespace {

const QString name = QStringLiteral("head");

/// The node's record, and how it was asked for.
struct Record
{
    CardRecord record;
    std::atomic<int> asked = 0;
    std::atomic<bool> wasOnTheWindowsThread = false;
    std::atomic<bool> hadCard = false;

    ~Record() { QThreadPool::globalInstance()->waitForDone(); } // who reads it may come to that late

    ReadRecord reader()
    {
        return [this](const QString &, const std::optional<Card> &card) -> Result<CardRecord> {
            ++asked;
            hadCard = card.has_value();
            wasOnTheWindowsThread = QThread::currentThread() == QCoreApplication::instance()->thread();
            return record;
        };
    }
};

QStringList textsOf(const CardDetails &details)
{
    QStringList texts;
    for (const QLabel *label : details.findChildren<QLabel *>())
        texts += label->text();
    return texts;
}

} // namespace

class CardDetailsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsItsRecordInAJob();
    void showsWhyTheRecordCannotBeRead();
    void readsAgainOnlyWhenTheStandingChanges();
    void followsTheCardsProgress();
    void takesNoTextForMarkup();
    void offersWhatIsPossible();
    void mayBeClosedWhileItReads();
};

void CardDetailsTest::readsItsRecordInAJob()
{
    Record record;
    JournalStep one;
    one.time = QDateTime(QDate(2026, 6, 3), QTime(8, 0), Qt::UTC);
    JournalStep two = one;
    two.kind = JournalStep::Kind::Failed;
    two.message = QStringLiteral("It broke.");
    record.record = {{one, two}, QStringLiteral("This card failed once.")};
    CardDetails details(name, record.reader());
    QSignalSpy shown(&details, &CardDetails::recordShown);
    QVERIFY(shown.wait());
    QVERIFY(!record.wasOnTheWindowsThread);
    const auto *steps = details.findChild<QTreeWidget *>(QStringLiteral("steps"));
    QCOMPARE(steps->topLevelItemCount(), 2);
    QCOMPARE(steps->topLevelItem(0)->text(1), QStringLiteral("failed")); // the newest first
    QCOMPARE(steps->topLevelItem(0)->text(3), QStringLiteral("It broke."));
    QVERIFY(textsOf(details).contains(QStringLiteral("This card failed once.")));
}

void CardDetailsTest::showsWhyTheRecordCannotBeRead()
{
    const ReadRecord broken = [](const QString &, const std::optional<Card> &) -> Result<CardRecord> { return fail(Errc::Failed, QStringLiteral("The journal is damaged.")); };
    CardDetails details(name, broken);
    QSignalSpy shown(&details, &CardDetails::recordShown);
    QVERIFY(shown.wait());
    const auto *error = details.findChild<QLabel *>(QStringLiteral("error"));
    QVERIFY(error->isVisibleTo(&details));
    QCOMPARE(error->text(), QStringLiteral("The journal is damaged."));
}

void CardDetailsTest::readsAgainOnlyWhenTheStandingChanges()
{
    Record record;
    CardDetails details(name, record.reader());
    QSignalSpy shown(&details, &CardDetails::recordShown);
    QVERIFY(shown.wait());
    QCOMPARE(record.asked, 1);
    const BatchState in = next(start(makeOpenPlan(1)), CardInserted{makeCard()});
    details.setState(Running{}, in);
    QVERIFY(shown.wait());
    QVERIFY(record.hadCard);
    details.setState(Running{}, in);
    details.setState(Running{}, next(in, CardInserted{Card{{}, QStringLiteral("other"), {}, {}, 0, 1, {}}}));
    QCOMPARE(record.asked, 2);
}

void CardDetailsTest::followsTheCardsProgress()
{
    Record record;
    CardDetails details(name, record.reader());
    BatchState state = next(next(start(makeOpenPlan(1)), CardInserted{makeCard()}), CardChecked{makeCard(), {}});
    state = next(state, PhaseReached{makeCard(), FlashPhase::Writing});
    details.setState(Running{}, state);
    ProgressEvent event;
    event.node = name;
    event.phase = QStringLiteral("write");
    event.done = 40;
    event.total = 100;
    details.noteProgress(event);
    event.node = QStringLiteral("node00");
    event.done = 90;
    details.noteProgress(event);
    QCOMPARE(details.findChild<QLabel *>(QStringLiteral("words"))->text(), QStringLiteral("writing, 40 %"));
    QVERIFY(textsOf(details).contains(QStringLiteral("20 %"))); // of the whole card
    QVERIFY(textsOf(details).contains(QStringLiteral("Reader 1, slot 2")));
}

void CardDetailsTest::takesNoTextForMarkup()
{
    Card card = makeCard();
    card.model = QStringLiteral("<b>Acme</b>");
    Record record;
    CardDetails details(name, record.reader());
    details.setState(Running{}, next(start(makeOpenPlan(1)), CardInserted{card}));
    bool isShown = false;
    for (const QLabel *label : details.findChildren<QLabel *>()) {
        if (!label->text().contains(QLatin1String("Acme")))
            continue;
        isShown = true;
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QVERIFY(isShown);
}

void CardDetailsTest::offersWhatIsPossible()
{
    Record record;
    CardDetails details(name, record.reader());
    auto *pick = details.findChild<QPushButton *>(QStringLiteral("pick"));
    auto *skip = details.findChild<QPushButton *>(QStringLiteral("skip"));
    QVERIFY(!pick->isEnabled() && !skip->isEnabled()); // nothing is known of it

    BatchState state = start(makeOpenPlan(1));
    details.setState(Running{}, state);
    QVERIFY(!pick->isEnabled() && skip->isEnabled()); // it is the next anyway
    details.setState(Running{}, next(state, SkipNode{name}));
    QVERIFY(pick->isEnabled() && skip->isEnabled());
    QSignalSpy skipped(&details, &CardDetails::skipAsked);
    skip->click();
    QCOMPARE(skipped.count(), 1);
    QCOMPARE(skipped[0][0].toString(), name);
    state = next(next(state, CardInserted{makeCard()}), CardChecked{makeCard(), {}});
    details.setState(Running{}, state);
    QVERIFY(!pick->isEnabled() && !skip->isEnabled()); // it is written
    details.setState(Running{}, next(state, WorkDone{makeCard(), FlashReport{}}));
    QVERIFY(pick->isEnabled() && !skip->isEnabled());

    QSignalSpy picked(&details, &CardDetails::pickAsked);
    pick->click();
    QCOMPARE(picked.count(), 1);
    QCOMPARE(picked[0][0].toString(), name);
}

void CardDetailsTest::mayBeClosedWhileItReads()
{
    std::atomic<bool> mayGoOn = false;
    std::atomic<bool> isThrough = false;
    {
        const ReadRecord slow = [&](const QString &, const std::optional<Card> &) -> Result<CardRecord> {
            while (!mayGoOn)
                QThread::yieldCurrentThread();
            isThrough = true;
            return CardRecord{};
        };
        CardDetails details(name, slow);
    }
    mayGoOn = true;
    QTRY_VERIFY(isThrough);
}

QTEST_MAIN(CardDetailsTest)
#include "tst_carddetails.moc"
