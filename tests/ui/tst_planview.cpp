// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/planview.h"

#include "plans.h"
#include "ui/nodetile.h"
#include "ui/planmodel.h"

#include <QFrame>
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

} // namespace

class PlanViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheCofferAsItIsBuilt();
    void tellsEachStandingByItsName();
    void followsTheModel();
    void drawsADifferentShapeForEachStanding();
    void isReadableOnLightAndDark();
    void fitsIntoTheSmallestWindow();

private:
    QStringList names(const PlanView &view) const
    {
        QStringList names;
        for (const NodeTile *tile : view.findChildren<NodeTile *>())
            names += tile->accessibleName();
        return names;
    }
};

void PlanViewTest::showsTheCofferAsItIsBuilt()
{
    PlanModel model;
    model.setPlan(makeOpenPlan(16), Finished{});
    const PlanView view(model);

    QMap<QObject *, int> panels;
    for (const NodeTile *tile : view.findChildren<NodeTile *>())
        ++panels[tile->parent()];
    QList<int> sizes = panels.values();
    std::sort(sizes.begin(), sizes.end());
    QCOMPARE(sizes, (QList<int>{1, 4, 4, 4, 4}));
}

void PlanViewTest::tellsEachStandingByItsName()
{
    Plan plan = makeOpenPlan(2);
    plan.entries[0].outcome = Outcome::Verified;
    plan.entries[1].outcome = Outcome::Skipped;
    PlanModel model;
    model.setPlan(plan, AwaitingCard{plan.entries[2].node});
    const PlanView view(model);
    QCOMPARE(names(view), (QStringList{QStringLiteral("head: verified"), QStringLiteral("node00: skipped"),
                                       QStringLiteral("node01: in work")}));
}

void PlanViewTest::followsTheModel()
{
    PlanModel model;
    PlanView view(model);
    QCOMPARE(names(view), QStringList());

    Plan plan = makeOpenPlan(1);
    model.setPlan(plan, Finished{});
    plan.entries[1].outcome = Outcome::Failed;
    plan.entries[1].message = QStringLiteral("Not <b>good</b>.");
    model.setPlan(plan, Finished{});
    QCOMPARE(names(view), (QStringList{QStringLiteral("head: open"), QStringLiteral("node00: failed")}));
    QVERIFY(view.findChildren<NodeTile *>().last()->toolTip().contains(QLatin1String("&lt;b&gt;good")));
}

/// Fails too where Qt's plugin for SVG is not installed.
void PlanViewTest::drawsADifferentShapeForEachStanding()
{
    QList<QImage> shapes;
    for (const Standing standing : allStandings) {
        const QImage shape = shapeOf(symbolFor(standing));
        QVERIFY2(!shape.isNull() && !shapes.contains(shape), qPrintable(wordFor(standing)));
        shapes += shape;
    }
}

void PlanViewTest::isReadableOnLightAndDark()
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

void PlanViewTest::fitsIntoTheSmallestWindow()
{
    PlanModel model;
    model.setPlan(makeOpenPlan(16), Finished{});
    const PlanView view(model);
    QVERIFY2(view.sizeHint().width() <= 512, qPrintable(QString::number(view.sizeHint().width())));
    QVERIFY2(view.sizeHint().height() <= 600, qPrintable(QString::number(view.sizeHint().height())));
}

QTEST_MAIN(PlanViewTest)
#include "tst_planview.moc"
