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
    m_known.clear();
    for (const LedgerEntry &entry : known)
        m_known.insert(device::foldedPath(entry.path), entry.stamp());
    QList<LedgerEntry> pending;
    QList<LedgerEntry> placed;
    const auto intend = [&](const LedgerEntry &entry) {
        placed.append(entry);
        pending.append(entry);
        pending.last().state = LedgerState::Pending;
        const device::FileStamp old = m_known.value(device::foldedPath(entry.path));
        pending.last().oldSizeBytes = old.sizeBytes;
        pending.last().oldModifiedNs = old.modifiedNs;
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
    const auto bring = [&](const Result<device::FileStamp> &brought) {
        if (brought) {
            m_placed.append(*entry);
            m_placed.last().modifiedNs = brought->modifiedNs;
            m_placed.last().hash = brought->hash;
        } else if (brought.error().code == ErrorCode::FileChanged) {
            m_gone.append(entry->path); // nothing of Tandem's is there, or not any more
        }
        ++entry;
        return note(brought.transform([](const auto &) {}));
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

/// Over what the ledger knows only.
Result<device::FileStamp> PlaylistWriter::write(const PlaylistFile &file)
{
    const auto old = m_known.constFind(device::foldedPath(file.path));
    const bool isNew = old == m_known.constEnd();
    if (!file.isObject)
        return m_storage.write(file.path, file.content, isNew ? std::nullopt : std::optional(*old));
    // What an object's size says differs from player to player.
    const auto any = isNew ? std::nullopt : std::optional(device::FileStamp{});
    device::PlaylistObjects *objects = m_storage.playlistObjects();
    const auto written = objects ? objects->writePlaylist(file.path, file.tracks, any)
                                 : failure(ErrorCode::NotSupported, file.path);
    return written.transform([] { return device::FileStamp{}; });
}

Result<device::FileStamp> PlaylistWriter::move(const PlaylistMove &move)
{
    const auto moved = m_storage.move(move.from.path, move.file.path, move.from.stamp());
    if (moved) {
        m_gone.append(move.from.path);
        return move.from.stamp();
    }
    // The owner's by now, to be left alone.
    if (moved.error().code == ErrorCode::FileChanged)
        m_gone.append(move.from.path);
    if (moved.error().code == ErrorCode::NameTaken || moved.error().code == ErrorCode::FileChanged)
        return std::unexpected(moved.error());
    const auto written = write(move.file);
    if (!written)
        return written;
    if (auto removed = remove(move.from); !removed)
        return std::unexpected(removed.error());
    return written;
}

Result<void> PlaylistWriter::remove(const LedgerEntry &entry)
{
    const auto removed = m_storage.remove(entry.path, entry.stamp());
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
    if (!removed && removed.error().code == ErrorCode::FileChanged)
        return removed;
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
