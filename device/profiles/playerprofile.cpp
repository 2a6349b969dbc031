// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playerprofile.h"

#include "device/storage/devicepath.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

constexpr int formatVersion = 1;

constexpr int maxDepth = 32;
constexpr int maxTextLength = 500;
constexpr qsizetype maxListLength = 100;

/// The translation context of this file.
struct PlayerProfileText {
    Q_DECLARE_TR_FUNCTIONS(tandem::device::PlayerProfileText)
};

template <class Enum>
using Word = std::pair<Enum, QLatin1StringView>;

constexpr std::array coverFormats = {Word<CoverFormat>{CoverFormat::Jpeg, "jpeg"_L1},
                                     Word<CoverFormat>{CoverFormat::Png, "png"_L1}};
constexpr std::array playlistFormats = {Word<PlaylistFormat>{PlaylistFormat::M3u8, "m3u8"_L1},
                                        Word<PlaylistFormat>{PlaylistFormat::M3u, "m3u"_L1},
                                        Word<PlaylistFormat>{PlaylistFormat::Pls, "pls"_L1},
                                        Word<PlaylistFormat>{PlaylistFormat::None, "none"_L1}};
constexpr std::array conversionFormats = {
    Word<QLatin1StringView>{""_L1, "auto"_L1},     Word<QLatin1StringView>{"mp3"_L1, "mp3"_L1},
    Word<QLatin1StringView>{"m4a"_L1, "m4a"_L1},   Word<QLatin1StringView>{"ogg"_L1, "ogg"_L1},
    Word<QLatin1StringView>{"opus"_L1, "opus"_L1}, Word<QLatin1StringView>{"flac"_L1, "flac"_L1},
    Word<QLatin1StringView>{"wav"_L1, "wav"_L1}};
constexpr std::array separators = {Word<bool>{false, "/"_L1}, Word<bool>{true, "\\"_L1}};
constexpr std::array pathKinds = {Word<bool>{false, "relative"_L1}, Word<bool>{true, "absolute"_L1}};
constexpr std::array lineEnds = {Word<bool>{false, "lf"_L1}, Word<bool>{true, "crlf"_L1}};

template <class Enum, size_t N>
QString wordOf(const std::array<Word<Enum>, N> &words, Enum value)
{
    for (const auto &[candidate, word] : words) {
        if (candidate == value)
            return word;
    }
    Q_UNREACHABLE_RETURN({});
}

/// Reads the fields of one JSON object, and remembers the first thing that is wrong with them. Fields
/// that nobody asked for are wrong, too.
class Fields
{
public:
    Fields(const QJsonObject &object, QString path, QString &error)
        : m_object(object), m_path(std::move(path)), m_error(error)
    {
    }

    ~Fields()
    {
        for (auto field = m_object.constBegin(); field != m_object.constEnd(); ++field) {
            if (!m_known.contains(field.key()))
                fail(field.key(), PlayerProfileText::tr("there is no such field"));
        }
    }

    Q_DISABLE_COPY_MOVE(Fields)

    void fail(const QString &field, const QString &what)
    {
        if (m_error.isEmpty())
            m_error = m_path + field + u": "_s + what;
    }

    bool has(const QString &field)
    {
        m_known.insert(field);
        return m_object.contains(field);
    }

    void text(const QString &field, QString &value, bool isNeeded = false)
    {
        if (!has(field)) {
            if (isNeeded)
                fail(field, PlayerProfileText::tr("this field is needed"));
            return;
        }
        const QJsonValue found = m_object.value(field);
        if (!found.isString() || found.toString().size() > maxTextLength ||
            (isNeeded && found.toString().trimmed().isEmpty()))
            return fail(field, PlayerProfileText::tr("a text is needed"));
        value = found.toString();
    }

    void number(const QString &field, int &value, int least, int most)
    {
        if (!has(field))
            return;
        const double found = m_object.value(field).toDouble(std::nan(""));
        if (!(found >= least && found <= most) || found != std::floor(found)) {
            return fail(field,
                        PlayerProfileText::tr("a whole number from %1 to %2 is needed").arg(least).arg(most));
        }
        value = static_cast<int>(found);
    }

    void flag(const QString &field, bool &value)
    {
        if (!has(field))
            return;
        if (!m_object.value(field).isBool())
            return fail(field, PlayerProfileText::tr("true or false is needed"));
        value = m_object.value(field).toBool();
    }

