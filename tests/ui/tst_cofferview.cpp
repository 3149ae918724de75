// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cofferview.h"

#include "plans.h"
#include "ui/nodetile.h"
#include "ui/planmodel.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QGroupBox>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace coffer;

namespace {

/// The shape of a symbol, whatever its colour.
QImage shapeOf(Symbol symbol)
{
    return drawSymbol(symbol, 24, 1, Qt::black).toImage().convertToFormat(QImage::Format_Alpha8);
}

QPalette paletteOf(const QColor &window, const QColor &text)
{
    QPalette palette(text, window, window.lighter(), window.darker(), window, text, window);
    return palette;
}

/// Contrast as WCAG 2.1 defines it, 1 to 21.
double contrast(const QColor &one, const QColor &other)
{
    const auto luminance = [](const QColor &color) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

/// The view in a window of this size, with a head and `count` nodes.
struct Window
{
    PlanModel model;
    CofferView view{model};

    explicit Window(int count, const QSize &size = {900, 600})
    {
        model.setState(start(makeOpenPlan(count)));
        view.resize(size);
        view.show();
    }
    NodeTile *tile(const QString &node) const { return view.findChild<NodeTile *>(node); }
    QRect place(const QString &node) const { return QRect(tile(node)->mapTo(&view, QPoint()), tile(node)->size()); }
};

} // namespace

class CofferViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheCofferAsItIsBuilt();
    void keepsTheNodesPlacesInAPlanOfSome();
    void tellsEachStandingByItsName();
    void followsTheModel();
    void drawsADifferentShapeForEachStanding();
    void isReadableOnLightAndDark();
    void iconsFollowThePalette();
    void fitsIntoTheSmallestWindow();
    void overlapsNothingAtAnyCount_data();
    void overlapsNothingAtAnyCount();
    void isWalkedWithTheArrowKeys();
    void hasOneStopForTheTabKey();
    void activatesByKeyDoubleClickAndScreenReader();
    void onlySelectsByASingleClick();
    void asksForAMenuByMouseAndKeyboard();
    void keepsTheSelectionAmongOtherNodes();
    void isAListOfNamedThingsToScreenReaders();

private:
    QStringList names(const CofferView &view) const
    {
        QStringList names;
        for (const NodeTile *tile : view.findChildren<NodeTile *>())
            names += tile->accessibleName();
        names.sort();
        return names;
    }
};

void CofferViewTest::showsTheCofferAsItIsBuilt()
{
    const Window window(16);
    const QList<QGroupBox *> panels = window.view.findChildren<QGroupBox *>();
    QCOMPARE(panels.size(), 4);
    for (int i = 0; i < 4; ++i) {
        const auto *panel = window.view.findChild<QGroupBox *>(QStringLiteral("panel%1").arg(i + 1));
        QCOMPARE(panel->title(), QStringLiteral("Panel %1").arg(i + 1));
        QCOMPARE(panel->findChildren<NodeTile *>().size(), 4);
    }
    QVERIFY(!qobject_cast<QGroupBox *>(window.tile(QStringLiteral("head"))->parentWidget()));
    for (const char *first : {"node00", "node04"})
        QVERIFY(window.place(QStringLiteral("head")).bottom() < window.place(QLatin1String(first)).top());
    QVERIFY(window.place(QStringLiteral("node04")).left() > window.place(QStringLiteral("node01")).right());
    QVERIFY(window.place(QStringLiteral("node08")).top() > window.place(QStringLiteral("node02")).bottom());
}

void CofferViewTest::keepsTheNodesPlacesInAPlanOfSome()
{
    Plan plan = makeOpenPlan(16);
    plan.entries = {plan.entries[4], plan.entries[10]}; // node03 and node09
    PlanModel model;
    model.setState(start(plan));
    const CofferView view(model);
    QCOMPARE(qobject_cast<QGroupBox *>(view.findChild<NodeTile *>(QStringLiteral("node03"))->parentWidget())->title(), QStringLiteral("Panel 1"));
    QCOMPARE(qobject_cast<QGroupBox *>(view.findChild<NodeTile *>(QStringLiteral("node09"))->parentWidget())->title(), QStringLiteral("Panel 3"));
}

