// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/byfolder.h"
#include "sync/planorder.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <vector>

namespace tandem::sync {

/// A name in a folder, as far as it tells files apart where case does not count.
struct FoldedName {
    int folder = 0; ///< see FolderMap::alike()
    QString name;   ///< folded

    friend bool operator==(const FoldedName &, const FoldedName &) = default;
    friend size_t qHash(const FoldedName &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.folder, key.name);
    }
};

/// Finds names for new files: knows those on the player that are in use, or will be. Looks only at folders
/// that get new files, so that a small change of a large player is found out quickly. What it is given must
/// outlive it.
class FreeNames
{
public:
    FreeNames(FolderMap &folders, const Listing &listing, const std::vector<PlacedEntry> &recorded)
        : m_folders(folders), m_listing(listing), m_recorded(recorded)
    {
    }

    /// The wanted path, or the first of its numberedPath()s that nothing has, without regard to case.
    QString freePath(const QString &wanted);

    /// The path that was just asked for is used.
    void take() { m_taken.insert(m_asked); }

    void forgetTaken();

private:
    bool isTaken(const QString &path);
    void learn(int folder);

    FolderMap &m_folders;
    const Listing &m_listing;
    const std::vector<PlacedEntry> &m_recorded;
    ByFolder m_listedIn;   ///< numbers of the listing's objects
    ByFolder m_recordedIn; ///< numbers of entries of the ledger
    bool m_isReady = false;
    std::vector<bool> m_isKnown; ///< by folder: whether its names are in m_taken
    QSet<FoldedName> m_taken;
    FoldedName m_asked; ///< last
    QHash<QString, int> m_nextNumbers;
};

} // namespace tandem::sync
