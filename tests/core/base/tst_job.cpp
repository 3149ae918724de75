// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/job.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace coffer;

class JobTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deliversProgressAndResultOnTheContextsThread();
    void tellsNothingFromWithinTheCallAndTheResultLast();
    void contextsEndCancelsAndSilences();
};

void JobTest::deliversProgressAndResultOnTheContextsThread()
{
    QObject context;
    QThread *workThread = nullptr;
    QThread *doneThread = nullptr;
    QStringList phases;
    int answer = 0;
    runJob<int>(
        &context, {},
        [&](Progress &progress) -> Result<int> {
            workThread = QThread::currentThread();
            progress.begin(QStringLiteral("think"), 1);
            return 42;
        },
        [&](const ProgressEvent &event) { phases += event.phase; },
        [&](const Result<int> &result) {
            doneThread = QThread::currentThread();
            answer = result.value();
        });

    QTRY_COMPARE(answer, 42);
    QCOMPARE(phases, QStringList{QStringLiteral("think")});
    QCOMPARE(doneThread, thread());
    QVERIFY(workThread != thread());
}

/// Work that ends at once may do so before runJob() has returned; some of the tries meet that.
void JobTest::tellsNothingFromWithinTheCallAndTheResultLast()
{
    QObject context;
    for (int i = 0; i < 60; ++i) {
        QStringList told;
        runJob<int>(
            &context, {},
            [&](Progress &progress) -> Result<int> {
                progress.log(QStringLiteral("progress"));
                return 1;
            },
            [&](const ProgressEvent &event) { told += event.text; },
            [&](const Result<int> &) { told += QStringLiteral("result"); });
        QVERIFY(told.isEmpty());
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(told, QStringList({QStringLiteral("progress"), QStringLiteral("result")}));
    }
}

void JobTest::contextsEndCancelsAndSilences()
{
    auto context = std::make_unique<QObject>();
    QSemaphore started;
    bool told = false;
    QFuture<Result<int>> future = runJob<int>(
        context.get(), {},
        [&](Progress &progress) -> Result<int> {
            started.release();
            while (!progress.isCancelled())
                QThread::yieldCurrentThread();
            progress.log(QStringLiteral("after the end"));
            return passOn(progress.checkCancelled());
        },
        [&](const ProgressEvent &) { told = true; }, [&](const Result<int> &) { told = true; });
    started.acquire();

    context.reset();
    future.waitForFinished();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();

    QCOMPARE(future.result().error().code, Errc::Cancelled);
    QVERIFY(!told);
}

QTEST_GUILESS_MAIN(JobTest)
#include "tst_job.moc"
