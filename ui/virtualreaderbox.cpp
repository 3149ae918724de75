// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/virtualreaderbox.h"

#include "core/base/format.h"
#include "core/batch/autoswap.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer {

VirtualReaderBox::VirtualReaderBox(VirtualReader &reader, QWidget *parent)
    : QGroupBox(tr("Virtual reader"), parent), m_reader(reader), m_slot(new QLabel), m_problem(new QLabel),
      m_insert(new QPushButton(tr("&Insert card"))), m_remove(new QPushButton(tr("&Remove card"))),
      m_swap(new QCheckBox(tr("Swap c&ards by itself")))
{
    m_insert->setObjectName(QStringLiteral("insert"));
    m_remove->setObjectName(QStringLiteral("remove"));
    m_swap->setObjectName(QStringLiteral("swap"));
    m_slot->setObjectName(QStringLiteral("slot"));
    m_problem->setObjectName(QStringLiteral("problem"));
    for (QLabel *label : {m_slot, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }

    auto *buttons = new QHBoxLayout;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_insert, m_remove, m_swap})
        buttons->addWidget(widget);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_slot);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);

    connect(m_insert, &QPushButton::clicked, this, &VirtualReaderBox::insert);
    connect(m_remove, &QPushButton::clicked, &m_reader, &VirtualReader::remove);
    connect(m_swap, &QCheckBox::toggled, this, &VirtualReaderBox::swapFromNowOn);
    connect(&m_reader, &CardSource::inserted, this, &VirtualReaderBox::draw);
    connect(&m_reader, &CardSource::removed, this, &VirtualReaderBox::draw);
    connect(&m_reader, &CardSource::inserted, this, [this] { tell({}); });
    tell({});
    draw();
}

void VirtualReaderBox::follow(BatchRunner &batch)
{
    m_batch = &batch;
    tell({});
    connect(&batch, &BatchRunner::stateChanged, this, &VirtualReaderBox::draw);
    connect(&batch, &BatchRunner::finished, this, [this] {
        m_batch = nullptr;
        draw();
    });
    swapFromNowOn(m_swap->isChecked());
    draw();
}

void VirtualReaderBox::setSwapsByItself(bool on)
{
    m_swap->setChecked(on);
}

void VirtualReaderBox::draw()
{
    const QList<Card> cards = m_reader.cards();
    const bool asksForCard = m_batch && std::holds_alternative<AwaitingCard>(m_batch->state());
    m_insert->setEnabled(asksForCard);
    m_remove->setEnabled(!cards.isEmpty());
    m_slot->setText(cards.isEmpty() ? tr("The slot is empty.")
                                    : tr("In the slot: %1, %2").arg(QFileInfo(cards.first().devNode).fileName(),
                                                                    formatBytes(cards.first().size)));
}

void VirtualReaderBox::insert()
{
    const Node *node = m_batch ? nodeOf(m_batch->state()) : nullptr;
    if (!node)
        return;
    if (const Status inserted = m_reader.insert(node->name); !inserted)
        tell(inserted.error().message);
}

void VirtualReaderBox::swapFromNowOn(bool on)
{
    if (!m_batch)
        return;
    disconnect(m_batch, nullptr, &m_reader, nullptr); // what swapByItself() has connected
    if (!on)
        return;
    swapByItself(*m_batch, m_reader, [this](const Error &error) { tell(error.message); });
    swapPresentCard();
}

/// What the reader would have done by itself when the batch came into its present state.
void VirtualReaderBox::swapPresentCard()
{
    if (std::holds_alternative<AwaitingRemoval>(m_batch->state()))
        m_reader.remove();
    else if (std::holds_alternative<AwaitingCard>(m_batch->state()) && m_reader.cards().isEmpty())
        insert();
}

void VirtualReaderBox::tell(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace coffer
