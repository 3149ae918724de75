// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchrunner.h"
#include "core/batch/readerscript.h"
#include "core/cards/virtualreader.h"

#include <QTimer>

#include <functional>
#include <vector>

namespace coffer {

// What a script can wait for, as it happened.
struct CardAsked     { QString node; bool operator==(const CardAsked &) const = default; };
struct QuestionAsked { QString node; bool operator==(const QuestionAsked &) const = default; };
struct BytesDone     { QString node; QString phase; qint64 done; qint64 total; bool operator==(const BytesDone &) const = default; };
struct OutcomeKnown  { QString node; bool isVerified; bool operator==(const OutcomeKnown &) const = default; };
struct BatchOver     { bool operator==(const BatchOver &) const = default; };
using Happening = std::variant<CardAsked, QuestionAsked, BytesDone, OutcomeKnown, BatchOver>;

/// Plays a script: changes the reader's cards and gives answers as it says, from the event loop. What cannot be done
/// as it stands there cancels the batch and is told with its file and line.
class ScriptPlayer : public QObject
{
    Q_OBJECT
public:
    /// `reader` outlives it; made before runner.start(). It ends with `runner`, or when that is cancelled. With `patience` a batch that waits so long for
    /// hands, while the script waits for something else or is at its end, is a mistake; without it waits for ever.
    ScriptPlayer(ReaderScript script, VirtualReader &reader, BatchRunner &runner, std::function<void(const Error &)> onError,
                 std::chrono::milliseconds patience = {}, QObject *parent = nullptr);

private:
    void noteState(const BatchState &state);
    void noteProgress(const ProgressEvent &event);
    void note(const Happening &happening);
    void begin();
    void play();
    /// False: it is not fulfilled yet.
    Result<bool> carryOut(const ScriptStep &step);
    Status act(const SetFaults &action);
    Status act(const MakeCard &action);
    Status act(const InsertCard &action);
    Status act(const RemoveCard &action);
    Status act(const GiveAnswer &action);
    Status act(const SkipNow &action);
    Status act(const Pause &action);
    Result<bool> isFulfilled(const Await &await);
    void losePatience();
    void stop();
    void giveUp(int line, const Error &error);

    ReaderScript m_script;
    VirtualReader &m_reader;
    BatchRunner &m_runner;
    std::function<void(const Error &)> m_onError;
    QTimer m_patience;
    QTimer m_pause;
    qsizetype m_next = 0;               ///< step
    std::vector<Happening> m_happened;
    std::vector<Happening> m_facts; ///< what holds in the present state
    std::size_t m_seen = 0;             ///< so many of them belong to what was waited for before
    bool m_hasBegun = false;
    bool m_isOver = false;
};

} // namespace coffer
