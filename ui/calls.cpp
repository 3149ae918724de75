// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/calls.h"

#include "ui/mainwindow.h"
#include "ui/station.h"

#include <QGuiApplication>

#include <algorithm>

namespace coffer {

Calls::Calls(Station &station, MainWindow &window, StationSignals &signs, QObject *parent)
    : QObject(parent), m_station(station), m_window(window), m_signs(signs)
{
    // Whichever of its windows the operator works in.
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this,
            [this](Qt::ApplicationState state) { m_signs.setForeground(state == Qt::ApplicationActive); });
    connect(&station, &Station::changed, this, &Calls::follow);
    connect(&signs, &StationSignals::raiseAsked, this, [this](const QString &token) { bringToFront(m_window, token); });
}

void Calls::follow()
{
    const BatchState &batch = m_station.batch();
    const bool isOn = isRunning(m_station.state());
    m_signs.setWriting(isOn && std::ranges::any_of(batch.slots, [](const SlotState &slot) { return std::holds_alternative<Flashing>(slot); }));
    m_signs.setProgress(isOn ? std::optional<double>(double(batch.plan.count(Outcome::Verified)) / double(batch.plan.entries.size())) : std::nullopt);

    const Prompt prompt = promptFor(m_station.state(), batch);
    if (std::exchange(m_headline, prompt.headline) == prompt.headline || !isOn)
        return;
    switch (prompt.advice.kind) {
    case Advice::Kind::Choose: return m_signs.failed(prompt.headline);
    case Advice::Kind::Answer:
    case Advice::Kind::Remove:
    case Advice::Kind::Insert: return m_signs.nextCard(prompt.headline);
    case Advice::Kind::Wait:
    case Advice::Kind::Done: return;
    }
}

} // namespace coffer
