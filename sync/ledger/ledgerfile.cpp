// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ledgerfile.h"

#include "device/storage/devicepath.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

constexpr int ledgerFormat = 2;
constexpr int oldLedgerFormat = 1; ///< signed without the player's id

QString kindName(LedgerKind kind)
{
    return kind == LedgerKind::Track ? u"track"_s : u"playlist"_s;
}

QString stateName(LedgerState state)
{
    switch (state) {
    case LedgerState::Pending:
        return u"pending"_s;
    case LedgerState::Placed:
        return u"placed"_s;
    case LedgerState::Adopted:
        return u"adopted"_s;
    case LedgerState::Skipped:
        return u"skipped"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

LedgerKind kindFromName(QStringView name)
{
    return name == "playlist"_L1 ? LedgerKind::Playlist : LedgerKind::Track;
}

/// Pending for an unknown name: to be looked at again.
LedgerState stateFromName(QStringView name)
{
    if (name == "placed"_L1)
        return LedgerState::Placed;
    if (name == "adopted"_L1)
        return LedgerState::Adopted;
    return name == "skipped"_L1 ? LedgerState::Skipped : LedgerState::Pending;
}

/// Appends a JSON string. By hand, as below: QJsonObject takes ten times as long for tens of thousands.
void appendString(QByteArray &line, const QString &text)
{
    line += '"';
    const QByteArray bytes = text.toUtf8();
    for (const char c : bytes) {
        if (c == '"' || c == '\\')
            line += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            line += "\\u00" + QByteArray::number(c, 16).rightJustified(2, '0');
        else
            line += c;
    }
    line += '"';
}

void appendLine(QByteArray &body, const LedgerEntry &entry)
{
    body += "{\"path\":";
    appendString(body, entry.path);
    body += ",\"kind\":";
    appendString(body, kindName(entry.kind));
    body += ",\"state\":";
    appendString(body, stateName(entry.state));
    body += ",\"size\":" + QByteArray::number(entry.sizeBytes) + ",\"source\":";
    appendString(body, entry.source);
    // As text: nanoseconds do not fit into the 53 bits of a JSON number.
    body += ",\"version\":\"" + QByteArray::number(entry.sourceVersion) + '"';
    if (entry.isManual)
        body += ",\"manual\":true";
    if (entry.modifiedNs >= 0)
        body += ",\"modified\":\"" + QByteArray::number(entry.modifiedNs).rightJustified(19, '0') + '"';
    if (!entry.hash.isEmpty())
        body += ",\"hash\":\"" + entry.hash.toBase64() + '"';
    if (entry.oldSizeBytes >= 0)
        body += ",\"oldSize\":" + QByteArray::number(entry.oldSizeBytes) + ",\"oldModified\":\"" +
                QByteArray::number(entry.oldModifiedNs) + '"';
    body += "}\n";
}

LedgerEntry entryFromJson(const QJsonObject &object)
{
    LedgerEntry entry;
    entry.path = object.value("path"_L1).toString();
    entry.kind = kindFromName(object.value("kind"_L1).toString());
    entry.state = stateFromName(object.value("state"_L1).toString());
    entry.isManual = object.value("manual"_L1).toBool();
    entry.sizeBytes = object.value("size"_L1).toInteger(-1);
    entry.source = object.value("source"_L1).toString();
    entry.sourceVersion = object.value("version"_L1).toString().toLongLong();
    entry.modifiedNs = object.value("modified"_L1).toString(u"-1"_s).toLongLong();
    entry.oldSizeBytes = object.value("oldSize"_L1).toInteger(-1);
    entry.oldModifiedNs = object.value("oldModified"_L1).toString(u"-1"_s).toLongLong();
    entry.hash = QByteArray::fromBase64(object.value("hash"_L1).toString().toLatin1());
    return entry;
}

/// Where marker and ledger lie, and nothing that a ledger speaks of.
bool isInOwnFolder(const QString &path)
{
    const QString folder = device::parentPath(QString::fromLatin1(ledgerPath));
    return (device::foldedPath(path) + u'/').startsWith(folder + u'/');
}

/// @p player: empty in the old form.
QByteArray signature(qint64 generation, const QString &player, QByteArrayView body, const QByteArray &secret)
{
    QMessageAuthenticationCode code(QCryptographicHash::Blake2b_256, secret);
    code.addData(QByteArray::number(generation) + '\n');
    if (!player.isEmpty())
        code.addData(player.toUtf8() + '\n');
    code.addData(body);
    return code.result().toHex();
}

QByteArray headerLine(qint64 generation, const QByteArray &signature)
{
    const QJsonObject header{
        {u"about"_s, u"What Tandem placed on this player."_s},
        {u"format"_s, ledgerFormat},
        {u"generation"_s, generation},
        {u"signature"_s, QString::fromLatin1(signature)},
    };
    return QJsonDocument(header).toJson(QJsonDocument::Compact) + '\n';
}

struct Header {
    int format = 0;
    qint64 generation = -1;
    QByteArray signature;
    QByteArrayView body;
};

/// The header is small: what is longer is none.
Header headerOf(const QByteArray &data)
{
    constexpr qsizetype maxHeaderBytes = 4096;
    const qsizetype end = QByteArrayView(data).first(std::min(data.size(), maxHeaderBytes)).indexOf('\n');
    if (end < 0)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(data.first(end)).object();
    return {.format = object.value("format"_L1).toInt(),
            .generation = object.value("generation"_L1).toInteger(-1),
            .signature = object.value("signature"_L1).toString().toLatin1(),
            .body = QByteArrayView(data).sliced(end + 1)};
}

LedgerSeal sealOf(const Header &header, const LedgerKey &key)
{
    const bool isOld = header.format == oldLedgerFormat;
    if ((!isOld && header.format != ledgerFormat) || header.generation < 0)
        return LedgerSeal::Broken;
    const QString player = isOld ? QString() : key.playerUuid;
    if (header.signature != signature(header.generation, player, header.body, key.secret))
        return LedgerSeal::Broken;
    return isOld ? LedgerSeal::OldForm : LedgerSeal::Ours;
}

} // namespace

QByteArray formatLedgerFile(const LedgerFile &ledger, const LedgerKey &key)
{
    QByteArray body;
    for (const LedgerEntry &entry : ledger.entries)
        appendLine(body, entry);
    return headerLine(ledger.generation, signature(ledger.generation, key.playerUuid, body, key.secret)) +
           body;
}

qint64 ledgerFileBytes(const LedgerFile &ledger)
{
    constexpr qsizetype signatureLength = 64;
    qint64 bytes = headerLine(ledger.generation, QByteArray(signatureLength, '0')).size();
    QByteArray line;
    for (const LedgerEntry &entry : ledger.entries) {
        line.resize(0); // keeps its memory
        appendLine(line, entry);
        bytes += line.size();
    }
    return bytes;
}

LedgerSeal sealOf(const QByteArray &data, const LedgerKey &key)
{
    return sealOf(headerOf(data), key);
}

Result<LedgerFile> parseLedgerFile(const QByteArray &data, const LedgerKey &key)
{
    const auto damaged = [](const QString &why) {
        return failure(ErrorCode::LedgerDamaged, QString::fromLatin1(ledgerPath), why);
    };
    const Header header = headerOf(data);
    if (sealOf(header, key) != LedgerSeal::Ours)
        return damaged(u"signature"_s);
    const QByteArrayView body = header.body;
    LedgerFile ledger;
    ledger.generation = header.generation;

    for (qsizetype at = 0; at < body.size();) {
        const qsizetype end = body.indexOf('\n', at);
        const qsizetype length = (end < 0 ? body.size() : end) - at;
        const LedgerEntry entry =
            entryFromJson(QJsonDocument::fromJson(body.sliced(at, length).toByteArray()).object());
        if (!device::isConfinedPath(entry.path) || isInOwnFolder(entry.path) || entry.sizeBytes < 0)
            return damaged(entry.path);
        ledger.entries.append(entry);
        at += length + 1;
    }
    return ledger;
}

} // namespace tandem::sync
