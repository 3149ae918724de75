// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/alignedbuffer.h"
#include "core/bmap/bmap.h"
#include "core/bmap/hashstretches.h"
#include "core/bmap/windows.h"

#include <span>
#include <stop_token>
#include <thread>
#include <vector>

namespace coffer {
namespace {

constexpr std::size_t chunkBytes = std::size_t(1) << 20;
constexpr int threadCount = 16; ///< more than processors: it is also the number of reads in flight

void hashWindows(const ImageReader &image, const Bmap &map, Windows &windows, std::span<char> buffer, const std::stop_token &stop)
{
    for (std::optional<Window> window = windows.take(); window && !stop.stop_requested(); window = windows.take()) {
        const Result<QList<BmapRange>> ranges = hashStretches(image, window->stretches, map, buffer, stop);
        if (!ranges)
            return windows.end(passOn(ranges));
        windows.put(*window, *ranges);
    }
    windows.end(ok());
}

} // namespace

Result<Bmap> createBmap(const QString &path, const QList<std::pair<qint64, qint64>> &always, Progress &progress)
{
    const Result<ImageReader> image = ImageReader::open(path);
    if (!image)
        return passOn(image);
    Bmap map;
    map.imageSize = image->size();

    progress.begin(QStringLiteral("map"), map.imageSize);
    ImageUse use = imageUse(path, map.imageSize);
    for (const auto &[offset, length] : always)
        use.needed.append({offset, length});
    const QList<MapStretch> stretches = stretchesToRead(use, map);
    Windows windows(*image, map, stretches, threadCount);
    Status hashed;
    {
        const AlignedBuffer buffer(threadCount * chunkBytes);
        std::vector<std::jthread> threads;
        std::stop_source stop;
        for (int i = 0; i < threadCount; ++i) {
            const std::span<std::byte> bytes = buffer.part(i * chunkBytes, chunkBytes);
            const std::span<char> part(reinterpret_cast<char *>(bytes.data()), bytes.size());
            threads.emplace_back([&, part, token = stop.get_token()] {
                hashWindows(*image, map, windows, part, token);
            });
        }
        hashed = windows.wait(progress);
        stop.request_stop();
    }
    if (!hashed)
        return passOn(hashed);
    map.ranges = windows.ranges();
    progress.finish();
    return map;
}

} // namespace coffer
