// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station.h"

#include <algorithm>

namespace coffer {

Station::Station(const Plan &plan, MakeBatch makeBatch, QObject *parent)
    : QObject(parent), m_state(plan.nextOpen() ? StationState(Ready{}) : StationState(Ended{})), m_batch(coffer::start(plan)),
      m_makeBatch(std::move(makeBatch))
{
}

Station::~Station()
{
    if (m_runner)
        m_runner->disconnect(this);
}

void Station::start()
{
    if (!isRunning(m_state))
        startWith(planForNextRun(m_batch.plan), {});
}

void Station::startWith(Plan plan, const QString &first)
{
    Result<std::unique_ptr<BatchRunner>> runner = m_makeBatch(plan);
    if (!runner) {
        m_state = Blocked{runner.error()};
        Q_EMIT changed();
        return;
    }
    m_runner = std::move(*runner);
    m_batch = m_runner->state();
    m_state = Running{};
    follow(*m_runner);
    Q_EMIT changed();
    Q_EMIT batchMade(*m_runner);
    m_runner->start();
    if (!first.isEmpty())
        m_runner->pick(first);
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
    const auto *stopping = std::get_if<Stopping>(&m_state);
    const bool thenClose = stopping && stopping->thenClose;
    m_batch = coffer::start(m_runner->plan());
    m_state = cancelled ? StationState(Stopped{}) : StationState(Ended{});
    Q_EMIT changed();
    if (thenClose)
        Q_EMIT closeAsked();
}

void Station::stop(bool thenClose)
{
    if (!isRunning(m_state))
        return;
    m_state = Stopping{thenClose};
    Q_EMIT changed();
    m_runner->cancel();
}

void Station::confirm(const Card &card)
{
    if (isRunning(m_state))
        m_runner->confirm(card);
}

void Station::decline(const Card &card)
{
    if (isRunning(m_state))
        m_runner->decline(card);
}

void Station::tryAgain(const Card &card)
{
    if (isRunning(m_state))
        m_runner->tryAgain(card);
}

void Station::skip(const QString &node)
{
    if (isRunning(m_state))
        m_runner->skip(node);
}

void Station::pick(const QString &node)
{
    if (isRunning(m_state))
        return m_runner->pick(node);
    Plan plan = m_batch.plan;
    const auto entry = std::ranges::find(plan.entries, node, [](const Plan::Entry &known) { return known.node.name; });
    if (entry == plan.entries.end())
        return;
    *entry = Plan::Entry{entry->node};
    startWith(plan, node);
}

} // namespace coffer
