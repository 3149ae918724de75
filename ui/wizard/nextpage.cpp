// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/nextpage.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer {

NextPage::NextPage(const WizardServices &services, const ClusterPage &cluster)
    : WizardPage(tr("What comes next"), tr("The cards are done. These steps make a running cluster of them.")), m_services(services), m_cluster(cluster)
{
    connect(&cluster, &QWizardPage::completeChanged, this, &NextPage::draw); // the wizard may begin here, before it is read
}

void NextPage::showEvent(QShowEvent *event)
{
    draw();
    WizardPage::showEvent(event);
}

void NextPage::draw()
{
    const QList<NextStep> steps = m_cluster.cluster() ? m_services.nextSteps(*m_cluster.cluster()) : QList<NextStep>();
    delete m_steps;
    m_steps = new QWidget;
    auto *grid = new QGridLayout(m_steps);
    grid->setContentsMargins({});
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (int i = 0; i < steps.size(); ++i) {
        auto *words = new QLabel(tr("%1. %2").arg(i + 1).arg(steps[i].text));
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        grid->addWidget(words, row++, 0, 1, 2);
        if (steps[i].command.isEmpty())
            continue;
        auto *command = new QLineEdit(steps[i].command);
        command->setObjectName(QStringLiteral("command%1").arg(i + 1));
        command->setAccessibleName(tr("Command of step %1").arg(i + 1));
        command->setReadOnly(true);
        command->setCursorPosition(0);
        command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        auto *copy = new QPushButton(tr("Copy &%1").arg(i + 1));
        copy->setObjectName(QStringLiteral("copy%1").arg(i + 1));
        connect(copy, &QPushButton::clicked, command, [command] { QGuiApplication::clipboard()->setText(command->text()); });
        grid->addWidget(command, row, 0);
        grid->addWidget(copy, row++, 1);
    }
    grid->setRowStretch(row, 1);
    body()->addWidget(m_steps);
}

} // namespace coffer
