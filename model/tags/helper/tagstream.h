// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tracks/content.h"
#include "model/tracks/mixer.h"

#include <QByteArray>
#include <array>
#include <tiostream.h>

namespace tandem::model {

/// An audio file as TagLib reads it: read only, through a few growing windows, so that TagLib's many small
/// reads, in turn at the beginning and at the end, become few. Tells an input error from an end of the file,
/// and gives up on a file in which TagLib searches in vain for too long. Used by one thread, for one file.
class TagStream : public TagLib::IOStream
{
public:
    /// Opens @p path; it must outlive the stream. See systemError().
    explicit TagStream(const QByteArray &path);
    ~TagStream() override;

    /// errno of what went wrong, 0 if nothing did. EISDIR and such stand for what is no regular file.
    int systemError() const { return m_systemError; }

    /// What all that was read of the file so far is known by. The same file, read the same way, has the same.
    qint64 digest() const { return m_read.number(); }

    /// See contentOf().
    qint64 content() const;

    /// Up to @p length bytes from @p position on; the file position stays.
    TagLib::ByteVector peek(TagLib::offset_t position, size_t length);

    /// The length of the ID3v2 tag that stands in front of the sound, 0 if there is none.
    TagLib::offset_t id3v2Size();

    TagLib::FileName name() const override;
    TagLib::ByteVector readBlock(size_t length) override;
    bool isOpen() const override { return m_descriptor >= 0; }
    void seek(TagLib::offset_t offset, Position position = Beginning) override;
    TagLib::offset_t tell() const override { return m_position; }
    TagLib::offset_t length() override { return m_length; }

    // Tandem never writes to the library's files.
    bool readOnly() const override { return true; }
    void writeBlock(const TagLib::ByteVector &) override {}
    void insert(const TagLib::ByteVector &, TagLib::offset_t, size_t) override {}
    void removeBlock(TagLib::offset_t, size_t) override {}
    void truncate(TagLib::offset_t) override {}

private:
    /// A part of the file in memory.
    struct Window {
        TagLib::offset_t start = 0;
        QByteArray bytes;

        TagLib::offset_t end() const { return start + bytes.size(); }
        bool shows(TagLib::offset_t from, TagLib::offset_t to) const { return from >= start && to <= end(); }
    };

    size_t readAt(TagLib::offset_t position, char *to, size_t length) const;
    const Window *windowWith(TagLib::offset_t position, size_t length);

    const QByteArray &m_path;
    int m_descriptor = -1;
    mutable int m_systemError = 0;
    TagLib::offset_t m_length = 0;
    TagLib::offset_t m_position = 0;

    std::array<Window, 3> m_windows; ///< the one that was used last comes first
    size_t m_windowSize = 0;         ///< of the next one that follows the last
    qint64 m_searchBudget;
    Mixer m_read;
};

/// TagLib writes to standard error what it thinks of each odd file; not any more after this.
void silenceTagLib();

} // namespace tandem::model
