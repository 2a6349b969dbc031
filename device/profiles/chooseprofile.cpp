// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chooseprofile.h"

#include "device/storage/devicepath.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

constexpr int maxDescribedDepth = 32;

/// Names of kinds of files in descriptions, what stands behind "audio/" or "application/" without "x-",
/// and the endings that such files have here.
constexpr std::array kinds = {
    std::pair{"mpeg"_L1, "mp3"_L1},       std::pair{"mp3"_L1, "mp3"_L1},
    std::pair{"mpeg3"_L1, "mp3"_L1},      std::pair{"mpg3"_L1, "mp3"_L1},
    std::pair{"mpg"_L1, "mp3"_L1},        std::pair{"mpa"_L1, "mp3"_L1},
    std::pair{"mp4"_L1, "m4a m4b"_L1},    std::pair{"m4a"_L1, "m4a m4b"_L1},
    std::pair{"m4b"_L1, "m4a m4b"_L1},    std::pair{"aac"_L1, "m4a m4b aac"_L1},
    std::pair{"alac"_L1, "m4a"_L1},       std::pair{"mp4a-latm"_L1, "m4a m4b"_L1},
    std::pair{"ogg"_L1, "ogg oga"_L1},    std::pair{"vorbis"_L1, "ogg oga"_L1},
    std::pair{"vorbis+ogg"_L1, "ogg"_L1}, std::pair{"opus"_L1, "opus"_L1},
    std::pair{"opus+ogg"_L1, "opus"_L1},  std::pair{"flac"_L1, "flac"_L1},
    std::pair{"wav"_L1, "wav wave"_L1},   std::pair{"vnd.wave"_L1, "wav wave"_L1},
    std::pair{"ms-wma"_L1, "wma"_L1},     std::pair{"wma"_L1, "wma"_L1},
    std::pair{"aiff"_L1, "aiff aif"_L1},  std::pair{"ape"_L1, "ape"_L1},
    std::pair{"wavpack"_L1, "wv"_L1},     std::pair{"monkeys-audio"_L1, "ape"_L1},
    std::pair{"musepack"_L1, "mpc"_L1},
};

/// Empty if none of the types is one that a library can hold.
QList<PlayableFormat> formatsOf(const QStringList &mimeTypes)
{
    QStringList endings;
    for (const QString &type : mimeTypes) {
        if (!type.startsWith("audio/"_L1) && !type.startsWith("application/"_L1))
            continue;
        QStringView name = QStringView(type).sliced(type.indexOf(u'/') + 1);
        if (name.startsWith("x-"_L1))
            name = name.sliced(2);
        for (const auto &[kind, found] : kinds) {
            if (name.compare(kind, Qt::CaseInsensitive) == 0)
                endings += QString(found).split(u' ');
        }
    }
    endings.removeDuplicates();
    return endings.isEmpty() ? QList<PlayableFormat>{} : QList{PlayableFormat{.endings = endings}};
}

/// The first that Tandem can write.
PlaylistFormat playlistFormatOf(const QStringList &mimeTypes)
{
    for (const QString &type : mimeTypes) {
        if (type.contains("mpegurl"_L1, Qt::CaseInsensitive) || type.endsWith("x-m3u"_L1))
            return PlaylistFormat::M3u;
        if (type.contains("scpls"_L1, Qt::CaseInsensitive))
            return PlaylistFormat::Pls;
    }
    return PlaylistFormat::None;
}

/// A folder as people write it ("/MUSIC/", "Music\Playlists\") as Tandem does; nothing if it leads out of
/// the player or cannot be stored everywhere.
std::optional<QString> folderOf(QString text)
{
    text.replace(u'\\', u'/');
    const QString variable = u"%File"_s; // stands for the playlist's name in older descriptions
    if (text.endsWith(variable))
        text.chop(variable.size());
    const QString folder = text.split(u'/', Qt::SkipEmptyParts).join(u'/');
    if (folder.isEmpty())
        return folder;
    const QStringList parts = folder.split(u'/');
    const bool isStorable =
        isConfinedPath(folder) && parts.size() <= maxDescribedDepth &&
        std::ranges::all_of(parts, [](const QString &part) { return part == safeName(part); });
    return isStorable && !folder.contains(u'{') && !folder.contains(u'}') ? std::optional(folder)
                                                                          : std::nullopt;
}

/// The template's folders up to the first with a field.
qsizetype fixedFolders(const QStringList &parts)
{
    const auto first = std::ranges::find_if(parts, [](const QString &part) { return part.contains(u'{'); });
    return std::min<qsizetype>(first - parts.begin(), parts.size() - 1);
}

