// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/flash.h"
#include "support/fakeblocktarget.h"
#include "support/imagefile.h"
#include "support/random.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;

} // namespace

class VerifyImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void acceptsWhatWasWritten();
    void readsOnlyTheCardWhenTheMapHasChecksums();
    void tellsRangeOfWrongChecksum();
    void tellsDifferingBytesWithoutChecksums();
    void comparesWithImageWhenOneChecksumIsMissing();
    void ignoresWhatIsNotMapped();
    void acceptsShortLastBlock();
    void refusesSmallCard();
    void passesFailureOfTheCardOn();
    void stopsWhenCancelled();

private:
    Result<FlashReport> verify();
    void removeChecksums();

    QTemporaryDir m_folder;
    QByteArray m_image;
    Bmap m_map;
    std::unique_ptr<FakeBlockTarget> m_card;
    Progress m_progress;
};

void VerifyImageTest::init()
{
    QRandomGenerator random = seededGenerator();
    m_progress = {};
    m_image = randomBytes(5 * mebi, random);
    m_map = fullBmap(m_image.size());
    m_map.ranges = {{0, 3, {}}, {100, 999, {}}, {1100, 1279, {}}};
    addChecksums(m_map, m_image);
    m_card = std::make_unique<FakeBlockTarget>(m_image + QByteArray(mebi, 'x'), 4096);
}

Result<FlashReport> VerifyImageTest::verify()
{
    return verifyImage(imageFile(m_folder.path(), m_image, m_map), *m_card, m_progress);
}

void VerifyImageTest::removeChecksums()
{
    for (BmapRange &range : m_map.ranges)
        range.checksum.clear();
}

void VerifyImageTest::acceptsWhatWasWritten()
{
    const Result<FlashReport> byChecksums = verify();
    removeChecksums();
    const Result<FlashReport> byImage = verify();

    QVERIFY2(byChecksums, qPrintable(byChecksums ? QString() : byChecksums.error().message));
    QCOMPARE(byChecksums->bytesVerified, m_map.mappedBytes());
    QVERIFY2(byImage, qPrintable(byImage ? QString() : byImage.error().message));
    QVERIFY(m_card->writes().isEmpty());
}

void VerifyImageTest::readsOnlyTheCardWhenTheMapHasChecksums()
{
    m_image.fill('?');
    QVERIFY(verify());
}

void VerifyImageTest::tellsRangeOfWrongChecksum()
{
    m_card->bytes[500 * 4096] = char(m_card->bytes[500 * 4096] ^ 1);

    const Result<FlashReport> report = verify();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::ChecksumMismatch);
    QVERIFY2(report.error().message.contains(QStringLiteral("bytes 2048000 to 2048000")), qPrintable(report.error().message));
    QVERIFY(report.error().message.contains(QStringLiteral("fake card")));
}

void VerifyImageTest::tellsDifferingBytesWithoutChecksums()
{
    removeChecksums();
    m_card->bytes[2000000] = char(m_card->bytes[2000000] ^ 1);
    m_card->bytes[2000007] = char(m_card->bytes[2000007] ^ 1);

    const Result<FlashReport> report = verify();

    QVERIFY(!report);
    QCOMPARE(report.error().code, Errc::ChecksumMismatch);
    QVERIFY2(report.error().message.contains(QStringLiteral("bytes 2000000 to 2000007")), qPrintable(report.error().message));
}

void VerifyImageTest::comparesWithImageWhenOneChecksumIsMissing()
{
    m_map.ranges[1].checksum.clear();
    QVERIFY(verify());
    m_card->bytes[0] = char(m_card->bytes[0] ^ 1);
    QCOMPARE(verify().error().code, Errc::ChecksumMismatch);
}

void VerifyImageTest::ignoresWhatIsNotMapped()
{
    m_card->bytes[50 * 4096] = char(m_card->bytes[50 * 4096] ^ 1);
    QVERIFY(verify());
}

void VerifyImageTest::acceptsShortLastBlock()
{
    m_image.chop(100);
    m_map = fullBmap(m_image.size());
    QVERIFY(verify());
    m_card->bytes[m_image.size()] = char(m_card->bytes[m_image.size()] ^ 1);
    QVERIFY(verify());
    m_card->bytes[m_image.size() - 1] = char(m_card->bytes[m_image.size() - 1] ^ 1);
    QVERIFY(!verify());
}

void VerifyImageTest::refusesSmallCard()
{
    m_card = std::make_unique<FakeBlockTarget>(m_image.first(4 * mebi), 4096);
    QCOMPARE(verify().error().code, Errc::CardTooSmall);
}

void VerifyImageTest::passesFailureOfTheCardOn()
{
    m_card->before = [](const FakeBlockTarget::Operation &operation) {
        return operation.offset > 2 * mebi ? Status(fail(Errc::CardGone, QStringLiteral("gone"))) : ok();
    };

    QCOMPARE(verify().error().code, Errc::CardGone);
    removeChecksums();
    QCOMPARE(verify().error().code, Errc::CardGone);
}

void VerifyImageTest::stopsWhenCancelled()
{
    const CancelToken cancel;
    m_progress = Progress({}, cancel);
    m_card->before = [&](const FakeBlockTarget::Operation &) {
        cancel.cancel();
        return ok();
    };

    QCOMPARE(verify().error().code, Errc::Cancelled);
}

QTEST_GUILESS_MAIN(VerifyImageTest)
#include "tst_verifyimage.moc"
