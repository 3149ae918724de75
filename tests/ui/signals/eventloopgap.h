// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <functional>

namespace coffer {

/// The longest time, in ms, that the event loop did not come round until `done`; -1 if that never came.
inline qint64 longestGapUntil(const std::function<bool()> &done)
{
    QElapsedTimer sinceLast;
    qint64 longest = 0;
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &tick, [&] { longest = std::max(longest, sinceLast.restart()); });
    sinceLast.start();
    tick.start(5);
    const bool came = QTest::qWaitFor(done, 10000);
    return came ? std::max(longest, sinceLast.elapsed()) : -1;
}

/// More than this is no busy machine, but somebody who waits.
constexpr qint64 gapLimit = 250; // ms

} // namespace coffer
