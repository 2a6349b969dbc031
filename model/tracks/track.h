// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"

#include <QMetaType>
#include <QString>
#include <chrono>

namespace tandem::model {

/// The kinds of audio file that the library takes in. The numbers are stored in the database.
enum class AudioFormat {
    Unknown = 0,
    Mp3 = 1,
    Mp4 = 2, ///< m4a: AAC or ALAC
    Flac = 3,
    OggVorbis = 4,
    Opus = 5,
    Wav = 6,
    Aiff = 7,
    Wma = 8,
    Ape = 9,
    WavPack = 10,
    Musepack = 11,
};

/// The short name that people know ("FLAC"); empty for Unknown.
QString audioFormatName(AudioFormat format);

/// What the file name's ending says ("song.FLAC" is Flac); Unknown if it is no audio file.
AudioFormat audioFormatFromName(QStringView fileName);

/// What a file says about itself. Texts are empty and numbers 0 where it says nothing.
struct TrackTags {
    AudioFormat format = AudioFormat::Unknown;
    QString title;
    QString artist;
    QString album;
    QString albumArtist;
    QString genre;
    QString composer;
    int year = 0;
    int trackNumber = 0;
    int discNumber = 0;
    std::chrono::milliseconds duration{0};
    int bitrateKbps = 0;
    int sampleRateHz = 0;
    int channels = 0;
    /// What all that was read for these is known by, pictures and such included: where it is another one,
    /// tags were changed, be it none of these. 0 is unknown.
    qint64 digest = 0;
    qint64 content = 0; ///< of the file they were read from; see contentOf()

    friend bool operator==(const TrackTags &, const TrackTags &) = default;
};

/// One track of the library.
struct Track {
    TrackId id;
    FolderId folder;
    QString path; ///< absolute
    qint64 sizeBytes = 0;
    qint64 modifiedNs = 0;  ///< when its content was last changed; nanoseconds since 1970, UTC
    qint64 addedAt = 0;     ///< seconds since 1970, UTC
    bool isMissing = false; ///< the file is gone though its folder is there
    bool isAvailable =
        true; ///< neither missing nor on a drive, in a folder or behind a link that is not there
    TrackTags tags;
    int rating = 0; ///< 0 (unrated) to 5 stars
    int playCount = 0;
    qint64 lastPlayedAt = 0; ///< seconds since 1970, UTC; 0 is never

    /// The title, or the file's name if it has none.
    QString displayTitle() const;
};

} // namespace tandem::model

Q_DECLARE_METATYPE(tandem::model::Track)
