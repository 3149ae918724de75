// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/readerspage.h"

#include "core/base/format.h"
#include "core/cards/card.h"
#include "ui/preferences/note.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer {
namespace {

enum Column { NameColumn, AllowedColumn, PlaceColumn };

constexpr qsizetype longestName = 40; // as ReaderNames has it

bool allows(const QStringList &readers, const QString &place)
{
    CardRules rules;
    rules.allowedReaders = readers;
    return rules.allows(place);
}

} // namespace

ReadersPage::ReadersPage(ReaderNames &names, const Site &site, const QString &siteFile, QWidget *parent)
    : PreferencesPage(parent), m_names(names), m_site(site), m_only(new QCheckBox(tr("Write cards on&ly in the ticked readers")))
{
    m_only->setObjectName(QStringLiteral("onlyTicked"));
    auto *fixed = new Note(Tone::Quiet);
    fixed->setObjectName(QStringLiteral("readersFixed"));
    auto *layout = new QVBoxLayout(this);
    QWidget *table = makeTable();
    auto *caption = new QLabel(names.readers().isEmpty() ? tr("&Known readers: none was seen yet. One appears here once it was plugged in.")
                                                         : tr("&Known readers; a name can be changed:"));
    caption->setWordWrap(true);
    caption->setBuddy(table);
    layout->addWidget(caption);
    layout->addWidget(table, 1);
    layout->addWidget(m_only);
    layout->addWidget(fixed);
    layout->addWidget(new QLabel(tr("Names and ticks hold at once; while cards are written, from the end of the batch on.")));
    if (!site.allowedReaders.isEmpty())
        fixed->setText(tr("The administrator has chosen in %1 which readers may be used. Here you can only leave out some of them.").arg(siteFile));
    connect(m_only, &QCheckBox::toggled, this, [this] {
        for (int row = 0; row < m_table->rowCount(); ++row)
            drawRow(row);
        Q_EMIT changed();
    });
    connect(m_table, &QTableWidget::itemChanged, this, [this](const QTableWidgetItem *item) {
        drawRow(item->row());
        Q_EMIT changed();
    });
}

QWidget *ReadersPage::makeTable()
{
    m_table = new QTableWidget(0, 3);
    m_table->setObjectName(QStringLiteral("readers"));
    m_table->setAccessibleName(tr("Known readers"));
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Cards in it"), tr("Where it is plugged in")});
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->hide();
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    for (const ReaderNames::Reader &reader : m_names.readers())
        addReader(reader);
    m_table->resizeColumnsToContents();
    const int name = fontMetrics().averageCharWidth() * 24;
    m_table->setColumnWidth(NameColumn, std::max(m_table->columnWidth(NameColumn), name));
    m_table->setColumnWidth(AllowedColumn, fontMetrics().horizontalAdvance(tr("in some slots are written")) + fontMetrics().height() * 3);
    return m_table;
}

void ReadersPage::addReader(const ReaderNames::Reader &reader)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, NameColumn, new QTableWidgetItem(reader.name()));
    auto *allowed = new QTableWidgetItem;
    allowed->setCheckState(Qt::Checked);
    m_table->setItem(row, AllowedColumn, allowed);
    auto *place = new QTableWidgetItem(reader.place);
    place->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    place->setToolTip(reader.place);
    m_table->setItem(row, PlaceColumn, place);
    drawRow(row);
}

/// Whether the site allows the reader, or at least one of its slots.
bool ReadersPage::isAtSite(const QString &place) const
{
    return allows(m_site.allowedReaders, place)
        || std::ranges::any_of(m_site.allowedReaders, [&](const QString &part) { return allows({place}, part); });
}

/// A reader that is known, or the port above some: from now on their ticks say what holds, so that unticking one counts.
bool ReadersPage::coversARow(const QString &allowed) const
{
    for (int row = 0; row < m_table->rowCount(); ++row) {
        if (allows({allowed}, placeIn(row)))
            return true;
    }
    return false;
}

