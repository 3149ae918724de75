// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/virtualcard.h"

#include "core/base/alignedbuffer.h"
#include "core/flash/carddescriptor.h"

#include <algorithm>
#include <cerrno>

namespace coffer {
namespace {

constexpr qint64 block = 4096; // of a file target

std::optional<qint64> firstBad(const VirtualFaults &faults, VirtualMedium::Access access, qint64 offset, qint64 length)
{
    std::optional<qint64> first;
    for (const VirtualFaults::BadRange &range : faults.bad) {
        const bool counts = access == VirtualMedium::Access::Read ? range.onRead : range.onWrite;
        const qint64 at = std::max(offset, range.offset);
        if (counts && at < std::min(offset + length, range.offset + range.length))
            first = std::min(at, first.value_or(at));
    }
    return first;
}

Status gone(const QString &name)
{
    return fail(Errc::CardGone, tr("The card %1 was pulled; put it in again.").arg(name));
}

/// Requests to a sound card go to its file's own queue, all others one by one through the target. In no order, so
/// a card may become faulty, or be pulled, while requests are under way.
class VirtualQueue : public IoQueue
{
public:
    VirtualQueue(std::unique_ptr<IoQueue> file, std::unique_ptr<IoQueue> target, std::shared_ptr<const VirtualMedium> medium,
                 quint64 diskSeq, const QString &name)
        : m_file(std::move(file)), m_target(std::move(target)), m_medium(std::move(medium)), m_diskSeq(diskSeq), m_name(name)
    {
    }

    int depth() const override { return std::min(m_file->depth(), m_target->depth()); }
    int inFlight() const override { return m_file->inFlight() + m_target->inFlight(); }
    void submit(const Transfer &transfer) override { (m_medium->isSound(m_diskSeq) ? m_file : m_target)->submit(transfer); }

    std::optional<Completion> reap(std::chrono::milliseconds patience) override
    {
        if (m_file->inFlight() == 0)
            return m_target->reap(patience);
        std::optional<Completion> completion;
        if (m_target->inFlight() > 0) // the file is quick; the card may not be
            completion = m_target->reap(std::chrono::milliseconds(0));
        if (completion)
            return completion;
        completion = m_file->reap(patience);
        if (completion && !m_medium->isIn(m_diskSeq))
            completion->status = gone(m_name);
        return completion;
    }

    void wake() override
    {
        m_file->wake();
        m_target->wake();
    }
    void abandon() override
    {
        m_file->abandon();
        m_target->abandon();
    }

private:
    std::unique_ptr<IoQueue> m_file;
    std::unique_ptr<IoQueue> m_target;
    std::shared_ptr<const VirtualMedium> m_medium;
    quint64 m_diskSeq;
    QString m_name;
};

class VirtualCard : public BlockTarget
{
public:
    VirtualCard(std::unique_ptr<BlockTarget> file, std::shared_ptr<VirtualMedium> medium, quint64 diskSeq)
        : m_file(std::move(file)), m_medium(std::move(medium)), m_diskSeq(diskSeq), m_sentences(Fd(), m_file->name())
    {
    }

    qint64 size() const override { return m_file->size(); }
    qint64 blockSize() const override { return m_file->blockSize(); }
    QString name() const override { return m_file->name(); }
    quint64 activity() const override { return m_file->activity(); }

    Status write(qint64 offset, std::span<const std::byte> data) override
    {
        const auto part = [this](qint64 place, std::span<const std::byte> bytes) { return m_file->write(place, bytes); };
        return carryOut(VirtualMedium::Access::Write, offset, data, part);
    }
    Status read(qint64 offset, std::span<std::byte> data) override
    {
        const auto part = [this](qint64 place, std::span<std::byte> bytes) { return m_file->read(place, bytes); };
        return carryOut(VirtualMedium::Access::Read, offset, data, part);
    }
    Status flush() override
    {
        const Status flushed = isIn() ? m_file->flush() : ok();
        return isIn() ? flushed : gone(name());
    }

    std::unique_ptr<IoQueue> openQueue() override
    {
        return std::make_unique<VirtualQueue>(m_file->openQueue(), BlockTarget::openQueue(), m_medium, m_diskSeq, name());
    }

private:
    bool isIn() const { return m_medium->isIn(m_diskSeq); }

    template <typename Byte, typename Part>
    Status carryOut(VirtualMedium::Access access, qint64 offset, std::span<Byte> data, Part part)
    {
        const VirtualMedium::Leave leave = m_medium->ask(access, m_diskSeq, offset, qint64(data.size()));
        if (leave.badAt)
            return access == VirtualMedium::Access::Read ? m_sentences.readFailed(*leave.badAt, EIO)
                                                         : m_sentences.writeFailed(*leave.badAt, EIO);
        const qint64 realSize = leave.realSize > 0 ? leave.realSize : size();
        Status done = ok();
        for (qint64 at = 0, length = 0; done && at < leave.bytes; at += length) {
            const qint64 place = (offset + at) % realSize;
            length = std::min(leave.bytes - at, realSize - place);
            done = part(place, data.subspan(std::size_t(at), std::size_t(length)));
        }
        if (leave.isLast)
            m_medium->pull(m_diskSeq);
        return isIn() ? done : gone(name());
    }