void moveMusic(PlayerProfile &profile, const QString &folder)
{
    const QStringList parts = profile.pathTemplate.split(u'/');
    profile.pathTemplate = joinPath(folder, parts.sliced(fixedFolders(parts)).join(u'/'));
}

void setCover(CoverStyle &cover, const PlayerDescription &description)
{
    if (!description.coverFileName.isEmpty() &&
        description.coverFileName == safeName(description.coverFileName, true))
        cover.fileName = description.coverFileName;
    if (description.coverType == "jpeg"_L1 || description.coverType == "jpg"_L1)
        cover.format = CoverFormat::Jpeg;
    else if (description.coverType == "png"_L1)
        cover.format = CoverFormat::Png;
    if (description.coverPixels > 0 && description.coverPixels <= 10'000)
        cover.maxPixels = description.coverPixels;
}

bool isLike(const QString &text, const QString &pattern)
{
    static constexpr auto options = QRegularExpression::CaseInsensitiveOption;
    const QString expression = QRegularExpression::wildcardToRegularExpression(
        pattern, QRegularExpression::NonPathWildcardConversion);
    return QRegularExpression(expression, options).match(text).hasMatch();
}

bool fits(const ProfileMatch &match, const ProfileClues &clues)
{
    const bool isThere = match.topLevelName.isEmpty() ||
                         std::ranges::any_of(clues.topLevelNames, [&match](const QString &name) {
                             return isLike(name, match.topLevelName);
                         });
    return isThere && (match.vendor.isEmpty() || isLike(clues.make.vendor, match.vendor)) &&
           (match.product.isEmpty() || isLike(clues.make.product, match.product));
}

/// The first that has a fitting match which does, or does not, go by what lies at the top.
const PlayerProfile *matching(const QList<PlayerProfile> &profiles, const ProfileClues &clues, bool isByName)
{
    for (const PlayerProfile &profile : profiles) {
        for (const ProfileMatch &match : profile.matches) {
            if (match.topLevelName.isEmpty() != isByName && fits(match, clues))
                return &profile;
        }
    }
    return nullptr;
}

const PlayerProfile *withId(const QList<PlayerProfile> &profiles, const QString &id)
{
    const auto found = std::ranges::find(profiles, id, &PlayerProfile::id);
    return found == profiles.end() ? nullptr : &*found;
}

bool saysSomething(const std::optional<PlayerDescription> &description)
{
    return description && *description != PlayerDescription{};
}

} // namespace

PlayerProfile adapted(PlayerProfile profile, const PlayerDescription &description)
{
    if (!description.name.isEmpty())
        profile.name = description.name.left(100);
    std::optional<QString> musicFolder;
    if (!description.audioFolders.isEmpty())
        musicFolder = folderOf(description.audioFolders.first());
    if (musicFolder)
        moveMusic(profile, *musicFolder);
    if (description.folderDepth >= 0 && description.folderDepth <= maxDescribedDepth) {
        // It counts from the music folder down.
        const auto above = static_cast<int>(fixedFolders(profile.pathTemplate.split(u'/')));
        profile.limits.maxFolderDepth = above + description.folderDepth;
    }
    if (const auto formats = formatsOf(description.mimeTypes); !formats.isEmpty())
        profile.formats = formats;
    if (!description.playlistMimeTypes.isEmpty())
        profile.playlist.format = playlistFormatOf(description.playlistMimeTypes);
    // An empty one is in descriptions of players that find playlists anywhere.
    if (const auto folder = folderOf(description.playlistFolder); folder && !folder->isEmpty())
        profile.playlist.folder = *folder;
    if (description.hasDosSeparators)
        profile.playlist.hasBackslashes = true;
    setCover(profile.cover, description);
    return profile;
}

PlayerProfile chooseProfile(const QList<PlayerProfile> &profiles, const ProfileClues &clues)
{
    if (const PlayerProfile *chosen = withId(profiles, clues.chosenId))
        return *chosen;
    const bool isMtp = clues.kind == AddressKind::Mtp;
    const PlayerProfile *found = withId(profiles, QString::fromLatin1(isMtp ? mtpProfileId : driveProfileId));
    const PlayerProfile generic = found ? *found : PlayerProfile{};
    if (!isMtp && saysSomething(clues.audioPlayerFile))
        return adapted(generic, *clues.audioPlayerFile);
    if (const PlayerProfile *known = matching(profiles, clues, true))
        return *known;
    if (!isMtp && saysSomething(clues.mediaPlayerInfo))
        return adapted(generic, *clues.mediaPlayerInfo);
    if (const PlayerProfile *known = matching(profiles, clues, false))
        return *known;
    return generic;
}

} // namespace tandem::device