QString ReadersPage::wordsFor(int row) const
{
    const QString place = placeIn(row);
    if (!isAtSite(place))
        return tr("not at this site");
    if (!m_only->isChecked() || m_table->item(row, AllowedColumn)->checkState() == Qt::Checked)
        return tr("are written");
    const bool inSome = std::ranges::any_of(m_unseen, [&](const QString &allowed) { return allows({place}, allowed); });
    return inSome ? tr("in some slots are written") : tr("are not written");
}

void ReadersPage::drawRow(int row)
{
    const QSignalBlocker quiet(m_table);
    QTableWidgetItem *item = m_table->item(row, AllowedColumn);
    const bool atSite = isAtSite(placeIn(row));
    const bool canTick = atSite && m_only->isChecked();
    if (!atSite)
        item->setCheckState(Qt::Unchecked);
    item->setFlags(canTick ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable : Qt::ItemIsSelectable);
    item->setText(wordsFor(row));
    item->setData(Qt::AccessibleTextRole, tr("Cards in %1 %2").arg(nameIn(row), item->text()));
}

QString ReadersPage::nameIn(int row) const
{
    const QString typed = m_table->item(row, NameColumn)->text().trimmed();
    ReaderNames::Reader unnamed = m_names.readers().at(row);
    unnamed.ownName.clear();
    return typed.isEmpty() ? unnamed.name() : typed;
}

QString ReadersPage::placeIn(int row) const
{
    return m_table->item(row, PlaceColumn)->text();
}

void ReadersPage::setPreferences(const Preferences &preferences)
{
    const QSignalBlocker quiet(m_only);
    m_unseen = preferences.allowedReaders;
    m_unseen.removeIf([this](const QString &allowed) { return coversARow(allowed); });
    m_only->setChecked(!preferences.allowedReaders.isEmpty());
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QSignalBlocker quietTable(m_table);
        const QString place = placeIn(row);
        m_table->item(row, AllowedColumn)->setCheckState(allows(preferences.allowedReaders, place) ? Qt::Checked : Qt::Unchecked);
        drawRow(row);
    }
}

void ReadersPage::store(Preferences &preferences) const
{
    preferences.allowedReaders.clear();
    if (!m_only->isChecked())
        return;
    preferences.allowedReaders = m_unseen;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QString place = placeIn(row);
        if (m_table->item(row, AllowedColumn)->checkState() == Qt::Checked)
            preferences.allowedReaders += place;
    }
}

Status ReadersPage::check() const
{
    Preferences stored;
    store(stored);
    if (m_only->isChecked() && stored.allowedReaders.isEmpty())
        return fail(Errc::Usage, tr("No reader is ticked, so no card could be written; tick one, or allow all."));
    QStringList names;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QString name = nameIn(row);
        if (name.size() > longestName || name != printable(name).simplified())
            return fail(Errc::Usage, tr("\"%1\" is no name for a reader; take up to %2 printable characters.").arg(printable(name)).arg(longestName));
        if (names.contains(name))
            return fail(Errc::Usage, tr("Two readers are called \"%1\"; give one of them another name.").arg(name));
        names += name;
    }
    return ok();
}

bool ReadersPage::areNamesChanged() const
{
    for (int row = 0; row < m_table->rowCount(); ++row) {
        if (nameIn(row) != m_names.readers().at(row).name())
            return true;
    }
    return false;
}

Status ReadersPage::storeNames()
{
    QList<int> rows;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        if (nameIn(row) != m_names.readers().at(row).name())
            rows += row;
    }
    for (const int row : rows) { // first, so that two readers can swap their names
        if (Status cleared = m_names.setName(placeIn(row), {}); !cleared)
            return cleared;
    }
    for (const int row : rows) {
        const bool isUsual = nameIn(row) == m_names.readers().at(row).name();
        if (Status named = isUsual ? ok() : m_names.setName(placeIn(row), nameIn(row)); !named)
            return named;
    }
    return ok();
}

} // namespace coffer
