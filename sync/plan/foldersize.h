// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/storage/devicestorage.h"

#include <QStringView>

namespace tandem::sync {

// What folders take on FAT and exFAT, from their published specifications and from the way in which Linux
// writes them (fs/fat/namei_vfat.c, fs/exfat/dir.c): a folder is a row of entries of 32 bytes in whole
// clusters; it grows with the names in it, and keeps its clusters when they go.

/// How many entries a name takes in its folder; 0 if nobody knows. On vfat, one if the name is short as it
/// is, in upper or lower case letters ("shortname=mixed", as nearly everything mounts it), else one more than
/// it takes to hold 13 UTF-16 units in each; on exFAT two more than it takes to hold 15 in each.
int entriesFor(device::FolderFormat format, QStringView name);

/// How many entries an empty folder has.
int entriesOfEmptyFolder(device::FolderFormat format);

/// What a folder with so many entries takes: never less than one cluster.
qint64 folderBytes(qint64 entries, qint64 clusterBytes);

/// Whether vfat stores this name in one entry.
bool isShortName(QStringView name);

} // namespace tandem::sync
