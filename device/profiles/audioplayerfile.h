// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/profiles/playerdescription.h"

#include <QByteArray>
#include <QList>

namespace tandem::device {

/// The file at the top of a drive by which its owner says that it is a player, and what it wants.
/// Rhythmbox and Banshee made it known: lines KEY=VALUE, lists with commas, values in quotes or not.
inline constexpr auto audioPlayerFileName = ".is_audio_player";
inline constexpr qint64 maxAudioPlayerFileBytes = 64 << 10;

/// What it says. Lines that make no sense are passed over; binary data says nothing.
PlayerDescription parseAudioPlayerFile(const QByteArray &data);

} // namespace tandem::device
