// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/cardmarker.h"

#include "core/flash/flash.h"
#include "support/imagefile.h"
#include "support/memorycard.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace coffer;

namespace {

constexpr qint64 imageSize = 3 << 20;

CardMarker marker()
{
    return {QStringLiteral("c16"), QStringLiteral("node07"), QStringLiteral("5f2d"), QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC), QStringLiteral("0.1.0")};
}

/// A card's start with an MBR of one partition and a boot loader.
QByteArray cardStart()
{
    QByteArray start(markerReach, '\0');
    qToLittleEndian(quint32(0xc0ffee), start.data() + 440);
    start[446 + 4] = '\x83';
    qToLittleEndian(quint32(32768), start.data() + 446 + 8);
    qToLittleEndian(quint32(1000000), start.data() + 446 + 12);
    start[510] = '\x55';
    start[511] = '\xaa';
    start.replace(32768, 4, "RK33");
    return start;
}

QByteArray markedStart(const CardMarker &of = marker())
{
    QByteArray start = cardStart();
    return start.replace(markerOffset, markerSize, formatMarker(of, start));
}

} // namespace

class CardMarkerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatWasWritten();
    void isNotThereOnOtherCards();
    void isVoidOnceTheCardIsUsedForSomethingElse_data();
    void isVoidOnceTheCardIsUsedForSomethingElse();
    void holdsWhenTheRootPartitionHasGrown();
    void isVoidWithAnyBitWrong();
    void holdsWhateverItsTextsAre();
    void survivesHostileTexts();
    void standsOnAFlashedCardThatStillVerifies();
    void leavesAnImageAloneThatHasSomethingThere();
    void doesNotHideAWrongByteFromVerifying();
};

void CardMarkerTest::saysWhatWasWritten()
{
    const QByteArray start = markedStart();
    QCOMPARE(start.size(), cardStart().size());
    QVERIFY(parseMarker(start) == marker());
}

void CardMarkerTest::isNotThereOnOtherCards()
{
    QVERIFY(!parseMarker({}));
    QVERIFY(!parseMarker(cardStart()));
    QVERIFY(!parseMarker(markedStart().first(markerReach - 1)));
}

void CardMarkerTest::isVoidOnceTheCardIsUsedForSomethingElse_data()
{
    QTest::addColumn<int>("offset");
    QTest::newRow("formatted as a whole") << 3;
    QTest::newRow("another disk number") << 440;
    QTest::newRow("another kind of partition") << 446 + 4;
    QTest::newRow("the partition elsewhere") << 446 + 9;
    QTest::newRow("one more partition") << 446 + 16 + 4;
    QTest::newRow("another boot loader") << 32768 + 100;
}

void CardMarkerTest::isVoidOnceTheCardIsUsedForSomethingElse()
{
    QFETCH(int, offset);
    QByteArray start = markedStart();
    start[offset] = char(start[offset] + 1);
    QVERIFY(!parseMarker(start));
}

void CardMarkerTest::holdsWhenTheRootPartitionHasGrown()
{
    QByteArray start = markedStart();
    qToLittleEndian(quint32(60000000), start.data() + 446 + 12);
    QVERIFY(parseMarker(start));
}

void CardMarkerTest::isVoidWithAnyBitWrong()
{
    const QByteArray good = markedStart();
    const qsizetype end = good.indexOf('}', markerOffset) + 1;
    for (qsizetype at = markerOffset; at < end; ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray bad = good;
            bad[at] = char(bad[at] ^ (1 << bit));
            QVERIFY2(!parseMarker(bad), qPrintable(QString::number(at)));
        }
    }
}

void CardMarkerTest::holdsWhateverItsTextsAre()
{
    CardMarker longest = marker();
    for (QString *text : {&longest.cluster, &longest.node, &longest.imageId, &longest.program})
        *text = QString(1000, QChar(0x20ac));
    const std::optional<CardMarker> found = parseMarker(markedStart(longest));
    QVERIFY(found);
    QCOMPARE(found->node, longest.node.first(128));
}

void CardMarkerTest::survivesHostileTexts()
{
    CardMarker hostile = marker();
    hostile.node = QStringLiteral("node\x1b[2J\n");
    const std::optional<CardMarker> found = parseMarker(markedStart(hostile));
    QVERIFY(found);
    QCOMPARE(found->node, QStringLiteral("node?[2J?"));
    hostile.cluster.clear();
    QVERIFY(!parseMarker(markedStart(hostile)));
}

namespace {

/// An image whose first bytes are `start`, and a card on which it was written with a marker.
struct Flashed
{
    explicit Flashed(const QByteArray &start)
    {
        const QByteArray bytes = start + QByteArray(imageSize - start.size(), 'i');
        Bmap map = fullBmap(imageSize);
        addChecksums(map, bytes);
        image = imageFile(folder.path(), bytes, map);
        outcome = flashCard(image, card, progress, {}, marker());
    }
    QByteArray cardBytes() const { return card.bytes(0, imageSize); }
    void spoil(qint64 at) { card.setBytes(at, QByteArray(1, char(~card.bytes(at, 1).front()))); }

    QTemporaryDir folder;
    ImageSource image;
    MemoryCard card{8 << 20};
    Progress progress;
    Result<FlashReport> outcome;
};

} // namespace

void CardMarkerTest::standsOnAFlashedCardThatStillVerifies()
{
    Flashed flashed(cardStart());
    QVERIFY(flashed.outcome);
    QVERIFY(parseMarker(flashed.cardBytes()) == marker());
    const auto verified = verifyImage(flashed.image, flashed.card, flashed.progress);
    QVERIFY2(verified, verified ? "" : qPrintable(verified.error().message));
    ImageSource unchecked = flashed.image;
    unchecked.map = fullBmap(imageSize);
    QVERIFY(verifyImage(unchecked, flashed.card, flashed.progress));
}

void CardMarkerTest::leavesAnImageAloneThatHasSomethingThere()
{
    QByteArray start = cardStart();
    start[markerOffset + 700] = 'x';
    Flashed flashed(start);
    QVERIFY(flashed.outcome);
    QVERIFY(flashed.cardBytes().startsWith(start));
    QVERIFY(verifyImage(flashed.image, flashed.card, flashed.progress));
}

void CardMarkerTest::doesNotHideAWrongByteFromVerifying()
{
    Flashed flashed(cardStart());
    for (const qint64 at : {qint64(0), markerOffset - 1, markerOffset, markerOffset + markerSize, qint64(2 << 20)}) {
        flashed.spoil(at);
        QVERIFY2(!verifyImage(flashed.image, flashed.card, flashed.progress), qPrintable(QString::number(at)));
        flashed.spoil(at);
    }
    QVERIFY(verifyImage(flashed.image, flashed.card, flashed.progress));
}

QTEST_GUILESS_MAIN(CardMarkerTest)
#include "tst_cardmarker.moc"
