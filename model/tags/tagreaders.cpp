// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tagreaders.h"

#include "base/helperprogram.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

/// What the helper answered, or how it failed to, as the answer for the file.
template <class T, class Decode>
Result<T> answerOf(const Result<QByteArray> &frame, const QByteArray &path, const ReadLimits &limits,
                   const Decode &decode)
{
    auto answer = frame ? decode(*frame) : std::optional<Result<T>>(std::unexpected(frame.error()));
    if (!answer) // which the helper notices itself
        answer = failure(ErrorCode::FileCorrupt, {}, tooMuchMemory(limits));
    if (!*answer)
        answer->error().subject = QString::fromUtf8(path);
    return std::move(*answer);
}

} // namespace

TagReaders::TagReaders(QString program, const ReadLimits &limits)
    : m_program(std::move(program)), m_limits(limits)
{
}

TagReaders::~TagReaders() = default;

QString TagReaders::defaultProgram()
{
    return findHelperProgram(u"tandem-read"_s);
}

Result<std::unique_ptr<ReaderProcess>> TagReaders::take()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_idle.empty()) {
            auto reader = std::move(m_idle.back());
            m_idle.pop_back();
            return reader;
        }
    }
    return ReaderProcess::start(m_program, m_limits);
}

void TagReaders::giveBack(std::unique_ptr<ReaderProcess> reader)
{
    const std::scoped_lock lock(m_mutex);
    m_idle.push_back(std::move(reader));
}

Result<void> TagReaders::warmUp()
{
    auto reader = ReaderProcess::start(m_program, m_limits);
    if (!reader)
        return std::unexpected(reader.error());
    giveBack(std::move(*reader));
    return {};
}

Result<void> TagReaders::read(ReadKind kind, std::span<const QByteArray> paths, const OnAnswer &onAnswer,
                              const std::stop_token &stop)
{
    size_t atOnce = paths.size();
    for (size_t next = 0; next < paths.size();) {
        auto reader = take();
        if (!reader)
            return std::unexpected(reader.error());
        const size_t end = std::min(next + atOnce, paths.size());
        const bool isAlone = end - next == 1;
        bool isSound = (*reader)->ask(kind, paths.subspan(next, end - next));
        while (isSound && next < end) {
            const auto frame = (*reader)->nextAnswer(stop);
            if (!frame && frame.error().isCancelled())
                return cancelled();
            isSound = frame.has_value();
            if (isSound || isAlone)
                onAnswer(next++, frame);
            isSound = isSound && !isOutOfMemory(*frame);
        }
        if (isSound)
            giveBack(std::move(*reader));
        // Which one of them it was is seen when each is read alone.
        atOnce = isSound || isAlone ? paths.size() : 1;
    }
    return {};
}

Result<void> TagReaders::readTags(std::span<const QByteArray> paths, const OnTags &onTags,
                                  std::stop_token stop)
{
    const auto onAnswer = [&](size_t index, const Result<QByteArray> &frame) {
        onTags(index, answerOf<TrackTags>(frame, paths[index], m_limits, decodeTags));
    };
    return read(ReadKind::Tags, paths, onAnswer, stop);
}

Result<TrackTags> TagReaders::readTags(const QByteArray &path, std::stop_token stop)
{
    Result<TrackTags> result;
    const auto done = readTags(
        std::span(&path, 1), [&result](size_t, Result<TrackTags> tags) { result = std::move(tags); },
        std::move(stop));
    if (!done)
        return std::unexpected(done.error());
    return result;
}

Result<QByteArray> TagReaders::readCover(const QByteArray &path, std::stop_token stop)
{
    Result<QByteArray> result;
    const auto onAnswer = [&](size_t, const Result<QByteArray> &frame) {
        result = answerOf<QByteArray>(frame, path, m_limits, decodeCover);
    };
    if (const auto done = read(ReadKind::Cover, std::span(&path, 1), onAnswer, stop); !done)
        return std::unexpected(done.error());
    return result;
}

} // namespace tandem::model
