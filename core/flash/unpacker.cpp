// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/unpacker.h"

#include "core/base/result.h"

#include <algorithm>

namespace coffer {
namespace {

constexpr qint64 inputBytes = 65536;
constexpr qint64 maxOutput = 1 << 30; ///< filters count with 32 bits

} // namespace

Unpacker::Unpacker(std::unique_ptr<QFile> file, std::unique_ptr<KFilterBase> filter, char firstByte)
    : m_file(std::move(file)), m_filter(std::move(filter)), m_firstByte(firstByte)
{
    if (m_filter->init(QIODevice::ReadOnly))
        setOpenMode(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

Unpacker::~Unpacker()
{
    m_filter->terminate(); // filters do not free their memory by themselves
}

qint64 Unpacker::readData(char *data, qint64 maxSize)
{
    const qint64 wanted = std::min(maxSize, maxOutput);
    qint64 done = 0;
    while (done < wanted && m_state != State::Ended && m_state != State::Failed) {
        m_filter->setOutBuffer(data + done, uint(wanted - done));
        m_state = m_state == State::InPart ? unpack() : beginPart();
        done = wanted - m_filter->outBufferAvailable();
    }
    return done == 0 && m_state == State::Failed ? -1 : done;
}

/// Whether the filter has something to work on, from the file if need be. As no filter uses up a
/// part's last byte before it has given all that is in it, none has to be called without.
bool Unpacker::hasInput()
{
    if (m_filter->inBufferAvailable() > 0)
        return true;
    m_input = m_file->read(inputBytes);
    m_filter->setInBuffer(m_input.constData(), uint(m_input.size()));
    return !m_input.isEmpty();
}

Unpacker::State Unpacker::unpack()
{
    if (!hasInput())
        return giveUp(m_file->error() == QFile::NoError ? tr("it is cut off") : m_file->errorString());
    switch (m_filter->uncompress()) {
    case KFilterBase::Ok:
        return State::InPart;
    case KFilterBase::End:
        return State::BetweenParts;
    default:
        return giveUp(tr("it is damaged, or packed in an unusual way"));
    }
}

Unpacker::State Unpacker::beginPart()
{
    if (!hasInput())
        return m_file->error() == QFile::NoError ? State::Ended : giveUp(m_file->errorString());
    const int left = m_filter->inBufferAvailable();
    const char *next = m_input.constData() + m_input.size() - left;
    if (m_firstByte != 0 && *next != m_firstByte)
        return giveUp(tr("something else follows behind its end"));
    if (!m_filter->init(QIODevice::ReadOnly)) // forgets what is left
        return giveUp(tr("there is not enough memory"));
    m_filter->setInBuffer(next, uint(left));
    return State::InPart;
}

Unpacker::State Unpacker::giveUp(const QString &problem)
{
    setErrorString(problem);
    return State::Failed;
}

} // namespace coffer
