// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakeffmpeg.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <array>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

constexpr int sampleRateHz = 8000;

constexpr auto script = R"sh(#!/bin/sh
here=${0%/*}
case "$*" in
*-encoders*)
  echo asked >>"$here/asked"
  cat "$here/encoders"
  exit 0 ;;
esac
source=
last=
for argument; do
  printf '%s\n' "$argument"
  [ "$last" = -i ] && source=$argument
  last=$argument
done >"$here/arguments"
echo $$ >"$here/process"
echo "$source" >>"$here/begun"
case $(cat "$here/mode") in
good) cp "$source" "$last" ;;
failing)
  echo 'something else' >&2
  echo 'no such luck' >&2
  exit 1 ;;
crashing) kill -SEGV $$ ;;
hanging)
  sleep 1000 &
  wait ;;
talking)
  while :; do
    printf 'total_size=1\nspeed=%s\n' "$(date +%N)"
    sleep 0.02
  done ;;
garbage) echo garbage >"$last" ;;
short) cp "$here/short.wav" "$last" ;;
nocover)
  case "$*" in *0:v:0*)
    echo 'bad picture' >&2
    exit 1 ;;
  esac
  cp "$source" "$last" ;;
waiting)
  while [ ! -e "$here/released" ]; do sleep 0.02; done
  cp "$source" "$last" ;;
esac
)sh";

} // namespace

FakeFfmpeg::FakeFfmpeg()
{
    write(u"ffmpeg"_s, script);
    QFile::setPermissions(program(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    write(u"short.wav"_s, silence(5));
    setEncoders(" A....D pcm_s16le            PCM signed 16-bit little-endian\n");
    setMode(Mode::Good);
}

void FakeFfmpeg::setMode(Mode mode)
{
    static constexpr std::array names = {"good",    "failing", "crashing", "hanging", "talking",
                                         "garbage", "short",   "nocover",  "waiting"};
    write(u"mode"_s, names.at(static_cast<size_t>(mode)));
}

void FakeFfmpeg::setEncoders(const QByteArray &list)
{
    write(u"encoders"_s, list);
}

void FakeFfmpeg::release()
{
    write(u"released"_s, {});
}

QByteArray FakeFfmpeg::silence(int seconds)
{
    const auto number = [](auto value) {
        QByteArray bytes(sizeof(value), Qt::Uninitialized);
        qToLittleEndian(value, bytes.data());
        return bytes;
    };
    const auto size = static_cast<quint32>(seconds * sampleRateHz);
    return "RIFF" + number(quint32(36 + size)) + "WAVEfmt " + number(quint32(16)) + number(quint16(1)) +
           number(quint16(1)) + number(quint32(sampleRateHz)) + number(quint32(sampleRateHz)) +
           number(quint16(1)) + number(quint16(8)) + "data" + number(size) + QByteArray(size, '\x80');
}

QString FakeFfmpeg::makeSong(const QString &name, int seconds) const
{
    write(name, silence(seconds));
    return path(name);
}

Conversion FakeFfmpeg::conversionOf(const QString &song)
{
    const QFileInfo info(song);
    return {.format = ConvertedFormat::Wav,
            .sampleRateHz = sampleRateHz,
            .sourceBytes = info.size(),
            .sourceVersion = info.lastModified().toMSecsSinceEpoch() * 1'000'000};
}

QStringList FakeFfmpeg::begun() const
{
    return QString::fromUtf8(read(u"begun"_s)).split(u'\n', Qt::SkipEmptyParts);
}

int FakeFfmpeg::asked() const
{
    return static_cast<int>(read(u"asked"_s).count('\n'));
}

qint64 FakeFfmpeg::process() const
{
    return read(u"process"_s).trimmed().toLongLong();
}

QStringList FakeFfmpeg::arguments() const
{
    return QString::fromUtf8(read(u"arguments"_s)).split(u'\n');
}

void FakeFfmpeg::write(const QString &name, const QByteArray &data) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size())
        qFatal("writing %s", qPrintable(file.fileName()));
}

QByteArray FakeFfmpeg::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace tandem::sync
