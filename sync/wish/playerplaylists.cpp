// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playerplaylists.h"

#include "device/storage/devicepath.h"

#include <QCryptographicHash>
#include <QSet>
#include <QtEndian>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::sync {

using device::PlaylistFormat;
using device::PlaylistStyle;

namespace {

/// As the field's players and programs name abstract playlists.
constexpr auto objectEnding = ".pla"_L1;
constexpr qsizetype usualLineBytes = 80;

QLatin1StringView endingOf(const PlaylistForm &form)
{
    if (form.isObject)
        return objectEnding;
    switch (form.style.format) {
    case PlaylistFormat::M3u8:
        return ".m3u8"_L1;
    case PlaylistFormat::M3u:
        return ".m3u"_L1;
    case PlaylistFormat::Pls:
        return ".pls"_L1;
    case PlaylistFormat::None:
        break;
    }
    return {};
}

/// Where the playlist goes if nothing else has its name.
QString wantedPath(const SelectedPlaylist &playlist, const PlaylistForm &form)
{
    const QString name = device::safeName(playlist.name + endingOf(form), true);
    return device::joinPath(form.style.folder, form.isBasicPlaneOnly ? device::basicPlaneName(name) : name);
}

/// What is left of a path and of the folder that it is named from, past the folders that are above both.
struct Apart {
    QStringView path;
    QStringView folder;

    Apart(QStringView thePath, QStringView theFolder) : path(thePath), folder(theFolder)
    {
        while (!folder.isEmpty()) {
            const qsizetype end = folder.indexOf(u'/');
            const QStringView name = end < 0 ? folder : folder.first(end);
            if (!path.startsWith(name) || path.size() == name.size() || path[name.size()] != u'/')
                break;
            path = path.sliced(name.size() + 1);
            folder = folder.sliced(std::min(folder.size(), name.size() + 1));
        }
    }

    qsizetype levelsUp() const { return folder.isEmpty() ? 0 : folder.count(u'/') + 1; }
};

/// Playlists may hold all of a library: nothing is made for a line that is not needed.
void appendLine(QByteArray &content, const QString &path, const PlaylistStyle &style)
{
    const qsizetype start = content.size();
    if (style.isAbsolute) {
        content.append('/').append(path.toUtf8());
    } else {
        const Apart apart(path, style.folder);
        const qsizetype levels = apart.levelsUp();
        if (levels == 0 && apart.path.startsWith(u'#'))
            content.append("./"); // or else it would be a comment
        for (qsizetype i = 0; i < levels; ++i)
            content.append("../");
        content.append(apart.path.toUtf8());
    }
    if (style.hasBackslashes)
        std::replace(content.begin() + start, content.end(), '/', '\\');
}

QByteArray fileContent(const QStringList &tracks, const PlaylistStyle &style)
{
    const QByteArray lineEnd = style.hasCrLf ? "\r\n" : "\n";
    const bool isPls = style.format == PlaylistFormat::Pls;
    QByteArray content = style.hasByteOrderMark ? "\xEF\xBB\xBF" : "";
    content += (isPls ? "[playlist]" : "#EXTM3U") + lineEnd;
    content.reserve(content.size() + tracks.size() * usualLineBytes);
    qsizetype number = 0;
    for (const QString &track : tracks) {
        if (isPls)
            content.append("File").append(QByteArray::number(++number)).append('=');
        appendLine(content, track, style);
        content.append(lineEnd);
    }
    if (isPls)
        content += "NumberOfEntries=" + QByteArray::number(number) + lineEnd + "Version=2" + lineEnd;
    return content;
}

PlaylistFile fileFor(const SelectedPlaylist &playlist, const QHash<TrackId, QString> &trackPaths,
                     const PlaylistForm &form)
{
    QStringList tracks;
    for (const TrackId track : playlist.tracks) {
        const auto path = trackPaths.constFind(track);
        if (path != trackPaths.constEnd())
            tracks.append(*path);
    }
    if (form.isObject)
        return {
            .id = playlist.id, .content = tracks.join(u'\n').toUtf8(), .isObject = true, .tracks = tracks};
    return {.id = playlist.id, .content = fileContent(tracks, form.style)};
}

bool holdsOneOf(const QSet<TrackId> &tracks, const SelectedPlaylist &playlist)
{
    return !tracks.isEmpty() &&
           std::ranges::any_of(playlist.tracks, [&](TrackId track) { return tracks.contains(track); });
}

/// Whether the file that was placed needs nothing but another name. Objects are written anew: not every
/// player renames them.
bool isSameBesideName(const LedgerEntry &entry, const PlaylistFile &file)
{
    return !file.isObject && !isPlaylistObject(entry.path) && entry.state == LedgerState::Placed &&
           device::parentPath(entry.path) == device::parentPath(file.path) &&
           entry.sourceVersion == contentHash(file.content) && entry.sizeBytes == file.content.size();
}

} // namespace

