// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistwriter.h"

#include "device/storage/devicepath.h"

#include <QHash>

namespace tandem::sync {

Result<void> PlaylistWriter::carryOut(const PlaylistPlan &plan, const QList<LedgerEntry> &known,
                                      bool isManual)
{
    if (plan.isEmpty())
        return {};
    m_gone.clear();
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
    if (auto noted = m_ledger.put(m_player, pending); !noted)
        return noted;

    for (const PlaylistMove &each : plan.move) {
        if (auto moved = move(each); !moved)
            return moved;
    }
    for (const PlaylistFile &file : plan.write) {
        if (auto written = write(file); !written)
            return written;
    }
    if (auto measured = measureObjects(placed); !measured)
        return measured;
    for (const LedgerEntry &entry : plan.remove) {
        if (auto removed = remove(entry); !removed)
            return removed;
    }
    if (auto flushed = m_storage.flush(); !flushed)
        return flushed;
    if (auto noted = m_ledger.put(m_player, placed); !noted)
        return noted;
    return m_ledger.remove(m_player, m_gone);
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
Result<void> PlaylistWriter::measureObjects(QList<LedgerEntry> &entries)
{
    QHash<QString, QHash<QString, qint64>> sizes; // by folder and name
    for (LedgerEntry &entry : entries) {
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
