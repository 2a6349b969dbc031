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

QList<TrackId> trackIdsFromMimeData(const QMimeData *data)
{
    return decode<TrackId>(tracksMimeType(), data);
}

QList<PlaylistId> playlistIdsFromMimeData(const QMimeData *data)
{
    return decode<PlaylistId>(playlistsMimeType(), data);
}

QMimeData *mimeDataForTracks(const QList<TrackId> &tracks)
{
    return encode(tracksMimeType(), tracks);
}

QMimeData *mimeDataForPlaylists(const QList<PlaylistId> &playlists)
{
    return encode(playlistsMimeType(), playlists);
}

} // namespace tandem::model
