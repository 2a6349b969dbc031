// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/conversion/conversion.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace tandem::sync {

/// A program that behaves like ffmpeg, well or badly, as far as a Converter can tell; and songs for it.
class FakeFfmpeg
{
public:
    enum class Mode {
        Good,    ///< copies a song of the wanted kind to the target
        Failing, ///< says why and fails
        Crashing,
        Hanging, ///< never ends, nor does what it has started
        Talking, ///< never ends, says again and again that it is at the same place
        Garbage, ///< writes no song and says that all is well
        Short,   ///< writes a song of half the length
        NoCover, ///< fails where it is told to make a picture
        Waiting, ///< Good, once release() was called
    };

    FakeFfmpeg();

    QString program() const { return m_folder.filePath(QStringLiteral("ffmpeg")); }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void setMode(Mode mode);
    void setEncoders(const QByteArray &list); ///< as ffmpeg prints it
    void release();

    /// A song of silence, of so many seconds.
    QString makeSong(const QString &name, int seconds = 10) const;
    static QByteArray silence(int seconds);
    /// A conversion of that song into WAV of 8000 Hz.
    static Conversion conversionOf(const QString &song);

    /// The sources of the conversions that were begun, in order.
    QStringList begun() const;
    int asked() const;             ///< how often for its encoders
    qint64 process() const;        ///< of the last conversion
    QStringList arguments() const; ///< of the last conversion

private:
    void write(const QString &name, const QByteArray &data) const;
    QByteArray read(const QString &name) const;

    QTemporaryDir m_folder;
};

} // namespace tandem::sync
