// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/udevsource.h"

#include "core/cards/devices.h"
#include "core/cards/opencard.h"
#include "core/cards/systemdisks.h"
#include "core/cards/udevhandles.h"

#include <QFileInfo>
#include <QSocketNotifier>

#include <algorithm>
#include <cerrno>
#include <variant>

namespace coffer {
namespace {

/// udev's own messages come when its rules have run; without a udevd the kernel's are all there is.
const char *messageGroup()
{
    return QFileInfo::exists(QStringLiteral("/run/udev/control")) ? "udev" : "kernel";
}

class UdevSource : public CardSource
{
public:
    UdevSource(UdevHandle udev, UdevMonitor monitor, const CardRules &rules, ReaderNames names)
        : m_rules(rules), m_names(std::move(names)), m_udev(std::move(udev)), m_monitor(std::move(monitor)),
          m_notifier(udev_monitor_get_fd(m_monitor.get()), QSocketNotifier::Read)
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, &UdevSource::receive);
        lookAtAll();
    }

    QList<Card> cards() const override
    {
        QList<Card> cards;
        for (const Slot &slot : m_slots) {
            if (const Card *card = std::get_if<Card>(&slot))
                cards += *card;
        }
        std::ranges::sort(cards, {}, &Card::slot);
        return cards;
    }

    QList<Refusal> refusals() const override { return refusalsOf(Refusal::Kind::Card); }
    QList<Refusal> emptySlots() const override { return refusalsOf(Refusal::Kind::NoMedium); }

    CardContents examine(const Card &card, const CancelToken &cancel) override
    {
        const Result<Fd> fd = openToLook(card, cancel);
        return fd ? readContents(fd->get()) : CardContents(UnreadableCard{fd.error().message});
    }

    Result<std::unique_ptr<BlockTarget>> open(const Card &card, const CancelToken &cancel) override
    {
        return openCard(card, m_rules, Access::ReadWrite, cancel);
    }

    void setRules(const CardRules &rules, const ReaderNames &names) override
    {
        m_rules = rules;
        m_names = names;
        lookAtAll();
    }

private:
    using Slot = std::variant<std::monostate, Card, Refusal>; ///< nothing: none of our concern

    QList<Refusal> refusalsOf(Refusal::Kind kind) const
    {
        QList<Refusal> refusals;
        for (const Slot &slot : m_slots) {
            if (const Refusal *refusal = std::get_if<Refusal>(&slot); refusal && refusal->kind == kind)
                refusals += *refusal;
        }
        std::ranges::sort(refusals, {}, &Refusal::slot);
        return refusals;
    }

    Slot slotOf(const DeviceProperties &device, const SystemDisks &inUse)
    {
        auto verdict = classify(device, inUse, m_rules);
        if (Refusal *refusal = std::get_if<Refusal>(&verdict)) {
            if (refusal->kind == Refusal::Kind::NoCard)
                return {};
            refusal->slot = m_names.slotName(refusal->byId);
            return *refusal;
        }
        Card card = std::get<Card>(verdict);
        card.slot = m_names.slotName(card.byId);
        return card;
    }

    /// All messages that have come: those of a hub come together.
    void receive()
    {
        errno = 0;
        while (const UdevDevice device{udev_monitor_receive_device(m_monitor.get())}) {
            const bool isGone = qstrcmp(udev_device_get_action(device.get()), "remove") == 0;
            const DeviceProperties properties = propertiesOf(device.get());
            update(properties.udev.value(QStringLiteral("DEVNAME")), isGone ? Slot() : slotOf(properties, systemDisks()));
            errno = 0;
        }
        if (errno == ENOBUFS) // some were lost
            lookAtAll();
    }

    void lookAtAll()
    {
        QStringList gone = m_slots.keys();
        const QList<DeviceProperties> devices = blockDevices();
        const SystemDisks inUse = systemDisks(); // once for all: there may be dozens of devices, and the window waits for it
        for (const DeviceProperties &device : devices) {
            const QString devNode = device.udev.value(QStringLiteral("DEVNAME"));
            gone.removeAll(devNode);
            update(devNode, slotOf(device, inUse));
        }
        for (const QString &devNode : std::as_const(gone))
            update(devNode, {});
    }

    static bool isSame(const Slot &one, const Slot &other)
    {
        const Card *card = std::get_if<Card>(&one);
        return one == other && (!card || card->slot == std::get<Card>(other).slot);
    }

    void update(const QString &devNode, const Slot &present)
    {
        const Slot known = m_slots.value(devNode);
        if (isSame(known, present))
            return; // a change that was no swap
        m_slots.remove(devNode);
        if (const Card *card = std::get_if<Card>(&known))
            Q_EMIT removed(*card);
        if (!std::holds_alternative<std::monostate>(present))
            m_slots.insert(devNode, present);
        if (const Card *card = std::get_if<Card>(&present))
            Q_EMIT inserted(*card);
        else if (const Refusal *refusal = std::get_if<Refusal>(&present); refusal && refusal->kind == Refusal::Kind::Card)
            Q_EMIT refused(*refusal);
        Q_EMIT changed();
    }

    CardRules m_rules;
    ReaderNames m_names;
    UdevHandle m_udev;
    UdevMonitor m_monitor;
    QSocketNotifier m_notifier;
    QMap<QString, Slot> m_slots; ///< by device node
};

} // namespace

Result<std::unique_ptr<CardSource>> watchReaders(const CardRules &rules, ReaderNames names)
{
    UdevHandle udev(udev_new());
    UdevMonitor monitor(udev ? udev_monitor_new_from_netlink(udev.get(), messageGroup()) : nullptr);
    const bool listens = monitor
                         && udev_monitor_filter_add_match_subsystem_devtype(monitor.get(), "block", "disk") >= 0
                         && udev_monitor_enable_receiving(monitor.get()) >= 0;
    if (!listens)
        return fail(Errc::Failed, tr("Card readers cannot be watched: the kernel's device messages are not to be had here."));
    return std::make_unique<UdevSource>(std::move(udev), std::move(monitor), rules, std::move(names));
}

} // namespace coffer
