// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/virtualcard.h"

#include "core/base/alignedbuffer.h"
#include "core/base/files.h"
#include "core/cards/virtualreader.h"
#include "core/flash/capacity.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace coffer;

namespace {

constexpr qint64 cardSize = 8 << 20;
constexpr qint64 block = 4096;
constexpr qint64 mib = 1 << 20;
const QString name = QStringLiteral("head");

} // namespace

class VirtualCardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void isAPlainFileWithoutFaults();
    void answersCardGoneFromItsQueueOncePulled();
    void failsWithinABadRange();
    void failsOnlyAsToldInABadRange();
    void cannotBeExaminedWhereItIsBad();
    void wrapsAroundAtItsRealSize();
    void isFoundOutWhenItLies();
    void writesAsSlowlyAsTold();
    void readsAsSlowlyAsTold();
    void endsASlowWriteAtOnceWhenPulled();
    void endsASlowWriteAtOnceWhenItsFaultsGo();
    void isPulledAfterBytesWritten();
    void isPulledAfterBytesReadBack();
    void isPulledOnce();
    void takesFaultsWhileItsQueueIsOpen();
    void mayBeUsedWhenItsReaderIsGone();

private:
    void insert(const VirtualFaults &faults);
    Status write(qint64 offset, qint64 length, char filling = 'a');
    Result<QByteArray> read(qint64 offset, qint64 length);
    Status throughQueue(IoQueue &queue, Transfer::Kind kind, qint64 offset);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<VirtualReader> m_reader;
    std::unique_ptr<BlockTarget> m_card;
};

void VirtualCardTest::init()
{
    m_card.reset();
    m_reader.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_reader = std::make_unique<VirtualReader>(m_folder->path(), cardSize);
}

/// Puts the card in with these faults and opens it.
void VirtualCardTest::insert(const VirtualFaults &faults)
{
    m_card.reset();
    m_reader->setFaults(name, faults);
    QVERIFY(m_reader->insert(name));
    Result<std::unique_ptr<BlockTarget>> opened = m_reader->open(m_reader->cards()[0], {});
    QVERIFY(opened);
    m_card = std::move(*opened);
}

Status VirtualCardTest::write(qint64 offset, qint64 length, char filling)
{
    AlignedBuffer data(length);
    std::ranges::fill(data.all(), std::byte(filling));
    return m_card->write(offset, data.all());
}

Result<QByteArray> VirtualCardTest::read(qint64 offset, qint64 length)
{
    AlignedBuffer data(length);
    const Status done = m_card->read(offset, data.all());
    if (!done)
        return passOn(done);
    return QByteArray(reinterpret_cast<const char *>(data.all().data()), length);
}

/// One block's transfer by a queue.
Status VirtualCardTest::throughQueue(IoQueue &queue, Transfer::Kind kind, qint64 offset)
{
    const auto data = std::make_shared<AlignedBuffer>(block);
    std::ranges::fill(data->all(), std::byte('q'));
    queue.submit({kind, offset, data->all(), 7, data});
    for (;;) {
        if (const std::optional<Completion> completion = queue.reap(std::chrono::seconds(1)))
            return completion->id == 7 ? completion->status : fail(Errc::Failed, QStringLiteral("another's"));
    }
}

void VirtualCardTest::isAPlainFileWithoutFaults()
{
    insert({});
    QVERIFY(write(mib, mib, 'x'));
    const auto queue = m_card->openQueue();
    QVERIFY(throughQueue(*queue, Transfer::Kind::Write, 0));
    QVERIFY(throughQueue(*queue, Transfer::Kind::Read, mib));
    QVERIFY(throughQueue(*queue, Transfer::Kind::Flush, 0));
    QCOMPARE(queue->inFlight(), 0);
    const QByteArray file = *readFile(m_reader->cardPath(name));
    QCOMPARE(file.first(block), QByteArray(block, 'q'));
    QCOMPARE(file.sliced(mib, mib), QByteArray(mib, 'x'));
}

