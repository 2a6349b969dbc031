// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audioplayerfile.h"

#include <QStringDecoder>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

constexpr qsizetype maxValueLength = 1000;

QString unquoted(QStringView value)
{
    value = value.trimmed();
    const bool isQuoted = value.size() >= 2 && (value.front() == u'"' || value.front() == u'\'') &&
                          value.back() == value.front();
    return (isQuoted ? value.sliced(1).chopped(1).trimmed() : value).toString();
}

/// Quotes stand around the whole list or around each value.
QStringList listOf(QStringView text)
{
    QStringList values;
    const QString whole = unquoted(text);
    const auto parts = QStringView(whole).split(u',');
    for (const QStringView part : parts) {
        const QString value = unquoted(part);
        if (!value.isEmpty())
            values.append(value);
    }
    return values;
}

int numberOf(const QString &text, int otherwise)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    return isNumber && number >= 0 ? number : otherwise;
}

void apply(QStringView key, QStringView text, PlayerDescription &description)
{
    const QString value = unquoted(text);
    if (key == "name"_L1)
        description.name = value;
    else if (key == "audio_folders"_L1)
        description.audioFolders = listOf(text);
    else if (key == "folder_depth"_L1)
        description.folderDepth = numberOf(value, -1);
    else if (key == "output_formats"_L1)
        description.mimeTypes = listOf(text);
    else if (key == "playlist_format"_L1 || key == "playlist_formats"_L1)
        description.playlistMimeTypes = listOf(text);
    else if (key == "playlist_path"_L1)
        description.playlistFolder = value;
    else if (key == "cover_art_file_name"_L1)
        description.coverFileName = value;
    else if (key == "cover_art_file_type"_L1)
        description.coverType = value.toLower();
    else if (key == "cover_art_size"_L1)
        description.coverPixels = numberOf(value, 0);
}

} // namespace

PlayerDescription parseAudioPlayerFile(const QByteArray &data)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(data);
    if (decoder.hasError() || text.contains(QChar::Null) || data.size() > maxAudioPlayerFileBytes)
        return {};
    PlayerDescription description;
    QString lines = text;
    lines.replace(u'\r', u'\n');
    for (const QStringView line : QStringView(lines).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringView trimmed = line.trimmed();
        const qsizetype equals = trimmed.indexOf(u'=');
        if (!trimmed.startsWith(u'#') && equals > 0 && trimmed.size() <= maxValueLength)
            apply(trimmed.first(equals).trimmed(), trimmed.sliced(equals + 1), description);
    }
    return description;
}

} // namespace tandem::device
