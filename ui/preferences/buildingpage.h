// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preferences/cachecare.h"
#include "ui/preferences/preferencespage.h"

class QLineEdit;
class QSpinBox;

namespace coffer {

class CacheBox;

/// What builds use: the cache and its size, proxy, mirror.
class BuildingPage : public PreferencesPage
{
    Q_OBJECT
public:
    /// `usualCache` is the folder that holds where none is chosen.
    BuildingPage(const QString &usualCache, const CacheCare &care, QWidget *parent = nullptr);

    void setPreferences(const Preferences &preferences) override;
    void store(Preferences &preferences) const override;
    Status check() const override;

private:
    void askForFolder();
    void measure();

    QString m_usualCache;
    QLineEdit *m_folder;
    QSpinBox *m_keep; ///< GiB
    CacheBox *m_cache;
    QLineEdit *m_proxy;
    QLineEdit *m_mirror;
};

} // namespace coffer
