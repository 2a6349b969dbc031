// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/profiles/playerprofile.h"
#include "device/storage/devicestorage.h"
#include "device/storage/playeraddress.h"
#include "model/db/database.h"
#include "sync/conversion/conversions.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/ledgerfile.h"
#include "sync/ledger/marker.h"
#include "sync/plan/syncplan.h"
#include "sync/players/playerrepository.h"
#include "sync/players/sessionoptions.h"
#include "sync/session/brakes.h"
#include "sync/session/progressmeter.h"
#include "sync/session/reconcile.h"
#include "sync/wish/selection.h"

#include <QSet>
#include <QStringList>
#include <future>
#include <optional>
#include <stop_token>

namespace tandem::sync {

/// What a session is asked to bring onto the player.
struct SessionRequest {
    bool isManual = false; ///< these items by hand; otherwise the partnership's playlists
    std::optional<QList<PlaylistId>> playlists; ///< instead of the partnership's, to look what would fit
    QList<TrackId> tracks;
    QStringList files; ///< of this computer, not in the library
    SessionOptions options;
    device::PlayerMake make; ///< of the player that is connected, to find its profile by
    QString storage{};       ///< which of its storages, or which file system, that is; empty: nobody knows
    bool mayConvert = true;  ///< what the player does not play is converted, if it can be
};

/// Everything that a session knows before it decides: what the library wants and what the player holds.
struct Survey {
    PlayerRecord record;
    std::optional<Marker> marker;
    bool isGuest = false;       ///< the player belongs to another library and is sent to by hand
    QStringList missingFolders; ///< library folders that are not there
    device::StorageInfo storage;
    device::PlayerProfile profile;
    Selection selection;
    QList<LedgerEntry> recorded;    ///< the ledger as it was found
    bool isLedgerRebuilt = false;   ///< from the player's copy: the library's must be stored anew
    bool isLibraryBehind = false;   ///< the player knows of later sessions, and no word was given since
    qint64 ledgerFileBytes = 0;     ///< of the player's copy
    bool isLedgerFileKnown = false; ///< that is of the last session, or of a later one
    QSet<QString> takenOver;        ///< paths of entries that only the player's copy had
    QString storageInUse;           ///< as Partnership::storage
    bool wasClosed = false;         ///< the last session ended properly
    bool isUntidy = false;          ///< what an interrupted one left could not be removed
    Listing listing;
    Reconciliation found;       ///< nothing is uncertain any more
    QList<LedgerEntry> settled; ///< entries whose state was found out, to be stored
    QList<Error> warnings;

    bool isPartnered() const { return record.partnership.has_value() && !isGuest; }
    QList<LedgerEntry> present(LedgerKind kind) const;
    BrakeFacts brakeFacts() const; ///< as long as nothing is uncertain any more
    /// Where an interrupted session, or something that failed in its midst, may have left half a file.
    QStringList openFolders() const;
};

/// Looks at the library and the player, and writes nothing: steps 2 to 4 of the life of a sync.
class Surveyor
{
public:
    Surveyor(const model::Database &database, model::Connection &connection, device::DeviceStorage &storage,
             std::stop_token stop);

    /// Without them nothing is converted.
    void setConversions(Conversions *conversions) { m_conversions = conversions; }

    /// With it, a request to verify is carried out: every file is read. Otherwise they are only listed.
    void setMeter(ProgressMeter *meter) { m_meter = meter; }

    /// Errors: NotFound, NotPartnered, PartneredElsewhere, MarkerDamaged, BrakeOtherStorage,
    /// MusicInsidePlayer, PlayerInsideMusic, Cancelled; of the database and the storage.
    /// @p mayTidy: remove what an interrupted session left half written, so that its room counts as free.
    Result<Survey> survey(PlayerId player, const SessionRequest &request, bool mayTidy);

private:
    Result<void> readLibraryFolders();
    Result<void> measureRoom();
    Result<void> tidyOpen(const SessionRequest &request, bool mayTidy);
    Result<void> tidy(const QStringList &folders);
    Result<void> readMarkerOf(const SessionRequest &request);
    Result<void> checkStorage(const SessionRequest &request);
    void takeOver(const QList<LedgerEntry> &entries);
    LedgerKey ledgerKey() const;
    bool isOwnMarkerCutOff() const;
    Result<void> readProfile(const SessionRequest &request);
    Result<void> readLedger(PlayerId player, const SessionRequest &request);
    Result<void> compareLedgers(const SessionRequest &request);
    Result<bool> isAsLeft();
    Result<void> linkTracks();
    Result<std::future<Result<Selection>>> startSelecting(PlayerId player, const SessionRequest &request);
    Result<void> listRecorded(const SessionRequest &request);
    QSet<QString> foldersToSee() const;
    Result<void> takeSelection(std::future<Result<Selection>> selecting, const SessionRequest &request);
    void fillUpSelection(const SessionRequest &request);
    Fill fillOf(const SessionRequest &request) const;
    Result<void> compareWithPlayer(const SessionRequest &request);

    const model::Database &m_database;
    model::Connection &m_connection;
    device::DeviceStorage &m_storage;
    std::stop_token m_stop;
    Conversions *m_conversions = nullptr;
    ProgressMeter *m_meter = nullptr;
    bool m_isMarkerCurrent =
        false;                ///< it tells of the last session that the library knows, or of a later one
    bool m_isTidying = false; ///< what an interrupted session left is removed
    Survey m_survey;
};

} // namespace tandem::sync
