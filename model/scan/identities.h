// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/scan/folderwalk.h"
#include "model/scan/knowntracks.h"

#include <QByteArray>
#include <QSet>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace tandem::model {

/// A file that a scan looks into, since it is new or seems to have changed.
struct ScanJob {
    QByteArray path;
    WalkedFile file;               ///< without its path
    KnownTrack *known = nullptr;   ///< the track that it is; before that is decided, the one of its path
    bool isOnlyIdentified = false; ///< it is as it was; only what its content is known by is missing
    bool isMoved = false;          ///< the track was elsewhere before
    qint64 content = 0;            ///< see contentOf(); 0 if it did not have to be known yet
    bool isUnknown = false;        ///< it had to be, and could not be looked into
};

/// What was decided about the files of a scan. Those that are not named here are what their paths say: the
/// track that was there, edited in place, or a new one.
struct Identities {
    /// Files whose tracks were elsewhere before, at paths that nothing else has in the library.
    std::vector<ScanJob *> moved;
    /// The same where paths are exchanged: the file's path was another track's, or there is another file now
    /// where its track was. Their tracks leave their old paths before any of them takes its new one.
    std::vector<ScanJob *> exchanged;
    /// Tracks whose files were found nowhere, while another track's file lies at their path.
    std::vector<KnownTrack *> displaced;
    /// Of files that may be tracks, but could not be looked into.
    QSet<qint64> unknownSizes;
};

/// Whether a file may be a track that was elsewhere, if it has its content.
using MayBe = std::function<bool(const KnownTrack &track, const ScanJob &file)>;

/// Decides for all files at once which tracks they are. A path says nothing once another content lies there:
/// files whose path is new, or now holds other content, are first held against all tracks that have lost
/// their files, @p gone or replaced, by size and content; of several with the same content, those belong
/// together whose paths end most alike. Only what is left over is a file edited in place, or a new one.
///
/// Sets the jobs' tracks, and isSeen of those. Looks into files only where their size allows them to be
/// somebody: not at all in a first scan. Works with up to @p threads threads. Stopped, it decides nothing.
Identities decideIdentities(std::span<ScanJob> jobs, std::span<KnownTrack *const> gone, const MayBe &mayBe,
                            int threads, const std::stop_token &stop);

} // namespace tandem::model