    template <class Enum, size_t N>
    void word(const QString &field, Enum &value, const std::array<Word<Enum>, N> &words)
    {
        if (!has(field))
            return;
        QStringList all;
        for (const auto &[candidate, word] : words) {
            if (m_object.value(field).toString() == word) {
                value = candidate;
                return;
            }
            all.append(u'"' + word + u'"');
        }
        //: %1: a list of words, "a", "b"
        fail(field, PlayerProfileText::tr("one of these is needed: %1").arg(all.join(u", "_s)));
    }

    QJsonObject object(const QString &field)
    {
        if (has(field) && !m_object.value(field).isObject())
            fail(field, PlayerProfileText::tr("an object { } is needed"));
        return m_object.value(field).toObject();
    }

    QJsonArray array(const QString &field)
    {
        const bool isThere = has(field);
        const QJsonArray found = m_object.value(field).toArray();
        if (isThere && (!m_object.value(field).isArray() || found.size() > maxListLength))
            fail(field, PlayerProfileText::tr("a list [ ] of at most %1 is needed").arg(maxListLength));
        return found;
    }

    /// An array of objects, each read by @p read(Fields &).
    void objects(const QString &field, const auto &read)
    {
        const QJsonArray found = array(field);
        for (qsizetype i = 0; i < found.size(); ++i) {
            const QString path = m_path + u"%1[%2]"_s.arg(field).arg(i);
            if (!found[i].isObject())
                return fail(u"%1[%2]"_s.arg(field).arg(i), PlayerProfileText::tr("an object { } is needed"));
            Fields fields(found[i].toObject(), path + u'.', m_error);
            read(fields);
        }
    }

    QString path(const QString &field) const { return m_path + field + u'.'; }
    QString &error() { return m_error; }

private:
    const QJsonObject m_object;
    const QString m_path;
    QString &m_error;
    QSet<QString> m_known;
};

void readFormat(Fields &fields, QList<PlayableFormat> &formats)
{
    static const QRegularExpression ending(u"\\A[a-z0-9]{1,7}\\z"_s);
    PlayableFormat format;
    const QJsonArray endings = fields.array(u"endings"_s);
    for (const auto value : endings) {
        if (!ending.match(value.toString()).hasMatch())
            fields.fail(u"endings"_s, PlayerProfileText::tr("small letters and digits without a dot are "
                                                            "needed, like \"mp3\""));
        format.endings.append(value.toString());
    }
    if (endings.isEmpty())
        fields.fail(u"endings"_s, PlayerProfileText::tr("at least one is needed"));
    fields.number(u"maxBitrateKbps"_s, format.maxBitrateKbps, 0, 1'000'000);
    fields.number(u"maxSampleRateHz"_s, format.maxSampleRateHz, 0, 10'000'000);
    formats.append(format);
}

void readConversion(Fields fields, const QList<PlayableFormat> &formats, ConversionStyle &style)
{
    fields.flag(u"enabled"_s, style.isOn);
    QLatin1StringView format;
    fields.word(u"format"_s, format, conversionFormats);
    style.format = format;
    const auto plays = [format](const PlayableFormat &each) { return each.endings.contains(format); };
    if (!format.isEmpty() && !formats.isEmpty() && std::ranges::none_of(formats, plays))
        fields.fail(u"format"_s, PlayerProfileText::tr("the player does not play it, says \"formats\""));
    fields.number(u"bitrateKbps"_s, style.bitrateKbps, 0, 512);
    if (style.bitrateKbps > 0 && style.bitrateKbps < 32)
        fields.fail(u"bitrateKbps"_s, PlayerProfileText::tr("at least %1 is needed, or 0 for any").arg(32));
}

