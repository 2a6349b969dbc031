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

} // namespace tandem::tests
