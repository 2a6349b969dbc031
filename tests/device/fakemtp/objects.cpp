// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What lies on the player: listing, facts, making, deleting, renaming and moving.

#include "fakeplayer.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sys/stat.h>

using namespace fake;

namespace {

std::string timeText(time_t time)
{
    std::array<char, 32> text = {};
    std::tm local = {};
    std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%S", ::localtime_r(&time, &local));
    return text.data();
}

void place(Object &object, const fs::path &path)
{
    fs::rename(object.path, path);
    if (isSentLast(object.path))
        setSentLast(path);
    object.path = path;
}

} // namespace

extern "C" {

int LIBMTP_Get_Children(LIBMTP_mtpdevice_t *, const uint32_t storage, const uint32_t parent, uint32_t **out)
{
    transaction("GetChildren");
    const fs::path path = pathOf(parent, storage);
    if (path.empty() || !fs::is_directory(path))
        return fail("201a");
    std::vector<fs::path> names;
    for (const auto &entry : fs::directory_iterator(path)) {
        if (isShown(entry.path()))
            names.push_back(entry.path());
    }
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
    if (found && isSilent(*found))
        return nullptr;
    if (found && property == LIBMTP_PROPERTY_DateModified)
        return copy(timeText(modified(*found)));
    return found ? copy(nameAlone(*found)) : nullptr;
}

uint64_t LIBMTP_Get_u64_From_Object(LIBMTP_mtpdevice_t *, const uint32_t object, const LIBMTP_property_t,
                                    const uint64_t none)
{
    transaction("GetProperty");
    if (is("noProperties"))
        return none;
    const Object *found = find(object);
    if (found && isSilent(*found))
        return none;
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
    if (found && isSilent(*found))
        return none;
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
    Object *found = find(object);
    if (!found || isSilent(*found))
        return nullptr;
    LIBMTP_file_t *file = LIBMTP_new_file_t();
    file->item_id = object;
    file->filename = copy(factsName(*found));
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
    const fs::path made = path / keptName(name);
    if (path.empty() || isRefused(path / name) || !fs::create_directory(made)) {
        fail("2002");
        return 0;
    }
    done("CreateFolder");
    return added(made, parent, storage);
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
    if (isSentLast(found->path))
        setSentLast({});
    state.objects.erase(object);
    done("DeleteObject");
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
    const fs::path path = found->path.parent_path() / keptName(name);
    if (control("refuseRename").contains(std::to_string(++state.renamings)))
        return fail("2002");
    if (isRefused(found->path.parent_path() / name) || (path != found->path && fs::exists(path)))
        return fail("2002");
    place(*found, path);
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
    place(*found, path);
    found->parent = parent;
    done("MoveObject");
    return 0;
}

} // extern "C"
