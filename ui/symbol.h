// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QPixmap>
#include <QWidget>

namespace coffer {

/// The drawings of resources/icons, one shape each.
enum class Symbol { Ask, Attention, Checking, Failed, GivenUp, Insert, InWork, Later, Open, Remove, Skipped, Stopped, Verified, Verifying, Write };

/// What a colour says; it always repeats what a word and a shape say.
enum class Tone { Quiet, Busy, Good, Bad, Warning };

/// The tone's colour, readable on the palette's background, be it light or dark.
QColor colorFor(Tone tone, const QPalette &palette);

/// A colour between two: 0 is `from`, 1 is `to`.
QColor blend(const QColor &from, const QColor &to, double share);

/// The symbol in one colour; `side` is in device-independent pixels, `scaling` the device's. Kept, so it is cheap to
/// draw again.
QPixmap drawSymbol(Symbol symbol, int side, double scaling, const QColor &color);

/// The symbol for lists and buttons, in the tone's colour on the program's palette as it is when it is drawn.
QIcon symbolIcon(Symbol symbol, Tone tone);

QIcon programIcon();

/// A symbol as a widget. It is decoration: the words beside it say the same.
class SymbolView : public QWidget
{
    Q_OBJECT
public:
    explicit SymbolView(int side, QWidget *parent = nullptr);

    void setSymbol(Symbol symbol, Tone tone);
    QSize sizeHint() const override { return {m_side, m_side}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_side; ///< pixels, independent of the device's
    Symbol m_symbol = Symbol::Open;
    Tone m_tone = Tone::Quiet;
};

} // namespace coffer
