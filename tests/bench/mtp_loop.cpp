// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The limit that ./dev bench holds sending to a player against: opens the MTP player that has a serial
// number, makes one folder on its first storage, and sends the files of a folder into it, one
// LIBMTP_Send_File_From_File after the other in one session. Looks at nothing, keeps nothing, checks nothing
// but what libmtp returns. Prints one JSON object; libmtp prints too, hence on the last line.

#include <libmtp.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct DeviceCloser {
    void operator()(LIBMTP_mtpdevice_t *device) const { LIBMTP_Release_Device(device); }
};
using Device = std::unique_ptr<LIBMTP_mtpdevice_t, DeviceCloser>;

struct FileDeleter {
    void operator()(LIBMTP_file_t *file) const { LIBMTP_destroy_file_t(file); }
};
using File = std::unique_ptr<LIBMTP_file_t, FileDeleter>;

struct Freer {
    void operator()(void *memory) const { std::free(memory); } // NOLINT(*-no-malloc): as libmtp allocates
};

// Null when no player has that serial number. Without a cache: that would list the whole player first.
Device opened(std::string_view serial)
{
    LIBMTP_raw_device_t *found = nullptr;
    int count = 0;
    if (LIBMTP_Detect_Raw_Devices(&found, &count) != LIBMTP_ERROR_NONE)
        return nullptr;
    const std::unique_ptr<LIBMTP_raw_device_t, Freer> owner(found);
    for (int i = 0; i < count; ++i) {
        Device device(LIBMTP_Open_Raw_Device_Uncached(found + i));
        if (!device)
            continue;
        const std::unique_ptr<char, Freer> name(LIBMTP_Get_Serialnumber(device.get()));
        if (name && serial == name.get())
            return device;
    }
    return nullptr;
}

std::vector<std::filesystem::path> filesIn(const char *folder)
{
    std::vector<std::filesystem::path> paths;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
        paths.push_back(entry.path());
    std::ranges::sort(paths);
    return paths;
}

std::uint32_t makeFolder(LIBMTP_mtpdevice_t *device, std::string name)
{
    return LIBMTP_Create_Folder(device, name.data(), LIBMTP_FILES_AND_FOLDERS_ROOT, device->storage->id);
}

// The size that was sent, or -1.
std::int64_t send(LIBMTP_mtpdevice_t *device, std::uint32_t folder, const std::filesystem::path &path)
{
    const File file(LIBMTP_new_file_t());
    file->filename = strdup(path.filename().c_str());
    file->filesize = std::filesystem::file_size(path);
    file->filetype = LIBMTP_FILETYPE_MP3;
    file->parent_id = folder;
    file->storage_id = device->storage->id;
    const bool isSent = LIBMTP_Send_File_From_File(device, path.c_str(), file.get(), nullptr, nullptr) == 0;
    return isSent ? static_cast<std::int64_t>(file->filesize) : -1;
}

int run(const char *serial, const char *source, const char *target)
{
    using Clock = std::chrono::steady_clock;
    LIBMTP_Init();
    const Device device = opened(serial);
    if (!device || device->storage == nullptr) {
        std::fprintf(stderr, "bench_mtp_loop: there is no MTP player %s, or it shows no storage\n", serial);
        return 3;
    }
    const std::uint32_t folder = makeFolder(device.get(), target);
    if (folder == 0) {
        LIBMTP_Dump_Errorstack(device.get());
        return 3;
    }
    const auto begin = Clock::now();
    std::size_t sent = 0;
    std::size_t failed = 0;
    std::int64_t bytes = 0;
    for (const auto &path : filesIn(source)) {
        if (const auto size = send(device.get(), folder, path); size >= 0) {
            ++sent;
            bytes += size;
        } else {
            ++failed;
        }
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::printf("\n{\"sent\": %zu, \"failed\": %zu, \"bytes\": %lld, \"seconds\": %.3f}\n", sent, failed,
                static_cast<long long>(bytes), seconds);
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 4) {
        std::fputs("usage: bench_mtp_loop SERIAL FOLDER FOLDER_ON_PLAYER\n", stderr);
        return 2;
    }
    try {
        return run(argv[1], argv[2], argv[3]);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "bench_mtp_loop: %s\n", error.what());
        return 3;
    }
}
