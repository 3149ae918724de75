// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/virtualslotrow.h"

#include "core/base/result.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace coffer {

VirtualSlotRow::VirtualSlotRow(int slot, int slotCount, QGridLayout &grid, QObject *parent)
    : QObject(parent), m_contents(new QLabel), m_name(new QLineEdit), m_insert(new QPushButton), m_remove(new QPushButton)
{
    const QString where = slotCount == 1 ? tr("the slot") : tr("slot %1").arg(slot + 1);
    m_contents->setObjectName(QStringLiteral("slot"));
    m_contents->setTextFormat(Qt::PlainText);
    m_contents->setWordWrap(true);
    m_name->setObjectName(QStringLiteral("card"));
    m_name->setAccessibleName(tr("Name of the card for %1").arg(where));
    m_name->setToolTip(tr("The card's name, such as node07; its file is made when it is new."));
    m_name->setMaxLength(64);
    m_insert->setObjectName(QStringLiteral("insert"));
    m_insert->setText(slot == 0 ? tr("&Insert card") : tr("Insert card"));
    m_insert->setAccessibleName(tr("Insert the card into %1").arg(where));
    m_remove->setObjectName(QStringLiteral("remove"));
    m_remove->setText(slot == 0 ? tr("&Remove card") : tr("Remove card"));
    m_remove->setAccessibleName(tr("Remove the card from %1").arg(where));

    auto *number = new QLabel(slot < 9 ? tr("Slot &%1:").arg(slot + 1) : tr("Slot %1:").arg(slot + 1));
    number->setBuddy(m_name);
    int column = 0;
    for (QWidget *widget : std::initializer_list<QWidget *>{number, m_contents, m_name, m_insert, m_remove})
        grid.addWidget(widget, slot, column++);

    connect(m_name, &QLineEdit::textChanged, this, &VirtualSlotRow::drawInsert);
    connect(m_name, &QLineEdit::returnPressed, m_insert, &QPushButton::click);
    connect(m_insert, &QPushButton::clicked, this, &VirtualSlotRow::insertAsked);
    connect(m_remove, &QPushButton::clicked, this, &VirtualSlotRow::removeAsked);
}

QString VirtualSlotRow::cardName() const
{
    return m_name->text().trimmed();
}

void VirtualSlotRow::showContents(const QString &text)
{
    m_contents->setText(text);
}

void VirtualSlotRow::offerInsert(bool isPossible, const QString &proposal)
{
    m_canInsert = isPossible;
    m_name->setEnabled(isPossible);
    if (!isPossible || !m_name->isModified())
        m_name->setText(proposal); // which is not the operator's word
    drawInsert();
}

void VirtualSlotRow::offerRemove(bool isPossible)
{
    m_remove->setEnabled(isPossible);
}

void VirtualSlotRow::drawInsert()
{
    m_insert->setEnabled(m_canInsert && !cardName().isEmpty());
}

} // namespace coffer
