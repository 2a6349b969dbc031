// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "covers.h"

#include "device/mtp/helper/libmtptypes.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <span>

namespace tandem::device::mtp {

namespace {

/// EXIF/JPEG and JFIF, MTP 1.1, annex A.
constexpr std::array<uint16_t, 2> jpegFormats = {0x3801, 0x3808};

bool isMusic(LIBMTP_filetype_t type)
{
    return LIBMTP_FILETYPE_IS_AUDIO(type) || type == LIBMTP_FILETYPE_MP4;
}

/// What values a player says that a property of files of a type can have: a list or a range.
class AllowedValues
{
public:
    AllowedValues(LIBMTP_mtpdevice_t *device, LIBMTP_property_t property, LIBMTP_filetype_t type)
        : m_isKnown(LIBMTP_Get_Allowed_Property_Values(device, property, type, &m_values) == 0)
    {
    }
    ~AllowedValues()
    {
        if (m_isKnown)
            LIBMTP_destroy_allowed_values_t(&m_values);
    }
    Q_DISABLE_COPY_MOVE(AllowedValues)

    bool hasJpeg() const
    {
        if (!m_isKnown || m_values.is_range != 0 || m_values.datatype != LIBMTP_DATATYPE_UINT16)
            return false;
        const std::span<const uint16_t> formats(m_values.u16vals, m_values.num_entries);
        return std::ranges::find_first_of(formats, jpegFormats) != formats.end();
    }

    /// The end of a range; 0 if there is none.
    quint32 largest() const
    {
        if (!m_isKnown || m_values.is_range == 0)
            return 0;
        if (m_values.datatype == LIBMTP_DATATYPE_UINT32)
            return m_values.u32max;
        return m_values.datatype == LIBMTP_DATATYPE_UINT16 ? m_values.u16max : 0;
    }

private:
    LIBMTP_allowed_values_t m_values = {};
    bool m_isKnown;
};

} // namespace

// LIBMTP_Get_Representative_Sample_Format() asks for the same, but takes for lists and ranges whatever the
// player describes otherwise or not at all, and crashes then.
Covers::Limits Covers::ask(LIBMTP_mtpdevice_t *device, LIBMTP_filetype_t type)
{
    const auto isThere = [&](LIBMTP_property_t property) {
        const bool is = LIBMTP_Is_Property_Supported(device, property, type) > 0;
        m_line.alive();
        return is;
    };
    const auto allowed = [&](LIBMTP_property_t property) {
        m_line.alive();
        return AllowedValues(device, property, type);
    };
    // libmtp sets width and height together with the picture, so these must be there as well.
    if (!isThere(LIBMTP_PROPERTY_RepresentativeSampleData) ||
        !isThere(LIBMTP_PROPERTY_RepresentativeSampleFormat) ||
        !isThere(LIBMTP_PROPERTY_RepresentativeSampleWidth) ||
        !isThere(LIBMTP_PROPERTY_RepresentativeSampleHeight) ||
        !allowed(LIBMTP_PROPERTY_RepresentativeSampleFormat).hasJpeg())
        return {};
    return CoverLimits{.width = allowed(LIBMTP_PROPERTY_RepresentativeSampleWidth).largest(),
                       .height = allowed(LIBMTP_PROPERTY_RepresentativeSampleHeight).largest(),
                       .sizeBytes = allowed(LIBMTP_PROPERTY_RepresentativeSampleSize).largest()};
}

Covers::Limits &Covers::limits(LIBMTP_mtpdevice_t *device, LIBMTP_filetype_t type)
{
    const auto known = m_limits.find(type);
    if (known != m_limits.end())
        return *known;
    const Limits answer = isMusic(type) ? ask(device, type) : Limits();
    LIBMTP_Clear_Errorstack(device);
    return *m_limits.insert(type, answer);
}

bool Covers::takesAny(LIBMTP_mtpdevice_t *device, const QList<LIBMTP_filetype_t> &types)
{
    // One type stands for all, for each costs transactions.
    if (types.contains(LIBMTP_FILETYPE_MP3))
        return limits(device, LIBMTP_FILETYPE_MP3).has_value();
    const auto music = std::ranges::find_if(types, isMusic);
    return music != types.end() && limits(device, *music).has_value();
}

bool Covers::takes(LIBMTP_mtpdevice_t *device, LIBMTP_filetype_t type, const QByteArray &cover)
{
    const Limits &known = limits(device, type);
    return known && isCoverWithin(*known, cover);
}

bool Covers::send(LIBMTP_mtpdevice_t *device, quint32 object, LIBMTP_filetype_t type, const QByteArray &cover)
{
    const auto size = jpegSize(cover).value_or(PictureSize{});
    const LibmtpPtr<LIBMTP_filesampledata_t> sample(LIBMTP_new_filesampledata_t());
    sample->filetype = LIBMTP_FILETYPE_JPEG;
    sample->width = size.width;
    sample->height = size.height;
    sample->size = static_cast<uint64_t>(cover.size());
    // Freed together with the sample.
    sample->data = static_cast<char *>(std::malloc(static_cast<size_t>(cover.size())));
    std::memcpy(sample->data, cover.constData(), static_cast<size_t>(cover.size()));
    if (LIBMTP_Send_Representative_Sample(device, object, sample.get()) == 0)
        return true;
    // A player may take less than it says, or not say. libmtp's manual tells of one that takes 20 KB.
    if (auto &known = limits(device, type); known)
        known->sizeBytes = std::max<qint64>(cover.size() - 1, 1);
    return false;
}

} // namespace tandem::device::mtp
