// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/storage/devicestorage.h"

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QMap>
#include <QRandomGenerator>
#include <QSet>
#include <QString>
#include <limits>

namespace tandem::sync {

/// Thrown where kill -9 or a power cut ends the program: nothing that follows the call happens.
struct Killed {
};

/// A player in memory that can fail in every way a real one does. What was written since the last flush()
/// is what a power cut, or pulling the player out, may lose.
///
/// What an interruption leaves depends on the kind of player, as with the real ones
/// (device/drive/massstorage, device/mtp/helper/objectwriter):
/// - a drive: nothing, or a file in .tandem/incoming, which only removeLeftovers() sees;
/// - an MTP player: half a new object, under its final name. Half a replacement, or of what write() writes,
///   has another name, and from the first renaming on the old content has one, too. Who looks sees the folder
///   as if that had been put right; it is by removeLeftovers(), where that is told to look or something was
///   listed, and by whatever writes, moves or removes in the folder;
/// - an MTP player that cannot rename: the old object goes first, and half of the new one has its name.
class FakeStorage : public device::DeviceStorage, private device::PlaylistObjects
{
public:
    enum class Fault {
        None,
        KillBefore, ///< the program dies before the call does anything
        KillAfter,  ///< it dies when the call is done
        PowerCut,   ///< as KillAfter, and what was not flushed is lost or torn
        Unplug,     ///< this call and all that follow: DeviceGone; what was not flushed is lost or torn
        Full,       ///< this call: DeviceFull
        /// This call: DeviceFailed, for fewer bytes arrived than were sent. A drive has nothing of it; an MTP
        /// player has half an object until it answers again: the next call that works removes it first.
        ShortWrite,
        Failed,   ///< this call: DeviceFailed, an input or output error
        Stalled,  ///< this call: DeviceStalled
        Locked,   ///< this call: DeviceLocked
        Denied,   ///< this call: DeviceReadOnly, as one file may be protected
        ReadOnly, ///< this call and all that follow: DeviceReadOnly, as after a file system has seen an error
        /// This call: the handle that it went by is not valid any more, and could not be found anew. What is
        /// asked for by name is "not there" (FileMissing) though it is; all else fails (DeviceFailed).
        Stale,
    };

    explicit FakeStorage(qint64 capacityBytes = 1 << 30, qint64 clusterBytes = 4096);

    void setCaseSensitive(bool isSensitive) { m_isCaseSensitive = isSensitive; }
    /// Behaves as an MTP player: counts sooner than it lists, knows no case, and what is cut off while a
    /// new file is being sent lies under its final name.
    void setMtp(bool isMtp)
    {
        m_isMtp = isMtp;
        m_isCaseSensitive = !isMtp;
    }
    /// Whether an MTP player gives an object another name: then it also replaces without a gap.
    void setRenaming(bool canRename) { m_canRename = canRename; }
    void setReadOnly(bool isReadOnly) { m_isReadOnly = isReadOnly; }
    void setPlaylistObjects(bool hasThem) { m_hasPlaylistObjects = hasThem; }
    void setTakesCovers(bool takesThem) { m_takesCovers = takesThem; }
    /// What came along with the file that was sent there.
    QByteArray coverOf(const QString &path) const { return m_covers.value(path); }
    void setMaxFileBytes(qint64 bytes) { m_maxFileBytes = bytes; }
    void setCapacity(qint64 bytes) { m_capacityBytes = bytes; }
    /// The player says that it has so much more room than it has.
    void setBoast(qint64 bytes) { m_boastBytes = bytes; }
    /// After so many bytes sent, every further one fails with DeviceFailed.
    void failAfterBytes(qint64 bytes) { m_bytesUntilFailure = bytes; }
    /// The @p call-th changing call from now, counted from 1.
    void failAt(int call, Fault fault, quint32 seed = 1);
    /// The @p call-th of the calls that only look (info, list, count, read, compare), counted from 1.
    void failReadingAt(int call, Fault fault, quint32 seed = 1);
    /// The next flush() says that there is no room. What was written since the last one can be read as if all
    /// were well, but the medium has only part of it: so says a comparison with the medium, and everything
    /// after remount().
    void failFlush(quint32 seed = 1);
    /// The player is taken away and comes back: only the medium knows what is on it.
    void remount();
    /// A player that forgets, whenever it is taken away, what it was sent last.
    void setForgetful(bool isForgetful) { m_isForgetful = isForgetful; }
    /// Every change of this path fails with @p code.
    void failPath(const QString &path, ErrorCode code) { m_brokenPaths.insert(path, code); }
    /// Everything works again, as after plugging the player in anew.
    void repair();

