// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

namespace tandem::tests {

// Small files that make whoever reads them without limits crash, or take gigabytes or minutes.

inline QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

/// Seven bits in each byte, as ID3v2 counts.
inline QByteArray synchsafe(qsizetype value)
{
    QByteArray bytes(4, '\0');
    for (int i = 3; i >= 0; --i, value >>= 7)
        bytes[i] = static_cast<char>(value & 0x7f);
    return bytes;
}

inline QByteArray mp4Box(const QByteArray &name, const QByteArray &content)
{
    return bigEndian(static_cast<quint32>(content.size()) + 8) + name + content;
}

/// An MP4 file in which each atom holds the next one, and nothing else.
inline QByteArray nestedAtoms(const QByteArray &name, int depth)
{
    QByteArray data = bigEndian(16) + "ftypM4A " + bigEndian(0);
    data.reserve(data.size() + depth * 8);
    for (int left = depth; left > 0; --left)
        data += bigEndian(static_cast<quint32>(left * 8)) + name;
    return data;
}

inline QByteArray id3v2Tag(const QByteArray &frames)
{
    return "ID3" + QByteArray("\x04\x00\x00", 3) + synchsafe(frames.size()) + frames;
}

inline QByteArray id3v2Frame(const QByteArray &name, const QByteArray &content, char flags = 0)
{
    return name + synchsafe(content.size()) + '\0' + flags + content;
}

/// An ID3v2 tag whose only frame holds, behind these bytes, the next one, and so on.
inline QByteArray nestedFrames(const QByteArray &name, const QByteArray &start, int depth)
{
    const qsizetype step = 10 + start.size();
    QByteArray frames;
    frames.reserve(depth * step);
    for (qsizetype left = depth; left > 0; --left)
        frames += name + synchsafe(left * step - 10) + QByteArray(2, '\0') + start;
    return id3v2Tag(frames);
}

/// What zlib makes some 20 times as many MB of zeros of. RFC 1951, section 3.2.6: one block of the fixed
/// codes: a zero, then again and again the last byte, 258 times.
inline QByteArray inflatingData(qsizetype size)
{
    const char zero[] = "00110000";
    const char again[] = "1100010100000";
    QByteArray data = QByteArray::fromHex("789c");
    data.reserve(size + 16);
    int bitCount = 0;
    const auto put = [&](const char *bits) {
        for (; *bits; ++bits, ++bitCount) {
            if (bitCount % 8 == 0)
                data += '\0';
            if (*bits == '1')
                data.back() = static_cast<char>(data.back() | 1 << (bitCount % 8));
        }
    };
    put("010"); // not the last block; fixed codes
    put(zero);
    while (data.size() < size)
        put(again);
    return data;
}

inline QByteArray compressedFrame(const QByteArray &name, qsizetype size)
{
    return id3v2Tag(id3v2Frame(name, synchsafe((1 << 28) - 1) + inflatingData(size), '\x09'));
}

/// An APEv2 tag, as it stands at the end of a file.
inline QByteArray apeTag(const QByteArray &items, quint32 count)
{
    const auto little = [](quint32 value) {
        QByteArray bytes(4, '\0');
        qToLittleEndian(value, bytes.data());
        return bytes;
    };
    return items + "APETAGEX" + little(2000) + little(static_cast<quint32>(items.size()) + 32) +
           little(count) + little(0) + QByteArray(8, '\0');
}

inline QByteArray apeItem(const QByteArray &name, const QByteArray &value)
{
    QByteArray size(4, '\0');
    qToLittleEndian(static_cast<quint32>(value.size()), size.data());
    return size + QByteArray(4, '\0') + name + '\0' + value;
}

} // namespace tandem::tests
