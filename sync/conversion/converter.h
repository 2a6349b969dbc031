// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "sync/conversion/conversion.h"

#include <QString>
#include <chrono>
#include <mutex>
#include <optional>
#include <stop_token>

namespace tandem::model {
struct TrackTags;
}

namespace tandem::sync {

/// Makes other kinds of audio file by means of the program ffmpeg. Safe from several threads at once.
class Converter
{
public:
    /// @p program: ffmpeg's path; empty if it is not installed.
    explicit Converter(QString program = findProgram());

    static QString findProgram();

    bool isInstalled() const { return !m_program.isEmpty(); }
    /// What ffmpeg can make here. Asks it once, which takes a moment.
    ConvertedFormats available() const;

    /// Writes @p target, whose name has the format's ending, out of the library's file @p source, with its
    /// tags, and verifies it: readable, and as long as what was decoded. What is in @p target before is lost,
    /// and after a failure it is anything. Nothing else is written. Errors: ConversionFailed; FileChanged if
    /// the source is not what the conversion was made for, or becomes something else meanwhile; FileMissing,
    /// FileUnreadable, FileEmpty, FileCorrupt, FormatUnsupported of the source; OutOfSpace; Cancelled, within
    /// a second of the stop. Returns how long the song turned out to be: more than a header may know.
    Result<std::chrono::milliseconds> convert(const QString &source, const Conversion &conversion,
                                              const QString &target, std::stop_token stop) const;

    /// After so long without progress a conversion has failed.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

private:
    /// How much sound came out.
    Result<std::chrono::milliseconds> run(const QString &source, const Conversion &conversion,
                                          const model::TrackTags &tags, const QString &target,
                                          const std::stop_token &stop) const;

    QString m_program;
    std::chrono::milliseconds m_patience{60'000};
    mutable std::mutex m_mutex;
    mutable std::optional<ConvertedFormats> m_available;
};

} // namespace tandem::sync
