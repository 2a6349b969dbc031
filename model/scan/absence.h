// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::model {

/// What it means that a scan did not meet a file that the library knows.
enum class Absence {
    Unsaid, ///< nothing new can be said of it
    Away,   ///< what it lies on is not there: it may come back
    Missing ///< it was deleted, or moved to where no scan looks
};

/// What a scan knows of a file that it did not meet, and of the places above it.
struct AbsentFile {
    bool isFolderThere = true;      ///< its music folder
    bool isAboveReadable = true;    ///< each folder above it could be listed, as far as there are any
    bool isBehindDeadLink = false;  ///< it, or a folder above it, is now a link that leads nowhere
    bool isFileSystemKnown = true;  ///< on which one it lay
    bool isOnSameFileSystem = true; ///< the nearest folder above it that is there lies on that one
};

/// A file is missing only if the place that it was in could be looked at: the same file system is there, and
/// every folder on the way to it was listed or is gone itself. A pure function.
Absence absenceOf(const AbsentFile &file);

} // namespace tandem::model
