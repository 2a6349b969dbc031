// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tagstream.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <tdebuglistener.h>
#include <unistd.h>

namespace tandem::model {

namespace {

constexpr size_t pageSize = 4096;
constexpr size_t firstWindow = 2 * pageSize;
constexpr size_t largestWindow = 16 * pageSize;

/// No tag or picture is larger; a hostile file may say so and make TagLib ask for gigabytes.
constexpr size_t largestBlock = 64 * 1024 * 1024;

/// What TagLib may read in small pieces. A file without a single MPEG frame would be searched to its
/// end, which on a slow drive takes minutes.
constexpr qint64 searchBudget = 32 * 1024 * 1024;

class SilentListener : public TagLib::DebugListener
{
public:
    void printMessage(const TagLib::String &) override {}
};

} // namespace

void silenceTagLib()
{
    static SilentListener listener;
    static const bool isSilent = (TagLib::setDebugListener(&listener), true);
    (void)isSilent;
}

TagStream::TagStream(const QByteArray &path)
    : m_path(path), m_windowSize(firstWindow), m_searchBudget(searchBudget)
{
    // Without O_NONBLOCK, opening a FIFO would wait for somebody to write to it.
    m_descriptor = ::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status = {};
    if (m_descriptor < 0 || ::fstat(m_descriptor, &status) != 0) {
        m_systemError = errno;
        return;
    }
    if (!S_ISREG(status.st_mode)) {
        m_systemError = S_ISDIR(status.st_mode) ? EISDIR : ENODEV;
        return;
    }
    m_length = status.st_size;
}

TagStream::~TagStream()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

TagLib::FileName TagStream::name() const
{
    return m_path.constData();
}

size_t TagStream::readAt(TagLib::offset_t position, char *to, size_t length)
{
    size_t done = 0;
    while (done < length) {
        const auto count =
            ::pread(m_descriptor, to + done, length - done, position + static_cast<TagLib::offset_t>(done));
        if (count > 0) {
            done += static_cast<size_t>(count);
        } else if (count == 0) {
            break;
        } else if (errno != EINTR) {
            m_systemError = errno;
            break;
        }
    }
    m_read.add(QByteArrayView(to, static_cast<qsizetype>(done)));
    return done;
}

/// Moves the window there unless it shows these bytes already. False if they have to be read directly.
bool TagStream::showInWindow(TagLib::offset_t position, size_t length)
{
    const TagLib::offset_t windowEnd = m_windowStart + m_window.size();
    const TagLib::offset_t end = position + static_cast<TagLib::offset_t>(length);
    if (position >= m_windowStart && end <= windowEnd)
        return true;
    if (length > largestWindow - pageSize)
        return false;

    // Whoever reads on gets more each time; whoever jumps about gets little.
    const bool readsOn = position <= windowEnd && end > windowEnd && m_windowStart <= position;
    m_windowSize = readsOn ? std::min(m_windowSize * 2, largestWindow) : firstWindow;
    const auto start =
        position / static_cast<TagLib::offset_t>(pageSize) * static_cast<TagLib::offset_t>(pageSize);
    const size_t needed = static_cast<size_t>(end - start);
    m_window.resize(static_cast<qsizetype>(std::max(m_windowSize, needed)));
    m_searchBudget -= m_window.size();
    const size_t count =
        m_searchBudget > 0 ? readAt(start, m_window.data(), static_cast<size_t>(m_window.size())) : 0;
    m_window.truncate(static_cast<qsizetype>(count));
    m_windowStart = start;
    return true;
}

TagLib::ByteVector TagStream::peek(TagLib::offset_t position, size_t length)
{
    if (position < 0 || position >= m_length || length == 0)
        return {};
    length = std::min({length, static_cast<size_t>(m_length - position), largestBlock});
    if (showInWindow(position, length)) {
        const TagLib::offset_t offset = position - m_windowStart;
        const TagLib::offset_t available = std::max<TagLib::offset_t>(m_window.size() - offset, 0);
        const auto count = std::min(static_cast<TagLib::offset_t>(length), available);
        return count > 0 ? TagLib::ByteVector(m_window.constData() + offset, static_cast<unsigned int>(count))
                         : TagLib::ByteVector();
    }
    TagLib::ByteVector block(static_cast<unsigned int>(length), '\0');
    const size_t count = readAt(position, block.data(), length);
    if (count < length)
        block.resize(static_cast<unsigned int>(count));
    return block;
}

/// https://id3.org/id3v2.4.0-structure, section 3.1: a header of ten bytes, and seven bits of the size in
/// each of its last four.
TagLib::offset_t TagStream::id3v2Size()
{
    const TagLib::ByteVector header = peek(0, 10);
    if (header.size() < 10 || !header.startsWith("ID3"))
        return 0;
    TagLib::offset_t size = 0;
    for (int i = 6; i < 10; ++i)
        size = size << 7 | (header[i] & 0x7f);
    return size + 10;
}

TagLib::ByteVector TagStream::readBlock(size_t length)
{
    const TagLib::ByteVector block = peek(m_position, length);
    m_position += static_cast<TagLib::offset_t>(block.size());
    return block;
}

void TagStream::seek(TagLib::offset_t offset, Position position)
{
    switch (position) {
    case Beginning:
        m_position = offset;
        break;
    case Current:
        m_position += offset;
        break;
    case End:
        m_position = m_length + offset;
        break;
    }
    m_position = std::max<TagLib::offset_t>(m_position, 0);
}

} // namespace tandem::model
