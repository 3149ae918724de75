// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/udevsource.h"

#include "core/base/files.h"
#include "core/cards/devices.h"
#include "core/cards/opencard.h"
#include "core/cards/udevhandles.h"

#include <QFile>
#include <QFileInfo>
#include <QSocketNotifier>

#include <cerrno>
#include <optional>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

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
    UdevSource(UdevHandle udev, UdevMonitor monitor, qint64 limit)
        : m_limit(limit), m_udev(std::move(udev)), m_monitor(std::move(monitor)),
          m_notifier(udev_monitor_get_fd(m_monitor.get()), QSocketNotifier::Read)
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, &UdevSource::receive);
        for (const DeviceProperties &device : blockDevices()) {
            if (const std::optional<Card> card = cardIn(device))
                m_cards.insert(card->devNode, *card);
        }
    }

    QList<Card> cards() const override { return m_cards.values(); }

    CardContents examine(const Card &card) override
    {
        const Fd fd(::open(QFile::encodeName(card.devNode).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (!fd.isValid())
            return {tr("unknown: %1").arg(systemError(errno)), false};
        quint64 present = 0;
        if (::ioctl(fd.get(), BLKGETDISKSEQ, &present) != 0 || present != card.diskSeq)
            return {tr("unknown: the card is gone"), false};
        return readContents(fd.get());
    }

    Result<std::unique_ptr<BlockTarget>> open(const Card &card) override
    {
        return openCard(card, m_limit, Access::ReadWrite);
    }

private:
    std::optional<Card> cardIn(const DeviceProperties &device) const
    {
        const auto verdict = classify(device, systemDisks(), m_limit);
        const Card *card = std::get_if<Card>(&verdict);
        return card ? std::optional(*card) : std::nullopt;
    }

    void receive()
    {
        const UdevDevice device(udev_monitor_receive_device(m_monitor.get()));
        if (!device)
            return;
        const bool isGone = qstrcmp(udev_device_get_action(device.get()), "remove") == 0;
        const DeviceProperties properties = propertiesOf(device.get());
        update(properties.udev.value(QStringLiteral("DEVNAME")), isGone ? std::nullopt : cardIn(properties));
    }

    void update(const QString &devNode, const std::optional<Card> &present)
    {
        const auto known = m_cards.constFind(devNode);
        const bool wasThere = known != m_cards.constEnd();
        if (wasThere && present && *known == *present)
            return; // a change that was no swap
        if (wasThere) {
            const Card old = m_cards.take(devNode);
            Q_EMIT removed(old);
        }
        if (present) {
            m_cards.insert(devNode, *present);
            Q_EMIT inserted(*present);
        }
    }

    const qint64 m_limit;
    UdevHandle m_udev;
    UdevMonitor m_monitor;
    QSocketNotifier m_notifier;
    QMap<QString, Card> m_cards; ///< by device node
};

} // namespace

Result<std::unique_ptr<CardSource>> watchReaders(qint64 limit)
{
    UdevHandle udev(udev_new());
    UdevMonitor monitor(udev ? udev_monitor_new_from_netlink(udev.get(), messageGroup()) : nullptr);
    const bool listens = monitor
                         && udev_monitor_filter_add_match_subsystem_devtype(monitor.get(), "block", "disk") >= 0
                         && udev_monitor_enable_receiving(monitor.get()) >= 0;
    if (!listens)
        return fail(Errc::Failed, tr("Card readers cannot be watched: the kernel's device messages are not to be had here."));
    return std::make_unique<UdevSource>(std::move(udev), std::move(monitor), limit);
}

} // namespace coffer