    std::unique_ptr<BlockTarget> m_file;
    std::shared_ptr<VirtualMedium> m_medium;
    quint64 m_diskSeq;
    CardDescriptor m_sentences; ///< says what a real card says; has no file
};

} // namespace

void VirtualMedium::setFaults(const VirtualFaults &faults)
{
    const std::lock_guard lock(m_mutex);
    m_faults = faults;
    m_faults.realSize = roundDown(faults.realSize, block);
    beginCounting();
}

VirtualFaults VirtualMedium::faults() const
{
    const std::lock_guard lock(m_mutex);
    return m_faults;
}

void VirtualMedium::putIn(quint64 diskSeq)
{
    const std::lock_guard lock(m_mutex);
    m_diskSeq = diskSeq;
    beginCounting();
}

void VirtualMedium::takeOut()
{
    putIn(0);
}

void VirtualMedium::beginCounting()
{
    ++m_version;
    m_written = 0;
    m_readBack = 0;
    m_isWritten.clear();
    m_busyUntil = {};
    m_changed.notify_all();
}

bool VirtualMedium::isIn(quint64 diskSeq) const
{
    const std::lock_guard lock(m_mutex);
    return m_diskSeq == diskSeq;
}

bool VirtualMedium::isSound(quint64 diskSeq) const
{
    const std::lock_guard lock(m_mutex);
    return m_diskSeq == diskSeq && m_faults == VirtualFaults();
}

VirtualMedium::Leave VirtualMedium::ask(Access access, quint64 diskSeq, qint64 offset, qint64 length)
{
    std::unique_lock lock(m_mutex);
    if (m_diskSeq != diskSeq)
        return {};
    const bool isWrite = access == Access::Write;
    if (const std::optional<qint64> bad = firstBad(m_faults, access, offset, length))
        return {0, false, 0, bad};

    Leave leave = {length, false, m_faults.realSize, {}};
    const qint64 more = count(access, offset, length);
    const std::optional<qint64> limit = isWrite ? m_faults.pullAfterWritten : m_faults.pullAfterRead;
    const qint64 sum = isWrite ? m_written : m_readBack;
    if (limit && more > 0 && sum >= *limit) {
        leave.isLast = true;
        leave.bytes = roundDown(std::max(qint64(0), *limit - (sum - more)), block);
    }
    waitFor(lock, leave.bytes, isWrite ? m_faults.writeRate : m_faults.readRate);
    return m_diskSeq == diskSeq ? leave : Leave();
}

/// How many bytes of a request count for a pull; adds them to what there was.
qint64 VirtualMedium::count(Access access, qint64 offset, qint64 length)
{
    const auto first = std::size_t(offset / block);
    const auto end = std::size_t((offset + length) / block);
    if (access == Access::Write) {
        if (m_faults.pullAfterRead && m_isWritten.size() < end)
            m_isWritten.resize(end);
        for (std::size_t i = first; m_faults.pullAfterRead && i < end; ++i)
            m_isWritten[i] = true;
        m_written += length;
        return length;
    }
    qint64 readBack = 0;
    for (std::size_t i = first; i < std::min(end, m_isWritten.size()); ++i)
        readBack += m_isWritten[i] ? block : 0;
    m_readBack += readBack;
    return readBack;
}

void VirtualMedium::waitFor(std::unique_lock<std::mutex> &lock, qint64 bytes, qint64 rate)
{
    if (rate <= 0)
        return;
    const std::chrono::duration<double> cost(double(bytes) / double(rate));
    m_busyUntil = std::max(Clock::now(), m_busyUntil) + std::chrono::duration_cast<Clock::duration>(cost);
    const auto until = m_busyUntil;
    m_changed.wait_until(lock, until, [this, version = m_version] { return m_version != version; });
}

void VirtualMedium::pull(quint64 diskSeq)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_diskSeq != diskSeq)
            return;
        m_diskSeq = 0;
        m_faults.pullAfterWritten.reset();
        m_faults.pullAfterRead.reset();
        beginCounting();
    }
    m_onPulled(diskSeq);
}

std::unique_ptr<BlockTarget> makeVirtualCard(std::unique_ptr<BlockTarget> file, std::shared_ptr<VirtualMedium> medium,
                                             quint64 diskSeq)
{
    return std::make_unique<VirtualCard>(std::move(file), std::move(medium), diskSeq);
}

} // namespace coffer