void CofferViewTest::tellsEachStandingByItsName()
{
    Plan plan = makeOpenPlan(2);
    plan.entries[0].outcome = Outcome::Verified;
    plan.entries[1].outcome = Outcome::Skipped;
    PlanModel model;
    model.setState(start(plan));
    const CofferView view(model);
    QCOMPARE(names(view), (QStringList{QStringLiteral("head: verified"), QStringLiteral("node00: skipped"), QStringLiteral("node01: next")}));
}

void CofferViewTest::followsTheModel()
{
    PlanModel model;
    CofferView view(model);
    QCOMPARE(names(view), QStringList());

    Plan plan = makeOpenPlan(1);
    model.setState(start(plan));
    plan.entries[1].outcome = Outcome::Failed;
    plan.entries[1].message = QStringLiteral("Not <b>good</b>.");
    model.setState(start(plan));
    QCOMPARE(names(view), (QStringList{QStringLiteral("head: next"), QStringLiteral("node00: given up")}));
    QVERIFY(view.findChild<NodeTile *>(QStringLiteral("node00"))->toolTip().contains(QLatin1String("&lt;b&gt;good")));
}

/// Fails too where Qt's plugin for SVG is not installed.
void CofferViewTest::drawsADifferentShapeForEachStanding()
{
    QList<QImage> shapes;
    for (const Standing standing : allStandings) {
        const QImage shape = shapeOf(symbolFor(standing));
        QVERIFY2(!shape.isNull() && !shapes.contains(shape), qPrintable(wordFor(standing)));
        shapes += shape;
    }
}

void CofferViewTest::isReadableOnLightAndDark()
{
    const QPalette light = paletteOf(QColor(239, 239, 239), Qt::black);
    const QPalette dark = paletteOf(QColor(35, 38, 41), Qt::white);
    for (const QPalette &palette : {light, dark}) {
        for (const Standing standing : allStandings) {
            const QColor color = colorFor(toneFor(standing), palette);
            QVERIFY2(contrast(color, palette.color(QPalette::Window)) >= 4.5, qPrintable(wordFor(standing)));
        }
    }
}

void CofferViewTest::iconsFollowThePalette()
{
    const QPalette before = QGuiApplication::palette();
    const QIcon icon = symbolIcon(Symbol::Verified, Tone::Good);
    for (const QPalette &palette : {paletteOf(QColor(239, 239, 239), Qt::black), paletteOf(QColor(35, 38, 41), Qt::white)}) {
        QGuiApplication::setPalette(palette);
        QCOMPARE(icon.pixmap(16).toImage(), drawSymbol(Symbol::Verified, 16, 1, colorFor(Tone::Good, palette)).toImage());
    }
    QGuiApplication::setPalette(before);
}

void CofferViewTest::fitsIntoTheSmallestWindow()
{
    const Window window(16, {560, 330});
    const QString least = QStringLiteral("%1 x %2").arg(window.view.widget()->minimumSizeHint().width()).arg(window.view.widget()->minimumSizeHint().height());
    QVERIFY2(window.view.horizontalScrollBar()->maximum() == 0 && window.view.verticalScrollBar()->maximum() == 0, qPrintable(least));
}

void CofferViewTest::overlapsNothingAtAnyCount_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QSize>("size");
    for (const int count : {0, 1, 3, 5, 16, 40}) {
        for (const QSize &size : {QSize(300, 200), QSize(560, 330), QSize(1600, 900), QSize(3840, 1800)})
            QTest::addRow("%d nodes in %d", count, size.width()) << count << size;
    }
}

void CofferViewTest::overlapsNothingAtAnyCount()
{
    QFETCH(int, count);
    QFETCH(QSize, size);
    const Window window(count, size);
    QCoreApplication::processEvents();
    const QList<NodeTile *> tiles = window.view.findChildren<NodeTile *>();
    QCOMPARE(tiles.size(), count + 1);
    for (const NodeTile *tile : tiles) {
        QVERIFY2(tile->width() >= tile->minimumSizeHint().width() && tile->height() >= tile->minimumSizeHint().height(), qPrintable(tile->node()));
        for (const NodeTile *other : tiles)
            QVERIFY2(tile == other || !window.place(tile->node()).intersects(window.place(other->node())), qPrintable(tile->node()));
    }
}

