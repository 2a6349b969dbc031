// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/storage/devicepath.h"
#include "device/storage/devicestorage.h"
#include "sync/ledger/listing.h"
#include "sync/plan/foldersize.h"

#include <QMap>

namespace tandem::sync {

/// A player in numbers only: what lies on it, and what that takes as FAT, exFAT and others have it. Knows
/// nothing of plans.
class PlayerModel
{
public:
    PlayerModel(qint64 totalBytes, qint64 clusterBytes, device::FolderFormat format)
        : m_storage{.totalBytes = totalBytes,
                    .freeBytes = totalBytes - clusterBytes,
                    .clusterBytes = clusterBytes,
                    .isCaseSensitive = false,
                    .folderFormat = format}
    {
        m_folders.insert(QString(), {.entries = 1, .clusters = 1}); // the volume's name
    }

    const device::StorageInfo &storage() const { return m_storage; }
    qint64 freeBytes() const { return m_storage.freeBytes; }
    bool has(const QString &path) const { return m_files.contains(path); }
    qint64 sizeOf(const QString &path) const { return m_files.value(path, -1); }
    QStringList paths() const { return m_files.keys(); }

    /// What a folder takes itself; 0 if there is none.
    qint64 folderBytes(const QString &path) const
    {
        return m_folders.contains(path) ? m_folders[path].clusters * m_storage.clusterBytes : 0;
    }

    /// Whether a file or folder has this name but for its case.
    bool isTaken(const QString &path) const
    {
        const auto isSame = [folded = device::foldedPath(path)](const QString &other) {
            return device::foldedPath(other) == folded;
        };
        return std::ranges::any_of(m_files.keys(), isSame) || std::ranges::any_of(m_folders.keys(), isSame);
    }

    /// Writes a file beside what is there. What that took.
    qint64 put(const QString &path, qint64 sizeBytes)
    {
        const qint64 before = freeBytes();
        addName(path);
        m_storage.freeBytes -= m_storage.occupiedBytes(sizeBytes);
        m_files.insert(path, sizeBytes);
        return before - freeBytes();
    }

    /// Writes a file in place of another, which is there until it is whole.
    void replace(const QString &path, qint64 sizeBytes)
    {
        m_storage.freeBytes += m_storage.occupiedBytes(m_files[path]) - m_storage.occupiedBytes(sizeBytes);
        m_files[path] = sizeBytes;
    }

    void move(const QString &from, const QString &to)
    {
        const qint64 size = m_files[from];
        put(to, size);
        erase(from);
    }

    /// And the folders that this leaves empty, save the topmost.
    void erase(const QString &path)
    {
        m_storage.freeBytes += m_storage.occupiedBytes(m_files.take(path));
        removeName(path);
        for (QString folder = device::parentPath(path); folder.contains(u'/') && m_folders[folder].names == 0;
             folder = device::parentPath(folder)) {
            m_storage.freeBytes += m_folders.take(folder).clusters * m_storage.clusterBytes;
            removeName(folder);
        }
    }

    /// Of all folders.
    Listing listing() const
    {
        QMap<QString, QList<device::StoredObject>> objects;
        for (const auto &[path, size] : m_files.asKeyValueRange())
            objects[device::parentPath(path)].append({device::fileNameOf(path), size, false});
        for (const auto &[path, folder] : m_folders.asKeyValueRange()) {
            objects[path]; // empty ones, too
            if (!path.isEmpty())
                objects[device::parentPath(path)].append(
                    {device::fileNameOf(path), folder.clusters * m_storage.clusterBytes, true});
        }
        Listing listing(m_storage.isCaseSensitive);
        for (const auto &[path, content] : objects.asKeyValueRange())
            listing.add(path, content);
        return listing;
    }

private:
    struct Folder {
        qint64 names = 0;
        qint64 entries = 0;
        qint64 clusters = 1;
    };

    void addName(const QString &path)
    {
        const QString parent = device::parentPath(path);
        if (!m_folders.contains(parent)) {
            addName(parent);
            m_folders.insert(parent, {.entries = entriesOfEmptyFolder(m_storage.folderFormat)});
            m_storage.freeBytes -= m_storage.clusterBytes;
        }
        Folder &folder = m_folders[parent];
        ++folder.names;
        folder.entries += entriesFor(m_storage.folderFormat, device::fileNameOf(path));
        for (; folder.entries * 32 > folder.clusters * m_storage.clusterBytes; ++folder.clusters)
            m_storage.freeBytes -= m_storage.clusterBytes;
    }

    void removeName(const QString &path)
    {
        Folder &folder = m_folders[device::parentPath(path)];
        --folder.names;
        folder.entries -= entriesFor(m_storage.folderFormat, device::fileNameOf(path));
    }

    device::StorageInfo m_storage;
    QMap<QString, qint64> m_files;
    QMap<QString, Folder> m_folders;
};

} // namespace tandem::sync