void VirtualCardTest::answersCardGoneFromItsQueueOncePulled()
{
    insert({});
    const auto queue = m_card->openQueue();
    QVERIFY(throughQueue(*queue, Transfer::Kind::Write, 0));
    m_reader->remove();
    for (const auto kind : {Transfer::Kind::Write, Transfer::Kind::Read, Transfer::Kind::Flush})
        QCOMPARE(throughQueue(*queue, kind, block).error().code, Errc::CardGone);
    QCOMPARE(readFile(m_reader->cardPath(name))->sliced(block, block), QByteArray(block, '\0'));
}

void VirtualCardTest::failsWithinABadRange()
{
    insert({.bad = {{mib, block}}});
    QVERIFY(write(0, mib));
    QVERIFY(write(mib + block, block));
    for (const Status &failed : {write(0, 2 * mib), write(mib, block)}) {
        QCOMPARE(failed.error().code, Errc::Failed);
        QVERIFY2(failed.error().message.contains(QString::number(mib)), qPrintable(failed.error().message));
        QVERIFY2(failed.error().message.contains(QLatin1String("Input/output error")), qPrintable(failed.error().message));
    }
    QCOMPARE(read(mib, block).error().code, Errc::Failed);
    QVERIFY(read(0, mib));
    const auto queue = m_card->openQueue();
    QCOMPARE(throughQueue(*queue, Transfer::Kind::Read, mib).error().code, Errc::Failed);
    QVERIFY(throughQueue(*queue, Transfer::Kind::Read, 0));
}

void VirtualCardTest::failsOnlyAsToldInABadRange()
{
    insert({.bad = {{0, block, false, true}, {block, block, true, false}}});
    QVERIFY(!write(0, block));
    QVERIFY(read(0, block));
    QVERIFY(write(block, block));
    QVERIFY(!read(block, block));
}

void VirtualCardTest::cannotBeExaminedWhereItIsBad()
{
    insert({.bad = {{4 * mib, block}}});
    QVERIFY(std::holds_alternative<BlankCard>(m_reader->examine(m_reader->cards()[0], {})));
    for (const qint64 offset : {qint64(0), cardSize - block}) {
        insert({.bad = {{offset, block}}});
        QVERIFY(std::holds_alternative<UnreadableCard>(m_reader->examine(m_reader->cards()[0], {})));
    }
}

void VirtualCardTest::wrapsAroundAtItsRealSize()
{
    insert({.realSize = 3 * mib});
    QCOMPARE(m_card->size(), cardSize);
    QVERIFY(write(0, 3 * mib, 'a'));
    QVERIFY(write(5 * mib, 2 * mib, 'b')); // the last of the third MiB, then the first
    QCOMPARE(*read(0, mib), QByteArray(mib, 'b'));
    QCOMPARE(*read(mib, mib), QByteArray(mib, 'a'));
    QCOMPARE(*read(2 * mib, mib), QByteArray(mib, 'b'));
    QCOMPARE(*read(6 * mib, block), QByteArray(block, 'b'));
    QCOMPARE(readFile(m_reader->cardPath(name))->sliced(3 * mib).count('\0'), cardSize - 3 * mib);
}

void VirtualCardTest::isFoundOutWhenItLies()
{
    const auto check = [&] {
        Progress progress;
        CardIo io(*m_card, progress, {});
        return checkCapacity(*m_card, io);
    };
    insert({});
    QVERIFY(check());
    insert({.realSize = 2 * mib});
    QVERIFY(!check());
}

void VirtualCardTest::writesAsSlowlyAsTold()
{
    insert({.writeRate = 4 * mib});
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 4; ++i)
        QVERIFY(write(i * mib / 4, mib / 4));
    QVERIFY2(clock.elapsed() >= 240, qPrintable(QString::number(clock.elapsed())));
}

void VirtualCardTest::readsAsSlowlyAsTold()
{
    insert({.readRate = 4 * mib});
    QElapsedTimer clock;
    clock.start();
    QVERIFY(read(0, mib));
    QVERIFY2(clock.elapsed() >= 240, qPrintable(QString::number(clock.elapsed())));
}

