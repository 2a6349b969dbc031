// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/session/survey.h"

namespace tandem::sync {

/// What a session is to bring onto a player, apart from what only fills room, as a number: another one
/// whenever items, their order or content, or the reserve are others. Above 0. A pure function.
qint64 wishNumber(const Survey &survey);

/// Whether the player has as much room as when a session had brought onto it what there was room for, and
/// the same is wanted as then. Nothing is to be moved about then for what did not fit: how much room files
/// and folders take is known for some file systems only, and each session would reckon otherwise than the one
/// before. A pure function.
bool isSettled(const Survey &survey);

} // namespace tandem::sync
