// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Stands in for libmtp in a second build of the helper program: a player that is a folder of the computer,
// and that fails in the ways that tests ask for. The folder is $TANDEM_FAKE_MTP with
//   store/   what the player holds
//   control  how it behaves, a word or NAME=VALUE on each line, read anew at every transaction
//   log      one line for every transaction that the player was asked for
// Handles differ from session to session, as those of real players may.

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <libmtp.h>
#include <map>
#include <mutex>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr uint32_t storageId = 0x00010001;
constexpr uint32_t cardId = 0x00020001;
constexpr uint64_t capacity = 1'000'000'000;

fs::path folder()
{
    return std::getenv("TANDEM_FAKE_MTP");
}

fs::path store(uint32_t storage)
{
    return folder() / (storage == cardId ? "card" : "store");
}

/// The value of a line of the control file, "yes" for a word alone, empty if there is none.
std::string control(const std::string &name)
{
    std::ifstream file(folder() / "control");
    for (std::string line; std::getline(file, line);) {
        if (line == name)
            return "yes";
        if (line.starts_with(name + "="))
            return line.substr(name.size() + 1);
    }
    return {};
}

bool is(const std::string &name)
{
    return !control(name).empty();
}

struct Object {
    fs::path path;
    uint32_t parent = 0;
    uint32_t storage = 0;
};

struct State {
    LIBMTP_mtpdevice_t device = {};
    std::vector<LIBMTP_devicestorage_t> storages;
    std::vector<std::string> errors;
    std::vector<LIBMTP_error_t> errorList;
    std::map<uint32_t, Object> objects;
    uint32_t nextObject = 0;
    bool isStuck = false;
};

State state;

/// Who wants to hear of the next event; asked for by one thread, told by another.
struct Listener {
    LIBMTP_event_cb_fn tell = nullptr;
    void *data = nullptr;
};

std::mutex listening;
std::condition_variable isListening;
Listener listener;

/// Tells of an event, and goes on only when somebody has heard of it.
void tellEvent()
{
    std::unique_lock lock(listening);
    isListening.wait(lock, [] { return listener.tell != nullptr; });
    const Listener told = std::exchange(listener, {});
    lock.unlock();
    told.tell(LIBMTP_HANDLER_RETURN_OK, LIBMTP_EVENT_OBJECT_ADDED, 0, told.data);
}

void hang()
{
    while (true)
        std::this_thread::sleep_for(1h);
}

/// One more transaction; here the player goes wrong if it is to. "stallIn=NAME" and "crashIn=NAME" apply
/// once, with "always" every time. With "tellIn=NAME" it tells of something first, every time.
void transaction(const char *name)
{
    std::ofstream(folder() / "log", std::ios::app) << name << '\n';
    if (state.isStuck)
        hang();
    const bool isDue = is("always") || !fs::exists(folder() / "failed");
    if (control("stallIn") == name && isDue) {
        std::ofstream(folder() / "failed") << name;
        hang();
    }
    if (control("tellIn") == name)
        tellEvent();
    if (control("crashIn") == name && isDue) {
        std::ofstream(folder() / "failed") << name;
        ::_exit(134);
    }
}

/// With "crashAfter=NAME" the player has done it, once, and nobody hears of it.
void done(const char *name)
{
    if (control("crashAfter") != name || fs::exists(folder() / "failed"))
        return;
    std::ofstream(folder() / "failed") << name;
    ::_exit(134);
}

int fail(const char *number)
{
    state.errors.push_back(std::string("PTP Layer error ") + number + ": fake");
    return -1;
}

char *copy(const std::string &text)
{
    return ::strdup(text.c_str());
}

uint32_t added(const fs::path &path, uint32_t parent, uint32_t storage)
{
    const uint32_t object = state.nextObject++;
    state.objects[object] = {path, parent, storage};
    return object;
}

Object *find(uint32_t object)
{
    const auto found = state.objects.find(object);
    if (found == state.objects.end() || !fs::exists(found->second.path)) {
        fail("2009");
        return nullptr;
    }
    return &found->second;
}

