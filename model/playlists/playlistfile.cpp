// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistfile.h"

#include "base/savefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QStringDecoder>
#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct PlaylistFileText {
    Q_DECLARE_TR_FUNCTIONS(tandem::model::PlaylistFileText)
};

constexpr qint64 maxFileSize = 16'000'000;

QString decoded(const QByteArray &data)
{
    const auto encoding = QStringConverter::encodingForData(data).value_or(QStringConverter::Utf8);
    QStringDecoder decoder(encoding);
    QString text = decoder(data);
    return decoder.hasError() ? QString::fromLatin1(data) : text;
}

/// "http" of "http://host/"; empty if @p line does not start so.
QStringView scheme(QStringView line)
{
    const qsizetype end = line.indexOf("://"_L1);
    if (end < 1)
        return {};
    const QStringView name = line.first(end);
    const bool isName = std::ranges::all_of(name, [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'+' || c == u'-' || c == u'.');
    });
    return isName && name.front().isLetter() ? name : QStringView();
}

/// The path of a file:// URL of this computer.
std::optional<QString> pathOfFileUrl(QStringView line)
{
    const QStringView rest = line.sliced("file://"_L1.size());
    const qsizetype slash = rest.indexOf(u'/');
    if (slash < 0)
        return std::nullopt;
    const QStringView host = rest.first(slash);
    if (!host.isEmpty() && host.compare("localhost"_L1, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    // Not through QUrl, which would take a raw "#" or "?" of a carelessly written URL as its end.
    return QString::fromUtf8(QByteArray::fromPercentEncoding(rest.sliced(slash).toUtf8()));
}

/// An absolute path without "." and "..", which above the root lead nowhere, and with single slashes.
QString cleaned(const QString &path)
{
    QString clean = QDir::cleanPath(path);
    while (clean.startsWith("//"_L1) || clean.startsWith("/../"_L1))
        clean.remove(0, clean[1] == u'/' ? 1 : 3);
    return clean == "/.."_L1 ? u"/"_s : clean;
}

QString absolute(const QString &path, const QString &folder)
{
    return cleaned(QDir::isAbsolutePath(path) ? path : folder + u'/' + path);
}

QString trimmedEnd(QString line)
{
    while (!line.isEmpty() && line.back().isSpace())
        line.chop(1);
    return line;
}

/// The path that a line with a plain file name means. What exists decides where there are two readings.
QString pathOfLine(const QString &line, const QString &folder)
{
    QStringList readings{line};
    if (line.back().isSpace()) // left behind by an editor, or part of the name
        readings += trimmedEnd(line);
    if (line.contains(u'\\')) // a separator of Windows, or part of the name
        readings += trimmedEnd(line).replace(u'\\', u'/');
    for (const QString &reading : readings) {
        if (readings.size() > 1 && QFileInfo::exists(absolute(reading, folder)))
            return absolute(reading, folder);
    }
    return absolute(readings.last(), folder);
}

/// The line that names @p path so that parseM3u() finds it again; empty if there is none.
QByteArray lineOfPath(const QString &path)
{
    if (path.isEmpty() || path.contains(QChar::Null))
        return {};
    const bool isAmbiguous =
        path.contains(u'\n') || path.contains(u'\r') || path.contains(u'\\') || path.back().isSpace();
    if (isAmbiguous && QDir::isAbsolutePath(path))
        return "file://" + path.toUtf8().toPercentEncoding("/");
    if (path.contains(u'\n') || path.contains(u'\r'))
        return {};
    // A comment, indentation, or a URL it would be.
    const bool needsPrefix = path.front() == u'#' || path.front().isSpace() || !scheme(path).isEmpty();
    return (needsPrefix ? "./" : "") + path.toUtf8();
}

QString singleLine(QString text)
{
    return text.replace(u'\n', u' ').replace(u'\r', u' ');
}

/// Why nothing is made of this text, from its bytes alone; empty if it may be a playlist.
QString whyNoPlaylist(QByteArrayView data)
{
    qsizetype lines = 0;
    for (qsizetype start = 0; start < data.size(); ++lines) {
        const auto end =
            std::find_if(data.begin() + start, data.end(), [](char c) { return c == '\n' || c == '\r'; });
        const qsizetype length = end - data.begin() - start;
        if (length > longestPlaylistLine)
            return PlaylistFileText::tr("A line of it is longer than any path.");
        start += length + 1;
    }
    if (lines > mostPlaylistLines)
        return PlaylistFileText::tr("It has more lines than any playlist: %1.")
            .arg(QLocale().toString(lines));
    return {};
}

std::unexpected<Error> unreadable(const QString &file, const QString &reason)
{
    return failure(ErrorCode::PlaylistUnreadable, file, reason);
}

} // namespace

QStringList parseM3u(const QByteArray &data, const QString &folder)
{
    const QString text = decoded(data).replace(u'\r', u'\n');
    QStringList paths;
    for (QStringView line : QStringView(text).tokenize(u'\n')) {
        while (!line.isEmpty() && line.front().isSpace())
            line = line.sliced(1);
        if (line.isEmpty() || line.front() == u'#' || line.contains(QChar::Null))
            continue;
        const QStringView urlScheme = scheme(line);
        if (urlScheme.isEmpty()) {
            paths += pathOfLine(line.toString(), folder);
        } else if (urlScheme.compare("file"_L1, Qt::CaseInsensitive) == 0) {
            const auto path = pathOfFileUrl(line);
            if (path && !path->contains(QChar::Null))
                paths += cleaned(*path);
        }
    }
    return paths;
}

QByteArray formatM3u(const QList<PlaylistFileItem> &items)
{
    QByteArray data = "#EXTM3U\n";
    for (const PlaylistFileItem &item : items) {
        const QByteArray line = lineOfPath(item.path);
        if (line.isEmpty())
            continue;
        if (!item.title.isEmpty() || item.seconds >= 0)
            data +=
                "#EXTINF:" + QByteArray::number(item.seconds) + ',' + singleLine(item.title).toUtf8() + '\n';
        data += line + '\n';
    }
    return data;
}

Result<QStringList> readPlaylistFile(const QString &file)
{
    const QFileInfo info(file);
    if (!info.exists())
        return failure(ErrorCode::FileMissing, file);
    const QString suffix = info.suffix().toLower();
    if (suffix != "m3u"_L1 && suffix != "m3u8"_L1)
        return unreadable(file, PlaylistFileText::tr("Only playlists in M3U and M3U8 files can be read."));
    if (!info.isFile()) // opening a FIFO would wait for ever
        return unreadable(file, PlaylistFileText::tr("This is not a file."));
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileUnreadable, file, source.errorString());
    const QByteArray data = source.read(maxFileSize + 1);
    if (source.error() != QFileDevice::NoError)
        return failure(ErrorCode::FileUnreadable, file, source.errorString());
    if (data.size() > maxFileSize)
        return unreadable(file, PlaylistFileText::tr("The file is too large for a playlist."));
    if (const QString reason = whyNoPlaylist(data); !reason.isEmpty())
        return unreadable(file, reason);
    if (decoded(data).contains(QChar::Null))
        return unreadable(file, PlaylistFileText::tr("The file holds no text."));
    return parseM3u(data, info.absolutePath());
}

Result<void> writePlaylistFile(const QString &file, const QList<PlaylistFileItem> &items)
{
    const QString folder = QFileInfo(file).absolutePath();
    const QString prefix = folder.endsWith(u'/') ? folder : folder + u'/';
    QList<PlaylistFileItem> written = items;
    for (PlaylistFileItem &item : written) {
        // A name that only fits on a line as a URL stays absolute.
        const QString relative = item.path.startsWith(prefix) ? item.path.sliced(prefix.size()) : item.path;
        const bool needsUrl = lineOfPath(item.path).startsWith("file://");
        if (!needsUrl)
            item.path = relative;
    }
    return saveFile(file, formatM3u(written));
}

} // namespace tandem::model
