// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "base/pending.h"
#include "model/db/database.h"
#include "model/items/devicestate.h"
#include "sync/engine/browse.h"
#include "sync/ledger/itemstate.h"
#include "sync/plan/syncplan.h"
#include "sync/players/partnership.h"
#include "sync/players/partnershipmode.h"
#include "sync/players/playersettings.h"
#include "sync/players/playlistplaces.h"
#include "sync/players/sessionoptions.h"
#include "sync/players/syncresult.h"

#include <QList>
#include <QObject>
#include <QStringList>
#include <chrono>
#include <memory>
#include <optional>

namespace tandem::device {
class DeviceMonitor;
struct PlayerFacts;
} // namespace tandem::device

namespace tandem::sync {

struct AttributeValue;

/// The players of this library and what happens with them: the one door through which the window and
/// the command line go. Lives in the main thread; every player has an engine with a thread of its own.
/// Functions that say "asynchronous" return at once and end in the signal that they name, those that give a
/// Pending answer to the one who asked; the others only touch the database.
class SyncService : public QObject
{
    Q_OBJECT

public:
    /// @p monitor may be null (no players are found by themselves) and must outlive the service.
    SyncService(model::Database database, device::DeviceMonitor *monitor, QObject *parent = nullptr);
    ~SyncService() override; ///< stops all engines and waits for them

    /// From now on players that come and go are followed, and those whose owners want it are synchronized
    /// when they are connected, and when what belongs on them changes; see SyncSchedule.
    void start();
    /// How long nothing must change before a change has players synchronized.
    void setSettleTime(std::chrono::milliseconds time);
    /// What may run by itself, until the program ends: the sum of BackgroundBit in sync/service/attributes.h.
    void setBackgroundBits(PlayerId id, int bits);
    int backgroundBits(PlayerId id) const;

    void noteLibraryChanged();               ///< songs were added, removed or changed
    void notePlaylistsChanged();             ///< some were added, removed or renamed
    void notePlaylistChanged(PlaylistId id); ///< its content

    /// Asynchronous: refreshed(). Looks at all players that may be there.
    void refresh();
    /// Asynchronous: playerInspected(). Looks whether the player is there, and at its marker and room.
    void inspect(PlayerId id);

    /// Every player ever seen, connected ones first.
    QList<model::DeviceState> players() const;
    model::DeviceState player(PlayerId id) const; ///< an invalid id if there is none

    /// The player with this id, friendly name, name, mount point or folder; NotFound.
    Result<PlayerId> find(const QString &text) const;
    /// Whether a music folder may lie there. Errors: MusicInsidePlayer, PlayerInsideMusic.
    Result<void> checkMusicFolder(const QString &path) const;

    /// Adds a folder as a player, or finds the one that was added. @p limitBytes > 0: use no more than so
    /// much of it. Errors: FileMissing, MusicInsidePlayer, PlayerInsideMusic.
    Result<PlayerId> addFolder(const QString &path, qint64 limitBytes = 0);
    /// The player itself takes the name, too, if it can.
    Result<void> rename(PlayerId id, const QString &friendlyName);
    /// Ends what runs and the partnership, too; the player's files stay. Errors: NotFound.
    Pending<void> forget(PlayerId id);

    /// Asynchronous: playerInspected(). Makes a player that is there but not mounted reachable; one that is,
    /// is only inspected. Errors: MountFailed, NotConnected.
    void mount(PlayerId id);
    /// Asynchronous: ejected() or operationFailed(). Ends what runs and lets go of the player, so that it can
    /// be taken away. Errors: MountFailed, NotConnected; NotSupported of a folder.
    void eject(PlayerId id);
    /// Asynchronous: playerInspected() or operationFailed(). Asks the program that holds an MTP player to let
    /// go of it. Errors: DeviceHeld if it does not.
    void releaseHolder(PlayerId id);
    /// What the player said of itself when it was last looked at.
    device::PlayerFacts facts(PlayerId id) const;
    /// Asynchronous: playerInspected(). Which of its storages to use; empty: the preferred one.
    Result<void> setStorage(PlayerId id, const QString &storage);
    QList<Choice> storageChoices(PlayerId id) const; ///< empty if it has but one
    QString chosenStorage(PlayerId id) const;
    /// What the player plays and how it wants its files; empty: whatever suits best. Errors: NotFound.
    Result<void> setProfile(PlayerId id, const QString &profile);
    QList<Choice> profileChoices() const;
    QString chosenProfile(PlayerId id) const;

    /// Asynchronous: partnershipCreated() or operationFailed(). Already partnered with this library:
    /// the settings are changed, the index stays. A manual player must be made automatic first.
    /// Errors: NotConnected, ManualDevice, PartneredElsewhere (without takeOver), TooManyPartnerships,
    /// DeviceReadOnly, DeviceFull, MusicInsidePlayer, PlayerInsideMusic, InvalidArgument.
    void createPartnership(PlayerId id, const PartnershipSettings &settings);
    /// The player's status becomes declined; a session with it is stopped. The files that Tandem placed stay
    /// on the player. Errors: NotPartnered.
    Pending<void> deletePartnership(PlayerId id);
    /// What to suggest to the owner of a player that was never seen before.
    PartnershipMode suggestedMode(PlayerId id) const;
    Result<void> decline(PlayerId id); ///< the wizard does not ask again
    Result<void> setManual(PlayerId id, bool isManual);

