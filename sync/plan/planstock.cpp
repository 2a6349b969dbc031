// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "planstock.h"

namespace tandem::sync {

namespace {

template <class Key>
int &numberIn(QHash<Key, int> &numbers, const Key &key)
{
    const auto known = numbers.find(key);
    return known == numbers.end() ? *numbers.insert(key, -1) : *known;
}

} // namespace

PlanStock::PlanStock(const PlanRequest &request)
    : m_request(request), m_folders(request.listing, request.storage)
{
    m_entries.reserve(static_cast<size_t>(request.ledger.size()));
    m_mayRemove.reserve(static_cast<size_t>(request.ledger.size()));
    m_byTrack.reserve(request.ledger.size());
    for (const LedgerEntry &entry : request.ledger)
        add(entry);
    if (m_hasTwins)
        preferMoved();
    findWanted();
}

void PlanStock::add(const LedgerEntry &entry)
{
    const int number = count();
    m_entries.push_back({&entry, m_folders.placeOf(entry.path)});
    m_mayRemove.push_back(isOurs(entry) && !entry.isManual && !m_request.isManual);
    int &known =
        entry.track.isValid() ? numberIn(m_byTrack, entry.track) : numberIn(m_bySource, entry.source);
    // Two copies of one track: an interrupted replacement under a new name. The newer one stays.
    m_hasTwins |= known >= 0 && entryAt(known).sourceVersion == entry.sourceVersion;
    if (known < 0 || entryAt(known).sourceVersion < entry.sourceVersion)
        known = number;
}

/// Two copies of one version: an interrupted move. The one that knows where the library's file is now has
/// its new place already.
void PlanStock::preferMoved()
{
    QHash<TrackId, QString> sources;
    for (const WantedItem &item : m_request.wanted)
        sources.insert(item.track, item.source);
    for (int number = 0; number < count(); ++number) {
        const LedgerEntry &entry = entryAt(number);
        if (!entry.track.isValid() || sources.value(entry.track) != entry.source)
            continue;
        int &known = m_byTrack[entry.track];
        if (entryAt(known).sourceVersion == entry.sourceVersion && entryAt(known).source != entry.source)
            known = number;
    }
}

/// Once for each item: every attempt at a plan asks for all of them, and more than once.
void PlanStock::findWanted()
{
    std::vector<bool> isHeld(m_entries.size(), m_request.keepsUnselected); // stays whatever happens
    m_ofWanted.reserve(static_cast<size_t>(m_request.wanted.size()));
    for (const WantedItem &item : m_request.wanted) {
        const int number =
            item.track.isValid() ? m_byTrack.value(item.track, -1) : m_bySource.value(item.source, -1);
        m_ofWanted.push_back(number);
        if (number >= 0 && (m_request.keepsUnselected || item.isHeldBack))
            isHeld[static_cast<size_t>(number)] = item.isHeldBack;
    }
    for (size_t number = 0; number < isHeld.size(); ++number)
        m_mayRemove[number] = m_mayRemove[number] && !isHeld[number];
}

qint64 PlanStock::oursBytes() const
{
    FolderUse folders(m_folders);
    qint64 bytes = 0;
    for (int number = 0; number < count(); ++number) {
        if (isOurs(entryAt(number)))
            bytes += occupiedBytes(number) + folders.remove(at(number).place, true);
    }
    return bytes;
}

} // namespace tandem::sync
