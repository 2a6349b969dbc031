// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "sync/conversion/conversioncache.h"
#include "sync/ledger/ledger.h"

#include <QHash>
#include <QString>
#include <optional>
#include <stop_token>

namespace tandem::sync {

class Conversions;
class ProgressMeter;
struct Survey;
struct WantedItem;

/// Whose the files are of which the listing alone does not tell: Tandem's, or the player's owner's. Works on
/// a survey that has the ledger, the listing and the selection.
class Ownership
{
public:
    /// Without @p conversions nothing is converted.
    Ownership(Survey &survey, device::DeviceStorage &storage, Conversions *conversions, std::stop_token stop);

    /// Leaves nothing uncertain. Errors: Cancelled; of a player that is out of reach.
    Result<void> settleUncertain();
    /// Looks into everything that is said to be there, on the medium: what differs, or cannot be read, is to
    /// be written anew. Errors: as above, and what keeps the player from taking what was written before.
    Result<void> verifyPresent(ProgressMeter &meter);
    /// A file that is already where a wanted one would go, and is the same, need not be copied.
    Result<void> adoptIdentical();

private:
    using Settled = std::optional<LedgerEntry>; ///< as it is Tandem's; empty for somebody else's

    Result<Settled> settle(const LedgerEntry &entry, const WantedItem *wanted);
    Result<Settled> settlePlaylist(const LedgerEntry &entry);
    Result<Settled> settleByContent(const LedgerEntry &entry, const WantedItem *wanted);
    Settled byNotes(const LedgerEntry &entry) const;
    LedgerEntry asFound(const LedgerEntry &entry, LedgerState state) const;
    Result<std::optional<device::Likeness>> likenessTo(const LedgerEntry &entry, const WantedItem *wanted);
    Result<bool> isAsSent(const LedgerEntry &entry, const WantedItem *wanted);
    Result<std::optional<CachedFile>> convertedAgain(const LedgerEntry &entry, const WantedItem &wanted);
    bool isMovedHere(const LedgerEntry &entry) const;
    bool isUnreadable(const Error &error, const LedgerEntry &entry) const;

    Survey &m_survey;
    device::DeviceStorage &m_storage;
    Conversions *m_conversions;
    std::stop_token m_stop;
    QHash<TrackId, QString> m_open; ///< paths of unfinished copies of which nobody can say now what is there
};

} // namespace tandem::sync
