// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffer {

/// "31.5 MiB"; binary units, one decimal from KiB on.
QString formatBytes(qint64 bytes);
/// "12.3 MiB/s"; empty for 0.
QString formatRate(double bytesPerSecond);
/// Text from outside (a file, a card, a tool) as it may be shown: control and formatting characters, which
/// could steer a terminal or hide what stands there, become '?'.
QString printable(QString text);

/// What was done to a card: "1.5 MiB written in 0:03, 1.4 MiB read back in 0:02".
QString formatWork(qint64 written, double secondsWriting, qint64 verified, double secondsVerifying);
/// "4:05" or "1:02:03"; "–" when negative (unknown).
QString formatDuration(double seconds);

} // namespace coffer
