// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mtpprotocol.h"

#include <QDataStream>
#include <QIODevice>

namespace tandem::device {

static QDataStream &operator<<(QDataStream &out, const FileStamp &stamp)
{
    return out << stamp.sizeBytes << stamp.modifiedNs << stamp.hash;
}

static QDataStream &operator>>(QDataStream &in, FileStamp &stamp)
{
    return in >> stamp.sizeBytes >> stamp.modifiedNs >> stamp.hash;
}

// Found by the streaming of QList, which looks in the namespace of the type.
static QDataStream &operator<<(QDataStream &out, const StoredObject &object)
{
    return out << object.name << object.sizeBytes << object.isFolder << object.modifiedNs;
}

static QDataStream &operator>>(QDataStream &in, StoredObject &object)
{
    return in >> object.name >> object.sizeBytes >> object.isFolder >> object.modifiedNs;
}

static QDataStream &operator<<(QDataStream &out, const StorageChoice &choice)
{
    return out << choice.id << choice.name << choice.totalBytes << choice.freeBytes << choice.isReadOnly;
}

static QDataStream &operator>>(QDataStream &in, StorageChoice &choice)
{
    return in >> choice.id >> choice.name >> choice.totalBytes >> choice.freeBytes >> choice.isReadOnly;
}

} // namespace tandem::device

