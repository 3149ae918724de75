// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/virtualreaderbox.h"

#include "core/base/format.h"
#include "core/base/overloaded.h"
#include "core/batch/autoswap.h"
#include "core/batch/scriptplayer.h"
#include "ui/virtualslotrow.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace coffer {
namespace {

constexpr int rowsInView = 4;

/// What is in a slot, for people.
QString textOf(const VirtualReader::Slot &slot)
{
    return std::visit(Overloaded{
                          [](std::monostate) { return tr("empty"); },
                          [](const Card &card) { return QStringLiteral("%1, %2").arg(QFileInfo(card.devNode).fileName(), formatBytes(card.size)); },
                          [](const Refusal &refusal) { return QStringLiteral("%1: %2").arg(QFileInfo(refusal.devNode).fileName(), refusal.reason); },
                      },
                      slot);
}

/// The rows in a view of a few of them at a time.
QWidget *scrolled(QWidget *rows, int slotCount)
{
    auto *view = new QScrollArea;
    view->setFrameShape(QFrame::NoFrame);
    view->setWidgetResizable(true);
    view->setWidget(rows);
    view->setFixedHeight(rows->sizeHint().height() * rowsInView / slotCount);
    return view;
}

} // namespace

VirtualReaderBox::VirtualReaderBox(VirtualReader &reader, QWidget *parent)
    : QGroupBox(tr("Virtual reader"), parent), m_reader(reader), m_problem(new QLabel), m_swap(new QCheckBox(tr("Swap c&ards by itself")))
{
    m_swap->setObjectName(QStringLiteral("swap"));
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);

    auto *rows = new QWidget;
    auto *grid = new QGridLayout(rows);
    grid->setContentsMargins({});
    grid->setColumnStretch(1, 1);
    for (int slot = 0; slot < reader.slotCount(); ++slot) {
        auto *row = new VirtualSlotRow(slot, reader.slotCount(), *grid, this);
        connect(row, &VirtualSlotRow::insertAsked, this, [this, row, slot] { insert(row->cardName(), slot); });
        connect(row, &VirtualSlotRow::removeAsked, &reader, [&reader, slot] { reader.remove(slot); });
        m_rows += row;
    }
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(reader.slotCount() > rowsInView ? scrolled(rows, reader.slotCount()) : rows);
    layout->addWidget(m_problem);
    layout->addWidget(m_swap);

    connect(m_swap, &QCheckBox::toggled, this, &VirtualReaderBox::swapFromNowOn);
    connect(&m_reader, &VirtualReader::changed, this, &VirtualReaderBox::draw);
    connect(&m_reader, &CardSource::inserted, this, [this] { tell({}); });
    tell({});
    draw();
}

VirtualReaderBox::~VirtualReaderBox() = default;

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
    if (m_script)
        m_player = std::make_unique<ScriptPlayer>(*m_script, m_reader, batch, [this](const Error &error) { tell(error.message); });
    draw();
}

void VirtualReaderBox::setSwapsByItself(bool on)
{
    m_swap->setChecked(on);
}

void VirtualReaderBox::setScript(const ReaderScript &script)
{
    m_script = script;
    m_swap->setChecked(false);
    m_swap->setEnabled(false);
    m_swap->setText(tr("Cards are swapped by the script %1").arg(QFileInfo(script.file).fileName()));
}

void VirtualReaderBox::draw()
{
    QStringList proposed;
    for (int slot = 0; slot < m_rows.size(); ++slot) {
        const bool isEmpty = m_reader.cardIn(slot).isEmpty();
        const QString proposal = proposalFor(slot, proposed);
        if (isEmpty)
            proposed += proposal;
        m_rows[slot]->showContents(textOf(m_reader.slot(slot)));
        m_rows[slot]->offerInsert(m_batch && isEmpty, proposal);
        m_rows[slot]->offerRemove(!isEmpty);
    }
}

/// The card that the batch will ask for first, of those that are neither in another slot nor proposed for one.
QString VirtualReaderBox::proposalFor(int slot, const QStringList &proposed) const
{
    if (!m_batch)
        return {};
    QStringList elsewhere = proposed;
    for (int other = 0; other < m_reader.slotCount(); ++other) {
        if (other != slot)
            elsewhere += m_reader.cardIn(other);
    }
    BatchState state = m_batch->state();
    while (const Node *node = nextFree(state)) {
        const QString name = node->name;
        if (!elsewhere.contains(name))
            return name;
        state.plan.entries.removeIf([&](const Plan::Entry &entry) { return entry.node.name == name; });
    }
    return {};
}

void VirtualReaderBox::insert(const QString &card, int slot)
{
    if (const Status inserted = m_reader.insert(card, slot); !inserted)
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
}

void VirtualReaderBox::tell(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace coffer
