// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/drive/filedescriptor.h"
#include "device/drive/writebehind.h"
#include "device/storage/devicestorage.h"

#include <QHash>

namespace tandem::device {

/// A mounted volume or a folder. No path leads out of it: every one is opened below the root's own
/// descriptor without following links (openat2(2), RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS).
/// New files are written in `.tandem/incoming` on the same volume and renamed to their final names.
class MassStorage : public DeviceStorage
{
public:
    /// @p limitBytes > 0: behave as a player of that size; what already lies in @p root counts.
    /// Errors: NotConnected, FileUnreadable.
    static Result<std::unique_ptr<DeviceStorage>> open(const QString &root, qint64 limitBytes = 0);

    ~MassStorage() override;

    Result<StorageInfo> info() override;
    Result<QList<StoredObject>> list(const QString &folder) override;
    std::vector<Result<QList<StoredObject>>> listEach(const QStringList &folders,
                                                      std::stop_token stop) override;
    Result<QByteArray> read(const QString &path, qint64 maxBytes) override;
    Result<FileStamp> write(const QString &path, const QByteArray &data,
                            const std::optional<FileStamp> &replaces) override;
    Result<FileStamp> send(const Parcel &parcel, std::stop_token stop, const BytesWritten &written) override;
    /// Compares the two first: reading the copy is quicker than writing it anew.
    Result<std::optional<FileStamp>> patch(const Parcel &parcel, std::stop_token stop) override;
    Result<void> move(const QString &from, const QString &to, const FileStamp &expected) override;
    Result<void> remove(const QString &path, const FileStamp &expected) override;
    Result<Likeness> compare(const QString &path, const QString &sourceFile, Reading reading,
                             std::stop_token stop) override;
    Result<void> removeLeftovers(const QStringList &folders = {}) override;
    Result<void> flush() override;

private:
    MassStorage(FileDescriptor root, QString rootPath, qint64 limitBytes);

    /// A file of ours in `.tandem/incoming` that is removed again unless it was renamed.
    class Incoming;

    Result<QList<StoredObject>> entriesOf(const QString &folder) const;
    Result<FileDescriptor> openFolder(const QString &path) const;
    /// The folder's descriptor, kept for the next call: files of one album come one after the other.
    Result<int> folderForWriting(const QString &path);
    /// @p path: what it is to become; what goes wrong is told of that.
    Result<Incoming> makeIncoming(const QString &path);
    void removeIncomingFolder();
    /// Opens a file or a folder, and nothing else: sockets and devices are not touched. Errors: FileMissing;
    /// FileTooLarge for what has no size.
    Result<FileDescriptor> openFile(const QString &path, int flags) const;
    /// Gives it its name. Returns its stamp.
    Result<FileStamp> place(Incoming &incoming, const QString &path,
                            const std::optional<FileStamp> &replaces);
    Result<void> renameOver(Incoming &incoming, int folder, const QString &path, const FileStamp &expected);
    void removeEmptyFolders(const QString &lowest);
    bool isFolderFull() const;
    QString linkIn(const QString &path) const;
    Error deviceError(int errorNumber, const QString &subject) const;
    bool isGone() const;
    Result<qint64> usedBytes(FileDescriptor folder) const;
    Result<void> checkRoomFor(qint64 sizeBytes) const;

    FileDescriptor m_root;
    QString m_rootPath;
    qint64 m_limitBytes = 0;
    qint64 m_usedBytes = 0; ///< kept only under a limit
    FolderFormat m_folderFormat = FolderFormat::Unknown;
    bool m_isFat = false;
    bool m_wasWritable = false; ///< when it was opened
    qint64 m_clusterBytes = 1;
    QString m_writingFolderPath;
    FileDescriptor m_writingFolder;
    FileDescriptor m_incomingFolder;
    int m_incomingNumber = 0;
    WriteBehind m_writeBehind;
};

} // namespace tandem::device
