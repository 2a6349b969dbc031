// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "freenames.h"

#include "device/storage/devicepath.h"

namespace tandem::sync {

namespace {

QString foldedName(QStringView path)
{
    return device::foldedPath(path.sliced(path.lastIndexOf(u'/') + 1));
}

} // namespace

FreePlace FreeNames::freePlace(const QString &wanted)
{
    Place place = m_folders.placeOf(wanted);
    m_folder = &known(m_folders.alike(place.folder));
    QString path = wanted;
    for (int number = m_nextNumbers.value(wanted, 2); isTaken(path); ++number) {
        path = device::numberedPath(wanted, number);
        m_nextNumbers[wanted] = number; // a thousand equal titles are not tried a thousand times each
    }
    if (path != wanted)
        place = m_folders.placeOf(path); // a longer name may take more
    return {path, place};
}

void FreeNames::forgetTaken()
{
    m_folder = nullptr;
    m_ofFolders.clear();
    m_texts.clear();
    m_nextNumbers.clear();
}

bool FreeNames::isTaken(const QString &path)
{
    m_name = foldedName(path);
    return m_folder->taken.contains(m_name);
}

FreeNames::Folder &FreeNames::known(int number)
{
    while (number >= std::ssize(m_ofFolders))
        m_ofFolders.emplace_back(m_texts);
    Folder &folder = m_ofFolders[static_cast<size_t>(number)];
    if (folder.isKnown)
        return folder;
    folder.isKnown = true;
    sortByFolder();
    const auto know = [this, &folder](const QString &path) {
        const QString name = foldedName(path);
        if (!folder.taken.contains(name)) // most are both listed and recorded
            folder.taken.insert(m_texts.keep(name));
    };
    for (const int object : m_listedIn.in(number))
        know(m_listing.objects()[object].path);
    for (const int entry : m_recordedIn.in(number))
        know(m_recorded[static_cast<size_t>(entry)].entry->path);
    return folder;
}

void FreeNames::sortByFolder()
{
    if (m_isSorted)
        return;
    m_isSorted = true;
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

} // namespace tandem::sync
