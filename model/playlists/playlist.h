// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/tracks/trackrepository.h"

#include <QMetaType>
#include <QString>

namespace tandem::model {

enum class PlaylistKind { Static, Auto };

/// Who makes a playlist: a person; the program, as one of its stock rules; or sending songs to a player.
enum class PlaylistOrigin { Person, Stock, Sent };

QString originName(PlaylistOrigin origin); ///< "", "stock", "sent", as they are stored

enum class LimitUnit { None, Items, Bytes, Seconds };

/// Stops an auto playlist once it holds so much: it ends before the first track, in its order, that would
/// exceed the limit.
struct PlaylistLimit {
    LimitUnit unit = LimitUnit::None;
    qint64 amount = 0;

    friend bool operator==(const PlaylistLimit &, const PlaylistLimit &) = default;
};

/// Reads "500", "2GB", "90min"; empty is no limit. Units: KB MB GB TB (powers of 1000), KiB MiB GiB TiB
/// (of 1024), B; s min h d, also "1h30min". Errors: InvalidArgument.
Result<PlaylistLimit> parseLimit(const QString &text);
QString formatLimit(const PlaylistLimit &limit); ///< inverse of parseLimit()

/// What an auto playlist asks the library each time it is opened or synchronized.
struct AutoRule {
    QString query;
    TrackOrder order;
    PlaylistLimit limit;

    friend bool operator==(const AutoRule &, const AutoRule &) = default;
};

struct Playlist {
    PlaylistId id;
    QString name;
    PlaylistKind kind = PlaylistKind::Static;
    AutoRule rule;           ///< of auto playlists
    bool isSyncOnly = false; ///< offered to players, not shown among the library's playlists
    PlaylistOrigin origin = PlaylistOrigin::Person;
    QString stockId; ///< which of the stock playlists it is; see sync/players/stockrules.h

    friend bool operator==(const Playlist &, const Playlist &) = default;
};

/// One line of a static playlist. The path stays even if the library has no such track (any more).
struct PlaylistEntry {
    TrackId track; ///< 0 if the library has no track at this path
    QString path;  ///< absolute; where the track is now, if there is one

    friend bool operator==(const PlaylistEntry &, const PlaylistEntry &) = default;
};

} // namespace tandem::model

Q_DECLARE_METATYPE(tandem::model::Playlist)
