// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"
#include "ui/wizard/wizardservices.h"
#include "ui/wizard/wizardstate.h"

#include <QPointer>
#include <QWizard>

class QMessageBox;

namespace coffer {

class HostPage;
class ReportPage;

/// From a bare machine to the report of 17 cards, a page a step. It can be closed at any page: it begins there the next time.
class FlashWizard : public QWizard
{
    Q_OBJECT
public:
    enum Page { Lacks, ClusterPlan, Keys, Images, Readers, Cards, Next, Report };

    /// Widgets that belong to others' work; they become the wizard's.
    struct Hosted
    {
        QWidget *readers; ///< the readers and what is in them
        QWidget *cards;   ///< what to do now, and the coffer
    };

    /// Begins at the state's page. `state` outlives it.
    FlashWizard(WizardState &state, WizardServices services, const Hosted &hosted, QWidget *parent = nullptr);
    ~FlashWizard() override;

    /// How the cards stand. Only when all are done, or the batch has ended without some of them, it goes on from there.
    void setCards(const Plan &plan, bool hasEnded);

public Q_SLOTS:
    /// The next time it begins anew.
    void accept() override;
    /// Asks first while a build is running.
    void reject() override;

private:
    void noteTurned(int page);
    void askAboutBuild();

    WizardState &m_state;
    const WizardServices m_services;
    HostPage *m_cards;
    ReportPage *m_report;
    QPointer<QMessageBox> m_question;
};

} // namespace coffer
