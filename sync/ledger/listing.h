// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>
#include <optional>
#include <stop_token>

namespace tandem::sync {

/// Something that a listing showed.
struct ListedObject {
    QString path;
    qint64 sizeBytes = 0; ///< as device::StoredObject has it
    bool isFolder = false;
};

/// What is known of a player's folder.
struct FolderKnowledge {
    bool exists = false;
    bool isListed = false;
    bool isPresumed = false; ///< what is said of it was only presumed; counts as listed
};

/// What lies in some of a player's folders: the ones that were listed. A value, for one thread.
class Listing
{
public:
    Listing() = default;
    explicit Listing(bool isCaseSensitive) : m_isCaseSensitive(isCaseSensitive) {}

    void add(const QString &folder, const QList<device::StoredObject> &objects);

    /// Takes a folder to hold these files, by their paths, without having listed it.
    void presume(const QString &folder, const QHash<QString, qint64> &sizes);

    FolderKnowledge knowledgeOf(const QString &folder) const;
    /// The same for who has the key: the folder's path, folded where case does not count.
    FolderKnowledge knowledgeByKey(const QString &key) const;
    bool isListed(const QString &folder) const { return knowledgeOf(folder).isListed; }
    bool isPresumed(const QString &folder) const { return knowledgeOf(folder).isPresumed; }
    bool hasPresumed() const { return !m_presumed.isEmpty(); }
    bool hasFolder(const QString &folder) const { return knowledgeOf(folder).exists; }
    /// The size of the file at @p path; -1 if there is none (or it is no file).
    qint64 fileSize(const QString &path) const { return fileStamp(path).sizeBytes; }
    /// What is known of that file; nothing if there is none.
    device::FileStamp fileStamp(const QString &path) const;
    /// Whether anything has this name, or one that differs only in case or composition.
    bool isTaken(const QString &path) const;
    bool isEmpty() const { return m_files.isEmpty(); }
    bool isCaseSensitive() const { return m_isCaseSensitive; }
    /// Everything that was listed or presumed.
    const QList<ListedObject> &objects() const { return m_objects; }

private:
    struct FileFacts {
        qint64 sizeBytes = -1;
        qint64 modifiedNs = -1;
    };

    QString key(const QString &path) const;

    bool m_isCaseSensitive = true;
    QHash<QString, FolderKnowledge> m_folders; ///< by key()
    QHash<QString, QStringList> m_presumed;    ///< the files' keys, by their folder's key()
    QHash<QString, FileFacts> m_files;         ///< by key()
    QList<ListedObject> m_objects;
    mutable std::optional<QSet<QString>> m_foldedPaths; ///< made when first asked for: most sessions never do
};

/// Adds those of these folders that are not listed yet, or only presumed; one that does not exist is listed
/// as empty. Errors: of the storage; Cancelled.
Result<void> listFolders(device::DeviceStorage &storage, const QSet<QString> &folders, std::stop_token stop,
                         Listing &listing);

} // namespace tandem::sync
