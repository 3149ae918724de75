// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cardprogress.h"

#include <QLocale>

#include <algorithm>

namespace coffer {

std::optional<CardProgress> cardProgressOf(const ProgressEvent &event)
{
    const bool isWriting = event.phase == QLatin1String("write") || event.phase == QLatin1String("flush");
    const bool isVerifying = event.phase == QLatin1String("verify") || event.phase == QLatin1String("finish");
    if (event.node.isEmpty() || !event.text.isEmpty() || !(isWriting || isVerifying))
        return {};
    const bool isLast = event.phase == QLatin1String("flush") || event.phase == QLatin1String("finish"); // what is left is little
    const double share = isLast ? 1 : event.total > 0 ? std::clamp(double(event.done) / double(event.total), 0.0, 1.0) : -1;
    return CardProgress{isWriting ? FlashPhase::Writing : FlashPhase::Verifying, share, isLast ? 0 : event.rate, event.secondsLeft};
}

double shareOf(const CardProgress &progress, FlashPhase phase)
{
    if (progress.phase == phase)
        return progress.share;
    return progress.phase < phase ? -1 : 1;
}

double wholeShareOf(const CardProgress &progress)
{
    switch (progress.phase) {
    case FlashPhase::Preparing: return 0;
    case FlashPhase::Writing: return std::max(0.0, progress.share) / 2;
    case FlashPhase::Verifying: return 0.5 + std::max(0.0, progress.share) / 2;
    }
    return 0;
}

QString percentText(double share)
{
    return tr("%1 %").arg(QLocale().toString(int(share * 100)));
}

QString rateText(double bytesPerSecond, int decimals)
{
    return tr("%1 MB/s").arg(QLocale().toString(bytesPerSecond / 1e6, 'f', decimals));
}

} // namespace coffer