void VirtualCardTest::endsASlowWriteAtOnceWhenPulled()
{
    insert({.writeRate = 1024});
    QElapsedTimer clock;
    clock.start();
    Status written = ok();
    std::thread writer([&] { written = write(0, mib); }); // would take a quarter of an hour
    QTest::qWait(50);
    m_reader->remove();
    writer.join();
    QCOMPARE(written.error().code, Errc::CardGone);
    QVERIFY(clock.elapsed() < 5000);
    QCOMPARE(readFile(m_reader->cardPath(name))->count('a'), 0);
}

void VirtualCardTest::endsASlowWriteAtOnceWhenItsFaultsGo()
{
    insert({.writeRate = 1024});
    Status written = fail(Errc::Failed, {});
    std::thread writer([&] { written = write(0, mib); });
    QTest::qWait(50);
    m_reader->setFaults(name, {});
    writer.join();
    QVERIFY(written);
}

void VirtualCardTest::isPulledAfterBytesWritten()
{
    QSignalSpy removed(m_reader.get(), &CardSource::removed);
    insert({.pullAfterWritten = 3 * mib});
    QVERIFY(write(0, 2 * mib));
    QVERIFY(read(0, 2 * mib));
    const Card card = m_reader->cards()[0];
    QCOMPARE(write(2 * mib, 4 * mib).error().code, Errc::CardGone);
    QCOMPARE(removed.count(), 0); // not from within the write
    QCOMPARE(m_reader->cards(), QList<Card>{card});
    QVERIFY(removed.wait(5000));
    QCOMPARE(removed[0][0].value<Card>(), card);
    QVERIFY(m_reader->cards().isEmpty());
    QCOMPARE(write(0, block).error().code, Errc::CardGone);
    QCOMPARE(readFile(m_reader->cardPath(name))->count('a'), 3 * mib);
}

void VirtualCardTest::isPulledAfterBytesReadBack()
{
    QSignalSpy removed(m_reader.get(), &CardSource::removed);
    insert({.pullAfterRead = 2 * mib});
    QVERIFY(write(0, 3 * mib));
    for (int i = 3; i < 8; ++i) // nothing was written there
        QVERIFY(read(i * mib, mib));
    QVERIFY(read(0, mib));
    QVERIFY(read(0, mib / 2));
    QCOMPARE(read(mib, mib).error().code, Errc::CardGone);
    QVERIFY(removed.wait(5000));
}

void VirtualCardTest::isPulledOnce()
{
    QSignalSpy removed(m_reader.get(), &CardSource::removed);
    insert({.writeRate = 1 << 30, .pullAfterWritten = block});
    QVERIFY(!write(0, mib));
    QVERIFY(removed.wait(5000));
    QCOMPARE(m_reader->faults(name), VirtualFaults{.writeRate = 1 << 30});

    m_card.reset();
    QVERIFY(m_reader->insert(name));
    m_card = std::move(*m_reader->open(m_reader->cards()[0], {}));
    QVERIFY(write(0, mib));
    QCoreApplication::processEvents();
    QCOMPARE(m_reader->cards().size(), 1);
}

void VirtualCardTest::takesFaultsWhileItsQueueIsOpen()
{
    insert({});
    const auto queue = m_card->openQueue();
    QVERIFY(throughQueue(*queue, Transfer::Kind::Write, mib));
    m_reader->setFaults(name, {.bad = {{mib, block}}});
    QCOMPARE(throughQueue(*queue, Transfer::Kind::Write, mib).error().code, Errc::Failed);
    m_reader->setFaults(name, {});
    QVERIFY(throughQueue(*queue, Transfer::Kind::Write, mib));
}

void VirtualCardTest::mayBeUsedWhenItsReaderIsGone()
{
    insert({.pullAfterWritten = block});
    m_reader.reset();
    QCOMPARE(write(0, block).error().code, Errc::CardGone);
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(VirtualCardTest)
#include "tst_virtualcard.moc"
