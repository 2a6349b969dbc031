// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/command.h"
#include "device/discovery/devicemonitor.h"
#include "sync/service/syncservice.h"

#include <QEventLoop>
#include <functional>
#include <memory>

namespace tandem::app {

/// The sync service as a command uses it: one player, asked and answered in turn.
class PlayerSession
{
public:
    explicit PlayerSession(CommandContext &context) : m_context(context) {}

    /// Finds the player by its id, name or path, and looks whether it is there. Players that Solid knows
    /// are asked for only if the database names no folder: that costs a tenth of a second.
    /// Errors: NotFound; that it is not there is no error.
    Result<PlayerId> find(const QString &text);
    /// As find(), for a command that needs the player's files: one that is not mounted is mounted.
    Result<PlayerId> findMounted(const QString &text);

    /// Waits for all players that may be there to be looked at.
    void refresh();

    sync::SyncService &service();

    /// Starts something and returns its result: @p start calls an asynchronous function of the service,
    /// @p succeeded is the signal that ends it well, operationFailed() the one that does not.
    template <class Value, class Signal>
    Result<Value> wait(PlayerId player, const std::function<void()> &start, Signal succeeded)
    {
        Result<Value> result = cancelled();
        QEventLoop loop;
        QObject::connect(&service(), succeeded, &loop, [&](PlayerId id, const Value &value) {
            if (id != player)
                return;
            result = value;
            loop.quit();
        });
        runUntilDone(player, start, loop, [&result](const Error &error) { result = std::unexpected(error); });
        return result;
    }

    /// The same for a signal that carries nothing but the player.
    template <class Signal>
    Result<void> waitFor(PlayerId player, const std::function<void()> &start, Signal succeeded)
    {
        Result<void> result = cancelled();
        QEventLoop loop;
        QObject::connect(&service(), succeeded, &loop, [&](PlayerId id) {
            if (id != player)
                return;
            result = {};
            loop.quit();
        });
        runUntilDone(player, start, loop, [&result](const Error &error) { result = std::unexpected(error); });
        return result;
    }

    /// Looks at the player again, after all that was asked of it before.
    void inspect(PlayerId player);
    /// Runs @p start, and waits until the player was looked at.
    void inspectAfter(PlayerId player, const std::function<void()> &start);

private:
    void runUntilDone(PlayerId player, const std::function<void()> &start, QEventLoop &loop,
                      const std::function<void(const Error &)> &failed);
    void useMonitor();

    CommandContext &m_context;
    std::unique_ptr<device::DeviceMonitor> m_monitor;
    std::unique_ptr<sync::SyncService> m_service;
};

} // namespace tandem::app
