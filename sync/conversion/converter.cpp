// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "converter.h"

#include "base/logging.h"
#include "model/tags/tagreaders.h"
#include "model/tracks/track.h"
#include "sync/conversion/childprocess.h"
#include "sync/conversion/conversionlength.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QStandardPaths>
#include <QStorageInfo>
#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <sys/stat.h>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::sync {

namespace {

constexpr auto encodersPatience = 20s;
constexpr qint64 leastFreeBytes = 1 << 20;
constexpr qsizetype longestEncoderList = 1 << 20;

/// The translation context of this file.
struct ConverterText {
    Q_DECLARE_TR_FUNCTIONS(tandem::sync::Converter)
};

/// How ffmpeg makes a kind of file.
struct Recipe {
    ConvertedFormat format;
    QLatin1StringView encoder;
    QLatin1StringView muxer;
};

constexpr std::array recipes = {Recipe{ConvertedFormat::Mp3, "libmp3lame"_L1, "mp3"_L1},
                                Recipe{ConvertedFormat::M4a, "aac"_L1, "ipod"_L1},
                                Recipe{ConvertedFormat::Ogg, "libvorbis"_L1, "ogg"_L1},
                                Recipe{ConvertedFormat::Opus, "libopus"_L1, "opus"_L1},
                                Recipe{ConvertedFormat::Flac, "flac"_L1, "flac"_L1},
                                Recipe{ConvertedFormat::Wav, "pcm_s16le"_L1, "wav"_L1}};

const Recipe &recipeFor(ConvertedFormat format)
{
    return *std::ranges::find(recipes, format, &Recipe::format);
}

/// Only files, and only of the kinds that the library takes in: a playlist or a list of parts that calls
/// itself a song would make ffmpeg open whatever it names.
const QStringList &inputArguments()
{
    static const QStringList arguments{u"-nostdin"_s,
                                       u"-hide_banner"_s,
                                       u"-nostats"_s,
                                       u"-loglevel"_s,
                                       u"error"_s,
                                       u"-progress"_s,
                                       u"pipe:1"_s,
                                       u"-y"_s,
                                       u"-filter_threads"_s,
                                       u"1"_s,
                                       u"-threads"_s,
                                       u"1"_s,
                                       u"-protocol_whitelist"_s,
                                       u"file"_s,
                                       u"-format_whitelist"_s,
                                       u"mp3,mov,flac,ogg,wav,w64,aiff,asf,ape,wv,mpc,mpc8"_s};
    return arguments;
}

/// Ogg keeps a song's tags with its sound, all others with the file.
bool hasTagsInStream(const QString &source)
{
    const QString name = source.toLower();
    return name.endsWith(".ogg"_L1) || name.endsWith(".oga"_L1) || name.endsWith(".opus"_L1);
}

/// ffmpeg carries the tags over. It does not know all the names that people's programs give to these.
QStringList tagArguments(const QString &source, const model::TrackTags &tags)
{
    QStringList arguments{u"-map_metadata"_s, hasTagsInStream(source) ? u"0:s:a:0"_s : u"0"_s,
                          u"-map_metadata:s:a"_s, u"-1"_s, u"-map_chapters"_s, u"-1"_s,
                          // What an M4A says of itself, and no tags at all.
                          u"-metadata"_s, u"major_brand="_s, u"-metadata"_s, u"minor_version="_s,
                          u"-metadata"_s, u"compatible_brands="_s, u"-metadata"_s, u"encoder="_s};
    const auto add = [&arguments](QLatin1StringView name, const QString &value) {
        if (!value.isEmpty())
            arguments << u"-metadata"_s << name + u'=' + value;
    };
    const auto addNumber = [&add](QLatin1StringView name, int value) {
        if (value > 0)
            add(name, QString::number(value));
    };
    add("title"_L1, tags.title);
    add("artist"_L1, tags.artist);
    add("album"_L1, tags.album);
    add("album_artist"_L1, tags.albumArtist);
    add("genre"_L1, tags.genre);
    add("composer"_L1, tags.composer);
    switch (tags.format) {
    case model::AudioFormat::Wav:
    case model::AudioFormat::Aiff:
    case model::AudioFormat::Wma:
        // Elsewhere ffmpeg has more than we: the whole date, and of how many tracks and discs this is one.
        addNumber("date"_L1, tags.year);
        addNumber("track"_L1, tags.trackNumber);
        addNumber("disc"_L1, tags.discNumber);
        break;
    default:
        break;
    }
    return arguments;
}

QStringList coverArguments(const Conversion &conversion)
{
    if (conversion.coverPixels == 0)
        return {u"-vn"_s};
    const bool isJpeg = conversion.coverFormat == device::CoverFormat::Jpeg;
    const QString scale = u"scale=w='min(%1,iw)':h='min(%1,ih)':force_original_aspect_ratio=decrease"_s.arg(
        conversion.coverPixels);
    QStringList arguments{u"-map"_s,
                          u"0:v:0?"_s,
                          u"-disposition:v:0"_s,
                          u"attached_pic"_s,
                          u"-c:v"_s,
                          isJpeg ? u"mjpeg"_s : u"png"_s,
                          u"-filter:v"_s,
                          scale + (isJpeg ? u",format=yuvj420p"_s : QString())};
    if (isJpeg)
        arguments << u"-q:v"_s << u"4"_s;
    return arguments;
}

QStringList soundArguments(const Conversion &conversion, const model::TrackTags &tags)
{
    const Recipe &recipe = recipeFor(conversion.format);
    QStringList arguments{u"-c:a"_s, recipe.encoder};
    if (conversion.bitrateKbps > 0)
        arguments << u"-b:a"_s << u"%1k"_s.arg(conversion.bitrateKbps);
    if (conversion.sampleRateHz > 0)
        arguments << u"-ar"_s << QString::number(conversion.sampleRateHz);
    if (conversion.channels > 0)
        arguments << u"-ac"_s << QString::number(conversion.channels);
    if (conversion.format == ConvertedFormat::Flac && !isLossless(tags))
        arguments << u"-sample_fmt"_s << u"s16"_s; // more bits would keep what the losses put there
    if (conversion.format == ConvertedFormat::Mp3)
        arguments << u"-id3v2_version"_s << u"3"_s; // simple players know no later one
    else if (conversion.format == ConvertedFormat::M4a)
        arguments << u"-movflags"_s << u"+faststart"_s; // nor look for the tags at the end
    // The same song comes out each time.
    return arguments << u"-fflags"_s << u"+bitexact"_s << u"-flags:a"_s << u"+bitexact"_s << u"-threads"_s
                     << u"1"_s << u"-f"_s << recipe.muxer;
}

/// ffmpeg tells twice a second how far it is; what it says has to change.
class ProgressWatcher
{
public:
    /// How much sound has come out; 0 if ffmpeg does not say.
    std::chrono::milliseconds decoded() const
    {
        return std::chrono::milliseconds(m_time.sliced(m_time.indexOf('=') + 1).toLongLong() / 1000);
    }