fs::path pathOf(uint32_t object, uint32_t storage)
{
    if (object == LIBMTP_FILES_AND_FOLDERS_ROOT || object == 0)
        return store(storage);
    const Object *found = find(object);
    return found ? found->path : fs::path();
}

/// Some players take a change of anything for one of the file.
time_t modified(const Object &object)
{
    struct stat status = {};
    ::stat(object.path.c_str(), &status);
    return is("wildTimes") ? ::time(nullptr) + ::getpid() * 10L : status.st_mtim.tv_sec;
}

std::string timeText(time_t time)
{
    std::array<char, 32> text = {};
    std::tm local = {};
    std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%S", ::localtime_r(&time, &local));
    return text.data();
}

uint64_t usedBytes()
{
    uint64_t used = 0;
    for (const auto &entry : fs::recursive_directory_iterator(store(storageId)))
        used += entry.is_regular_file() ? entry.file_size() : 0;
    return used;
}

uint64_t size()
{
    const std::string text = control("capacity");
    return text.empty() ? capacity : std::stoull(text);
}

LIBMTP_devicestorage_t storageOf(uint32_t id, const char *name, uint64_t total, uint64_t free,
                                 bool isReadOnly)
{
    LIBMTP_devicestorage_t storage = {};
    storage.id = id;
    storage.AccessCapability = isReadOnly ? 1 : 0;
    storage.MaxCapacity = total;
    storage.FreeSpaceInBytes = free;
    storage.StorageDescription = const_cast<char *>(name);
    return storage;
}

std::string nameFile(const char *name)
{
    std::ifstream file(folder() / name);
    std::string text;
    std::getline(file, text);
    return text;
}

} // namespace

