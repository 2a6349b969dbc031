// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace tandem::device {

/// How a folder on a storage grows with the names in it; see sync/plan/foldersize.h.
enum class FolderFormat {
    Unknown, ///< taken for one cluster
    Vfat,
    Exfat,
};

/// What a storage can hold, as far as it says. All sizes in bytes.
struct StorageInfo {
    qint64 totalBytes = -1;  ///< -1 is unknown
    qint64 freeBytes = -1;   ///< -1 is unknown
    qint64 clusterBytes = 1; ///< every file takes whole clusters; 1 if the storage does not say
    qint64 maxFileBytes = std::numeric_limits<qint64>::max();
    bool isReadOnly = false;
    bool isCaseSensitive = true;
    bool isBasicPlaneOnly = false;   ///< stores no names with emoji and the like; see basicPlaneName()
    bool isListingSlow = false;      ///< it is asked for every single object: count() tells much sooner
    bool hasPlaylistObjects = false; ///< playlists are objects of their own: see writePlaylist()
    bool takesTags = false;          ///< it is told what a song is: see MediaTags
    bool takesCovers = false;        ///< it shows MediaTags::cover
    FolderFormat folderFormat = FolderFormat::Unknown;

    /// What a file of this size takes.
    qint64 occupiedBytes(qint64 sizeBytes) const
    {
        return (sizeBytes + clusterBytes - 1) / clusterBytes * clusterBytes;
    }
};

/// A file or folder on the player.
struct StoredObject {
    QString name;
    qint64 sizeBytes = 0; ///< of a folder: what it takes itself, without what is in it; 0 is unknown
    bool isFolder = false;
};

/// What a player that does not look into files itself is told of a song. 0 and empty are unknown.
struct MediaTags {
    QString title;
    QString artist;
    QString album;
    QString genre;
    QString composer;
    int year = 0;
    int trackNumber = 0;
    int durationMs = 0;
    int bitrateKbps = 0;
    int sampleRateHz = 0;
    int channels = 0;
    QByteArray cover; ///< a JPEG picture; empty if there is none

    friend bool operator==(const MediaTags &, const MediaTags &) = default;
};

/// A file of this computer on its way to the player.
struct Parcel {
    QString sourceFile;
    QString path;            ///< on the player
    qint64 sizeBytes = 0;    ///< that the source is expected to have
    bool mayReplace = false; ///< the path holds an older copy that Tandem placed
    MediaTags tags;

    friend bool operator==(const Parcel &, const Parcel &) = default;
};

/// One of the storages of a player that has several: internal memory, a card.
struct StorageChoice {
    QString id; ///< the same whenever the player comes back
    QString name;
    qint64 totalBytes = -1; ///< -1 is unknown
    qint64 freeBytes = -1;  ///< -1 is unknown
    bool isReadOnly = false;

    friend bool operator==(const StorageChoice &, const StorageChoice &) = default;
};

/// What a player says about itself; empty and -1 where it says nothing.
struct PlayerFacts {
    QString manufacturer;
    QString model;
    QString serialNumber;
    QString firmware;
    QString friendlyName;
    QString synchronizationPartner; ///< the MTP property of this name
    int batteryPercent = -1;        ///< 0 to 100
    QList<StorageChoice> storages;  ///< empty if there is but one
    QString storage;                ///< the id of the one that is used
    QStringList fileTypes;          ///< endings of files that it says it can play
};

/// How what the player holds compares with a file of this computer.
enum class Likeness {
    Identical,
    Torn, ///< an unfinished copy: no longer than the file, and every block is the file's or empty
    Different,
};

/// The one seam between Tandem and a player's storage. MassStorage and MtpStorage implement it; nothing
/// above knows about files or objects. Belongs to one worker thread, which opens, uses and destroys it.
/// All calls block; those that take long end within a second of a stop request with Cancelled.
/// Every failure may also be DeviceGone, DeviceFailed, DeviceStalled or DeviceLocked.
class DeviceStorage
{
public:
    /// Called with the number of bytes since the last call.
    using BytesWritten = std::function<void(qint64)>;