    // What the player's owner does with it, unnoticed by the counters. Whatever is put there is another file
    // than the one that was there, also if it has its size.
    void put(const QString &path, const QByteArray &data);
    void erase(const QString &path);
    void damage(const QString &path); ///< the medium loses four bytes, which nobody notices
    void wearOut(const QString &path) { m_unreadable.insert(key(path)); } ///< the medium cannot be read there
    bool has(const QString &path) const { return m_files.contains(key(path)); }
    QByteArray content(const QString &path) const { return m_files.value(key(path)).data; }
    QMap<QString, QByteArray> contents() const;
    /// What a look at the file tells; of an MTP player's, too.
    device::FileStamp stamp(const QString &path) const { return stampOf(path); }
    /// What the playlist object still leads to.
    QStringList playlist(const QString &path) const;
    /// A player with a mind of its own gives all files other times.
    void changeTimes();
    QSet<QString> folders() const { return m_folders; }
    void format();

    qint64 freeBytes() const;
    int changingCalls() const { return m_changingCalls; } ///< since the start, or resetCounters()
    int readingCalls() const { return m_readingCalls; }   ///< as failReadingAt() counts
    int writes() const { return m_writes; }               ///< of them those that changed a name's content
    int listings() const { return m_listings; }           ///< calls of list() for the owner's folders
    int foreseen() const { return m_foreseen; } ///< files sent that had been told before as the next
    /// Names that an interruption left on the player for a time.
    int leftovers() const { return static_cast<int>(m_leftovers.size() + m_aside.size()); }
    /// Whether the old content of this name waits under another one for removeLeftovers().
    bool isAside(const QString &path) const { return m_aside.contains(key(path)); }
    void resetCounters();

    void setNext(const NextParcel &next) override { m_next = next; }
    Result<device::StorageInfo> info() override;
    Result<QList<device::StoredObject>> list(const QString &folder) override;
    Result<qint64> count(const QString &folder) override;
    Result<QByteArray> read(const QString &path, qint64 maxBytes) override;
    Result<device::FileStamp>
    write(const QString &path, const QByteArray &data,
          const std::optional<device::FileStamp> &replaces = device::FileStamp{}) override;
    Result<device::FileStamp> send(const device::Parcel &parcel, std::stop_token stop,
                                   const BytesWritten &written) override;
    Result<std::optional<device::FileStamp>> patch(const device::Parcel &parcel,
                                                   std::stop_token stop) override;
    Result<void> move(const QString &from, const QString &to, const device::FileStamp &expected) override;
    Result<void> remove(const QString &path, const device::FileStamp &expected) override;
    Result<device::Likeness> compare(const QString &path, const QString &sourceFile, device::Reading reading,
                                     std::stop_token stop) override;
    Result<void> removeLeftovers(const QStringList &folders = {}) override;
    Result<void> flush() override;
    device::PlaylistObjects *playlistObjects() override { return m_hasPlaylistObjects ? this : nullptr; }

private:
    Result<void> writePlaylist(const QString &path, const QStringList &trackPaths,
                               const std::optional<device::FileStamp> &replaces) override;

