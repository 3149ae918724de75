// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/readernames.h"
#include "ui/preferences/preferencespage.h"

class QCheckBox;
class QTableWidget;
class QTableWidgetItem;

namespace coffer {

/// The readers that were ever seen: how they are called, and whether cards in them are written.
class ReadersPage : public PreferencesPage
{
    Q_OBJECT
public:
    /// `names` outlives it. What `site` (from `siteFile`) does not allow cannot be ticked.
    ReadersPage(ReaderNames &names, const Site &site, const QString &siteFile, QWidget *parent = nullptr);

    void setPreferences(const Preferences &preferences) override;
    void store(Preferences &preferences) const override;
    Status check() const override;

    bool areNamesChanged() const;
    /// Errors: those of ReaderNames::setName().
    Status storeNames();

private:
    QWidget *makeTable();
    void addReader(const ReaderNames::Reader &reader);
    bool isAtSite(const QString &place) const;
    bool coversARow(const QString &allowed) const;
    QString wordsFor(int row) const;
    void drawRow(int row);
    QString nameIn(int row) const;
    QString placeIn(int row) const;

    ReaderNames &m_names;
    Site m_site;
    QCheckBox *m_only;
    QTableWidget *m_table;
    QStringList m_unseen; ///< allowed places that are no reader in the table, or a slot of one; kept as they are
};

} // namespace coffer
