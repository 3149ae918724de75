// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/feeder.h"

#include "core/flash/imagecheck.h"
#include "core/flash/sourcereader.h"

#include <algorithm>
#include <optional>

namespace coffer {
namespace {

using namespace std::chrono_literals;

constexpr qsizetype windowPieces = 24; ///< the fastest card may be so many MiB ahead of the slowest
constexpr qsizetype piecesPerLaggard = 4;
/// How long others wait for a card that is behind before it gets a pass of its own. Unpacking anew costs more.
constexpr auto patienceRaw = 100ms;
constexpr auto patiencePacked = 3s;

} // namespace

Tap::~Tap()
{
    const std::lock_guard lock(m_feeder.m_exchange->mutex);
    std::erase(m_feeder.m_taps, this);
    m_feeder.m_exchange->changed.notify_all();
    // m_pieces goes after the lock: a pool wants it too
}

void Tap::decide(qsizetype index, bool wanted)
{
    if (!m_feeder.isRemembered())
        return;
    const std::lock_guard lock(m_feeder.m_exchange->mutex);
    m_decided = index + 1;
    if (wanted)
        m_wanted.push_back(index);
    m_feeder.m_exchange->changed.notify_all();
}

std::shared_ptr<const ImagePiece> Tap::take()
{
    const std::lock_guard lock(m_feeder.m_exchange->mutex);
    const bool wasHungry = std::exchange(m_isHungry, m_pieces.empty());
    if (m_pieces.empty()) {
        if (!wasHungry)
            m_feeder.m_exchange->changed.notify_all();
        return nullptr;
    }
    std::shared_ptr<const ImagePiece> piece = std::move(m_pieces.front());
    m_pieces.pop_front();
    ++*m_held;
    const ImagePiece *bytes = piece.get();
    return {bytes, [piece = std::move(piece), held = m_held](const ImagePiece *) mutable {
                --*held;
                piece.reset();
            }};
}

Status Tap::status() const
{
    const std::lock_guard lock(m_feeder.m_exchange->mutex);
    return m_feeder.m_status;
}

bool Tap::isImageGood()
{
    const std::lock_guard lock(m_feeder.m_exchange->mutex);
    m_awaitsEnd = !m_feeder.m_isGood;
    return m_feeder.m_isGood;
}

Feeder::Feeder(const ImageSource &source, const QList<Digest> &digests)
    : m_source(source), m_isRemembered(!digests.isEmpty()), m_digests(digests), m_isGood(m_isRemembered)
{
    if (!m_isRemembered)
        m_digests.resize(countStretches(source.map));
    m_isKnown.fill(m_isRemembered, m_digests.size());
}

Feeder::~Feeder()
{
    for (Pass &pass : m_passes)
        pass.thread.request_stop();
    for (Pass &pass : m_passes)
        pass.thread.join();
}

std::unique_ptr<Tap> Feeder::connect(std::function<void()> wake)
{
    std::unique_ptr<Tap> tap(new Tap(*this, std::move(wake)));
    m_taps.push_back(tap.get());
    return tap;
}

void Feeder::start()
{
    const std::lock_guard lock(m_exchange->mutex);
    begin(0, windowPieces);
}

Digest Feeder::digest(qsizetype index) const
{
    const std::lock_guard lock(m_exchange->mutex);
    return m_digests.at(index);
}

QList<Digest> Feeder::digests() const
{
    const std::lock_guard lock(m_exchange->mutex);
    return m_isGood ? m_digests : QList<Digest>();
}

/// With the lock held.
void Feeder::begin(qsizetype from, qsizetype pieces)
{
    const auto pool = std::make_shared<PiecePool>(m_exchange, pieces);
    Pass &pass = m_passes.emplace_back(Pass{int(m_passes.size()), from, pool, {}}); // a deque's elements stay where they are
    pass.thread = std::jthread([this, &pass](const std::stop_token &stop) {
        const Status fed = feed(pass, stop);
        const std::lock_guard lock(m_exchange->mutex);
        if (!fed && m_status)
            m_status = fed;
        m_isGood = m_isGood || (fed && pass.isFirst());
        tellAll();
    });
}

Status Feeder::feed(const Pass &pass, const std::stop_token &stop)
{
    const bool checks = pass.isFirst() && !m_isRemembered;
    std::optional<ImageCheck> check;
    std::unique_ptr<SourceReader> reader;
    // Of a remembered image when the first piece is wanted: a card that holds it already needs none.
    const auto open = [&]() -> Status {
        Result<std::unique_ptr<SourceReader>> opened = SourceReader::open(m_source);
        if (!opened)
            return passOn(opened);
        reader = std::move(*opened);
        return ok();
    };
    if (checks) {
        check.emplace(m_source.map);
        if (Status opened = open(); !opened)
            return opened;
    }
    StretchCursor cursor(m_source.map);
    Stretch stretch;
    while (cursor.next(stretch)) {
        if (stretch.index < pass.from)
            continue;
        std::shared_ptr<ImagePiece> piece;
        {
            Lock lock(m_exchange->mutex);
            if (!checks && !isWanted(lock, pass, stretch.index, stop))
                continue;
            piece = freePiece(lock, pass, stop);
        }
        if (!piece) // asked to stop
            return fail(Errc::Cancelled, tr("Cancelled."));
        piece->stretch = stretch;
        const Status read = (reader ? ok() : open())
                                .and_then([&] { return reader->read(*piece, stop); })
                                .and_then([&] { return settleDigest(*piece); });
        if (!read)
            return read;
        hand(pass, piece);
        if (!checks)
            continue;
        check->add(piece);
        if (Status checked = check->status(); !checked)
            return checked;
    }
    return checks ? reader->finish(stop).and_then([&] { return check->finish(); }) : ok();
}

/// Whether a card of this pass wants the stretch; waits until they have made up their minds.
bool Feeder::isWanted(Lock &lock, const Pass &pass, qsizetype index, const std::stop_token &stop)
{
    if (!m_isRemembered)
        return !tapsOf(pass).empty();
    const auto isUndecided = [&](const Tap &tap) { return tap.m_decided <= index; };
    const auto areDecided = [&] {
        const std::vector<Tap *> taps = tapsOf(pass);
        return std::none_of(taps.begin(), taps.end(), [&](const Tap *tap) { return isUndecided(*tap); });
    };
    waitAndSplit(lock, pass, areDecided, isUndecided, stop);
    const std::vector<Tap *> taps = tapsOf(pass);
    return std::any_of(taps.begin(), taps.end(),
                       [&](const Tap *tap) { return !tap->m_wanted.empty() && tap->m_wanted.front() == index; });
}

std::shared_ptr<ImagePiece> Feeder::freePiece(Lock &lock, const Pass &pass, const std::stop_token &stop)
{
    const auto isFree = [&] { return pass.pool->hasPiece(); };
    waitAndSplit(lock, pass, isFree, [](const Tap &tap) { return tap.holdsPieces(); }, stop);
    return isFree() && !stop.stop_requested() ? pass.pool->take() : nullptr;
}

/// Waits until `isOver`. When that takes long, and a card of this pass has nothing to do meanwhile (or another waits for
/// the image's verdict), those that hold it up go to passes of their own.
void Feeder::waitAndSplit(Lock &lock, const Pass &pass, const std::function<bool()> &isOver,
                          const std::function<bool(const Tap &)> &holdsUp, const std::stop_token &stop)
{
    const std::chrono::milliseconds patience = m_source.compression == Compression::None ? patienceRaw : patiencePacked;
    while (!m_exchange->changed.wait_for(lock, stop, patience, isOver) && !stop.stop_requested()) {
        const std::vector<Tap *> taps = tapsOf(pass);
        const bool isHeldUp = std::any_of(taps.begin(), taps.end(), [&](const Tap *tap) { return tap->m_isHungry && !holdsUp(*tap); })
                              || (pass.isFirst() && std::any_of(m_taps.begin(), m_taps.end(), [](const Tap *tap) { return tap->m_awaitsEnd; }));
        std::vector<Pieces> dropped;
        for (Tap *tap : taps) {
            if (isHeldUp && holdsUp(*tap))
                dropped.push_back(split(*tap));
        }
        lock.unlock();
        dropped.clear(); // their pool takes them back
        lock.lock();
    }
}

/// Moves a card to a pass of its own that begins with what it had not taken yet; that is returned.
Feeder::Pieces Feeder::split(Tap &tap)
{
    Pieces dropped = std::exchange(tap.m_pieces, {});
    for (auto piece = dropped.rbegin(); m_isRemembered && piece != dropped.rend(); ++piece)
        tap.m_wanted.push_front((*piece)->stretch.index);
    const qsizetype undecided = !m_isRemembered ? tap.m_handedOut : tap.m_wanted.empty() ? tap.m_decided : tap.m_wanted.front();
    m_passes.at(std::size_t(tap.m_pass)).pool->grow(piecesPerLaggard);
    tap.m_pass = int(m_passes.size());
    begin(dropped.empty() ? undecided : dropped.front()->stretch.index, piecesPerLaggard);
    return dropped;
}

/// Sets the piece's digest. Errors: InvalidInput when the image is not what it was when it was checked.
Status Feeder::settleDigest(ImagePiece &piece)
{
    piece.digest = digestOf(piece.stretch, piece.mebibyte.all());
    const qsizetype index = piece.stretch.index;
    const std::lock_guard lock(m_exchange->mutex);
    if (m_isKnown.at(index) && m_digests.at(index) != piece.digest)
        return fail(Errc::InvalidInput, tr("The image %1 was changed while it was used; start again.").arg(m_source.path));
    m_digests[index] = piece.digest;
    m_isKnown[index] = true;
    return ok();
}

void Feeder::hand(const Pass &pass, const std::shared_ptr<const ImagePiece> &piece)
{
    const std::lock_guard lock(m_exchange->mutex);
    for (Tap *tap : tapsOf(pass)) {
        if (m_isRemembered) {
            if (tap->m_wanted.empty() || tap->m_wanted.front() != piece->stretch.index)
                continue;
            tap->m_wanted.pop_front();
        }
        tap->m_pieces.push_back(piece);
        tap->m_handedOut = piece->stretch.index + 1;
        tap->m_wake();
    }
}

std::vector<Tap *> Feeder::tapsOf(const Pass &pass) const
{
    std::vector<Tap *> taps;
    std::copy_if(m_taps.begin(), m_taps.end(), std::back_inserter(taps),
                 [&](const Tap *tap) { return tap->m_pass == pass.number; });
    return taps;
}

void Feeder::tellAll()
{
    for (Tap *tap : m_taps)
        tap->m_wake();
    m_exchange->changed.notify_all();
}

} // namespace coffer
