// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cardsview.h"

#include "ui/cofferview.h"
#include "ui/promptband.h"
#include "ui/station.h"

#include <QVBoxLayout>

namespace coffer {

CardsView::CardsView(Station &station, QWidget *parent) : QWidget(parent), m_prompt(new PromptBand(station)), m_coffer(new CofferView(m_model))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addWidget(m_prompt);
    layout->addWidget(m_coffer, 1);
    connect(&station, &Station::changed, this, [this, &station] { m_model.setState(station.batch()); });
    connect(&station, &Station::progressed, this, [this](const ProgressEvent &event) { m_model.noteProgress(event); });
    m_model.setState(station.batch());
}

} // namespace coffer
