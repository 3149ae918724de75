// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"
#include "core/cards/virtualreader.h"

#include <QGroupBox>
#include <QPointer>

class QCheckBox;
class QLabel;
class QPushButton;

namespace coffer {

/// The hands for the virtual reader: puts the card that the batch asks for in and takes it out, or
/// lets the reader do so by itself.
class VirtualReaderBox : public QGroupBox
{
    Q_OBJECT
public:
    /// `reader` outlives the box.
    explicit VirtualReaderBox(VirtualReader &reader, QWidget *parent = nullptr);

    /// From now on the box is about this batch, which has not been started yet.
    void follow(BatchRunner &batch);
    void setSwapsByItself(bool on);

private:
    void draw();
    void insert();
    void swapFromNowOn(bool on);
    void swapPresentCard();
    void tell(const QString &problem);

    VirtualReader &m_reader;
    QPointer<BatchRunner> m_batch;
    QLabel *m_slot;
    QLabel *m_problem; ///< why the last card could not be put in
    QPushButton *m_insert;
    QPushButton *m_remove;
    QCheckBox *m_swap;
};

} // namespace coffer
