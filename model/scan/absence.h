// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::model {

/// What it means that a scan did not meet a file that the library knows.
enum class Absence {
    Unsaid,  ///< nothing new can be said of it
    Away,    ///< what it lies on is not there: it may come back
    Unclear, ///< it may be where this scan could not look: waits for one that can, or for a word
    Missing  ///< it was deleted, or moved to where no scan looks
};

/// What a scan knows of a file that it did not meet, and of the places above it.
struct AbsentFile {
    bool isFolderThere = true;      ///< its music folder
    bool isAboveReadable = true;    ///< each folder above it could be listed, as far as there are any
    bool isBehindDeadLink = false;  ///< it, or a folder above it, is now a link that leads nowhere
    bool isFileSystemKnown = true;  ///< on which one it lay; not of a library of an early version
    bool isOnSameFileSystem = true; ///< the nearest folder above it that is there lies on that one
    /// Its music folder, or the link to the folder that it was in, is the very directory that it was, not
    /// another one under the same name.
    bool isInSameDirectory = true;
    bool wasLookedEverywhere =
        true;                   ///< there is no place of the library that it may have been moved to unseen
    bool isStill = true;        ///< nothing was moved about while the scan looked
    bool isSaidDeleted = false; ///< a person said that what is not found was deleted
};

/// A file is missing only if it was looked for wherever it may be: the file system is known, the
/// same one, and the same directory, is there, every folder on the way to it was listed or is gone itself,
/// and nothing else in the library was closed to the scan. A person's word stands in for what could not be
/// looked at, but neither for a drive that is not there, nor for files that are being moved. A pure function.
Absence absenceOf(const AbsentFile &file);

} // namespace tandem::model
