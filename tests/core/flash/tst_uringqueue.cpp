// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/alignedbuffer.h"
#include "core/flash/uringqueue.h"
#include "support/loopdevice.h"
#include "support/random.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <map>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

using namespace coffer;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr qint64 part = 65536;

using Kind = Transfer::Kind;

} // namespace

class UringQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_random = seededGenerator(); }
    void init();
    void writesAndReadsManyAtOnce_data();
    void writesAndReadsManyAtOnce();
    void tellsTheByteWhereTheCardEnds();
    void goesOnAfterAShortWrite();
    void tellsWhatCannotBeWritten();
    void givesUpWaitingInTime();
    void wakes();
    void wakesWhoComesToWaitLater();
    void bringsCompletionsBackBesidesManyWakes();
    void waitsAtItsEndForWhatIsUnderWay();
    void waitsForNothingOnceAbandoned();

private:
    std::unique_ptr<IoQueue> openFile(int flags = O_RDWR);
    std::optional<Completion> next(IoQueue &queue);

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    QString m_path;
};

void UringQueueTest::init()
{
    m_path = m_folder.filePath(QStringLiteral("card"));
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(4 * mebi));
    if (!openFile())
        QSKIP("io_uring is forbidden here.");
}

std::unique_ptr<IoQueue> UringQueueTest::openFile(int flags)
{
    Fd fd(::open(QFile::encodeName(m_path).constData(), flags | O_CLOEXEC));
    return makeUringQueue(std::make_shared<const CardDescriptor>(std::move(fd), m_path));
}

/// Wakes are passed over.
std::optional<Completion> UringQueueTest::next(IoQueue &queue)
{
    const QDeadlineTimer end(30'000);
    std::optional<Completion> completion;
    while (!completion && !end.hasExpired())
        completion = queue.reap(1s);
    return completion;
}

void UringQueueTest::writesAndReadsManyAtOnce_data()
{
    QTest::addColumn<int>("sector");
    QTest::newRow("a file") << 0;
    QTest::newRow("a device with blocks of 512") << 512;
    QTest::newRow("a device with blocks of 4096") << 4096;
}

void UringQueueTest::writesAndReadsManyAtOnce()
{
    QFETCH(int, sector);
    Fd fd = sector > 0 ? openLoopDevice(m_path, sector) : Fd(::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CLOEXEC));
    if (!fd.isValid())
        QSKIP("A loop device can only be attached by root.");
    const auto queue = makeUringQueue(std::make_shared<const CardDescriptor>(std::move(fd), m_path));
    const AlignedBuffer written(32 * part);
    const AlignedBuffer read(32 * part);
    m_random.fillRange(reinterpret_cast<quint32 *>(written.all().data()), written.all().size() / 4);
    const auto all = [&](Kind kind, const AlignedBuffer &buffer) {
        std::map<quint64, bool> back;
        for (quint64 i = 0; i < 32; ++i)
            queue->submit({kind, qint64(i) * part, buffer.part(qint64(i) * part, part), i, {}});
        QCOMPARE(queue->inFlight(), queue->depth());
        for (int i = 0; i < 32; ++i) {
            const std::optional<Completion> completion = next(*queue);
            QVERIFY(completion);
            QVERIFY2(completion->status, qPrintable(completion->status ? QString() : completion->status.error().message));
            QVERIFY(back.emplace(completion->id, true).second);
        }
        QCOMPARE(queue->inFlight(), 0);
    };

    all(Kind::Write, written);
    queue->submit({Kind::Flush, 0, {}, 99, {}});
    const std::optional<Completion> flushed = next(*queue);
    QVERIFY(flushed && flushed->id == 99 && flushed->status);
    all(Kind::Read, read);

    QVERIFY(isEqual(written.all(), read.all()));
}

void UringQueueTest::tellsTheByteWhereTheCardEnds()
{
    const auto queue = openFile();
    const AlignedBuffer buffer(part);
    queue->submit({Kind::Read, 4 * mebi - 8192, buffer.all(), 7, {}}); // comes back in part, then with nothing

    const std::optional<Completion> completion = next(*queue);

    QVERIFY(completion && completion->id == 7 && !completion->status);
    QCOMPARE(completion->status.error().code, Errc::Failed);
    QVERIFY2(completion->status.error().message.contains(QStringLiteral("byte 4194304")), qPrintable(completion->status.error().message));
}

