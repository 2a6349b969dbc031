// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "musicfolders.h"

#include "model/db/database.h"
#include "model/tracks/content.h"
#include "model/tracks/folderrepository.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct MusicFoldersText {
    Q_DECLARE_TR_FUNCTIONS(tandem::model::MusicFoldersText)
};

/// A file that a folder held, by its path in the folder.
struct HeldFile {
    QString path;
    qint64 sizeBytes = 0;
    qint64 content = 0;
};

/// Of all that the folder held, so many from the beginning to the end: enough to tell, and soon looked at
/// even on a slow drive.
Result<QList<HeldFile>> someOf(Connection &connection, FolderId folder)
{
    constexpr qint64 enough = 100;
    Query count(connection, u"SELECT count(*) FROM tracks WHERE folder_id = ? AND is_missing = 0"_s);
    const auto all = count.bind(folder.value).number();
    if (!all)
        return std::unexpected(all.error());
    Query query(connection, u"SELECT path, size_bytes, content FROM (SELECT path, size_bytes, content, "
                            "row_number() OVER (ORDER BY path) AS number FROM tracks "
                            "WHERE folder_id = ? AND is_missing = 0) WHERE number % ? = 0"_s);
    query.bind(folder.value, std::max<qint64>(*all / enough, 1));
    return query.rows([](const Row &row) { return HeldFile{row.text(0), row.integer(1), row.integer(2)}; });
}

qsizetype countHeld(const QList<HeldFile> &files, const QString &place)
{
    return std::ranges::count_if(files, [&place](const HeldFile &file) {
        const QFileInfo info(QDir(place).filePath(file.path));
        return info.isFile() && info.size() == file.sizeBytes &&
               (file.content == 0 || contentOf(info.filePath().toUtf8()) == file.content);
    });
}

Likeness likeness(const QList<HeldFile> &files, const QString &place)
{
    const qsizetype held = countHeld(files, place);
    if (files.isEmpty() || 2 * held > files.size())
        return Likeness::Most;
    return held > 0 ? Likeness::Some : Likeness::None;
}

/// A folder that is not there, or only as an empty mount point.
bool isGone(const LibraryFolder &folder)
{
    return QDir(folder.path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

} // namespace

Result<QString> folderMovedTo(Connection &connection, const QString &path)
{
    const auto all = FolderRepository(connection).all();
    if (!all)
        return std::unexpected(all.error());
    for (const LibraryFolder &folder : *all) {
        if (!isGone(folder))
            continue;
        const auto files = someOf(connection, folder.id);
        if (!files)
            return std::unexpected(files.error());
        if (!files->isEmpty() && likeness(*files, path) == Likeness::Most)
            return folder.path;
    }
    return QString();
}

Result<QList<FolderId>> goneFolders(Connection &connection)
{
    return FolderRepository(connection).all().transform([](const QList<LibraryFolder> &all) {
        QList<FolderId> gone;
        for (const LibraryFolder &folder : all) {
            if (isGone(folder))
                gone += folder.id;
        }
        return gone;
    });
}

Result<Likeness> likenessOf(Connection &connection, const QString &from, const QString &to)
{
    const auto folder = FolderRepository(connection).byPath(from);
    if (!folder)
        return std::unexpected(folder.error());
    return someOf(connection, folder->id).transform([&to](const QList<HeldFile> &files) {
        return likeness(files, to);
    });
}

Result<void> moveMusicFolder(Connection &connection, const QString &from, const QString &to)
{
    FolderRepository folders(connection);
    const auto folder = folders.byPath(from);
    if (!folder)
        return std::unexpected(folder.error());
    const auto files = someOf(connection, folder->id);
    if (!files)
        return std::unexpected(files.error());
    if (QFileInfo(to).isDir() && likeness(*files, to) == Likeness::None)
        return failure(ErrorCode::InvalidArgument, to,
                       MusicFoldersText::tr("none of the songs of “%1” is there").arg(folder->path));
    return folders.setPath(folder->id, to);
}

} // namespace tandem::model
