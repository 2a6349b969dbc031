// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ledgerfile.h"

#include "device/devicepath.h"
#include "sync/ledgerrepository.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

constexpr int ledgerFormat = 1;

QByteArray toLine(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject toJson(const LedgerEntry &entry)
{
    QJsonObject object{
        {u"path"_s, entry.path},
        {u"kind"_s, ledgerKindName(entry.kind)},
        {u"state"_s, ledgerStateName(entry.state)},
        {u"size"_s, entry.sizeBytes},
        {u"source"_s, entry.source},
        // As text: nanoseconds do not fit into the 53 bits of a JSON number.
        {u"version"_s, QString::number(entry.sourceVersion)},
    };
    if (entry.isManual)
        object.insert(u"manual"_s, true);
    return object;
}

LedgerEntry entryFromJson(const QJsonObject &object)
{
    LedgerEntry entry;
    entry.path = object.value("path"_L1).toString();
    entry.kind = ledgerKindFromName(object.value("kind"_L1).toString());
    entry.state = ledgerStateFromName(object.value("state"_L1).toString());
    entry.isManual = object.value("manual"_L1).toBool();
    entry.sizeBytes = object.value("size"_L1).toInteger(-1);
    entry.source = object.value("source"_L1).toString();
    entry.sourceVersion = object.value("version"_L1).toString().toLongLong();
    return entry;
}

QByteArray signature(qint64 generation, QByteArrayView body, const QByteArray &secret)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, secret);
    code.addData(QByteArray::number(generation) + '\n');
    code.addData(body);
    return code.result().toHex();
}

QJsonObject headerOf(const QByteArray &data)
{
    return QJsonDocument::fromJson(data.left(std::max<qsizetype>(0, data.indexOf('\n')))).object();
}

} // namespace

QByteArray formatLedgerFile(const LedgerFile &ledger, const QByteArray &secret)
{
    QByteArray body;
    for (const LedgerEntry &entry : ledger.entries)
        body += toLine(toJson(entry));
    const QJsonObject header{
        {u"about"_s, u"What Tandem placed on this player."_s},
        {u"format"_s, ledgerFormat},
        {u"generation"_s, ledger.generation},
        {u"signature"_s, QString::fromLatin1(signature(ledger.generation, body, secret))},
    };
    return toLine(header) + body;
}

bool isLedgerFileIntact(const QByteArray &data, const QByteArray &secret)
{
    const QJsonObject header = headerOf(data);
    const qint64 generation = header.value("generation"_L1).toInteger(-1);
    const QByteArrayView body = QByteArrayView(data).sliced(data.indexOf('\n') + 1);
    return header.value("format"_L1).toInt() == ledgerFormat && generation >= 0 &&
           header.value("signature"_L1).toString().toLatin1() == signature(generation, body, secret);
}

Result<LedgerFile> parseLedgerFile(const QByteArray &data, const QByteArray &secret)
{
    const auto damaged = [](const QString &why) {
        return failure(ErrorCode::LedgerDamaged, QString::fromLatin1(ledgerPath), why);
    };
    if (!isLedgerFileIntact(data, secret))
        return damaged(u"signature"_s);
    LedgerFile ledger;
    ledger.generation = headerOf(data).value("generation"_L1).toInteger();
    const QByteArrayView body = QByteArrayView(data).sliced(data.indexOf('\n') + 1);

    for (qsizetype at = 0; at < body.size();) {
        const qsizetype end = body.indexOf('\n', at);
        const qsizetype length = (end < 0 ? body.size() : end) - at;
        const LedgerEntry entry =
            entryFromJson(QJsonDocument::fromJson(body.sliced(at, length).toByteArray()).object());
        if (!device::isConfinedPath(entry.path) || entry.sizeBytes < 0)
            return damaged(entry.path);
        ledger.entries.append(entry);
        at += length + 1;
    }
    return ledger;
}

} // namespace tandem::sync
