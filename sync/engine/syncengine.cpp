// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncengine.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tandem::sync {

using model::SyncState;

SyncEngine::SyncEngine(const model::Database &database, PlayerId player, QObject *parent)
    : QObject(parent),
      m_meter(std::make_shared<ProgressMeter>()),
      m_gate(std::make_shared<PauseGate>()),
      m_worker(new SyncWorker(database, player, m_meter, m_gate))
{
    m_thread.setObjectName(u"player-%1"_s.arg(player.value));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &SyncWorker::inspected, this, [this](const Inspection &inspection) {
        finishOperation();
        if (!m_hasLeft) // seen a moment before, it is not there any more
            Q_EMIT inspected(inspection);
    });
    connect(m_worker, &SyncWorker::released, this, &SyncEngine::released);
    connect(m_worker, &SyncWorker::browsed, this, [this](const BrowseResult &result) {
        finishOperation();
        Q_EMIT browsed(result);
    });
    connect(m_worker, &SyncWorker::browseFailed, this, [this](const Error &error) {
        finishOperation();
        Q_EMIT browseFailed(error);
    });
    connect(m_worker, &SyncWorker::partnershipCreated, this, [this](const Error &error) {
        finishOperation();
        Q_EMIT partnershipCreated(error);
    });
    connect(m_worker, &SyncWorker::planned, this, [this](const SyncPlan &plan, int ticket) {
        if (ticket != m_planTicket)
            return;
        m_isPlanning = false;
        setState(SyncState::Idle);
        Q_EMIT planned(plan);
    });
    connect(m_worker, &SyncWorker::planFailed, this, [this](const Error &error, int ticket) {
        if (ticket != m_planTicket)
            return;
        m_isPlanning = false;
        setState(SyncState::Idle);
        Q_EMIT planFailed(error);
    });
    connect(m_worker, &SyncWorker::synchronized, this, [this](const SyncResult &result) {
        m_sampler.stop();
        sampleProgress();
        setState(SyncState::Idle);
        Q_EMIT synchronized(result);
    });
    m_sampler.setInterval(200ms);
    connect(&m_sampler, &QTimer::timeout, this, &SyncEngine::sampleProgress);
    m_thread.start();
}

SyncEngine::~SyncEngine()
{
    giveUp();
    // Behind all that was asked of the worker: a marker that is to be removed still is.
    QMetaObject::invokeMethod(m_worker, [this] { m_thread.quit(); });
    m_thread.wait();
}

SyncProgress SyncEngine::progress()
{
    return m_meter->snapshot();
}

void SyncEngine::setState(SyncState state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

/// A session, or a plan, may have been asked for meanwhile.
void SyncEngine::finishOperation()
{
    if (m_state == SyncState::Opening)
        setState(SyncState::Idle);
}

void SyncEngine::sampleProgress()
{
    const SyncProgress progress = m_meter->snapshot();
    if (progress == std::exchange(m_lastProgress, progress))
        return;
    Q_EMIT progressChanged(progress);
}

void SyncEngine::inspect(const device::PlayerAddress &address)
{
    m_hasLeft = false;
    // While it synchronizes, only a new place of the player matters: that waits for the session's end.
    if (std::exchange(m_address, address) == address && isSynchronizing())
        return;
    if (m_state == SyncState::Idle)
        setState(SyncState::Opening);
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, address, stop = m_giveUp.get_token()] {
        worker->inspect(address, stop);
    });
}

void SyncEngine::release()
{
    m_hasLeft = true;
    m_worker->noteLeft();
    giveUp();
    m_address = {};
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->release(); });
}

void SyncEngine::letGo()
{
    giveUp();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->letGo(); });
}

void SyncEngine::giveUp()
{
    stop();
    m_giveUp.request_stop();
    m_giveUp = {};
}

void SyncEngine::setPlayerName(const QString &name)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, name, stop = m_giveUp.get_token()] {
        worker->setPlayerName(name, stop);
    });
}

void SyncEngine::releaseHolder(const device::PlayerAddress &address)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, address, stop = m_giveUp.get_token()] {
        worker->releaseHolder(address, stop);
    });
}

void SyncEngine::createPartnership(const PartnershipSettings &settings)
{
    setState(SyncState::Opening);
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, settings, stop = m_giveUp.get_token()] {
        worker->createPartnership(settings, stop);
    });
}

Pending<void> SyncEngine::endPartnership(Ending ending)
{
    stop();
    return askOf(m_worker, [worker = m_worker, ending, stop = m_giveUp.get_token()] {
        return worker->endPartnership(ending, stop);
    });
}

/// Its answer would come too late. Returns whether one was being made: who asked must be told.
bool SyncEngine::dropPlan()
{
    m_stop.request_stop();
    m_stop = {};
    ++m_planTicket;
    return std::exchange(m_isPlanning, false);
}

void SyncEngine::cancelPlan()
{
    if (!m_isPlanning)
        return;
    dropPlan();
    setState(SyncState::Idle);
    Q_EMIT planCancelled();
}

void SyncEngine::browse(const BrowseRequest &request)
{
    const bool wasPlanning = dropPlan();
    setState(SyncState::Opening);
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, request, stop = m_stop.get_token()] { worker->browse(request, stop); });
    if (wasPlanning)
        Q_EMIT planCancelled();
}

void SyncEngine::plan(const SessionRequest &request)
{
    const bool wasPlanning = dropPlan();
    m_isPlanning = true;
    setState(SyncState::Estimating);
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, request, stop = m_stop.get_token(),
                                         ticket = m_planTicket] { worker->plan(request, stop, ticket); });
    if (wasPlanning)
        Q_EMIT planCancelled();
}

void SyncEngine::synchronize(const SessionRequest &request)
{
    Q_ASSERT(!isSynchronizing());
    const bool wasPlanning = dropPlan();
    m_gate->resume();
    m_meter->begin(0, 0);
    m_sampler.start();
    setState(SyncState::Synchronizing);
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, request, stop = m_stop.get_token()] {
        worker->synchronize(request, stop);
    });
    if (wasPlanning)
        Q_EMIT planCancelled();
}

void SyncEngine::pause()
{
    if (m_state != SyncState::Synchronizing)
        return;
    m_gate->pause();
    setState(SyncState::Paused);
}

void SyncEngine::resume()
{
    if (m_state != SyncState::Paused)
        return;
    m_gate->resume();
    setState(SyncState::Synchronizing);
}

void SyncEngine::stop()
{
    cancelPlan();
    m_stop.request_stop();
    if (m_state == SyncState::Synchronizing || m_state == SyncState::Paused)
        setState(SyncState::Stopping);
}

} // namespace tandem::sync
