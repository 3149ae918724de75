// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/lackspage.h"

#include "ui/wrappinglist.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer {

LacksPage::LacksPage(const WizardServices &services)
    : WizardPage(tr("This machine"), tr("What building the images needs. Writing cards needs nothing but a card reader.")), m_services(services),
      m_list(new WrappingList({tr("State"), tr("What"), tr("Why")})), m_command(new QLineEdit)
{
    m_list->setObjectName(QStringLiteral("requirements"));
    m_list->setAccessibleName(tr("What building needs"));
    m_command->setObjectName(QStringLiteral("command"));
    m_command->setReadOnly(true);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *words = new QLabel(tr("This &installs it:"));
    words->setBuddy(m_command);
    auto *mending = new QHBoxLayout;
    mending->addWidget(words);
    mending->addWidget(m_command, 1);
    body()->addWidget(m_list, 1);
    body()->addLayout(mending);
    m_copy = addButton(QStringLiteral("copy"), tr("&Copy the command"), [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    addButton(QStringLiteral("again"), tr("&Look again"), [this] { look(); });
    m_copy->setEnabled(false);
}

void LacksPage::look()
{
    run<QList<Requirement>>(tr("Looking …"), m_services.requirements, [this](const Result<QList<Requirement>> &found) {
        draw(found.value_or(QList<Requirement>()));
        if (!found)
            sayError(found.error());
    });
}

void LacksPage::draw(const QList<Requirement> &requirements)
{
    m_list->clear();
    for (const Requirement &requirement : requirements) {
        const bool isMet = requirement.problem.isEmpty();
        const QString state = isMet ? tr("There") : requirement.optional ? tr("Slower") : tr("Missing");
        const QString why = isMet ? requirement.reason : tr("%1 (for: %2)").arg(requirement.problem, requirement.reason);
        auto *row = new QTreeWidgetItem(m_list, {state, requirement.what, why});
        if (isMet)
            row->setIcon(0, symbolIcon(Symbol::Verified, Tone::Good));
        else
            row->setIcon(0, symbolIcon(requirement.optional ? Symbol::Attention : Symbol::Failed, requirement.optional ? Tone::Warning : Tone::Bad));
    }
    const QString command = installCommand(missingPackages(requirements));
    m_command->setText(command);
    m_command->setPlaceholderText(tr("Nothing to install"));
    m_command->setCursorPosition(0);
    m_copy->setEnabled(!command.isEmpty());
    const auto lacking = std::count_if(requirements.begin(), requirements.end(), [](const Requirement &one) { return !one.problem.isEmpty() && !one.optional; });
    if (lacking == 0)
        say(Symbol::Verified, Tone::Good, tr("This machine can build the images."));
    else if (command.isEmpty())
        say(Symbol::Attention, Tone::Warning, tr("Missing: %1. The list says what to do. When the images are built already you can go on without.").arg(lacking));
    else
        say(Symbol::Attention, Tone::Warning,
            tr("Missing: %1. Run the command below in a terminal, then look again. When the images are built already you can go on without.").arg(lacking));
}

} // namespace coffer
