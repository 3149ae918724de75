// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preferences/preferences.h"

#include <QWidget>

namespace coffer {

/// A page of the preferences: shows its share of them, and has what the operator made of it.
class PreferencesPage : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void setPreferences(const Preferences &preferences) = 0;
    /// Puts the page's share into `preferences`.
    virtual void store(Preferences &preferences) const = 0;
    /// Whether it can be stored. Errors: Usage, with what to change.
    virtual Status check() const { return ok(); }

Q_SIGNALS:
    /// By the operator.
    void changed();
};

} // namespace coffer
