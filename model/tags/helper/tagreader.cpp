// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tagreader.h"

#include "model/tags/helper/audiocontent.h"
#include "model/tags/helper/audiofile.h"
#include "model/tags/helper/audiolength.h"
#include "model/tags/helper/mp3length.h"
#include "model/tags/helper/soundlength.h"
#include "model/tags/helper/tagstream.h"
#include "model/tags/readprotocol.h"

#include <algorithm>
#include <asfproperties.h>
#include <cerrno>
#include <exception>
#include <flacfile.h>
#include <id3v2tag.h>
#include <initializer_list>
#include <memory>
#include <mp4file.h>
#include <mp4properties.h>
#include <mp4tag.h>
#include <mpegfile.h>
#include <new>
#include <oggflacfile.h>
#include <oggpageheader.h>
#include <system_error>
#include <tpropertymap.h>
#include <xingheader.h>
#include <xiphcomment.h>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

QString systemMessage(int systemError)
{
    return QString::fromStdString(std::system_category().message(systemError));
}

/// TagLib keeps text as UTF-16 units, one in each wchar_t.
QString toText(const TagLib::String &text)
{
    const auto length = std::min(static_cast<qsizetype>(text.size()), longestText);
    QString result(length, Qt::Uninitialized);
    auto to = result.begin();
    for (auto from = text.begin(); to != result.end(); ++from, ++to) {
        const auto unit = static_cast<char16_t>(*from);
        *to = unit < 0x20 || unit == 0x7f ? QChar(u' ') : QChar(unit);
    }
    if (!result.isValidUtf16())
        result = QString::fromUtf8(result.toUtf8()); // with replacement characters
    return result.trimmed();
}

/// The property, under the first of its names that the file uses.
QString property(const TagLib::PropertyMap &properties, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        const auto found = properties.find(name);
        if (found != properties.end() && !found->second.isEmpty())
            return toText(found->second.toString("; "));
    }
    return {};
}

unsigned int leadingDigits(const QString &text)
{
    unsigned int number = 0;
    for (const QChar character : text) {
        if (character < u'0' || character > u'9' || number > 99'999'999)
            break;
        number = number * 10 + static_cast<unsigned int>(character.digitValue());
    }
    return number;
}

/// A year may come as 20240501, a track number as 4294967295.
int toYear(unsigned int year)
{
    while (year > 9999)
        year /= 10;
    return static_cast<int>(year);
}

int toNumber(unsigned int number)
{
    return static_cast<int>(std::min(number, 99999u));
}

/// "2/3" is 2.
int leadingNumber(const QString &text)
{
    return toNumber(leadingDigits(text));
}

/// The header of a variable bit rate promises a size. Encoders disagree by some frames, and programs
/// that cut an MP3 do not always correct it, hence the tolerance.
bool isMp3CutShort(TagLib::MPEG::File &file)
{
    const TagLib::MPEG::XingHeader *header = file.audioProperties()->xingHeader();
    if (!header || !header->isValid())
        return false;
    const auto promised = static_cast<TagLib::offset_t>(header->totalSize());
    const auto start = std::max<TagLib::offset_t>(file.firstFrameOffset(), 0);
    return file.length() - start < promised - promised / 50 - 3000;
}

/// Old versions of Musepack begin with no sign that TagLib could check; nobody has used them for twenty
/// years, and without a sign any text would be Musepack.
bool hasMusepackSign(TagStream &stream)
{
    const TagLib::ByteVector sign = stream.peek(stream.id3v2Size(), 4);
    return sign == "MPCK" || sign.startsWith("MP+");
}

/// FLAC that was made on the fly does not say how long it is. In Ogg, the last page does.
void measureOggFlac(TagLib::Ogg::FLAC::File &file, TrackTags &tags)
{
    constexpr qint64 mostSamples = qint64(1) << 40; // far beyond a month
    const TagLib::Ogg::PageHeader *last = file.lastPageHeader();
    const qint64 samples = last ? last->absoluteGranularPosition() : 0;
    if (tags.duration.count() > 0 || tags.sampleRateHz <= 0 || samples <= 0 || samples > mostSamples)
        return;
    tags.duration = std::chrono::milliseconds(samples * 1000 / tags.sampleRateHz);
    if (tags.duration.count() > 0)
        tags.bitrateKbps = static_cast<int>(file.length() * 8 / tags.duration.count());
}

