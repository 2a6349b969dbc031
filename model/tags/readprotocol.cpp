// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "readprotocol.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>
#include <array>

namespace tandem::model {

namespace {

constexpr qsizetype headBytes = 4;
constexpr qsizetype usualBytes = 512; ///< of the tags of one file

/// The texts and the numbers of a file's tags, of which both ends see the same.
template <class Tags, class Each>
void eachText(Tags &tags, const Each &each)
{
    for (auto *text :
         {&tags.title, &tags.artist, &tags.album, &tags.albumArtist, &tags.genre, &tags.composer})
        each(*text);
}

template <class Tags, class Each>
void eachNumber(Tags &tags, const Each &each)
{
    for (auto *number : {&tags.year, &tags.trackNumber, &tags.discNumber, &tags.bitrateKbps,
                         &tags.sampleRateHz, &tags.channels})
        each(*number);
}

template <class T, class Write>
QByteArray encode(const Result<T> &answer, const Write &write)
{
    QByteArray frame;
    frame.reserve(usualBytes);
    QDataStream out(&frame, QIODevice::WriteOnly);
    out.setByteOrder(QDataStream::LittleEndian);
    out << answer.has_value();
    if (answer)
        write(out, *answer);
    else
        out << static_cast<qint32>(answer.error().code) << answer.error().detail;
    return frame;
}

template <class T, class Read>
std::optional<Result<T>> decode(const QByteArray &frame, const Read &read)
{
    QDataStream in(frame);
    in.setByteOrder(QDataStream::LittleEndian);
    bool isValue = false;
    in >> isValue;
    Result<T> answer;
    bool isSound = true;
    if (isValue) {
        isSound = read(in, *answer);
    } else {
        qint32 code = 0;
        QString detail;
        in >> code >> detail;
        isSound = code > static_cast<qint32>(ErrorCode::Cancelled) &&
                  code <= static_cast<qint32>(ErrorCode::Internal) && detail.size() <= longestText;
        answer = failure(static_cast<ErrorCode>(code), {}, detail);
    }
    if (!isSound || in.status() != QDataStream::Ok || !in.atEnd())
        return std::nullopt;
    return answer;
}

} // namespace

QByteArray encodeRequest(ReadKind kind, std::span<const QByteArray> paths)
{
    QByteArray frame;
    QDataStream out(&frame, QIODevice::WriteOnly);
    out << static_cast<quint8>(kind) << static_cast<quint32>(paths.size());
    for (const QByteArray &path : paths)
        out << path;
    return frame;
}

std::optional<ReadRequest> decodeRequest(const QByteArray &frame)
{
    QDataStream in(frame);
    quint8 kind = 0;
    ReadRequest request;
    in >> kind >> request.paths;
    if (kind > static_cast<quint8>(ReadKind::Cover) || in.status() != QDataStream::Ok)
        return std::nullopt;
    request.kind = static_cast<ReadKind>(kind);
    return request;
}

QByteArray encodeAnswer(const Result<TrackTags> &tags)
{
    return encode(tags, [](QDataStream &out, const TrackTags &value) {
        out << static_cast<qint32>(value.format) << static_cast<qint64>(value.duration.count())
            << value.digest << value.content;
        eachText(value, [&out](const QString &text) { out << text; });
        eachNumber(value, [&out](int number) { out << number; });
    });
}

std::optional<Result<TrackTags>> decodeTags(const QByteArray &frame)
{
    return decode<TrackTags>(frame, [](QDataStream &in, TrackTags &value) {
        qint32 format = 0;
        qint64 milliseconds = 0;
        in >> format >> milliseconds >> value.digest >> value.content;
        bool isSound = format > static_cast<qint32>(AudioFormat::Unknown) &&
                       format <= static_cast<qint32>(AudioFormat::Musepack) && milliseconds >= 0;
        value.format = static_cast<AudioFormat>(format);
        value.duration = std::chrono::milliseconds(milliseconds);
        eachText(value, [&](QString &text) {
            in >> text;
            isSound = isSound && text.size() <= longestText;
        });
        eachNumber(value, [&](int &number) {
            in >> number;
            isSound = isSound && number >= 0;
        });
        return isSound;
    });
}

QByteArray encodeAnswer(const Result<QByteArray> &cover)
{
    return encode(cover, [](QDataStream &out, const QByteArray &value) { out << value; });
}

std::optional<Result<QByteArray>> decodeCover(const QByteArray &frame)
{
    return decode<QByteArray>(frame, [](QDataStream &in, QByteArray &value) {
        in >> value;
        return true;
    });
}

QByteArray encodeOutOfMemory()
{
    return "out of memory";
}

bool isOutOfMemory(const QByteArray &frame)
{
    return frame == encodeOutOfMemory();
}

void appendFrame(QByteArray &bytes, const QByteArray &frame)
{
    std::array<char, headBytes> head = {};
    qToLittleEndian(static_cast<quint32>(frame.size()), head.data());
    bytes.append(head.data(), headBytes);
    bytes.append(frame);
}

void FrameBuffer::append(QByteArrayView bytes)
{
    m_bytes.remove(0, m_taken);
    m_taken = 0;
    m_bytes.append(bytes);
}

std::optional<QByteArray> FrameBuffer::take()
{
    if (m_isDamaged || m_bytes.size() - m_taken < headBytes)
        return std::nullopt;
    const auto length = qFromLittleEndian<quint32>(m_bytes.constData() + m_taken);
    if (length > longestFrameBytes) {
        m_isDamaged = true;
        return std::nullopt;
    }
    if (m_bytes.size() - m_taken - headBytes < static_cast<qsizetype>(length))
        return std::nullopt;
    QByteArray frame = m_bytes.sliced(m_taken + headBytes, length);
    m_taken += headBytes + static_cast<qsizetype>(length);
    return frame;
}

} // namespace tandem::model
