// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/runstages.h"

#include "core/base/files.h"
#include "core/build/forecast.h"
#include "core/build/sandbox.h"
#include "core/build/stagecache.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace coffer {
namespace {

constexpr std::chrono::milliseconds cancelCheck{100};
constexpr double reportEverySeconds = 1;

/// Bytes of memory that can be had without swapping (proc_meminfo(5)).
qint64 availableMemory()
{
    for (const QByteArray &line : readFile(QStringLiteral("/proc/meminfo")).value_or(QByteArray()).split('\n')) {
        if (line.startsWith("MemAvailable:"))
            return line.mid(13).trimmed().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}

/// One run of runStages().
class Run
{
public:
    Run(const BuildContext &context, const QList<Stage> &stages, Progress &progress)
        : m_context(context), m_stages(stages), m_progress(progress), m_times(readStageTimes(timesFile())), m_freeMemory(availableMemory() * 3 / 4)
    {
    }

    Result<StageFolders> make(const QStringList &wanted);

private:
    struct Planned
    {
        const Stage *stage;
        QByteArray key;
        bool isBegun = false;
        bool isDone = false;
        QElapsedTimer clock;
    };

    QString timesFile() const { return m_context.cacheFolder + QStringLiteral("/stage-times.json"); }
    const Stage *find(const QString &name) const;
    Result<QByteArray> keyOf(const QString &name, const QStringList &way);
    Status plan(const QString &name);
    void noteUseOfNeeds(const Stage &stage);
    bool canBegin(const Planned &planned) const;
    void begin(Planned &planned);
    void work(Planned &planned, const StageWork &work);
    Status makeOne(const Planned &planned, StageWork work, Progress &progress);
    void end(Planned &planned, const Status &result);
    void report();

    const BuildContext &m_context;
    const QList<Stage> &m_stages;
    Progress &m_progress;
    QMap<QString, QByteArray> m_keys;
    std::vector<Planned> m_plan; ///< each behind what it needs
    StageFolders m_folders;      ///< of the finished ones
    StageTimes m_times;

    std::mutex m_mutex; ///< guards all below and Planned's flags while threads run, and m_progress
    std::condition_variable m_changed;
    CancelToken m_stop; ///< of the stages: one has failed, or the build is cancelled
    std::optional<Error> m_error;
    const int m_most = int(std::max(2U, std::thread::hardware_concurrency())); ///< stages at a time; some wait for the network or the disk
    qint64 m_freeMemory; ///< bytes that nothing has been begun for
    int m_running = 0;
    QElapsedTimer m_reported;
};

const Stage *Run::find(const QString &name) const
{
    const auto found = std::ranges::find(m_stages, name, &Stage::name);
    return found == m_stages.end() ? nullptr : &*found;
}

Result<QByteArray> Run::keyOf(const QString &name, const QStringList &way)
{
    if (const auto known = m_keys.constFind(name); known != m_keys.constEnd())
        return *known;
    const Stage *stage = find(name);
    if (!stage || way.contains(name))
        return fail(Errc::InvalidInput, tr("The build's stage \"%1\" is missing or needs itself.").arg(name));
    QByteArrayList keys;
    for (const QString &need : stage->needs) {
        const Result<QByteArray> key = keyOf(need, way + QStringList{name});
        if (!key)
            return key;
        keys += *key;
    }
    return *m_keys.insert(name, stageKey(*stage, keys));
}

/// What a finished product was made from will be wanted when it has to be made again.
void Run::noteUseOfNeeds(const Stage &stage)
{
    for (const QString &need : stage.needs) {
        (void)isMade(m_context, *find(need), m_keys.value(need));
        noteUseOfNeeds(*find(need));
    }
}

/// Adds the stage to the plan behind what it needs, if it is not made yet.
Status Run::plan(const QString &name)
{
    const Result<QByteArray> key = keyOf(name, {});
    if (!key)
        return passOn(key);
    const Stage &stage = *find(name);
    const bool isPlanned = std::ranges::any_of(m_plan, [&](const Planned &planned) { return planned.stage == &stage; });
    if (isPlanned || m_folders.contains(name))
        return ok();
    if (isMade(m_context, stage, *key)) {
        m_folders.insert(name, stage.products.isEmpty() ? cachedProduct(m_context, stage, *key) : QString());
        noteUseOfNeeds(stage);
        return ok();
    }
    for (const QString &need : stage.needs) {
        if (Status planned = plan(need); !planned)
            return planned;
    }
    m_plan.push_back({&stage, *key, false, false, {}});
    return ok();
}

bool Run::canBegin(const Planned &planned) const
{
    const bool hasRoom = m_running == 0 || (m_running < m_most && planned.stage->memory <= m_freeMemory);
    return !m_error && hasRoom && !planned.isBegun && std::ranges::all_of(planned.stage->needs, [&](const QString &need) { return m_folders.contains(need); });
}

void Run::begin(Planned &planned)
{
    planned.isBegun = true;
    planned.clock.start();
    ++m_running;
    m_freeMemory -= planned.stage->memory;
}

Status Run::makeOne(const Planned &planned, StageWork work, Progress &progress)
{
    const Result<QString> folder = beginProduct(m_context, *planned.stage, progress);
    if (!folder)
        return passOn(folder);
    work.folder = *folder;
    if (Status made = planned.stage->make(work, progress); !made) {
        Progress cleaning;
        if (!progress.isCancelled()) // else in a hurry: the next build, or cleaning the cache, does it
            (void)removeTree(m_context, *folder, cleaning);
        return made;
    }
    return endProduct(m_context, *planned.stage, planned.key, *folder, progress);
}

void Run::work(Planned &planned, const StageWork &work)
{
    Progress progress([this](const ProgressEvent &event) {
        const std::lock_guard lock(m_mutex);
        m_progress.pass(event);
    }, m_stop);
    progress.setStage(planned.stage->name);
    progress.begin(tr("make"), 0);
    const Status result = makeOne(planned, work, progress);
    if (result)
        progress.begin(donePhase, 0);
    const std::lock_guard lock(m_mutex);
    end(planned, result);
}

void Run::end(Planned &planned, const Status &result)
{
    --m_running;
    m_freeMemory += planned.stage->memory;
    planned.isDone = true;
    if (result) {
        m_times.insert(planned.stage->name, double(planned.clock.elapsed()) / 1000);
        m_folders.insert(planned.stage->name, planned.stage->products.isEmpty() ? cachedProduct(m_context, *planned.stage, planned.key) : QString());
    } else if (!m_error) {
        m_error = result.error();
        m_stop.cancel();
    }
    m_changed.notify_all();
}

/// How far all is. The mutex is held.
void Run::report()
{
    if (m_reported.isValid() && double(m_reported.elapsed()) < reportEverySeconds * 1000)
        return;
    m_reported.start();
    ProgressEvent event;
    event.stage = QStringLiteral("build");
    event.phase = tr("stages");
    event.unit = tr("stages");
    event.total = qint64(m_plan.size());
    QList<PlannedStage> left;
    for (const Planned &planned : m_plan) {
        event.done += planned.isDone;
        if (!planned.isDone)
            left.append({planned.stage->name, planned.stage->needs, planned.isBegun ? double(planned.clock.elapsed()) / 1000 : -1});
    }
    event.secondsLeft = secondsToEnd(left, m_times, m_most);
    m_progress.pass(event);
}

Result<StageFolders> Run::make(const QStringList &wanted)
{
    for (const QString &name : wanted) {
        if (Status planned = plan(name); !planned)
            return passOn(planned);
    }
    std::vector<std::jthread> threads;
    std::unique_lock lock(m_mutex);
    while (m_running > 0 || (!m_error && std::ranges::any_of(m_plan, [](const Planned &planned) { return !planned.isBegun; }))) {
        for (Planned &planned : m_plan) {
            if (!canBegin(planned))
                continue;
            begin(planned);
            threads.emplace_back([this, &planned, folders = m_folders] { work(planned, {{}, folders}); });
        }
        report();
        m_changed.wait_for(lock, cancelCheck);
        if (m_progress.isCancelled() && !m_error) {
            m_error = m_progress.checkCancelled().error();
            m_stop.cancel();
        }
    }
    lock.unlock();
    threads.clear();
    if (!m_plan.empty())
        (void)writeStageTimes(timesFile(), m_times); // a note only
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    m_folders.removeIf([](const std::pair<const QString &, QString &> &folder) { return folder.second.isEmpty(); });
    return m_folders;
}

} // namespace

Result<StageFolders> runStages(const BuildContext &context, const QList<Stage> &stages, const QStringList &wanted, Progress &progress)
{
    if (Status go = progress.checkCancelled(); !go)
        return passOn(go);
    return Run(context, stages, progress).make(wanted);
}

} // namespace coffer
