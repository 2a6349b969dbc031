// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/helperprocess.h"
#include "device/mtp/mtpprotocol.h"
#include "device/mtp/usbdevice.h"
#include "device/storage/devicestorage.h"
#include "device/storage/playeraddress.h"

#include <chrono>
#include <memory>

namespace tandem::device {

/// How MtpStorage is to go about it; tests want other ways.
struct MtpSettings {
    QString program;    ///< the helper; empty: where it belongs
    QString systemRoot; ///< see UsbDevice
    /// Without a sign of life for so long, the player is given up.
    std::chrono::milliseconds openingTime{30'000};
    /// The same for one that was open a moment ago, and so is awake.
    std::chrono::milliseconds reopeningTime{15'000};
    std::chrono::milliseconds operationTime{15'000};
    /// Opening is tried once more if it failed within so long.
    std::chrono::milliseconds quickFailureTime{5000};
    /// After a stop request, the helper has so long to end in good order.
    std::chrono::milliseconds cancelTime{700};
    /// So long after a failure, the system may still know a player that was taken away.
    std::chrono::milliseconds unpluggingTime{500};
};

/// A player that speaks MTP. What talks to it is a program of its own, one for each player
/// (docs/architecture/decisions/007-mtp-helper-process.md). When the player stalls or the helper crashes, it
/// is ended, another one is started, and what was asked for is tried once more, after whatever was left half
/// sent has been removed; only then it fails.
///
/// Names are taken as equal without regard to case, as Android's storages do. A file that is replaced is
/// whole under its name, or, if that is interrupted, under a name of Tandem's own, from which
/// removeLeftovers() and the next writing into the folder bring it back; players that cannot rename lose
/// this. writePlaylist() wants a path that ends with ".pla".
class MtpStorage : public DeviceStorage, private PlaylistObjects, private PlayerSelf
{
public:
    /// @p stop: as of setStop(). Errors: NotConnected, also if another player is there; DeviceLocked;
    /// StorageMissing if the chosen one is not there; DeviceHeld; DeviceStalled; DeviceFailed; Internal if
    /// the helper is missing.
    static Result<std::unique_ptr<DeviceStorage>>
    open(const PlayerAddress &address, const MtpSettings &settings = {}, std::stop_token stop = {});

    ~MtpStorage() override;

    void setStop(std::stop_token stop) override { m_stop = std::move(stop); }
    void setNext(const NextParcel &next) override { m_next = next; }
    Result<StorageInfo> info() override;
    Result<QList<StoredObject>> list(const QString &folder) override;
    Result<qint64> count(const QString &folder) override;
    Result<QByteArray> read(const QString &path, qint64 maxBytes) override;
    Result<FileStamp> write(const QString &path, const QByteArray &data,
                            const std::optional<FileStamp> &replaces) override;
    Result<FileStamp> send(const Parcel &parcel, std::stop_token stop, const BytesWritten &written) override;
    Result<void> move(const QString &from, const QString &to, const FileStamp &expected) override;
    Result<void> remove(const QString &path, const FileStamp &expected) override;
    Result<Likeness> compare(const QString &path, const QString &sourceFile, Reading reading,
                             std::stop_token stop) override;
    Result<void> removeLeftovers(const QStringList &folders = {}) override;
    Result<void> flush() override;
    PlaylistObjects *playlistObjects() override { return this; }
    PlayerSelf *playerSelf() override { return this; }

private:
    MtpStorage(PlayerAddress address, MtpSettings settings, UsbDevice device);

    Result<void> writePlaylist(const QString &path, const QStringList &trackPaths,
                               const std::optional<FileStamp> &replaces) override;
    Result<PlayerFacts> facts() override;
    Result<void> setFriendlyName(const QString &name) override;
    Result<void> setSynchronizationPartner(const QString &name) override;

    /// A request and what belongs to it.
    struct Task;
    /// How one attempt ended: with a reply, or with the helper gone.
    struct Attempt;
    /// What the helper knows already of the file that will probably be sent next.
    struct Prepared;

    Result<mtp::Payload> perform(Task task);
    Attempt attempt(Task &task, std::chrono::milliseconds time);
    Attempt follow(Task &task, std::chrono::milliseconds time);
    bool ask(Task &task);
    /// Tells the helper, which is busy, what will probably be sent next.
    void prepareNext();
    Result<void> ensureOpen(const std::stop_token &stop);
    Result<void> openOnce(const std::stop_token &stop);
    /// Ends the helper; the next operation starts another one.
    void giveUp();
    /// Takes note of what the helper has announced.
    void learnHalf();
    bool isGone() const;

    PlayerAddress m_address;
    MtpSettings m_settings;
    UsbDevice m_device;
    std::stop_token m_stop;
    std::unique_ptr<mtp::HelperProcess> m_helper; ///< none after it was given up
    mtp::Writing m_half; ///< what the helper, or an earlier one, may have left unfinished
    bool m_wasOpen = false;
    QString m_storageInUse;    ///< its id, once one was open: never another one from then on
    bool m_sendsCovers = true; ///< nothing went wrong with one
    NextParcel m_next;
    std::unique_ptr<Prepared> m_prepared; ///< told to m_helper
};

} // namespace tandem::device
