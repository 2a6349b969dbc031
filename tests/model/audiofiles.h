// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <QtTest>

namespace tandem::tests {

/// The sample of that kind, from tests/data/audio.
inline QString samplePath(const QString &ending)
{
    return QFINDTESTDATA(QStringLiteral("../data/audio/sample.") + ending);
}

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Writes @p data to @p path and makes the folders above it.
inline bool writeFile(const QString &path, const QByteArray &data)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(data) == data.size();
}

inline QByteArray littleEndian(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

inline QByteArray littleEndian16(quint16 value)
{
    QByteArray bytes(2, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

inline QByteArray riffChunk(const QByteArray &name, QByteArray content)
{
    const auto size = static_cast<quint32>(content.size());
    if (size % 2)
        content += '\0';
    return name + littleEndian(size) + content;
}

using WavTags = QList<std::pair<QByteArray, QByteArray>>;

/// A WAV file of silence, 8 kHz, mono, 8 bit, with these INFO tags (INAM is the title, IART the artist,
/// IPRD the album).
inline QByteArray wavData(const WavTags &tags, int milliseconds = 100)
{
    QByteArray info("INFO");
    for (const auto &[name, text] : tags)
        info += riffChunk(name, text + '\0');
    const QByteArray format = littleEndian16(1) + littleEndian16(1) + littleEndian(8000) +
                              littleEndian(8000) + littleEndian16(1) + littleEndian16(8);
    const QByteArray content = "WAVE" + riffChunk("fmt ", format) + riffChunk("LIST", info) +
                               riffChunk("data", QByteArray(milliseconds * 8, '\x80'));
    return riffChunk("RIFF", content);
}

inline QByteArray wavData(const QByteArray &title, int milliseconds = 100)
{
    return wavData({{"INAM", title}, {"IART", "Somebody"}, {"IPRD", "Something"}}, milliseconds);
}

/// A Monkey's Audio file of version 3.99: descriptor, header, and frames of @p frameBytes bytes that
/// nobody decodes.
inline QByteArray apeData(quint32 frameBytes)
{
    const QByteArray descriptor = "MAC " + littleEndian16(3990) + littleEndian16(0) + littleEndian(52) +
                                  littleEndian(24) + littleEndian(4) + littleEndian(0) +
                                  littleEndian(frameBytes) + littleEndian(0) + littleEndian(0) +
                                  QByteArray(16, '\0');
    // level, flags, blocks per frame, blocks in the last frame, frames, bits, channels, sample rate
    const QByteArray header = littleEndian16(2000) + littleEndian16(0) + littleEndian(73728) +
                              littleEndian(44100) + littleEndian(1) + littleEndian16(16) + littleEndian16(2) +
                              littleEndian(44100);
    return descriptor + header + QByteArray(4, '\0') + QByteArray(static_cast<qsizetype>(frameBytes), 'x');
}

/// A Musepack file of stream version 7 with 100 frames of 1152 samples at 44.1 kHz.
inline QByteArray musepackData()
{
    return QByteArray("MP+\x07", 4) + littleEndian(100) + littleEndian(0) + QByteArray(44, '\0') +
           QByteArray(4000, 'x');
}

} // namespace tandem::tests