    /// The settings of the partnership; playlists in priority order. Errors: NotPartnered.
    Result<PartnershipSettings> settings(PlayerId id) const;
    /// Changes which playlists synchronize, in priority order. Errors: NotPartnered, NotFound.
    Result<void> setPlaylists(PlayerId id, const QList<PlaylistId> &playlists);
    /// Where a playlist that is about to be deleted stands with the players; restorePlaces() puts it there
    /// again when it has come back, maybe under another id.
    Result<QList<PlaylistPlace>> placesOf(PlaylistId playlist) const;
    Result<void> restorePlaces(PlaylistId former, PlaylistId playlist, const QList<PlaylistPlace> &places);
    Result<void> setReservePercent(PlayerId id, int percent);
    Result<void> setFill(PlayerId id, Fill fill); ///< what takes the room that is left over
    Result<void> setSyncOnConnect(PlayerId id, bool isOn);
    Result<bool> isSyncOnConnect(PlayerId id) const;
    /// The stock playlists (sync/players/stockrules.h) instead of those that were chosen; off: they stay, as
    /// chosen ones. Errors: NotPartnered.
    Result<void> setDefaultRules(PlayerId id, bool isOn);
    /// For the next session only; see FilterBit in sync/service/attributes.h. Errors: NotPartnered,
    /// InvalidArgument.
    Result<void> setNextFilter(PlayerId id, int bits);
    Result<void> setNextIncludesSkipped(PlayerId id, bool isOn);

    /// What is known of a player, by name. Names, forms and errors: sync/service/attributes.h; NotFound.
    Result<QString> attribute(PlayerId id, const QString &name) const;
    Result<QList<AttributeValue>> attributes(PlayerId id) const;
    Result<void> setAttribute(PlayerId id, const QString &name, const QString &value);

    /// Asynchronous: syncStateChanged(), progressChanged(), syncFinished().
    void startSync(PlayerId id, const SessionOptions &options = {});
    /// Asynchronous, as startSync(): the owner answers the brake that ended the last session. What was asked
    /// of that one is asked of this one, too.
    void goOn(PlayerId id);
    /// Asynchronous, as startSync(): transfers these by hand. Works without a partnership, too. The tracks
    /// that a partnered player gets stay on it and are kept up to date; see sync/players/sentplaylist.h.
    /// @p files: of this computer, not in the library.
    void send(PlayerId id, const QList<TrackId> &tracks, const QList<PlaylistId> &playlists,
              const QStringList &files = {});
    void stop(PlayerId id);
    void pause(PlayerId id); ///< the session halts before its next item, until resume() or stop()
    void resume(PlayerId id);
    /// Asynchronous: each call ends in estimateFinished(), estimateCancelled() or operationFailed(). A second
    /// call, cancelEstimate() and the beginning of a session cancel the one before. Errors: NotConnected,
    /// Busy during a session; those of the session itself.
    void estimate(PlayerId id);                                    ///< for the chosen playlists
    void estimate(PlayerId id, const QList<PlaylistId> &proposed); ///< for these instead
    void cancelEstimate(PlayerId id);

    /// Asynchronous: planReady() or operationFailed(), with Cancelled if it was. What startSync() would do.
    void dryRun(PlayerId id, const SessionOptions &options = {});

    /// Asynchronous: browsed() or operationFailed(). Lists files of the player. stop() ends it.
    void browse(PlayerId id, const BrowseRequest &request);

    SyncProgress progress(PlayerId id) const;
    /// The last session's result; outcome Completed and endedAt 0 if there was none.
    SyncResult lastResult(PlayerId id) const;
    /// What became of the songs of this playlist on the player, or of all that its playlists choose, each
    /// once and in order of priority. Evaluates auto playlists. Errors: NotFound, NotPartnered.
    Result<QList<ItemStateRow>> itemStates(PlayerId id, std::optional<PlaylistId> playlist = {}) const;

Q_SIGNALS:
    void playersChanged(); ///< one was added or forgotten, here or by another program
    void playerChanged(tandem::PlayerId id);
    /// A player nobody has decided about was connected: time for the wizard.
    void newPlayerConnected(tandem::PlayerId id);
    void partnershipCreated(tandem::PlayerId id);
    /// Whatever made it another one: the owner's choice, or that another library has taken the player over.
    void statusChanged(tandem::PlayerId id, tandem::model::PartnershipStatus status);
    void syncStateChanged(tandem::PlayerId id, tandem::model::SyncState state);
    void progressChanged(tandem::PlayerId id, const tandem::sync::SyncProgress &progress);
    void syncFinished(tandem::PlayerId id, const tandem::sync::SyncResult &result);
    void ejected(tandem::PlayerId id);
    void browsed(tandem::PlayerId id, const tandem::sync::BrowseResult &result);
    void playerInspected(tandem::PlayerId id, const tandem::Error &error); ///< a default Error if it is there
    void refreshed();
    void planReady(tandem::PlayerId id, const tandem::sync::SyncPlan &plan);
    void estimateFinished(tandem::PlayerId id, const tandem::sync::SyncEstimate &estimate);
    void estimateCancelled(tandem::PlayerId id);
    void operationFailed(tandem::PlayerId id, const tandem::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tandem::sync
