// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "common/batchsetup.h"
#include "core/base/format.h"
#include "core/batch/resume.h"
#include "core/batch/startrule.h"
#include "core/build/buildproducts.h"
#include "core/cards/devices.h"
#include "core/cards/opencard.h"
#include "core/cards/readernames.h"

#include <QSocketNotifier>

namespace coffer {
namespace {

/// Tells what is on cards, in terms of this installation's cluster.
class CardTeller
{
public:
    explicit CardTeller(Invocation &call) : m_call(call), m_cluster(clusterOf(call)) {}

    void tell(const Card &card, const QString &event) const
    {
        const Result<Fd> fd = openToLook(card, m_call.cancel);
        const CardContents contents = fd ? readContents(fd->get()) : CardContents(UnreadableCard{fd.error().message});
        const QString words = wordsFor(contents);
        QJsonObject object = {{QStringLiteral("device"), card.devNode}, {QStringLiteral("slot"), card.slot},
                              {QStringLiteral("byId"), card.byId},      {QStringLiteral("model"), card.model},
                              {QStringLiteral("size"), card.size},      {QStringLiteral("diskSeq"), qint64(card.diskSeq)},
                              {QStringLiteral("contents"), words}};
        if (const auto *marked = std::get_if<MarkedCard>(&contents))
            object.insert(QStringLiteral("marker"), QJsonObject{{QStringLiteral("cluster"), marked->marker.cluster},
                                                                {QStringLiteral("node"), marked->marker.node},
                                                                {QStringLiteral("image"), marked->marker.imageId},
                                                                {QStringLiteral("written"), marked->marker.written.toString(Qt::ISODate)},
                                                                {QStringLiteral("program"), marked->marker.program}});
        m_call.console.tell(QStringLiteral("%1  %2  %3  %4: %5").arg(card.devNode, -14).arg(formatBytes(card.size), 10).arg(card.slot, card.model, words),
                            event, object);
    }

private:
    QString wordsFor(const CardContents &contents) const
    {
        const auto *marked = std::get_if<MarkedCard>(&contents);
        const Node *node = marked && m_cluster ? m_cluster->findNode(marked->marker.node) : nullptr;
        if (!node)
            return describe(contents);
        const Result<ImageSource> image = openImageSource(nodeImagePath(m_call.paths.output, *node));
        return judgeCard(contents, *node, image ? imageId(*image) : QString(), {m_cluster->id, false, {}}).contents;
    }

