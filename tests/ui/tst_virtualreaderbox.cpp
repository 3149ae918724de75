// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/virtualreaderbox.h"

#include "support/batchkit.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class VirtualReaderBoxTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void showsWhatIsInEachSlot();
    void saysWhyACardIsRefused();
    void proposesTheNextNodesCards();
    void putsTheProposedCardIn();
    void putsInTheCardThatWasNamed();
    void worksByKeyboard();
    void saysWhichSlotItsFieldsAreOf();
    void saysWhyACardCannotBePutIn();
    void takesNoCardWithoutABatch();
    void playsAScript();
    void fitsWithManySlots();

private:
    void open(int slotCount);
    void start();
    QLabel *contents(int slot) const { return m_box->findChildren<QLabel *>(QStringLiteral("slot")).at(slot); }
    QLineEdit *name(int slot) const { return m_box->findChildren<QLineEdit *>(QStringLiteral("card")).at(slot); }
    QPushButton *button(const char *which, int slot) const { return m_box->findChildren<QPushButton *>(QLatin1String(which)).at(slot); }
    QString problem() const { return m_box->findChild<QLabel *>(QStringLiteral("problem"))->text(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<VirtualReader> m_reader;
    std::unique_ptr<BatchRunner> m_runner;
    std::unique_ptr<VirtualReaderBox> m_box;
};

void VirtualReaderBoxTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    open(3);
}

void VirtualReaderBoxTest::cleanup()
{
    m_box.reset();
    m_runner.reset();
    m_reader.reset();
}

void VirtualReaderBoxTest::open(int slotCount)
{
    cleanup();
    m_reader = std::make_unique<VirtualReader>(m_folder->path(), testCardSize, slotCount);
    m_box = std::make_unique<VirtualReaderBox>(*m_reader);
    m_box->show();
    m_box->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_box.get()));
}

/// A batch of a head and three nodes, up to its first question.
void VirtualReaderBoxTest::start()
{
    const Cluster cluster = makeCluster(3);
    for (const Node &node : cluster.nodes)
        QVERIFY(makeImage(m_folder->path(), node));
    Result<Journal> journal = Journal::open(m_folder->filePath(QStringLiteral("journal")), cluster.id);
    QVERIFY(journal);
    m_runner = std::make_unique<BatchRunner>(*makePlan(cluster), *m_reader, imagesIn(m_folder->path()), std::move(*journal));
    m_box->follow(*m_runner);
    m_runner->start();
    QTRY_VERIFY(button("insert", 0)->isEnabled());
}

void VirtualReaderBoxTest::showsWhatIsInEachSlot()
{
    QVERIFY(m_reader->insert(QStringLiteral("head"), 1));
    QCOMPARE(contents(0)->text(), QStringLiteral("empty"));
    QCOMPARE(contents(1)->text(), QStringLiteral("head.card, 4.0 MiB"));
    QVERIFY(!button("remove", 0)->isEnabled());
    QVERIFY(button("remove", 1)->isEnabled());
    QTest::mouseClick(button("remove", 1), Qt::LeftButton);
    QVERIFY(m_reader->cards().isEmpty());
    QCOMPARE(contents(1)->text(), QStringLiteral("empty"));
}

void VirtualReaderBoxTest::saysWhyACardIsRefused()
{
    m_reader->setFaults(QStringLiteral("head"), {.isProtected = true});
    QVERIFY(m_reader->insert(QStringLiteral("head"), 2));
    QCOMPARE(contents(2)->text(), QStringLiteral("head.card: ") + writeProtected());
    QVERIFY(button("remove", 2)->isEnabled());
}

void VirtualReaderBoxTest::proposesTheNextNodesCards()
{
    start();
    QCOMPARE(name(0)->text(), QStringLiteral("head"));
    QCOMPARE(name(1)->text(), QStringLiteral("node00"));
    QCOMPARE(name(2)->text(), QStringLiteral("node01"));
    QVERIFY(m_reader->insert(QStringLiteral("node00"), 2));
    QCOMPARE(name(0)->text(), QStringLiteral("head"));
    QCOMPARE(name(1)->text(), QStringLiteral("node01"));
}

