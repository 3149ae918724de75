// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/virtualreader.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace coffer;

namespace {

constexpr qint64 cardSize = 4 << 20;

/// One aligned block.
struct alignas(4096) Block
{
    std::array<std::byte, 4096> bytes;
    explicit Block(char filling) { bytes.fill(std::byte(filling)); }
};

} // namespace

class VirtualReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void isEmptyAtFirst();
    void makesASparseCardOfItsSize();
    void keepsWhatIsOnACard();
    void numbersEachInsertion();
    void removesTheOldCardBeforeTheNew();
    void opensOnlyTheCardThatIsIn();
    void answersCardGoneOncePulled();
    void doesNotTakeAReinsertedCardForTheSame();
    void refusesNamesThatLeadElsewhere();
    void saysWhenTheFolderIsNone();
    void tellsWhatIsOnACard();
    void knowsNothingOfACardThatIsOut();
    void hasSlotsWithNamesOfTheirOwn();
    void listsCardsInTheOrderOfTheirSlots();
    void leavesOtherSlotsAlone();
    void putsACardIntoOneSlotAtATime();
    void refusesSlotsThatItHasNot();
    void refusesAWriteProtectedCard();
    void takesAProtectedCardOnceItsSliderIsMoved();
    void tellsOfEachChange();
    void makesCardsAnew();
    void makesNoCardAnewThatIsIn();

private:
    static QStringList namesOf(const QList<Card> &cards);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<VirtualReader> m_reader;
};

void VirtualReaderTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_reader = std::make_unique<VirtualReader>(m_folder->filePath(QStringLiteral("cards")), cardSize);
}

void VirtualReaderTest::isEmptyAtFirst()
{
    QVERIFY(m_reader->cards().isEmpty());
    m_reader->remove();
}

void VirtualReaderTest::makesASparseCardOfItsSize()
{
    QSignalSpy inserted(m_reader.get(), &CardSource::inserted);
    QVERIFY(m_reader->insert(QStringLiteral("node07")));

    QCOMPARE(inserted.count(), 1);
    const Card card = m_reader->cards().value(0);
    QCOMPARE(inserted[0][0].value<Card>(), card);
    QCOMPARE(card.devNode, m_folder->filePath(QStringLiteral("cards/node07.card")));
    QCOMPARE(card.size, cardSize);
    QCOMPARE(QFileInfo(card.devNode).size(), cardSize);
}

void VirtualReaderTest::keepsWhatIsOnACard()
{
    const Block written('a');
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QVERIFY((*m_reader->open(m_reader->cards()[0], {}))->write(4096, written.bytes));
    QVERIFY(m_reader->insert(QStringLiteral("node00")));
    QVERIFY(m_reader->insert(QStringLiteral("head")));

    Block read(0);
    QVERIFY((*m_reader->open(m_reader->cards()[0], {}))->read(4096, read.bytes));
    QCOMPARE(read.bytes, written.bytes);
}

void VirtualReaderTest::numbersEachInsertion()
{
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    const Card first = m_reader->cards()[0];
    m_reader->remove();
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QVERIFY(!(m_reader->cards()[0] == first));
    QCOMPARE(m_reader->cards()[0].byId, first.byId);
}

void VirtualReaderTest::removesTheOldCardBeforeTheNew()
{
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QStringList order;
    connect(m_reader.get(), &CardSource::removed, this, [&](const Card &card) {
        order += QStringLiteral("-") + QFileInfo(card.devNode).baseName();
        QVERIFY(m_reader->cards().isEmpty());
    });
    connect(m_reader.get(), &CardSource::inserted, this, [&](const Card &card) {
        order += QStringLiteral("+") + QFileInfo(card.devNode).baseName();
        QCOMPARE(m_reader->cards(), QList<Card>{card});
    });
    QVERIFY(m_reader->insert(QStringLiteral("node00")));
    QCOMPARE(order, QStringList({QStringLiteral("-head"), QStringLiteral("+node00")}));
}

void VirtualReaderTest::opensOnlyTheCardThatIsIn()
{
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    const Card card = m_reader->cards()[0];
    QVERIFY(m_reader->open(card, {}));
    m_reader->remove();
    QCOMPARE(m_reader->open(card, {}).error().code, Errc::CardGone);
    QVERIFY(m_reader->insert(QStringLiteral("node00")));
    QCOMPARE(m_reader->open(card, {}).error().code, Errc::CardGone);
}

void VirtualReaderTest::answersCardGoneOncePulled()
{
    Block block('a');
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    const auto target = m_reader->open(m_reader->cards()[0], {});
    QVERIFY((*target)->write(0, block.bytes));
    m_reader->remove();
    QCOMPARE((*target)->write(0, block.bytes).error().code, Errc::CardGone);
    QCOMPARE((*target)->read(0, block.bytes).error().code, Errc::CardGone);
    QCOMPARE((*target)->flush().error().code, Errc::CardGone);
}

