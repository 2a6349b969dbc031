// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "soundlength.h"

#include "model/tags/helper/tagstream.h"

#include <QHash>
#include <QtEndian>
#include <algorithm>
#include <functional>
#include <optional>

namespace tandem::model {

namespace {

using Bytes = TagLib::ByteVector;
using Offset = TagLib::offset_t;

constexpr int mostBoxes = 200'000; // fragments included; a hostile file has no end of them
constexpr qint64 longestMilliseconds = qint64(1) << 40;

// --- WAV -------------------------------------------------------------------------------------------

/// What programs write that do not know how much will follow: 0, all bits, or nearly the largest signed
/// number.
bool isUnknownSize(quint32 size)
{
    return size == 0 || size >= 0x7ffff000;
}

struct WavSound {
    int channels = 0;
    int sampleRateHz = 0;
    qint64 bytesPerSecond = 0;
    qint64 bytes = -1; ///< of the sound; -1 if there is none
};

/// EBU Tech 3306: the size of the sound is in a chunk "ds64", in front of all others.
std::optional<WavSound> wavSound(TagStream &stream)
{
    WavSound sound;
    qint64 largeSize = -1;
    for (Offset at = 12; at + 8 <= stream.length();) {
        const Bytes head = stream.peek(at, 40);
        if (head.size() < 8)
            break;
        const Bytes name = head.mid(0, 4);
        const quint32 size = head.toUInt(4u, false);
        const Offset rest = stream.length() - at - 8;
        if (name == "ds64" && head.size() >= 24) {
            largeSize = head.toLongLong(16u, false);
        } else if (name == "fmt " && head.size() >= 24) {
            sound.channels = head.toUShort(10u, false);
            sound.sampleRateHz = static_cast<int>(std::min(head.toUInt(12u, false), 10'000'000u));
            sound.bytesPerSecond = head.toUInt(16u, false);
        } else if (name == "data") {
            if (size == 0xffffffff && largeSize >= 0)
                sound.bytes = largeSize;
            else
                sound.bytes = isUnknownSize(size) ? rest : size;
            return sound.bytes <= rest ? std::optional(sound) : std::nullopt;
        }
        at += 8 + Offset(size) + Offset(size % 2);
    }
    return std::nullopt;
}

// --- MP4 -------------------------------------------------------------------------------------------

struct Box {
    Bytes name;
    Offset start = 0; ///< of its content
    Offset end = 0;
};

/// Calls @p take for each box between two positions, as far as they are whole.
void eachBox(TagStream &stream, Offset at, Offset end, int &budget,
             const std::function<void(const Box &)> &take)
{
    while (at + 8 <= end && budget-- > 0) {
        const Bytes head = stream.peek(at, 16);
        if (head.size() < 8)
            return;
        quint64 size = head.toUInt(0u);
        Offset start = at + 8;
        if (size == 1 && head.size() == 16) {
            size = static_cast<quint64>(head.toLongLong(8u));
            start += 8;
        } else if (size == 0) {
            size = static_cast<quint64>(end - at);
        }
        if (size < static_cast<quint64>(start - at) || size > static_cast<quint64>(end - at))
            return;
        take({head.mid(4, 4), start, at + static_cast<Offset>(size)});
        at += static_cast<Offset>(size);
    }
}

class FragmentedMp4
{
public:
    explicit FragmentedMp4(TagStream &stream) : m_stream(stream) {}

    std::chrono::milliseconds length()
    {
        each(0, m_stream.length(), [this](const Box &box) {
            if (box.name == "moov")
                takeMovie(box);
            else if (box.name == "moof")
                each(box.start, box.end, [this](const Box &inner) {
                    if (inner.name == "traf")
                        takeFragment(inner);
                });
        });
        if (m_timescale == 0)
            return std::chrono::milliseconds(0);
        const auto seconds = m_duration / m_timescale;
        const auto rest = m_duration % m_timescale;
        const auto most = static_cast<quint64>(longestMilliseconds / 1000);
        return std::chrono::milliseconds(std::min(seconds, most) * 1000 + rest * 1000 / m_timescale);
    }

private:
    void each(Offset start, Offset end, const std::function<void(const Box &)> &take)
    {
        eachBox(m_stream, start, end, m_budget, take);
    }