    Invocation &m_call;
    Result<Cluster> m_cluster;
};

void tellRefusal(Console &console, const Refusal &refusal, const QString &event = QStringLiteral("refused"))
{
    console.tell(QStringLiteral("%1  %2  %3").arg(refusal.devNode, -14).arg(formatBytes(refusal.size), 10).arg(refusal.reason), event,
                 {{QStringLiteral("device"), refusal.devNode},
                  {QStringLiteral("slot"), refusal.slot},
                  {QStringLiteral("byId"), refusal.byId},
                  {QStringLiteral("model"), refusal.model},
                  {QStringLiteral("size"), refusal.size},
                  {QStringLiteral("reason"), refusal.reason}});
}

/// What the verdict on a device was made from.
void explain(Console &console, const DeviceProperties &device, const SystemDisks &system)
{
    const auto udev = [&](const char *name) { return device.udev.value(QLatin1String(name)); };
    const auto sysfs = [&](const char *name) { return device.sysfs.value(QLatin1String(name)); };
    const std::pair<QString, QString> facts[] = {
        {tr("plugged in at"), udev("ID_PATH").isEmpty() ? udev("DEVPATH") : udev("ID_PATH")},
        {tr("model"), device.modelName()},
        {tr("serial number"), udev("ID_SERIAL_SHORT")},
        {tr("bus"), udev("ID_BUS")},
        {tr("removable"), sysfs("removable") == QLatin1String("1") ? tr("yes") : tr("no")},
        {tr("read-only"), sysfs("ro") == QLatin1String("1") ? tr("yes") : QString()},
        {tr("medium number"), device.diskSeq() > 0 ? QString::number(device.diskSeq()) : QString()},
        {tr("block size"), sysfs("queue/logical_block_size")},
        {tr("parts and holders"), device.children.join(QStringLiteral(", "))},
        {tr("mounted at"), system.mountPointsOf(device)},
        {tr("needed"), system.useOf(device)},
        {tr("shows the file"), sysfs("loop/backing_file")},
    };
    for (const auto &[name, value] : facts) {
        if (!value.isEmpty())
            console.print(QStringLiteral("                    %1: %2").arg(name, printable(value)));
    }
}

/// Whether a device that is no card is worth a line when not all are asked for: disks are, memory and idle loops not.
bool isOfInterest(const DeviceProperties &device, const Refusal &refusal)
{
    return refusal.kind != Refusal::Kind::NoCard || !device.udev.value(QStringLiteral("DEVPATH")).startsWith(QLatin1String("/devices/virtual/"));
}

int list(Invocation &call, const Site &site, bool all)
{
    ReaderNames names(call.paths.readers);
    const SystemDisks system = systemDisks();
    const CardTeller teller(call);
    QList<std::pair<DeviceProperties, Card>> cards;
    QList<std::pair<DeviceProperties, Refusal>> refusals;
    for (const DeviceProperties &device : blockDevices()) {
        auto verdict = classify(device, system, cardRules(site));
        if (Card *card = std::get_if<Card>(&verdict)) {
            card->slot = names.slotName(card->byId);
            cards.append({device, *card});
        } else if (Refusal &refusal = std::get<Refusal>(verdict); all || isOfInterest(device, refusal)) {
            if (refusal.kind != Refusal::Kind::NoCard)
                refusal.slot = names.slotName(refusal.byId);
            refusals.append({device, refusal});
        }
    }
    call.console.print(cards.isEmpty() ? tr("No card is in a reader.") : tr("Cards:"));
    for (const auto &[device, card] : std::as_const(cards)) {
        teller.tell(card, QStringLiteral("card"));
        if (all)
            explain(call.console, device, system);
    }
    if (!refusals.isEmpty())
        call.console.print(tr("Refused:"));
    for (const auto &[device, refusal] : std::as_const(refusals)) {
        tellRefusal(call.console, refusal);
        if (all)
            explain(call.console, device, system);
    }
    return ExitDone;
}

/// Until Ctrl-C.
int watch(Invocation &call, const Site &site)
{
    const Result<std::unique_ptr<CardSource>> source = realReaders(site, call.paths);
    if (!source)
        return failWith(call, source.error());
    const CardTeller teller(call);
    const auto tellInserted = [&](const Card &card) { teller.tell(card, QStringLiteral("inserted")); };
    const auto tellRefused = [&](const Refusal &refusal) { tellRefusal(call.console, refusal); };
    QObject::connect(source->get(), &CardSource::inserted, qApp, tellInserted);
    QObject::connect(source->get(), &CardSource::refused, qApp, tellRefused);
    QObject::connect(source->get(), &CardSource::removed, qApp, [&](const Card &card) {
        call.console.tell(tr("%1  removed from %2").arg(card.devNode, -14).arg(card.slot), QStringLiteral("removed"),
                          {{QStringLiteral("device"), card.devNode}, {QStringLiteral("slot"), card.slot}, {QStringLiteral("diskSeq"), qint64(card.diskSeq)}});
    });
    for (const Card &card : (*source)->cards())
        teller.tell(card, QStringLiteral("card"));
    for (const Refusal &refusal : (*source)->refusals())
        tellRefused(refusal);
    call.console.tell(tr("Watching the readers; Ctrl-C ends."), QStringLiteral("watching"), {});
    QSocketNotifier interrupted(call.cancelEvent, QSocketNotifier::Read);
    QObject::connect(&interrupted, &QSocketNotifier::activated, qApp, [] { QCoreApplication::exit(ExitDone); });
    return QCoreApplication::exec();
}

/// "Reader 2=Left".
int giveName(Invocation &call, const QString &words)
{
    const qsizetype sign = words.indexOf(u'=');
    if (sign < 0)
        return failWith(call, {Errc::Usage, tr("Write it like --name \"Reader 2=Left\"; nothing behind the sign takes the name back.")});
    ReaderNames names(call.paths.readers);
    const Status named = names.setName(words.first(sign).trimmed(), words.sliced(sign + 1).trimmed());
    if (!named)
        return failWith(call, named.error());
    for (const ReaderNames::Reader &reader : names.readers())
        call.console.tell(QStringLiteral("%1  %2").arg(reader.name(), -20).arg(reader.place), QStringLiteral("reader"),
                          {{QStringLiteral("name"), reader.name()}, {QStringLiteral("place"), reader.place}});
    return ExitDone;
}

} // namespace

int runCards(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Lists the cards in readers with what is on them, and the disks that are refused with the reason."));
    const QCommandLineOption all(QStringLiteral("all"), tr("Lists every block device, and what the verdict on it was made from."));
    const QCommandLineOption watching(QStringLiteral("watch"), tr("Goes on telling of cards as they come and go."));
    const QCommandLineOption name(QStringLiteral("name"), tr("Gives a reader a name, as in \"Reader 2=Left\"."), QStringLiteral("READER=NAME"));
    parser.addOptions({all, watching, name});
    if (const auto ended = parse(call, parser, {}))
        return *ended;
    if (parser.isSet(name))
        return giveName(call, parser.value(name));
    const Result<Site> site = siteOf(call.paths);
    if (!site)
        return failWith(call, site.error());
    return parser.isSet(watching) ? watch(call, *site) : list(call, *site, parser.isSet(all));
}

} // namespace coffer
