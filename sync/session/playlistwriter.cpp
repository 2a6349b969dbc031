// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistwriter.h"

#include "device/storage/devicepath.h"
#include "sync/session/endsession.h"

#include <QHash>

namespace tandem::sync {

Result<QList<Error>> PlaylistWriter::carryOut(const PlaylistPlan &plan, const QList<LedgerEntry> &known,
                                              bool isManual)
{
    m_placed.clear();
    m_gone.clear();
    m_failed.clear();
    m_failuresInARow = 0;
    if (plan.isEmpty())
        return m_failed;
    QHash<QString, qint64> oldSizes;
    for (const LedgerEntry &entry : known)
        oldSizes.insert(entry.path, entry.sizeBytes);
    QList<LedgerEntry> pending;
    QList<LedgerEntry> placed;
    const auto intend = [&](const LedgerEntry &entry) {
        placed.append(entry);
        // That of a file that is there keeps the old content's size, so that old and new are both known for
        // Tandem's.
        pending.append(entry);
        pending.last().state = LedgerState::Pending;
        pending.last().sizeBytes = oldSizes.value(entry.path, 0);
    };
    for (const PlaylistMove &move : plan.move)
        intend(ledgerEntryFor(move.file, LedgerState::Placed, move.from.isManual));
    for (const PlaylistFile &file : plan.write)
        intend(ledgerEntryFor(file, LedgerState::Placed, isManual));
    return m_ledger.intend(m_player, pending)
        .and_then([&] { return carryOutEach(plan, placed); })
        .and_then([&] { return measureObjects(); })
        .and_then([&] { return m_storage.flush(); })
        .and_then([&] { return m_ledger.settle(m_player, m_placed, m_gone); })
        .transform([&] { return std::move(m_failed); });
}

/// @p placed: the entries of what is moved and written, in this order.
Result<void> PlaylistWriter::carryOutEach(const PlaylistPlan &plan, const QList<LedgerEntry> &placed)
{
    auto entry = placed.cbegin();
    const auto bring = [&](const Result<void> &done) {
        if (done)
            m_placed.append(*entry);
        ++entry;
        return note(done);
    };
    for (const PlaylistMove &each : plan.move) {
        if (auto may = bring(move(each)); !may)
            return may;
    }
    for (const PlaylistFile &file : plan.write) {
        if (auto may = bring(write(file)); !may)
            return may;
    }
    for (const LedgerEntry &old : plan.remove) {
        if (auto may = note(remove(old)); !may)
            return may;
    }
    return {};
}

/// Whether to go on.
Result<void> PlaylistWriter::note(const Result<void> &done)
{
    constexpr int maxFailuresInARow = 10;
    if (done) {
        m_failuresInARow = 0;
        return {};
    }
    if (endsSession(done.error().code) || ++m_failuresInARow >= maxFailuresInARow)
        return done;
    m_failed.append(done.error());
    return {};
}

Result<void> PlaylistWriter::write(const PlaylistFile &file)
{
    if (!file.isObject)
        return m_storage.write(file.path, file.content).transform([](const auto &) {});
    device::PlaylistObjects *objects = m_storage.playlistObjects();
    return objects ? objects->writePlaylist(file.path, file.tracks, device::FileStamp{})
                   : failure(ErrorCode::NotSupported, file.path);
}

Result<void> PlaylistWriter::move(const PlaylistMove &move)
{
    const auto moved = m_storage.move(move.from.path, move.file.path, {.sizeBytes = move.from.sizeBytes});
    if (moved)
        m_gone.append(move.from.path);
    if (moved || moved.error().code == ErrorCode::NameTaken) // the owner's by now, to be left alone
        return moved;
    return write(move.file).and_then([&] { return remove(move.from); });
}

Result<void> PlaylistWriter::remove(const LedgerEntry &entry)
{
    const auto removed = m_storage.remove(entry.path, {.sizeBytes = entry.sizeBytes});
    if (!removed && removed.error().code != ErrorCode::FileMissing &&
        removed.error().code != ErrorCode::FileChanged)
        return removed;
    // Forgotten by mistake, it would stay for good as somebody else's.
    if (!removed && removed.error().code == ErrorCode::FileMissing) {
        if (const auto content = m_storage.read(entry.path, 0);
            content || content.error().code != ErrorCode::FileMissing)
            return failure(ErrorCode::DeviceFailed, entry.path);
    }
    m_gone.append(entry.path);
    return {};
}

/// An object has the size that the player gives it; by that it is known again.
Result<void> PlaylistWriter::measureObjects()
{
    QHash<QString, QHash<QString, qint64>> sizes; // by folder and name
    for (LedgerEntry &entry : m_placed) {
        if (!isPlaylistObject(entry.path))
            continue;
        const QString folder = device::parentPath(entry.path);
        if (!sizes.contains(folder)) {
            const auto objects = m_storage.list(folder);
            if (!objects)
                return std::unexpected(objects.error());
            for (const device::StoredObject &object : *objects)
                sizes[folder].insert(object.name, object.sizeBytes);
        }
        entry.sizeBytes = sizes[folder].value(device::fileNameOf(entry.path));
    }
    return {};
}

} // namespace tandem::sync
