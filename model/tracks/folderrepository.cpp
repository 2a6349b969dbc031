// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "folderrepository.h"

#include "model/db/database.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

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

bool overlap(const QString &a, const QString &b)
{
    return liesIn(a, b) || liesIn(b, a);
}

/// Where a folder is said to be: what was named if that is a link, which may lead elsewhere tomorrow; the
/// folders above it are canonical. Empty if there is no such thing.
QString placeOf(QString path)
{
    while (path.size() > 1 && path.endsWith(u'/'))
        path.chop(1);
    if (path.isEmpty())
        return {};
    const QFileInfo info(path);
    const QString canonical = info.canonicalFilePath();
    const bool isDots = info.fileName() == "."_L1 || info.fileName() == ".."_L1;
    if (!info.isSymLink() || isDots || canonical.isEmpty())
        return canonical;
    const QString above = QFileInfo(info.absolutePath()).canonicalFilePath();
    return (above.endsWith(u'/') ? above : above + u'/') + info.fileName();
}

/// The place of a folder that can be read.
Result<QString> readablePlace(const QString &path)
{
    const QString place = placeOf(path);
    const QFileInfo info(place);
    if (place.isEmpty() || !info.isDir())
        return failure(ErrorCode::FolderMissing, path);
    if (!info.isReadable() || !info.isExecutable())
        return failure(ErrorCode::FileUnreadable, place);
    return place;
}

/// Neither as they are named nor as they are reached may folders lie in each other.
Result<void> checkApart(const QString &place, const QList<LibraryFolder> &folders)
{
    const QString canonical = QFileInfo(place).canonicalFilePath();
    for (const LibraryFolder &folder : folders) {
        const QString other = QFileInfo(folder.path).canonicalFilePath();
        if (overlap(place, folder.path) || overlap(canonical, folder.path) ||
            (!other.isEmpty() && overlap(canonical, other)))
            return failure(ErrorCode::AlreadyExists, folder.path);
    }
    return {};
}

} // namespace

QString LibraryFolder::name() const
{
    const QString last = path.section(u'/', -1);
    return last.isEmpty() ? path : last;
}

Result<QList<LibraryFolder>> FolderRepository::all() const
{
    Query query(m_connection, u"SELECT id, path, is_available FROM folders ORDER BY path"_s);
    return query.rows(
        [](const Row &row) { return LibraryFolder{FolderId{row.integer(0)}, row.text(1), row.boolean(2)}; });
}

Result<FolderId> FolderRepository::add(const QString &path)
{
    const auto place = readablePlace(path);
    if (!place)
        return std::unexpected(place.error());
    // In one transaction, so that two processes cannot add a folder and one below it side by side.
    Transaction transaction(m_connection);
    if (!transaction.begun())
        return std::unexpected(transaction.begun().error());
    if (auto apart = all().and_then([&](const auto &folders) { return checkApart(*place, folders); }); !apart)
        return std::unexpected(apart.error());
    Query insert(m_connection, u"INSERT INTO folders(path) VALUES(?)"_s);
    insert.bind(*place);
    if (auto done = insert.run(); !done)
        return std::unexpected(done.error());
    const FolderId id{insert.lastInsertId()};
    if (auto done = transaction.commit(); !done)
        return std::unexpected(done.error());
    return id;
}

Result<LibraryFolder> FolderRepository::byPath(const QString &path) const
{
    const auto folders = all();
    if (!folders)
        return std::unexpected(folders.error());
    // The folder may be gone from the disk, or a link may have taken its place: what was asked for is
    // tried as it stands first, and only then what it leads to.
    const QString asGiven = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    for (const QString &candidate : {asGiven, placeOf(path), QFileInfo(path).canonicalFilePath()}) {
        const auto found = std::ranges::find(*folders, candidate, &LibraryFolder::path);
        if (!path.isEmpty() && found != folders->end())
            return *found;
    }
    return failure(ErrorCode::NotFound, path);
}

Result<void> FolderRepository::remove(const QString &path)
{
    const auto folder = byPath(path);
    if (!folder)
        return std::unexpected(folder.error());
    return removeInHeaps(m_connection, folder->id);
}

Result<void> FolderRepository::setPath(FolderId id, const QString &path)
{
    const auto place = readablePlace(path);
    if (!place)
        return std::unexpected(place.error());
    Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    auto folders = all();
    if (!folders)
        return std::unexpected(folders.error());
    if (folders->removeIf([id](const LibraryFolder &folder) { return folder.id == id; }) == 0)
        return failure(ErrorCode::NotFound, QString::number(id.value));
    if (auto apart = checkApart(*place, *folders); !apart)
        return apart;
    Query query(m_connection, u"UPDATE folders SET path = ?, is_available = 1 WHERE id = ?"_s);
    if (auto done = query.bind(*place, id.value).run(); !done)
        return done;
    return transaction.commit();
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
