// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QtTypes>
#include <algorithm>
#include <array>
#include <cstring>

namespace tandem::model {

/// A hash of 64 bits, of four lanes that a processor works on side by side. It has to tell apart the files of
/// one library, not to withstand somebody who makes two files alike: who could do that could copy them, too.
class Mixer
{
public:
    void add(QByteArrayView bytes)
    {
        Lanes lanes = m_lanes; // which stay in the processor's registers
        const char *const end = bytes.data() + bytes.size() / stride * stride;
        for (const char *at = bytes.data(); at != end; at += stride) {
            Lanes words;
            std::memcpy(words.data(), at, stride);
            lanes = {mixed(lanes[0], words[0]), mixed(lanes[1], words[1]), mixed(lanes[2], words[2]),
                     mixed(lanes[3], words[3])};
        }
        m_lanes = lanes;
        bytes = bytes.sliced(bytes.size() / stride * stride);
        for (; !bytes.isEmpty(); bytes = bytes.sliced(std::min<qsizetype>(8, bytes.size())))
            m_lanes[0] = mixed(m_lanes[0], word(bytes.first(std::min<qsizetype>(8, bytes.size()))));
    }

    void add(quint64 number) { m_lanes[1] = mixed(m_lanes[1], number); }

    quint64 value() const
    {
        quint64 all = 0;
        for (const quint64 lane : m_lanes)
            all = mixed(all, lane);
        return all;
    }

    /// The same as a positive number, never 0.
    qint64 number() const { return std::max<qint64>(static_cast<qint64>(value() >> 1), 1); }

private:
    using Lanes = std::array<quint64, 4>;
    static constexpr qsizetype stride = sizeof(Lanes);

    static quint64 word(QByteArrayView bytes)
    {
        quint64 value = 0;
        std::memcpy(&value, bytes.data(), static_cast<size_t>(bytes.size()));
        return value;
    }

    static quint64 mixed(quint64 state, quint64 word)
    {
        constexpr quint64 odd = 0xd6e8feb86659fd93;
        state = (state ^ word) * odd;
        return (state ^ (state >> 29)) + odd;
    }

    Lanes m_lanes{1, 2, 3, 4};
};

} // namespace tandem::model
