// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/scriptplayer.h"

#include "core/base/overloaded.h"

#include <algorithm>
#include <utility>

namespace coffer {
namespace {

/// What the batch waits for, for a sentence that goes "the batch …".
QString wantOf(const BatchState &state)
{
    const Advice advice = adviceFor(state);
    switch (advice.kind) {
    case Advice::Kind::Answer: return tr("asks whether a card may be written as %1").arg(advice.node.name);
    case Advice::Kind::Choose:
    case Advice::Kind::Remove: return tr("waits until the card of %1 is taken out").arg(advice.node.name);
    case Advice::Kind::Insert: return tr("asks for the card of %1").arg(advice.node.name);
    case Advice::Kind::Wait: return tr("writes cards");
    case Advice::Kind::Done: break;
    }
    return tr("has ended");
}

/// What holds in a state of all that a script can wait for.
std::vector<Happening> factsOf(const BatchState &state)
{
    std::vector<Happening> facts;
    for (const SlotState &slot : state.slots) {
        if (const auto *asking = std::get_if<Confirming>(&slot))
            facts.push_back(QuestionAsked{asking->node.name});
        else if (const auto *ended = std::get_if<AwaitingRemoval>(&slot))
            facts.push_back(OutcomeKnown{ended->node.name, ended->outcome.has_value()});
    }
    if (const Node *node = nextFree(state); node && state.emptySlots > 0)
        facts.push_back(CardAsked{node->name});
    return facts;
}

/// The node that is waited for; empty: none, or any.
QString nodeOf(const Await &await)
{
    return std::visit(
        [](const auto &known) {
            if constexpr (requires { known.node; })
                return known.node;
            else
                return QString();
        },
        await);
}

// Whether this happening is what was waited for.

bool fulfils(const AwaitAsked &await, const Happening &happening)
{
    return happening == Happening(CardAsked{await.node});
}

bool fulfils(const AwaitQuestion &await, const Happening &happening)
{
    const auto *asked = std::get_if<QuestionAsked>(&happening);
    return asked && (await.node.isEmpty() || asked->node == await.node);
}

bool fulfils(const AwaitDone &await, const Happening &happening)
{
    const auto *bytes = std::get_if<BytesDone>(&happening);
    return bytes && bytes->node == await.node && bytes->phase == await.phase && bytes->done >= await.bytes
           && double(bytes->done) >= await.share * double(bytes->total);
}

bool fulfils(const AwaitOutcome &await, const Happening &happening)
{
    return happening == Happening(OutcomeKnown{await.node, await.isVerified});
}

bool fulfils(const AwaitEnd &, const Happening &happening)
{
    return std::holds_alternative<BatchOver>(happening);
}

} // namespace

ScriptPlayer::ScriptPlayer(ReaderScript script, VirtualReader &reader, BatchRunner &runner, std::function<void(const Error &)> onError,
                           std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent), m_script(std::move(script)), m_reader(reader), m_runner(runner), m_onError(std::move(onError))
{
    m_pause.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_pause, &QTimer::timeout, this, &ScriptPlayer::play);
    connect(&m_patience, &QTimer::timeout, this, &ScriptPlayer::losePatience);
    connect(&runner, &BatchRunner::stateChanged, this, &ScriptPlayer::noteState);
    connect(&runner, &BatchRunner::progressed, this, &ScriptPlayer::noteProgress);
    connect(&runner, &BatchRunner::finished, this, [this](bool cancelled) {
        if (cancelled)
            stop();
        note(BatchOver{});
    });
    connect(&runner, &QObject::destroyed, this, &ScriptPlayer::stop);
    QMetaObject::invokeMethod(this, &ScriptPlayer::begin, Qt::QueuedConnection);
}

/// A script for another reader or another batch is told of before anything is done.
void ScriptPlayer::begin()
{
    if (m_isOver)
        return;
    QStringList nodes;
    for (const Plan::Entry &entry : m_runner.plan().entries)
        nodes += entry.node.name;
    for (const ScriptStep &step : m_script.steps) {
        const Await *await = std::get_if<Await>(&step.action);
        const QString node = await ? nodeOf(*await) : QString();
        if (!node.isEmpty() && !nodes.contains(node))
            return giveUp(step.line, {Errc::InvalidInput, tr("%1 is no node of this batch; it has: %2.").arg(node, nodes.join(QStringLiteral(", ")))});
        const InsertCard *insert = std::get_if<InsertCard>(&step.action);
        if (insert && insert->slot >= m_reader.slotCount())
            return giveUp(step.line, {Errc::InvalidInput, tr("The reader has %1 slots.").arg(m_reader.slotCount())});
    }
    m_hasBegun = true;
    play();
}

/// What holds now and did not before has happened.
void ScriptPlayer::noteState(const BatchState &state)
{
    const std::vector<Happening> before = std::exchange(m_facts, factsOf(state));
    for (const Happening &fact : std::vector<Happening>(m_facts)) { // as a note may lead to the next state
        if (std::ranges::find(before, fact) == before.end())
            note(fact);
    }
}

void ScriptPlayer::noteProgress(const ProgressEvent &event)
{
    if (event.phase == QLatin1String("write") || event.phase == QLatin1String("verify"))
        note(BytesDone{event.node, event.phase, event.done, event.total});
}

