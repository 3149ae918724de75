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

private:
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
    QVERIFY((*m_reader->open(m_reader->cards()[0]))->write(4096, written.bytes));
    QVERIFY(m_reader->insert(QStringLiteral("node00")));
    QVERIFY(m_reader->insert(QStringLiteral("head")));

    Block read(0);
    QVERIFY((*m_reader->open(m_reader->cards()[0]))->read(4096, read.bytes));
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
    const auto target = m_reader->open(m_reader->cards()[0]);
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
    const auto target = m_reader->open(m_reader->cards()[0]);
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

QTEST_GUILESS_MAIN(VirtualReaderTest)
#include "tst_virtualreader.moc"
