// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readerspanel.h"

#include "core/cards/virtualreader.h"
#include "plans.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace coffer;

namespace {

/// Readers as a test wants them.
class FixedReaders : public CardSource
{
public:
    QList<Card> in;
    QList<Refusal> refused;
    QList<Refusal> empty;

    QList<Card> cards() const override { return in; }
    QList<Refusal> refusals() const override { return refused; }
    QList<Refusal> emptySlots() const override { return empty; }
    CardContents examine(const Card &, const CancelToken &) override { return {}; }
    Result<std::unique_ptr<BlockTarget>> open(const Card &, const CancelToken &) override { return fail(Errc::Failed, QStringLiteral("No.")); }
};

QString doing(const BatchState &state, const QHash<QString, CardProgress> &progress = {})
{
    FixedReaders readers;
    readers.in = {makeCard()};
    return slotRowsOf(readers, state, progress).first().doing;
}

} // namespace

class ReadersPanelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsInTheReaders();
    void saysWhyACardCannotBeUsed();
    void saysWhatTheBatchDoesWithACard();
    void saysHowFarACardIs();
    void ordersSlotsByTheirNumbers();
    void wrapsLongReasons();
    void keepsTheSelectedRow();

private:
    static QStringList rows(const ReadersPanel &panel)
    {
        const auto *list = panel.findChild<QTreeWidget *>(QStringLiteral("slots"));
        QStringList rows;
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            rows += list->topLevelItem(i)->data(0, Qt::AccessibleTextRole).toString();
        return rows;
    }

    QTemporaryDir m_folder;
};

void ReadersPanelTest::saysWhatIsInTheReaders()
{
    VirtualReader reader(m_folder.path(), 4 << 20, 2);
    const ReadersPanel panel(reader);
    const QString first = QStringLiteral("Virtual reader, slot 1, empty");
    QCOMPARE(rows(panel), (QStringList{first, QStringLiteral("Virtual reader, slot 2, empty")}));
    QVERIFY(reader.insert(QStringLiteral("a"), 1));
    QCOMPARE(rows(panel), (QStringList{first, QStringLiteral("Virtual reader, slot 2, Virtual card, 4.0 MiB")}));
    reader.remove(1);
    QCOMPARE(rows(panel), (QStringList{first, QStringLiteral("Virtual reader, slot 2, empty")}));
}

void ReadersPanelTest::saysWhyACardCannotBeUsed()
{
    VirtualReader reader(m_folder.path(), 4 << 20);
    const ReadersPanel panel(reader);
    VirtualFaults faults;
    faults.isProtected = true;
    reader.setFaults(QStringLiteral("b"), faults);
    QVERIFY(reader.insert(QStringLiteral("b")));
    QVERIFY2(rows(panel).first().contains(QLatin1String("cannot be used. The card is write-protected")), qPrintable(rows(panel).first()));
    reader.remove();
    QVERIFY(!rows(panel).first().contains(QLatin1String("write-protected")));
}

void ReadersPanelTest::saysWhatTheBatchDoesWithACard()
{
    const Card card = makeCard();
    const BatchState in = next(start(makeOpenPlan(1)), CardInserted{card});
    QCOMPARE(doing(start(makeOpenPlan(1))), QString());
    QCOMPARE(doing(in), QStringLiteral("head: checking"));
    const BatchState asked = next(in, CardChecked{card, {{}, QStringLiteral("Sure?"), {}}});
    QCOMPARE(doing(asked), QStringLiteral("head: asking"));
    QCOMPARE(doing(next(asked, Declined{card})), QStringLiteral("left alone, as you chose"));
    const BatchState begun = next(in, CardChecked{card, {}});
    QCOMPARE(doing(begun), QStringLiteral("head: preparing"));
    QCOMPARE(doing(next(begun, WorkDone{card, FlashReport{}})), QStringLiteral("waits to be removed: head"));
    QCOMPARE(doing(next(begun, WorkDone{card, fail(Errc::Failed, QStringLiteral("It broke."))})), QStringLiteral("head failed: It broke."));
    QCOMPARE(doing(next(start({}), CardInserted{card})), QStringLiteral("left alone: no node needs a card"));
}

void ReadersPanelTest::saysHowFarACardIs()
{
    FixedReaders readers;
    readers.in = {makeCard()};
    ReadersPanel panel(readers);
    BatchState state = next(next(start(makeOpenPlan(1)), CardInserted{makeCard()}), CardChecked{makeCard(), {}});
    state = next(state, PhaseReached{makeCard(), FlashPhase::Writing});
    panel.setState(state);
    ProgressEvent event;
    event.node = QStringLiteral("head");
    event.phase = QStringLiteral("write");
    event.done = 43;
    event.total = 100;
    panel.noteProgress(event);
    QCOMPARE(rows(panel), QStringList{QStringLiteral("Reader 1, slot 2, Acme SD, 4.0 GiB, head: writing, 43 %")});
    panel.setState(next(state, WorkDone{makeCard(), FlashReport{}}));
    panel.noteProgress(event); // too late
    QCOMPARE(rows(panel), QStringList{QStringLiteral("Reader 1, slot 2, Acme SD, 4.0 GiB, waits to be removed: head")});
}

void ReadersPanelTest::ordersSlotsByTheirNumbers()
{
    FixedReaders readers;
    const auto slot = [](const char *name) { return Refusal{Refusal::Kind::NoMedium, {}, {}, QLatin1String(name), {}, 0, {}}; };
    readers.empty = {slot("Reader 10, slot 1"), slot("Reader 2, slot 2")};
    readers.in = {makeCard()};
    QStringList names;
    for (const SlotRow &row : slotRowsOf(readers, start({}), {}))
        names += row.slot;
    QCOMPARE(names, (QStringList{QStringLiteral("Reader 1, slot 2"), QStringLiteral("Reader 2, slot 2"), QStringLiteral("Reader 10, slot 1")}));
}

void ReadersPanelTest::wrapsLongReasons()
{
    FixedReaders readers;
    Refusal refusal{Refusal::Kind::Card, {}, {}, QStringLiteral("Reader 1"), QStringLiteral("Acme SD"), 0, QStringLiteral("A long reason. ").repeated(12)};
    readers.refused = {refusal, refusal};
    readers.refused[1].reason = QStringLiteral("Short.");
    ReadersPanel panel(readers);
    panel.resize(450, 300);
    panel.show();
    const auto *list = panel.findChild<QTreeWidget *>(QStringLiteral("slots"));
    const auto height = [list](int row) { return list->visualItemRect(list->topLevelItem(row)).height(); };
    QTRY_VERIFY2(height(0) > 2 * height(1), qPrintable(QStringLiteral("%1 %2").arg(height(0)).arg(height(1))));
    QVERIFY(list->topLevelItem(0)->toolTip(2).contains(refusal.reason));
}

void ReadersPanelTest::keepsTheSelectedRow()
{
    VirtualReader reader(m_folder.path(), 4 << 20, 2);
    ReadersPanel panel(reader);
    auto *list = panel.findChild<QTreeWidget *>(QStringLiteral("slots"));
    list->setCurrentItem(list->topLevelItem(1));
    QVERIFY(reader.insert(QStringLiteral("c"), 1));
    QCOMPARE(list->indexOfTopLevelItem(list->currentItem()), 1);
    QVERIFY(list->currentItem()->text(1).startsWith(QLatin1String("Virtual card")));
}

QTEST_MAIN(ReadersPanelTest)
#include "tst_readerspanel.moc"
