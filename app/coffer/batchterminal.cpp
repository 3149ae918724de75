// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/batchterminal.h"

#include "core/base/format.h"
#include "core/base/overloaded.h"

#include <QJsonArray>

#include <array>

#include <unistd.h>

namespace coffer {
namespace {

QString word(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Open: return tr("open");
    case Outcome::Verified: return tr("verified");
    case Outcome::Failed: return tr("failed");
    case Outcome::Skipped: return tr("skipped");
    }
    return {};
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

void BatchTerminal::draw(const BatchState &state)
{
    const bool byHand = m_swappedByHand != nullptr;
    m_isAsked = false;
    std::visit(Overloaded{
                   [&](const AwaitingCard &waiting) {
                       m_console.tell(tr("Insert the card for %1.").arg(waiting.node.name), QStringLiteral("insert"), nodeEvent(waiting.node));
                       ask((byHand ? tr("ENTER inserts the virtual card, s skips %1, q ends:") : tr("(s skips %1, q ends)")).arg(waiting.node.name));
                   },
                   [&](const Confirming &confirming) {
                       QJsonObject event = nodeEvent(confirming.node);
                       event.insert(QStringLiteral("slot"), confirming.card.slot);
                       event.insert(QStringLiteral("contents"), confirming.verdict.contents);
                       m_console.tell(tr("%1 %2 in %3 holds: %4.").arg(confirming.verdict.question, confirming.card.model, confirming.card.slot,
                                                                       confirming.verdict.contents),
                                      QStringLiteral("confirm"), event);
                       if (::isatty(STDIN_FILENO))
                           m_typed.clear(); // what was typed before the question is no answer to it
                       ask(tr("Write %1 on it, and lose what it holds? y, or ENTER for no:").arg(confirming.node.name));
                   },
                   [&](const Flashing &flashing) {
                       m_toldFailure.clear();
                       m_console.emitJson(QStringLiteral("flash"), nodeEvent(flashing.node));
                   },
                   [&](const AwaitingRemoval &removal) {
                       const QString name = removal.node.name;
                       if (removal.outcome && removal.outcome->repaired > 0)
                           m_console.print(tr("%1: %2 places came back wrong at first; do not trust this card for long.").arg(name).arg(removal.outcome->repaired));
                       if (removal.outcome)
                           m_console.tell(tr("%1: verified, %2 written in %3, read back in %4. Remove the card and label it %1.")
                                              .arg(name, formatBytes(removal.outcome->bytesWritten), formatDuration(removal.outcome->secondsWriting),
                                                   formatDuration(removal.outcome->secondsVerifying)),
                                          QStringLiteral("verified"), nodeEvent(removal.node));
                       else
                           tellFailure(name, removal.outcome.error());
                       if (byHand)
                           ask(tr("ENTER removes the virtual card:"));
                   },
                   [](const Finished &) {},
               },
               state);
}

void BatchTerminal::tellFailure(const QString &node, const Error &error)
{
    const bool isOut = error.code == Errc::CardGone;
    const QString sentence = (isOut ? tr("%1: %2") : tr("%1: %2 Remove the card; %1 is asked for again, unless it was given up.")).arg(node, error.message);
    if (sentence != m_toldFailure)
        m_console.error({error.code, sentence});
    m_toldFailure = sentence;
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
}

void BatchTerminal::take(const QString &line)
{
    const BatchState &state = m_runner.state();
    if (line == QLatin1String("q"))
        return m_runner.cancel();
    if (line == QLatin1String("s"))
        return m_runner.skip();
    if (std::holds_alternative<Confirming>(state))
        return line == QLatin1String("y") ? m_runner.confirm() : m_runner.decline();
    if (!m_swappedByHand) {
        m_isAsked = true; // an empty line is no answer; the question stands
    } else if (const auto *removal = std::get_if<AwaitingRemoval>(&state)) {
        m_swappedByHand->remove(removal->card);
    } else if (const auto *waiting = std::get_if<AwaitingCard>(&state)) {
        if (Status inserted = m_swappedByHand->insert(waiting->node.name); !inserted)
            m_console.error(inserted.error());
    }
}

void BatchTerminal::takeSilence()
{
    if (m_hands == Hands::Others)
        return;
    if (std::holds_alternative<Confirming>(m_runner.state()))
        return m_runner.decline();
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
                            .arg(entry.node.name, -8).arg(word(entry.outcome), -8).arg(entry.node.address.toString(), mac, entry.message)
                            .trimmed().prepend(QStringLiteral("  ")));
    }
    const int verified = plan.count(Outcome::Verified);
    const int failed = plan.count(Outcome::Failed);
    const int skipped = plan.count(Outcome::Skipped);
    const int open = plan.count(Outcome::Open);
    QStringList others;
    for (const auto &[count, name] : {std::pair{failed, tr("failed")}, std::pair{skipped, tr("skipped")}, std::pair{open, tr("not done")}}) {
        if (count > 0)
            others += QStringLiteral("%1 %2").arg(count).arg(name);
    }
    const QString rest = others.isEmpty() ? QString() : QStringLiteral(", ") + others.join(QStringLiteral(", "));
    m_console.tell(tr("%1 of %2 cards verified%3, in %4.").arg(verified).arg(plan.entries.size()).arg(rest, formatDuration(seconds)),
                   QStringLiteral("summary"),
                   {{QStringLiteral("verified"), verified}, {QStringLiteral("failed"), failed}, {QStringLiteral("skipped"), skipped},
                    {QStringLiteral("open"), open}, {QStringLiteral("seconds"), seconds}});
}

} // namespace coffer