    bool operator()(const QByteArray &output)
    {
        m_rest += output;
        bool isGoingOn = false;
        for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
            const QByteArray line = m_rest.first(end);
            m_rest.remove(0, end + 1);
            if (line.startsWith("out_time_us="))
                isGoingOn |= std::exchange(m_time, line) != line;
            else if (line.startsWith("total_size="))
                isGoingOn |= std::exchange(m_size, line) != line;
        }
        return isGoingOn;
    }

private:
    QByteArray m_rest;
    QByteArray m_time;
    QByteArray m_size;
};

Error failedConversion(const QString &source, const QString &detail)
{
    return {ErrorCode::ConversionFailed, source, detail};
}

/// How long it is.
Result<std::chrono::milliseconds> verify(const QString &source, const model::TrackTags &tags,
                                         std::chrono::milliseconds decoded, const QString &target)
{
    const auto made = model::TagReaders().readTags(QFile::encodeName(target));
    if (!made)
        return std::unexpected(
            failedConversion(source, ConverterText::tr("the file that was made cannot be read")));
    const QString reason = whyWrongLength({.promised = tags.duration,
                                           .isPromiseEstimated = tags.format == model::AudioFormat::Mp3,
                                           .decoded = decoded,
                                           .made = made->duration});
    if (!reason.isEmpty())
        return std::unexpected(failedConversion(source, reason));
    return decoded.count() > 0 ? decoded : made->duration;
}

bool isContentOf(const struct stat &status, const Conversion &conversion)
{
    return status.st_size == conversion.sourceBytes;
}

