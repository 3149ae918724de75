// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferencesdialog.h"

#include "ui/preferences/buildingpage.h"
#include "ui/preferences/cardspage.h"
#include "ui/preferences/note.h"
#include "ui/preferences/preferencesfile.h"
#include "ui/preferences/readerspage.h"
#include "ui/preferences/signalspage.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace coffer {

PreferencesDialog::PreferencesDialog(const PreferencesPlace &place, QWidget *parent)
    : QDialog(parent), m_file(place.file), m_names(place.readersFile), m_tabs(new QTabWidget), m_problem(new Note(Tone::Warning))
{
    setObjectName(QStringLiteral("preferences"));
    setWindowTitle(tr("Preferences"));
    m_tabs->setObjectName(QStringLiteral("pages"));
    m_problem->setObjectName(QStringLiteral("problem"));
    m_buttons = makeButtons();
    m_readers = new ReadersPage(m_names, place.site, place.siteFile);
    addPage(m_readers, tr("&Readers"));
    addPage(new CardsPage(place.site, place.siteFile), tr("Car&ds"));
    addPage(new SignalsPage, tr("&Signals"));
    addPage(new BuildingPage(place.usualCache, place.cache), tr("&Building"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_buttons);

    const LoadedPreferences loaded = loadPreferences(place.file);
    m_stored = loaded.values;
    for (PreferencesPage *page : std::as_const(m_pages)) {
        page->setPreferences(m_stored);
        connect(page, &PreferencesPage::changed, this, &PreferencesDialog::draw);
    }
    draw();
    m_problem->setText(loaded.warning);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 26);
}

void PreferencesDialog::addPage(PreferencesPage *page, const QString &title)
{
    m_pages += page;
    m_tabs->addTab(page, title);
}

QDialogButtonBox *PreferencesDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Apply | QDialogButtonBox::RestoreDefaults);
    const std::pair<QDialogButtonBox::StandardButton, const char *> names[] = {{QDialogButtonBox::Ok, "ok"}, {QDialogButtonBox::Cancel, "cancel"},
                                                                               {QDialogButtonBox::Apply, "apply"}, {QDialogButtonBox::RestoreDefaults, "defaults"}};
    for (const auto &[button, name] : names)
        buttons->button(button)->setObjectName(QLatin1String(name));
    buttons->button(QDialogButtonBox::RestoreDefaults)->setText(tr("Restore De&faults"));
    connect(buttons, &QDialogButtonBox::clicked, this, &PreferencesDialog::click);
    return buttons;
}

void PreferencesDialog::click(QAbstractButton *button)
{
    switch (m_buttons->standardButton(button)) {
    case QDialogButtonBox::Ok:
        if (save())
            accept();
        break;
    case QDialogButtonBox::Apply: save(); break;
    case QDialogButtonBox::RestoreDefaults:
        for (PreferencesPage *page : std::as_const(m_pages))
            page->setPreferences({}); // names of readers stay: they are no setting that could be wrong
        draw();
        break;
    default: reject();
    }
}

Preferences PreferencesDialog::chosen() const
{
    Preferences chosen;
    for (const PreferencesPage *page : m_pages)
        page->store(chosen);
    return chosen;
}

void PreferencesDialog::draw()
{
    m_problem->setText({});
    m_buttons->button(QDialogButtonBox::Apply)->setEnabled(chosen() != m_stored || m_readers->areNamesChanged());
}

bool PreferencesDialog::save()
{
    for (PreferencesPage *page : std::as_const(m_pages)) {
        if (const Status right = page->check(); !right) {
            m_tabs->setCurrentWidget(page);
            m_problem->setText(right.error().message);
            return false;
        }
    }
    Status done = m_readers->storeNames();
    if (done)
        done = savePreferences(m_file, chosen());
    if (!done) {
        m_problem->setText(done.error().message);
        return false;
    }
    m_stored = chosen();
    draw();
    Q_EMIT saved(m_stored);
    return true;
}

} // namespace coffer