bool hasSound(const TrackTags &tags)
{
    switch (tags.format) {
    case AudioFormat::Flac: // may be of unknown length
        return tags.sampleRateHz > 0 && tags.channels > 0;
    case AudioFormat::OggVorbis: // the headers alone tell a bit rate
    case AudioFormat::Opus:
        return tags.duration.count() > 0;
    default:
        return tags.duration.count() > 0 || tags.bitrateKbps > 0;
    }
}

/// What TagLib's Tag does not know, as the file spells it.
struct ExtraTags {
    QString albumArtist;
    QString composer;
    QString discNumber;
    QString date;
};

ExtraTags fromProperties(const TagLib::File &file)
{
    const TagLib::PropertyMap properties = file.properties();
    return {.albumArtist = property(properties, {"ALBUMARTIST", "ALBUM_ARTIST"}),
            .composer = property(properties, {"COMPOSER"}),
            .discNumber = property(properties, {"DISCNUMBER", "DISC"}),
            .date = property(properties, {"DATE"})};
}

ExtraTags fromId3v2(const TagLib::ID3v2::Tag &tag)
{
    const TagLib::ID3v2::FrameListMap &frames = tag.frameListMap();
    const auto text = [&](const char *name) {
        const auto found = frames.find(name);
        return found == frames.end() || found->second.isEmpty()
                   ? QString()
                   : toText(found->second.front()->toStringList().toString("; "));
    };
    return {.albumArtist = text("TPE2"), .composer = text("TCOM"), .discNumber = text("TPOS"), .date = {}};
}

ExtraTags fromXiph(const TagLib::Ogg::XiphComment &comment)
{
    const TagLib::Ogg::FieldListMap &fields = comment.fieldListMap();
    const auto text = [&](std::initializer_list<const char *> names) {
        for (const char *name : names) {
            const auto found = fields.find(name);
            if (found != fields.end() && !found->second.isEmpty())
                return toText(found->second.toString("; "));
        }
        return QString();
    };
    return {.albumArtist = text({"ALBUMARTIST", "ALBUM ARTIST", "ALBUM_ARTIST"}),
            .composer = text({"COMPOSER"}),
            .discNumber = text({"DISCNUMBER", "DISC"}),
            .date = {}};
}

ExtraTags fromMp4(const TagLib::MP4::Tag &tag)
{
    const auto text = [&](const char *name) {
        return tag.contains(name) ? toText(tag.item(name).toStringList().toString("; ")) : QString();
    };
    const QString disc =
        tag.contains("disk") ? QString::number(tag.item("disk").toIntPair().first) : QString();
    return {.albumArtist = text("aART"), .composer = text("\251wrt"), .discNumber = disc, .date = {}};
}

/// Straight from the tag where that is easy: TagLib's map of all properties takes as long to make as the
/// whole file takes to read.
ExtraTags extraTags(TagLib::File &file)
{
    if (auto *mp3 = dynamic_cast<TagLib::MPEG::File *>(&file); mp3 && mp3->hasID3v2Tag()) {
        const TagLib::ID3v2::Tag *tag = mp3->ID3v2Tag();
        // Some programs write these into user-defined frames, which only the map knows.
        if (!tag->isEmpty() && !tag->frameListMap().contains("TXXX"))
            return fromId3v2(*tag);
    }
    if (auto *flac = dynamic_cast<TagLib::FLAC::File *>(&file); flac && flac->hasXiphComment())
        return fromXiph(*flac->xiphComment());
    if (const auto *xiph = dynamic_cast<TagLib::Ogg::XiphComment *>(file.tag()))
        return fromXiph(*xiph);
    if (const auto *mp4 = dynamic_cast<TagLib::MP4::Tag *>(file.tag()))
        return fromMp4(*mp4);
    return fromProperties(file);
}

