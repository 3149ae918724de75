// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/cardspage.h"

#include "ui/preferences/note.h"

#include <QCheckBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace coffer {

CardsPage::CardsPage(const Site &site, const QString &siteFile, QWidget *parent)
    : PreferencesPage(parent), m_isFixed(site.confirmAlways), m_confirm(new QCheckBox(tr("As&k before every card, blank ones too"))),
      m_verify(new QCheckBox(tr("&Verify: read each card back after it is written"))),
      m_knowing(new QCheckBox(tr("&I know this; do not verify"))), m_warning(new Note(Tone::Warning))
{
    m_confirm->setObjectName(QStringLiteral("confirmAlways"));
    m_verify->setObjectName(QStringLiteral("verify"));
    m_knowing->setObjectName(QStringLiteral("knowing"));
    m_warning->setObjectName(QStringLiteral("verifyWarning"));
    auto *fixed = new Note(Tone::Quiet);
    fixed->setObjectName(QStringLiteral("confirmFixed"));
    m_confirm->setEnabled(!m_isFixed);

    auto *layout = new QVBoxLayout(this);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_confirm, fixed, m_verify, m_warning, m_knowing})
        layout->addWidget(widget);
    layout->addWidget(new QLabel(tr("Both hold from the next batch on.")));
    layout->addStretch();
    if (m_isFixed)
        fixed->setText(tr("The administrator has set this in %1; it cannot be turned off here.").arg(siteFile));
    for (QCheckBox *box : {m_confirm, m_verify, m_knowing})
        connect(box, &QCheckBox::toggled, this, &CardsPage::changed);
    connect(m_verify, &QCheckBox::toggled, this, [this] {
        m_knowing->setChecked(false);
        draw();
    });
    draw();
}

void CardsPage::draw()
{
    m_warning->setText(m_verify->isChecked() ? QString()
                                             : tr("Without verifying, a bad card is found only when its node does not boot, or weeks later. "
                                                  "Cards also wear out and lie about their size; reading back is what finds that."));
    m_knowing->setVisible(!m_verify->isChecked());
}

void CardsPage::setPreferences(const Preferences &preferences)
{
    const QSignalBlocker quiet(this);
    m_own = preferences.confirmAlways;
    m_confirm->setChecked(m_isFixed || preferences.confirmAlways);
    m_verify->setChecked(preferences.verify);
    m_knowing->setChecked(!preferences.verify); // it was confirmed when it was stored
    draw();
}

void CardsPage::store(Preferences &preferences) const
{
    preferences.confirmAlways = m_isFixed ? m_own : m_confirm->isChecked();
    preferences.verify = m_verify->isChecked();
}

Status CardsPage::check() const
{
    if (m_verify->isChecked() || m_knowing->isChecked())
        return ok();
    return fail(Errc::Usage, tr("Verifying is turned off; tick that you know what this means, or turn it on again."));
}

} // namespace coffer