    virtual ~DeviceStorage() = default;

    /// After a stop request, a player that does not answer is given up at once: what waits for it ends with
    /// Cancelled. One that answers is not kept from anything by it; what has a token of its own obeys that.
    virtual void setStop(std::stop_token) {}

    /// Whom the storage may ask, while a file is on its way, which one will probably be sent after it, so as
    /// to be ready for that one. Nothing but time depends on the answer.
    using NextParcel = std::function<std::optional<Parcel>()>;
    virtual void setNext(const NextParcel &) {}

    /// Asks the player anew.
    virtual Result<StorageInfo> info() = 0;

    /// What lies directly in @p folder ("" is the top). Errors: FileMissing if there is no such folder.
    virtual Result<QList<StoredObject>> list(const QString &folder) = 0;

    /// list() of each of these in turn, up to the first that fails otherwise than with FileMissing.
    /// Errors: also Cancelled.
    virtual std::vector<Result<QList<StoredObject>>> listEach(const QStringList &folders,
                                                              std::stop_token stop);

    /// How many objects lie directly in @p folder, as list() would show. Errors: FileMissing.
    virtual Result<qint64> count(const QString &folder);

    /// A small file's content. Errors: FileMissing; FileTooLarge if it has more than @p maxBytes.
    virtual Result<QByteArray> read(const QString &path, qint64 maxBytes) = 0;

    /// Writes a small file; at every moment the name holds the old or the new content, whole.
    /// Makes folders as needed. Errors: DeviceFull, DeviceReadOnly.
    virtual Result<void> write(const QString &path, const QByteArray &data) = 0;

    /// Brings a file onto the player: complete and verified under its name, or not there at all. Makes
    /// folders as needed. Errors: NameTaken (and not mayReplace), DeviceFull, DeviceReadOnly,
    /// FileTooLarge, NameTooLong; FileMissing, FileUnreadable, FileChanged for the source; Cancelled.
    virtual Result<void> send(const Parcel &parcel, std::stop_token stop, const BytesWritten &written) = 0;

    /// Brings a copy that Tandem placed up to date without writing it anew, where that can neither be seen
    /// half done nor be torn by a power cut: both have one length, and differ in one sector only.
    /// False: this cannot be done, and nothing has happened. Errors: as of send().
    virtual Result<bool> patch(const QString &path, const QString &sourceFile, std::stop_token stop);

    /// Gives a file another place. Errors: FileMissing, NameTaken.
    virtual Result<void> move(const QString &from, const QString &to) = 0;

    /// Removes a file if it still has this size, and then the folders above it that became empty,
    /// save the topmost. Errors: FileMissing; FileChanged if the size is another; DeviceReadOnly.
    virtual Result<void> remove(const QString &path, qint64 sizeBytes) = 0;

    /// Compares contents. Errors: FileMissing (on the player), FileUnreadable (here), Cancelled.
    virtual Result<Likeness> compare(const QString &path, const QString &sourceFile,
                                     std::stop_token stop) = 0;

    /// Removes what interrupted sessions left half written.
    virtual Result<void> removeLeftovers() = 0;

    /// Returns when all that was written will survive a power cut.
    virtual Result<void> flush() = 0;

    /// Writes a playlist of files that are on the player, where it has objects for these
    /// (StorageInfo::hasPlaylistObjects); the name holds the old or the new one.
    /// Errors: NotSupported, DeviceFull, DeviceReadOnly.
    virtual Result<void> writePlaylist(const QString &path, const QStringList &trackPaths);

    /// What the player says of itself.
    virtual Result<PlayerFacts> facts();

    /// Gives the player itself a name that it shows and keeps. Errors: NotSupported.
    virtual Result<void> setFriendlyName(const QString &name);

    /// Leaves the name of the library that the player is partnered with, empty for none, in the player's own
    /// property. Errors: NotSupported.
    virtual Result<void> setSynchronizationPartner(const QString &name);
};

} // namespace tandem::device
