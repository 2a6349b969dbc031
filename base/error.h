// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLatin1StringView>
#include <QMetaType>
#include <QString>
#include <expected>

namespace tandem {

/// Every kind of failure that Tandem tells apart. Code branches on these; only `base/text/errortext`
/// turns them into sentences. The names that the command line shows come from errorCodeName().
enum class ErrorCode {
    Cancelled, ///< stopped on request; never reported as a failure

    // What was asked for
    InvalidArgument, ///< subject: the argument, detail: what is wrong with it
    NotFound,        ///< subject: what was looked for
    AlreadyExists,   ///< subject: what is there already
    InvalidQuery,    ///< an auto playlist's query; detail: where and why
    Busy,            ///< another operation is running on the same thing

    // Files and folders of this computer
    FileMissing,
    FileUnreadable, ///< no rights, or an input error
    FileNotWritable,
    FileEmpty,
    FileCorrupt,        ///< cut short, or not what its name says
    FileChanged,        ///< changed while it was being read
    FormatUnsupported,  ///< not a kind of file that Tandem knows
    FileProtected,      ///< encrypted by whoever sold it: plays nowhere else, and cannot be converted
    NameNotUtf8,        ///< subject: the name, undecodable bytes as %XX
    FolderMissing,      ///< a library folder that is not there, e.g. on an unmounted drive
    MusicInsidePlayer,  ///< a library folder lies on the player
    PlayerInsideMusic,  ///< the player lies in a library folder
    PlaylistUnreadable, ///< not a playlist that Tandem can read
    OutOfSpace,         ///< of this computer's disk

    // The database
    DatabaseUnreadable, ///< cannot be opened or written
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseTooNew, ///< written by a newer Tandem; detail: its version

    // Players
    NotConnected,
    DeviceGone, ///< taken away during the operation
    DeviceReadOnly,
    DeviceFull,
    FolderFull,       ///< a folder of the player takes no more names, though there is room
    DeviceFailed,     ///< an input or output error of the player
    DeviceLocked,     ///< a phone that must be unlocked
    DeviceHeld,       ///< another program has taken the player for itself; detail: its name
    DeviceStalled,    ///< it did not answer in time
    NotMounted,       ///< the player is there, but its volume is not mounted
    StorageMissing,   ///< the player is there, but not the one of its storages that its owner chose
    MountFailed,      ///< its volume could not be mounted, unmounted or ejected; detail: why
    NotSupported,     ///< the player has nothing of that kind
    NotPlayable,      ///< the player does not play files of this kind
    ConversionFailed, ///< no file that the player plays could be made of it; detail: why
    NameTooLong,      ///< cannot be stored under any name on the player
    FileTooLarge,     ///< for the player's file system
    NameTaken,        ///< a file that Tandem did not place has this name on the player
    NameNotKept,      ///< the player shows what it was given under another name, or not at all
    LinkOnPlayer,     ///< subject: a link on the player, where a folder of its own was expected

    // Partnerships and synchronization
    NotPartnered,
    PartneredElsewhere,
    TooManyPartnerships,
    ManualDevice,
    MarkerDamaged,       ///< the partnership marker on the player cannot be read
    LedgerDamaged,       ///< the player's own list of what Tandem placed cannot be read
    BrakeManyDeletions,  ///< more than half of the player's items would be removed
    BrakeEmptyListing,   ///< the player shows none of the many items that it held
    BrakeLibraryMissing, ///< library folders are not there
    BrakeLeftLibrary,    ///< songs would be removed that left the library with their folder; detail: how many
    BrakePlaylistGap,    ///< songs would be removed that a playlist names and nothing has; detail: how many
    BrakeLibraryBehind,  ///< the player knows more than the library, which would remove it; detail: how many
    BrakeOtherStorage,   ///< what the player shows is another storage than the one that was used before
    PlayerForgotten,     ///< while it was in use
    DidNotFit,           ///< no room for an item

    HelperMissing, ///< a part of Tandem that is a program of its own; subject: its path, detail: the system's
                   ///< words
    Internal,      ///< our own mistake; detail says where
};

/// The stable name of a code, as the command line's JSON shows it ("deviceFull").
QLatin1StringView errorCodeName(ErrorCode code);

/// Inverse of errorCodeName(); Internal for an unknown name.
ErrorCode errorCodeFromName(QStringView name);

/// Whether it is a question that its owner answers with "go on".
bool isBrake(ErrorCode code);

/// One failure: what kind, of what (a path, a name), and what the system said about it.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString subject;
    QString detail;

    bool isCancelled() const { return code == ErrorCode::Cancelled; }
    friend bool operator==(const Error &, const Error &) = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> failure(ErrorCode code, QString subject = {}, QString detail = {})
{
    return std::unexpected(Error{code, std::move(subject), std::move(detail)});
}

inline std::unexpected<Error> cancelled()
{
    return failure(ErrorCode::Cancelled);
}

} // namespace tandem

Q_DECLARE_METATYPE(tandem::Error)
