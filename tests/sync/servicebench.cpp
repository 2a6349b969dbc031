// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "servicebench.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tandem::sync {

bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 30'000);
}

bool waitFor(const QSignalSpy &spy, qsizetype count)
{
    return waitFor([&] { return spy.size() >= count; }) && spy.size() == count;
}

ServiceBench::ServiceBench() : m_monitor(std::make_unique<FakeMonitor>())
{
    qRegisterMetaType<PlayerId>();
    qRegisterMetaType<SyncResult>();
    qRegisterMetaType<SyncPlan>();
    m_library.execute(u"DELETE FROM players"_s);
    restartService();
}

ServiceBench::~ServiceBench() = default;

void ServiceBench::restartService()
{
    m_service.reset();
    m_service = std::make_unique<SyncService>(m_library.database(), m_monitor.get());
    m_service->setSettleTime(std::chrono::milliseconds(20));
}

QString ServiceBench::location(const QString &player) const
{
    return QFileInfo(m_library.path(u"."_s)).canonicalFilePath() + u'/' + player;
}

bool ServiceBench::has(const QString &player, const QString &path) const
{
    return QFileInfo::exists(location(player) + u'/' + path);
}

PlayerId ServiceBench::addFolder(const QString &name)
{
    QDir().mkpath(location(name));
    QSignalSpy inspected(m_service.get(), &SyncService::playerInspected);
    const auto id = m_service->addFolder(location(name));
    return id && waitFor(inspected, 1) ? *id : PlayerId{};
}

device::PlayerAddress ServiceBench::drive(const QString &name) const
{
    return {.kind = device::AddressKind::Volume,
            .identity = u"volume:"_s + name,
            .name = name,
            .location = location(name)};
}

PlayerId ServiceBench::plug(const QString &name)
{
    QDir().mkpath(location(name));
    QSignalSpy inspected(m_service.get(), &SyncService::playerInspected);
    m_monitor->plug(drive(name));
    return waitFor(inspected, 1) ? inspected.first().first().value<PlayerId>() : PlayerId{};
}

void ServiceBench::unplug(const QString &name)
{
    m_monitor->unplug(drive(name).identity);
}

bool ServiceBench::inspect(PlayerId id)
{
    QSignalSpy inspected(m_service.get(), &SyncService::playerInspected);
    m_service->inspect(id);
    return waitFor(inspected, 1);
}

bool ServiceBench::partner(PlayerId id, const PartnershipSettings &settings)
{
    QSignalSpy created(m_service.get(), &SyncService::partnershipCreated);
    m_service->createPartnership(id, settings);
    return waitFor(created, 1);
}

SyncResult ServiceBench::synchronize(PlayerId id, const SessionOptions &options)
{
    QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
    m_service->startSync(id, options);
    return waitFor(finished, 1) ? finished[0].at(1).value<SyncResult>()
                                : SyncResult{.outcome = SyncOutcome::Failed, .copied = -1};
}

bool ServiceBench::startPaused(PlayerId id)
{
    {
        // Without the write lock the session cannot come to its first item.
        const model::Transaction writeLock(m_library.connection());
        m_service->startSync(id);
        m_service->pause(id);
    }
    return waitFor([&] { return m_service->progress(id).phase == SyncProgress::Phase::Paused; });
}

} // namespace tandem::sync
