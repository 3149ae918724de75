// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "core/base/format.h"
#include "core/cards/contents.h"
#include "core/cards/devices.h"
#include "core/cards/opencard.h"

namespace coffer {
namespace {

void tellCard(Console &console, const Card &card)
{
    const Result<Fd> fd = openToLook(card, {});
    const QString contents = fd ? describe(readContents(fd->get())) : fd.error().message;
    console.tell(QStringLiteral("%1  %2  %3  %4: %5").arg(card.devNode, -14).arg(formatBytes(card.size), 10).arg(card.slot, card.model, contents),
                 QStringLiteral("card"),
                 {{QStringLiteral("device"), card.devNode},
                  {QStringLiteral("slot"), card.slot},
                  {QStringLiteral("byId"), card.byId},
                  {QStringLiteral("model"), card.model},
                  {QStringLiteral("size"), card.size},
                  {QStringLiteral("diskSeq"), qint64(card.diskSeq)},
                  {QStringLiteral("contents"), contents}});
}

void tellRefusal(Console &console, const Refusal &refusal)
{
    console.tell(QStringLiteral("%1  %2  %3").arg(refusal.devNode, -14).arg(formatBytes(refusal.size), 10).arg(refusal.reason),
                 QStringLiteral("refused"),
                 {{QStringLiteral("device"), refusal.devNode},
                  {QStringLiteral("model"), refusal.model},
                  {QStringLiteral("size"), refusal.size},
                  {QStringLiteral("reason"), refusal.reason}});
}

} // namespace

int runCards(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Lists the cards in readers, and the block devices that are refused with the reason."));
    if (const auto ended = parse(call, parser, {}))
        return *ended;
    const SystemDisks system = systemDisks();
    QList<Card> cards;
    QList<Refusal> refusals;
    for (const DeviceProperties &device : blockDevices()) {
        const auto verdict = classify(device, system);
        if (const Card *card = std::get_if<Card>(&verdict))
            cards += *card;
        else
            refusals += std::get<Refusal>(verdict);
    }
    call.console.print(cards.isEmpty() ? tr("No card is in a reader.") : tr("Cards:"));
    for (const Card &card : cards)
        tellCard(call.console, card);
    if (!refusals.isEmpty())
        call.console.print(tr("Refused:"));
    for (const Refusal &refusal : refusals)
        tellRefusal(call.console, refusal);
    return ExitDone;
}

} // namespace coffer
