// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/batchterminal.h"

#include "core/base/format.h"
#include "core/batch/plan.h"

#include <QJsonArray>

#include <array>
#include <utility>

#include <termios.h>
#include <unistd.h>

namespace coffer {
namespace {

QString wordFor(const Plan::Entry &entry)
{
    switch (entry.outcome) {
    case Outcome::Open: return tr("open");
    case Outcome::Verified: return entry.isUnread ? tr("written") : tr("verified");
    case Outcome::Failed: return tr("failed");
    case Outcome::Skipped: return tr("skipped");
    }
    return {};
}

/// Tells a slot's state from the one before, and from the same with another card.
QString keyOf(const SlotState &slot)
{
    const Node *node = nodeOf(slot);
    return QStringLiteral("%1 %2 %3 %4").arg(cardOf(slot).byId).arg(cardOf(slot).diskSeq).arg(slot.index()).arg(node ? node->name : QString());
}

QJsonObject nodeEvent(const Node &node)
{
    return {{QStringLiteral("node"), node.name}};
}

} // namespace

BatchTerminal::BatchTerminal(BatchRunner &runner, Console &console, VirtualReader *swappedByHand, Hands hands)
    : m_runner(runner), m_console(console), m_swappedByHand(swappedByHand), m_hands(hands), m_input(STDIN_FILENO, QSocketNotifier::Read)
{
    connect(&runner, &BatchRunner::stateChanged, this, &BatchTerminal::draw);
    connect(&runner, &BatchRunner::progressed, this, &BatchTerminal::drawProgress);
    connect(&m_input, &QSocketNotifier::activated, this, &BatchTerminal::readAnswers);
}

/// The batch's own warnings are lines that stay.
void BatchTerminal::drawProgress(const ProgressEvent &event)
{
    if (event.phase == QLatin1String("log") && event.node.isEmpty())
        m_console.tell(printable(event.text), QStringLiteral("warning"), {{QStringLiteral("text"), event.text}});
    else
        m_console.progress(event);
}

/// Tells what has become of the slots, then what is wanted next; each once.
void BatchTerminal::draw(const BatchState &state)
{
    for (const SlotState &slot : state.slots)
        tellSlot(slot);
    QStringList present;
    for (const SlotState &slot : state.slots)
        present += keyOf(slot);
    m_told.removeIf([&](const QString &key) { return !present.contains(key); });
    const Advice advice = adviceFor(state);
    const Plan::Entry *entry = state.plan.find(advice.node.name);
    const bool isLater = entry && entry->isLater; // skipped, but it may be the only one that is left
    const QString wanted = QStringLiteral("%1 %2 %3 %4 %5").arg(int(advice.kind)).arg(advice.node.name, advice.card.byId).arg(advice.card.diskSeq).arg(isLater);
    if (std::exchange(m_wanted, wanted) == wanted)
        return;
    m_isAsked = false;
    want(advice, state);
}

void BatchTerminal::tellSlot(const SlotState &slot)
{
    const QString key = keyOf(slot);
    if (m_told.contains(key))
        return;
    m_told += key;
    if (const auto *flashing = std::get_if<Flashing>(&slot))
        m_console.emitJson(QStringLiteral("flash"), nodeEvent(flashing->node));
    if (const auto *ended = std::get_if<AwaitingRemoval>(&slot))
        ended->outcome ? tellVerified(ended->node.name, *ended->outcome) : tellFailure(ended->node.name, ended->outcome.error());
}

void BatchTerminal::tellVerified(const QString &node, const FlashReport &report)
{
    if (report.repaired > 0)
        m_console.print(tr("%1: %2 places came back wrong at first; do not trust this card for long.").arg(node).arg(report.repaired));
    m_console.tell(tr("%1: verified, %2 written in %3, read back in %4. Remove the card and label it %1.")
                       .arg(node, formatBytes(report.bytesWritten), formatDuration(report.secondsWriting), formatDuration(report.secondsVerifying)),
                   QStringLiteral("verified"), {{QStringLiteral("node"), node}});
}

void BatchTerminal::tellFailure(const QString &node, const Error &error)
{
    const bool isOut = error.code == Errc::CardGone;
    m_console.error({error.code, (isOut ? tr("%1: %2") : tr("%1: %2 Remove the card; %1 is asked for again.")).arg(node, error.message)});
}

void BatchTerminal::want(const Advice &advice, const BatchState &state)
{
    const QString name = advice.node.name;
    switch (advice.kind) {
    case Advice::Kind::Insert:
        m_console.tell(tr("Insert the card for %1.").arg(name), QStringLiteral("insert"), nodeEvent(advice.node));
        return ask((m_swappedByHand ? tr("ENTER inserts the virtual card, s skips %1, q ends:") : tr("(s skips %1, q ends)")).arg(name));
    case Advice::Kind::Answer:
        return question(std::get<Confirming>(state.slots[advice.card.byId]));
    case Advice::Kind::Choose:
        return ask(m_swappedByHand ? tr("ENTER removes the virtual card, a takes the same card again, s skips %1:").arg(name)
                                   : tr("(a takes the same card again, s skips %1; or put another card in)").arg(name));
    case Advice::Kind::Remove:
        return m_swappedByHand ? ask(tr("ENTER removes the virtual card:")) : void();
    case Advice::Kind::Wait:
    case Advice::Kind::Done:
        return;
    }
}

void BatchTerminal::question(const Confirming &asking)
{
    QJsonObject event = nodeEvent(asking.node);
    event.insert(QStringLiteral("slot"), asking.card.slot);
    event.insert(QStringLiteral("contents"), asking.verdict.contents);
    m_console.tell(tr("%1 %2 in %3 holds: %4. %5").arg(asking.verdict.question, asking.card.model, asking.card.slot, asking.verdict.contents, asking.verdict.history)
                       .trimmed(),
                   QStringLiteral("confirm"), event);
    if (::isatty(STDIN_FILENO)) { // what was typed before the question is no answer to it, nor the beginning of one
        m_typed.clear();
        ::tcflush(STDIN_FILENO, TCIFLUSH);
    }
    ask(tr("Write %1 on it, and lose what it holds? y, or ENTER for no:").arg(asking.node.name));
}

void BatchTerminal::ask(const QString &question)
{
    m_console.print(question);
    m_isAsked = true;
    answer();
}

void BatchTerminal::readAnswers()
{
    std::array<char, 256> buffer;
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got > 0)
        m_typed.append(buffer.data(), got);
    m_hasEnded = got <= 0;
    m_input.setEnabled(!m_hasEnded);
    answer();
}

