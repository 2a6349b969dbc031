// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The player as a whole: opening it, its storages, what it says of itself.

#include "fakeplayer.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <unistd.h>

using namespace fake;

namespace {

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
    forgetSentLast();
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
    listen(tell, data);
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

} // extern "C"
