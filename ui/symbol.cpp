// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/symbol.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPaintEvent>
#include <QPixmapCache>

#include <algorithm>

static void loadDrawings()
{
    Q_INIT_RESOURCE(icons); // they are in a static library; the macro wants the global namespace
}

namespace coffer {
namespace {

QString fileOf(Symbol symbol)
{
    loadDrawings();
    switch (symbol) {
    case Symbol::Ask: return QStringLiteral(":/icons/ask.svg");
    case Symbol::Attention: return QStringLiteral(":/icons/attention.svg");
    case Symbol::Checking: return QStringLiteral(":/icons/checking.svg");
    case Symbol::Failed: return QStringLiteral(":/icons/failed.svg");
    case Symbol::GivenUp: return QStringLiteral(":/icons/givenup.svg");
    case Symbol::Insert: return QStringLiteral(":/icons/insert.svg");
    case Symbol::InWork: return QStringLiteral(":/icons/inwork.svg");
    case Symbol::Later: return QStringLiteral(":/icons/later.svg");
    case Symbol::Open: return QStringLiteral(":/icons/open.svg");
    case Symbol::Remove: return QStringLiteral(":/icons/remove.svg");
    case Symbol::Skipped: return QStringLiteral(":/icons/skipped.svg");
    case Symbol::Stopped: return QStringLiteral(":/icons/stopped.svg");
    case Symbol::Verified: return QStringLiteral(":/icons/verified.svg");
    case Symbol::Verifying: return QStringLiteral(":/icons/verifying.svg");
    case Symbol::Write: return QStringLiteral(":/icons/write.svg");
    }
    return {};
}

class SymbolEngine : public QIconEngine
{
public:
    SymbolEngine(Symbol symbol, Tone tone) : m_symbol(symbol), m_tone(tone) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const int side = std::min(rect.width(), rect.height());
        painter->drawPixmap(rect.topLeft(), drawSymbol(m_symbol, side, painter->device()->devicePixelRatioF(), colorFor(m_tone, QGuiApplication::palette())));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        return drawSymbol(m_symbol, std::min(size.width(), size.height()), 1, colorFor(m_tone, QGuiApplication::palette()));
    }

    QIconEngine *clone() const override { return new SymbolEngine(m_symbol, m_tone); }

private:
    Symbol m_symbol;
    Tone m_tone;
};

} // namespace

QColor colorFor(Tone tone, const QPalette &palette)
{
    const bool dark = palette.color(QPalette::Window).lightness() < 128;
    switch (tone) {
    case Tone::Quiet: return blend(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.6);
    case Tone::Busy: return dark ? QColor(0x7a, 0xb3, 0xff) : QColor(0x1c, 0x5c, 0xb8);
    case Tone::Good: return dark ? QColor(0x74, 0xd1, 0x90) : QColor(0x1b, 0x74, 0x38);
    case Tone::Bad: return dark ? QColor(0xff, 0x8f, 0x86) : QColor(0xb3, 0x26, 0x1e);
    case Tone::Warning: return dark ? QColor(0xf0, 0xb8, 0x5c) : QColor(0x8a, 0x5a, 0x00);
    }
    return palette.color(QPalette::WindowText);
}

QColor blend(const QColor &from, const QColor &to, double share)
{
    const auto mix = [share](int a, int b) { return int(a + (b - a) * share + 0.5); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

QPixmap drawSymbol(Symbol symbol, int side, double scaling, const QColor &color)
{
    const QString key = QStringLiteral("coffer-%1-%2-%3-%4").arg(int(symbol)).arg(side).arg(scaling).arg(color.rgba());
    QPixmap shape;
    if (QPixmapCache::find(key, &shape))
        return shape;
    shape = QIcon(fileOf(symbol)).pixmap(QSize(side, side), scaling);
    QPainter tint(&shape);
    tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
    tint.fillRect(shape.rect(), color);
    tint.end();
    QPixmapCache::insert(key, shape);
    return shape;
}

QIcon symbolIcon(Symbol symbol, Tone tone)
{
    return QIcon(new SymbolEngine(symbol, tone));
}

QIcon programIcon()
{
    loadDrawings();
    return QIcon(QStringLiteral(":/icons/coffer.svg"));
}

SymbolView::SymbolView(int side, QWidget *parent) : QWidget(parent), m_side(side)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SymbolView::setSymbol(Symbol symbol, Tone tone)
{
    m_symbol = symbol;
    m_tone = tone;
    update();
}

void SymbolView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.drawPixmap(0, 0, drawSymbol(m_symbol, m_side, devicePixelRatioF(), colorFor(m_tone, palette())));
}

} // namespace coffer
