// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/virtualreader.h"

#include "core/base/files.h"
#include "core/flash/filetarget.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>

namespace coffer {
namespace {

using Present = std::shared_ptr<const std::atomic<quint64>>;

/// A card's file for as long as the card is in the slot.
class VirtualCard : public BlockTarget
{
public:
    VirtualCard(std::unique_ptr<BlockTarget> file, Present present, quint64 diskSeq)
        : m_file(std::move(file)), m_present(std::move(present)), m_diskSeq(diskSeq)
    {
    }

    qint64 size() const override { return m_file->size(); }
    qint64 blockSize() const override { return m_file->blockSize(); }
    QString name() const override { return m_file->name(); }
    Status write(qint64 offset, std::span<const std::byte> data) override
    {
        return whileIn([&] { return m_file->write(offset, data); });
    }
    Status read(qint64 offset, std::span<std::byte> data) override
    {
        return whileIn([&] { return m_file->read(offset, data); });
    }
    Status flush() override
    {
        return whileIn([&] { return m_file->flush(); });
    }

private:
    template <typename Access>
    Status whileIn(Access access)
    {
        const Status done = isIn() ? access() : ok();
        return isIn() ? done : fail(Errc::CardGone, tr("The card %1 was pulled; put it in again.").arg(name()));
    }
    bool isIn() const { return m_present->load() == m_diskSeq; }

    std::unique_ptr<BlockTarget> m_file;
    Present m_present;
    quint64 m_diskSeq;
};

} // namespace

VirtualReader::VirtualReader(const QString &folder, qint64 cardSize) : m_folder(folder), m_cardSize(cardSize) {}

QList<Card> VirtualReader::cards() const
{
    return m_card ? QList<Card>{*m_card} : QList<Card>{};
}

CardContents VirtualReader::examine(const Card &card, const CancelToken &)
{
    const Fd fd(::open(QFile::encodeName(card.devNode).constData(), O_RDONLY | O_CLOEXEC));
    return fd.isValid() ? readContents(fd.get()) : CardContents(UnreadableCard{tr("It cannot be read: %1.").arg(systemError(errno))});
}

Result<std::unique_ptr<BlockTarget>> VirtualReader::open(const Card &card, const CancelToken &)
{
    if (m_present->load() != card.diskSeq)
        return fail(Errc::CardGone, tr("The card %1 is no longer in the reader; put it in again.").arg(card.devNode));
    Result<std::unique_ptr<BlockTarget>> file = openFileTarget(card.devNode, card.size);
    if (!file)
        return file;
    return std::make_unique<VirtualCard>(std::move(*file), m_present, card.diskSeq);
}

Status VirtualReader::insert(const QString &name)
{
    remove();
    if (name.isEmpty() || name.startsWith(u'.') || name.contains(u'/'))
        return fail(Errc::Usage, tr("\"%1\" is no name for a card; take one like \"node07\".").arg(name));
    if (Status made = makeDirectory(m_folder); !made)
        return made;
    const QFileInfo file(cardPath(name));
    if (!file.isFile() || file.size() < m_cardSize) { // else it may still be held by work that ends
        if (const auto made = openFileTarget(file.filePath(), m_cardSize); !made)
            return passOn(made);
    }

    Card card;
    card.devNode = file.filePath();
    card.byId = QStringLiteral("virtual-reader");
    card.slot = tr("Virtual reader");
    card.model = tr("Virtual card");
    card.size = QFileInfo(card.devNode).size();
    card.diskSeq = ++m_lastSeq;
    m_card = card;
    m_present->store(card.diskSeq);
    Q_EMIT inserted(card);
    return ok();
}

void VirtualReader::remove()
{
    if (!m_card)
        return;
    const Card card = *m_card;
    m_card.reset();
    m_present->store(0);
    Q_EMIT removed(card);
}

QString VirtualReader::cardPath(const QString &name) const
{
    return QDir(m_folder).filePath(name + QStringLiteral(".card"));
}

} // namespace coffer
