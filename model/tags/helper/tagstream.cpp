// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tagstream.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <iterator>
#include <span>
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
    : m_path(path), m_windowSize(firstWindow / 2), m_searchBudget(searchBudget)
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

size_t TagStream::readAt(TagLib::offset_t position, char *to, size_t length) const
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
    return done;
}

/// The window that shows these bytes, as far as the file has them, moved there unless one does already. Null
/// if they have to be read directly.
const TagStream::Window *TagStream::windowWith(TagLib::offset_t position, size_t length)
{
    const TagLib::offset_t end = std::min(position + static_cast<TagLib::offset_t>(length), m_length);
    const auto found =
        std::ranges::find_if(m_windows, [&](const Window &each) { return each.shows(position, end); });
    if (found != m_windows.end()) {
        std::rotate(m_windows.begin(), found, std::next(found));
        return &m_windows.front();
    }
    if (length > largestWindow - pageSize)
        return nullptr;

    // Whoever reads on gets more each time; whoever jumps about gets little.
    const Window &last = m_windows.front();
    const bool readsOn = position >= last.start && position <= last.end() && end > last.end();
    m_windowSize = readsOn ? std::min(m_windowSize * 2, largestWindow) : firstWindow;
    std::rotate(m_windows.begin(), std::prev(m_windows.end()), m_windows.end());
    Window &window = m_windows.front();
    window.start =
        position / static_cast<TagLib::offset_t>(pageSize) * static_cast<TagLib::offset_t>(pageSize);
    const auto size = std::max(static_cast<TagLib::offset_t>(m_windowSize), end - window.start);
    window.bytes.resize(static_cast<qsizetype>(std::min(size, m_length - window.start)));
    m_searchBudget -= window.bytes.size();
    const size_t count = m_searchBudget > 0 ? readAt(window.start, window.bytes.data(),
                                                     static_cast<size_t>(window.bytes.size()))
                                            : 0;
    window.bytes.truncate(static_cast<qsizetype>(count));
    m_read.add(window.bytes);
    return &window;
}

TagLib::ByteVector TagStream::peek(TagLib::offset_t position, size_t length)
{
    if (position < 0 || position >= m_length || length == 0)
        return {};
    length = std::min({length, static_cast<size_t>(m_length - position), largestBlock});
    if (const Window *window = windowWith(position, length)) {
        const TagLib::offset_t available = std::max<TagLib::offset_t>(window->end() - position, 0);
        const auto count = std::min(static_cast<TagLib::offset_t>(length), available);
        return count > 0 ? TagLib::ByteVector(window->bytes.constData() + (position - window->start),
                                              static_cast<unsigned int>(count))
                         : TagLib::ByteVector();
    }
    TagLib::ByteVector block(static_cast<unsigned int>(length), '\0');
    const size_t count = readAt(position, block.data(), length);
    m_read.add(QByteArrayView(block.data(), static_cast<qsizetype>(count)));
    if (count < length)
        block.resize(static_cast<unsigned int>(count));
    return block;
}

qint64 TagStream::content() const
{
    return contentOf(m_length, [this](qint64 position, std::span<char> to) {
        const auto end = position + static_cast<qint64>(to.size());
        for (const Window &window : m_windows) {
            if (window.shows(position, end)) {
                std::ranges::copy(window.bytes.sliced(position - window.start, std::ssize(to)), to.begin());
                return true;
            }
        }
        return readAt(position, to.data(), to.size()) == to.size();
    });
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
