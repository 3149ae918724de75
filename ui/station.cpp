// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station.h"

#include "core/base/job.h"
#include "core/batch/resume.h"

#include <algorithm>

namespace coffer {
namespace {

StationState stateBefore(const Plan &plan)
{
    return plan.nextOpen() ? StationState(Ready{}) : StationState(Ended{true});
}

} // namespace

Station::Station(const Plan &plan, PrepareBatch prepareBatch, QObject *parent)
    : QObject(parent), m_state(stateBefore(plan)), m_batch(coffer::start(plan)), m_prepareBatch(std::move(prepareBatch))
{
}

Station::~Station()
{
    if (m_runner)
        m_runner->disconnect(this);
    m_cancel.cancel();
    m_job.waitForFinished();
}

void Station::load(const ReadPlan &readPlan)
{
    m_state = Loading{};
    const auto show = [this](const Result<Plan> &plan) {
        if (!plan)
            return Q_EMIT notLoaded(plan.error());
        m_batch = coffer::start(*plan);
        settle(stateBefore(*plan));
    };
    m_job = QFuture<void>(runJob<Plan>(this, m_cancel, readPlan, [](const ProgressEvent &) {}, show));
    Q_EMIT changed();
}

void Station::start()
{
    if (canStart(m_state))
        startWith(planForNextRun(m_batch.plan), {});
}

void Station::startAnew()
{
    if (canStart(m_state))
        startWith(planAnew(m_batch.plan), {});
}

void Station::startWith(const Plan &plan, const QString &first)
{
    m_first = first;
    m_cancel = {};
    const auto prepare = [prepareBatch = m_prepareBatch, plan](Progress &progress) { return prepareBatch(plan, progress); };
    m_job = QFuture<void>(runJob<MakeBatch>(this, m_cancel, prepare, [](const ProgressEvent &) {}, [this](const Result<MakeBatch> &made) { take(made); }));
    settle(Preparing{});
}

void Station::take(const Result<MakeBatch> &made)
{
    if (std::holds_alternative<Stopping>(m_state))
        return settle(Stopped{});
    if (!made)
        return settle(Blocked{made.error()});
    run((*made)());
}

void Station::run(std::unique_ptr<BatchRunner> runner)
{
    m_runner = std::move(runner);
    m_batch = m_runner->state();
    follow(*m_runner);
    settle(Running{});
    Q_EMIT batchMade(*m_runner);
    m_runner->start();
    if (!m_first.isEmpty())
        m_runner->pick(m_first);
}

void Station::follow(BatchRunner &runner)
{
    connect(&runner, &BatchRunner::stateChanged, this, [this](const BatchState &state) {
        m_batch = state;
        Q_EMIT changed();
    });
    connect(&runner, &BatchRunner::progressed, this, &Station::progressed);
    connect(&runner, &BatchRunner::stepped, this, &Station::stepped);
    connect(&runner, &BatchRunner::finished, this, &Station::finish);
}

void Station::finish(bool cancelled)
{
    m_batch = coffer::start(m_runner->plan());
    settle(cancelled ? StationState(Stopped{}) : StationState(Ended{}));
}

void Station::settle(const StationState &state)
{
    const auto *stopping = std::get_if<Stopping>(&m_state);
    const bool thenClose = stopping && stopping->thenClose;
    m_state = state;
    Q_EMIT changed();
    if (thenClose)
        Q_EMIT closeAsked();
}

void Station::stop(bool thenClose)
{
    if (!isRunning(m_state) && !std::holds_alternative<Preparing>(m_state))
        return;
    m_state = Stopping{thenClose};
    Q_EMIT changed();
    m_cancel.cancel();
    if (m_runner)
        m_runner->cancel(); // the last one does not hear of it
}

void Station::confirm(const Card &card)
{
    if (std::holds_alternative<Running>(m_state))
        m_runner->confirm(card);
}

void Station::decline(const Card &card)
{
    if (std::holds_alternative<Running>(m_state))
        m_runner->decline(card);
}

void Station::tryAgain(const Card &card)
{
    if (std::holds_alternative<Running>(m_state))
        m_runner->tryAgain(card);
}

void Station::skip(const QString &node)
{
    if (std::holds_alternative<Running>(m_state))
        m_runner->skip(node);
}

void Station::pick(const QString &node)
{
    if (std::holds_alternative<Running>(m_state))
        return m_runner->pick(node);
    if (std::holds_alternative<Preparing>(m_state))
        m_first = node;
    if (!canStart(m_state))
        return;
    Plan plan = m_batch.plan;
    const auto entry = std::ranges::find(plan.entries, node, [](const Plan::Entry &known) { return known.node.name; });
    if (entry == plan.entries.end())
        return;
    *entry = {.node = entry->node, .isRedone = entry->outcome == Outcome::Verified};
    startWith(plan, node);
}

} // namespace coffer
