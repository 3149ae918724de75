// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/virtualreader.h"

#include <QSemaphore>

#include <atomic>

namespace coffer {

/// A virtual reader whose open card stops before a write until the test lets it go on, so that
/// something can happen in mid-write for sure; and that can be told to ask before it writes.
class GatedReader : public VirtualReader
{
public:
    using VirtualReader::VirtualReader;

    CardContents examine(const Card &card, const CancelToken &cancel) override
    {
        return asks ? CardContents(ForeignCard{QStringLiteral("old photos")}) : VirtualReader::examine(card, cancel);
    }

    Result<std::unique_ptr<BlockTarget>> open(const Card &card, const CancelToken &cancel) override
    {
        Result<std::unique_ptr<BlockTarget>> target = VirtualReader::open(card, cancel);
        if (!target)
            return target;
        return std::make_unique<GatedCard>(std::move(*target), *this);
    }

    std::atomic<bool> asks = false;
    std::atomic<bool> isGated = false;   ///< stop before the next write
    std::atomic<bool> isWaiting = false; ///< a write has come to the gate
    QSemaphore gate;                     ///< release it to open the gate

private:
    class GatedCard : public BlockTarget
    {
    public:
        GatedCard(std::unique_ptr<BlockTarget> card, GatedReader &reader) : m_card(std::move(card)), m_reader(reader) {}
        qint64 size() const override { return m_card->size(); }
        qint64 blockSize() const override { return m_card->blockSize(); }
        QString name() const override { return m_card->name(); }
        Status read(qint64 offset, std::span<std::byte> data) override { return m_card->read(offset, data); }
        Status flush() override { return m_card->flush(); }
        Status write(qint64 offset, std::span<const std::byte> data) override
        {
            if (m_reader.isGated.exchange(false)) {
                m_reader.isWaiting = true;
                m_reader.gate.acquire();
            }
            return m_card->write(offset, data);
        }

    private:
        std::unique_ptr<BlockTarget> m_card;
        GatedReader &m_reader;
    };
};

} // namespace coffer
