// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <libmtp.h>
#include <memory>

namespace tandem::device::mtp {

/// What libmtp hands out, by the function that frees it.
struct LibmtpDeleter {
    void operator()(LIBMTP_file_t *file) const { LIBMTP_destroy_file_t(file); }
    void operator()(LIBMTP_playlist_t *playlist) const { LIBMTP_destroy_playlist_t(playlist); }
    void operator()(LIBMTP_track_t *track) const { LIBMTP_destroy_track_t(track); }
    void operator()(LIBMTP_filesampledata_t *sample) const { LIBMTP_destroy_filesampledata_t(sample); }
    void operator()(LIBMTP_mtpdevice_t *device) const { LIBMTP_Release_Device(device); }
};

template <class T>
using LibmtpPtr = std::unique_ptr<T, LibmtpDeleter>;

/// Memory without a type of its own.
struct LibmtpMemoryDeleter {
    void operator()(void *memory) const { LIBMTP_FreeMemory(memory); }
};

template <class T>
using LibmtpMemory = std::unique_ptr<T, LibmtpMemoryDeleter>;

/// Takes over a string of libmtp's.
inline QString takeString(char *text)
{
    const LibmtpMemory<char> owner(text);
    return QString::fromUtf8(text);
}

/// A copy that libmtp frees together with the structure it is put into.
inline char *givenString(const QString &text)
{
    return ::strdup(text.toUtf8().constData());
}

} // namespace tandem::device::mtp
