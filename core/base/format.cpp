// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/format.h"

#include "core/base/result.h"

#include <QLocale>

namespace coffer {

QString formatBytes(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1024 ? 0 : 1);
}

QString formatRate(double bytesPerSecond)
{
    return bytesPerSecond > 0 ? formatBytes(qint64(bytesPerSecond)) + QStringLiteral("/s") : QString();
}

QString printable(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = u'?';
    }
    return text;
}

QString formatDuration(double seconds)
{
    if (seconds < 0)
        return QStringLiteral("–");
    const qint64 whole = qint64(seconds + 0.5);
    const QString tail = QStringLiteral("%1:%2").arg(whole / 60 % 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (whole < 3600)
        return tail;
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600)
        .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString formatWork(qint64 written, double secondsWriting, qint64 verified, double secondsVerifying)
{
    return tr("%1 written in %2, %3 read back in %4").arg(formatBytes(written), formatDuration(secondsWriting), formatBytes(verified), formatDuration(secondsVerifying));
}

} // namespace coffer
