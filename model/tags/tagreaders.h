// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/tags/readerprocess.h"
#include "model/tracks/track.h"

#include <QByteArray>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <vector>

namespace tandem::model {

/// The door to what is in audio files: they are read by helper processes with limits (tandem-read), for what
/// strangers wrote may crash whoever parses it, or take all memory or time. A file that ends its reader is
/// one error; the next file gets a new reader. Helpers are started when they are needed, one for each thread
/// that reads at the same time, and end with this object. Paths are in the file system's bytes. Safe to use
/// from several threads at once.
///
/// Errors of all functions: HelperMissing; Cancelled.
/// Errors of a file: FileMissing, FileUnreadable, FileEmpty, FileProtected, FormatUnsupported; FileCorrupt,
/// also if it took too much of something, which the detail names.
class TagReaders
{
public:
    explicit TagReaders(QString program = defaultProgram(), const ReadLimits &limits = {});
    ~TagReaders();

    static QString defaultProgram();

    /// Called once for each path, in their order, in the calling thread.
    using OnTags = std::function<void(size_t index, Result<TrackTags> tags)>;

    /// Reads many files in less time than one by one.
    Result<void> readTags(std::span<const QByteArray> paths, const OnTags &onTags, std::stop_token stop = {});

    Result<TrackTags> readTags(const QByteArray &path, std::stop_token stop = {});

    /// The picture in an audio file that shows it best, as a JPEG: the first front cover, or, if none is
    /// called that, the first picture. Empty if there is none, or if it is no JPEG or too large.
    Result<QByteArray> readCover(const QByteArray &path, std::stop_token stop = {});

    /// Starts a helper, so that the first who reads finds it running.
    Result<void> warmUp();

private:
    using OnAnswer = std::function<void(size_t index, const Result<QByteArray> &frame)>;

    Result<void> read(ReadKind kind, std::span<const QByteArray> paths, const OnAnswer &onAnswer,
                      const std::stop_token &stop);
    Result<std::unique_ptr<ReaderProcess>> take();
    void giveBack(std::unique_ptr<ReaderProcess> reader);

    const QString m_program;
    const ReadLimits m_limits;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<ReaderProcess>> m_idle;
};

} // namespace tandem::model
