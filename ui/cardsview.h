// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/planmodel.h"

#include <QWidget>

namespace coffer {

class CofferView;
class PromptBand;
class Station;

/// What to do now, and the coffer as it is built below it: the part that the window and the wizard have in common.
class CardsView : public QWidget
{
    Q_OBJECT
public:
    /// `station` outlives it.
    explicit CardsView(Station &station, QWidget *parent = nullptr);

    PromptBand *prompt() const { return m_prompt; }
    CofferView *coffer() const { return m_coffer; }

private:
    PlanModel m_model;
    PromptBand *m_prompt;
    CofferView *m_coffer;
};

} // namespace coffer