    struct File {
        QString path;
        QByteArray data;
        bool isWhole = true;   ///< synced before it got its name: lost or there, but never torn
        qint64 modifiedNs = 0; ///< in whole seconds, as on FAT and MTP
        qint64 object = 0;     ///< what an MTP player knows it by

        friend bool operator==(const File &, const File &) = default;
    };
    using Files = QMap<QString, File>;

    QString key(const QString &path) const;
    qint64 occupied(qint64 bytes) const;
    qint64 newFolderBytes(const QString &path) const;
    void makeFolders(const QString &path);
    QList<device::StoredObject> objectsIn(const QString &folder) const;
    qint64 countIn(const QString &folder) const;
    QByteArray shownContent(const QString &path) const;
    bool isShown(const QString &path) const { return has(path) || isAside(path); }
    void removeEmptyFolders(const QString &path);
    bool isAboutToBreak() const;
    void leaveHalf(const QString &path, const QByteArray &data, bool isReplacing);
    void discardHalf();
    void tidy(const QStringList &folders);
    void store(const File &file);
    device::FileStamp stampOf(const QString &path) const;
    device::FileStamp sentStampOf(const QString &path) const;
    /// What stands in the way of writing there; counted by the caller.
    Result<void> checkTarget(const QString &path, const std::optional<device::FileStamp> &replaces) const;
    Result<void> checkStill(const QString &path, const device::FileStamp &expected) const;
    qint64 now();
    qint64 timeFor(const device::Parcel &parcel, const QFile &source);
    Result<void> checkChange(const QString &path, Fault &fault);
    Result<void> checkPresence() const;
    Result<void> checkLook(const QString &path);
    Result<void> failureOf(Fault fault, const QString &path);
    void finishChange(Fault fault) const;
    void loseUnflushed();
    void tear();

    qint64 m_capacityBytes;
    qint64 m_clusterBytes;
    qint64 m_boastBytes = 0;
    qint64 m_maxFileBytes = std::numeric_limits<qint64>::max();
    bool m_isCaseSensitive = true;
    bool m_isReadOnly = false;
    bool m_isMtp = false;
    bool m_canRename = true;
    bool m_hasTurnedReadOnly = false; ///< until repair()
    bool m_hasPlaylistObjects = false;
    bool m_takesCovers = false;
    QHash<QString, QByteArray> m_covers;
    bool m_isGone = false;
    Files m_files;
    Files m_flushed;
    Files m_torn;               ///< by key(): what the medium has of what a failed flush was to bring there
    QSet<QString> m_unreadable; ///< by key()
    QString m_lastSent;
    bool m_isForgetful = false;
    bool m_isFlushFailing = false;
    qint64 m_clock = 0; ///< seconds since some day in 2020: each change takes place at a time of its own
    QSet<QString> m_folders;
    QHash<QString, QList<qint64>> m_playlists; ///< the objects that the playlist objects hold, by key()
    /// A half-written file, under a name that is not its own.
    struct Leftover {
        QString path; ///< what it was to become; empty on a drive, which has them all in one place
        qint64 sizeBytes = 0;
    };
    QList<Leftover> m_leftovers;
    QSet<QString> m_seen; ///< folders, by key(), that were listed with something of the kind in them
    Files m_aside;        ///< old contents between two renamings
    QString m_half;       ///< what the next call that works removes first; "": nothing
    QHash<QString, ErrorCode> m_brokenPaths;
    qint64 m_bytesUntilFailure = std::numeric_limits<qint64>::max();
    int m_changingCalls = 0;
    int m_readingCalls = 0;
    int m_writes = 0;
    qint64 m_lastObject = 0;
    int m_listings = 0;
    NextParcel m_next;
    std::optional<device::Parcel> m_expected; ///< what m_next said
    int m_foreseen = 0;
    int m_faultCall = 0;
    int m_readingFaultCall = 0;
    Fault m_readingFault = Fault::None;
    Fault m_fault = Fault::None;
    mutable QRandomGenerator m_random;
};

} // namespace tandem::sync
