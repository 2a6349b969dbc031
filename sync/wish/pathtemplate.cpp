// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pathtemplate.h"

#include "device/storage/devicepath.h"
#include "model/tracks/track.h"

#include <QFileInfo>
#include <QStringList>
#include <algorithm>
#include <limits>

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

/// " (99)": what is put behind a name that is taken, or a folder that is full.
constexpr int numberLength = 5;
/// Shorter than this a name says nothing any more.
constexpr qsizetype minNameLength = 12;

/// The folders that have to go are joined to what follows.
QStringList folded(QStringList parts, qsizetype fixedParts, int maxDepth)
{
    const qsizetype folders = parts.size() - 1;
    if (maxDepth < 0 || folders <= maxDepth)
        return parts;
    const QString name = parts.takeLast();
    const qsizetype kept = std::min<qsizetype>(fixedParts, maxDepth);
    const QStringList rest = parts.sliced(fixedParts); // what is fixed says nothing of the track
    QStringList result = parts.first(kept);
    const qsizetype free = maxDepth - kept;
    if (free == 0)
        return result << (rest + QStringList{name}).join(" - "_L1);
    result += rest.first(free - 1);
    return result << rest.sliced(free - 1).join(" - "_L1) << name;
}

int maxNameLengthOf(const device::FolderLimits &limits)
{
    return limits.maxNameLength > 0 ? std::min(device::maxNameLength, limits.maxNameLength - numberLength)
                                    : device::maxNameLength;
}

/// A file may be numbered, and a folder above it.
qsizetype maxPathLengthOf(const device::FolderLimits &limits)
{
    return limits.maxPathLength > 0 ? limits.maxPathLength - 2 * numberLength
                                    : std::numeric_limits<qsizetype>::max();
}

QStringList namesOf(const QStringList &parts, const QString &ending, int maxLength)
{
    QStringList names;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        names.append(i < parts.size() - 1 ? device::safeName(parts[i], false, maxLength)
                                          : device::safeName(parts[i] + u'.' + ending, true, maxLength));
    }
    return names;
}

/// Makes the longest name shorter until all fit, or none can be.
QString shortenedPath(QStringList names, qsizetype maxLength)
{
    for (qsizetype excess = names.join(u'/').size() - maxLength; excess > 0;
         excess = names.join(u'/').size() - maxLength) {
        const auto longest =
            std::ranges::max_element(names, {}, [](const QString &name) { return name.size(); });
        const qsizetype before = longest->size();
        const qsizetype target = std::max(minNameLength, before - std::min<qsizetype>(excess, 8));
        const bool isFile = longest == names.end() - 1;
        // Its length counts in bytes, too, where that is more.
        for (auto length = static_cast<int>(longest->toUtf8().size()); longest->size() > target && length > 0;
             --length)
            *longest = device::safeName(*longest, isFile, length);
        if (longest->size() >= before)
            break;
    }
    return names.join(u'/');
}

} // namespace

QString renderPath(const device::PlayerProfile &profile, const model::Track &track)
{
    QStringList parts;
    qsizetype fixedParts = 0;
    const auto patterns = QStringView(profile.pathTemplate).split(u'/', Qt::SkipEmptyParts);
    for (const QStringView pattern : patterns) {
        if (parts.size() == fixedParts && parts.size() < patterns.size() - 1 && !pattern.contains(u'{'))
            ++fixedParts;
        parts.append(renderPart(pattern, track));
    }
    parts = folded(parts, fixedParts, profile.limits.maxFolderDepth);
    const QStringList names = namesOf(parts, QFileInfo(track.path).suffix(), maxNameLengthOf(profile.limits));
    const QString path = shortenedPath(names, maxPathLengthOf(profile.limits));
    return profile.limits.isBasicPlaneOnly ? device::basicPlaneName(path) : path;
}

bool isWithinLimits(const device::FolderLimits &limits, const QString &path)
{
    return path.size() <= maxPathLengthOf(limits);
}

} // namespace tandem::sync