/// The kernel writes up to the process's limit, then it is refused.
void UringQueueTest::goesOnAfterAShortWrite()
{
    rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    const auto restore = qScopeGuard([&] {
        ::setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, oldHandler);
    });
    const auto queue = openFile();
    const AlignedBuffer buffer(part);
    std::ranges::fill(buffer.all(), std::byte(7));
    const rlimit limit = {rlim_t(mebi + 8192), before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);

    queue->submit({Kind::Write, mebi, buffer.all(), 1, {}});
    const std::optional<Completion> completion = next(*queue);

    QVERIFY(completion && !completion->status);
    QVERIFY2(completion->status.error().message.contains(QStringLiteral("byte 1056768")), qPrintable(completion->status.error().message));
    ::setrlimit(RLIMIT_FSIZE, &before);
    QCOMPARE(readFile(m_path)->mid(mebi, part).count(char(7)), 8192);
}

void UringQueueTest::tellsWhatCannotBeWritten()
{
    const auto queue = openFile(O_RDONLY);
    const AlignedBuffer buffer(part);
    queue->submit({Kind::Write, 2 * mebi, buffer.all(), 1, {}});
    const std::optional<Completion> completion = next(*queue);
    QVERIFY(completion && !completion->status);
    QVERIFY2(completion->status.error().message.contains(QStringLiteral("byte 2097152")), qPrintable(completion->status.error().message));
}

void UringQueueTest::givesUpWaitingInTime()
{
    const auto queue = openFile();
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!queue->reap(0ms));
    QVERIFY(!queue->reap(30ms));
    QVERIFY(clock.elapsed() >= 29);
}

void UringQueueTest::wakes()
{
    const auto queue = openFile();
    for (int i = 0; i < 50; ++i) {
        QElapsedTimer clock;
        clock.start();
        std::jthread waker([&] { queue->wake(); });
        QVERIFY(!queue->reap(60s));
        QVERIFY(clock.elapsed() < 30'000);
    }
}

void UringQueueTest::wakesWhoComesToWaitLater()
{
    const auto queue = openFile();
    queue->wake();
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!queue->reap(60s));
    QVERIFY(clock.elapsed() < 30'000);
}

void UringQueueTest::bringsCompletionsBackBesidesManyWakes()
{
    const auto queue = openFile();
    const AlignedBuffer buffer(part);
    std::jthread waker([&](const std::stop_token &stop) {
        while (!stop.stop_requested())
            queue->wake();
    });
    for (quint64 i = 0; i < 500; ++i) {
        queue->submit({Kind::Read, qint64(i % 32) * part, buffer.all(), i, {}});
        const std::optional<Completion> completion = next(*queue);
        QVERIFY(completion && completion->status);
        QCOMPARE(completion->id, i);
    }
}

void UringQueueTest::waitsAtItsEndForWhatIsUnderWay()
{
    auto queue = openFile();
    auto buffer = std::make_shared<AlignedBuffer>(32 * part);
    std::ranges::fill(buffer->all(), std::byte(5));
    for (quint64 i = 0; i < 32; ++i)
        queue->submit({Kind::Write, qint64(i) * part, buffer->part(qint64(i) * part, part), i, buffer});
    buffer.reset();
    queue.reset();
    QCOMPARE(readFile(m_path)->first(32 * part).count(char(5)), 32 * part);
}

/// A pipe into which nobody writes never answers.
void UringQueueTest::waitsForNothingOnceAbandoned()
{
    int ends[2] = {};
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    const Fd other(ends[1]);
    auto queue = makeUringQueue(std::make_shared<const CardDescriptor>(Fd(ends[0]), QStringLiteral("pipe")));
    const auto buffer = std::make_shared<AlignedBuffer>(part);
    queue->submit({Kind::Read, 0, buffer->all(), 1, buffer});
    QVERIFY(!queue->reap(20ms));
    QCOMPARE(queue->inFlight(), 1);

    queue->abandon();
    QElapsedTimer clock;
    clock.start();
    queue.reset();

    QVERIFY(clock.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(UringQueueTest)
#include "tst_uringqueue.moc"
