// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/carddetails.h"

#include "core/base/job.h"
#include "ui/wrappinglist.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace coffer {
namespace {

/// A label whose text can be copied, by keyboard too; never taken for markup.
QLabel *makeValue(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

CardDetails::CardDetails(const QString &node, ReadRecord read, QWidget *parent) : QDialog(parent), m_node(node), m_read(std::move(read))
{
    build();
    drawHeadline();
    reload();
}

CardDetails::~CardDetails()
{
    m_reading.cancel();
}

void CardDetails::build()
{
    setObjectName(QStringLiteral("cardDetails"));
    setWindowTitle(tr("The card of %1").arg(m_node));
    m_form = new QFormLayout;
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_steps = new WrappingList({tr("When"), tr("What"), tr("Reader"), tr("More")});
    m_steps->setObjectName(QStringLiteral("steps"));
    m_steps->setAccessibleName(tr("Earlier cards and steps"));
    auto *caption = new QLabel(tr("What &happened before"));
    caption->setBuddy(m_steps);
    m_error = makeValue({});
    m_error->setObjectName(QStringLiteral("error"));
    m_error->hide();

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(makeHeadline());
    layout->addLayout(m_form);
    layout->addWidget(m_error);
    layout->addWidget(caption);
    layout->addWidget(m_steps, 1);
    layout->addWidget(makeButtons());
    resize(fontMetrics().height() * 40, fontMetrics().height() * 34);
}

QWidget *CardDetails::makeHeadline()
{
    auto *name = new QLabel(m_node);
    name->setTextFormat(Qt::PlainText);
    QFont large = name->font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() * 1.8);
    name->setFont(large);
    m_symbol = new SymbolView(QFontMetrics(large).height());
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("words"));
    m_words->setTextFormat(Qt::PlainText);
    auto *headline = new QWidget;
    auto *layout = new QHBoxLayout(headline);
    layout->setContentsMargins({});
    layout->addWidget(m_symbol);
    layout->addWidget(name);
    layout->addWidget(m_words, 1, Qt::AlignBaseline);
    return headline;
}

QWidget *CardDetails::makeButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_pick = buttons->addButton(tr("&Flash this node next"), QDialogButtonBox::ActionRole);
    m_pick->setObjectName(QStringLiteral("pick"));
    m_skip = buttons->addButton(tr("&Skip this node"), QDialogButtonBox::ActionRole);
    m_skip->setObjectName(QStringLiteral("skip"));
    for (QPushButton *button : {m_pick, m_skip})
        button->setAutoDefault(false); // Enter closes; it starts nothing
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    connect(m_pick, &QPushButton::clicked, this, [this] { Q_EMIT pickAsked(m_node); });
    connect(m_skip, &QPushButton::clicked, this, [this] { Q_EMIT skipAsked(m_node); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void CardDetails::setState(const StationState &station, const BatchState &state)
{
    m_station = station;
    m_state = state;
    const SlotState *slot = slotFor(state, m_node);
    if (!slot || !std::holds_alternative<Flashing>(*slot))
        m_progress.reset();
    const Plan::Entry *entry = state.plan.find(m_node);
    const std::optional<Standing> standing = entry ? std::optional(standingOf(*entry, state)) : std::nullopt;
    drawHeadline();
    drawFacts();
    if (std::exchange(m_standing, standing) != standing)
        reload(); // something is on record
}

void CardDetails::noteProgress(const ProgressEvent &event)
{
    const SlotState *slot = slotFor(m_state, m_node);
    const auto progress = cardProgressOf(event);
    if (event.node != m_node || !progress || !slot || !std::holds_alternative<Flashing>(*slot))
        return;
    m_progress = progress;
    drawHeadline();
    drawFacts();
}

void CardDetails::drawHeadline()
{
    const Plan::Entry *entry = m_state.plan.find(m_node);
    const Standing standing = entry ? standingOf(*entry, m_state) : Standing::Open;
    m_symbol->setSymbol(symbolFor(standing), toneFor(standing));
    m_words->setText(wordsFor(standing, m_progress));
    const bool isOpen = entry && entry->outcome == Outcome::Open;
    const SlotState *slot = slotFor(m_state, m_node);
    m_pick->setEnabled(entry && canPick(m_station) && !isInWork(standing) && standing != Standing::Next);
    m_skip->setEnabled(isOpen && canSkip(m_station) && !(slot && std::holds_alternative<Flashing>(*slot)));
}

/// The rows are made anew only when there are others, so that a selection in them stays.
void CardDetails::drawFacts()
{
    const QList<CardFact> facts = factsOf(m_state.plan.find(m_node), slotFor(m_state, m_node), m_progress, m_record);
    if (facts == m_facts)
        return;
    const bool sameLabels = std::ranges::equal(facts, m_facts, {}, &CardFact::label, &CardFact::label);
    while (!sameLabels && m_form->rowCount() > 0)
        m_form->removeRow(0);
    for (int row = 0; row < facts.size(); ++row) {
        if (!sameLabels)
            m_form->addRow(tr("%1:").arg(facts[row].label), makeValue(facts[row].value));
        auto *value = static_cast<QLabel *>(m_form->itemAt(row, QFormLayout::FieldRole)->widget());
        if (value->text() != facts[row].value)
            value->setText(facts[row].value);
    }
    m_facts = facts;
}

void CardDetails::reload()
{
    m_reading.cancel();
    m_reading = CancelToken();
    const SlotState *slot = slotFor(m_state, m_node);
    const std::optional<Card> card = slot ? std::optional(cardOf(*slot)) : std::nullopt;
    const auto work = [read = m_read, node = m_node, card](Progress &) { return read(node, card); };
    const auto done = [this, token = m_reading](const Result<CardRecord> &record) {
        if (!token.isCancelled())
            showRecord(record);
    };
    runJob<CardRecord>(this, m_reading, work, [](const ProgressEvent &) {}, done);
}

void CardDetails::showRecord(const Result<CardRecord> &record)
{
    m_error->setText(record ? QString() : record.error().message);
    m_error->setVisible(!record);
    if (record)
        m_record = *record;
    drawFacts();
    drawSteps();
    Q_EMIT recordShown();
}

/// The newest first.
void CardDetails::drawSteps()
{
    m_steps->clear();
    for (auto step = m_record.steps.rbegin(); step != m_record.steps.rend(); ++step) {
        const QStringList words = {QLocale().toString(step->time.toLocalTime(), QLocale::ShortFormat), wordsFor(step->kind), step->card.slot, detailsOf(*step)};
        auto *item = new QTreeWidgetItem(m_steps, words);
        item->setToolTip(3, QStringLiteral("<p>%1</p>").arg(words[3].toHtmlEscaped()));
    }
}

} // namespace coffer