void readCover(Fields fields, CoverStyle &cover)
{
    fields.text(u"fileName"_s, cover.fileName);
    if (!cover.fileName.isEmpty() && cover.fileName != safeName(cover.fileName, true))
        fields.fail(u"fileName"_s, PlayerProfileText::tr("no player can store this name"));
    fields.number(u"maxPixels"_s, cover.maxPixels, 0, 10'000);
    fields.word(u"format"_s, cover.format, coverFormats);
}

/// Whether each part of the folder's path is a name as Tandem gives it.
bool isStorable(const QString &folder)
{
    if (folder.isEmpty())
        return true;
    if (!isConfinedPath(folder))
        return false;
    const QStringList parts = folder.split(u'/');
    return std::ranges::all_of(parts, [](const QString &part) { return part == safeName(part); });
}

void readPlaylist(Fields fields, PlaylistStyle &style)
{
    fields.word(u"format"_s, style.format, playlistFormats);
    fields.text(u"folder"_s, style.folder);
    if (!isStorable(style.folder))
        fields.fail(u"folder"_s, PlayerProfileText::tr("no player can store this name"));
    fields.word(u"separator"_s, style.hasBackslashes, separators);
    fields.word(u"paths"_s, style.isAbsolute, pathKinds);
    fields.word(u"lineEnd"_s, style.hasCrLf, lineEnds);
    fields.flag(u"byteOrderMark"_s, style.hasByteOrderMark);
    fields.flag(u"alwaysFile"_s, style.isAlwaysFile);
}

void readLimits(Fields fields, FolderLimits &limits)
{
    fields.number(u"maxFolderDepth"_s, limits.maxFolderDepth, -1, maxDepth);
    fields.number(u"maxFilesPerFolder"_s, limits.maxFilesPerFolder, 0, 1'000'000);
    // Shorter names than these cannot be told apart any more.
    const auto atLeast = [&fields](const QString &field, int &value, int least, int most) {
        fields.number(field, value, 0, most);
        if (value > 0 && value < least)
            fields.fail(field, PlayerProfileText::tr("at least %1 is needed, or 0 for any").arg(least));
    };
    atLeast(u"maxNameLength"_s, limits.maxNameLength, 16, 255);
    atLeast(u"maxPathLength"_s, limits.maxPathLength, 64, 4096);
    fields.flag(u"basicPlaneOnly"_s, limits.isBasicPlaneOnly);
}

void readMatch(Fields &fields, QList<ProfileMatch> &matches)
{
    ProfileMatch match;
    fields.text(u"vendor"_s, match.vendor);
    fields.text(u"product"_s, match.product);
    fields.text(u"topLevelName"_s, match.topLevelName);
    if (match == ProfileMatch{})
        fields.fail(u"vendor"_s, PlayerProfileText::tr("one of these is needed: %1")
                                     .arg("\"vendor\", \"product\", \"topLevelName\""_L1));
    matches.append(match);
}

void checkTemplate(Fields &fields, const QString &pathTemplate)
{
    const QString field = u"pathTemplate"_s;
    if (!isConfinedPath(pathTemplate))
        fields.fail(field,
                    PlayerProfileText::tr("a path within the player is needed, with / between folders"));
    static const QRegularExpression braces(u"\\{([^{}]*)\\}"_s);
    auto names = braces.globalMatch(pathTemplate);
    while (names.hasNext()) {
        const QString name = names.next().captured(1);
        if (!pathTemplateFields().contains(name)) {
            fields.fail(field, PlayerProfileText::tr("there is no {%1}; there are: %2")
                                   .arg(name, pathTemplateFields().join(u", "_s)));
        }
    }
    QString rest = pathTemplate;
    rest.remove(braces);
    if (rest.contains(u'{') || rest.contains(u'}'))
        fields.fail(field, PlayerProfileText::tr("a brace has no counterpart"));
}

PlayerProfile readProfile(const QJsonObject &object, QString &error)
{
    static const QRegularExpression identifier(u"\\A[a-z0-9][a-z0-9-]{0,39}\\z"_s);
    PlayerProfile profile;
    Fields fields(object, {}, error);
    int version = 0;
    fields.number(u"version"_s, version, formatVersion, formatVersion);
    if (!fields.has(u"version"_s))
        fields.fail(u"version"_s, PlayerProfileText::tr("this field is needed"));
    fields.text(u"id"_s, profile.id, true);
    if (!identifier.match(profile.id).hasMatch())
        fields.fail(u"id"_s,
                    PlayerProfileText::tr("small letters, digits and hyphens are needed, at most 40"));
    fields.text(u"name"_s, profile.name, true);
    fields.objects(u"formats"_s, [&profile](Fields &each) { readFormat(each, profile.formats); });
    readConversion({fields.object(u"conversion"_s), fields.path(u"conversion"_s), error}, profile.formats,
                   profile.conversion);
    readCover({fields.object(u"cover"_s), fields.path(u"cover"_s), error}, profile.cover);
    fields.text(u"pathTemplate"_s, profile.pathTemplate);
    checkTemplate(fields, profile.pathTemplate);
    readPlaylist({fields.object(u"playlist"_s), fields.path(u"playlist"_s), error}, profile.playlist);
    readLimits({fields.object(u"limits"_s), fields.path(u"limits"_s), error}, profile.limits);
    fields.objects(u"matches"_s, [&profile](Fields &each) { readMatch(each, profile.matches); });
    return profile;
}

} // namespace

const QStringList &pathTemplateFields()
{
    static const QStringList fields{u"albumartist"_s, u"artist"_s, u"album"_s, u"title"_s,
                                    u"track"_s,       u"genre"_s,  u"year"_s};
    return fields;
}