    void takeMovie(const Box &movie)
    {
        each(movie.start, movie.end, [this](const Box &box) {
            if (box.name == "trak" && m_track == 0)
                takeTrack(box);
            else if (box.name == "mvex")
                each(box.start, box.end, [this](const Box &inner) {
                    const Bytes trex = inner.name == "trex" ? m_stream.peek(inner.start, 16) : Bytes();
                    if (trex.size() == 16)
                        m_defaults.insert(trex.toUInt(4u), trex.toUInt(12u));
                });
        });
    }

    /// The first track of sound is the one that counts.
    void takeTrack(const Box &track)
    {
        quint32 id = 0;
        quint32 timescale = 0;
        bool isSound = false;
        each(track.start, track.end, [&](const Box &box) {
            if (box.name == "tkhd") {
                const Bytes head = m_stream.peek(box.start, 24);
                if (head.size() == 24)
                    id = head.toUInt(head[0] == 1 ? 20u : 12u);
            } else if (box.name == "mdia") {
                each(box.start, box.end, [&](const Box &inner) {
                    const Bytes head = m_stream.peek(inner.start, 24);
                    if (inner.name == "mdhd" && head.size() == 24)
                        timescale = head.toUInt(head[0] == 1 ? 20u : 12u);
                    else if (inner.name == "hdlr" && head.size() >= 12)
                        isSound = head.mid(8, 4) == "soun";
                });
            }
        });
        if (isSound) {
            m_track = id;
            m_timescale = timescale;
        }
    }

    void takeFragment(const Box &fragment)
    {
        quint32 duration = 0;
        bool isOurs = false;
        each(fragment.start, fragment.end, [&](const Box &box) {
            if (box.name == "tfhd") {
                const Bytes head = m_stream.peek(box.start, 32);
                if (head.size() < 8)
                    return;
                const quint32 flags = head.toUInt(0u) & 0xffffff;
                isOurs = head.toUInt(4u) == m_track;
                const unsigned int at = 8 + ((flags & 1) ? 8 : 0) + ((flags & 2) ? 4 : 0);
                duration = (flags & 8) && at + 4 <= head.size() ? head.toUInt(at) : m_defaults.value(m_track);
            } else if (box.name == "trun" && isOurs) {
                takeRun(box, duration);
            }
        });
    }

    void takeRun(const Box &run, quint32 defaultDuration)
    {
        const Bytes head = m_stream.peek(run.start, 8);
        if (head.size() < 8)
            return;
        const quint32 flags = head.toUInt(0u) & 0xffffff;
        const quint32 count = head.toUInt(4u);
        if (!(flags & 0x100)) {
            m_duration += quint64(count) * defaultDuration;
            return;
        }
        const Offset start = run.start + 8 + ((flags & 1) ? 4 : 0) + ((flags & 4) ? 4 : 0);
        unsigned int step = 4;
        for (const quint32 field : {0x200u, 0x400u, 0x800u})
            step += (flags & field) ? 4 : 0;
        const auto present = static_cast<quint64>(std::max<Offset>(run.end - start, 0)) / step;
        const auto samples = static_cast<unsigned int>(std::min<quint64>({count, present, 1 << 20}));
        const Bytes table = m_stream.peek(start, size_t(samples) * step);
        for (unsigned int i = 0; (i + 1) * step <= table.size(); ++i)
            m_duration += table.toUInt(i * step);
    }

    TagStream &m_stream;
    int m_budget = mostBoxes;
    quint32 m_track = 0;
    quint32 m_timescale = 0;
    QHash<quint32, quint32> m_defaults; ///< how long a sample is, by track
    quint64 m_duration = 0;
};

} // namespace

bool measureWav(TagStream &stream, TrackTags &tags)
{
    const auto sound = wavSound(stream);
    if (!sound || sound->bytesPerSecond <= 0 || sound->bytes <= 0 || sound->sampleRateHz <= 0)
        return false;
    tags.channels = sound->channels;
    tags.sampleRateHz = sound->sampleRateHz;
    tags.bitrateKbps = static_cast<int>(std::min<qint64>(sound->bytesPerSecond / 125, 1 << 20));
    const qint64 seconds = sound->bytes / sound->bytesPerSecond;
    const qint64 rest = sound->bytes % sound->bytesPerSecond;
    tags.duration = std::chrono::milliseconds(std::min(seconds, longestMilliseconds / 1000) * 1000 +
                                              rest * 1000 / sound->bytesPerSecond);
    return true;
}

std::chrono::milliseconds fragmentedLength(TagStream &stream)
{
    return FragmentedMp4(stream).length();
}

} // namespace tandem::model
