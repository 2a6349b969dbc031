// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "foldersize.h"

#include <algorithm>

namespace tandem::sync {

namespace {

constexpr qint64 entryBytes = 32;

/// Letters of one case only, and no character that a short name cannot have or that other code pages know
/// otherwise.
bool isShortPart(QStringView part)
{
    bool hasUpper = false;
    bool hasLower = false;
    for (const QChar c : part) {
        if (c <= u' ' || c >= u'\x7f' || QStringView(u"\"*+,./:;<=>?[\\]|").contains(c))
            return false;
        hasUpper = hasUpper || (c >= u'A' && c <= u'Z');
        hasLower = hasLower || (c >= u'a' && c <= u'z');
    }
    return !(hasUpper && hasLower);
}

} // namespace

bool isShortName(QStringView name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    const QStringView base = dot < 0 ? name : name.first(dot);
    const QStringView ending = dot < 0 ? QStringView() : name.sliced(dot + 1);
    return !base.isEmpty() && base.size() <= 8 && ending.size() <= 3 && (dot < 0 || !ending.isEmpty()) &&
           isShortPart(base) && isShortPart(ending);
}

int entriesFor(device::FolderFormat format, QStringView name)
{
    const int length = static_cast<int>(name.size());
    switch (format) {
    case device::FolderFormat::Vfat:
        return isShortName(name) ? 1 : 1 + (length + 12) / 13;
    case device::FolderFormat::Exfat:
        return 2 + (length + 14) / 15;
    case device::FolderFormat::Unknown:
        break;
    }
    return 0;
}

int entriesOfEmptyFolder(device::FolderFormat format)
{
    return format == device::FolderFormat::Vfat ? 2 : 0; // "." and ".."
}

qint64 folderBytes(qint64 entries, qint64 clusterBytes)
{
    const qint64 clusters = (entries * entryBytes + clusterBytes - 1) / clusterBytes;
    return std::max<qint64>(1, clusters) * clusterBytes;
}

} // namespace tandem::sync
