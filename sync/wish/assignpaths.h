// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/profiles/playerprofile.h"
#include "model/db/database.h"
#include "sync/conversion/conversions.h"
#include "sync/wish/selection.h"

namespace tandem::sync {

/// Says where on the player each wanted item belongs, and which the player cannot take at all.
///
/// - Where the ledger says that it is, if neither the item nor what the ledger knows of it has changed:
///   also if the profile has. Nobody who changes a word of a template asks for a whole player to be written
///   anew, nor for songs to vanish from it.
/// - A song whose file in the library was moved or renamed gets its place anew, since the template may go by
///   the file's name: planSync() then moves it, or keeps it where it is if it belongs there.
/// - Otherwise where the profile's template puts it; if as many files as a folder may hold are in it
///   already, going by the ledger, in the folder " (2)" beside it, and so on.
/// - An item that the profile does not play gets its conversion, and the new file's ending; the conversion's
///   size is an estimate. One that cannot be converted, or that has no path within the profile's limits, gets
///   an obstacle: NotPlayable (detail: the ending, the bitrate or the sample rate), NameTooLong.
///
/// Errors: of the database.
Result<void> assignPaths(model::Connection &connection, Selection &selection,
                         const QList<LedgerEntry> &ledger, const device::PlayerProfile &profile,
                         const ConversionChooser &conversions = {});

} // namespace tandem::sync