bool isSameContent(const struct stat &a, const struct stat &b)
{
    return a.st_ino == b.st_ino && a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
           a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

/// ffmpeg does not always say so.
bool isDiskFull(const QString &target)
{
    return QStorageInfo(QFileInfo(target).path()).bytesAvailable() < leastFreeBytes;
}

} // namespace

Converter::Converter(QString program) : m_program(std::move(program)) {}

QString Converter::findProgram()
{
    return QStandardPaths::findExecutable(u"ffmpeg"_s);
}

ConvertedFormats Converter::available() const
{
    const std::scoped_lock lock(m_mutex);
    if (m_available || m_program.isEmpty())
        return m_available.value_or(ConvertedFormats());
    QByteArray list;
    const auto end = runProgram(m_program, {u"-hide_banner"_s, u"-loglevel"_s, u"error"_s, u"-encoders"_s},
                                {}, encodersPatience, [&list](const QByteArray &output) {
                                    if (list.size() < longestEncoderList)
                                        list += output;
                                    return true;
                                });
    // " A....D libmp3lame           MP3 (MPEG audio layer 3)"
    QSet<QByteArray> encoders;
    const QList<QByteArray> lines = list.split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() > 1 && words[0].startsWith('A'))
            encoders.insert(words[1]);
    }
    ConvertedFormats formats;
    for (const Recipe &recipe : recipes) {
        if (encoders.contains(QByteArray(recipe.encoder.data(), recipe.encoder.size())))
            formats |= recipe.format;
    }
    if (!end || end->status != 0 || end->isStuck)
        qCWarning(logSync) << "ffmpeg does not say what it can make:"
                           << (end ? end->lastMessage : QByteArray());
    m_available = formats;
    return formats;
}

Result<std::chrono::milliseconds> Converter::convert(const QString &source, const Conversion &conversion,
                                                     const QString &target, std::stop_token stop) const
{
    if (!isInstalled())
        return std::unexpected(failedConversion(source, ConverterText::tr("ffmpeg is not installed")));
    const auto tags = model::TagReaders().readTags(QFile::encodeName(source), stop);
    if (!tags)
        return std::unexpected(tags.error());
    struct stat before = {};
    struct stat after = {};
    const QByteArray name = QFile::encodeName(source);
    if (::stat(name.constData(), &before) != 0 || !isContentOf(before, conversion))
        return failure(ErrorCode::FileChanged, source);
    auto decoded = run(source, conversion, *tags, target, stop);
    if (!decoded && decoded.error().code == ErrorCode::ConversionFailed && conversion.coverPixels > 0) {
        // A damaged picture is no reason to do without the song.
        Conversion plain = conversion;
        plain.coverPixels = 0;
        decoded = run(source, plain, *tags, target, stop);
    }
    const auto done = decoded ? verify(source, *tags, *decoded, target) : decoded;
    if ((done || !done.error().isCancelled()) &&
        (::stat(name.constData(), &after) != 0 || !isSameContent(before, after)))
        return failure(ErrorCode::FileChanged, source);
    return done;
}

Result<std::chrono::milliseconds> Converter::run(const QString &source, const Conversion &conversion,
                                                 const model::TrackTags &tags, const QString &target,
                                                 const std::stop_token &stop) const
{
    const QStringList arguments = inputArguments() + QStringList{u"-i"_s, source, u"-map"_s, u"0:a:0"_s} +
                                  coverArguments(conversion) + tagArguments(source, tags) +
                                  soundArguments(conversion, tags) + QStringList{target};
    ProgressWatcher progress;
    const auto end = runProgram(m_program, arguments, stop, m_patience, std::ref(progress));
    if (!end) {
        return end.error().isCancelled()
                   ? cancelled()
                   : std::unexpected(failedConversion(source, ConverterText::tr("ffmpeg cannot be started")));
    }
    if (end->isStuck)
        return std::unexpected(failedConversion(source, ConverterText::tr("ffmpeg hung")));
    if (end->status == 0)
        return progress.decoded();
    const QString message = QString::fromUtf8(end->lastMessage);
    qCDebug(logSync) << "ffmpeg failed on" << source << "with" << end->status << message;
    if (isDiskFull(target))
        return failure(ErrorCode::OutOfSpace, target);
    return std::unexpected(failedConversion(source, message.isEmpty() ? u"ffmpeg: %1"_s.arg(end->status)
                                                                      : u"ffmpeg: "_s + message));
}

} // namespace tandem::sync
