// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mtpsession.h"

#include "base/logging.h"
#include "device/mtp/helper/filetypes.h"
#include "device/mtp/helper/ptperror.h"
#include "device/mtp/helper/transfer.h"
#include "device/mtp/helper/usbreset.h"
#include "device/mtp/mtprules.h"
#include "device/mtp/usbholder.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <thread>

using namespace Qt::StringLiterals;

namespace tandem::device::mtp {

namespace {

constexpr qint64 largestOf32Bits = 0xfffffffe; ///< all bits set stand for "larger"
constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr quint16 folderFormat = 0x3001; ///< Association, MTP 1.1, annex A

/// libmtp's own list of devices with their quirks; 0 for one that is not in it.
uint32_t quirksOf(const UsbIdentity &player)
{
    LIBMTP_device_entry_t *entries = nullptr;
    int count = 0;
    if (LIBMTP_Get_Supported_Devices_List(&entries, &count) != 0)
        return 0;
    for (int i = 0; i < count; ++i) {
        if (entries[i].vendor_id == player.vendorId && entries[i].product_id == player.productId)
            return entries[i].device_flags;
    }
    return 0;
}

} // namespace

Error MtpSession::openingError(bool isClaimed) const
{
    if (!m_usb.isThere())
        return {ErrorCode::NotConnected, {}, {}};
    const UsbHolder holder = holderOf(m_usb);
    if (holder.isSomebody() || isClaimed)
        return {ErrorCode::DeviceHeld, {}, holder.name};
    return {ErrorCode::DeviceFailed, {}, u"LIBMTP_Open_Raw_Device_Uncached"_s};
}

Result<void> MtpSession::open(const QString &identity, const QString &storage, bool isInterrupted)
{
    auto usb = m_usb.identity();
    if (!usb)
        return failure(ErrorCode::NotConnected);
    if (isInterrupted)
        resetPlayer(m_usb);
    LIBMTP_Init();
    // Filled in here, for detection would talk to all players, also to those that others are using.
    LIBMTP_raw_device_t raw = {};
    raw.bus_location = static_cast<uint32_t>(m_usb.bus());
    raw.devnum = static_cast<uint8_t>(m_usb.device());
    raw.device_entry.vendor_id = usb->vendorId;
    raw.device_entry.product_id = usb->productId;
    raw.device_entry.device_flags = quirksOf(*usb);
    // Asked before: when libmtp fails, it may leave a claim of its own behind.
    const bool isClaimed = m_usb.isClaimed();
    m_device.reset(LIBMTP_Open_Raw_Device_Uncached(&raw));
    if (!m_device)
        return std::unexpected(openingError(isClaimed));
    answered();
    usb->mtpSerial = takeString(LIBMTP_Get_Serialnumber(m_device.get()));
    LIBMTP_Clear_Errorstack(m_device.get());
    if (!isSamePlayer(identity, *usb)) {
        m_device.reset();
        return failure(ErrorCode::NotConnected, {}, usb->serial);
    }
    const auto choices = storageChoices();
    const auto chosen = preferredStorage(choices, storage);
    if (!chosen) {
        // A phone shows what it holds only when its owner allows it.
        m_device.reset();
        return failure(choices.isEmpty() ? ErrorCode::DeviceLocked : ErrorCode::StorageMissing, {}, storage);
    }
    m_storage = choices[*chosen].id.toUInt(nullptr, 16);
    m_hasPlaylists = fileTypes().contains(LIBMTP_FILETYPE_PLAYLIST);
    m_events.start(m_device.get());
    return {};
}

Error MtpSession::takeError(const QString &subject)
{
    QStringList texts;
    for (const LIBMTP_error_t *error = LIBMTP_Get_Errorstack(m_device.get()); error; error = error->next)
        texts += QString::fromUtf8(error->error_text);
    LIBMTP_Clear_Errorstack(m_device.get());
    PtpFailure meaning = ptpFailure(texts);
    if (meaning.isUnknown && !probe())
        meaning.isSessionLost = true;
    m_isLost = m_isLost || meaning.isSessionLost;
    m_isStale = m_isStale || meaning.isStaleHandle;
    if (!meaning.isSessionLost)
        answered();
    return {meaning.isUnsupported ? ErrorCode::NotSupported : meaning.code, subject, meaning.detail};
}

bool MtpSession::probe()
{
    const bool isAnswering = LIBMTP_Get_Storage(m_device.get(), LIBMTP_STORAGE_SORTBY_NOTSORTED) >= 0;
    LIBMTP_Clear_Errorstack(m_device.get());
    if (isAnswering)
        answered();
    else
        m_isLost = true;
    return isAnswering;
}

LIBMTP_devicestorage_t *MtpSession::storage() const
{
    LIBMTP_devicestorage_t *found = m_device->storage;
    while (found && found->id != m_storage)
        found = found->next;
    return found;
}

QList<StorageChoice> MtpSession::storageChoices() const
{
    QList<StorageChoice> choices;
    for (const LIBMTP_devicestorage_t *each = m_device->storage; each; each = each->next) {
        const Space space = believableSpace(each->MaxCapacity, each->FreeSpaceInBytes);
        const QString description = QString::fromUtf8(each->StorageDescription);
        choices.append(
            {.id = storageIdText(each->id),
             .name = description.isEmpty() ? QString::fromUtf8(each->VolumeIdentifier) : description,
             .totalBytes = space.totalBytes,
             .freeBytes = space.freeBytes,
             .isReadOnly = each->AccessCapability != 0});
    }
    return choices;
}

QList<LIBMTP_filetype_t> MtpSession::fileTypes() const
{
    uint16_t *types = nullptr;
    uint16_t count = 0;
    QList<LIBMTP_filetype_t> result;
    if (LIBMTP_Get_Supported_Filetypes(m_device.get(), &types, &count) == 0) {
        const LibmtpMemory<uint16_t> owner(types);
        for (uint16_t i = 0; i < count; ++i)
            result += static_cast<LIBMTP_filetype_t>(types[i]);
    }
    LIBMTP_Clear_Errorstack(m_device.get());
    return result;
}

Result<StorageInfo> MtpSession::info()
{
    // This frees the list; nothing may point into it.
    if (LIBMTP_Get_Storage(m_device.get(), LIBMTP_STORAGE_SORTBY_NOTSORTED) < 0) {
        const Error error = takeError();
        return std::unexpected(error.code == ErrorCode::DeviceFailed && !m_isLost
                                   ? Error{ErrorCode::DeviceLocked, {}, error.detail}
                                   : error);
    }
    answered();
    const LIBMTP_devicestorage_t *used = storage();
    if (!used)
        return failure(ErrorCode::DeviceGone); // the card was taken out
    const Space space = believableSpace(used->MaxCapacity, used->FreeSpaceInBytes);
    StorageInfo info;
    info.storage = storageIdText(m_storage);
    info.totalBytes = space.totalBytes;
    info.freeBytes = space.freeBytes;
    if (m_device->object_bitsize < 64)
        info.maxFileBytes = largestOf32Bits;
    info.isReadOnly = used->AccessCapability != 0;
    info.isCaseSensitive = false;
    info.isListingSlow = true;
    info.hasPlaylistObjects = m_hasPlaylists;
    info.takesTags = true; // for what types of file, is asked when the first is sent
    info.takesCovers = m_covers.takesAny(m_device.get(), fileTypes());
    return info;
}

PlayerFacts MtpSession::facts()
{
    LIBMTP_mtpdevice_t *device = m_device.get();
    PlayerFacts facts;
    facts.manufacturer = takeString(LIBMTP_Get_Manufacturername(device));
    facts.model = takeString(LIBMTP_Get_Modelname(device));
    facts.serialNumber = takeString(LIBMTP_Get_Serialnumber(device));
    facts.firmware = takeString(LIBMTP_Get_Deviceversion(device));
    facts.friendlyName = takeString(LIBMTP_Get_Friendlyname(device));
    answered();
    facts.synchronizationPartner = takeString(LIBMTP_Get_Syncpartner(device));
    answered();
    uint8_t most = 0;
    uint8_t now = 0;
    if (LIBMTP_Get_Batterylevel(device, &most, &now) == 0 && most > 0)
        facts.batteryPercent = std::min(now, most) * 100 / most;
    answered();
    const auto choices = storageChoices();
    if (choices.size() > 1)
        facts.storages = choices;
    facts.storage = storageIdText(m_storage);
    facts.fileTypes = musicEndings(fileTypes());
    LIBMTP_Clear_Errorstack(device);
    return facts;
}

Result<void> MtpSession::setFriendlyName(const QString &name)
{
    if (LIBMTP_Set_Friendlyname(m_device.get(), name.toUtf8().constData()) == 0)
        return {};
    Error error = takeError(name);
    if (!m_isLost)
        error.code = ErrorCode::NotSupported;
    return std::unexpected(error);
}

Result<void> MtpSession::setSynchronizationPartner(const QString &name)
{
    if (LIBMTP_Set_Syncpartner(m_device.get(), name.toUtf8().constData()) == 0)
        return {};
    Error error = takeError(name);
    if (!m_isLost)
        error.code = ErrorCode::NotSupported;
    return std::unexpected(error);
}

Result<std::vector<quint32>> MtpSession::children(quint32 folder)
{
    uint32_t *handles = nullptr;
    const int count = LIBMTP_Get_Children(m_device.get(), m_storage, folder, &handles);
    const LibmtpMemory<uint32_t> owner(handles);
    if (count < 0)
        return std::unexpected(takeError());
    answered();
    return std::vector<quint32>(handles, handles + count);
}

Result<QString> MtpSession::nameOf(quint32 object)
{
    const QString name =
        takeString(LIBMTP_Get_String_From_Object(m_device.get(), object, LIBMTP_PROPERTY_ObjectFileName));
    LIBMTP_Clear_Errorstack(m_device.get());
    if (!name.isEmpty()) {
        answered();
        return name;
    }
    return factsOf(object).transform([](const ObjectFacts &facts) { return facts.name; });
}

Result<void> MtpSession::checkName(quint32 object, const QString &name)
{
    auto shown = nameOf(object);
    for (int attempt = 1; !shown && !m_isLost && attempt < lookAttempts; ++attempt) {
        std::this_thread::sleep_for(lookPause);
        shown = nameOf(object);
    }
    if (!shown)
        return std::unexpected(shown.error());
    takeStale(); // it is there
    if (!isKeptName(name, *shown))
        return failure(ErrorCode::NameNotKept, name, *shown);
    return {};
}

Result<qint64> MtpSession::sizeOf(quint32 object)
{
    // A property that is four bytes long must not be read as one of eight.
    constexpr auto none64 = std::numeric_limits<uint64_t>::max();
    constexpr auto none32 = std::numeric_limits<uint32_t>::max();
    if (m_device->object_bitsize == 64) {
        const uint64_t size =
            LIBMTP_Get_u64_From_Object(m_device.get(), object, LIBMTP_PROPERTY_ObjectSize, none64);
        if (size != none64) {
            answered();
            return static_cast<qint64>(size);
        }
    } else {
        const uint32_t size =
            LIBMTP_Get_u32_From_Object(m_device.get(), object, LIBMTP_PROPERTY_ObjectSize, none32);
        if (size != none32) {
            answered();
            return size;
        }
    }
    LIBMTP_Clear_Errorstack(m_device.get());
    return factsOf(object).transform([](const ObjectFacts &facts) { return facts.sizeBytes; });
}

Result<qint64> MtpSession::modifiedOf(quint32 object)
{
    const QString text =
        takeString(LIBMTP_Get_String_From_Object(m_device.get(), object, LIBMTP_PROPERTY_DateModified));
    LIBMTP_Clear_Errorstack(m_device.get());
    if (const qint64 time = timeOf(text); time >= 0) {
        answered();
        return time;
    }
    return factsOf(object).transform([](const ObjectFacts &facts) { return facts.modifiedNs; });
}

Result<bool> MtpSession::isFolder(quint32 object)
{
    if (object == topFolder)
        return true;
    const uint16_t format =
        LIBMTP_Get_u16_From_Object(m_device.get(), object, LIBMTP_PROPERTY_ObjectFormat, 0);
    LIBMTP_Clear_Errorstack(m_device.get());
    if (format != 0) {
        answered();
        return format == folderFormat;
    }
    return factsOf(object).transform([](const ObjectFacts &facts) { return facts.isFolder; });
}

Result<ObjectFacts> MtpSession::factsOf(quint32 object)
{
    const LibmtpPtr<LIBMTP_file_t> file(LIBMTP_Get_Filemetadata(m_device.get(), object));
    if (!file) {
        Error error = takeError();
        m_isStale = m_isStale || !m_isLost; // libmtp does not say why: it may be busy only
        return std::unexpected(error);
    }
    LIBMTP_Clear_Errorstack(m_device.get());
    answered();
    const bool isFolder = file->filetype == LIBMTP_FILETYPE_FOLDER;
    return ObjectFacts{.name = QString::fromUtf8(file->filename),
                       .sizeBytes = isFolder ? 0 : static_cast<qint64>(file->filesize),
                       .isFolder = isFolder,
                       .modifiedNs = file->modificationdate > 0 ? file->modificationdate * nsPerSecond : -1};
}

Result<quint32> MtpSession::makeFolder(quint32 parent, const QString &name)
{
    QByteArray text = name.toUtf8(); // libmtp may change it
    const uint32_t folder = LIBMTP_Create_Folder(m_device.get(), text.data(), parent, m_storage);
    if (folder == 0)
        return std::unexpected(takeError(name));
    LIBMTP_Clear_Errorstack(m_device.get());
    answered();
    return folder;
}

Result<void> MtpSession::remove(quint32 object)
{
    if (LIBMTP_Delete_Object(m_device.get(), object) != 0)
        return std::unexpected(takeError());
    answered();
    return {};
}

Result<void> MtpSession::rename(quint32 object, const QString &name)
{
    if (!m_canRename)
        return failure(ErrorCode::NotSupported, name);
    QByteArray text = name.toUtf8();
    if (LIBMTP_Set_Object_Filename(m_device.get(), object, text.data()) == 0) {
        LIBMTP_Clear_Errorstack(m_device.get());
        answered();
        m_hasRenamed = true;
        return {};
    }
    Error error = takeError(name);
    if (m_isLost || error.code == ErrorCode::DeviceReadOnly)
        return std::unexpected(error);
    if (m_hasRenamed)
        return failure(ErrorCode::DeviceFailed, {}, error.detail);
    // libmtp does not tell a refusal from the lack of the ability.
    m_canRename = false;
    error.code = ErrorCode::NotSupported;
    return std::unexpected(error);
}

bool MtpSession::canMove() const
{
    return LIBMTP_Check_Capability(m_device.get(), LIBMTP_DEVICECAP_MoveObject) != 0;
}

Result<void> MtpSession::moveTo(quint32 object, quint32 folder)
{
    // MTP 1.1, D.2.25: zero is the top here.
    const quint32 parent = folder == topFolder ? 0 : folder;
    if (LIBMTP_Move_Object(m_device.get(), object, m_storage, parent) != 0)
        return std::unexpected(takeError());
    answered();
    return {};
}

Result<QByteArray> MtpSession::sendFile(int file, qint64 sizeBytes, qint64 modifiedNs, quint32 folder,
                                        const QString &name, LIBMTP_filetype_t type, quint32 &object)
{
    object = 0;
    SourceWatch source(file, sizeBytes);
    if (!source.isAsExpected())
        return failure(ErrorCode::FileChanged, name);
    const LibmtpPtr<LIBMTP_file_t> description(LIBMTP_new_file_t());
    description->filename = givenString(name);
    description->filesize = static_cast<uint64_t>(sizeBytes);
    description->filetype = type;
    description->modificationdate = modifiedNs >= 0 ? modifiedNs / nsPerSecond : 0;
    description->parent_id = folder;
    description->storage_id = m_storage;

    SendProgress progress(m_line, source);
    const int failed = LIBMTP_Send_File_From_File_Descriptor(m_device.get(), file, description.get(),
                                                             SendProgress::callback, &progress);
    object = description->item_id;
    if (progress.isCancelled()) {
        LIBMTP_Clear_Errorstack(m_device.get());
        return cancelled();
    }
    if (!source.isAsExpected()) {
        LIBMTP_Clear_Errorstack(m_device.get());
        return failure(ErrorCode::FileChanged, name);
    }
    if (failed == 0) {
        LIBMTP_Clear_Errorstack(m_device.get());
        answered();
        return progress.hash();
    }
    if (!source.isReadable()) {
        LIBMTP_Clear_Errorstack(m_device.get());
        return failure(ErrorCode::FileUnreadable, name);
    }
    return std::unexpected(takeError(name));
}

void MtpSession::tag(const SongObject &song, const MediaTags &tags)
{
    if (!m_tags.send(m_device.get(), song, tags)) {
        // The song is there, and plays.
        const Error error = takeError(song.name);
        qCDebug(logDevice) << "tags were not taken:" << error.detail;
        return;
    }
    LIBMTP_Clear_Errorstack(m_device.get());
    answered();
}

bool MtpSession::takesCover(LIBMTP_filetype_t type, const QByteArray &cover)
{
    return m_covers.takes(m_device.get(), type, cover);
}

void MtpSession::sendCover(quint32 object, LIBMTP_filetype_t type, const QByteArray &cover)
{
    if (!m_covers.send(m_device.get(), object, type, cover)) {
        // The song is there, and plays.
        const Error error = takeError();
        qCDebug(logDevice) << "a cover of" << cover.size() << "bytes was not taken:" << error.detail;
        return;
    }
    LIBMTP_Clear_Errorstack(m_device.get());
    answered();
}

Result<void> MtpSession::receive(quint32 object, const std::function<bool(const char *, size_t)> &take)
{
    ReceiveProgress progress(m_line, take);
    const int failed = LIBMTP_Get_File_To_Handler(m_device.get(), object, ReceiveProgress::handler, &progress,
                                                  ReceiveProgress::callback, &progress);
    if (progress.isCancelled() || progress.hasEnough()) {
        LIBMTP_Clear_Errorstack(m_device.get());
        if (failed != 0)
            probe();
        return progress.isCancelled() ? cancelled() : Result<void>{};
    }
    if (failed != 0)
        return std::unexpected(takeError());
    LIBMTP_Clear_Errorstack(m_device.get());
    answered();
    return {};
}

Result<quint32> MtpSession::putPlaylist(quint32 object, quint32 folder, const QString &name,
                                        const std::vector<quint32> &tracks)
{
    const LibmtpPtr<LIBMTP_playlist_t> playlist(LIBMTP_new_playlist_t());
    playlist->playlist_id = object;
    playlist->parent_id = folder;
    playlist->storage_id = m_storage;
    playlist->name = givenString(name);
    playlist->no_tracks = static_cast<uint32_t>(tracks.size());
    // Freed together with the playlist.
    playlist->tracks =
        static_cast<uint32_t *>(std::malloc(std::max<size_t>(1, tracks.size()) * sizeof(uint32_t)));
    std::ranges::copy(tracks, playlist->tracks);
    const int failed = object == 0 ? LIBMTP_Create_New_Playlist(m_device.get(), playlist.get())
                                   : LIBMTP_Update_Playlist(m_device.get(), playlist.get());
    if (failed != 0)
        return std::unexpected(takeError(name));
    LIBMTP_Clear_Errorstack(m_device.get());
    answered();
    return playlist->playlist_id;
}

} // namespace tandem::device::mtp
