// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "sync/ledger/ledger.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace tandem::sync {

/// The player's own copy of its ledger: from it the library's is rebuilt after a loss. JSON lines, the
/// first a header with the generation and a signature over all others and the player's id, made with the
/// library's secret: only a file that this library wrote for this player is believed to say what Tandem
/// placed.
struct LedgerFile {
    qint64 generation = 0;
    QList<LedgerEntry> entries; ///< tracks by their source path; ids are the library's own business
};

inline constexpr auto ledgerPath = ".tandem/ledger.jsonl";
inline constexpr qint64 maxLedgerFileBytes = 512 << 20;

/// By what a library knows the file of a player again.
struct LedgerKey {
    QByteArray secret;  ///< the library's
    QString playerUuid; ///< of the partnership
};

QByteArray formatLedgerFile(const LedgerFile &ledger, const LedgerKey &key);

/// How large that will be.
qint64 ledgerFileBytes(const LedgerFile &ledger);

/// Whose a file is; quicker to find out than what is in it.
enum class LedgerSeal {
    Ours,    ///< whole, and of this player
    OldForm, ///< whole, but it does not say of which player: of a version that did not
    Broken,  ///< cut short, changed, forged, or another player's
};
LedgerSeal sealOf(const QByteArray &data, const LedgerKey &key);

/// Errors: LedgerDamaged if it is not sealed as Ours, or names a path that may not be used.
Result<LedgerFile> parseLedgerFile(const QByteArray &data, const LedgerKey &key);

} // namespace tandem::sync
