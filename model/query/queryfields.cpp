// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "queryfields.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

// A duration is compared in whole seconds, as it is shown.
constexpr std::array fields{
    QueryField{"title"_L1, QueryField::Kind::Text, "title"_L1},
    QueryField{"artist"_L1, QueryField::Kind::Text, "artist"_L1},
    QueryField{"album"_L1, QueryField::Kind::Text, "album"_L1},
    QueryField{"albumartist"_L1, QueryField::Kind::Text, "album_artist"_L1},
    QueryField{"genre"_L1, QueryField::Kind::Text, "genre"_L1},
    QueryField{"composer"_L1, QueryField::Kind::Text, "composer"_L1},
    QueryField{"path"_L1, QueryField::Kind::Place, "path"_L1},
    QueryField{"year"_L1, QueryField::Kind::KnownNumber, "year"_L1},
    QueryField{"track"_L1, QueryField::Kind::KnownNumber, "track_number"_L1},
    QueryField{"disc"_L1, QueryField::Kind::KnownNumber, "disc_number"_L1},
    QueryField{"duration"_L1, QueryField::Kind::Duration, "duration_ms / 1000"_L1},
    QueryField{"bitrate"_L1, QueryField::Kind::KnownNumber, "bitrate_kbps"_L1},
    QueryField{"size"_L1, QueryField::Kind::Size, "size_bytes"_L1},
    QueryField{"rating"_L1, QueryField::Kind::Number, "rating"_L1},
    QueryField{"plays"_L1, QueryField::Kind::Number, "play_count"_L1},
    QueryField{"added"_L1, QueryField::Kind::Time, "added_at"_L1},
    QueryField{"modified"_L1, QueryField::Kind::Time, "modified_ns / 1000000000"_L1},
    QueryField{"played"_L1, QueryField::Kind::Time, "COALESCE(last_played_at, 0)"_L1},
    QueryField{"format"_L1, QueryField::Kind::Format, "format"_L1},
};

struct FormatName {
    QLatin1StringView name;
    AudioFormat format;
};

// The first name of each format is the one that an error offers.
constexpr std::array formatNames{
    FormatName{"mp3"_L1, AudioFormat::Mp3},       FormatName{"m4a"_L1, AudioFormat::Mp4},
    FormatName{"mp4"_L1, AudioFormat::Mp4},       FormatName{"aac"_L1, AudioFormat::Mp4},
    FormatName{"alac"_L1, AudioFormat::Mp4},      FormatName{"flac"_L1, AudioFormat::Flac},
    FormatName{"ogg"_L1, AudioFormat::OggVorbis}, FormatName{"vorbis"_L1, AudioFormat::OggVorbis},
    FormatName{"opus"_L1, AudioFormat::Opus},     FormatName{"wav"_L1, AudioFormat::Wav},
    FormatName{"wave"_L1, AudioFormat::Wav},      FormatName{"aiff"_L1, AudioFormat::Aiff},
    FormatName{"aif"_L1, AudioFormat::Aiff},      FormatName{"wma"_L1, AudioFormat::Wma},
    FormatName{"ape"_L1, AudioFormat::Ape},       FormatName{"wavpack"_L1, AudioFormat::WavPack},
    FormatName{"wv"_L1, AudioFormat::WavPack},    FormatName{"musepack"_L1, AudioFormat::Musepack},
    FormatName{"mpc"_L1, AudioFormat::Musepack},
};

/// Edit distance, without regard to case. Both are short: fields have names of at most 11 letters.
int distance(QStringView a, QStringView b)
{
    std::array<int, 32> previous;
    for (int j = 0; j <= b.size(); ++j)
        previous[j] = j;
    for (int i = 1; i <= a.size(); ++i) {
        int diagonal = std::exchange(previous[0], i);
        for (int j = 1; j <= b.size(); ++j) {
            const bool isSame = a[i - 1].toCaseFolded() == b[j - 1].toCaseFolded();
            const int best = std::min({previous[j] + 1, previous[j - 1] + 1, diagonal + (isSame ? 0 : 1)});
            diagonal = std::exchange(previous[j], best);
        }
    }
    return previous[b.size()];
}

} // namespace

const QueryField *queryField(QStringView name)
{
    const auto found = std::ranges::find_if(
        fields, [=](const QueryField &f) { return name.compare(f.name, Qt::CaseInsensitive) == 0; });
    return found == fields.end() ? nullptr : &*found;
}

QString nearestQueryField(QStringView name)
{
    constexpr int farthest = 2;
    QString best;
    int bestDistance = farthest + 1;
    if (name.size() < 2 || name.size() > 16)
        return best;
    for (const QueryField &candidate : fields) {
        const QString text = candidate.name;
        const bool isBeginning = text.startsWith(name, Qt::CaseInsensitive);
        const int d = isBeginning ? 1 : distance(name, text);
        if (d < bestDistance && d < text.size() - 1) {
            best = text;
            bestDistance = d;
        }
    }
    return best;
}

std::optional<AudioFormat> queryFormat(QStringView name)
{
    const auto found = std::ranges::find_if(
        formatNames, [=](const FormatName &f) { return name.compare(f.name, Qt::CaseInsensitive) == 0; });
    return found == formatNames.end() ? std::nullopt : std::optional(found->format);
}

QStringList queryFormatNames()
{
    QStringList names;
    AudioFormat last = AudioFormat::Unknown;
    for (const FormatName &name : formatNames) {
        if (name.format != std::exchange(last, name.format))
            names += name.name;
    }
    return names;
}

} // namespace tandem::model
