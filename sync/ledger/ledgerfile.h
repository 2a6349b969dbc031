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
/// first a header with the generation and a signature over all others, made with the library's secret:
/// only a file that this library wrote is believed to say what Tandem placed.
struct LedgerFile {
    qint64 generation = 0;
    QList<LedgerEntry> entries; ///< tracks by their source path; ids are the library's own business
};

inline constexpr auto ledgerPath = ".tandem/ledger.jsonl";
inline constexpr qint64 maxLedgerFileBytes = 512 << 20;

QByteArray formatLedgerFile(const LedgerFile &ledger, const QByteArray &secret);

/// How large that will be.
qint64 ledgerFileBytes(const LedgerFile &ledger);

/// Errors: LedgerDamaged if the file is cut short, changed, forged, or names a path that may not be used.
Result<LedgerFile> parseLedgerFile(const QByteArray &data, const QByteArray &secret);

/// Whether the file is whole and signed with this secret; quicker than parsing it.
bool isLedgerFileIntact(const QByteArray &data, const QByteArray &secret);

} // namespace tandem::sync
