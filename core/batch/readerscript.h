// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/virtualcard.h"

#include <QList>

#include <chrono>
#include <variant>

namespace coffer {

// A script for the virtual reader, so that a demo, a training or a test plays by itself. A text file in UTF-8, a
// command a line, "#" begins a comment:
//
//     slots 4                    # before all else: how many slots the reader has (1 when it is not said)
//     size 8GiB                  # before all else: how large new cards are (else as large as the images need)
//     new photos strange         # a card made anew, somebody else's; without "strange" a blank one
//     card node03 slow 2MiB/s, pull-after 3MiB   # all that is wrong with a card from now on; see below
//     insert 1 head              # into a slot, from 1; what was in it comes out first
//     remove 1
//     await insert head          # until there is an empty slot and the batch asks for this node's card,
//     await question [head]      # asks whether a card may be written,
//     await written head [50%]   # has written so much of it (20MiB, 50%; all),
//     await read head [50%]      # has read so much of it back,
//     await verified head        # has verified the card,
//     await failed head          # has failed with it (as when it was pulled),
//     await end                  # has ended
//     answer yes                 # or no, to a question
//     skip                       # puts the node off that the batch asks about, to the end; put off again it is given up
//     pause 1.5                  # seconds, for those who watch
//
// Faults of a card, in any number: "protected", "slow RATE" (or "slow write RATE", "slow read RATE"), "bad OFFSET
// LENGTH" (or with "read" or "write" behind it), "real-size SIZE", "pull-after SIZE" (or with "read" behind it: of
// what is read back); or "sound", which ends them all. Sizes are whole numbers with B, KiB, MiB, GiB or TiB.
//
// An "await" looks at what has happened since the one before it was fulfilled, so nothing is missed, and nothing
// counts twice. What the operator does meanwhile does not disturb the script; it may be played beside a trainee.

struct SetFaults  { QString card; VirtualFaults faults; };
struct MakeCard   { QString card; bool isStrange; };
struct InsertCard { QString card; int slot; }; ///< slots from 0
struct RemoveCard { int slot; };
struct GiveAnswer { bool yes; };
struct SkipNow    {};
struct Pause      { std::chrono::milliseconds time; };

struct AwaitAsked    { QString node; };
struct AwaitQuestion { QString node; }; ///< empty: whatever the node
/// Of a phase of flashing ("write", "verify") so many bytes and such a share.
struct AwaitDone     { QString node; QString phase; qint64 bytes; double share; };
struct AwaitOutcome  { QString node; bool isVerified; };
struct AwaitEnd      {};
using Await = std::variant<AwaitAsked, AwaitQuestion, AwaitDone, AwaitOutcome, AwaitEnd>;

struct ScriptStep
{
    int line = 0; ///< of the file
    std::variant<SetFaults, MakeCard, InsertCard, RemoveCard, GiveAnswer, SkipNow, Pause, Await> action;
};

struct ReaderScript
{
    QString file;
    int slotCount = 1;
    qint64 cardSize = 0; ///< bytes; 0: not said
    QList<ScriptStep> steps;
};

constexpr int mostSlots = 32;

/// Reads a script. Errors: NotFound; InvalidInput with file, line and what is allowed there.
Result<ReaderScript> readScript(const QString &path);
/// The same of a text; `file` is its name for messages.
Result<ReaderScript> parseScript(const QByteArray &text, const QString &file);

} // namespace coffer
