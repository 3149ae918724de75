// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/runstages.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/build/forecast.h"
#include "core/build/stagecache.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <latch>

#include <fcntl.h>
#include <sys/stat.h>

using namespace coffer;

class StageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void unchangedStageIsNotMadeAgain();
    void changedInputMakesAnotherProduct();
    void inputsDoNotRunIntoEachOther();
    void failureLeavesNoProduct();
    void whatAKilledBuildLeftIsThrownAway();
    void theLongestUnusedIsRemovedFromAFullCache();
    void whatAStageNeedsIsMadeBefore();
    void aChangeRemakesWhatDependsOnItAndNothingElse();
    void whatIsOnlyNeededIsNotMadeForAFinishedProduct();
    void independentStagesRunSideBySide();
    void withoutMemoryTheyRunOneAfterTheOther();
    void aFailureStopsTheOthers();
    void stagesThatNeedEachOtherAreRefused();
    void productsAppearInTheOutputFolderAndAreMadeAgainWhenTouched();
    void timeLeftIsThatOfTheSlowestWay();
    void folderHashSeesNamesModesAndContents();
    void folderHashSeesLinksAsTheyAreWritten();

private:
    Stage counting(const QByteArrayList &inputs)
    {
        return {QStringLiteral("count"), inputs, {}, [this](const StageWork &work, Progress &) {
                    ++m_made;
                    return writeFile(work.folder + QStringLiteral("/product"), QByteArray::number(m_made));
                }};
    }
    /// Writes the text of what it needs, and its own name.
    Stage joining(const char *called, const QByteArrayList &needed, const QByteArray &input = {})
    {
        const QString name = QString::fromLatin1(called);
        QStringList needs;
        for (const QByteArray &need : needed)
            needs += QString::fromLatin1(need);
        return {name, {input}, needs, [this, name, needs](const StageWork &work, Progress &) {
                    ++m_made;
                    QByteArray text;
                    for (const QString &need : needs)
                        text += readFile(work.needs.value(need) + QStringLiteral("/text")).value();
                    return writeFile(work.folder + QStringLiteral("/text"), text + name.toUtf8());
                }};
    }
    Result<QString> runStage(const BuildContext &context, const Stage &stage, Progress &progress)
    {
        const Result<StageFolders> folders = runStages(context, {stage}, {stage.name}, progress);
        if (!folders)
            return passOn(folders);
        return folders->value(stage.name);
    }
    QByteArray textOf(const Result<StageFolders> &folders, const QString &name)
    {
        return folders ? readFile(folders->value(name) + QStringLiteral("/text")).value_or("none") : folders.error().message.toUtf8();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    BuildContext m_context;
    Progress m_progress;
    std::atomic<int> m_made = 0;
};

void StageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_context.cacheFolder = m_folder->path();
    m_context.helpersFolder = QStringLiteral(COFFER_HELPERS_DIR);
    m_made = 0;
}

void StageTest::unchangedStageIsNotMadeAgain()
{
    const auto first = runStage(m_context, counting({"a"}), m_progress);
    const auto second = runStage(m_context, counting({"a"}), m_progress);
    QCOMPARE(first.value(), second.value());
    QCOMPARE(m_made, 1);
    QCOMPARE(readFile(*second + QStringLiteral("/product")).value(), QByteArray("1"));
}

void StageTest::changedInputMakesAnotherProduct()
{
    const auto first = runStage(m_context, counting({"a"}), m_progress);
    const auto second = runStage(m_context, counting({"b"}), m_progress);
    QVERIFY(first.value() != second.value());
    QCOMPARE(m_made, 2);
}

void StageTest::inputsDoNotRunIntoEachOther()
{
    const auto first = runStage(m_context, counting({"ab", "c"}), m_progress);
    const auto second = runStage(m_context, counting({"a", "bc"}), m_progress);
    QVERIFY(first.value() != second.value());
}

