// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/profiles/playerdescription.h"
#include "device/profiles/playerprofile.h"
#include "device/storage/playeraddress.h"

#include <optional>

namespace tandem::device {

// The profiles that a player of which nothing else is known gets.
inline constexpr auto driveProfileId = "drive";
inline constexpr auto mtpProfileId = "mtp";

/// What is known of a player, to choose its profile by.
struct ProfileClues {
    QString chosenId; ///< its owner's choice; empty if there is none
    AddressKind kind = AddressKind::Folder;
    PlayerMake make;
    QStringList topLevelNames; ///< of files and folders at the player's top
    std::optional<PlayerDescription> audioPlayerFile;
    std::optional<PlayerDescription> mediaPlayerInfo;
};

/// A pure function. In this order: the owner's choice; what .is_audio_player says; a profile known by what
/// lies at the player's top; what media-player-info says; a profile known by the make; the one for its
/// kind. A chosen one that does not exist counts as no choice.
PlayerProfile chooseProfile(const QList<PlayerProfile> &profiles, const ProfileClues &clues);

/// The profile with what the description says put in its place. What could lead out of the player, or
/// into what cannot be stored, is passed over.
PlayerProfile adapted(PlayerProfile profile, const PlayerDescription &description);

} // namespace tandem::device