void ScriptPlayer::note(const Happening &happening)
{
    const auto *bytes = std::get_if<BytesDone>(&happening);
    const auto *before = m_happened.size() > m_seen ? std::get_if<BytesDone>(&m_happened.back()) : nullptr;
    if (bytes && before && before->node == bytes->node && before->phase == bytes->phase)
        m_happened.back() = happening;
    else
        m_happened.push_back(happening);
    play();
}

/// Carries out what can be carried out now.
void ScriptPlayer::play()
{
    m_patience.stop();
    if (!m_hasBegun)
        return;
    while (!m_isOver && !m_pause.isActive() && m_next < m_script.steps.size()) {
        const ScriptStep &step = m_script.steps[m_next];
        const Result<bool> done = carryOut(step);
        if (!done)
            return giveUp(step.line, done.error());
        if (!*done)
            break;
        ++m_next;
    }
    const bool hasEnded = !m_happened.empty() && std::holds_alternative<BatchOver>(m_happened.back());
    if (!m_isOver && !m_pause.isActive() && !hasEnded && m_patience.interval() > 0)
        m_patience.start();
}

Result<bool> ScriptPlayer::carryOut(const ScriptStep &step)
{
    return std::visit(Overloaded{
                          [this](const Await &await) { return isFulfilled(await); },
                          [this](const auto &action) { return act(action).map([] { return true; }); },
                      },
                      step.action);
}

Status ScriptPlayer::act(const SetFaults &action)
{
    m_reader.setFaults(action.card, action.faults);
    return ok();
}

Status ScriptPlayer::act(const MakeCard &action)
{
    return m_reader.make(action.card, action.isStrange ? VirtualReader::Contents::Strange : VirtualReader::Contents::Blank);
}

Status ScriptPlayer::act(const InsertCard &action)
{
    return m_reader.insert(action.card, action.slot);
}

Status ScriptPlayer::act(const RemoveCard &action)
{
    if (m_reader.cardIn(action.slot).isEmpty())
        return fail(Errc::InvalidInput, tr("There is no card in slot %1.").arg(action.slot + 1));
    m_reader.remove(action.slot);
    return ok();
}

Status ScriptPlayer::act(const GiveAnswer &action)
{
    const Advice advice = adviceFor(m_runner.state());
    if (advice.kind != Advice::Kind::Answer)
        return fail(Errc::InvalidInput, tr("There is no question to answer: the batch %1.").arg(wantOf(m_runner.state())));
    action.yes ? m_runner.confirm(advice.card) : m_runner.decline(advice.card);
    return ok();
}

Status ScriptPlayer::act(const SkipNow &)
{
    const Advice advice = adviceFor(m_runner.state());
    const bool isAboutItsCard = advice.kind == Advice::Kind::Answer || advice.kind == Advice::Kind::Choose;
    const Node *asked = nextFree(m_runner.state());
    if (!isAboutItsCard && !asked)
        return fail(Errc::InvalidInput, tr("There is no node to skip: the batch %1.").arg(wantOf(m_runner.state())));
    m_runner.skip(isAboutItsCard ? advice.node.name : asked->name);
    return ok();
}

Status ScriptPlayer::act(const Pause &action)
{
    m_pause.start(action.time);
    return ok();
}

Result<bool> ScriptPlayer::isFulfilled(const Await &await)
{
    const auto isIt = [&](const Happening &happening) {
        return std::visit([&](const auto &awaited) { return fulfils(awaited, happening); }, await);
    };
    const auto found = std::find_if(m_happened.begin() + std::ptrdiff_t(m_seen), m_happened.end(), isIt);
    const bool isAskedNow = std::holds_alternative<AwaitAsked>(await) && std::ranges::any_of(m_facts, isIt); // since long before, maybe
    if (found == m_happened.end() && isAskedNow)
        return true;
    if (found != m_happened.end()) {
        m_seen = std::size_t(found - m_happened.begin()) + 1;
        return true;
    }
    if (!m_happened.empty() && std::holds_alternative<BatchOver>(m_happened.back()))
        return fail(Errc::InvalidInput, tr("The batch has ended, and what is waited for here did not happen."));
    return false;
}

void ScriptPlayer::losePatience()
{
    if (adviceFor(m_runner.state()).kind == Advice::Kind::Wait)
        return;
    const bool isAtEnd = m_next == m_script.steps.size();
    const int line = isAtEnd ? m_script.steps.value(m_next - 1).line : m_script.steps[m_next].line;
    const QString want = wantOf(m_runner.state());
    giveUp(line, {Errc::InvalidInput, isAtEnd ? tr("The script is at its end, but the batch %1.").arg(want)
                                              : tr("What is waited for here has not happened for %1 s: the batch %2.")
                                                    .arg(m_patience.interval() / 1000).arg(want)});
}

void ScriptPlayer::stop()
{
    m_isOver = true;
    m_patience.stop();
    m_pause.stop();
}

void ScriptPlayer::giveUp(int line, const Error &error)
{
    stop();
    m_runner.cancel();
    m_onError({error.code, QStringLiteral("%1:%2: %3").arg(m_script.file).arg(line).arg(error.message)});
}

} // namespace coffer