QString whyNotPlayable(const PlayerProfile &profile, const QString &fileName, int bitrateKbps,
                       int sampleRateHz)
{
    if (profile.formats.isEmpty())
        return {};
    const QString name = fileNameOf(fileName);
    const QString ending =
        name.contains(u'.') ? name.sliced(name.lastIndexOf(u'.') + 1).toLower() : QString();
    QString reason = ending.isEmpty() ? u"?"_s : ending;
    for (const PlayableFormat &format : profile.formats) {
        if (!format.endings.contains(ending))
            continue;
        if (format.maxBitrateKbps > 0 && bitrateKbps > format.maxBitrateKbps)
            reason = u"%1 kbit/s"_s.arg(bitrateKbps);
        else if (format.maxSampleRateHz > 0 && sampleRateHz > format.maxSampleRateHz)
            reason = u"%1 Hz"_s.arg(sampleRateHz);
        else
            return {};
    }
    return reason;
}

Result<PlayerProfile> parseProfile(const QByteArray &json, const QString &fileName)
{
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsing);
    if (parsing.error != QJsonParseError::NoError) {
        const auto line = json.first(std::min<qsizetype>(parsing.offset, json.size())).count('\n') + 1;
        return failure(
            ErrorCode::InvalidArgument, fileName,
            PlayerProfileText::tr("no JSON from line %1 on: %2").arg(line).arg(parsing.errorString()));
    }
    if (!document.isObject())
        return failure(ErrorCode::InvalidArgument, fileName,
                       PlayerProfileText::tr("an object { } is needed"));
    QString error;
    PlayerProfile profile = readProfile(document.object(), error);
    if (!error.isEmpty())
        return failure(ErrorCode::InvalidArgument, fileName, error);
    return profile;
}

QJsonObject profileToJson(const PlayerProfile &profile)
{
    QJsonArray formats;
    for (const PlayableFormat &format : profile.formats) {
        formats.append(QJsonObject{{u"endings"_s, QJsonArray::fromStringList(format.endings)},
                                   {u"maxBitrateKbps"_s, format.maxBitrateKbps},
                                   {u"maxSampleRateHz"_s, format.maxSampleRateHz}});
    }
    QJsonArray matches;
    for (const ProfileMatch &match : profile.matches) {
        QJsonObject object;
        if (!match.vendor.isEmpty())
            object.insert(u"vendor"_s, match.vendor);
        if (!match.product.isEmpty())
            object.insert(u"product"_s, match.product);
        if (!match.topLevelName.isEmpty())
            object.insert(u"topLevelName"_s, match.topLevelName);
        matches.append(object);
    }
    const QString conversionWord =
        profile.conversion.format.isEmpty() ? u"auto"_s : profile.conversion.format;
    const PlaylistStyle &style = profile.playlist;
    const FolderLimits &limits = profile.limits;
    return {{u"version"_s, formatVersion},
            {u"id"_s, profile.id},
            {u"name"_s, profile.name},
            {u"formats"_s, formats},
            {u"conversion"_s, QJsonObject{{u"enabled"_s, profile.conversion.isOn},
                                          {u"format"_s, conversionWord},
                                          {u"bitrateKbps"_s, profile.conversion.bitrateKbps}}},
            {u"cover"_s, QJsonObject{{u"fileName"_s, profile.cover.fileName},
                                     {u"maxPixels"_s, profile.cover.maxPixels},
                                     {u"format"_s, wordOf(coverFormats, profile.cover.format)}}},
            {u"pathTemplate"_s, profile.pathTemplate},
            {u"playlist"_s, QJsonObject{{u"format"_s, wordOf(playlistFormats, style.format)},
                                        {u"folder"_s, style.folder},
                                        {u"separator"_s, wordOf(separators, style.hasBackslashes)},
                                        {u"paths"_s, wordOf(pathKinds, style.isAbsolute)},
                                        {u"lineEnd"_s, wordOf(lineEnds, style.hasCrLf)},
                                        {u"byteOrderMark"_s, style.hasByteOrderMark},
                                        {u"alwaysFile"_s, style.isAlwaysFile}}},
            {u"limits"_s, QJsonObject{{u"maxFolderDepth"_s, limits.maxFolderDepth},
                                      {u"maxFilesPerFolder"_s, limits.maxFilesPerFolder},
                                      {u"maxNameLength"_s, limits.maxNameLength},
                                      {u"maxPathLength"_s, limits.maxPathLength},
                                      {u"basicPlaneOnly"_s, limits.isBasicPlaneOnly}}},
            {u"matches"_s, matches}};
}

} // namespace tandem::device
