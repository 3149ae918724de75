// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preferences/preferencespage.h"

class QCheckBox;
class QComboBox;

namespace coffer {

/// How the station makes itself known: sounds, notifications, its language.
class SignalsPage : public PreferencesPage
{
    Q_OBJECT
public:
    explicit SignalsPage(QWidget *parent = nullptr);

    void setPreferences(const Preferences &preferences) override;
    void store(Preferences &preferences) const override;

private:
    QCheckBox *m_sounds;
    QCheckBox *m_notifications;
    QComboBox *m_language;
};

} // namespace coffer
