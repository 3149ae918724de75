// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"

namespace coffer {
namespace {

constexpr qint64 reportEveryMs = 100;

} // namespace

void Progress::begin(const QString &phase, qint64 total, const QString &unit)
{
    m_event.phase = phase;
    m_event.done = 0;
    m_event.total = total;
    m_event.unit = unit;
    m_secondsAfter = 0;
    m_rate = {};
    m_clock.start();
    m_rate.sample(0, 0);
    report();
}

void Progress::advance(qint64 bytes)
{
    m_event.done += bytes;
    const qint64 now = m_clock.isValid() ? m_clock.elapsed() : 0;
    if (now - m_reportedMs < reportEveryMs)
        return;
    m_rate.sample(now, m_event.done);
    report();
}

void Progress::finish()
{
    if (m_event.total > 0)
        m_event.done = m_event.total;
    if (m_clock.isValid())
        m_rate.sample(m_clock.elapsed(), m_event.done);
    report();
}

void Progress::log(const QString &line)
{
    if (!m_sink)
        return;
    ProgressEvent event;
    event.stage = m_event.stage;
    event.node = m_event.node;
    event.phase = QStringLiteral("log");
    event.text = line;
    m_sink(event);
}

void Progress::pass(const ProgressEvent &event)
{
    if (m_sink)
        m_sink(event);
}

Status Progress::checkCancelled() const
{
    if (isCancelled())
        return fail(Errc::Cancelled, tr("Cancelled."));
    return ok();
}

void Progress::report()
{
    m_reportedMs = m_clock.isValid() ? m_clock.elapsed() : 0;
    m_event.rate = m_rate.bytesPerSecond();
    const bool known = m_event.total > 0 && m_event.rate > 0;
    m_event.secondsLeft = known ? double(m_event.total - m_event.done) / m_event.rate + m_secondsAfter : -1;
    if (m_sink)
        m_sink(m_event);
}

} // namespace coffer
