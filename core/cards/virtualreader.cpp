// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/virtualreader.h"

#include "core/base/files.h"
#include "core/base/job.h"
#include "core/base/overloaded.h"
#include "core/cards/strangecard.h"
#include "core/flash/filetarget.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>

namespace coffer {
namespace {

constexpr qint64 edge = 1 << 20; ///< so much of both ends is looked at, see readContents()

QString slotId(int slot)
{
    return QStringLiteral("virtual-reader-0:%1").arg(slot);
}

QString pathOf(const VirtualReader::Slot &slot)
{
    return std::visit(Overloaded{[](std::monostate) { return QString(); }, [](const auto &medium) { return medium.devNode; }}, slot);
}

/// Whether looking at a card meets what cannot be read.
bool isBadAtAnEnd(const VirtualFaults &faults, qint64 size)
{
    return std::ranges::any_of(faults.bad, [=](const VirtualFaults::BadRange &range) {
        return range.onRead && range.length > 0 && range.offset < size && (range.offset < edge || range.offset + range.length > size - edge);
    });
}

} // namespace

VirtualReader::VirtualReader(const QString &folder, qint64 cardSize, int slotCount)
    : m_folder(folder), m_cardSize(cardSize), m_slots(std::size_t(std::max(1, slotCount))), m_link(std::make_shared<JobLink>(this)),
      m_onPulled([this, link = m_link](quint64 diskSeq) { link->post([this, diskSeq] { removeNumber(diskSeq); }); })
{
}

VirtualReader::~VirtualReader()
{
    m_link->cut();
}

QList<Card> VirtualReader::cards() const
{
    QList<Card> cards;
    for (const Slot &slot : m_slots) {
        if (const Card *card = std::get_if<Card>(&slot))
            cards += *card;
    }
    return cards;
}

QList<Refusal> VirtualReader::refusals() const
{
    QList<Refusal> refusals;
    for (const Slot &slot : m_slots) {
        if (const Refusal *refusal = std::get_if<Refusal>(&slot))
            refusals += *refusal;
    }
    return refusals;
}

QList<Refusal> VirtualReader::emptySlots() const
{
    QList<Refusal> empty;
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (std::holds_alternative<std::monostate>(this->slot(slot)))
            empty += {Refusal::Kind::NoMedium, {}, slotId(slot), slotName(slot), {}, 0, tr("There is no card in this slot.")};
    }
    return empty;
}

CardContents VirtualReader::examine(const Card &card, const CancelToken &)
{
    const std::shared_ptr<VirtualMedium> medium = mediumAt(card.devNode);
    if (!medium->isIn(card.diskSeq))
        return UnreadableCard{tr("It was pulled; put it in again.")};
    if (isBadAtAnEnd(medium->faults(), card.size))
        return UnreadableCard{tr("It cannot be read; put it in again, or take another card.")};
    const Fd fd(::open(QFile::encodeName(card.devNode).constData(), O_RDONLY | O_CLOEXEC));
    return fd.isValid() ? readContents(fd.get()) : CardContents(UnreadableCard{tr("It cannot be read: %1.").arg(systemError(errno))});
}

Result<std::unique_ptr<BlockTarget>> VirtualReader::open(const Card &card, const CancelToken &)
{
    const std::shared_ptr<VirtualMedium> medium = mediumAt(card.devNode);
    if (!medium->isIn(card.diskSeq))
        return fail(Errc::CardGone, tr("The card %1 is no longer in the reader; put it in again.").arg(card.devNode));
    Result<std::unique_ptr<BlockTarget>> file = openFileTarget(card.devNode, card.size);
    if (!file)
        return file;
    return makeVirtualCard(std::move(*file), medium, card.diskSeq);
}

