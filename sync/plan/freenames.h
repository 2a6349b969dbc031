// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/plan/byfolder.h"
#include "sync/plan/planorder.h"
#include "sync/plan/textstore.h"

#include <QHash>
#include <QString>
#include <deque>
#include <memory_resource>
#include <unordered_set>
#include <vector>

namespace tandem::sync {

/// Where a new file comes.
struct FreePlace {
    QString path;
    Place place;
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

    /// At the wanted path, or the first of its numberedPath()s that nothing has, without regard to case.
    FreePlace freePlace(const QString &wanted);

    /// The place that was just asked for is used.
    void take() { m_folder->taken.insert(m_texts.keep(m_name)); }

    void forgetTaken();

private:
    /// The names of a folder and of those alike. Each has a set of its own: the files of an album follow each
    /// other, and what is asked for next is near to what was asked for last.
    struct Folder {
        explicit Folder(TextStore &texts) : taken(texts.memory()) {}

        bool isKnown = false;
        std::pmr::unordered_set<QStringView> taken; ///< folded
    };

    /// With the names that are in it now.
    Folder &known(int number);
    /// A session with nothing new never asks, and does without.
    void sortByFolder();
    bool isTaken(const QString &path);

    FolderMap &m_folders;
    const Listing &m_listing;
    const std::vector<PlacedEntry> &m_recorded;
    ByFolder m_listedIn;   ///< numbers of the listing's objects
    ByFolder m_recordedIn; ///< numbers of entries of the ledger
    bool m_isSorted = false;
    TextStore m_texts;
    std::deque<Folder> m_ofFolders; ///< by FolderMap::alike()
    Folder *m_folder = nullptr;     ///< that was asked for last
    QString m_name;                 ///< that was asked for last, folded
    QHash<QString, int> m_nextNumbers;
};

} // namespace tandem::sync