extern "C" {

void LIBMTP_Init() {}

int LIBMTP_Get_Supported_Devices_List(LIBMTP_device_entry_t **const entries, int *const count)
{
    *entries = nullptr;
    *count = 0;
    return 0;
}

LIBMTP_mtpdevice_t *LIBMTP_Open_Raw_Device_Uncached(LIBMTP_raw_device_t *raw)
{
    transaction("Open");
    if (is("held") || raw->bus_location != 1 || raw->devnum != 2)
        return nullptr;
    state.device.object_bitsize = is("32bit") ? 32 : 64;
    state.nextObject = static_cast<uint32_t>(::getpid()) * 16;
    LIBMTP_Get_Storage(&state.device, 0);
    return &state.device;
}

void LIBMTP_Release_Device(LIBMTP_mtpdevice_t *)
{
    transaction("Close");
}

int LIBMTP_Read_Event_Async(LIBMTP_mtpdevice_t *, LIBMTP_event_cb_fn tell, void *data)
{
    const std::lock_guard lock(listening);
    listener = {tell, data};
    isListening.notify_one();
    return 0;
}

LIBMTP_error_t *LIBMTP_Get_Errorstack(LIBMTP_mtpdevice_t *)
{
    state.errorList.clear();
    for (std::string &text : state.errors)
        state.errorList.push_back({LIBMTP_ERROR_PTP_LAYER, text.data(), nullptr});
    for (size_t i = 1; i < state.errorList.size(); ++i)
        state.errorList[i - 1].next = &state.errorList[i];
    return state.errorList.empty() ? nullptr : state.errorList.data();
}

void LIBMTP_Clear_Errorstack(LIBMTP_mtpdevice_t *)
{
    state.errors.clear();
}

void LIBMTP_FreeMemory(void *memory)
{
    std::free(memory);
}

int LIBMTP_Get_Storage(LIBMTP_mtpdevice_t *device, const int)
{
    transaction("GetStorage");
    device->storage = nullptr;
    state.storages.clear();
    if (is("locked"))
        return -1;
    const uint64_t used = std::min(usedBytes(), size());
    uint64_t free = size() - used;
    if (is("lyingSpace"))
        free = std::stoull(control("lyingSpace"));
    state.storages.push_back(storageOf(storageId, "Internal", size(), free, is("readOnly")));
    if (fs::exists(store(cardId)))
        state.storages.push_back(storageOf(cardId, "Card", capacity / 2, capacity / 4, false));
    for (size_t i = 1; i < state.storages.size(); ++i)
        state.storages[i - 1].next = &state.storages[i];
    device->storage = state.storages.data();
    return 0;
}

char *LIBMTP_Get_Manufacturername(LIBMTP_mtpdevice_t *)
{
    return copy("Maker");
}

char *LIBMTP_Get_Modelname(LIBMTP_mtpdevice_t *)
{
    return copy("Model");
}

char *LIBMTP_Get_Serialnumber(LIBMTP_mtpdevice_t *)
{
    return copy("MTP0123");
}

char *LIBMTP_Get_Deviceversion(LIBMTP_mtpdevice_t *)
{
    return copy("1.2");
}

char *LIBMTP_Get_Friendlyname(LIBMTP_mtpdevice_t *)
{
    return copy(nameFile("name"));
}

int LIBMTP_Set_Friendlyname(LIBMTP_mtpdevice_t *, const char *const name)
{
    transaction("SetName");
    if (is("noNames"))
        return fail("2005");
    std::ofstream(folder() / "name") << name;
    return 0;
}

char *LIBMTP_Get_Syncpartner(LIBMTP_mtpdevice_t *)
{
    return copy(nameFile("partner"));
}

int LIBMTP_Set_Syncpartner(LIBMTP_mtpdevice_t *, const char *const name)
{
    transaction("SetName");
    if (is("noNames"))
        return fail("2005");
    std::ofstream(folder() / "partner") << name;
    return 0;
}

int LIBMTP_Get_Batterylevel(LIBMTP_mtpdevice_t *, uint8_t *const most, uint8_t *const now)
{
    *most = 200;
    *now = 150;
    return 0;
}

int LIBMTP_Get_Supported_Filetypes(LIBMTP_mtpdevice_t *, uint16_t **const types, uint16_t *const count)
{
    *types = static_cast<uint16_t *>(std::malloc(3 * sizeof(uint16_t)));
    (*types)[0] = LIBMTP_FILETYPE_MP3;
    (*types)[1] = LIBMTP_FILETYPE_FLAC;
    (*types)[2] = LIBMTP_FILETYPE_PLAYLIST;
    *count = is("playlists") ? 3 : 2;
    return 0;
}

int LIBMTP_Check_Capability(LIBMTP_mtpdevice_t *, LIBMTP_devicecap_t capability)
{
    return capability == LIBMTP_DEVICECAP_MoveObject && !is("noMove") ? 1 : 0;
}

int LIBMTP_Get_Children(LIBMTP_mtpdevice_t *, const uint32_t storage, const uint32_t parent, uint32_t **out)
{
    transaction("GetChildren");
    const fs::path path = pathOf(parent, storage);
    if (path.empty() || !fs::is_directory(path))
        return fail("201a");
    std::vector<fs::path> names;
    for (const auto &entry : fs::directory_iterator(path))
        names.push_back(entry.path());
    std::ranges::sort(names);
    *out = static_cast<uint32_t *>(std::malloc((names.size() + 1) * sizeof(uint32_t)));
    int count = 0;
    for (const fs::path &name : names) {
        const auto known = std::ranges::find_if(
            state.objects, [&name](const auto &entry) { return entry.second.path == name; });
        (*out)[count++] = known != state.objects.end() ? known->first : added(name, parent, storage);
    }
    return count;
}

char *LIBMTP_Get_String_From_Object(LIBMTP_mtpdevice_t *, const uint32_t object,
                                    const LIBMTP_property_t property)
{
    transaction("GetProperty");
    if (is("noProperties"))
        return nullptr;
    const Object *found = find(object);
    if (found && property == LIBMTP_PROPERTY_DateModified)
        return copy(timeText(modified(*found)));
    return found ? copy(found->path.filename()) : nullptr;
}

uint64_t LIBMTP_Get_u64_From_Object(LIBMTP_mtpdevice_t *, const uint32_t object, const LIBMTP_property_t,
                                    const uint64_t none)
{
    transaction("GetProperty");
    if (is("noProperties"))
        return none;
    const Object *found = find(object);
    return found && fs::is_regular_file(found->path) ? fs::file_size(found->path) : none;
}

uint32_t LIBMTP_Get_u32_From_Object(LIBMTP_mtpdevice_t *device, const uint32_t object,
                                    const LIBMTP_property_t property, const uint32_t none)
{
    return static_cast<uint32_t>(LIBMTP_Get_u64_From_Object(device, object, property, none));
}

uint16_t LIBMTP_Get_u16_From_Object(LIBMTP_mtpdevice_t *, const uint32_t object, const LIBMTP_property_t,
                                    const uint16_t none)
{
    transaction("GetProperty");
    if (is("noProperties"))
        return none;
    const Object *found = find(object);
    return !found ? none : fs::is_directory(found->path) ? 0x3001 : 0x3009;
}

LIBMTP_file_t *LIBMTP_new_file_t()
{
    return static_cast<LIBMTP_file_t *>(std::calloc(1, sizeof(LIBMTP_file_t)));
}

void LIBMTP_destroy_file_t(LIBMTP_file_t *file)
{
    std::free(file->filename);
    std::free(file);
}

LIBMTP_file_t *LIBMTP_Get_Filemetadata(LIBMTP_mtpdevice_t *, const uint32_t object)
{
    for (int i = 0; i < 3; ++i)
        transaction("GetMetadata");
    const Object *found = find(object);
    if (!found)
        return nullptr;
    LIBMTP_file_t *file = LIBMTP_new_file_t();
    file->item_id = object;
    file->filename = copy(found->path.filename());
    file->filetype = fs::is_directory(found->path) ? LIBMTP_FILETYPE_FOLDER : LIBMTP_FILETYPE_MP3;
    file->filesize = fs::is_directory(found->path) ? 0 : fs::file_size(found->path);
    file->modificationdate = modified(*found);
    return file;
}

uint32_t LIBMTP_Create_Folder(LIBMTP_mtpdevice_t *, char *name, uint32_t parent, uint32_t storage)
{
    transaction("CreateFolder");
    const fs::path path = pathOf(parent, storage);
    if (is("readOnly")) {
        fail("200e");
        return 0;
    }
    if (path.empty() || !fs::create_directory(path / name))
        return 0;
    return added(path / name, parent, storage);
}

int LIBMTP_Delete_Object(LIBMTP_mtpdevice_t *, uint32_t object)
{
    transaction("DeleteObject");
    const Object *found = find(object);
    if (!found)
        return -1;
    if (is("readOnly"))
        return fail("200e");
    fs::remove_all(found->path);
    state.objects.erase(object);
    return 0;
}

int LIBMTP_Set_Object_Filename(LIBMTP_mtpdevice_t *, uint32_t object, char *name)
{
    transaction("Rename");
    Object *found = find(object);
    if (!found)
        return -1;
    if (is("noRename")) {
        state.errors.emplace_back("set_object_filename(): property is not settable.");
        return -1;
    }
    const fs::path path = found->path.parent_path() / name;
    fs::rename(found->path, path);
    found->path = path;
    done("Rename");
    return 0;
}

int LIBMTP_Move_Object(LIBMTP_mtpdevice_t *, uint32_t object, uint32_t storage, uint32_t parent)
{
    transaction("MoveObject");
    Object *found = find(object);
    if (!found)
        return -1;
    const fs::path path = pathOf(parent, storage) / found->path.filename();
    fs::rename(found->path, path);
    found->path = path;
    found->parent = parent;
    done("MoveObject");
    return 0;
}

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
    const fs::path path = parent / description->filename;
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
    return 0;
}

