// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/stage.h"

#include "core/base/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

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
    void oldProductsAreRemoved();
    void folderHashSeesNamesModesAndContents();

private:
    Stage counting(const QByteArrayList &inputs)
    {
        return {QStringLiteral("count"), inputs, [this](const QString &folder, Progress &) {
                    ++m_made;
                    return writeFile(folder + QStringLiteral("/product"), QByteArray::number(m_made));
                }};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    BuildContext m_context;
    Progress m_progress;
    int m_made = 0;
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
    failing.make = [](const QString &folder, Progress &) -> Status {
        if (Status written = writeFile(folder + QStringLiteral("/half"), "made"); !written)
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

void StageTest::oldProductsAreRemoved()
{
    for (const char *input : {"1", "2", "3", "4"})
        QVERIFY(runStage(m_context, counting({input}), m_progress));
    QCOMPARE(QDir(m_folder->filePath(QStringLiteral("stages"))).entryList({QStringLiteral("count-*")}).size(), 2);
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

QTEST_GUILESS_MAIN(StageTest)
#include "tst_stage.moc"
