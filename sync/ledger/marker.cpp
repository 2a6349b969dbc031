// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "marker.h"

#include "device/storage/devicepath.h"
#include "device/storage/devicestorage.h"
#include "sync/ledger/partnershipindex.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>
#include <QUuid>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

constexpr int markerFormat = 1;
constexpr qint64 maxMarkerBytes = 64 << 10;
constexpr qsizetype maxNameLength = 200;

QString printable(const QString &text)
{
    QString result;
    for (const QChar c : text.left(maxNameLength)) {
        if (c.isPrint())
            result += c;
    }
    return result;
}

/// Nobody is to take a player for his own because its marker could not be found for a moment.
Result<std::optional<Marker>> checkMissing(device::DeviceStorage &storage)
{
    const QString path = QString::fromLatin1(markerPath);
    const auto objects = storage.list(device::parentPath(path));
    if (!objects && objects.error().code != ErrorCode::FileMissing)
        return std::unexpected(objects.error());
    const bool isThere =
        objects && std::ranges::contains(*objects, device::fileNameOf(path), &device::StoredObject::name);
    if (isThere)
        return failure(ErrorCode::DeviceFailed, path);
    return std::nullopt;
}

} // namespace

QString libraryName()
{
    const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    const QString host = QSysInfo::machineHostName();
    return user.isEmpty() ? host : u"%1 on %2"_s.arg(user, host);
}

QByteArray formatMarker(const Marker &marker)
{
    const QJsonObject object{
        {u"about"_s, u"This player is kept up to date by Tandem, for the library that is named here."_s},
        {u"format"_s, markerFormat},
        {u"generation"_s, marker.generation},
        {u"library"_s, marker.libraryId},
        {u"libraryName"_s, marker.libraryName},
        {u"partnershipIndex"_s, marker.partnershipIndex},
        {u"player"_s, marker.playerUuid},
    };
    return QJsonDocument(object).toJson();
}

Result<Marker> parseMarker(const QByteArray &data)
{
    const auto damaged = [](const QString &why) {
        return failure(ErrorCode::MarkerDamaged, QString::fromLatin1(markerPath), why);
    };
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(data, &error);
    if (!document.isObject())
        return damaged(error.errorString());
    const QJsonObject object = document.object();
    if (object.value("format"_L1).toInt() != markerFormat)
        return damaged(u"format"_s);

    Marker marker;
    marker.libraryId = object.value("library"_L1).toString();
    marker.libraryName = printable(object.value("libraryName"_L1).toString());
    marker.playerUuid = object.value("player"_L1).toString();
    marker.partnershipIndex = object.value("partnershipIndex"_L1).toInt();
    marker.generation = object.value("generation"_L1).toInteger();
    if (QUuid::fromString(marker.libraryId).isNull() || QUuid::fromString(marker.playerUuid).isNull())
        return damaged(u"library, player"_s);
    if (marker.partnershipIndex < 1 || marker.partnershipIndex > maxPartnerships)
        return damaged(u"partnershipIndex"_s);
    return marker;
}

bool isCutOff(const QByteArray &data, const Marker &marker)
{
    return !data.isEmpty() && formatMarker(marker).startsWith(data);
}

Result<std::optional<Marker>> readMarker(device::DeviceStorage &storage)
{
    const auto data = storage.read(QString::fromLatin1(markerPath), maxMarkerBytes);
    if (!data) {
        if (data.error().code == ErrorCode::FileMissing)
            return checkMissing(storage);
        if (data.error().code == ErrorCode::FileTooLarge)
            return failure(ErrorCode::MarkerDamaged, QString::fromLatin1(markerPath));
        return std::unexpected(data.error());
    }
    const auto marker = parseMarker(*data);
    if (!marker)
        return std::unexpected(marker.error());
    return *marker;
}

} // namespace tandem::sync