void VirtualReaderTest::doesNotTakeAReinsertedCardForTheSame()
{
    const Block block('a');
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    const auto target = m_reader->open(m_reader->cards()[0], {});
    QVERIFY(m_reader->insert(QStringLiteral("head"))); // although the old one is still held open
    QCOMPARE((*target)->write(0, block.bytes).error().code, Errc::CardGone);
}

void VirtualReaderTest::refusesNamesThatLeadElsewhere()
{
    for (const char *name : {"", "../head", "a/b", ".hidden", "/dev/sda"}) {
        QCOMPARE(m_reader->insert(QString::fromLatin1(name)).error().code, Errc::Usage);
        QVERIFY(m_reader->cards().isEmpty());
    }
    QVERIFY(m_reader->insert(QStringLiteral("node00")));
    const QString link = m_folder->filePath(QStringLiteral("cards/node01.card"));
    QVERIFY(QFile::link(QStringLiteral("/dev/null"), link));
    QVERIFY(!m_reader->insert(QStringLiteral("node01")));
    QVERIFY(m_reader->cards().isEmpty());
}

void VirtualReaderTest::saysWhenTheFolderIsNone()
{
    QFile file(m_folder->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    VirtualReader reader(file.fileName(), cardSize);
    QVERIFY(!reader.insert(QStringLiteral("head")));
    QVERIFY(reader.cards().isEmpty());
}

void VirtualReaderTest::tellsWhatIsOnACard()
{
    const Block block('a');
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    const Card card = m_reader->cards()[0];
    QVERIFY(std::holds_alternative<BlankCard>(m_reader->examine(card, {})));
    QVERIFY((*m_reader->open(card, {}))->write(0, block.bytes));
    QVERIFY(std::holds_alternative<ForeignCard>(m_reader->examine(card, {})));
}

void VirtualReaderTest::knowsNothingOfACardThatIsOut()
{
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    const Card card = m_reader->cards()[0];
    m_reader->remove();
    QVERIFY(std::holds_alternative<UnreadableCard>(m_reader->examine(card, {})));
}

QStringList VirtualReaderTest::namesOf(const QList<Card> &cards)
{
    QStringList names;
    for (const Card &card : cards)
        names += QFileInfo(card.devNode).baseName();
    return names;
}

void VirtualReaderTest::hasSlotsWithNamesOfTheirOwn()
{
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QCOMPARE(m_reader->cards()[0].slot, QStringLiteral("Virtual reader"));
    QCOMPARE(m_reader->cards()[0].byId, QStringLiteral("virtual-reader-0:0"));

    VirtualReader reader(m_folder->path(), cardSize, 3);
    QCOMPARE(reader.slotCount(), 3);
    QVERIFY(reader.insert(QStringLiteral("head"), 2));
    const Card first = reader.cards()[0];
    QCOMPARE(first.slot, QStringLiteral("Virtual reader, slot 3"));
    QCOMPARE(first.byId, QStringLiteral("virtual-reader-0:2"));
    QVERIFY(reader.insert(QStringLiteral("node00"), 2));
    QCOMPARE(reader.cards()[0].byId, first.byId);
    QVERIFY(reader.cards()[0].diskSeq != first.diskSeq);
}

void VirtualReaderTest::listsCardsInTheOrderOfTheirSlots()
{
    VirtualReader reader(m_folder->path(), cardSize, 4);
    QVERIFY(reader.insert(QStringLiteral("c"), 3));
    QVERIFY(reader.insert(QStringLiteral("a"), 0));
    QVERIFY(reader.insert(QStringLiteral("b"), 2));
    QCOMPARE(namesOf(reader.cards()), QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    QCOMPARE(reader.cardIn(0), QStringLiteral("a"));
    QCOMPARE(reader.cardIn(1), QString());
}

void VirtualReaderTest::leavesOtherSlotsAlone()
{
    VirtualReader reader(m_folder->path(), cardSize, 2);
    QVERIFY(reader.insert(QStringLiteral("a"), 0));
    QVERIFY(reader.insert(QStringLiteral("b"), 1));
    const auto target = reader.open(reader.cards()[0], {});
    QVERIFY(target);
    const Block block('a');
    QVERIFY(reader.insert(QStringLiteral("c"), 1));
    const Card second = reader.cards()[1];
    reader.remove(second);
    reader.remove(second);
    QVERIFY((*target)->write(0, block.bytes));
    QCOMPARE(namesOf(reader.cards()), QStringList(QStringLiteral("a")));
}

void VirtualReaderTest::putsACardIntoOneSlotAtATime()
{
    VirtualReader reader(m_folder->path(), cardSize, 2);
    QVERIFY(reader.insert(QStringLiteral("a"), 0));
    const Status second = reader.insert(QStringLiteral("a"), 1);
    QCOMPARE(second.error().code, Errc::Busy);
    QVERIFY2(second.error().message.contains(QLatin1String("slot 1")), qPrintable(second.error().message));
    QVERIFY(QFile::link(reader.cardPath(QStringLiteral("a")), reader.cardPath(QStringLiteral("b"))));
    QCOMPARE(reader.insert(QStringLiteral("b"), 1).error().code, Errc::Busy); // the same by another name
    QCOMPARE(namesOf(reader.cards()), QStringList(QStringLiteral("a")));

    reader.remove(0);
    QVERIFY(reader.insert(QStringLiteral("a"), 1));
}

void VirtualReaderTest::refusesSlotsThatItHasNot()
{
    QCOMPARE(m_reader->insert(QStringLiteral("head"), 1).error().code, Errc::Usage);
    QCOMPARE(m_reader->insert(QStringLiteral("head"), -1).error().code, Errc::Usage);
    m_reader->remove(1);
    m_reader->remove(-1);
    QVERIFY(m_reader->cards().isEmpty());
}

void VirtualReaderTest::refusesAWriteProtectedCard()
{
    QSignalSpy inserted(m_reader.get(), &CardSource::inserted);
    QSignalSpy refused(m_reader.get(), &CardSource::refused);
    QSignalSpy removed(m_reader.get(), &CardSource::removed);
    m_reader->setFaults(QStringLiteral("head"), {.isProtected = true});
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(refused.count(), 1);
    QVERIFY(m_reader->cards().isEmpty());
    QCOMPARE(m_reader->refusals().size(), 1);
    const Refusal refusal = m_reader->refusals()[0];
    QCOMPARE(refused[0][0].value<Refusal>(), refusal);
    QCOMPARE(refusal.kind, Refusal::Kind::Card);
    QCOMPARE(refusal.reason, writeProtected());
    QCOMPARE(refusal.slot, QStringLiteral("Virtual reader"));
    QCOMPARE(m_reader->cardIn(0), QStringLiteral("head"));

    m_reader->remove();
    QVERIFY(m_reader->refusals().isEmpty());
    QCOMPARE(removed.count(), 0); // it was never offered
}

void VirtualReaderTest::takesAProtectedCardOnceItsSliderIsMoved()
{
    m_reader->setFaults(QStringLiteral("head"), {.isProtected = true});
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    m_reader->setFaults(QStringLiteral("head"), {});
    QVERIFY(m_reader->cards().isEmpty()); // the slider is not within reach
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QCOMPARE(m_reader->cards().size(), 1);
    QVERIFY(m_reader->refusals().isEmpty());
}

void VirtualReaderTest::tellsOfEachChange()
{
    QSignalSpy changed(m_reader.get(), &VirtualReader::changed);
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    QCOMPARE(changed.count(), 1);
    m_reader->setFaults(QStringLiteral("node00"), {.isProtected = true});
    QVERIFY(m_reader->insert(QStringLiteral("node00")));
    QCOMPARE(changed.count(), 3); // out and in
    m_reader->remove();
    m_reader->remove();
    QCOMPARE(changed.count(), 4);
}

void VirtualReaderTest::makesCardsAnew()
{
    const QString name = QStringLiteral("photos");
    QVERIFY(m_reader->make(name, VirtualReader::Contents::Strange));
    QVERIFY(m_reader->insert(name));
    const CardContents strange = m_reader->examine(m_reader->cards()[0], {});
    QVERIFY(std::holds_alternative<ForeignCard>(strange));
    QVERIFY2(describe(strange).startsWith(QLatin1String("1 partition: FAT PHOTOS")), qPrintable(describe(strange)));

    m_reader->remove();
    QVERIFY(m_reader->make(name, VirtualReader::Contents::Blank));
    QVERIFY(m_reader->insert(name));
    QVERIFY(std::holds_alternative<BlankCard>(m_reader->examine(m_reader->cards()[0], {})));
    QCOMPARE(m_reader->cards()[0].size, cardSize);
}

void VirtualReaderTest::makesNoCardAnewThatIsIn()
{
    const Block block('a');
    QVERIFY(m_reader->insert(QStringLiteral("head")));
    const auto target = m_reader->open(m_reader->cards()[0], {});
    QCOMPARE(m_reader->make(QStringLiteral("head"), VirtualReader::Contents::Blank).error().code, Errc::Busy);
    QVERIFY((*target)->write(0, block.bytes));
    QCOMPARE(m_reader->make(QStringLiteral("../head"), VirtualReader::Contents::Blank).error().code, Errc::Usage);

    const QString victim = m_folder->filePath(QStringLiteral("victim"));
    QFile file(victim);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("precious") > 0 && file.flush());
    QVERIFY(QFile::link(victim, m_reader->cardPath(QStringLiteral("link"))));
    QVERIFY(m_reader->make(QStringLiteral("link"), VirtualReader::Contents::Strange));
    QCOMPARE(QFileInfo(victim).size(), 8);
}

QTEST_GUILESS_MAIN(VirtualReaderTest)
#include "tst_virtualreader.moc"
