// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/profiles/playerprofile.h"
#include "sync/conversion/conversioncache.h"
#include "sync/conversion/converter.h"
#include "sync/ledger/ledger.h"

#include <stop_token>

namespace tandem::model {
struct Track;
}

namespace tandem::sync {

struct WantedItem;

/// What converts songs for the players of one library, and where they are kept. Safe from several threads at
/// once.
class Conversions
{
public:
    /// @p program: ffmpeg's path; empty if it is not installed.
    explicit Conversions(const QString &dataDir, QString program = Converter::findProgram());

    const Converter &converter() const { return m_converter; }
    ConversionCache &cache() { return m_cache; }

    /// The converted song, from the cache or made now.
    /// Errors: those of Converter::convert() and of the cache.
    Result<CachedFile> obtain(const QString &source, const Conversion &conversion,
                              const std::stop_token &stop);

private:
    Converter m_converter;
    ConversionCache m_cache;
};

/// As Conversions::obtain().
Result<CachedFile> obtainConverted(const Converter &converter, ConversionCache &cache, const QString &source,
                                   const Conversion &conversion, const std::stop_token &stop);

/// Decides for a session whether and how what the player does not play gets there.
struct ConversionChooser {
    Conversions *conversions = nullptr; ///< null: nothing is converted
    bool isAllowed = true;              ///< false: only copies that were converted before count

    /// If the profile does not play the track: gives the item its conversion, with the estimated size and the
    /// version, or else the obstacle NotPlayable, with the reason. @p known: what the ledger says of it, if
    /// anything. An item that was converted as it would be now needs nothing to be converted by.
    void choose(WantedItem &item, const model::Track &track, const device::PlayerProfile &profile,
                const LedgerEntry *known) const;
};

} // namespace tandem::sync