void CofferViewTest::isWalkedWithTheArrowKeys()
{
    Window window(16);
    QVERIFY(QTest::qWaitForWindowActive(&window.view));
    window.tile(QStringLiteral("head"))->setFocus();
    const std::pair<Qt::Key, const char *> way[] = {
        {Qt::Key_End, "node15"}, {Qt::Key_Left, "node14"}, {Qt::Key_Left, "node11"}, {Qt::Key_Up, "node09"}, {Qt::Key_Up, "node03"},
        {Qt::Key_Right, "node06"}, {Qt::Key_Home, "head"}, {Qt::Key_Left, "head"}, {Qt::Key_Up, "head"}};
    for (const auto &[key, node] : way) {
        QTest::keyClick(QApplication::focusWidget(), key);
        QCOMPARE(window.view.selectedNode(), QLatin1String(node));
        QVERIFY(window.tile(QLatin1String(node))->hasFocus());
    }
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QVERIFY(window.view.selectedNode().startsWith(QLatin1String("node0")));
}

void CofferViewTest::hasOneStopForTheTabKey()
{
    const Window window(16);
    QStringList stops;
    for (const NodeTile *tile : window.view.findChildren<NodeTile *>()) {
        if (tile->focusPolicy() & Qt::TabFocus)
            stops += tile->node();
    }
    QCOMPARE(stops, QStringList{QStringLiteral("head")});
}

void CofferViewTest::activatesByKeyDoubleClickAndScreenReader()
{
    Window window(4);
    QSignalSpy activated(&window.view, &CofferView::nodeActivated);
    NodeTile *tile = window.tile(QStringLiteral("node02"));
    QTest::keyClick(tile, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QTest::keyClick(tile, Qt::Key_Space);
    QCOMPARE(activated.count(), 2);
    QTest::mouseDClick(tile, Qt::LeftButton);
    QCOMPARE(activated.count(), 3);
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(tile);
    spoken->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QTRY_COMPARE(activated.count(), 4);
    for (const QList<QVariant> &words : activated)
        QCOMPARE(words[0].toString(), QStringLiteral("node02"));
}

void CofferViewTest::onlySelectsByASingleClick()
{
    Window window(4);
    QVERIFY(QTest::qWaitForWindowActive(&window.view));
    QSignalSpy activated(&window.view, &CofferView::nodeActivated);
    QSignalSpy selected(&window.view, &CofferView::selectionChanged);
    QTest::mouseClick(window.tile(QStringLiteral("node02")), Qt::LeftButton);
    QCOMPARE(window.view.selectedNode(), QStringLiteral("node02"));
    QCOMPARE(selected.count(), 1);
    QCOMPARE(activated.count(), 0);
}

void CofferViewTest::asksForAMenuByMouseAndKeyboard()
{
    Window window(4);
    QSignalSpy asked(&window.view, &CofferView::nodeMenuAsked);
    NodeTile *tile = window.tile(QStringLiteral("node02"));
    QContextMenuEvent byMouse(QContextMenuEvent::Mouse, {3, 4}, tile->mapToGlobal(QPoint(3, 4)));
    QCoreApplication::sendEvent(tile, &byMouse);
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
    QCoreApplication::sendEvent(tile, &byKey);
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked[0], (QList<QVariant>{QStringLiteral("node02"), tile->mapToGlobal(QPoint(3, 4))}));
    QCOMPARE(asked[1], (QList<QVariant>{QStringLiteral("node02"), tile->mapToGlobal(tile->rect().center())}));
}

void CofferViewTest::keepsTheSelectionAmongOtherNodes()
{
    Window window(4);
    window.view.select(QStringLiteral("node02"));
    window.view.select(QStringLiteral("node77"));
    QCOMPARE(window.view.selectedNode(), QStringLiteral("node02"));
    window.model.setState(start(makeOpenPlan(8)));
    QCOMPARE(window.view.selectedNode(), QStringLiteral("node02"));
    window.model.setState(start(makeOpenPlan(1)));
    QCOMPARE(window.view.selectedNode(), QStringLiteral("head"));
    window.model.setState(start({}));
    QCOMPARE(window.view.selectedNode(), QString());
}

void CofferViewTest::isAListOfNamedThingsToScreenReaders()
{
    const Window window(16);
    for (NodeTile *tile : window.view.findChildren<NodeTile *>()) {
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(tile);
        QVERIFY(spoken && spoken->isValid());
        QVERIFY(spoken->text(QAccessible::Name).startsWith(tile->node() + QLatin1String(": ")));
        QVERIFY(spoken->state().focusable);
        QVERIFY(!spoken->parent()->text(QAccessible::Name).isEmpty() || tile->node() == QLatin1String("head"));
    }
}

QTEST_MAIN(CofferViewTest)
#include "tst_cofferview.moc"
