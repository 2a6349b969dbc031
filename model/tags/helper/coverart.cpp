// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "coverart.h"

#include "model/tags/helper/audiocontent.h"
#include "model/tags/helper/audiofile.h"
#include "model/tags/helper/tagstream.h"
#include "model/tracks/track.h"

#include <cerrno>
#include <exception>
#include <new>
#include <system_error>
#include <tvariant.h>

namespace tandem::model {

namespace {

constexpr auto jpegSign = "\xff\xd8\xff";

using Picture = TagLib::VariantMap;
using Pictures = TagLib::List<Picture>;

QString systemMessage(int systemError)
{
    return QString::fromStdString(std::system_category().message(systemError));
}

bool isFrontCover(const Picture &picture)
{
    return picture.value("pictureType").toString() == "Front Cover";
}

QByteArray jpegOf(const Picture &picture)
{
    const TagLib::ByteVector data = picture.value("data").toByteVector();
    if (data.size() > static_cast<unsigned int>(largestCoverBytes) || !data.startsWith(jpegSign))
        return {};
    return {data.data(), static_cast<qsizetype>(data.size())};
}

QByteArray chooseCover(const Pictures &pictures)
{
    bool hasFrontCover = false;
    for (const Picture &picture : pictures) {
        if (!isFrontCover(picture))
            continue;
        // The same cover may be there in several sizes and formats.
        if (QByteArray jpeg = jpegOf(picture); !jpeg.isEmpty())
            return jpeg;
        hasFrontCover = true;
    }
    return hasFrontCover || pictures.isEmpty() ? QByteArray() : jpegOf(pictures.front());
}

} // namespace

Result<QByteArray> readCover(const QByteArray &path)
{
    const QString subject = QString::fromUtf8(path);
    const AudioFormat named = audioFormatFromName(subject);
    if (named == AudioFormat::Unknown)
        return failure(ErrorCode::FormatUnsupported, subject);
    silenceTagLib();
    TagStream stream(path);
    Result<QByteArray> cover;
    if (stream.systemError() == 0) {
        try {
            // Without its audio properties: those of an MP3 may be far into the file.
            const auto file = openAudioFile(stream, audioFormatFromContent(stream, named), false);
            if (file && file->isValid())
                cover = chooseCover(file->complexProperties("PICTURE"));
            else
                cover = failure(file ? ErrorCode::FileCorrupt : ErrorCode::FormatUnsupported, subject);
        } catch (const std::bad_alloc &) {
            throw;
        } catch (const std::exception &exception) {
            cover = failure(ErrorCode::FileCorrupt, subject, QString::fromLocal8Bit(exception.what()));
        }
    }
    if (const int error = stream.systemError()) {
        const bool isMissing = error == ENOENT || error == ENOTDIR;
        return failure(isMissing ? ErrorCode::FileMissing : ErrorCode::FileUnreadable, subject,
                       systemMessage(error));
    }
    return cover;
}

} // namespace tandem::model