void StageTest::failureLeavesNoProduct()
{
    Stage failing = counting({"a"});
    failing.make = [](const StageWork &work, Progress &) -> Status {
        if (Status written = writeFile(work.folder + QStringLiteral("/half"), "made"); !written)
            return written;
        return fail(Errc::NoSpace, QStringLiteral("The disk is full."));
    };
    const auto failed = runStage(m_context, failing, m_progress);
    QCOMPARE(failed.error().code, Errc::NoSpace);
    QVERIFY(QDir(m_folder->filePath(QStringLiteral("stages"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());

    QVERIFY(runStage(m_context, counting({"a"}), m_progress));
    QCOMPARE(m_made, 1);
}

void StageTest::whatAKilledBuildLeftIsThrownAway()
{
    QVERIFY(writeFile(m_folder->filePath(QStringLiteral("stages/count.part/half")), "made"));
    const auto product = runStage(m_context, counting({"a"}), m_progress);
    QCOMPARE(QDir(product.value()).entryList(QDir::Files), QStringList{QStringLiteral("product")});
}

void StageTest::theLongestUnusedIsRemovedFromAFullCache()
{
    const auto first = runStage(m_context, counting({"1"}), m_progress);
    const auto second = runStage(m_context, counting({"2"}), m_progress);
    const auto third = runStage(m_context, counting({"3"}), m_progress);
    for (const auto &[folder, age] : {std::pair(*first, -30), std::pair(*second, -20), std::pair(*third, -10)}) {
        const timespec then{QDateTime::currentSecsSinceEpoch() + age, 0};
        const timespec times[] = {then, then};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(folder).constData(), times, 0), 0);
    }
    QVERIFY(runStage(m_context, counting({"1"}), m_progress)); // the oldest is used again

    const auto items = cachedItems(m_context, m_progress);
    QVERIFY2(items, items ? "" : qPrintable(items.error().message));
    QCOMPARE(items->size(), 3);
    const qint64 total = items->at(0).bytes + items->at(1).bytes + items->at(2).bytes;
    QVERIFY(shrinkCache(m_context, total - 1, {*second}, m_progress)); // the second is in use

    QVERIFY(QFileInfo::exists(*first));
    QVERIFY(QFileInfo::exists(*second));
    QVERIFY(!QFileInfo::exists(*third));
}

void StageTest::whatAStageNeedsIsMadeBefore()
{
    const QList<Stage> stages{joining("c", {"a", "b"}), joining("a", {}), joining("b", {"a"}), joining("other", {})};
    const auto folders = runStages(m_context, stages, {QStringLiteral("c")}, m_progress);
    QCOMPARE(textOf(folders, QStringLiteral("c")), QByteArray("aabc"));
    QCOMPARE(int(m_made), 3); // nobody wanted the other
}

void StageTest::aChangeRemakesWhatDependsOnItAndNothingElse()
{
    const auto build = [&](const QByteArray &left, const QByteArray &right) {
        m_made = 0;
        const QList<Stage> stages{joining("left", {}, left), joining("right", {}, right), joining("end", {"left"})};
        return runStages(m_context, stages, {QStringLiteral("end"), QStringLiteral("right")}, m_progress);
    };
    QVERIFY(build("1", "1"));
    QCOMPARE(int(m_made), 3);
    QVERIFY(build("1", "2"));
    QCOMPARE(int(m_made), 1);
    QVERIFY(build("2", "2"));
    QCOMPARE(int(m_made), 2);
    QVERIFY(build("2", "2"));
    QCOMPARE(int(m_made), 0);
}

void StageTest::whatIsOnlyNeededIsNotMadeForAFinishedProduct()
{
    const QList<Stage> stages{joining("a", {}), joining("b", {"a"})};
    const auto first = runStages(m_context, stages, {QStringLiteral("b")}, m_progress);
    QVERIFY(QDir(first->value(QStringLiteral("a"))).removeRecursively());
    QVERIFY(runStages(m_context, stages, {QStringLiteral("b")}, m_progress));
    QCOMPARE(int(m_made), 2);
}

void StageTest::independentStagesRunSideBySide()
{
    std::latch both(2);
    const auto meeting = [&](const QString &name) {
        return Stage{name, {}, {}, [&](const StageWork &, Progress &) {
                         both.arrive_and_wait(); // alone it would wait for ever
                         return ok();
                     }};
    };
    QVERIFY(runStages(m_context, {meeting(QStringLiteral("a")), meeting(QStringLiteral("b"))}, {QStringLiteral("a"), QStringLiteral("b")}, m_progress));
}

void StageTest::withoutMemoryTheyRunOneAfterTheOther()
{
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    const auto large = [&](const QString &name) {
        Stage stage{name, {}, {}, [&](const StageWork &, Progress &) {
                        most = std::max<int>(most, ++running);
                        --running;
                        return ok();
                    }};
        stage.memory = qint64(1) << 50;
        return stage;
    };
    QVERIFY(runStages(m_context, {large(QStringLiteral("a")), large(QStringLiteral("b")), large(QStringLiteral("c"))}, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}, m_progress));
    QCOMPARE(int(most), 1);
}

void StageTest::aFailureStopsTheOthers()
{
    std::latch started(1);
    const Stage failing{QStringLiteral("failing"), {}, {}, [&](const StageWork &, Progress &) -> Status {
                            started.wait();
                            return fail(Errc::NoSpace, QStringLiteral("The disk is full."));
                        }};
    const Stage waiting{QStringLiteral("waiting"), {}, {}, [&](const StageWork &, Progress &progress) -> Status {
                            started.count_down();
                            Command command;
                            command.program = QStringLiteral("sleep");
                            command.arguments = {QStringLiteral("600")};
                            const auto ran = runProcess(command, progress);
                            return ran ? ok() : passOn(ran);
                        }};
    const auto result = runStages(m_context, {failing, waiting}, {QStringLiteral("failing"), QStringLiteral("waiting")}, m_progress);
    QCOMPARE(result.error().code, Errc::NoSpace);
}

