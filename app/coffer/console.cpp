// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/console.h"

#include "core/base/format.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qint64 plainEveryMs = 10000;
constexpr int barWidth = 28;

void put(FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
    std::fflush(stream);
}

/// Lines of which none can steer the operator's terminal.
QString printableLines(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line = printable(line);
    return lines.join(u'\n');
}

int terminalWidth()
{
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

QString heading(const ProgressEvent &event)
{
    QStringList parts{event.node, event.stage, event.phase};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

/// "41 %  12.0 MiB of 29.3 MiB  31.2 MiB/s  0:04 left", as far as it is known.
QString figures(const ProgressEvent &event)
{
    QStringList parts;
    const auto amount = [&](qint64 number) { return event.unit.isEmpty() ? formatBytes(number) : QString::number(number); };
    if (event.total > 0) {
        parts += QStringLiteral("%1 %").arg(event.done * 100 / event.total, 3);
        parts += tr("%1 of %2").arg(amount(event.done), amount(event.total)) + (event.unit.isEmpty() ? QString() : u' ' + event.unit);
    } else if (event.done > 0) {
        parts += amount(event.done);
    }
    if (event.rate > 0 && event.unit.isEmpty())
        parts += formatRate(event.rate);
    if (event.secondsLeft >= 0 && event.done < event.total)
        parts += tr("%1 left").arg(formatDuration(event.secondsLeft));
    return parts.join(QStringLiteral("  "));
}

QString codeName(Errc code)
{
    switch (code) {
    case Errc::Failed: return QStringLiteral("failed");
    case Errc::Cancelled: return QStringLiteral("cancelled");
    case Errc::Usage: return QStringLiteral("usage");
    case Errc::Refused: return QStringLiteral("refused");
    case Errc::InvalidInput: return QStringLiteral("invalid-input");
    case Errc::NotFound: return QStringLiteral("not-found");
    case Errc::ChecksumMismatch: return QStringLiteral("checksum-mismatch");
    case Errc::CardTooSmall: return QStringLiteral("card-too-small");
    case Errc::Busy: return QStringLiteral("busy");
    case Errc::NoSpace: return QStringLiteral("no-space");
    case Errc::CardGone: return QStringLiteral("card-gone");
    case Errc::CardStalled: return QStringLiteral("card-stalled");
    }
    return {};
}

} // namespace

void Console::print(const QString &line)
{
    if (m_json)
        return;
    clearBar();
    put(stdout, printableLines(line) + u'\n');
}

void Console::emitJson(const QString &event, QJsonObject object)
{
    if (!m_json)
        return;
    object.insert(QStringLiteral("event"), event);
    put(stdout, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
}

void Console::tell(const QString &line, const QString &event, const QJsonObject &object)
{
    print(line);
    emitJson(event, object);
}

void Console::error(const Error &error)
{
    clearBar();
    put(stderr, QStringLiteral("coffer: %1\n").arg(printableLines(error.message)));
    emitJson(QStringLiteral("error"), {{QStringLiteral("code"), codeName(error.code)}, {QStringLiteral("message"), error.message}});
}

void Console::progress(const ProgressEvent &event)
{
    if (m_json) {
        QJsonObject object{{QStringLiteral("stage"), event.stage}, {QStringLiteral("node"), event.node},
                           {QStringLiteral("phase"), event.phase}};
        if (!event.text.isEmpty()) {
            object.insert(QStringLiteral("text"), event.text);
        } else {
            object.insert(QStringLiteral("done"), event.done);
            object.insert(QStringLiteral("total"), event.total);
            object.insert(QStringLiteral("unit"), event.unit.isEmpty() ? QStringLiteral("bytes") : event.unit);
            object.insert(QStringLiteral("rate"), event.rate);
            object.insert(QStringLiteral("secondsLeft"), event.secondsLeft);
        }
        emitJson(QStringLiteral("progress"), object);
    } else if (::isatty(STDERR_FILENO)) {
        drawBar(event);
    } else {
        plainLine(event);
    }
}

Progress::Sink Console::sink()
{
    return [this](const ProgressEvent &event) { progress(event); };
}

void Console::drawBar(const ProgressEvent &event)
{
    QString line;
    if (!event.text.isEmpty()) {
        line = QStringLiteral("%1: %2").arg(heading(event).remove(QStringLiteral(" · log")), printable(event.text));
    } else {
        const int filled = event.total > 0 ? int(event.done * barWidth / event.total) : 0;
        line = QStringLiteral("%1 [%2%3] %4")
                   .arg(heading(event), QString(filled, u'#'), QString(barWidth - filled, u'.'), figures(event));
    }
    put(stderr, QStringLiteral("\r%1\x1b[K").arg(line.left(terminalWidth() - 1)));
    m_barShown = true;
}

void Console::plainLine(const ProgressEvent &event)
{
    if (!event.text.isEmpty())
        return; // what tools print is for the log; a failure repeats its last lines
    const QString phase = heading(event);
    Told &told = m_told[event.node + u'/' + event.stage];
    const bool isDone = event.total > 0 && event.done >= event.total;
    const bool isNew = phase != told.phase;
    if (!isNew && !(isDone && !told.isDone) && told.since.elapsed() < plainEveryMs)
        return;
    if (isNew && !isDone && event.total > 0) { // the first figures of a phase say nothing yet
        told.phase = phase;
        told.isDone = false;
        told.since.start();
        return;
    }
    if (!isNew && isDone && told.isDone)
        return;
    told.phase = phase;
    told.isDone = isDone;
    told.since.start();
    put(stderr, QStringLiteral("%1  %2\n").arg(phase, figures(event)).trimmed() + u'\n');
}

void Console::clearBar()
{
    if (m_barShown)
        put(stderr, QStringLiteral("\r\x1b[K"));
    m_barShown = false;
}

} // namespace coffer
