// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/readplaces.h"

#include <deque>

namespace coffer {
namespace {

constexpr std::size_t mostPlaces = 12;

void startReading(CardIo &io, ReadPlace &place)
{
    for (const Extent &extent : std::as_const(place.extents)) {
        ++place.underWay;
        io.read(extent.offset, place.bytes(extent.offset, extent.length), place.found, [&place](const Status &status) {
            --place.underWay;
            if (!status)
                place.status = status;
        });
    }
}

} // namespace

Status readPlaces(CardIo &io, const std::function<bool(ReadPlace &)> &next, const std::function<Status(const ReadPlace &)> &judge)
{
    std::deque<ReadPlace> places; // after an error nothing is reaped any more, so nothing refers to them
    std::deque<std::shared_ptr<AlignedBuffer>> buffers;
    MebibyteSource memory;
    bool isMore = true;
    while (isMore || !places.empty()) {
        bool hasMoved = false;
        while (isMore && places.size() < mostPlaces && io.hasRoom()) {
            ReadPlace place;
            isMore = next(place);
            if (!isMore)
                break;
            place.found = buffers.empty() ? std::make_shared<AlignedBuffer>(memory.take()) : buffers.front();
            if (!buffers.empty())
                buffers.pop_front();
            places.push_back(std::move(place));
            startReading(io, places.back());
            hasMoved = true;
        }
        while (!places.empty() && places.front().underWay == 0) {
            if (Status judged = judge(places.front()); !judged)
                return judged;
            buffers.push_back(places.front().found);
            places.pop_front();
            hasMoved = true;
        }
        if (Status turned = io.turn(!hasMoved && !places.empty()); !turned)
            return turned;
    }
    return ok();
}

} // namespace coffer
