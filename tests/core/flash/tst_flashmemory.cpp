// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/flash/flash.h"
#include "support/memorycard.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

#include <deque>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr qint64 imageSize = qint64(512) << 20;

/// A figure of /proc/self/status, bytes.
qint64 ownMemory(const QByteArray &name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name + ':'))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return -1;
}

/// The highest figure so far becomes the present one.
bool forgetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write("5") == 1;
}

} // namespace

/// How much memory flashing takes besides what the program had before, whatever the image's size.
class FlashMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysWithinItsBounds_data();
    void staysWithinItsBounds();
};

void FlashMemoryTest::staysWithinItsBounds_data()
{
    QTest::addColumn<int>("cards");
    QTest::addColumn<int>("slow"); ///< of them stop in the midst until the others are done
    QTest::addColumn<bool>("compares"); ///< what is on them already, which takes memory of its own
    for (const bool compares : {false, true}) {
        const char *way = compares ? ", compared" : "";
        QTest::addRow("one card%s", way) << 1 << 0 << compares;
        QTest::addRow("two cards, one slow%s", way) << 2 << 1 << compares;
        QTest::addRow("six cards%s", way) << 6 << 0 << compares;
        QTest::addRow("six cards, four slow%s", way) << 6 << 4 << compares;
    }
}

void FlashMemoryTest::staysWithinItsBounds()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("A sanitizer's own memory is counted too.");
#endif
    QFETCH(int, cards);
    QFETCH(int, slow);
    QFETCH(bool, compares);
    QTemporaryDir folder;
    const ImageSource image{folder.filePath(QStringLiteral("image")), fullBmap(imageSize), true};
    QFile file(image.path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(imageSize)); // zeros take no memory on a card either
    std::deque<MemoryCard> targets;
    std::deque<Progress> progresses;
    QList<FlashTask> tasks;
    QSemaphore othersAreDone;
    std::atomic<int> fast = cards - slow;
    for (int i = 0; i < cards; ++i) {
        MemoryCard &card = targets.emplace_back(imageSize);
        card.setBytes(40 * mebi, "old");
        if (i < slow) {
            card.before = [&, i, isFirst = std::make_shared<std::atomic<bool>>(true)](const MemoryCard::Operation &operation) {
                const bool isThere = operation.offset >= (45 + 10 * i) * mebi && operation.end() < imageSize - mebi;
                if (isThere && isFirst->exchange(false))
                    othersAreDone.tryAcquire(1, 30'000);
                return ok();
            };
            progresses.emplace_back();
        } else {
            progresses.emplace_back([&, isFinishing = false](const ProgressEvent &event) mutable {
                if (event.phase == u"finish" && !std::exchange(isFinishing, true) && --fast == 0)
                    othersAreDone.release(slow);
            });
        }
        tasks.append({&card, &progresses.back()});
    }
    FlashOptions options;
    options.skipEqual = compares;
    options.checkCapacity = false;
    if (!forgetPeak())
        QSKIP("The kernel does not let a process forget its peak here.");
    const qint64 before = ownMemory("VmRSS");

    const QList<Result<FlashReport>> outcomes = flashCards(image, tasks, options);

    const qint64 taken = ownMemory("VmHWM") - before;
    for (const Result<FlashReport> &outcome : outcomes)
        QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message));
    qInfo("%lld MiB", taken / mebi);
    QVERIFY2(taken > 10 * mebi, "it was measured");
    QVERIFY2(taken < (96 + 16 * (cards - 1)) * mebi, qPrintable(QString::number(taken)));
}

QTEST_GUILESS_MAIN(FlashMemoryTest)
#include "tst_flashmemory.moc"