PlaylistForm playlistFormOf(const device::PlayerProfile &profile, const device::StorageInfo &storage)
{
    const PlaylistStyle &style = profile.playlist;
    return {style, storage.hasPlaylistObjects && !style.isAlwaysFile && style.format != PlaylistFormat::None,
            profile.limits.isBasicPlaneOnly};
}

bool isPlaylistObject(const QString &path)
{
    return path.endsWith(objectEnding);
}

bool needsNewName(const QList<SelectedPlaylist> &playlists, const QList<LedgerEntry> &ledger,
                  const PlaylistForm &form)
{
    return !form.isNone() && std::ranges::any_of(playlists, [&](const SelectedPlaylist &playlist) {
        const QString wanted = wantedPath(playlist, form);
        return std::ranges::none_of(ledger, [&](const LedgerEntry &entry) {
            return entry.kind == LedgerKind::Playlist && entry.source == QString::number(playlist.id.value) &&
                   device::isNamesakeOf(entry.path, wanted);
        });
    });
}

qint64 contentHash(const QByteArray &content)
{
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Blake2b_256);
    return qFromLittleEndian<qint64>(hash.constData());
}

LedgerEntry ledgerEntryFor(const PlaylistFile &file, LedgerState state, bool isManual)
{
    return {.path = file.path,
            .kind = LedgerKind::Playlist,
            .state = state,
            .isManual = isManual,
            .sizeBytes = file.isObject ? 0 : file.content.size(),
            .source = QString::number(file.id.value),
            .sourceVersion = contentHash(file.content)};
}

PlaylistPlan planPlaylists(const QList<SelectedPlaylist> &playlists,
                           const QHash<TrackId, QString> &trackPaths, const QList<LedgerEntry> &ledger,
                           const Listing &listing, const PlaylistForm &form, bool keepsOthers,
                           const QSet<TrackId> &renewed)
{
    QHash<QString, QList<LedgerEntry>> bySource;
    for (const LedgerEntry &entry : ledger)
        bySource[entry.source].append(entry);

    PlaylistPlan plan;
    QSet<QString> taken;
    const QList<SelectedPlaylist> written = form.isNone() ? QList<SelectedPlaylist>() : playlists;
    for (const SelectedPlaylist &playlist : written) {
        PlaylistFile file = fileFor(playlist, trackPaths, form);
        const QString wanted = wantedPath(playlist, form);
        // More than one if it has another name by now, or a renaming was interrupted.
        const QList<LedgerEntry> known = bySource.value(QString::number(playlist.id.value));
        const auto old = std::ranges::find_if(
            known, [&](const LedgerEntry &entry) { return device::isNamesakeOf(entry.path, wanted); });
        file.path = old == known.end() ? wanted : old->path;
        if (old == known.end()) {
            for (int number = 2; listing.isTaken(file.path) || taken.contains(device::foldedPath(file.path));
                 ++number)
                file.path = device::numberedPath(wanted, number);
        }
        taken.insert(device::foldedPath(file.path));
        const bool isStale = file.isObject && holdsOneOf(renewed, playlist);
        const bool isCurrent = old != known.end() && old->state == LedgerState::Placed && !isStale &&
                               old->sourceVersion == contentHash(file.content);
        const auto renamed =
            old == known.end()
                ? std::ranges::find_if(
                      known, [&](const LedgerEntry &entry) { return isSameBesideName(entry, file); })
                : known.end();
        if (renamed != known.end())
            plan.move.append({*renamed, file});
        else if (!isCurrent)
            plan.write.append(file);
        for (auto entry = known.begin(); entry != known.end(); ++entry) {
            if (entry->path != file.path && entry != renamed)
                plan.remove.append(*entry);
        }
    }
    if (keepsOthers)
        return plan;
    QSet<QString> selected;
    for (const SelectedPlaylist &playlist : written)
        selected.insert(QString::number(playlist.id.value));
    for (const LedgerEntry &entry : ledger) {
        if (!entry.isManual && !selected.contains(entry.source))
            plan.remove.append(entry);
    }
    return plan;
}

} // namespace tandem::sync
