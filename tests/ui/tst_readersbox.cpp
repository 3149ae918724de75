// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readersbox.h"

#include "core/cards/virtualreader.h"

#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class ReadersBoxTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsInTheReaders();
    void saysWhyACardCannotBeUsed();

private:
    static QString text(const ReadersBox &box) { return box.findChild<QLabel *>(QStringLiteral("lines"))->text(); }

    QTemporaryDir m_folder;
};

void ReadersBoxTest::saysWhatIsInTheReaders()
{
    VirtualReader reader(m_folder.path(), 4 << 20, 2);
    const ReadersBox box(reader);
    QCOMPARE(text(box), QStringLiteral("No card is in a reader."));
    QVERIFY(reader.insert(QStringLiteral("a"), 1));
    QCOMPARE(text(box), QStringLiteral("Virtual reader, slot 2: Virtual card, 4.0 MiB"));
    reader.remove(1);
    QCOMPARE(text(box), QStringLiteral("No card is in a reader."));
}

void ReadersBoxTest::saysWhyACardCannotBeUsed()
{
    VirtualReader reader(m_folder.path(), 4 << 20);
    const ReadersBox box(reader);
    VirtualFaults faults;
    faults.isProtected = true;
    reader.setFaults(QStringLiteral("b"), faults);
    QVERIFY(reader.insert(QStringLiteral("b")));
    QVERIFY2(text(box).startsWith(QLatin1String("Virtual reader: cannot be used. The card is write-protected")), qPrintable(text(box)));
    reader.remove();
    QVERIFY(!text(box).contains(QLatin1String("write-protected")));
}

QTEST_MAIN(ReadersBoxTest)
#include "tst_readersbox.moc"