void BatchTerminal::answer()
{
    if (!m_isAsked)
        return;
    const qsizetype end = m_typed.indexOf('\n');
    if (end < 0 && !m_hasEnded)
        return;
    m_isAsked = false;
    if (end < 0)
        return takeSilence();
    const QString line = QString::fromUtf8(m_typed.left(end)).trimmed().toLower();
    m_typed.remove(0, end + 1);
    take(line);
    answer(); // where the question stands, with what was typed ahead
}

void BatchTerminal::take(const QString &line)
{
    const Advice advice = adviceFor(m_runner.state());
    if (line == QLatin1String("q"))
        return m_runner.cancel();
    if (line == QLatin1String("s"))
        return m_runner.skip(advice.node.name);
    if (advice.kind == Advice::Kind::Choose && line == QLatin1String("a"))
        return m_runner.tryAgain(advice.card);
    if (advice.kind == Advice::Kind::Answer)
        return line == QLatin1String("y") ? m_runner.confirm(advice.card) : m_runner.decline(advice.card);
    if (!m_swappedByHand) {
        m_isAsked = true; // an empty line is no answer; the question stands
    } else if (advice.kind == Advice::Kind::Choose || advice.kind == Advice::Kind::Remove) {
        m_swappedByHand->remove(advice.card);
    } else if (advice.kind == Advice::Kind::Insert) {
        int slot = 0;
        while (slot + 1 < m_swappedByHand->slotCount() && !m_swappedByHand->cardIn(slot).isEmpty())
            ++slot;
        if (Status inserted = m_swappedByHand->insert(advice.node.name, slot); !inserted) {
            m_console.error(inserted.error());
            m_isAsked = true; // the question stands
        }
    }
}

void BatchTerminal::takeSilence()
{
    if (m_hands == Hands::Others)
        return;
    if (const Advice advice = adviceFor(m_runner.state()); advice.kind == Advice::Kind::Answer)
        return m_runner.decline(advice.card);
    if (!m_swappedByHand)
        return; // whoever swaps the cards needs no keyboard
    m_console.error({Errc::Cancelled, tr("Nobody swaps the virtual cards: standard input has ended; --auto-swap does it.")});
    m_runner.cancel();
}

void BatchTerminal::summarize(double seconds)
{
    const Plan &plan = m_runner.plan();
    m_console.print(QString());
    for (const Plan::Entry &entry : plan.entries) {
        const QString mac = entry.node.mac.isEmpty() ? QString() : QStringLiteral("  ") + entry.node.mac;
        m_console.print(QStringLiteral("  %1  %2  %3%4  %5")
                            .arg(entry.node.name, -8).arg(wordFor(entry), -8).arg(entry.node.address.toString(), mac, entry.message)
                            .trimmed().prepend(QStringLiteral("  ")));
    }
    m_console.tell(tr("%1, in %2.").arg(tally(plan), formatDuration(seconds)), QStringLiteral("summary"),
                   {{QStringLiteral("verified"), plan.count(Outcome::Verified) - plan.countUnread()},
                    {QStringLiteral("unread"), plan.countUnread()},
                    {QStringLiteral("failed"), plan.count(Outcome::Failed)},
                    {QStringLiteral("skipped"), plan.count(Outcome::Skipped)},
                    {QStringLiteral("open"), plan.count(Outcome::Open)},
                    {QStringLiteral("seconds"), seconds}});
}

} // namespace coffer
