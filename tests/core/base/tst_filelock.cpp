// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/filelock.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <optional>

#include <sys/wait.h>
#include <unistd.h>

using namespace coffer;

class FileLockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsForTheOther();
    void isFreeAfterAKill();
    void isCancelled();
    void saysWhereItCannotBe();

private:
    const Progress m_progress;
    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("lock"));
};

void FileLockTest::waitsForTheOther()
{
    std::optional<Result<FileLock>> first = FileLock::take(m_path, m_progress);
    QVERIFY(*first);
    int waits = 0;
    const auto second = FileLock::take(m_path, m_progress, [&] {
        ++waits;
        first.reset();
    });
    QVERIFY(second);
    QCOMPARE(waits, 1);
}

void FileLockTest::isFreeAfterAKill()
{
    int taken[2];
    QCOMPARE(::pipe(taken), 0);
    const pid_t holder = ::fork();
    if (holder == 0) {
        const auto lock = FileLock::take(m_path, m_progress);
        (void)!::write(taken[1], lock ? "y" : "n", 1);
        for (;;)
            ::pause();
    }
    char word = 0;
    QCOMPARE(::read(taken[0], &word, 1), ssize_t(1));
    QCOMPARE(word, 'y');
    bool waited = false;
    const auto after = FileLock::take(m_path, m_progress, [&] {
        waited = true;
        ::kill(holder, SIGKILL);
        ::waitpid(holder, nullptr, 0);
    });
    QVERIFY(waited);
    QVERIFY(after);
}

void FileLockTest::isCancelled()
{
    const auto held = FileLock::take(m_path, m_progress);
    QVERIFY(held);
    const CancelToken cancel;
    const auto waiting = FileLock::take(m_path, Progress({}, cancel), [&] { cancel.cancel(); });
    QCOMPARE(waiting.error().code, Errc::Cancelled);
}

void FileLockTest::saysWhereItCannotBe()
{
    const auto lock = FileLock::take(m_folder.filePath(QStringLiteral("absent/lock")), m_progress);
    QVERIFY(!lock);
    QVERIFY2(lock.error().message.contains(QStringLiteral("absent/lock")), qPrintable(lock.error().message));
}

QTEST_GUILESS_MAIN(FileLockTest)
#include "tst_filelock.moc"