int LIBMTP_Is_Property_Supported(LIBMTP_mtpdevice_t *, const LIBMTP_property_t property,
                                 const LIBMTP_filetype_t)
{
    transaction("GetPropertiesSupported");
    switch (property) {
    case LIBMTP_PROPERTY_RepresentativeSampleData:
    case LIBMTP_PROPERTY_RepresentativeSampleFormat:
    case LIBMTP_PROPERTY_RepresentativeSampleSize:
        return is("covers") ? 1 : 0;
    case LIBMTP_PROPERTY_RepresentativeSampleWidth:
    case LIBMTP_PROPERTY_RepresentativeSampleHeight:
        return is("covers") && control("covers") != "sounds" ? 1 : 0;
    default:
        return is("tags") ? 1 : 0;
    }
}

int LIBMTP_Get_Allowed_Property_Values(LIBMTP_mtpdevice_t *, const LIBMTP_property_t property,
                                       const LIBMTP_filetype_t, LIBMTP_allowed_values_t *values)
{
    transaction("GetPropertyDescription");
    if (property == LIBMTP_PROPERTY_RepresentativeSampleFormat) {
        values->datatype = LIBMTP_DATATYPE_UINT16;
        values->num_entries = 2;
        values->u16vals = static_cast<uint16_t *>(std::calloc(2, sizeof(uint16_t)));
        values->u16vals[0] = 0x380b;                                       // PNG
        values->u16vals[1] = control("covers") == "png" ? 0x3807 : 0x3801; // GIF, JPEG
        return 0;
    }
    if (control("covers") == "unlimited")
        return -1; // neither a list nor a range
    values->is_range = 1;
    values->datatype = LIBMTP_DATATYPE_UINT32;
    values->u32max = property == LIBMTP_PROPERTY_RepresentativeSampleSize     ? 50'000
                     : property == LIBMTP_PROPERTY_RepresentativeSampleHeight ? 300
                                                                              : 400;
    return 0;
}

