// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the player is told of songs: tags and covers.

#include "fakeplayer.h"

#include <cstdlib>
#include <fstream>

using namespace fake;

extern "C" {

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

} // extern "C"
