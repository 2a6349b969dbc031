// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mediaplayerinfo.h"

#include <QFile>
#include <QMap>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

constexpr qint64 maxFileBytes = 64 << 10;

/// Most lists have semicolons; in a few descriptions there are commas.
QStringList listOf(QString text)
{
    QStringList values;
    text.replace(u',', u';');
    for (const QStringView part : QStringView(text).split(u';')) {
        const QString value = part.trimmed().toString();
        if (!value.isEmpty())
            values.append(value);
    }
    return values;
}

/// "section/key", in small letters, to value: there are descriptions with [Storage] and with [storage].
QMap<QString, QString> valuesOf(const QByteArray &data)
{
    QMap<QString, QString> values;
    QString section;
    const QString text = QString::fromUtf8(data);
    for (const QStringView line : QStringView(text).split(u'\n')) {
        const QStringView trimmed = line.trimmed();
        const qsizetype equals = trimmed.indexOf(u'=');
        if (trimmed.startsWith(u'[') && trimmed.endsWith(u']'))
            section = trimmed.sliced(1).chopped(1).toString().toLower();
        else if (!trimmed.startsWith(u'#') && equals > 0)
            values.insert(section + u'/' + trimmed.first(equals).trimmed().toString().toLower(),
                          trimmed.sliced(equals + 1).trimmed().toString());
    }
    return values;
}

} // namespace

Result<PlayerDescription> parseMediaPlayerInfo(const QByteArray &data)
{
    const QMap<QString, QString> values = valuesOf(data);
    const QStringList protocols = listOf(values.value(u"device/accessprotocol"_s));
    if (!protocols.contains("storage"_L1, Qt::CaseInsensitive))
        return failure(ErrorCode::FormatUnsupported, {}, protocols.join(u' '));
    PlayerDescription description;
    description.name =
        QString(values.value(u"device/vendor"_s) + u' ' + values.value(u"device/product"_s)).trimmed();
    description.mimeTypes = listOf(values.value(u"media/outputformats"_s));
    description.playlistMimeTypes = listOf(values.value(u"playlist/formats"_s));
    description.hasDosSeparators =
        values.value(u"playlist/folderseparator"_s).compare("dos"_L1, Qt::CaseInsensitive) == 0;
    description.audioFolders = listOf(values.value(u"storage/audiofolders"_s));
    description.playlistFolder = listOf(values.value(u"storage/playlistpath"_s)).value(0);
    bool isNumber = false;
    const int depth = values.value(u"storage/folderdepth"_s).toInt(&isNumber);
    description.folderDepth = isNumber && depth >= 0 ? depth : -1;
    return description;
}

Result<PlayerDescription> readMediaPlayerInfo(const QString &name, const QString &folder)
{
    if (name.isEmpty() || name.contains(u'/') || name.startsWith(u'.'))
        return failure(ErrorCode::NotFound, name);
    QFile file(folder + u'/' + name + u".mpi"_s);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, name);
    const QByteArray data = file.read(maxFileBytes + 1);
    if (data.size() > maxFileBytes)
        return failure(ErrorCode::FileTooLarge, file.fileName());
    return parseMediaPlayerInfo(data).transform_error([&name](Error error) {
        error.subject = name;
        return error;
    });
}

} // namespace tandem::device
