// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mimedata.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

template <class Id>
QMimeData *encode(const QString &type, const QList<Id> &ids)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    for (const Id id : ids)
        stream << id.value;
    auto *data = new QMimeData;
    data->setData(type, bytes);
    return data;
}

template <class Id>
QList<Id> decode(const QString &type, const QMimeData *data)
{
    QList<Id> ids;
    if (!data || !data->hasFormat(type))
        return ids;
    QDataStream stream(data->data(type));
    for (qint64 value = 0; !stream.atEnd();) {
        stream >> value;
        if (stream.status() != QDataStream::Ok)
            break;
        if (value > 0)
            ids += Id{value};
    }
    return ids;
}

} // namespace

QString tracksMimeType()
{
    return u"application/x-tandem-tracks"_s;
}

QString playlistsMimeType()
{
    return u"application/x-tandem-playlists"_s;
}

QString playlistLinesMimeType()
{
    return u"application/x-tandem-playlist-lines"_s;
}

QList<TrackId> trackIdsFromMimeData(const QMimeData *data)
{
    return decode<TrackId>(tracksMimeType(), data);
}

QList<PlaylistId> playlistIdsFromMimeData(const QMimeData *data)
{
    return decode<PlaylistId>(playlistsMimeType(), data);
}

PlaylistLines playlistLinesFromMimeData(const QMimeData *data)
{
    PlaylistLines found;
    if (!data || !data->hasFormat(playlistLinesMimeType()))
        return found;
    QDataStream stream(data->data(playlistLinesMimeType()));
    QList<int> numbers;
    QList<qint64> tracks;
    QStringList paths;
    stream >> found.playlist.value >> numbers >> tracks >> paths;
    if (stream.status() != QDataStream::Ok || tracks.size() != numbers.size() ||
        paths.size() != numbers.size())
        return {};
    for (qsizetype i = 0; i < numbers.size(); ++i)
        found.lines += SeenLine{numbers.at(i), {TrackId{tracks.at(i)}, paths.at(i)}};
    return found;
}

QMimeData *mimeDataForTracks(const QList<TrackId> &tracks)
{
    return encode(tracksMimeType(), tracks);
}

QMimeData *mimeDataForPlaylists(const QList<PlaylistId> &playlists)
{
    return encode(playlistsMimeType(), playlists);
}

void addPlaylistLines(QMimeData &data, const PlaylistLines &lines)
{
    QByteArray bytes;
    QList<qint64> tracks;
    QStringList paths;
    for (const SeenLine &seen : lines.lines) {
        tracks += seen.entry.track.value;
        paths += seen.entry.path;
    }
    QDataStream(&bytes, QIODevice::WriteOnly)
        << lines.playlist.value << numbersOf(lines.lines) << tracks << paths;
    data.setData(playlistLinesMimeType(), bytes);
}

} // namespace tandem::model
