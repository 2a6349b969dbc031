// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What goes over: files in both directions, and playlists.

#include "fakeplayer.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <unistd.h>

using namespace fake;
using namespace std::chrono_literals;

extern "C" {

int LIBMTP_Send_File_From_File_Descriptor(LIBMTP_mtpdevice_t *, const int file,
                                          LIBMTP_file_t *const description,
                                          const LIBMTP_progressfunc_t callback, const void *const data)
{
    constexpr size_t blockBytes = 16 * 1024;
    transaction("SendObjectInfo");
    const fs::path parent = pathOf(description->parent_id, description->storage_id);
    if (parent.empty())
        return -1;
    if (is("readOnly"))
        return fail("200e");
    const uint64_t room = size() - std::min(usedBytes(), size());
    if (description->filesize > room && !is("lyingFull"))
        return fail("200c");
    const fs::path path = parent / keptName(description->filename);
    if (isRefused(parent / description->filename))
        return fail("2002");
    if (fs::exists(path))
        return fail("2002"); // two of one name: this player does not
    std::ofstream target(path, std::ios::binary);
    std::ofstream(folder() / "types", std::ios::app)
        << description->filename << '|'
        << (LIBMTP_FILETYPE_IS_AUDIO(description->filetype) ? "music" : "other") << '\n';
    description->item_id = added(path, description->parent_id, description->storage_id);
    transaction("SendObject");
    std::array<char, blockBytes> block;
    for (uint64_t sent = 0; sent < description->filesize;) {
        const ssize_t got =
            ::read(file, block.data(), std::min<uint64_t>(blockBytes, description->filesize - sent));
        if (got < 0)
            return fail("02ff");
        const auto stored = sent >= room ? 0 : std::min<uint64_t>(static_cast<uint64_t>(got), room - sent);
        target.write(block.data(), static_cast<std::streamsize>(stored));
        target.flush();
        sent += static_cast<uint64_t>(got);
        if (sent >= blockBytes * 4)
            transaction("SendMiddle");
        if (is("slow"))
            std::this_thread::sleep_for(10ms);
        if (callback(sent + 24, description->filesize + 24, data) != 0) {
            state.isStuck = is("stuckAfterCancel");
            state.errors.emplace_back("cancelled");
            return -1;
        }
    }
    target.close();
    setSentLast(path);
    factsName(*find(description->item_id)); // libmtp looks at what it has sent
    done("SendObject");
    return 0;
}

int LIBMTP_Get_File_To_Handler(LIBMTP_mtpdevice_t *, const uint32_t object, MTPDataPutFunc put, void *target,
                               const LIBMTP_progressfunc_t callback, const void *const data)
{
    transaction("GetObject");
    const Object *found = find(object);
    if (!found)
        return -1;
    std::ifstream file(found->path, std::ios::binary);
    std::array<char, 10'000> block;
    uint64_t received = 0;
    while (file.read(block.data(), block.size()) || file.gcount() > 0) {
        uint32_t taken = 0;
        const auto count = static_cast<uint32_t>(file.gcount());
        if (put(nullptr, target, count, reinterpret_cast<unsigned char *>(block.data()), &taken) != 0)
            return fail("02fb");
        received += count;
        if (is("slow"))
            std::this_thread::sleep_for(10ms);
        if (callback(received, received, data) != 0)
            return fail("02fb");
    }
    return 0;
}

LIBMTP_playlist_t *LIBMTP_new_playlist_t()
{
    return static_cast<LIBMTP_playlist_t *>(std::calloc(1, sizeof(LIBMTP_playlist_t)));
}

void LIBMTP_destroy_playlist_t(LIBMTP_playlist_t *playlist)
{
    std::free(playlist->name);
    std::free(playlist->tracks);
    std::free(playlist);
}

int LIBMTP_Update_Playlist(LIBMTP_mtpdevice_t *, LIBMTP_playlist_t *const playlist)
{
    transaction("SetReferences");
    const Object *found = find(playlist->playlist_id);
    if (!found)
        return -1;
    std::ofstream file(found->path);
    for (uint32_t i = 0; i < playlist->no_tracks; ++i) {
        const Object *track = find(playlist->tracks[i]);
        if (!track)
            return -1;
        file << fs::relative(track->path, store(track->storage)).string() << '\n';
    }
    return 0;
}

int LIBMTP_Create_New_Playlist(LIBMTP_mtpdevice_t *device, LIBMTP_playlist_t *const playlist)
{
    transaction("CreatePlaylist");
    const fs::path path =
        pathOf(playlist->parent_id, playlist->storage_id) / keptName(std::string(playlist->name) + ".pla");
    std::ofstream file(path);
    setSentLast(path);
    playlist->playlist_id = added(path, playlist->parent_id, playlist->storage_id);
    return LIBMTP_Update_Playlist(device, playlist);
}

} // extern "C"
