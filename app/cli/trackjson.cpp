// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trackjson.h"

#include "app/cli/output.h"
#include "model/items/trackmodel.h"
#include "model/playlists/playlist.h"
#include "model/tracks/track.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tandem::app {

QJsonObject toJson(const model::Track &track)
{
    const model::TrackTags &tags = track.tags;
    return {
        {u"id"_s, track.id.value},
        {u"title"_s, track.displayTitle()},
        {u"artist"_s, tags.artist},
        {u"album"_s, tags.album},
        {u"albumArtist"_s, tags.albumArtist},
        {u"genre"_s, tags.genre},
        {u"composer"_s, tags.composer},
        {u"year"_s, tags.year},
        {u"track"_s, tags.trackNumber},
        {u"disc"_s, tags.discNumber},
        {u"path"_s, track.path},
        {u"size"_s, track.sizeBytes},
        {u"duration"_s, std::chrono::duration<double>(tags.duration).count()},
        {u"format"_s, model::audioFormatName(tags.format)},
        {u"bitrate"_s, tags.bitrateKbps},
        {u"sampleRate"_s, tags.sampleRateHz},
        {u"rating"_s, track.rating},
        {u"playCount"_s, track.playCount},
        {u"added"_s, track.addedAt},
        {u"available"_s, track.isAvailable},
        {u"missing"_s, track.isMissing},
    };
}

QJsonObject toJson(const model::PlaylistEntry &entry)
{
    return {
        {u"id"_s, QJsonValue::Null}, {u"title"_s, QFileInfo(entry.path).completeBaseName()},
        {u"artist"_s, QString()},    {u"album"_s, QString()},
        {u"path"_s, entry.path},     {u"duration"_s, 0},
        {u"available"_s, false},     {u"missing"_s, true},
    };
}

QStringList trackTableHead()
{
    return {CommandLine::tr("Artist"), CommandLine::tr("Title"), CommandLine::tr("Album"),
            CommandLine::tr("Length")};
}

QStringList trackTableRow(const model::Track &track)
{
    const QString length = track.isMissing     ? CommandLine::tr("file is gone")
                           : track.isAvailable ? model::playingTimeText(track.tags.duration)
                                               : CommandLine::tr("drive is not there");
    return {track.tags.artist, track.displayTitle(), track.tags.album, length};
}

QStringList trackTableRow(const model::PlaylistEntry &entry)
{
    return {QString(), entry.path, QString(), CommandLine::tr("not in the library")};
}

} // namespace tandem::app
