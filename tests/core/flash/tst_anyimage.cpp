// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/flash.h"
#include "core/flash/imagememory.h"
#include "support/imagefile.h"
#include "support/randomimage.h"
#include "support/shuffledqueue.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr int imageCount = 48;
constexpr int rounds = 500;            ///< of four flashings each
constexpr qint64 secondsAtMost = 20;   ///< for slow machines and sanitizers

using Operation = MemoryCard::Operation;

} // namespace

/// Any image with any map, on any card that held anything, with its requests carried out in any order.
class AnyImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isOnTheCardAfterwards();

private:
    qint64 randomSize();
    QByteArray randomContents(qint64 size, const QByteArray &image);
    void flash(const ImageSource &image, const QByteArray &bytes, const QByteArray &before);
    void flashAgain(const ImageSource &image);

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    QList<QByteArray> m_images;
    std::unique_ptr<MemoryCard> m_card;
    FlashOptions m_options;
};

void AnyImageTest::initTestCase()
{
    m_random = seededGenerator();
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("memory")));
    for (int i = 0; i < imageCount; ++i) {
        m_images.append(randomBytes(randomSize(), m_random));
        QVERIFY(QDir(m_folder.path()).mkdir(QString::number(i)));
        QVERIFY(!imageFile(m_folder.filePath(QString::number(i)), m_images.last(), {}).path.isEmpty());
    }
    const ImageSource newest{m_folder.filePath(QStringLiteral("%1/image").arg(imageCount - 1)), fullBmap(1), true};
    QTRY_VERIFY(!imageIdentity(newest).isEmpty()); // only what has been left alone for a while is remembered
}

/// 64 KiB to 4 MiB, often about a MiB's boundary.
qint64 AnyImageTest::randomSize()
{
    if (m_random.bounded(3) == 0)
        return mebi * (1 + m_random.bounded(4)) + (m_random.bounded(9) - 4) * (m_random.bounded(2) ? 1 : 512);
    return 64 * 1024 + m_random.bounded(m_random.bounded(2) ? 512 * 1024 : 4 * mebi - 64 * 1024);
}

QByteArray AnyImageTest::randomContents(qint64 size, const QByteArray &image)
{
    const auto padded = [&](const QByteArray &bytes) {
        return bytes.left(size) + randomBytes(std::max(qint64(0), size - bytes.size()), m_random);
    };
    switch (m_random.bounded(5)) {
    case 0:
        return QByteArray(size, '\0');
    case 1:
        return padded(image);
    case 2: { // 5 % of it are changed
        QByteArray changed = image;
        for (qint64 at = 0; at + 4096 <= changed.size(); at += 4096) {
            if (m_random.bounded(20) == 0)
                changed[at + m_random.bounded(4096)] += 1;
        }
        return padded(changed);
    }
    case 3: // an older one, all of it in other places
        return padded(randomBytes(512 * m_random.bounded(100), m_random) + image);
    default:
        return randomBytes(size, m_random);
    }
}

void AnyImageTest::flash(const ImageSource &image, const QByteArray &bytes, const QByteArray &before)
{
    m_card->setContents(SparseBytes(before));
    m_card->forgetOperations();
    bool isFirstSafe = true;
    m_card->onWrite = [&](const Operation &operation, std::span<std::byte> data) {
        if (operation.offset >= mebi)
            isFirstSafe = isFirstSafe && m_card->isEmptyBetween(0, 512);
        else if (!SparseBytes::isZero(data))
            isFirstSafe = isFirstSafe && !m_card->hasUnflushedFrom(mebi);
    };
    Progress progress;

    const Result<FlashReport> report = flashCard(image, *m_card, progress, m_options);

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QVERIFY(m_card->all() == flashed(before, bytes, image.map));
    QVERIFY2(isFirstSafe, "the first MiB was not written last, after a flush");
    QCOMPARE(m_card->violations(), 0);
    QVERIFY(m_card->operations(MemoryCard::Kind::Write).last().end() <= mebi);
    QCOMPARE(report->repaired, 0);
    QCOMPARE(report->retries, 0);
}

void AnyImageTest::flashAgain(const ImageSource &image)
{
    m_card->onWrite = nullptr;
    m_card->forgetOperations();
    m_options.skipEqual = true;
    const QByteArray before = m_card->all();
    Progress progress;

    const Result<FlashReport> report = flashCard(image, *m_card, progress, m_options);

    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    for (const Operation &write : m_card->operations(MemoryCard::Kind::Write))
        QVERIFY2(write.end() <= mebi, qPrintable(QString::number(write.offset)));
    QVERIFY(m_card->all() == before);
}

void AnyImageTest::isOnTheCardAfterwards()
{
    QElapsedTimer clock;
    clock.start();
    int round = 0;
    for (; round < rounds && clock.elapsed() < secondsAtMost * 1000; ++round) {
        const int number = m_random.bounded(imageCount);
        const QByteArray &bytes = m_images.at(number);
        ImageSource image{m_folder.filePath(QStringLiteral("%1/image").arg(number)), randomMap(bytes.size(), m_random), true};
        if (m_random.bounded(2))
            addChecksums(image.map, bytes);
        const qint64 cardSize = (bytes.size() + m_random.bounded(m_random.bounded(2) ? 8192 : 3 * mebi) + 4095) / 4096 * 4096;
        m_card = std::make_unique<MemoryCard>(cardSize, m_random.bounded(2) ? 512 : 4096);
        const quint32 order = m_random.generate();
        m_card->queue = shuffled(order);
        m_options.verify = m_random.bounded(4) > 0;
        m_options.skipEqual = m_random.bounded(4) > 0;
        m_options.memory = m_random.bounded(4) > 0 ? m_folder.filePath(QStringLiteral("memory")) : QString();

        for (int i = 0; i < 3; ++i) // the second time the image is remembered
            flash(image, bytes, randomContents(cardSize, bytes));
        flashAgain(image);
        if (QTest::currentTestFailed())
            qFatal("round %d", round);
    }
    QVERIFY(!QDir(m_folder.filePath(QStringLiteral("memory"))).isEmpty());
    qInfo("%d rounds in %lld ms", round, clock.elapsed());
}

QTEST_GUILESS_MAIN(AnyImageTest)
#include "tst_anyimage.moc"
