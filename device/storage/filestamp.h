// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace tandem::device {

/// What tells one file on a player from another of the same name, without its content being read: what Tandem
/// notes of a file that it places, and what a storage finds where it is about to touch one. What is not known
/// says nothing: a stamp that knows nothing at all stands for any file.
struct FileStamp {
    qint64 sizeBytes = -1;  ///< -1 is unknown
    qint64 modifiedNs = -1; ///< since 1970, as Tandem set it or the player tells it; -1 is unknown
    QByteArray hash{};      ///< SHA-256 of the content; empty is unknown

    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};

/// Whether a file that looks like @p found may be the one that is expected.
bool isStill(const FileStamp &expected, const FileStamp &found);

/// Whether @p found is what a file system or a player makes of @p set, both in ns since 1970. FAT keeps two
/// seconds, exFAT ten milliseconds, MTP one second; and all three keep the time of day of some place, so that
/// it may come back shifted by quarters of an hour. A time that is finer than these has to be the same.
bool isSameTime(qint64 set, qint64 found);

} // namespace tandem::device