void VirtualReaderBoxTest::putsTheProposedCardIn()
{
    start();
    QTest::mouseClick(button("insert", 1), Qt::LeftButton);
    QCOMPARE(m_reader->cardIn(1), QStringLiteral("node00"));
}

void VirtualReaderBoxTest::putsInTheCardThatWasNamed()
{
    start();
    name(0)->selectAll();
    QTest::keyClicks(name(0), QStringLiteral("photos"));
    QVERIFY(m_reader->insert(QStringLiteral("node01"), 1)); // what was typed stays
    QCOMPARE(name(0)->text(), QStringLiteral("photos"));
    QTest::keyClick(name(0), Qt::Key_Return);
    QCOMPARE(m_reader->cardIn(0), QStringLiteral("photos"));

    name(2)->clear();
    QVERIFY(!button("insert", 2)->isEnabled());
}

void VirtualReaderBoxTest::worksByKeyboard()
{
    start();
    QTest::keyClick(m_box.get(), Qt::Key_2, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), name(1));
    QTest::keyClick(name(1), Qt::Key_Return);
    QCOMPARE(m_reader->cardIn(1), QStringLiteral("node00"));
    QTest::keyClick(m_box.get(), Qt::Key_I, Qt::AltModifier);
    QTRY_VERIFY(!m_reader->cardIn(0).isEmpty());
    QTest::keyClick(m_box.get(), Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE(m_reader->cardIn(0), QString());
    QTest::keyClick(button("remove", 1), Qt::Key_Space);
    QVERIFY(m_reader->cardIn(1).isEmpty());
}

void VirtualReaderBoxTest::saysWhichSlotItsFieldsAreOf()
{
    QCOMPARE(name(1)->accessibleName(), QStringLiteral("Name of the card for slot 2"));
    QCOMPARE(button("insert", 1)->accessibleName(), QStringLiteral("Insert the card into slot 2"));
    QCOMPARE(button("remove", 2)->accessibleName(), QStringLiteral("Remove the card from slot 3"));
}

void VirtualReaderBoxTest::saysWhyACardCannotBePutIn()
{
    start();
    QVERIFY(m_reader->insert(QStringLiteral("photos"), 0));
    name(1)->setText(QStringLiteral("photos"));
    QTest::mouseClick(button("insert", 1), Qt::LeftButton);
    QVERIFY2(problem().contains(QLatin1String("slot 1")), qPrintable(problem()));
}

void VirtualReaderBoxTest::takesNoCardWithoutABatch()
{
    for (int slot = 0; slot < 3; ++slot)
        QVERIFY(!button("insert", slot)->isEnabled() && !name(slot)->isEnabled());
}

void VirtualReaderBoxTest::playsAScript()
{
    m_box->setScript(*parseScript("slots 3\nawait insert head\ninsert 3 head\nawait verified head\nremove 3\nanswer yes\n", QStringLiteral("a/demo.script")));
    auto *swap = m_box->findChild<QCheckBox *>(QStringLiteral("swap"));
    QVERIFY(!swap->isEnabled() && !swap->isChecked());
    QVERIFY2(swap->text().contains(QLatin1String("demo.script")), qPrintable(swap->text()));
    start();
    QTRY_VERIFY(m_runner->plan().entries[0].outcome == Outcome::Verified);
    QTRY_VERIFY2(problem().startsWith(QLatin1String("a/demo.script:6: ")), qPrintable(problem()));
}

void VirtualReaderBoxTest::fitsWithManySlots()
{
    open(32);
    QVERIFY2(m_box->minimumSizeHint().height() < 350, qPrintable(QString::number(m_box->minimumSizeHint().height())));
    QVERIFY(button("insert", 31));
}

QTEST_MAIN(VirtualReaderBoxTest)
#include "tst_virtualreaderbox.moc"
