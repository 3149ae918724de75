// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/threadqueue.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTest>

#include <mutex>
#include <set>
#include <thread>

using namespace coffer;
using namespace std::chrono_literals;

namespace {

/// A card that notes what it does, and waits where it is told to.
struct SlowCard
{
    std::mutex mutex;
    QList<qint64> done; ///< offsets
    QSemaphore begun;
    std::atomic<bool> waits = false;
    QSemaphore goesOn;

    Status operator()(qint64 offset)
    {
        begun.release();
        if (waits)
            goesOn.acquire();
        const std::lock_guard lock(mutex);
        done.append(offset);
        return offset == 13 ? Status(fail(Errc::CardGone, QStringLiteral("gone"))) : ok();
    }
    QList<qint64> soFar()
    {
        const std::lock_guard lock(mutex);
        return done;
    }
};

std::unique_ptr<IoQueue> queueOf(const std::shared_ptr<SlowCard> &card, int threads, ThreadQueueEnd end = ThreadQueueEnd::Waits)
{
    return makeThreadQueue({[card](qint64 offset, std::span<std::byte>) { return (*card)(offset); },
                            [card](qint64 offset, std::span<const std::byte>) { return (*card)(offset); },
                            [card] { return (*card)(-1); }}, threads, end);
}

Transfer writeOf(quint64 number)
{
    return {Transfer::Kind::Write, qint64(number), {}, number, {}};
}

} // namespace

class ThreadQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_card = std::make_shared<SlowCard>(); }
    void bringsEachBackWithItsOutcome();
    void keepsTheOrderWithOneThread();
    void doesSeveralAtOnce();
    void givesUpWaitingInTime();
    void wakes();
    void wakesWhoComesToWaitLater();
    void waitsAtItsEndForWhatIsUnderWay();
    void leavesAnAbandonedCallBehind();
    void holdsTheMemoryOfACallUntilItIsBack();

private:
    std::shared_ptr<SlowCard> m_card;
};

void ThreadQueueTest::bringsEachBackWithItsOutcome()
{
    const auto queue = queueOf(m_card, 4);
    for (quint64 i = 0; i < 20; ++i)
        queue->submit(writeOf(i));
    queue->submit({Transfer::Kind::Flush, 0, {}, 20, {}});
    queue->submit({Transfer::Kind::Read, 21, {}, 21, {}});
    QCOMPARE(queue->inFlight(), 22);
    QVERIFY(queue->inFlight() < queue->depth());

    std::set<quint64> back;
    for (int i = 0; i < 22; ++i) {
        const std::optional<Completion> completion = queue->reap(30s);
        QVERIFY(completion && back.insert(completion->id).second);
        QCOMPARE(completion->status.has_value(), completion->id != 13);
        if (!completion->status)
            QCOMPARE(completion->status.error().code, Errc::CardGone);
    }
    QCOMPARE(queue->inFlight(), 0);
    QVERIFY(m_card->soFar().contains(-1));
    QCOMPARE(m_card->soFar().size(), 22);
}

void ThreadQueueTest::keepsTheOrderWithOneThread()
{
    {
        const auto queue = queueOf(m_card, 1);
        for (quint64 i = 0; i < 30; ++i)
            queue->submit(writeOf(i));
    }
    QVERIFY(std::ranges::is_sorted(m_card->soFar()));
    QCOMPARE(m_card->soFar().size(), 30);
}

void ThreadQueueTest::doesSeveralAtOnce()
{
    m_card->waits = true;
    const auto queue = queueOf(m_card, 3);
    for (quint64 i = 0; i < 4; ++i)
        queue->submit(writeOf(i));
    QVERIFY2(m_card->begun.tryAcquire(3, 30'000), "three wait in the card at once");
    QVERIFY(m_card->soFar().isEmpty());
    QCOMPARE(m_card->begun.available(), 0);
    m_card->goesOn.release(4);
    for (int i = 0; i < 4; ++i)
        QVERIFY(queue->reap(30s));
}

void ThreadQueueTest::givesUpWaitingInTime()
{
    m_card->waits = true;
    const auto queue = queueOf(m_card, 1);
    QVERIFY(!queue->reap(0ms));
    queue->submit(writeOf(0));
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!queue->reap(30ms));
    QVERIFY(clock.elapsed() >= 29);
    QCOMPARE(queue->inFlight(), 1);
    m_card->goesOn.release();
    QVERIFY(queue->reap(30s));
}

void ThreadQueueTest::wakes()
{
    const auto queue = queueOf(m_card, 1);
    QElapsedTimer clock;
    clock.start();
    std::jthread waker([&] { queue->wake(); });
    QVERIFY(!queue->reap(60s));
    QVERIFY(clock.elapsed() < 30'000);
}

void ThreadQueueTest::wakesWhoComesToWaitLater()
{
    const auto queue = queueOf(m_card, 1);
    queue->wake();
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!queue->reap(60s));
    QVERIFY(clock.elapsed() < 30'000);
    clock.restart();
    QVERIFY2(!queue->reap(20ms) && clock.elapsed() >= 19, "once");
}

void ThreadQueueTest::waitsAtItsEndForWhatIsUnderWay()
{
    m_card->waits = true;
    auto queue = queueOf(m_card, 2);
    for (quint64 i = 0; i < 5; ++i)
        queue->submit(writeOf(i));
    std::jthread releaser([&] {
        m_card->begun.acquire(2);
        m_card->goesOn.release(5);
    });
    queue.reset();
    QCOMPARE(m_card->soFar().size(), 5);
}

void ThreadQueueTest::leavesAnAbandonedCallBehind()
{
    m_card->waits = true;
    auto queue = queueOf(m_card, 1, ThreadQueueEnd::LeavesThreads);
    for (quint64 i = 0; i < 5; ++i)
        queue->submit(writeOf(i));
    m_card->begun.acquire();
    queue->abandon();
    queue.reset(); // though it still waits
    QVERIFY(m_card->soFar().isEmpty());

    m_card->goesOn.release(5);

    QTRY_COMPARE(m_card.use_count(), 1L); // the thread has ended
    QCOMPARE(m_card->soFar(), QList<qint64>{0}); // the others were never begun
}

void ThreadQueueTest::holdsTheMemoryOfACallUntilItIsBack()
{
    m_card->waits = true;
    auto queue = queueOf(m_card, 1, ThreadQueueEnd::LeavesThreads);
    auto memory = std::make_shared<int>();
    const std::weak_ptr<int> watch = memory;
    queue->submit({Transfer::Kind::Write, 1, {}, 1, std::move(memory)});
    m_card->begun.acquire();
    queue->abandon();
    queue.reset();
    QVERIFY(!watch.expired());
    m_card->goesOn.release();
    QTRY_VERIFY(watch.expired());
}

QTEST_GUILESS_MAIN(ThreadQueueTest)
#include "tst_threadqueue.moc"
