// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <span>

namespace tandem::model {

class Connection;

/// A file, or a folder, that a scan could not take in.
struct ScanError {
    FolderId folder;
    Error error;          ///< its subject is the path
    qint64 sizeBytes = 0; ///< of the file that could not be read, as the walk saw it
    qint64 modifiedNs = 0;
};

/// The files that were found damaged, or ended their reader: they are not read again before they, or the
/// reader, change. Loaded once, then read by the walking threads.
class KnownErrors
{
public:
    static Result<KnownErrors> load(Connection &connection);

    /// Null if the file may be read.
    const ScanError *find(QByteArrayView path, qint64 sizeBytes, qint64 modifiedNs) const;

private:
    QHash<QByteArray, ScanError> m_errors;
};

/// Replaces what is known of these folders. Errors of folders that left the library meanwhile are passed
/// over.
Result<void> replaceScanErrors(Connection &connection, const QList<FolderId> &folders,
                               std::span<const ScanError> errors);

} // namespace tandem::model
