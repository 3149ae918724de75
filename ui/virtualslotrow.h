// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace coffer {

/// One slot of the virtual reader, a row of a grid: what is in it, the name of the card to put in, and the two buttons.
class VirtualSlotRow : public QObject
{
    Q_OBJECT
public:
    /// Adds the widgets to the grid, whose widget owns them. Alt and the slot's number lead to the name; of the first
    /// row, Alt+I and Alt+R are the buttons.
    VirtualSlotRow(int slot, int slotCount, QGridLayout &grid, QObject *parent);

    QString cardName() const;
    void showContents(const QString &text);
    /// Whether a card can be put in, and which, unless the operator has typed another name.
    void offerInsert(bool isPossible, const QString &proposal);
    void offerRemove(bool isPossible);

Q_SIGNALS:
    void insertAsked();
    void removeAsked();

private:
    void drawInsert();

    QLabel *m_contents;
    QLineEdit *m_name;
    QPushButton *m_insert;
    QPushButton *m_remove;
    bool m_canInsert = false;
};

} // namespace coffer
