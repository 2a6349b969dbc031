// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "sync/players/sessionoptions.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

namespace tandem::sync {

/// What a running operation has done, sampled five times a second.
struct SyncProgress {
    enum class Phase { Preparing, Verifying, Copying, Removing, Paused, WritingPlaylists, Finishing };

    Phase phase = Phase::Preparing;
    int percent = 0; ///< 0 to 100 for the whole operation, never falling
    qint64 itemsDone = 0;
    qint64 itemsTotal = 0;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0;
    double bytesPerSecond = 0; ///< over the last seconds; 0 is unknown
    double secondsLeft = -1;   ///< -1 is unknown
    QString currentItem;       ///< path on the player

    friend bool operator==(const SyncProgress &, const SyncProgress &) = default;
};

enum class SyncOutcome { Completed, Stopped, Failed };

/// "completed" and so on: as the database and the command line's JSON name it.
QString outcomeName(SyncOutcome outcome);

/// How a session ended. Counts are of items.
struct SyncResult {
    SyncOutcome outcome = SyncOutcome::Completed;
    qint64 copied = 0; ///< brought to the player, replacements included
    qint64 moved = 0;  ///< given another place on the player; not among those kept of past sessions
    qint64 converted = 0;
    qint64 removed = 0;
    qint64 upToDate = 0;
    qint64 skipped = 0; ///< deleted on the player by its owner, and so not copied again
    qint64 noFit = 0;
    qint64 failed = 0;
    qint64 bytesCopied = 0; ///< of files sent whole: one brought up to date in place adds nothing
    double seconds = 0;
    qint64 endedAt = 0;     ///< seconds since 1970, UTC
    Error reason;           ///< why it failed, if outcome is Failed
    QList<Error> errors;    ///< one per item that failed
    SessionOptions options; ///< what was asked of it
    /// What was wished for, if the session was about all of it; not among what is kept of past sessions.
    QByteArray wishDigest;
};

/// Whether the session stopped to ask its owner something.
bool isBrake(const SyncResult &result);

/// What a sync would do now, or with a proposed set of playlists.
struct SyncEstimate {
    qint64 items = 0; ///< that the chosen playlists hold, each once
    qint64 copyItems = 0;
    qint64 removeItems = 0;
    qint64 noFitItems = 0;
    qint64 dataBytes = 0;       ///< to be copied
    qint64 deviceBytes = 0;     ///< used on the player afterwards by what Tandem placed, in whole clusters
    qint64 freeAfterBytes = -1; ///< -1 is unknown
};

} // namespace tandem::sync

Q_DECLARE_METATYPE(tandem::sync::SyncProgress)
Q_DECLARE_METATYPE(tandem::sync::SyncResult)
Q_DECLARE_METATYPE(tandem::sync::SyncEstimate)
