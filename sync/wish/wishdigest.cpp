// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "wishdigest.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

namespace tandem::sync {

namespace {

void write(QDataStream &stream, const WantedItem &item)
{
    stream << item.track.value << item.source << item.sizeBytes << item.sourceVersion << item.isAvailable;
}

} // namespace

QByteArray wishDigest(const Selection &selection)
{
    QByteArray all;
    QDataStream stream(&all, QIODevice::WriteOnly);
    stream << selection.wanted.size();
    for (const WantedItem &item : selection.wanted)
        write(stream, item);
    stream << selection.playlists.size();
    for (const SelectedPlaylist &playlist : selection.playlists) {
        stream << playlist.id.value << playlist.name << playlist.tracks.size();
        for (const TrackId track : playlist.tracks)
            stream << track.value;
    }
    stream << selection.others.size();
    for (const model::RankedFile &song : selection.others) {
        write(stream, toWanted(song.file));
        stream << song.rating << song.playCount;
    }
    for (const Error &error : selection.errors)
        stream << error.subject;
    return QCryptographicHash::hash(all, QCryptographicHash::Blake2b_256);
}

} // namespace tandem::sync