namespace tandem::device::mtp {

namespace {

constexpr auto streamVersion = QDataStream::Qt_6_8;

QDataStream &operator<<(QDataStream &out, const MediaTags &tags)
{
    return out << tags.title << tags.artist << tags.album << tags.genre << tags.composer << tags.year
               << tags.trackNumber << tags.durationMs << tags.bitrateKbps << tags.sampleRateHz
               << tags.channels << tags.cover;
}

QDataStream &operator>>(QDataStream &in, MediaTags &tags)
{
    return in >> tags.title >> tags.artist >> tags.album >> tags.genre >> tags.composer >> tags.year >>
           tags.trackNumber >> tags.durationMs >> tags.bitrateKbps >> tags.sampleRateHz >> tags.channels >>
           tags.cover;
}

QDataStream &operator<<(QDataStream &out, const std::optional<FileStamp> &stamp)
{
    return out << stamp.has_value() << stamp.value_or(FileStamp{});
}

QDataStream &operator>>(QDataStream &in, std::optional<FileStamp> &stamp)
{
    bool isThere = false;
    in >> isThere >> stamp.emplace();
    if (!isThere)
        stamp.reset();
    return in;
}

QDataStream &operator<<(QDataStream &out, const Request &request)
{
    return out << static_cast<quint8>(request.operation) << request.path << request.text << request.storage
               << request.systemRoot << request.paths << request.tags << request.sizeBytes
               << request.modifiedNs << request.expected << request.flag << request.isAgain;
}

QDataStream &operator>>(QDataStream &in, Request &request)
{
    quint8 operation = 0;
    in >> operation >> request.path >> request.text >> request.storage >> request.systemRoot >>
        request.paths >> request.tags >> request.sizeBytes >> request.modifiedNs >> request.expected >>
        request.flag >> request.isAgain;
    if (operation > static_cast<quint8>(Operation::Last))
        in.setStatus(QDataStream::ReadCorruptData);
    request.operation = static_cast<Operation>(operation);
    return in;
}

QDataStream &operator<<(QDataStream &out, const Cancel &)
{
    return out;
}

QDataStream &operator>>(QDataStream &in, Cancel &)
{
    return in;
}

QDataStream &operator<<(QDataStream &out, const Upcoming &upcoming)
{
    return out << upcoming.request;
}

QDataStream &operator>>(QDataStream &in, Upcoming &upcoming)
{
    return in >> upcoming.request;
}

QDataStream &operator<<(QDataStream &out, const Begin &)
{
    return out;
}

QDataStream &operator>>(QDataStream &in, Begin &)
{
    return in;
}

QDataStream &operator<<(QDataStream &out, const Alive &)
{
    return out;
}

QDataStream &operator>>(QDataStream &in, Alive &)
{
    return in;
}

QDataStream &operator<<(QDataStream &out, const Progress &progress)
{
    return out << progress.bytes;
}

QDataStream &operator>>(QDataStream &in, Progress &progress)
{
    return in >> progress.bytes;
}

QDataStream &operator<<(QDataStream &out, const Writing &writing)
{
    return out << writing.path << writing.isTransferring;
}

QDataStream &operator>>(QDataStream &in, Writing &writing)
{
    return in >> writing.path >> writing.isTransferring;
}

QDataStream &operator<<(QDataStream &out, const StorageInfo &info)
{
    return out << info.totalBytes << info.freeBytes << info.clusterBytes << info.maxFileBytes
               << info.isReadOnly << info.isCaseSensitive << info.isListingSlow << info.hasPlaylistObjects
               << info.takesTags << info.takesCovers << info.storage;
}

QDataStream &operator>>(QDataStream &in, StorageInfo &info)
{
    return in >> info.totalBytes >> info.freeBytes >> info.clusterBytes >> info.maxFileBytes >>
           info.isReadOnly >> info.isCaseSensitive >> info.isListingSlow >> info.hasPlaylistObjects >>
           info.takesTags >> info.takesCovers >> info.storage;
}

QDataStream &operator<<(QDataStream &out, const PlayerFacts &facts)
{
    return out << facts.manufacturer << facts.model << facts.serialNumber << facts.firmware
               << facts.friendlyName << facts.synchronizationPartner << facts.batteryPercent << facts.storages
               << facts.storage << facts.fileTypes;
}

QDataStream &operator>>(QDataStream &in, PlayerFacts &facts)
{
    return in >> facts.manufacturer >> facts.model >> facts.serialNumber >> facts.firmware >>
           facts.friendlyName >> facts.synchronizationPartner >> facts.batteryPercent >> facts.storages >>
           facts.storage >> facts.fileTypes;
}

QDataStream &operator<<(QDataStream &out, Likeness likeness)
{
    return out << static_cast<quint8>(likeness);
}

QDataStream &operator>>(QDataStream &in, Likeness &likeness)
{
    quint8 value = 0;
    in >> value;
    if (value > static_cast<quint8>(Likeness::Different))
        in.setStatus(QDataStream::ReadCorruptData);
    likeness = static_cast<Likeness>(value);
    return in;
}

QDataStream &operator<<(QDataStream &out, std::monostate)
{
    return out;
}

QDataStream &operator>>(QDataStream &in, std::monostate &)
{
    return in;
}

QDataStream &operator<<(QDataStream &out, const Reply &reply);
QDataStream &operator>>(QDataStream &in, Reply &reply);

template <class... Types>
void writeVariant(QDataStream &out, const std::variant<Types...> &value)
{
    out << static_cast<quint8>(value.index());
    std::visit([&out](const auto &content) { out << content; }, value);
}

template <size_t index = 0, class... Types>
void readAlternative(QDataStream &in, size_t wanted, std::variant<Types...> &value)
{
    if constexpr (index < sizeof...(Types)) {
        if (wanted == index)
            in >> value.template emplace<index>();
        else
            readAlternative<index + 1>(in, wanted, value);
    } else {
        in.setStatus(QDataStream::ReadCorruptData);
    }
}

template <class... Types>
void readVariant(QDataStream &in, std::variant<Types...> &value)
{
    quint8 index = 0;
    in >> index;
    if (in.status() == QDataStream::Ok)
        readAlternative(in, index, value);
}

QDataStream &operator<<(QDataStream &out, const Reply &reply)
{
    out << reply.error.has_value();
    if (reply.error)
        out << QString(errorCodeName(reply.error->code)) << reply.error->subject << reply.error->detail;
    out << reply.isSessionLost;
    writeVariant(out, reply.payload);
    return out;
}

QDataStream &operator>>(QDataStream &in, Reply &reply)
{
    bool isError = false;
    in >> isError;
    if (isError) {
        QString code;
        Error error;
        in >> code >> error.subject >> error.detail;
        error.code = errorCodeFromName(code);
        reply.error = error;
    }
    in >> reply.isSessionLost;
    readVariant(in, reply.payload);
    return in;
}

void write(QDataStream &out, const Writing &writing)
{
    out << writing;
}

void read(QDataStream &in, Writing &writing)
{
    in >> writing;
}

template <class... Types>
void write(QDataStream &out, const std::variant<Types...> &message)
{
    writeVariant(out, message);
}

template <class... Types>
void read(QDataStream &in, std::variant<Types...> &message)
{
    readVariant(in, message);
}

template <class Message>
QByteArray encoded(const Message &message)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(streamVersion);
    write(out, message);
    return bytes;
}

template <class Message>
std::optional<Message> decoded(const QByteArray &bytes)
{
    Message message;
    QDataStream in(bytes);
    in.setVersion(streamVersion);
    read(in, message);
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return {};
    return message;
}

} // namespace

QByteArray encode(const ToHelper &message)
{
    return encoded(message);
}

QByteArray encode(const FromHelper &message)
{
    return encoded(message);
}

QByteArray encode(const Writing &writing)
{
    return encoded(writing);
}

std::optional<ToHelper> decodeToHelper(const QByteArray &frame)
{
    return decoded<ToHelper>(frame);
}

std::optional<FromHelper> decodeFromHelper(const QByteArray &frame)
{
    return decoded<FromHelper>(frame);
}

std::optional<Writing> decodeWriting(const QByteArray &frame)
{
    return decoded<Writing>(frame);
}

} // namespace tandem::device::mtp
