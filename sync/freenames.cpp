// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "freenames.h"

#include "device/devicepath.h"

namespace tandem::sync {

QString FreeNames::freePath(const QString &wanted)
{
    m_asked.folder = m_folders.alike(m_folders.placeOf(wanted).folder);
    learn(m_asked.folder);
    QString path = wanted;
    for (int number = m_nextNumbers.value(wanted, 2); isTaken(path); ++number) {
        path = device::numberedPath(wanted, number);
        m_nextNumbers[wanted] = number; // a thousand equal titles are not tried a thousand times each
    }
    return path;
}

void FreeNames::forgetTaken()
{
    m_taken.clear();
    m_isKnown.clear();
    m_nextNumbers.clear();
}

bool FreeNames::isTaken(const QString &path)
{
    m_asked.name = device::foldedPath(device::fileNameOf(path));
    return m_taken.contains(m_asked);
}

void FreeNames::learn(int folder)
{
    if (!m_isReady) { // a session with nothing new never asks
        m_isReady = true;
        std::vector<int> folders;
        folders.reserve(m_recorded.size());
        for (const int listed : m_folders.ofListed())
            folders.push_back(m_folders.alike(listed));
        m_listedIn = ByFolder(folders);
        folders.clear();
        for (const PlacedEntry &recorded : m_recorded)
            folders.push_back(m_folders.alike(recorded.place.folder));
        m_recordedIn = ByFolder(folders);
    }
    const auto number = static_cast<size_t>(folder);
    if (number >= m_isKnown.size())
        m_isKnown.resize(static_cast<size_t>(m_folders.count()), false);
    if (m_isKnown[number])
        return;
    m_isKnown[number] = true;
    const auto know = [this, folder](const QString &path) {
        m_taken.insert({folder, device::foldedPath(device::fileNameOf(path))});
    };
    for (const int object : m_listedIn.in(folder))
        know(m_listing.objects()[object].path);
    for (const int entry : m_recordedIn.in(folder))
        know(m_recorded[static_cast<size_t>(entry)].entry->path);
}

} // namespace tandem::sync
