// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlisttarget.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct PlaylistTargetText {
    Q_DECLARE_TR_FUNCTIONS(tandem::model::PlaylistTargetText)
};

constexpr qint64 maxLookedAt = 1 << 20; ///< of what may be a playlist; the decision falls in the first lines

/// "track.mp3", "track.mp3 " and "http://host/stream" do, a sentence does not.
bool looksLikePath(QByteArrayView line)
{
    constexpr qsizetype longestEnding = 5;
    if (line.contains("://"))
        return true;
    const qsizetype dot = line.lastIndexOf('.');
    const QByteArrayView ending = dot < 1 ? QByteArrayView() : line.sliced(dot + 1);
    return !ending.isEmpty() && ending.size() <= longestEnding &&
           std::ranges::all_of(ending, [](char c) { return QChar::isLetterOrNumber(static_cast<uchar>(c)); });
}

/// The beginnings of containers that hold music.
struct Mark {
    qsizetype at;
    QByteArrayView bytes;
};

constexpr std::array marks = {
    Mark{0, "ID3"},  Mark{0, "fLaC"}, Mark{0, "OggS"}, Mark{0, "RIFF"},  Mark{0, "RF64"},
    Mark{0, "FORM"}, Mark{4, "ftyp"}, Mark{4, "moov"}, Mark{4, "mdat"},  Mark{0, "\x30\x26\xb2\x75"},
    Mark{0, "wvpk"}, Mark{0, "MPCK"}, Mark{0, "MP+"},  Mark{0, "MAC "},  Mark{0, "APETAGEX"},
    Mark{0, "TTA1"}, Mark{0, "DSD "}, Mark{0, "FRM8"}, Mark{0, "#!AMR"}, Mark{0, "\x1a\x45\xdf\xa3"},
};

/// Two bytes that every frame of MPEG audio and of ADTS begins with, unless they say that text in UTF-16
/// follows.
bool isFrameOfMpeg(const QByteArray &head)
{
    return head.size() > 1 && static_cast<uchar>(head[0]) == 0xff &&
           (static_cast<uchar>(head[1]) & 0xe0) == 0xe0 && !head.startsWith("\xff\xfe");
}

Result<void> checkEnding(const QString &file)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == "m3u8"_L1 || ending == "m3u"_L1)
        return {};
    return failure(ErrorCode::InvalidArgument, file,
                   PlaylistTargetText::tr("the name of a playlist’s file ends in .m3u8 or .m3u"));
}

} // namespace

bool isPlaylistContent(const QByteArray &content)
{
    QByteArrayView text(content);
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    if (text.trimmed().startsWith("#EXTM3U"))
        return !text.contains('\0');
    const QList<QByteArray> lines = text.toByteArray().replace('\r', '\n').split('\n');
    return !content.contains('\0') && std::ranges::all_of(lines, [](const QByteArray &line) {
        const QByteArray trimmed = line.trimmed();
        return trimmed.isEmpty() || trimmed.startsWith('#') || looksLikePath(trimmed);
    });
}

bool isMusicContent(const QByteArray &head)
{
    return isFrameOfMpeg(head) || std::ranges::any_of(marks, [&head](const Mark &mark) {
               return QByteArrayView(head).sliced(std::min(mark.at, head.size())).startsWith(mark.bytes);
           });
}

Result<void> checkPlaylistTarget(const QString &file, Replaceable replaceable)
{
    const QFileInfo info(file);
    if (info.exists() && !info.isFile())
        return {}; // for saveFile() to refuse
    const QString place = info.exists() ? info.canonicalFilePath() : info.symLinkTarget();
    for (const QString &path : {file, place.isEmpty() ? file : place}) {
        if (auto checked = checkEnding(path); !checked)
            return checked;
    }
    if (!info.exists())
        return {};
    QFile existing(file);
    if (!existing.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileUnreadable, file, existing.errorString());
    const QByteArray content = existing.read(maxLookedAt);
    if (existing.error() != QFileDevice::NoError)
        return failure(ErrorCode::FileUnreadable, file, existing.errorString());
    if (isMusicContent(content)) {
        return failure(ErrorCode::InvalidArgument, file,
                       PlaylistTargetText::tr("it is music, which is never written over"));
    }
    if (replaceable == Replaceable::AllButMusic || isPlaylistContent(content))
        return {};
    return failure(ErrorCode::AlreadyExists, file);
}

} // namespace tandem::model
