// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/tracks/track.h"

#include <QByteArray>
#include <QList>
#include <optional>
#include <span>

namespace tandem::model {

// What TagReaders and the helper program tandem-read tell each other over a socket, in frames: four bytes
// that tell a length, then so many bytes. The helper says once that it is ready. A request names files; each
// is answered by one frame, in their order. Both ends are of the same build, so there are no versions; yet
// the helper has read what strangers wrote, so nothing that it says is believed before it was checked.

/// Raised when more files can be read than before: those that were found damaged are tried again then.
inline constexpr int readerVersion = 1;

/// No answer is longer: a cover and what is around it.
inline constexpr qsizetype longestFrameBytes = 4 << 20;

/// No name is as long; keeps a hostile tag of megabytes out of the database and of every view.
inline constexpr qsizetype longestText = 2000;

enum class ReadKind : quint8 { Tags, Cover };

struct ReadRequest {
    ReadKind kind = ReadKind::Tags;
    QList<QByteArray> paths; ///< in the file system's bytes
};

QByteArray encodeRequest(ReadKind kind, std::span<const QByteArray> paths);
std::optional<ReadRequest> decodeRequest(const QByteArray &frame);

/// Of an error, the subject is left out: whoever asks knows it.
QByteArray encodeAnswer(const Result<TrackTags> &tags);
QByteArray encodeAnswer(const Result<QByteArray> &cover);

/// The answer for a file that takes too much memory; the helper's last.
QByteArray encodeOutOfMemory();
bool isOutOfMemory(const QByteArray &frame);

/// Nothing if it is no such answer.
std::optional<Result<TrackTags>> decodeTags(const QByteArray &frame);
std::optional<Result<QByteArray>> decodeCover(const QByteArray &frame);

/// Appends @p frame with its length.
void appendFrame(QByteArray &bytes, const QByteArray &frame);

/// Puts the frames of a stream of bytes together again.
class FrameBuffer
{
public:
    void append(QByteArrayView bytes);

    /// The next one that is complete.
    std::optional<QByteArray> take();

    /// The other end announced a frame that is longer than any.
    bool isDamaged() const { return m_isDamaged; }

private:
    QByteArray m_bytes;
    qsizetype m_taken = 0;
    bool m_isDamaged = false;
};

} // namespace tandem::model
