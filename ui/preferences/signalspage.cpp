// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/signalspage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>

#include <algorithm>

namespace coffer {

SignalsPage::SignalsPage(QWidget *parent)
    : PreferencesPage(parent), m_sounds(new QCheckBox(tr("So&unds for the next card and for a failure"))),
      m_notifications(new QCheckBox(tr("&Notifications while the window is not in front"))), m_language(new QComboBox)
{
    m_sounds->setObjectName(QStringLiteral("sounds"));
    m_notifications->setObjectName(QStringLiteral("notifications"));
    m_language->setObjectName(QStringLiteral("language"));
    m_language->addItem(tr("That of the system"), QString());
    for (const QString &language : languages()) {
        const QString own = QLocale(language).nativeLanguageName();
        m_language->addItem(own.isEmpty() ? language : own, language);
    }
    auto *form = new QFormLayout(this);
    form->addRow(m_sounds);
    form->addRow(m_notifications);
    form->addRow(tr("&Language:"), m_language);
    form->addRow(QString(), new QLabel(tr("The language changes when the station is started next.")));
    connect(m_sounds, &QCheckBox::toggled, this, &SignalsPage::changed);
    connect(m_notifications, &QCheckBox::toggled, this, &SignalsPage::changed);
    connect(m_language, &QComboBox::currentIndexChanged, this, &SignalsPage::changed);
}

void SignalsPage::setPreferences(const Preferences &preferences)
{
    const QSignalBlocker quiet(this);
    m_sounds->setChecked(preferences.sounds);
    m_notifications->setChecked(preferences.notifications);
    m_language->setCurrentIndex(std::max(0, m_language->findData(preferences.language)));
}

void SignalsPage::store(Preferences &preferences) const
{
    preferences.sounds = m_sounds->isChecked();
    preferences.notifications = m_notifications->isChecked();
    preferences.language = m_language->currentData().toString();
}

} // namespace coffer
