// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/journalwriter.h"

#include "core/base/job.h"
#include "core/base/overloaded.h"

namespace coffer {
namespace {

/// About a card that is asked about.
std::optional<JournalStep> answerTo(const BatchState &state, const Card &card, JournalStep::Kind kind)
{
    const SlotState slot = state.slots.value(card.byId, LeftAlone{});
    const auto *asking = std::get_if<Confirming>(&slot);
    if (!asking || !(asking->card == card))
        return {};
    return JournalStep{kind, QDateTime::currentDateTimeUtc(), asking->node.name, card, {}, {}, asking->verdict.contents};
}

} // namespace

JournalWriter::JournalWriter(Journal journal) : m_journal(std::move(journal))
{
    m_thread.setMaxThreadCount(1);
}

JournalWriter::~JournalWriter()
{
    m_thread.waitForDone();
}

void JournalWriter::note(const JournalStep &step)
{
    tell(step);
    record([step](const Journal &journal) { return journal.record(step); });
}

void JournalWriter::tell(const JournalStep &step)
{
    QMetaObject::invokeMethod(this, [this, step] { Q_EMIT stepped(step); }, Qt::QueuedConnection);
}

void JournalWriter::record(std::function<Status(const Journal &)> what, std::function<void()> then)
{
    const auto work = [journal = m_journal, what = std::move(what)](Progress &) -> Result<bool> { return what(journal).map([] { return true; }); };
    const auto done = [this, then = std::move(then)](const Result<bool> &recorded) {
        if (!recorded)
            Q_EMIT failed(recorded.error().message);
        if (then)
            then();
    };
    runJob<bool>(this, {}, work, [](const ProgressEvent &) {}, done, m_thread);
}

std::optional<JournalStep> stepOf(const BatchState &state, const BatchEvent &event)
{
    using Step = std::optional<JournalStep>;
    return std::visit(Overloaded{[&](const Confirmed &word) { return answerTo(state, word.card, JournalStep::Kind::Confirmed); },
                                 [&](const Declined &word) { return answerTo(state, word.card, JournalStep::Kind::Declined); },
                                 [&](const SkipNode &word) {
                                     const bool isHeard = next(state, word).plan.entries != state.plan.entries;
                                     return isHeard ? Step(JournalStep{JournalStep::Kind::Skipped, QDateTime::currentDateTimeUtc(), word.node}) : Step();
                                 },
                                 [](const auto &) { return Step(); }},
                      event);
}

} // namespace coffer
