// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/drive/filedescriptor.h"
#include "sync/conversion/conversion.h"

#include <QString>
#include <chrono>
#include <optional>

namespace tandem::sync {

/// A file in the conversion cache that is in use: as long as this lives, nobody takes it out, in this
/// process or in another.
class CachedFile
{
public:
    const QString &path() const { return m_path; }
    qint64 sizeBytes() const { return m_sizeBytes; }
    /// How long the song turned out to be when the file was made; nothing if that was earlier.
    std::optional<std::chrono::milliseconds> songLength() const { return m_songLength; }
    void setSongLength(std::chrono::milliseconds length) { m_songLength = length; }

private:
    friend class ConversionCache;
    CachedFile(QString path, device::FileDescriptor lock, qint64 sizeBytes);

    QString m_path;
    device::FileDescriptor m_lock; ///< the kernel gives it up with the process, however that ends
    qint64 m_sizeBytes;
    std::optional<std::chrono::milliseconds> m_songLength;
};

struct ConversionCacheStatus {
    qint64 files = 0;
    qint64 bytes = 0;
    qint64 maxBytes = 0;
};

/// Keeps converted songs, so that the next player, or the next attempt, need not wait for them again. A
/// folder of files whose names say what was made of what (path, size and time of the source, and how it was
/// converted); no more than so many bytes, those that were used longest ago go first. What is in use stays.
/// Safe from several threads and processes at once.
class ConversionCache
{
public:
    static constexpr qint64 usualMaxBytes = 2'000'000'000;

    /// The folder is made when the first file comes.
    explicit ConversionCache(QString folder, qint64 maxBytes = usualMaxBytes);

    /// The cache of the library in this data directory.
    static QString folderIn(const QString &dataDir);

    qint64 maxBytes() const { return m_maxBytes; }

    /// Counts as a use.
    std::optional<CachedFile> find(const QString &source, const Conversion &conversion) const;
    /// How large it is if it is there, and -1 if it is not.
    qint64 sizeOf(const QString &source, const Conversion &conversion) const;

    /// An empty file to be converted into. Whoever gets it hands it to store(), or lets go of it: then it
    /// goes with the next trim(). Errors: FileNotWritable, OutOfSpace.
    Result<CachedFile> newFile(const Conversion &conversion);
    /// The file gets its name, complete as it is, and others go if it is too much.
    /// Errors: FileNotWritable, OutOfSpace.
    Result<CachedFile> store(CachedFile file, const QString &source, const Conversion &conversion);

    ConversionCacheStatus status() const;
    /// Takes out what is too much, and what was left half made.
    void trim() { shrinkTo(m_maxBytes); }
    /// Takes out all that is not in use. Returns how many bytes that were.
    qint64 clear() { return shrinkTo(0); }

private:
    QString pathOf(const QString &source, const Conversion &conversion) const;
    qint64 shrinkTo(qint64 bytes);

    QString m_folder;
    qint64 m_maxBytes;
};

} // namespace tandem::sync
