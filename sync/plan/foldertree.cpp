// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "foldertree.h"

#include "device/storage/devicepath.h"
#include "sync/plan/foldersize.h"

namespace tandem::sync {

FolderMap::FolderMap(const Listing &listing, const device::StorageInfo &storage)
    : m_listing(listing),
      m_format(storage.folderFormat),
      m_clusterBytes(storage.clusterBytes),
      m_isCaseSensitive(listing.isCaseSensitive())
{
    m_folders.push_back({.state = {.entries = 1, .exists = true, .isKnown = false}}); // the volume's name
    m_ofListed.reserve(static_cast<size_t>(listing.objects().size()));
    for (const ListedObject &object : listing.objects()) {
        const Place place = placeOf(object.path);
        m_ofListed.push_back(place.folder);
        FolderState &folder = m_folders[index(place.folder)].state;
        ++folder.names;
        folder.entries += place.entries;
        if (object.isFolder)
            m_folders[index(numberOf(object.path))].state.bytes = object.sizeBytes;
    }
    for (Folder &folder : m_folders) {
        if (folder.state.exists)
            folder.state.bytes =
                std::max(folder.state.bytes, folderBytes(folder.state.entries, m_clusterBytes));
    }
}

Place FolderMap::placeOf(const QString &path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    const QStringView folder = QStringView(path).first(std::max<qsizetype>(0, slash));
    if (folder != m_lastPath) {
        m_lastPath.assign(folder);
        m_last = numberOf(m_lastPath);
    }
    return {m_last, entriesFor(m_format, QStringView(path).sliced(slash + 1))};
}

int FolderMap::numberOf(QStringView folder)
{
    if (folder.isEmpty())
        return 0;
    if (m_isCaseSensitive) {
        if (const auto known = m_byPath.constFind(folder); known != m_byPath.constEnd())
            return *known;
    }
    const QString folded = device::foldedPath(folder);
    const int alike = m_byFolded.value(folded, -1);
    if (alike >= 0 && !m_isCaseSensitive)
        return alike;
    const qsizetype slash = folder.lastIndexOf(u'/');
    const int parent = numberOf(folder.first(std::max<qsizetype>(0, slash)));
    const int number = count();
    const FolderKnowledge known = m_listing.knowledgeByKey(m_isCaseSensitive ? folder.toString() : folded);
    m_folders.push_back({.parent = parent,
                         .alike = alike < 0 ? number : alike,
                         .entries = entriesFor(m_format, folder.sliced(slash + 1)),
                         .state = {.entries = known.exists ? entriesOfEmptyFolder(m_format) : 0,
                                   .exists = known.exists,
                                   .isKnown = !known.exists || (known.isListed && !known.isPresumed)}});
    if (m_isCaseSensitive)
        m_byPath.insert(m_texts.keep(folder), number);
    if (alike < 0)
        m_byFolded.insert(m_texts.keep(folded), number);
    return number;
}

FolderUse::FolderUse(const FolderMap &map) : m_map(&map)
{
    m_states.reserve(static_cast<size_t>(map.count()));
    for (int folder = 0; folder < map.count(); ++folder)
        m_states.push_back(map.stateOf(folder));
}

FolderState &FolderUse::at(int folder)
{
    while (std::ssize(m_states) <= folder)
        m_states.push_back(m_map->stateOf(static_cast<int>(m_states.size())));
    return m_states[static_cast<size_t>(folder)];
}

const FolderState &FolderUse::stateOf(int folder) const
{
    return folder < std::ssize(m_states) ? m_states[static_cast<size_t>(folder)] : m_map->stateOf(folder);
}

void FolderUse::keepSizes(const FolderUse *after)
{
    m_keepsSizes = true;
    m_after = after;
}

bool FolderUse::isSmallerThan(const FolderUse *known) const
{
    for (int folder = 0; folder < m_map->count(); ++folder) {
        const qint64 before = m_map->stateOf(folder).bytes;
        const qint64 bytes = known ? std::min(before, known->stateOf(folder).bytes) : before;
        // A folder that comes back takes one cluster at any rate.
        if (bytes > m_map->clusterBytes() && stateOf(folder).bytes < bytes)
            return true;
    }
    return false;
}

qint64 FolderUse::growth(const FolderState &state, int entries) const
{
    if (state.exists)
        return std::max<qint64>(0, folderBytes(state.entries + entries, m_map->clusterBytes()) - state.bytes);
    // What it took before is kept in mind only under keepSizes().
    return std::max(state.bytes,
                    folderBytes(entriesOfEmptyFolder(m_map->format()) + entries, m_map->clusterBytes()));
}

qint64 FolderUse::costOf(Place place) const
{
    qint64 cost = growth(stateOf(place.folder), place.entries);
    while (!stateOf(place.folder).exists) {
        place = {m_map->parentOf(place.folder), m_map->entriesOf(place.folder)};
        cost += growth(stateOf(place.folder), place.entries);
    }
    return cost;
}

Place FolderUse::landing(Place place) const
{
    while (!stateOf(place.folder).exists)
        place = {m_map->parentOf(place.folder), m_map->entriesOf(place.folder)};
    return place;
}

qint64 FolderUse::growthOf(Place place) const
{
    place = landing(place);
    return growth(stateOf(place.folder), place.entries);
}

qint64 FolderUse::add(Place place)
{
    qint64 cost = 0;
    for (bool isNew = true; isNew; place = {m_map->parentOf(place.folder), m_map->entriesOf(place.folder)}) {
        FolderState &state = at(place.folder);
        const qint64 more = growth(state, place.entries);
        isNew = !state.exists;
        if (isNew)
            state = {.entries = entriesOfEmptyFolder(m_map->format()), .exists = true};
        ++state.names;
        state.entries += place.entries;
        state.bytes += more;
        cost += more;
    }
    return cost;
}

qint64 FolderUse::remove(Place place, bool mayRemoveTopmost)
{
    qint64 freed = 0;
    for (;; place = {m_map->parentOf(place.folder), m_map->entriesOf(place.folder)}) {
        FolderState &state = at(place.folder);
        if (state.names == 0)
            return freed;
        --state.names;
        state.entries -= place.entries;
        const int parent = m_map->parentOf(place.folder);
        if (state.names > 0 || !state.isKnown || (parent <= 0 && !(mayRemoveTopmost && parent == 0)))
            return freed;
        freed += state.bytes;
        qint64 kept = m_keepsSizes ? state.bytes : 0;
        if (m_after)
            kept = std::min(kept, m_after->stateOf(place.folder).bytes);
        state = {.bytes = kept};
    }
}

} // namespace tandem::sync
