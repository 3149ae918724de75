// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/buildrun.h"

#include "core/base/format.h"
#include "core/base/job.h"

#include <algorithm>

namespace coffer {
namespace {

constexpr int tellEveryMs = 100;

void keepLast(QStringList &lines)
{
    if (lines.size() > BuildRun::mostLines)
        lines.remove(0, lines.size() - BuildRun::mostLines);
}

} // namespace

BuildRun::BuildRun(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_telling.setSingleShot(true);
    m_telling.setInterval(tellEveryMs);
    connect(&m_telling, &QTimer::timeout, this, &BuildRun::tell);
}

BuildRun::~BuildRun()
{
    cancel();
    m_pool.waitForDone();
}

void BuildRun::start(const Work &work)
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    m_cancel = {};
    m_outcome.reset();
    m_stages.clear();
    m_whole = {};
    addLine(m_lines.isEmpty() ? tr("The build begins.") : tr("The build goes on."));
    runJob<QStringList>(this, m_cancel, work, [this](const ProgressEvent &event) { take(event); },
                        [this](const Result<QStringList> &result) { end(result); }, m_pool);
    tell();
}

void BuildRun::take(const ProgressEvent &event)
{
    if (!m_telling.isActive())
        m_telling.start();
    if (!event.text.isEmpty())
        addLine(event.stage.isEmpty() ? event.text : event.stage + QStringLiteral(": ") + event.text);
    if (event.phase == QLatin1String("log"))
        return;
    if (event.stage == QLatin1String("build")) {
        m_whole = event;
        return;
    }
    if (event.stage.isEmpty())
        return;
    auto stage = std::find_if(m_stages.begin(), m_stages.end(), [&](const BuildStage &known) { return known.name == event.stage; });
    if (stage == m_stages.end())
        stage = m_stages.insert(m_stages.end(), BuildStage());
    stage->name = event.stage;
    stage->step = event.phase;
    stage->done = event.done;
    stage->total = event.total;
    stage->unit = event.unit;
    stage->isDone = event.phase == donePhase;
}

void BuildRun::addLine(const QString &text)
{
    for (const QString &line : text.split(u'\n')) {
        m_lines += printable(line);
        m_untold += m_lines.last();
    }
    keepLast(m_lines);
    keepLast(m_untold);
}

void BuildRun::tell()
{
    m_telling.stop();
    if (const QStringList lines = std::exchange(m_untold, {}); !lines.isEmpty())
        Q_EMIT linesAdded(lines);
    Q_EMIT changed();
}

void BuildRun::end(const Result<QStringList> &result)
{
    m_isRunning = false;
    m_outcome = result;
    addLine(result ? tr("The build has ended.") : result.error().message);
    tell();
    Q_EMIT ended();
}

} // namespace coffer
