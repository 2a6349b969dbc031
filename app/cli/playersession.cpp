// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playersession.h"

using namespace Qt::StringLiterals;

namespace tandem::app {

using sync::SyncService;

SyncService &PlayerSession::service()
{
    if (!m_service)
        m_service = std::make_unique<SyncService>(m_context.database, m_monitor.get());
    return *m_service;
}

void PlayerSession::useMonitor()
{
    if (m_monitor)
        return;
    m_service.reset();
    m_monitor = device::DeviceMonitor::create();
}

Result<PlayerId> PlayerSession::find(const QString &text)
{
    auto found = service().find(text);
    const bool isFolder = found && service().player(*found).kind == model::PlayerKind::Folder;
    if (!isFolder) {
        useMonitor();
        found = service().find(text);
    }
    if (!found)
        return found;
    inspect(*found);
    return found;
}

Result<PlayerId> PlayerSession::findMounted(const QString &text)
{
    const auto found = find(text);
    if (found && service().player(*found).problem.code == ErrorCode::NotMounted)
        inspectAfter(*found, [&] { service().mount(*found); });
    return found;
}

void PlayerSession::inspect(PlayerId player)
{
    inspectAfter(player, [&] { service().inspect(player); });
}

void PlayerSession::inspectAfter(PlayerId player, const std::function<void()> &start)
{
    QEventLoop loop;
    bool isOver = false;
    QObject::connect(&service(), &SyncService::playerInspected, &loop, [&](PlayerId id) {
        isOver |= id == player;
        if (isOver)
            loop.quit();
    });
    QObject::connect(&m_context.interrupt, &Interrupt::requested, &loop, &QEventLoop::quit);
    start();
    if (!isOver && !m_context.interrupt.token().stop_requested()) // it may have been answered at once
        loop.exec();
}

void PlayerSession::refresh()
{
    useMonitor();
    QEventLoop loop;
    QObject::connect(&service(), &SyncService::refreshed, &loop, &QEventLoop::quit);
    QObject::connect(&m_context.interrupt, &Interrupt::requested, &loop, &QEventLoop::quit);
    service().refresh();
    loop.exec();
}

void PlayerSession::runUntilDone(PlayerId player, const std::function<void()> &start, QEventLoop &loop,
                                 const std::function<void(const Error &)> &failed)
{
    bool isOver = false;
    QObject::connect(&service(), &SyncService::operationFailed, &loop, [&](PlayerId id, const Error &error) {
        if (id != player)
            return;
        failed(error);
        isOver = true;
        loop.quit();
    });
    // A sync ends by itself, in order; anything else is only a question.
    QObject::connect(&m_context.interrupt, &Interrupt::requested, &loop, [&] {
        service().stop(player);
        if (service().player(player).syncState != model::SyncState::Stopping)
            loop.quit();
    });
    if (m_context.interrupt.token().stop_requested())
        return;
    start();
    if (!isOver) // it may have failed at once
        loop.exec();
}

} // namespace tandem::app
