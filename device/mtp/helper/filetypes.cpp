// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filetypes.h"

#include <array>

using namespace Qt::StringLiterals;

namespace tandem::device::mtp {

namespace {

struct Ending {
    QLatin1StringView ending;
    LIBMTP_filetype_t type;
};

// Opus has no number in MTP: players take it as a file like any other, and may play it all the same.
constexpr std::array musicTypes = {
    Ending{"mp3"_L1, LIBMTP_FILETYPE_MP3},     Ending{"ogg"_L1, LIBMTP_FILETYPE_OGG},
    Ending{"oga"_L1, LIBMTP_FILETYPE_OGG},     Ending{"flac"_L1, LIBMTP_FILETYPE_FLAC},
    Ending{"m4a"_L1, LIBMTP_FILETYPE_M4A},     Ending{"m4b"_L1, LIBMTP_FILETYPE_M4A},
    Ending{"aac"_L1, LIBMTP_FILETYPE_AAC},     Ending{"wma"_L1, LIBMTP_FILETYPE_WMA},
    Ending{"wav"_L1, LIBMTP_FILETYPE_WAV},     Ending{"mp2"_L1, LIBMTP_FILETYPE_MP2},
    Ending{"mp4"_L1, LIBMTP_FILETYPE_MP4},     Ending{"aa"_L1, LIBMTP_FILETYPE_AUDIBLE},
    Ending{"aax"_L1, LIBMTP_FILETYPE_AUDIBLE},
};

constexpr std::array otherTypes = {
    Ending{"jpg"_L1, LIBMTP_FILETYPE_JPEG},
    Ending{"jpeg"_L1, LIBMTP_FILETYPE_JPEG},
    Ending{"png"_L1, LIBMTP_FILETYPE_PNG},
    Ending{"txt"_L1, LIBMTP_FILETYPE_TEXT},
};

} // namespace

LIBMTP_filetype_t fileTypeOf(const QString &name)
{
    const QString ending = name.sliced(name.lastIndexOf(u'.') + 1).toLower();
    for (const Ending &candidate : musicTypes) {
        if (ending == candidate.ending)
            return candidate.type;
    }
    for (const Ending &candidate : otherTypes) {
        if (ending == candidate.ending)
            return candidate.type;
    }
    // Playlists that are files (m3u8) among them: PLAYLIST stands for objects without content.
    return LIBMTP_FILETYPE_UNKNOWN;
}

QStringList musicEndings(const QList<LIBMTP_filetype_t> &types)
{
    QStringList endings;
    for (const Ending &candidate : musicTypes) {
        if (types.contains(candidate.type))
            endings += candidate.ending;
    }
    return endings;
}

} // namespace tandem::device::mtp