void StageTest::stagesThatNeedEachOtherAreRefused()
{
    const auto result = runStages(m_context, {joining("a", {"b"}), joining("b", {"a"})}, {QStringLiteral("a")}, m_progress);
    QCOMPARE(result.error().code, Errc::InvalidInput);
    const auto missing = runStages(m_context, {joining("a", {"nobody"})}, {QStringLiteral("a")}, m_progress);
    QCOMPARE(missing.error().code, Errc::InvalidInput);
    QVERIFY(missing.error().message.contains(QStringLiteral("nobody")));
}

void StageTest::productsAppearInTheOutputFolderAndAreMadeAgainWhenTouched()
{
    const QString image = m_folder->filePath(QStringLiteral("out/disk.img"));
    const QString map = image + QStringLiteral(".bmap");
    Stage stage{QStringLiteral("image"), {"a"}, {}, [this](const StageWork &work, Progress &) {
                    ++m_made;
                    const Status first = writeFile(work.folder + QStringLiteral("/disk.img"), "image");
                    return first ? writeFile(work.folder + QStringLiteral("/disk.img.bmap"), "map") : first;
                }};
    stage.products = {image, map};
    const auto run = [&] { return runStages(m_context, {stage}, {stage.name}, m_progress).has_value(); };
    QVERIFY(run());
    QCOMPARE(readFile(map).value(), QByteArray("map"));
    QVERIFY(run());
    QCOMPARE(int(m_made), 1);
    QVERIFY(QFile::remove(map));
    QVERIFY(run());
    QCOMPARE(int(m_made), 2);
    QVERIFY(writeFile(image, "someone else's"));
    QVERIFY(run());
    QCOMPARE(int(m_made), 3);
    QCOMPARE(readFile(image).value(), QByteArray("image"));
    QCOMPARE(QDir(QFileInfo(image).path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             (QStringList{QStringLiteral(".disk.img.made"), QStringLiteral("disk.img"), QStringLiteral("disk.img.bmap")}));
}

void StageTest::timeLeftIsThatOfTheSlowestWay()
{
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    const QString c = QStringLiteral("c");
    const StageTimes times{{a, 10}, {b, 20}, {c, 5}};
    const QList<PlannedStage> plan{{a, {}}, {b, {}}, {c, {a}}};
    QCOMPARE(secondsToEnd(plan, times, 2), 20.0);
    QCOMPARE(secondsToEnd(plan, times, 1), 35.0);
    const QList<PlannedStage> begun{{a, {}, 4}, {c, {a}}};
    QCOMPARE(secondsToEnd(begun, times, 2), 11.0);
    const QList<PlannedStage> late{{a, {}, 400}};
    QCOMPARE(secondsToEnd(late, times, 2), 0.0);
    const QList<PlannedStage> unknown{{QStringLiteral("unknown"), {}}};
    QVERIFY(secondsToEnd(unknown, times, 2) < 0);
}

void StageTest::folderHashSeesNamesModesAndContents()
{
    const QString tree = m_folder->filePath(QStringLiteral("tree"));
    const QString file = tree + QStringLiteral("/etc/file");
    QVERIFY(writeFile(file, "x"));
    const QByteArray before = hashFolder(tree).value();
    QCOMPARE(hashFolder(tree).value(), before);

    QVERIFY(QFile::setPermissions(file, QFileInfo(file).permissions() | QFileDevice::ExeOwner | QFileDevice::ExeUser));
    const QByteArray executable = hashFolder(tree).value();
    QVERIFY(executable != before);
    QVERIFY(writeFile(file, "y"));
    QVERIFY(hashFolder(tree).value() != executable);
    const QByteArray changed = hashFolder(tree).value();
    QVERIFY(QFile::rename(file, tree + QStringLiteral("/etc/other")));
    QVERIFY(hashFolder(tree).value() != changed);
}

void StageTest::folderHashSeesLinksAsTheyAreWritten()
{
    const auto tree = [this](const char *name, const char *target) {
        const QString folder = m_folder->filePath(QLatin1String(name));
        (void)writeFile(folder + QStringLiteral("/file"), "x");
        (void)makeDirectory(folder + QStringLiteral("/etc"));
        QFile::link(QLatin1String(target), folder + QStringLiteral("/etc/link"));
        return folder;
    };
    const QByteArray toFile = hashFolder(tree("first", "../file")).value();
    QCOMPARE(hashFolder(tree("second", "../file")).value(), toFile);
    QVERIFY(hashFolder(tree("third", "../etc")).value() != toFile);
    const QString without = tree("fourth", "../etc");
    QVERIFY(QFile::remove(without + QStringLiteral("/etc/link")));
    const QByteArray empty = hashFolder(without).value();
    QVERIFY(QDir().rmdir(without + QStringLiteral("/etc")));
    QVERIFY(hashFolder(without).value() != empty);
}

QTEST_GUILESS_MAIN(StageTest)
#include "tst_stage.moc"
