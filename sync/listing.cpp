// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "listing.h"

#include "device/devicepath.h"

namespace tandem::sync {

QString Listing::key(const QString &path) const
{
    return m_isCaseSensitive ? path : device::foldedPath(path);
}

void Listing::add(const QString &folder, const QList<device::StoredObject> &objects)
{
    m_listedFolders.insert(key(folder));
    const QStringList presumed = m_presumed.take(key(folder));
    for (const QString &file : presumed)
        m_sizes.remove(file);
    for (const device::StoredObject &object : objects) {
        const QString path = device::joinPath(folder, object.name);
        if (object.isFolder)
            m_folders.insert(key(path));
        else
            m_sizes.insert(key(path), object.sizeBytes);
        m_paths.append(path);
    }
    if (!objects.isEmpty())
        m_folders.insert(key(folder));
    m_foldedPaths.reset();
}

void Listing::presume(const QString &folder, const QHash<QString, qint64> &sizes)
{
    m_listedFolders.insert(key(folder));
    QStringList &files = m_presumed[key(folder)];
    for (const auto &[path, size] : sizes.asKeyValueRange()) {
        files.append(key(path));
        m_sizes.insert(key(path), size);
        m_paths.append(path);
    }
    for (QString above = folder; !above.isEmpty(); above = device::parentPath(above))
        m_folders.insert(key(above));
    m_foldedPaths.reset();
}

bool Listing::hasFolder(const QString &folder) const
{
    return folder.isEmpty() || m_folders.contains(key(folder));
}

qint64 Listing::fileSize(const QString &path) const
{
    return m_sizes.value(key(path), -1);
}

bool Listing::isTaken(const QString &path) const
{
    if (!m_foldedPaths) {
        m_foldedPaths.emplace();
        for (const QString &known : m_paths)
            m_foldedPaths->insert(device::foldedPath(known));
    }
    return m_foldedPaths->contains(device::foldedPath(path));
}

Result<void> listFolders(device::DeviceStorage &storage, const QSet<QString> &folders, std::stop_token stop,
                         Listing &listing)
{
    for (const QString &folder : folders) {
        if (stop.stop_requested())
            return cancelled();
        if (listing.isListed(folder) && !listing.isPresumed(folder))
            continue;
        const auto objects = storage.list(folder);
        if (objects)
            listing.add(folder, *objects);
        else if (objects.error().code == ErrorCode::FileMissing)
            listing.add(folder, {});
        else
            return std::unexpected(objects.error());
    }
    return {};
}

} // namespace tandem::sync
