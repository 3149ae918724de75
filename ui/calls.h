// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt.h"
#include "ui/signals/stationsignals.h"

#include <QObject>

namespace coffer {

class MainWindow;
class Station;

/// Calls the operator when it is their turn: follows the batch and the window, and gives the signals.
class Calls : public QObject
{
    Q_OBJECT
public:
    /// All outlive it.
    Calls(Station &station, MainWindow &window, StationSignals &signs, QObject *parent = nullptr);

private:
    void follow();

    Station &m_station;
    MainWindow &m_window;
    StationSignals &m_signs;
    QString m_headline; ///< of the prompt that was called out last
};

} // namespace coffer
