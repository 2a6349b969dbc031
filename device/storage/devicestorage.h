// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/filestamp.h"
#include "device/storage/playerself.h"
#include "device/storage/playlistobjects.h"

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
    bool hasPlaylistObjects = false; ///< playlists are objects of their own: see PlaylistObjects
    bool takesTags = false;          ///< it is told what a song is: see MediaTags
    bool takesCovers = false;        ///< it shows MediaTags::cover
    FolderFormat folderFormat = FolderFormat::Unknown;
    QString storage{}; ///< which of the player's storages, by StorageChoice::id; empty: it does not say

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
    qint64 modifiedNs = -1; ///< of a file: see FileStamp; -1 where it would have to be asked for

    FileStamp stamp() const { return {.sizeBytes = sizeBytes, .modifiedNs = modifiedNs}; }
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
    QString path;         ///< on the player
    qint64 sizeBytes = 0; ///< that the source is expected to have
    /// The older copy that Tandem placed under this path; none: nothing may be there.
    std::optional<FileStamp> replaces{};
    MediaTags tags{};
    /// What becomes the copy's time of modification where that can be set, so that it may be noted before
    /// anything is sent; ns since 1970, -1: that of the source.
    qint64 modifiedNs = -1;

    friend bool operator==(const Parcel &, const Parcel &) = default;
};

/// How what the player holds compares with a file of this computer.
enum class Likeness {
    Identical,
    Torn, ///< an unfinished copy: no longer than the file, and every block is the file's or empty
    Different,
};

/// Where what is compared comes from.
enum class Reading {
    Anywhere,
    /// Not what this computer remembers of what it wrote: after a flush that failed, only the medium knows.
    FromMedium,
};

/// The one seam between Tandem and a player's storage. MassStorage and MtpStorage implement it; nothing
/// above knows about files or objects. Belongs to one worker thread, which opens, uses and destroys it.
/// All calls block; those that take long end within a second of a stop request with Cancelled.
/// Every failure may also be DeviceGone, DeviceFailed, DeviceStalled or DeviceLocked.
///
/// Who replaces, moves or removes a file says what is expected there; it is looked at in the last moment. If
/// it is something else, or no file at all, it stays as it is, and the call fails with FileChanged. The
/// hash is not looked at: that would be a reading. Where nothing is expected nothing is ever replaced
/// (NameTaken). Where a folder is a link, which nobody follows, whatever writes fails with LinkOnPlayer; a
/// name that the player changes or does not show, with NameNotKept.
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

    /// What lies directly in @p folder ("" is the top): all of it, or it fails. What an interrupted session
    /// left is shown as removeLeftovers() is going to leave it. Errors: FileMissing if there is none.
    virtual Result<QList<StoredObject>> list(const QString &folder) = 0;

    /// list() of each of these in turn, up to the first that fails otherwise than with FileMissing.
    /// Errors: also Cancelled.
    virtual std::vector<Result<QList<StoredObject>>> listEach(const QStringList &folders,
                                                              std::stop_token stop);

    /// How many objects lie directly in @p folder: those that list() would show, and what an interrupted
    /// session left. Errors: FileMissing.
    virtual Result<qint64> count(const QString &folder);

    /// A small file's content. Errors: FileMissing; FileTooLarge if it has more than @p maxBytes.
    virtual Result<QByteArray> read(const QString &path, qint64 maxBytes) = 0;

    /// Writes a small file; at every moment the name holds the old or the new content, whole. Makes folders
    /// as needed. @p replaces: as of Parcel; Tandem's own files replace whatever is there.
    /// Errors: NameTaken, FileChanged, DeviceFull, DeviceReadOnly.
    virtual Result<FileStamp> write(const QString &path, const QByteArray &data,
                                    const std::optional<FileStamp> &replaces = FileStamp{}) = 0;

    /// Brings a file onto the player: complete and verified under its name, or not there at all. Makes
    /// folders as needed. Tells what can be known of it without reading it again. Errors: NameTaken,
    /// FileChanged, DeviceFull, DeviceReadOnly, FileTooLarge, NameTooLong; with the source for subject
    /// FileMissing, FileUnreadable, FileChanged; Cancelled.
    virtual Result<FileStamp> send(const Parcel &parcel, std::stop_token stop,
                                   const BytesWritten &written) = 0;

    /// Does what send() does with a parcel that replaces, without writing the whole file anew, where that can
    /// neither be seen half done nor be torn by a power cut: both have one length, and differ in one sector
    /// only. Nothing: this cannot be done, and nothing has happened. Errors: as of send().
    virtual Result<std::optional<FileStamp>> patch(const Parcel &parcel, std::stop_token stop);

    /// Gives a file another place. Errors: FileMissing, NameTaken, FileChanged.
    virtual Result<void> move(const QString &from, const QString &to, const FileStamp &expected) = 0;

    /// Removes a file, and then the folders above it that became empty, save the topmost.
    /// Errors: FileMissing, FileChanged, DeviceReadOnly.
    virtual Result<void> remove(const QString &path, const FileStamp &expected) = 0;

    /// Compares contents. Errors: FileMissing (on the player), FileUnreadable (here), Cancelled.
    virtual Result<Likeness> compare(const QString &path, const QString &sourceFile, Reading reading,
                                     std::stop_token stop) = 0;

    /// Removes what interrupted sessions left half written, wherever the storage keeps such, in @p folders,
    /// and where something of the kind was seen; what was set aside gets its name back if that is free.
    virtual Result<void> removeLeftovers(const QStringList &folders = {}) = 0;

    /// Returns when all that was written will survive a power cut.
    virtual Result<void> flush() = 0;

    // What not every storage can; nullptr from those that cannot. They live as long as the storage.
    virtual PlaylistObjects *playlistObjects() { return nullptr; }
    virtual PlayerSelf *playerSelf() { return nullptr; }
};

} // namespace tandem::device
