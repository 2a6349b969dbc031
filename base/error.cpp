// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "error.h"

#include <array>
#include <utility>

namespace tandem {

namespace {

using Entry = std::pair<ErrorCode, QLatin1StringView>;

constexpr std::array names = {
    Entry{ErrorCode::Cancelled, QLatin1StringView("cancelled")},
    Entry{ErrorCode::InvalidArgument, QLatin1StringView("invalidArgument")},
    Entry{ErrorCode::NotFound, QLatin1StringView("notFound")},
    Entry{ErrorCode::AlreadyExists, QLatin1StringView("alreadyExists")},
    Entry{ErrorCode::InvalidQuery, QLatin1StringView("invalidQuery")},
    Entry{ErrorCode::Busy, QLatin1StringView("busy")},
    Entry{ErrorCode::FileMissing, QLatin1StringView("fileMissing")},
    Entry{ErrorCode::FileUnreadable, QLatin1StringView("fileUnreadable")},
    Entry{ErrorCode::FileNotWritable, QLatin1StringView("fileNotWritable")},
    Entry{ErrorCode::FileEmpty, QLatin1StringView("fileEmpty")},
    Entry{ErrorCode::FileCorrupt, QLatin1StringView("fileCorrupt")},
    Entry{ErrorCode::FileChanged, QLatin1StringView("fileChanged")},
    Entry{ErrorCode::FormatUnsupported, QLatin1StringView("formatUnsupported")},
    Entry{ErrorCode::FileProtected, QLatin1StringView("fileProtected")},
    Entry{ErrorCode::NameNotUtf8, QLatin1StringView("nameNotUtf8")},
    Entry{ErrorCode::FolderMissing, QLatin1StringView("folderMissing")},
    Entry{ErrorCode::MusicInsidePlayer, QLatin1StringView("musicInsidePlayer")},
    Entry{ErrorCode::PlayerInsideMusic, QLatin1StringView("playerInsideMusic")},
    Entry{ErrorCode::PlaylistUnreadable, QLatin1StringView("playlistUnreadable")},
    Entry{ErrorCode::OutOfSpace, QLatin1StringView("outOfSpace")},
    Entry{ErrorCode::DatabaseUnreadable, QLatin1StringView("databaseUnreadable")},
    Entry{ErrorCode::DatabaseCorrupt, QLatin1StringView("databaseCorrupt")},
    Entry{ErrorCode::DatabaseLocked, QLatin1StringView("databaseLocked")},
    Entry{ErrorCode::DatabaseTooNew, QLatin1StringView("databaseTooNew")},
    Entry{ErrorCode::NotConnected, QLatin1StringView("notConnected")},
    Entry{ErrorCode::DeviceGone, QLatin1StringView("deviceGone")},
    Entry{ErrorCode::DeviceReadOnly, QLatin1StringView("deviceReadOnly")},
    Entry{ErrorCode::DeviceFull, QLatin1StringView("deviceFull")},
    Entry{ErrorCode::FolderFull, QLatin1StringView("folderFull")},
    Entry{ErrorCode::DeviceFailed, QLatin1StringView("deviceFailed")},
    Entry{ErrorCode::DeviceLocked, QLatin1StringView("deviceLocked")},
    Entry{ErrorCode::DeviceHeld, QLatin1StringView("deviceHeld")},
    Entry{ErrorCode::DeviceStalled, QLatin1StringView("deviceStalled")},
    Entry{ErrorCode::NotMounted, QLatin1StringView("notMounted")},
    Entry{ErrorCode::StorageMissing, QLatin1StringView("storageMissing")},
    Entry{ErrorCode::MountFailed, QLatin1StringView("mountFailed")},
    Entry{ErrorCode::NotSupported, QLatin1StringView("notSupported")},
    Entry{ErrorCode::NotPlayable, QLatin1StringView("notPlayable")},
    Entry{ErrorCode::ConversionFailed, QLatin1StringView("conversionFailed")},
    Entry{ErrorCode::NameTooLong, QLatin1StringView("nameTooLong")},
    Entry{ErrorCode::FileTooLarge, QLatin1StringView("fileTooLarge")},
    Entry{ErrorCode::NameTaken, QLatin1StringView("nameTaken")},
    Entry{ErrorCode::NameNotKept, QLatin1StringView("nameNotKept")},
    Entry{ErrorCode::LinkOnPlayer, QLatin1StringView("linkOnPlayer")},
    Entry{ErrorCode::NotPartnered, QLatin1StringView("notPartnered")},
    Entry{ErrorCode::PartneredElsewhere, QLatin1StringView("partneredElsewhere")},
    Entry{ErrorCode::TooManyPartnerships, QLatin1StringView("tooManyPartnerships")},
    Entry{ErrorCode::ManualDevice, QLatin1StringView("manualDevice")},
    Entry{ErrorCode::MarkerDamaged, QLatin1StringView("markerDamaged")},
    Entry{ErrorCode::LedgerDamaged, QLatin1StringView("ledgerDamaged")},
    Entry{ErrorCode::BrakeManyDeletions, QLatin1StringView("brakeManyDeletions")},
    Entry{ErrorCode::BrakeEmptyListing, QLatin1StringView("brakeEmptyListing")},
    Entry{ErrorCode::BrakeLibraryMissing, QLatin1StringView("brakeLibraryMissing")},
    Entry{ErrorCode::BrakeLeftLibrary, QLatin1StringView("brakeLeftLibrary")},
    Entry{ErrorCode::BrakePlaylistGap, QLatin1StringView("brakePlaylistGap")},
    Entry{ErrorCode::BrakeLibraryBehind, QLatin1StringView("brakeLibraryBehind")},
    Entry{ErrorCode::BrakeOtherStorage, QLatin1StringView("brakeOtherStorage")},
    Entry{ErrorCode::PlayerForgotten, QLatin1StringView("playerForgotten")},
    Entry{ErrorCode::DidNotFit, QLatin1StringView("didNotFit")},
    Entry{ErrorCode::HelperMissing, QLatin1StringView("helperMissing")},
    Entry{ErrorCode::Internal, QLatin1StringView("internal")},
};

} // namespace

QLatin1StringView errorCodeName(ErrorCode code)
{
    for (const auto &[candidate, name] : names) {
        if (candidate == code)
            return name;
    }
    return QLatin1StringView("internal");
}

ErrorCode errorCodeFromName(QStringView name)
{
    for (const auto &[code, candidate] : names) {
        if (candidate == name)
            return code;
    }
    return ErrorCode::Internal;
}

bool isBrake(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BrakeManyDeletions:
    case ErrorCode::BrakeEmptyListing:
    case ErrorCode::BrakeLibraryMissing:
    case ErrorCode::BrakeLeftLibrary:
    case ErrorCode::BrakePlaylistGap:
    case ErrorCode::BrakeLibraryBehind:
    case ErrorCode::BrakeOtherStorage:
        return true;
    default:
        return false;
    }
}

} // namespace tandem
