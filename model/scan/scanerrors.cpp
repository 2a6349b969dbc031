// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scanerrors.h"

#include "model/db/database.h"
#include "model/tags/readprotocol.h"

using namespace Qt::StringLiterals;

namespace tandem::model {

Result<KnownErrors> KnownErrors::load(Connection &connection)
{
    KnownErrors known;
    Query query(connection, u"SELECT folder_id, path, detail, size_bytes, modified_ns FROM scan_errors "
                            "WHERE code = ? AND reader = ?"_s);
    query.bind(QString(errorCodeName(ErrorCode::FileCorrupt)), readerVersion);
    const auto done = query.each([&known](const Row &row) {
        known.m_errors.insert(row.bytes(1), {.folder = FolderId{row.integer(0)},
                                             .error = {ErrorCode::FileCorrupt, row.text(1), row.text(2)},
                                             .sizeBytes = row.integer(3),
                                             .modifiedNs = row.integer(4)});
    });
    if (!done)
        return std::unexpected(done.error());
    return known;
}

const ScanError *KnownErrors::find(QByteArrayView path, qint64 sizeBytes, qint64 modifiedNs) const
{
    if (m_errors.isEmpty())
        return nullptr;
    const auto found = m_errors.constFind(QByteArray::fromRawData(path.data(), path.size()));
    const bool isSame =
        found != m_errors.cend() && found->sizeBytes == sizeBytes && found->modifiedNs == modifiedNs;
    return isSame ? &*found : nullptr;
}

Result<void> replaceScanErrors(Connection &connection, const QList<FolderId> &folders,
                               std::span<const ScanError> errors)
{
    Transaction transaction(connection);
    if (!transaction.begun())
        return transaction.begun();
    Query clear(connection, u"DELETE FROM scan_errors WHERE folder_id = ?"_s);
    for (const FolderId folder : folders) {
        if (auto done = clear.bind(folder.value).run(); !done)
            return done;
    }
    Query insert(
        connection,
        u"INSERT OR REPLACE INTO scan_errors(folder_id, path, code, detail, size_bytes, modified_ns, reader) "
        "SELECT id, ?, ?, ?, ?, ?, ? FROM folders WHERE id = ?"_s);
    for (const ScanError &each : errors) {
        insert.bind(each.error.subject, QString(errorCodeName(each.error.code)), each.error.detail,
                    each.sizeBytes, each.modifiedNs, readerVersion, each.folder.value);
        if (auto done = insert.run(); !done)
            return done;
    }
    return transaction.commit();
}

} // namespace tandem::model
