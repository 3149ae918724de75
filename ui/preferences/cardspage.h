// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preferences/preferencespage.h"

class QCheckBox;

namespace coffer {

class Note;

/// Before and after a card is written: asking, verifying.
class CardsPage : public PreferencesPage
{
    Q_OBJECT
public:
    /// Where `site` (from `siteFile`) asks about every card, so does the page, fixed.
    CardsPage(const Site &site, const QString &siteFile, QWidget *parent = nullptr);

    void setPreferences(const Preferences &preferences) override;
    void store(Preferences &preferences) const override;
    Status check() const override;

private:
    void draw();

    bool m_isFixed;
    bool m_own = false; ///< the operator's own choice, while the site's holds
    QCheckBox *m_confirm;
    QCheckBox *m_verify;
    QCheckBox *m_knowing;
    Note *m_warning;
};

} // namespace coffer
