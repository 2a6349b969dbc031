// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "songtags.h"

#include "device/mtp/helper/libmtptypes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::device::mtp {

bool SongTags::takes(LIBMTP_mtpdevice_t *device, LIBMTP_filetype_t type)
{
    if (!LIBMTP_FILETYPE_IS_AUDIO(type) && type != LIBMTP_FILETYPE_MP4)
        return false;
    const auto known = m_takes.constFind(type);
    if (known != m_takes.cend())
        return *known;
    const bool takes = LIBMTP_Is_Property_Supported(device, LIBMTP_PROPERTY_Artist, type) > 0;
    LIBMTP_Clear_Errorstack(device);
    m_line.alive();
    return *m_takes.insert(type, takes);
}

bool SongTags::send(LIBMTP_mtpdevice_t *device, const SongObject &song, const MediaTags &tags)
{
    if ((tags.title.isEmpty() && tags.artist.isEmpty()) || !takes(device, song.type))
        return true;
    const LibmtpPtr<LIBMTP_track_t> track(LIBMTP_new_track_t());
    track->item_id = song.object;
    track->parent_id = song.folder;
    track->storage_id = song.storage;
    track->filename = givenString(song.name);
    track->filesize = static_cast<uint64_t>(song.sizeBytes);
    track->filetype = song.type;
    track->title = givenString(tags.title);
    track->artist = givenString(tags.artist);
    track->album = givenString(tags.album);
    track->genre = givenString(tags.genre);
    track->composer = givenString(tags.composer);
    // ISO 8601 as MTP wants it; the day is not known.
    track->date =
        tags.year > 0 ? givenString(u"%10101T000000.0"_s.arg(tags.year, 4, 10, QLatin1Char('0'))) : nullptr;
    track->tracknumber = static_cast<uint16_t>(std::clamp(tags.trackNumber, 0, 0xffff));
    track->duration = static_cast<uint32_t>(std::max(tags.durationMs, 0));
    track->samplerate = static_cast<uint32_t>(std::max(tags.sampleRateHz, 0));
    track->nochannels = static_cast<uint16_t>(std::clamp(tags.channels, 0, 0xffff));
    track->bitrate = static_cast<uint32_t>(std::max(tags.bitrateKbps, 0)) * 1000;
    if (LIBMTP_Update_Track_Metadata(device, track.get()) == 0)
        return true;
    // Android, for one, reads tags itself and lets nobody set them.
    m_takes.insert(song.type, false);
    return false;
}

} // namespace tandem::device::mtp