void LIBMTP_destroy_allowed_values_t(LIBMTP_allowed_values_t *values)
{
    std::free(values->u16vals);
}

LIBMTP_filesampledata_t *LIBMTP_new_filesampledata_t()
{
    return static_cast<LIBMTP_filesampledata_t *>(std::calloc(1, sizeof(LIBMTP_filesampledata_t)));
}

void LIBMTP_destroy_filesampledata_t(LIBMTP_filesampledata_t *sample)
{
    std::free(sample->data);
    std::free(sample);
}

int LIBMTP_Send_Representative_Sample(LIBMTP_mtpdevice_t *, const uint32_t object,
                                      LIBMTP_filesampledata_t *const sample)
{
    transaction("SendCover");
    const Object *found = find(object);
    if (!found)
        return -1;
    if (control("covers") == "refused")
        return fail("a80c");
    std::ofstream(folder() / "covers", std::ios::app)
        << found->path.filename().string() << '|' << sample->width << 'x' << sample->height << '|'
        << (sample->filetype == LIBMTP_FILETYPE_JPEG ? "jpeg" : "other") << '\n';
    std::ofstream(folder() / "cover", std::ios::binary)
        .write(sample->data, static_cast<std::streamsize>(sample->size));
    return 0;
}

LIBMTP_track_t *LIBMTP_new_track_t()
{
    return static_cast<LIBMTP_track_t *>(std::calloc(1, sizeof(LIBMTP_track_t)));
}

void LIBMTP_destroy_track_t(LIBMTP_track_t *track)
{
    for (char *text : {track->title, track->artist, track->composer, track->genre, track->album, track->date,
                       track->filename})
        std::free(text);
    std::free(track);
}

int LIBMTP_Update_Track_Metadata(LIBMTP_mtpdevice_t *, const LIBMTP_track_t *const track)
{
    transaction("SetTags");
    if (control("tags") == "refused")
        return fail("a80a");
    std::ofstream(folder() / "tags", std::ios::app)
        << track->filename << '|' << track->title << '|' << track->artist << '|' << track->duration << '\n';
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
        pathOf(playlist->parent_id, playlist->storage_id) / (std::string(playlist->name) + ".pla");
    std::ofstream file(path);
    playlist->playlist_id = added(path, playlist->parent_id, playlist->storage_id);
    return LIBMTP_Update_Playlist(device, playlist);
}

} // extern "C"
