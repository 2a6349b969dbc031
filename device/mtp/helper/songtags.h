// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/helper/line.h"
#include "device/storage/devicestorage.h"

#include <QHash>
#include <libmtp.h>

namespace tandem::device::mtp {

/// An object that holds a song.
struct SongObject {
    quint32 object = 0;
    quint32 folder = 0;
    quint32 storage = 0;
    QString name;
    LIBMTP_filetype_t type = LIBMTP_FILETYPE_UNKNOWN;
    qint64 sizeBytes = 0;
};

/// What a player that does not look into files itself is told of songs. Belongs to one session.
class SongTags
{
public:
    explicit SongTags(Line &line) : m_line(line) {}

    /// Whether it says that it wants to be told of files of this type. One transaction, none when asked
    /// again.
    bool takes(LIBMTP_mtpdevice_t *device, LIBMTP_filetype_t type);

    /// Tells it; a few transactions. False if that failed, with the reasons in libmtp's list; of files of
    /// this type it is told nothing more then.
    bool send(LIBMTP_mtpdevice_t *device, const SongObject &song, const MediaTags &tags);

private:
    Line &m_line;
    QHash<int, bool> m_takes; ///< by type of file
};

} // namespace tandem::device::mtp
