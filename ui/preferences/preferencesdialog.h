// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/readernames.h"
#include "ui/preferences/cachecare.h"
#include "ui/preferences/preferences.h"

#include <QDialog>

class QAbstractButton;
class QDialogButtonBox;
class QTabWidget;

namespace coffer {

class Note;
class PreferencesPage;
class ReadersPage;

/// Where preferences are kept, and what stands above them.
struct PreferencesPlace
{
    QString file;        ///< loadPreferences()
    QString readersFile; ///< ReaderNames
    QString siteFile;    ///< as it is told to the operator
    Site site;
    QString usualCache;
    CacheCare cache;
};

/// Lets the operator choose. What the administrator has fixed is shown, and cannot be changed.
class PreferencesDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PreferencesDialog(const PreferencesPlace &place, QWidget *parent = nullptr);

    /// What the pages show now.
    Preferences chosen() const;

Q_SIGNALS:
    /// They are in the file. narrowed() makes of them what holds.
    void saved(const coffer::Preferences &preferences);

private:
    void addPage(PreferencesPage *page, const QString &title);
    QDialogButtonBox *makeButtons();
    void click(QAbstractButton *button);
    void draw();
    bool save();

    QString m_file;
    ReaderNames m_names;
    Preferences m_stored;
    QTabWidget *m_tabs;
    Note *m_problem;
    QDialogButtonBox *m_buttons = nullptr;
    ReadersPage *m_readers = nullptr;
    QList<PreferencesPage *> m_pages;
};

} // namespace coffer
