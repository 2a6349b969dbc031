// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/helper/covers.h"
#include "device/mtp/helper/eventwatch.h"
#include "device/mtp/helper/libmtptypes.h"
#include "device/mtp/helper/line.h"
#include "device/mtp/helper/songtags.h"
#include "device/mtp/usbdevice.h"
#include "device/storage/devicestorage.h"

#include <QList>
#include <chrono>
#include <functional>
#include <vector>

namespace tandem::device::mtp {

/// What stands for the top of a storage where a folder's handle is asked for.
inline constexpr quint32 topFolder = LIBMTP_FILES_AND_FOLDERS_ROOT;

// A player that is busy, as when it looks through its own music, says nothing of an object for a moment. So
// often it is asked, and so long is waited in between, before that counts as a failure.
inline constexpr int lookAttempts = 3;
inline constexpr std::chrono::milliseconds lookPause{200};

/// What a player tells of one of its objects.
struct ObjectFacts {
    QString name;
    qint64 sizeBytes = 0;
    bool isFolder = false;
    qint64 modifiedNs = -1; ///< -1 if the player does not say
};

/// One opened player and one of its storages: libmtp's calls in Tandem's words. Every call is one or a few
/// transactions, told in its description, and a sign of life when it is done. Failures of the transport leave
/// isLost() behind, handles that may not be valid any more isStale(): whether they are, only their folder
/// tells.
class MtpSession
{
public:
    MtpSession(UsbDevice device, Line &line)
        : m_usb(std::move(device)), m_line(line), m_events(line), m_tags(line), m_covers(line)
    {
    }

    /// Opens the player at hand without looking at any other. @p isInterrupted: another helper was ended in
    /// the middle of a transfer. Errors: NotConnected, also if it is another than @p identity; DeviceHeld;
    /// DeviceLocked; StorageMissing; DeviceFailed.
    Result<void> open(const QString &identity, const QString &storage, bool isInterrupted);

    bool isOpen() const { return m_device != nullptr; }
    bool isLost() const { return m_isLost; }
    bool takeStale() { return std::exchange(m_isStale, false); }

    /// Whether it still answers; one transaction and one for each storage.
    bool probe();

    Result<StorageInfo> info();
    PlayerFacts facts();
    Result<void> setFriendlyName(const QString &name);
    Result<void> setSynchronizationPartner(const QString &name);

    /// Handles of what lies in a folder; one transaction.
    Result<std::vector<quint32>> children(quint32 folder);
    /// One transaction.
    Result<QString> nameOf(quint32 object);
    /// Whether it has the name that it was given. One transaction. Errors: NameNotKept; DeviceFailed if the
    /// player does not say.
    Result<void> checkName(quint32 object, const QString &name);
    /// One transaction.
    Result<qint64> sizeOf(quint32 object);
    /// Time of modification, ns since 1970; -1 if the player does not say. One transaction.
    Result<qint64> modifiedOf(quint32 object);
    /// One transaction.
    Result<bool> isFolder(quint32 object);
    /// Three transactions.
    Result<ObjectFacts> factsOf(quint32 object);

    Result<quint32> makeFolder(quint32 parent, const QString &name);
    Result<void> remove(quint32 object);
    /// NotSupported if the player cannot; not asked again then. One that did it once can: what it refuses
    /// after that fails with DeviceFailed.
    Result<void> rename(quint32 object, const QString &name);
    bool canMove() const;
    Result<void> moveTo(quint32 object, quint32 folder);
    /// Whether rename() was not refused yet.
    bool canRename() const { return m_canRename; }

    /// Sends an open file from its beginning. The object exists from the first moment, and remains when this
    /// fails; @p object is then its handle, or 0. @p type is what it is, whatever its name for the time
    /// being. Returns the hash of what went over. Errors also: Cancelled, FileChanged, FileUnreadable.
    Result<QByteArray> sendFile(int file, qint64 sizeBytes, qint64 modifiedNs, quint32 folder,
                                const QString &name, LIBMTP_filetype_t type, quint32 &object);
    /// Tells the player what it does not find out itself; whether it likes it or not.
    void tag(const SongObject &song, const MediaTags &tags);
    quint32 storageId() const { return m_storage; }
    /// See Covers::takes().
    bool takesCover(LIBMTP_filetype_t type, const QByteArray &cover);
    /// Gives an object a picture that takesCover(); whether the player likes it or not.
    void sendCover(quint32 object, LIBMTP_filetype_t type, const QByteArray &cover);

    /// Receives blocks of an object until @p take says that it has enough. Errors also: Cancelled.
    Result<void> receive(quint32 object, const std::function<bool(const char *data, size_t size)> &take);

    bool hasPlaylists() const { return m_hasPlaylists; }
    /// Makes a playlist, or, if @p object is not 0, gives it another content. Returns its handle.
    Result<quint32> putPlaylist(quint32 object, quint32 folder, const QString &name,
                                const std::vector<quint32> &tracks);

private:
    Error openingError(bool isClaimed) const;
    /// Reads and clears libmtp's errors.
    Error takeError(const QString &subject = {});
    LIBMTP_devicestorage_t *storage() const;
    QList<StorageChoice> storageChoices() const;
    QList<LIBMTP_filetype_t> fileTypes() const;
    void answered() { m_line.alive(); }

    UsbDevice m_usb;
    Line &m_line;
    LibmtpPtr<LIBMTP_mtpdevice_t> m_device;
    EventWatch m_events; ///< ends before the player is closed
    quint32 m_storage = 0;
    SongTags m_tags;
    Covers m_covers;
    bool m_hasPlaylists = false;
    bool m_canRename = true;
    bool m_hasRenamed = false;
    bool m_isLost = false;
    bool m_isStale = false;
};

} // namespace tandem::device::mtp
