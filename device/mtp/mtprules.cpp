// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mtprules.h"

#include "device/storage/devicepath.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSet>
#include <QTimeZone>
#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

constexpr auto partEnding = ".tandem-part"_L1;
constexpr auto oldEnding = ".tandem-old"_L1;

QString withoutEnding(const QString &name, QLatin1StringView ending)
{
    if (!name.endsWith(ending))
        return {};
    const QString rest = name.chopped(ending.size());
    return rest.startsWith(u'.') ? rest.sliced(1) : rest;
}

QString lettersAndDigits(const QString &text)
{
    QString result;
    for (const QChar c : text) {
        if (c.isLetterOrNumber())
            result += c.toLower();
    }
    return result;
}

} // namespace

Space believableSpace(quint64 totalBytes, quint64 freeBytes)
{
    constexpr auto most = static_cast<quint64>(std::numeric_limits<qint64>::max());
    Space space;
    if (totalBytes > 0 && totalBytes <= most)
        space.totalBytes = static_cast<qint64>(totalBytes);
    if (space.totalBytes > 0 && freeBytes > 0 && freeBytes <= totalBytes)
        space.freeBytes = static_cast<qint64>(freeBytes);
    return space;
}

qint64 timeOf(const QString &text)
{
    static const QRegularExpression form(u"^(\\d{8}T\\d{6})(?:\\.\\d+)?(Z|[+-]\\d{4})?$"_s);
    const auto match = form.match(text);
    QDateTime time = QDateTime::fromString(match.captured(1), u"yyyyMMdd'T'HHmmss"_s);
    if (!match.hasMatch() || !time.isValid())
        return -1;
    const QString zone = match.captured(2);
    if (!zone.isEmpty()) {
        const bool isUtc = zone == "Z"_L1;
        const int minutes = isUtc ? 0 : zone.mid(1, 2).toInt() * 60 + zone.mid(3, 2).toInt();
        constexpr int secondsPerMinute = 60;
        const int offset = zone.startsWith(u'-') ? -minutes : minutes;
        time.setTimeZone(QTimeZone::fromSecondsAheadOfUtc(offset * secondsPerMinute));
    }
    constexpr qint64 nsPerMs = 1'000'000;
    return std::max<qint64>(-1, time.toMSecsSinceEpoch() * nsPerMs);
}

QString storageIdText(quint32 id)
{
    return u"0x%1"_s.arg(id, 8, 16, QLatin1Char('0'));
}

std::optional<qsizetype> preferredStorage(const QList<StorageChoice> &storages, const QString &wanted)
{
    std::optional<qsizetype> best;
    for (qsizetype i = 0; i < storages.size(); ++i) {
        if (!wanted.isEmpty()) {
            if (storages[i].id.compare(wanted, Qt::CaseInsensitive) == 0)
                return i;
            continue;
        }
        const bool isBetter = !best || (storages[*best].isReadOnly && !storages[i].isReadOnly) ||
                              (storages[*best].isReadOnly == storages[i].isReadOnly &&
                               storages[i].totalBytes > storages[*best].totalBytes);
        if (isBetter)
            best = i;
    }
    return best;
}

bool isSamePlayer(const QString &identity, const UsbIdentity &player)
{
    if (!identity.startsWith("mtp:"_L1))
        return true; // known by something else, which whoever found it has checked
    const QString wanted = lettersAndDigits(identity.sliced(4));
    const QString ids = u"%1%2"_s.arg(uint(player.vendorId), 4, 16, QLatin1Char('0'))
                            .arg(uint(player.productId), 4, 16, QLatin1Char('0'));
    return wanted.isEmpty() || wanted == lettersAndDigits(player.serial) ||
           wanted == lettersAndDigits(player.mtpSerial) || wanted == ids;
}

QString partName(const QString &name)
{
    return name + partEnding;
}

QString oldName(const QString &name)
{
    return name + oldEnding;
}

QString nameOfPart(const QString &name)
{
    return withoutEnding(name, partEnding);
}

QString nameOfOld(const QString &name)
{
    return withoutEnding(name, oldEnding);
}

QString plainOwnFolder(int number)
{
    return number == 1 ? u"Tandem"_s : u"Tandem %1"_s.arg(number);
}

int numberOfPlainOwnFolder(const QString &name)
{
    static const QRegularExpression form(u"\\Atandem(?: ([2-9]|[1-9]\\d{1,3}))?\\z"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(name);
    if (!match.hasMatch())
        return 0;
    return match.hasCaptured(1) ? match.captured(1).toInt() : 1;
}

QList<StoredObject> withoutLeftovers(const QList<StoredObject> &objects)
{
    QSet<QString> taken;
    for (const StoredObject &object : objects)
        taken.insert(foldedPath(object.name));
    QList<StoredObject> settled;
    for (const StoredObject &object : objects) {
        const QString old = nameOfOld(object.name);
        if (object.isFolder || (old.isEmpty() && nameOfPart(object.name).isEmpty())) {
            settled.append(object);
        } else if (!old.isEmpty() && !taken.contains(foldedPath(old))) {
            settled.append(object);
            settled.last().name = old;
            taken.insert(foldedPath(old));
        }
    }
    return settled;
}

bool isKeptName(const QString &given, const QString &shown)
{
    constexpr qsizetype surelyAnswered =
        200; ///< a packet has 512 bytes, of which the facts before it take some
    const QString wanted = foldedPath(given);
    const QString found = foldedPath(shown);
    return wanted == found || (found.size() >= surelyAnswered && wanted.startsWith(found));
}

bool isStorableName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 254 && name.toUtf8().size() <= 255;
}

} // namespace tandem::device
