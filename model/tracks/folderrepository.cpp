// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "folderrepository.h"

#include "model/db/database.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

/// Whether @p path is @p folder or lies below it.
bool liesIn(const QString &path, const QString &folder)
{
    if (folder == "/"_L1)
        return true;
    return path.startsWith(folder) && (path.size() == folder.size() || path.at(folder.size()) == u'/');
}

/// In heaps, so that others who want to write need not wait for all of it. A folder that is half gone counts
/// as not there: nobody takes its songs for deleted.
Result<void> removeInHeaps(Connection &connection, FolderId id)
{
    if (auto done = FolderRepository(connection).setAvailable(id, false); !done)
        return done;
    Query tracks(connection, u"DELETE FROM tracks WHERE id IN "
                             "(SELECT id FROM tracks WHERE folder_id = ? LIMIT 1000)"_s);
    do {
        if (auto done = tracks.bind(id.value).run(); !done)
            return done;
    } while (tracks.rowsAffected() > 0);
    Query folder(connection, u"DELETE FROM folders WHERE id = ?"_s);
    return folder.bind(id.value).run();
}

} // namespace

Result<QList<LibraryFolder>> FolderRepository::all() const
{
    Query query(m_connection, u"SELECT id, path, is_available FROM folders ORDER BY path"_s);
    return query.rows(
        [](const Row &row) { return LibraryFolder{FolderId{row.integer(0)}, row.text(1), row.boolean(2)}; });
}

Result<FolderId> FolderRepository::add(const QString &path)
{
    const QFileInfo info(path);
    const QString canonical = path.isEmpty() ? QString() : info.canonicalFilePath();
    if (canonical.isEmpty() || !info.isDir())
        return failure(ErrorCode::FolderMissing, path);
    if (!info.isReadable() || !info.isExecutable())
        return failure(ErrorCode::FileUnreadable, canonical);

    // In one transaction, so that two processes cannot add a folder and one below it side by side.
    Transaction transaction(m_connection);
    if (!transaction.begun())
        return std::unexpected(transaction.begun().error());
    const auto folders = all();
    if (!folders)
        return std::unexpected(folders.error());
    for (const LibraryFolder &folder : *folders) {
        if (liesIn(canonical, folder.path) || liesIn(folder.path, canonical))
            return failure(ErrorCode::AlreadyExists, folder.path);
    }
    Query insert(m_connection, u"INSERT INTO folders(path) VALUES(?)"_s);
    insert.bind(canonical);
    if (auto done = insert.run(); !done)
        return std::unexpected(done.error());
    const FolderId id{insert.lastInsertId()};
    if (auto done = transaction.commit(); !done)
        return std::unexpected(done.error());
    return id;
}

Result<void> FolderRepository::remove(const QString &path)
{
    // The folder may be gone from the disk, or a link may have taken its place: what was asked for is
    // tried as it stands first, and only then what it leads to.
    const QString asGiven = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    const QString canonical = QFileInfo(path).canonicalFilePath();
    Query query(m_connection, u"SELECT id FROM folders WHERE path = ?"_s);
    for (const QString &candidate : {asGiven, canonical}) {
        if (path.isEmpty() || candidate.isEmpty())
            continue;
        const auto id = query.bind(candidate).first([](const Row &row) { return FolderId{row.integer(0)}; });
        if (!id)
            return std::unexpected(id.error());
        if (*id)
            return removeInHeaps(m_connection, **id);
    }
    return failure(ErrorCode::NotFound, path);
}

Result<void> FolderRepository::setAvailable(FolderId id, bool isAvailable)
{
    Query query(m_connection, u"UPDATE folders SET is_available = ? WHERE id = ?"_s);
    query.bind(isAvailable, id.value);
    if (auto done = query.run(); !done)
        return done;
    if (query.rowsAffected() == 0)
        return failure(ErrorCode::NotFound, QString::number(id.value));
    return {};
}

} // namespace tandem::model
