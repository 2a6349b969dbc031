// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "listing.h"

#include "device/storage/devicepath.h"

namespace tandem::sync {

QString Listing::key(const QString &path) const
{
    return m_isCaseSensitive ? path : device::foldedPath(path);
}

void Listing::add(const QString &folder, const QList<device::StoredObject> &objects)
{
    const QString folderKey = key(folder);
    m_folders[folderKey].isListed = true;
    m_folders[folderKey].isPresumed = false;
    const QStringList presumed = m_presumed.take(folderKey);
    for (const QString &file : presumed)
        m_files.remove(file);
    for (const device::StoredObject &object : objects) {
        const QString path = device::joinPath(folder, object.name);
        if (object.isFolder)
            m_folders[key(path)].exists = true;
        else
            m_files.insert(key(path), {object.sizeBytes, object.modifiedNs});
        m_objects.append({path, object.sizeBytes, object.isFolder});
    }
    if (!objects.isEmpty())
        m_folders[folderKey].exists = true;
    m_foldedPaths.reset();
}

void Listing::presume(const QString &folder, const QHash<QString, qint64> &sizes)
{
    const QString folderKey = key(folder);
    m_folders[folderKey].isListed = true;
    m_folders[folderKey].isPresumed = true;
    QStringList &files = m_presumed[folderKey];
    for (const auto &[path, size] : sizes.asKeyValueRange()) {
        files.append(key(path));
        m_files.insert(key(path), {size, -1});
        m_objects.append({path, size, false});
    }
    for (QString above = folder; !above.isEmpty(); above = device::parentPath(above))
        m_folders[key(above)].exists = true;
    m_foldedPaths.reset();
}

FolderKnowledge Listing::knowledgeOf(const QString &folder) const
{
    return knowledgeByKey(key(folder));
}

FolderKnowledge Listing::knowledgeByKey(const QString &key) const
{
    FolderKnowledge known = m_folders.value(key);
    known.exists = known.exists || key.isEmpty();
    return known;
}

device::FileStamp Listing::fileStamp(const QString &path) const
{
    const FileFacts facts = m_files.value(key(path));
    return {.sizeBytes = facts.sizeBytes, .modifiedNs = facts.modifiedNs};
}

bool Listing::isTaken(const QString &path) const
{
    if (!m_foldedPaths) {
        m_foldedPaths.emplace();
        m_foldedPaths->reserve(m_objects.size());
        for (const ListedObject &known : m_objects)
            m_foldedPaths->insert(device::foldedPath(known.path));
    }
    return m_foldedPaths->contains(device::foldedPath(path));
}

namespace {

/// A player that shows a folder and then says that there is none is not believed: all that is in it would
/// count as deleted by the player's owner, and every name in it as free.
Result<void> checkMissing(device::DeviceStorage &storage, QStringList missing, Listing &listing)
{
    for (qsizetype i = 0; i < missing.size(); ++i) {
        const QString above = device::parentPath(missing[i]);
        const bool isSeen = listing.isListed(above) && !listing.isPresumed(above);
        if (missing[i].isEmpty() || isSeen)
            continue;
        const auto objects = storage.list(above);
        if (!objects && objects.error().code != ErrorCode::FileMissing)
            return std::unexpected(objects.error());
        if (!objects)
            missing.append(above);
        listing.add(above, objects.value_or(QList<device::StoredObject>()));
    }
    if (missing.isEmpty())
        return {};
    const auto key = [&listing](const QString &path) {
        return listing.isCaseSensitive() ? path : device::foldedPath(path);
    };
    QSet<QString> shown;
    for (const ListedObject &object : listing.objects()) {
        if (object.isFolder)
            shown.insert(key(object.path));
    }
    for (const QString &folder : missing) {
        if (shown.contains(key(folder)))
            return failure(ErrorCode::DeviceFailed, folder);
    }
    return {};
}

} // namespace

Result<void> listFolders(device::DeviceStorage &storage, const QSet<QString> &folders, std::stop_token stop,
                         Listing &listing)
{
    QStringList asked;
    for (const QString &folder : folders) {
        if (!listing.isListed(folder) || listing.isPresumed(folder))
            asked.append(folder);
    }
    asked.sort(); // neighbours are near to each other, on the player and in the plan
    QStringList missing;
    const auto found = storage.listEach(asked, std::move(stop));
    for (size_t i = 0; i < found.size(); ++i) {
        const QString &folder = asked[static_cast<qsizetype>(i)];
        const auto &objects = found[i];
        if (!objects && objects.error().code != ErrorCode::FileMissing)
            return std::unexpected(objects.error());
        if (!objects)
            missing.append(folder);
        listing.add(folder, objects.value_or(QList<device::StoredObject>()));
    }
    return checkMissing(storage, missing, listing);
}

} // namespace tandem::sync
