// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "sync/ledger/partnershipindex.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace tandem::sync {

inline constexpr int maxReservePercent = 95;
/// All kinds of media, and no other wish; see Partnership::nextFilter.
inline constexpr int noFilter = 255;

/// What takes the room that the chosen playlists leave: nothing, or all other songs of the library, as
/// many as there is room for.
enum class Fill { None, Random, Rating };

QString fillName(Fill fill);                        ///< "", "random", "rating", as they are stored
std::optional<Fill> fillFromName(QStringView name); ///< inverse of fillName()

/// What the owner chose for a player: the answers of the partnership wizard.
struct PartnershipSettings {
    QString friendlyName;        ///< empty keeps the name
    QList<PlaylistId> playlists; ///< in priority order, the first is the highest
    int reservePercent = 0;      ///< 0 to 95 % of the total that a sync leaves free
    bool takeOver = false;       ///< even if the player is partnered with another library
    Fill fill = Fill::None;
    bool hasDefaultRules = false; ///< the stock playlists (sync/players/stockrules.h) in place of those above

    friend bool operator==(const PartnershipSettings &, const PartnershipSettings &) = default;
};

} // namespace tandem::sync

Q_DECLARE_METATYPE(tandem::sync::PartnershipSettings)