void takeTags(TagLib::File &file, TrackTags &tags)
{
    const ExtraTags extra = extraTags(file);
    if (const TagLib::Tag *tag = file.tag()) {
        tags.title = toText(tag->title());
        tags.artist = toText(tag->artist());
        tags.album = toText(tag->album());
        tags.genre = toText(tag->genre());
        tags.year = toYear(tag->year());
        tags.trackNumber = toNumber(tag->track());
    }
    if (tags.year == 0) // where TagLib's year() does not look
        tags.year = toYear(leadingDigits(extra.date));
    tags.albumArtist = extra.albumArtist;
    tags.composer = extra.composer;
    tags.discNumber = leadingNumber(extra.discNumber);
}

void takeProperties(const TagLib::AudioProperties &properties, TrackTags &tags)
{
    tags.duration = std::chrono::milliseconds(std::max(properties.lengthInMilliseconds(), 0));
    tags.bitrateKbps = std::max(properties.bitrate(), 0);
    tags.sampleRateHz = std::max(properties.sampleRate(), 0);
    tags.channels = std::max(properties.channels(), 0);
}

bool isProtected(const TagLib::File &file)
{
    if (const auto *mp4 = dynamic_cast<const TagLib::MP4::Properties *>(file.audioProperties()))
        return mp4->isEncrypted();
    const auto *asf = dynamic_cast<const TagLib::ASF::Properties *>(file.audioProperties());
    return asf && asf->isEncrypted();
}

Result<TrackTags> read(TagStream &stream, AudioFormat format, const QString &subject)
{
    TrackTags tags;
    tags.format = format == AudioFormat::OggVorbis ? oggContent(stream) : format;
    const auto file = openAudioFile(stream, format, true);
    if (!file)
        return failure(ErrorCode::FormatUnsupported, subject);
    if (!file->isValid() || !file->audioProperties())
        return failure(ErrorCode::FileCorrupt, subject);
    if (isProtected(*file))
        return failure(ErrorCode::FileProtected, subject);
    takeProperties(*file->audioProperties(), tags);
    if (tags.format == AudioFormat::Wav && tags.duration.count() == 0 && !measureWav(stream, tags))
        return failure(ErrorCode::FileCorrupt, subject, u"truncated"_s);
    if (tags.format == AudioFormat::Mp4 && tags.duration.count() == 0)
        tags.duration = fragmentedLength(stream);
    if (auto *oggFlac = dynamic_cast<TagLib::Ogg::FLAC::File *>(file.get()))
        measureOggFlac(*oggFlac, tags);
    if (!hasSound(tags) || (tags.format == AudioFormat::Musepack && !hasMusepackSign(stream)))
        return failure(ErrorCode::FileCorrupt, subject);

    auto *mp3 = dynamic_cast<TagLib::MPEG::File *>(file.get());
    if (mp3 ? isMp3CutShort(*mp3) : isCutShort(stream, format))
        return failure(ErrorCode::FileCorrupt, subject, u"truncated"_s);
    if (mp3)
        tags.duration = mp3Length(*mp3, stream);
    takeTags(*file, tags);
    tags.digest = stream.digest();
    tags.content = stream.content();
    return tags;
}

} // namespace

Result<TrackTags> readTags(const QByteArray &path)
{
    silenceTagLib();
    const QString subject = QString::fromUtf8(path);
    const AudioFormat format = audioFormatFromName(subject);
    if (format == AudioFormat::Unknown)
        return failure(ErrorCode::FormatUnsupported, subject);

    TagStream stream(path);
    if (const int error = stream.systemError()) {
        const bool isMissing = error == ENOENT || error == ENOTDIR;
        return failure(isMissing ? ErrorCode::FileMissing : ErrorCode::FileUnreadable, subject,
                       systemMessage(error));
    }
    if (stream.length() == 0)
        return failure(ErrorCode::FileEmpty, subject);

    Result<TrackTags> tags;
    try {
        tags = read(stream, audioFormatFromContent(stream, format), subject);
    } catch (const std::bad_alloc &) {
        throw; // whoever reads decides what is left to do
    } catch (const std::exception &exception) {
        tags = failure(ErrorCode::FileCorrupt, subject, QString::fromLocal8Bit(exception.what()));
    }
    // After an input error the file is not to blame.
    if (const int error = stream.systemError())
        return failure(ErrorCode::FileUnreadable, subject, systemMessage(error));
    return tags;
}

} // namespace tandem::model
