// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/ledger/listing.h"
#include "sync/plan/textstore.h"

#include <QHash>
#include <QString>
#include <vector>

namespace tandem::sync {

/// Where a file lies, or would.
struct Place {
    int folder = 0;
    int entries = 0; ///< that its name takes there; see entriesFor()
};

/// What is in a folder, and what it takes.
struct FolderState {
    qint64 names = 0;
    qint64 entries = 0;
    qint64 bytes = 0; ///< whole clusters, which it keeps
    bool exists = false;
    bool isKnown = true; ///< all that is in it
};

/// The folders of a player by number, those that are there and those that may come: for everything that
/// reckons with thousands of paths. 0 is the top. A number stays what it is.
class FolderMap
{
public:
    FolderMap(const Listing &listing, const device::StorageInfo &storage);
    FolderMap(const FolderMap &) = delete;
    FolderMap &operator=(const FolderMap &) = delete;

    /// Makes the path's folders known.
    Place placeOf(const QString &path);

    int parentOf(int folder) const { return m_folders[index(folder)].parent; }
    /// That its own name takes in its parent.
    int entriesOf(int folder) const { return m_folders[index(folder)].entries; }
    /// As it was listed.
    const FolderState &stateOf(int folder) const { return m_folders[index(folder)].state; }
    int count() const { return static_cast<int>(m_folders.size()); }
    /// The first folder whose path differs from this one's at most in case.
    int alike(int folder) const { return m_folders[index(folder)].alike; }
    /// Where each of the listing's objects lies.
    const std::vector<int> &ofListed() const { return m_ofListed; }

    device::FolderFormat format() const { return m_format; }
    qint64 clusterBytes() const { return m_clusterBytes; }

private:
    struct Folder {
        int parent = -1;
        int alike = 0;
        int entries = 0;
        FolderState state;
    };

    static size_t index(int folder) { return static_cast<size_t>(folder); }
    int numberOf(QStringView folder);

    const Listing &m_listing;
    device::FolderFormat m_format;
    qint64 m_clusterBytes;
    bool m_isCaseSensitive;
    std::vector<Folder> m_folders;
    std::vector<int> m_ofListed;
    TextStore m_texts;                  ///< of the keys below
    QHash<QStringView, int> m_byPath;   ///< where case counts
    QHash<QStringView, int> m_byFolded; ///< the first of those that are alike
    QString m_lastPath;                 ///< the files of an album follow each other
    int m_last = 0;
};

/// What a player's folders take while files come and go. A value: a copy of it tries something out.
class FolderUse
{
public:
    /// The folders as they were listed. The map must outlive it.
    explicit FolderUse(const FolderMap &map);

    /// What folders would take more if a file came there.
    qint64 costOf(Place place) const;
    /// Brings it there; what folders take more.
    qint64 add(Place place);
    /// Takes it away, and the folders that this leaves empty, save the topmost, as
    /// device::DeviceStorage::remove() does; what that gives back. Those whose content is not fully known
    /// stay.
    qint64 remove(Place place, bool mayRemoveTopmost = false);

    /// Where a file there brings a new name: its own place, or that of the first folder that is to come.
    Place landing(Place place) const;
    /// What a file there would make a folder grow that is there already.
    qint64 growthOf(Place place) const;

    /// A folder that comes back takes at least what it took before, or what it takes in @p after. For room
    /// that is reckoned with: perhaps it never went.
    void keepSizes(const FolderUse *after = nullptr);

    /// Whether keepSizes(@p known) would reckon with more for some folder than it takes in this.
    bool isSmallerThan(const FolderUse *known) const;

private:
    FolderState &at(int folder);
    const FolderState &stateOf(int folder) const;
    /// What a folder takes more with so many entries more.
    qint64 growth(const FolderState &state, int entries) const;

    const FolderMap *m_map;
    std::vector<FolderState> m_states;
    bool m_keepsSizes = false;
    const FolderUse *m_after = nullptr;
};

} // namespace tandem::sync
