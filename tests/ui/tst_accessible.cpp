// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans.h"
#include "ui/carddetails.h"
#include "ui/labels/labeldialog.h"
#include "ui/mainwindow.h"
#include "ui/station.h"
#include "ui/virtualreaderbox.h"

#include <QAccessible>
#include <QDockWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

/// Roles of what a person can act on; each has to say what it is.
bool isActionable(const QAccessibleInterface &item)
{
    switch (item.role()) {
    case QAccessible::Button:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::MenuItem:
    case QAccessible::ProgressBar:
    case QAccessible::RadioButton:
    case QAccessible::SpinBox:
    case QAccessible::Table:
    case QAccessible::Tree:
        return !item.state().invisible;
    default:
        return false;
    }
}

/// Those below `item` that cannot say what they are, by class and object name; `seen` counts all.
QStringList namelessIn(QAccessibleInterface *item, int &seen)
{
    QStringList nameless;
    if (isActionable(*item)) {
        ++seen;
        const QObject *object = item->object();
        if (item->text(QAccessible::Name).trimmed().isEmpty())
            nameless += object ? QStringLiteral("%1 %2").arg(QLatin1String(object->metaObject()->className()), object->objectName()) : QStringLiteral("?");
    }
    const bool isInner = item->role() == QAccessible::ComboBox || item->role() == QAccessible::SpinBox; // its parts are its own affair
    for (int i = 0; !isInner && i < item->childCount(); ++i) {
        if (QAccessibleInterface *child = item->child(i))
            nameless += namelessIn(child, seen);
    }
    return nameless;
}

Result<CardRecord> readNothing(const QString &, const std::optional<Card> &)
{
    return CardRecord{};
}

} // namespace

/// What a screen reader finds in the windows.
class AccessibleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingSaysWhatItIs_data();
    void everythingSaysWhatItIs();
    void theWindowSaysWhatToDo();
    void tilesSayHowTheyStand();
};

void AccessibleTest::everythingSaysWhatItIs_data()
{
    QTest::addColumn<QString>("which");
    for (const char *which : {"window", "details", "labels"})
        QTest::newRow(which) << QString::fromLatin1(which);
}

void AccessibleTest::everythingSaysWhatItIs()
{
    QFETCH(QString, which);
    const QTemporaryDir folder;
    VirtualReader reader(folder.path(), 1 << 20, 4);
    Station station(makeOpenPlan(16), PrepareBatch());
    MainWindow window(station, readNothing);
    window.addReaderBox(new VirtualReaderBox(reader));
    window.findChild<QDockWidget *>()->show();
    CardDetails details(QStringLiteral("node07"), readNothing);
    details.setState(station.state(), station.batch());
    LabelDialog labels(labelsOf(station.batch().plan, readNothing));
    QWidget *shown = which == QLatin1String("window") ? static_cast<QWidget *>(&window) : which == QLatin1String("details") ? static_cast<QWidget *>(&details) : &labels;
    shown->show();
    QVERIFY(QTest::qWaitForWindowExposed(shown));

    int seen = 0;
    QCOMPARE(namelessIn(QAccessible::queryAccessibleInterface(shown), seen).join(QStringLiteral(", ")), QString());
    QVERIFY2(seen >= 2, qPrintable(QString::number(seen)));
}

void AccessibleTest::theWindowSaysWhatToDo()
{
    Station station(makeOpenPlan(16), PrepareBatch());
    MainWindow window(station, readNothing);
    window.show();
    QCOMPARE(QAccessible::queryAccessibleInterface(window.findChild<QWidget *>(QStringLiteral("prompt")))->text(QAccessible::Name), QStringLiteral("17 cards to write"));
}

void AccessibleTest::tilesSayHowTheyStand()
{
    Station station(makeOpenPlan(16), PrepareBatch());
    MainWindow window(station, readNothing);
    window.show();
    QCOMPARE(QAccessible::queryAccessibleInterface(window.findChild<QWidget *>(QStringLiteral("node07")))->text(QAccessible::Name), QStringLiteral("node07: open"));
}

QTEST_MAIN(AccessibleTest)
#include "tst_accessible.moc"
