// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cards/cardsource.h"
#include "core/cards/readernames.h"

namespace coffer {

/// The cards in this machine's readers, followed from now on. Waits for the kernel's messages on
/// the calling thread's event loop, without polling and without threads. A reader's node that stays
/// while cards change, and slots whose nodes come and go, are the same to it: what counts is the
/// medium that is there after a message. Slots have the names that `names` gives their readers.
/// Errors: Failed (no messages are to be had here).
Result<std::unique_ptr<CardSource>> watchReaders(const CardRules &rules = {}, ReaderNames names = ReaderNames());

} // namespace coffer
