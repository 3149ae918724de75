// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/journal.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <optional>

namespace coffer {

/// Records a batch's steps from a thread of its own, in their order, so that nobody waits for the disk. Lives on the batch's
/// thread; its signals come from the event loop.
class JournalWriter : public QObject
{
    Q_OBJECT
public:
    explicit JournalWriter(Journal journal);
    ~JournalWriter() override; ///< waits until all is recorded

    const Journal &journal() const { return m_journal; }

    /// Tells of a step, and records it.
    void note(const JournalStep &step);
    /// Tells of a step that is recorded elsewhere.
    void tell(const JournalStep &step);
    /// Does something with the journal behind all that was noted before; `then` follows from the event loop.
    void record(std::function<Status(const Journal &)> what, std::function<void()> then = {});

Q_SIGNALS:
    void stepped(const coffer::JournalStep &step);
    /// Something could not be recorded.
    void failed(const QString &message);

private:
    Journal m_journal;
    QThreadPool m_thread;
};

/// The step that an operator's word is, in this state; nothing for all other events. Pure but for the time.
std::optional<JournalStep> stepOf(const BatchState &state, const BatchEvent &event);

} // namespace coffer
