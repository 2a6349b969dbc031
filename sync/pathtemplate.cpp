// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pathtemplate.h"

#include "device/devicepath.h"
#include "model/track.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

QString firstOf(const QString &first, const QString &second, const QString &third = {})
{
    return !first.isEmpty() ? first : !second.isEmpty() ? second : third;
}

QString trackNumber(const model::TrackTags &tags)
{
    if (tags.trackNumber <= 0)
        return {};
    const QString number = u"%1"_s.arg(tags.trackNumber, 2, 10, QChar(u'0'));
    return tags.discNumber > 1 ? u"%1-%2"_s.arg(tags.discNumber).arg(number) : number;
}

QString fieldValue(QStringView field, const model::Track &track)
{
    const model::TrackTags &tags = track.tags;
    if (field == "albumartist"_L1)
        return firstOf(tags.albumArtist, tags.artist, u"Unknown Artist"_s);
    if (field == "artist"_L1)
        return firstOf(tags.artist, tags.albumArtist, u"Unknown Artist"_s);
    if (field == "album"_L1)
        return firstOf(tags.album, u"Unknown Album"_s);
    if (field == "title"_L1)
        return firstOf(tags.title, QFileInfo(track.path).completeBaseName());
    if (field == "track"_L1)
        return trackNumber(tags);
    if (field == "genre"_L1)
        return firstOf(tags.genre, u"Unknown Genre"_s);
    if (field == "year"_L1)
        return tags.year > 0 ? QString::number(tags.year) : QString();
    return u'{' + field.toString() + u'}'; // not a field: stays as it is
}

QString renderPart(QStringView part, const model::Track &track)
{
    QString text;
    for (qsizetype at = 0; at < part.size();) {
        const qsizetype close = part[at] == u'{' ? part.indexOf(u'}', at) : -1;
        if (close < 0) {
            text += part[at++];
            continue;
        }
        text += fieldValue(part.sliced(at + 1, close - at - 1), track);
        at = close + 1;
    }
    return text.simplified();
}

} // namespace

QString renderPath(const QString &pathTemplate, const model::Track &track)
{
    const QString suffix = QFileInfo(track.path).suffix();
    QString path;
    const auto parts = QStringView(pathTemplate).split(u'/', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool isFile = i == parts.size() - 1;
        const QString text = renderPart(parts[i], track);
        const QString name = isFile ? device::safeName(text + u'.' + suffix, true) : device::safeName(text);
        path = device::joinPath(path, name);
    }
    return path;
}

} // namespace tandem::sync
