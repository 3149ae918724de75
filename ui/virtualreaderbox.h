// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"
#include "core/batch/readerscript.h"
#include "core/cards/virtualreader.h"

#include <QGroupBox>
#include <QPointer>

#include <memory>
#include <optional>

class QCheckBox;
class QLabel;

namespace coffer {

class ScriptPlayer;
class VirtualSlotRow;

/// The hands for the virtual reader: a row for each slot, to put a card in, the one that the batch asks for next
/// unless another is named, and to take it out; or lets the reader do so by itself, or as a script says.
class VirtualReaderBox : public QGroupBox
{
    Q_OBJECT
public:
    /// `reader` outlives the box.
    explicit VirtualReaderBox(VirtualReader &reader, QWidget *parent = nullptr);
    ~VirtualReaderBox() override;

    /// From now on the box is about this batch, which has not been started yet.
    void follow(BatchRunner &batch);
    void setSwapsByItself(bool on);
    /// Each batch from now on is played by this script, from its beginning.
    void setScript(const ReaderScript &script);

private:
    void draw();
    void insert(const QString &card, int slot);
    void swapFromNowOn(bool on);
    void tell(const QString &problem);
    QString proposalFor(int slot, const QStringList &proposed) const;

    VirtualReader &m_reader;
    QPointer<BatchRunner> m_batch;
    std::optional<ReaderScript> m_script;
    std::unique_ptr<ScriptPlayer> m_player;
    QList<VirtualSlotRow *> m_rows;
    QLabel *m_problem; ///< why the last card could not be put in
    QCheckBox *m_swap;
};

} // namespace coffer
