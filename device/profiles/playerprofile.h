// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace tandem::device {

/// A kind of file that a player plays.
struct PlayableFormat {
    QStringList endings;     ///< of file names, in small letters, without the dot
    int maxBitrateKbps = 0;  ///< 0 is any
    int maxSampleRateHz = 0; ///< 0 is any

    friend bool operator==(const PlayableFormat &, const PlayableFormat &) = default;
};

enum class CoverFormat { Jpeg, Png };

/// The picture that a player shows for an album.
struct CoverStyle {
    QString fileName;  ///< in the album's folder; empty: what the songs carry is enough
    int maxPixels = 0; ///< of the longer side; 0 is any
    CoverFormat format = CoverFormat::Jpeg;

    friend bool operator==(const CoverStyle &, const CoverStyle &) = default;
};

enum class PlaylistFormat {
    None, ///< the player reads no playlists
    M3u8,
    M3u,
    Pls,
};

/// How a player wants its playlists. All of them are UTF-8.
struct PlaylistStyle {
    PlaylistFormat format = PlaylistFormat::M3u8;
    QString folder = QStringLiteral("Playlists"); ///< empty is the top
    bool hasBackslashes = false;                  ///< "..\Music\song.mp3"
    bool isAbsolute = false;                      ///< paths from the player's top, "/Music/song.mp3"
    bool hasCrLf = false;
    bool hasByteOrderMark = false;
    bool isAlwaysFile = false; ///< even where the player has objects for playlists

    friend bool operator==(const PlaylistStyle &, const PlaylistStyle &) = default;
};

/// What a player's folders and names may be; 0 is any, save for the depth, where it is -1.
struct FolderLimits {
    int maxFolderDepth = -1; ///< folders above a file
    int maxFilesPerFolder = 0;
    int maxNameLength = 0;         ///< of UTF-8 bytes and of UTF-16 units
    int maxPathLength = 0;         ///< of UTF-16 units
    bool isBasicPlaneOnly = false; ///< names hold no emoji and the like; see basicPlaneName()

    friend bool operator==(const FolderLimits &, const FolderLimits &) = default;
};

/// Whether and how songs that the player does not play are converted for it.
struct ConversionStyle {
    bool isOn = true;
    QString format;      ///< an ending of file names; empty: what suits the song and the player best
    int bitrateKbps = 0; ///< 0: what suits the song and the player best

    friend bool operator==(const ConversionStyle &, const ConversionStyle &) = default;
};

/// By what a profile's players are known; what is not empty must fit. * and ? stand for any characters,
/// case does not matter.
struct ProfileMatch {
    QString vendor;
    QString product;
    QString topLevelName; ///< a file or folder that lies at the top

    friend bool operator==(const ProfileMatch &, const ProfileMatch &) = default;
};

/// What a player can play and how it wants its files. A value; kept as JSON (docs/user-guide/profiles.md).
struct PlayerProfile {
    QString id; ///< small letters, digits and hyphens
    QString name;
    QList<PlayableFormat> formats; ///< empty: it plays everything
    ConversionStyle conversion;
    CoverStyle cover;
    QString pathTemplate = QStringLiteral("Music/{albumartist}/{album}/{track} {title}");
    PlaylistStyle playlist;
    FolderLimits limits;
    QList<ProfileMatch> matches;

    friend bool operator==(const PlayerProfile &, const PlayerProfile &) = default;
};

/// The fields that a path template may name, without braces.
const QStringList &pathTemplateFields();

/// Why the player does not play such a file; empty if it does. "wma", "1411 kbit/s", "96000 Hz".
/// 0 for what is not known.
QString whyNotPlayable(const PlayerProfile &profile, const QString &fileName, int bitrateKbps,
                       int sampleRateHz);

/// Errors: InvalidArgument; subject is @p fileName, detail says which field is wrong, and why. A field
/// that is not known is one, too: a typing error must not go unnoticed.
Result<PlayerProfile> parseProfile(const QByteArray &json, const QString &fileName);

/// What parseProfile() reads.
QJsonObject profileToJson(const PlayerProfile &profile);

} // namespace tandem::device

Q_DECLARE_METATYPE(tandem::device::PlayerProfile)
