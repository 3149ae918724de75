// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/cardsource.h"

#include <QGroupBox>

class QLabel;

namespace coffer {

/// What is in the readers now, a line a card; also those that cannot be used, and why.
class ReadersBox : public QGroupBox
{
    Q_OBJECT
public:
    /// `source` outlives it.
    explicit ReadersBox(const CardSource &source, QWidget *parent = nullptr);

private:
    void draw();

    const CardSource &m_source;
    QLabel *m_lines;
};

} // namespace coffer
