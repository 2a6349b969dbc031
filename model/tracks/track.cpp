// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "track.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct Ending {
    QLatin1StringView text;
    AudioFormat format;
};

constexpr std::array endings = {
    Ending{"mp3"_L1, AudioFormat::Mp3},       Ending{"m4a"_L1, AudioFormat::Mp4},
    Ending{"m4b"_L1, AudioFormat::Mp4},       Ending{"flac"_L1, AudioFormat::Flac},
    Ending{"ogg"_L1, AudioFormat::OggVorbis}, Ending{"oga"_L1, AudioFormat::OggVorbis},
    Ending{"opus"_L1, AudioFormat::Opus},     Ending{"wav"_L1, AudioFormat::Wav},
    Ending{"wave"_L1, AudioFormat::Wav},      Ending{"aiff"_L1, AudioFormat::Aiff},
    Ending{"aif"_L1, AudioFormat::Aiff},      Ending{"wma"_L1, AudioFormat::Wma},
    Ending{"ape"_L1, AudioFormat::Ape},       Ending{"wv"_L1, AudioFormat::WavPack},
    Ending{"mpc"_L1, AudioFormat::Musepack},
};

} // namespace

QString audioFormatName(AudioFormat format)
{
    switch (format) {
    case AudioFormat::Unknown:
        return {};
    case AudioFormat::Mp3:
        return u"MP3"_s;
    case AudioFormat::Mp4:
        return u"M4A"_s;
    case AudioFormat::Flac:
        return u"FLAC"_s;
    case AudioFormat::OggVorbis:
        return u"Ogg Vorbis"_s;
    case AudioFormat::Opus:
        return u"Opus"_s;
    case AudioFormat::Wav:
        return u"WAV"_s;
    case AudioFormat::Aiff:
        return u"AIFF"_s;
    case AudioFormat::Wma:
        return u"WMA"_s;
    case AudioFormat::Ape:
        return u"APE"_s;
    case AudioFormat::WavPack:
        return u"WavPack"_s;
    case AudioFormat::Musepack:
        return u"Musepack"_s;
    }
    return {};
}

AudioFormat audioFormatFromName(QStringView fileName)
{
    const qsizetype dot = fileName.lastIndexOf(u'.');
    if (dot < 0)
        return AudioFormat::Unknown;
    const QStringView ending = fileName.sliced(dot + 1);
    for (const auto &[text, format] : endings) {
        if (ending.compare(text, Qt::CaseInsensitive) == 0)
            return format;
    }
    return AudioFormat::Unknown;
}

QString Track::displayTitle() const
{
    if (!tags.title.isEmpty())
        return tags.title;
    const QStringView name = QStringView(path).sliced(path.lastIndexOf(u'/') + 1);
    const qsizetype dot = name.lastIndexOf(u'.');
    return (dot > 0 ? name.first(dot) : name).toString();
}

} // namespace tandem::model
