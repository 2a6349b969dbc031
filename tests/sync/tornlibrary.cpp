// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tornlibrary.h"

#include <QFile>
#include <QMutex>
#include <QMutexLocker>
#include <QStringList>
#include <map>
#include <memory>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

/// All that is known of the files that SQLite has open, and what of them is on the medium.
struct Watched {
    QMutex mutex;
    std::map<sqlite3_file *, QString> open;
    QHash<QString, QByteArray> onMedium;
    std::map<const sqlite3_io_methods *, std::unique_ptr<sqlite3_io_methods>> methods; ///< by the original
    std::map<const sqlite3_io_methods *, const sqlite3_io_methods *> originals;
};

Watched &watched()
{
    static Watched all;
    return all;
}

const sqlite3_io_methods &originalOf(sqlite3_file *file)
{
    const QMutexLocker lock(&watched().mutex);
    return *watched().originals.at(file->pMethods);
}

/// By SQLite's own descriptor: closing another one would end the locks that it has on the file.
QByteArray contentOf(sqlite3_file *file, const sqlite3_io_methods &methods)
{
    sqlite3_int64 size = 0;
    if (methods.xFileSize(file, &size) != SQLITE_OK)
        return {};
    QByteArray content(size, '\0');
    return methods.xRead(file, content.data(), static_cast<int>(size), 0) == SQLITE_OK ? content
                                                                                       : QByteArray();
}

int syncFile(sqlite3_file *file, int flags)
{
    const sqlite3_io_methods &methods = originalOf(file);
    const int result = methods.xSync(file, flags);
    const QByteArray content = contentOf(file, methods);
    const QMutexLocker lock(&watched().mutex);
    watched().onMedium.insert(watched().open.at(file), content);
    return result;
}

int closeFile(sqlite3_file *file)
{
    const sqlite3_io_methods &original = originalOf(file);
    {
        const QMutexLocker lock(&watched().mutex);
        watched().open.erase(file);
    }
    return original.xClose(file);
}

int openFile(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *real = static_cast<sqlite3_vfs *>(vfs->pAppData);
    const int result = real->xOpen(real, name, file, flags, outFlags);
    const bool isWorthWatching = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0 && name;
    if (result != SQLITE_OK || !file->pMethods || !isWorthWatching)
        return result;
    const QByteArray content = contentOf(file, *file->pMethods);
    const QMutexLocker lock(&watched().mutex);
    auto &methods = watched().methods[file->pMethods];
    if (!methods) {
        methods = std::make_unique<sqlite3_io_methods>(*file->pMethods);
        methods->xSync = syncFile;
        methods->xClose = closeFile;
        watched().originals[methods.get()] = file->pMethods;
    }
    file->pMethods = methods.get();
    const QString path = QString::fromUtf8(name);
    watched().open[file] = path;
    if (!watched().onMedium.contains(path)) // what was there before has been for long
        watched().onMedium.insert(path, content);
    return result;
}

QStringList filesOf(const QString &databasePath)
{
    return {databasePath, databasePath + u"-wal"_s};
}

} // namespace

bool TornLibrary::watch()
{
    static const bool isWatching = [] {
        static sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
        vfs.zName = "tandem-watched";
        vfs.pAppData = sqlite3_vfs_find(nullptr);
        vfs.xOpen = openFile;
        return sqlite3_vfs_register(&vfs, 1) == SQLITE_OK;
    }();
    return isWatching;
}

TornLibrary TornLibrary::now(const QString &databasePath)
{
    TornLibrary torn;
    torn.m_databasePath = databasePath;
    const QMutexLocker lock(&watched().mutex);
    for (const QString &path : filesOf(databasePath))
        torn.m_files.insert(path, watched().onMedium.value(path));
    return torn;
}

void TornLibrary::restore() const
{
    QFile::remove(m_databasePath + u"-shm"_s);
    for (const auto &[path, content] : m_files.asKeyValueRange()) {
        QFile::remove(path);
        QFile file(path);
        if (!content.isEmpty() && (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()))
            qFatal("restoring %s", qPrintable(path));
    }
}

} // namespace tandem::sync
