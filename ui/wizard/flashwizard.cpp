// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/flashwizard.h"

#include "ui/wizard/clusterpage.h"
#include "ui/wizard/hostpage.h"
#include "ui/wizard/imagespage.h"
#include "ui/wizard/keyspage.h"
#include "ui/wizard/lackspage.h"
#include "ui/wizard/nextpage.h"
#include "ui/wizard/reportpage.h"

#include <QMessageBox>
#include <QPushButton>

namespace coffer {

FlashWizard::FlashWizard(WizardState &state, WizardServices services, const Hosted &hosted, QWidget *parent)
    : QWizard(parent), m_state(state), m_services(std::move(services)),
      m_cards(new HostPage(tr("The cards"), tr("The head's card first, then the nodes', in any order and in any reader."), hosted.cards)),
      m_report(new ReportPage(m_services))
{
    setWizardStyle(ModernStyle);
    setOption(IndependentPages);
    setOption(NoBackButtonOnStartPage);
    setOption(NoDefaultButton); // Enter presses what has the keyboard: never by chance another page
    setButtonText(CancelButton, tr("Close")); // nothing is cancelled by it
    setTitleFormat(Qt::PlainText);
    setSubTitleFormat(Qt::PlainText);
    auto *cluster = new ClusterPage(m_services);
    setPage(Lacks, new LacksPage(m_services));
    setPage(ClusterPlan, cluster);
    setPage(Keys, new KeysPage(m_services));
    setPage(Images, new ImagesPage(m_services, state.build));
    setPage(Readers, new HostPage(tr("Readers"), tr("Plug in the card readers: one, or several to write as many cards at the same time. The cards come on the next page."), hosted.readers));
    setPage(Cards, m_cards);
    setPage(Next, new NextPage(m_services, *cluster));
    setPage(Report, m_report);
    m_cards->setDone(false);
    resize(900, 680);

    // By turning the pages, so that one can go back to all before it.
    const int reached = state.page;
    restart();
    while (currentId() < reached && nextId() >= 0)
        next();
    noteTurned(currentId());
    connect(this, &QWizard::currentIdChanged, this, &FlashWizard::noteTurned);
}

FlashWizard::~FlashWizard()
{
    disconnect(this, &QWizard::currentIdChanged, this, nullptr); // as pages go, others become current
}

void FlashWizard::setCards(const Plan &plan, bool hasEnded)
{
    m_cards->setDone(hasEnded || plan.count(Outcome::Verified) == plan.entries.size());
    m_report->setCards(plan);
}

void FlashWizard::noteTurned(int page)
{
    if (page < 0)
        return;
    m_state.page = page;
    setWindowTitle(tr("Flash all nodes – step %1 of %2").arg(page + 1).arg(pageIds().size()));
}

void FlashWizard::accept()
{
    m_state.page = Lacks;
    QWizard::accept();
}

void FlashWizard::reject()
{
    if (m_state.build.isRunning())
        return askAboutBuild();
    QWizard::reject();
}

void FlashWizard::askAboutBuild()
{
    if (m_question)
        return m_question->raise();
    m_question = new QMessageBox(QMessageBox::Question, tr("Images are being built"), tr("Images are being built. Should that go on?"), QMessageBox::NoButton, this);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setInformativeText(tr("The wizard can be closed meanwhile and opened again. A build that is stopped goes on from there the next time."));
    QPushButton *goOn = m_question->addButton(tr("&Close, the build goes on"), QMessageBox::AcceptRole);
    QPushButton *stop = m_question->addButton(tr("&Stop the build and close"), QMessageBox::DestructiveRole);
    QPushButton *stay = m_question->addButton(tr("S&tay here"), QMessageBox::RejectRole);
    goOn->setObjectName(QStringLiteral("goOn"));
    stop->setObjectName(QStringLiteral("stop"));
    stay->setObjectName(QStringLiteral("stay"));
    m_question->setDefaultButton(goOn);
    m_question->setEscapeButton(stay);
    connect(goOn, &QPushButton::clicked, this, [this] { QWizard::reject(); });
    connect(stop, &QPushButton::clicked, this, [this] {
        m_state.build.cancel();
        QWizard::reject();
    });
    m_question->open();
}

} // namespace coffer
