// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flash/imagesource.h"
#include "core/flash/piecepool.h"

#include <QList>

#include <atomic>
#include <deque>
#include <functional>
#include <thread>

namespace coffer {

class Feeder;

/// One card's end of a Feeder. Used by the card's thread alone.
class Tap
{
public:
    ~Tap(); ///< the card takes no more

    // What the card wants, in ascending order; asked for only when the image is remembered, otherwise it gets all.
    void want(qsizetype index) { decide(index, true); }
    void pass(qsizetype index) { decide(index, false); }

    /// The next piece for this card, in ascending order; null when it is not there yet.
    std::shared_ptr<const ImagePiece> take();
    /// Ok, or why there is nothing more to come: the image is damaged, or cannot be read.
    Status status() const;
    /// Whether all of the image was read and is what its map says. Once this was asked, nobody is held up by the wait.
    bool isImageGood();

private:
    friend class Feeder;
    Tap(Feeder &feeder, std::function<void()> wake) : m_feeder(feeder), m_wake(std::move(wake)) {}
    void decide(qsizetype index, bool wanted);

    bool holdsPieces() const { return !m_pieces.empty() || *m_held > 0; }

    Feeder &m_feeder;
    std::function<void()> m_wake;
    const std::shared_ptr<std::atomic<int>> m_held = std::make_shared<std::atomic<int>>(0); ///< pieces taken and not let go of
    // All that follows is guarded by the feeder's mutex.
    std::deque<std::shared_ptr<const ImagePiece>> m_pieces; ///< handed out and not taken yet
    std::deque<qsizetype> m_wanted;                    ///< not handed out yet
    qsizetype m_decided = 0;     ///< of all stretches before this one it is known whether they are wanted
    qsizetype m_handedOut = 0;   ///< all it wants of the stretches before this one was handed out
    bool m_isHungry = false;     ///< it found nothing to take
    bool m_awaitsEnd = false;    ///< it has all it wants and waits for the image's verdict
    int m_pass = 0;              ///< which of the feeder's passes it hangs on
};

/// Reads an image once and hands its pieces to any number of cards, each at its own pace. Cards that fall behind by
/// more than the window, and others wait, are moved to a pass of their own: none holds up another for longer than that.
/// The image's checksums are verified on the way, on a thread of its own; of a remembered image each piece is held
/// against its digest, and only those are read that a card wants.
class Feeder
{
public:
    /// `digests` has one for each stretch when the image is remembered, else none.
    Feeder(const ImageSource &source, const QList<Digest> &digests);
    ~Feeder(); ///< after all its taps

    /// Another card; `wake` is called, from any thread, when there may be something to take. All cards connect before
    /// the first one takes, wants or passes anything.
    std::unique_ptr<Tap> connect(std::function<void()> wake);
    void start();

    /// The digest of a stretch, known from when the piece was handed out.
    Digest digest(qsizetype index) const;
    bool isRemembered() const { return m_isRemembered; }
    /// All of them, once the image is good; empty before.
    QList<Digest> digests() const;

private:
    friend class Tap;
    using Lock = std::unique_lock<std::mutex>;
    using Pieces = std::deque<std::shared_ptr<const ImagePiece>>;
    /// One reading of the image, from its first stretch or a later one on.
    struct Pass
    {
        int number;
        qsizetype from;
        std::shared_ptr<PiecePool> pool;
        std::jthread thread;
        bool isFirst() const { return number == 0; }
    };

    void begin(qsizetype from, qsizetype pieces);
    Status feed(const Pass &pass, const std::stop_token &stop);
    bool isWanted(Lock &lock, const Pass &pass, qsizetype index, const std::stop_token &stop);
    std::shared_ptr<ImagePiece> freePiece(Lock &lock, const Pass &pass, const std::stop_token &stop);
    void waitAndSplit(Lock &lock, const Pass &pass, const std::function<bool()> &isOver,
                      const std::function<bool(const Tap &)> &holdsUp, const std::stop_token &stop);
    Pieces split(Tap &tap);
    Status settleDigest(ImagePiece &piece);
    void hand(const Pass &pass, const std::shared_ptr<const ImagePiece> &piece);
    std::vector<Tap *> tapsOf(const Pass &pass) const;
    void tellAll();

    const ImageSource &m_source;
    const bool m_isRemembered;
    const std::shared_ptr<Exchange> m_exchange = std::make_shared<Exchange>(); ///< its mutex guards all that follows
    QList<Digest> m_digests;
    QList<bool> m_isKnown; ///< of each digest
    std::vector<Tap *> m_taps;
    Status m_status;
    bool m_isGood;
    std::deque<Pass> m_passes; ///< last, so that their threads end first
};

} // namespace coffer