Status VirtualReader::insert(const QString &name, int slot)
{
    if (slot < 0 || slot >= slotCount())
        return fail(Errc::Usage, tr("The virtual reader has no slot %1; its slots are 1 to %2.").arg(slot + 1).arg(slotCount()));
    remove(slot);
    if (const Status fits = checkName(name); !fits)
        return fits;
    const QFileInfo file(cardPath(name));
    if (!file.isFile() || file.size() < m_cardSize) { // else it may still be held by work that ends
        if (const auto made = openFileTarget(file.filePath(), m_cardSize); !made)
            return passOn(made);
    }

    const std::shared_ptr<VirtualMedium> medium = mediumAt(file.filePath());
    Card card;
    card.devNode = file.filePath();
    card.byId = slotId(slot);
    card.slot = slotName(slot);
    card.model = tr("Virtual card");
    card.serial = card.devNode;
    card.size = QFileInfo(card.devNode).size();
    card.diskSeq = ++m_lastSeq;
    if (medium->faults().isProtected) {
        const Refusal refusal = {Refusal::Kind::Card, card.devNode, card.byId, card.slot, card.model, card.size, writeProtected()};
        m_slots[std::size_t(slot)] = refusal;
        Q_EMIT refused(refusal);
    } else {
        m_slots[std::size_t(slot)] = card;
        medium->putIn(card.diskSeq);
        Q_EMIT inserted(card);
    }
    Q_EMIT changed();
    return ok();
}

/// Whether a card of this name may be used; its folder is there then.
Status VirtualReader::checkName(const QString &name) const
{
    if (name.isEmpty() || name.startsWith(u'.') || name.contains(u'/'))
        return fail(Errc::Usage, tr("\"%1\" is no name for a card; take one like \"node07\".").arg(name));
    if (const int other = slotOf(cardPath(name)); other >= 0)
        return fail(Errc::Busy, tr("The card %1 is in slot %2 already; take it out there first.").arg(name).arg(other + 1));
    return makeDirectory(m_folder);
}

Status VirtualReader::make(const QString &name, Contents contents)
{
    if (const Status fits = checkName(name); !fits)
        return fits;
    const QString path = cardPath(name);
    if (QFileInfo(path).isFile() || QFileInfo(path).isSymLink())
        QFile::remove(path); // a link goes, and not what it leads to
    const Result<std::unique_ptr<BlockTarget>> file = openFileTarget(path, m_cardSize);
    if (!file)
        return passOn(file);
    return contents == Contents::Strange ? makeStrange(**file) : ok();
}

void VirtualReader::remove(int slot)
{
    if (slot < 0 || slot >= slotCount() || std::holds_alternative<std::monostate>(m_slots[std::size_t(slot)]))
        return;
    const Slot medium = std::exchange(m_slots[std::size_t(slot)], Slot());
    mediumAt(pathOf(medium))->takeOut();
    if (const Card *card = std::get_if<Card>(&medium))
        Q_EMIT removed(*card);
    Q_EMIT changed();
}

void VirtualReader::remove(const Card &card)
{
    removeNumber(card.diskSeq);
}

/// Also for a card that a fault has pulled.
void VirtualReader::removeNumber(quint64 diskSeq)
{
    for (int slot = 0; slot < slotCount(); ++slot) {
        const Card *card = std::get_if<Card>(&m_slots[std::size_t(slot)]);
        if (card && card->diskSeq == diskSeq)
            return remove(slot);
    }
}

QString VirtualReader::slotName(int slot) const
{
    return slotCount() == 1 ? tr("Virtual reader") : tr("Virtual reader, slot %1").arg(slot + 1);
}

QString VirtualReader::cardIn(int slot) const
{
    const QString file = QFileInfo(pathOf(m_slots.at(std::size_t(slot)))).fileName();
    return file.left(file.lastIndexOf(u'.'));
}

/// The slot that holds this file, also under another name of it; -1: none.
int VirtualReader::slotOf(const QString &path) const
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    const auto holdsIt = [&](const Slot &slot) {
        const QString held = pathOf(slot);
        return !held.isEmpty() && (held == path || (!canonical.isEmpty() && QFileInfo(held).canonicalFilePath() == canonical));
    };
    const auto found = std::ranges::find_if(m_slots, holdsIt);
    return found == m_slots.end() ? -1 : int(found - m_slots.begin());
}

void VirtualReader::setFaults(const QString &name, const VirtualFaults &faults)
{
    mediumAt(cardPath(name))->setFaults(faults);
}

VirtualFaults VirtualReader::faults(const QString &name) const
{
    return mediumAt(cardPath(name))->faults();
}

std::shared_ptr<VirtualMedium> VirtualReader::mediumAt(const QString &path) const
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<VirtualMedium> &medium = m_media[path];
    if (!medium)
        medium = std::make_shared<VirtualMedium>(m_onPulled);
    return medium;
}

QString VirtualReader::cardPath(const QString &name) const
{
    return QDir(m_folder).filePath(name + QStringLiteral(".card"));
}

} // namespace coffer
