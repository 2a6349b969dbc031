// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "objectwriter.h"

#include "device/mtp/mtprules.h"
#include "device/storage/devicepath.h"

#include <QCryptographicHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace tandem::device::mtp {

namespace {

constexpr auto playlistEnding = ".pla"_L1;

bool isBringing(const Request &request)
{
    return request.operation == Operation::Send || request.operation == Operation::Write;
}

} // namespace

/// Where only the time is another, the content decides: players differ in what they take for a change.
Result<void> ObjectWriter::checkStill(quint32 object, const Request &request)
{
    // Deleting a folder would take along all that is in it.
    const auto isFolder = m_session.isFolder(object);
    if (!isFolder)
        return std::unexpected(isFolder.error());
    if (*isFolder)
        return failure(isBringing(request) ? ErrorCode::NameTaken : ErrorCode::FileChanged, request.path);
    const FileStamp expected = request.expected.value_or(FileStamp{});
    FileStamp found;
    if (expected.sizeBytes >= 0) {
        const auto size = m_session.sizeOf(object);
        if (!size)
            return std::unexpected(size.error());
        found.sizeBytes = *size;
    }
    if (isStill(expected, found) && expected.modifiedNs >= 0) {
        const auto modified = m_session.modifiedOf(object);
        if (!modified)
            return std::unexpected(modified.error());
        found.modifiedNs = *modified;
    }
    if (isStill(expected, found) || isSameContent(object, expected))
        return {};
    return failure(ErrorCode::FileChanged, request.path);
}

/// Reads all of it.
bool ObjectWriter::isSameContent(quint32 object, const FileStamp &expected)
{
    const auto size = m_session.sizeOf(object);
    if (expected.hash.isEmpty() || !size || *size != expected.sizeBytes)
        return false;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto received = m_session.receive(object, [&hash](const char *data, size_t length) {
        hash.addData(QByteArrayView(data, static_cast<qsizetype>(length)));
        return true;
    });
    return received && hash.result() == expected.hash;
}

Result<void> ObjectWriter::renameInTree(quint32 folder, quint32 object, const QString &name)
{
    auto renamed = m_session.rename(object, name);
    if (renamed) {
        m_tree.removed(folder, object);
        m_tree.added(folder, object, name);
    }
    return renamed;
}

Result<void> ObjectWriter::removeInTree(quint32 folder, quint32 object)
{
    auto removed = m_session.remove(object);
    if (removed)
        m_tree.removed(folder, object);
    return removed;
}

/// Where the object is that is to be moved: an attempt whose answer did not arrive may have brought it part
/// of the way, or all of it.
Result<QString> ObjectWriter::startOf(const Request &request)
{
    QStringList places = {request.path};
    if (request.isAgain)
        places += {joinPath(parentPath(request.path), fileNameOf(request.text)), request.text};
    for (const QString &place : std::as_const(places)) {
        const auto object = m_tree.object(place);
        if (!object && object.error().code != ErrorCode::FileMissing)
            return std::unexpected(object.error());
        if (!object)
            continue;
        if (place == request.path)
            return place;
        const auto still = checkStill(*object, request);
        if (still)
            return place;
        if (still.error().code != ErrorCode::FileChanged)
            return std::unexpected(still.error());
    }
    return failure(ErrorCode::FileMissing, request.path);
}

Result<void> ObjectWriter::move(const Request &request)
{
    const QString &to = request.text;
    const auto start = startOf(request);
    if (!start)
        return std::unexpected(start.error());
    const QString &from = *start;
    if (from == to)
        return {};
    const auto fromFolder = m_tree.folder(parentPath(from));
    if (!fromFolder)
        return std::unexpected(fromFolder.error());
    if (auto settled = settle(*fromFolder); !settled)
        return settled;
    const auto object = m_tree.object(from);
    if (!object)
        return std::unexpected(object.error());
    const bool isElsewhere = foldedPath(parentPath(from)) != foldedPath(parentPath(to));
    const QString name = fileNameOf(to);
    const bool isRenamed = fileNameOf(from) != name;
    if ((isElsewhere && !m_session.canMove()) || (isRenamed && !m_session.canRename()))
        return failure(ErrorCode::NotSupported, to);
    if (auto still = checkStill(*object, request); !still)
        return still;
    const auto toFolder = m_tree.makeFolder(parentPath(to));
    if (!toFolder)
        return std::unexpected(toFolder.error());
    if (auto settled = settle(*toFolder); !settled)
        return settled;
    for (const quint32 folder : {*toFolder, *fromFolder}) {
        const auto taken = m_tree.find(folder, name);
        if (!taken)
            return std::unexpected(taken.error());
        // In the old folder the name is needed between renaming and moving.
        if (*taken && **taken != *object && (folder == *toFolder || isRenamed))
            return failure(ErrorCode::NameTaken, to);
    }
    if (isRenamed) {
        auto renamed = renameInTree(*fromFolder, *object, name);
        if (renamed) {
            renamed = m_session.checkName(*object, name);
            if (!renamed && !m_session.isLost())
                static_cast<void>(renameInTree(*fromFolder, *object, fileNameOf(from)));
        }
        if (!renamed) {
            removeEmptyFolders(parentPath(to));
            return std::unexpected(Error{renamed.error().code, to, renamed.error().detail});
        }
    }
    if (!isElsewhere)
        return {};
    if (auto moved = m_session.moveTo(*object, *toFolder); !moved) {
        if (isRenamed && !m_session.isLost())
            static_cast<void>(renameInTree(*fromFolder, *object, fileNameOf(from)));
        removeEmptyFolders(parentPath(to));
        return moved;
    }
    m_tree.removed(*fromFolder, *object);
    m_tree.added(*toFolder, *object, name);
    removeEmptyFolders(parentPath(from));
    return {};
}

Result<void> ObjectWriter::remove(const Request &request)
{
    const QString &path = request.path;
    const auto folder = m_tree.folder(parentPath(path));
    if (!folder)
        return std::unexpected(Error{folder.error().code, path, folder.error().detail});
    if (auto settled = settle(*folder); !settled)
        return settled;
    const auto object = m_tree.object(path);
    if (!object)
        return std::unexpected(object.error());
    if (auto still = checkStill(*object, request); !still)
        return still;
    if (auto removed = removeInTree(*folder, *object); !removed)
        return std::unexpected(Error{removed.error().code, path, removed.error().detail});
    removeEmptyFolders(parentPath(path));
    return {};
}

void ObjectWriter::removeEmptyFolders(const QString &lowest)
{
    for (QString path = lowest; path.contains(u'/') && !m_keepsFolders; path = parentPath(path)) {
        const auto folder = m_tree.folder(path);
        const auto parent = m_tree.folder(parentPath(path));
        if (!folder || !parent)
            return;
        // Asked anew, for a folder is deleted with all that is in it.
        const auto children = m_tree.children(*folder);
        if (!children || !children->empty() || !removeInTree(*parent, *folder))
            return;
    }
}

Result<void> ObjectWriter::writePlaylist(const Request &request)
{
    const QString &path = request.path;
    if (!m_session.hasPlaylists() || !path.endsWith(playlistEnding))
        return failure(ErrorCode::NotSupported, path);
    std::vector<quint32> tracks;
    for (const QString &trackPath : request.paths) {
        const auto track = m_tree.object(trackPath);
        if (!track)
            return std::unexpected(track.error());
        tracks.push_back(*track);
    }
    const auto folder = m_tree.makeFolder(parentPath(path));
    if (!folder)
        return std::unexpected(folder.error());
    const auto existing = m_tree.find(*folder, fileNameOf(path));
    if (!existing)
        return std::unexpected(existing.error());
    // Or it is what an attempt has brought whose answer did not arrive.
    if (*existing && !request.expected && !request.isAgain)
        return failure(ErrorCode::NameTaken, path);
    if (*existing) {
        if (auto still = checkStill(**existing, request); !still)
            return still;
    }
    // libmtp adds the ending itself.
    const QString name = fileNameOf(path).chopped(playlistEnding.size());
    const auto put = m_session.putPlaylist(existing->value_or(0), *folder, name, tracks);
    if (!put)
        return std::unexpected(put.error());
    if (!*existing) {
        // The ending is libmtp's own choice.
        const auto shown = m_session.nameOf(*put);
        const QString shownName = shown ? shown->left(shown->lastIndexOf(u'.')) : name;
        if (!isKeptName(name, shownName)) {
            static_cast<void>(m_session.remove(*put));
            return failure(ErrorCode::NameNotKept, path, *shown);
        }
    }
    if (*existing && *put != **existing) // Samsung's get a new handle
        m_tree.removed(*folder, **existing);
    if (!*existing || *put != **existing)
        m_tree.added(*folder, *put, fileNameOf(path));
    return {};
}

Result<void> ObjectWriter::discard(const QString &path)
{
    const auto folder = m_tree.folder(parentPath(path));
    if (!folder)
        return folder.error().code == ErrorCode::FileMissing ? Result<void>{}
                                                             : std::unexpected(folder.error());
    const auto names = m_tree.names(*folder);
    if (!names)
        return std::unexpected(names.error());
    for (const auto [object, name] : names->asKeyValueRange()) {
        if (name != fileNameOf(path))
            continue;
        const auto isFolder = m_session.isFolder(object);
        if (!isFolder)
            return std::unexpected(isFolder.error());
        if (*isFolder)
            continue;
        if (auto removed = removeInTree(*folder, object); !removed)
            return removed;
    }
    return {};
}

Result<void> ObjectWriter::removeLeftoversIn(quint32 folder)
{
    const auto names = m_tree.names(folder);
    if (!names)
        return std::unexpected(names.error());
    QSet<QString> present;
    for (const QString &name : *names)
        present.insert(foldedPath(name));
    for (const auto [object, name] : names->asKeyValueRange()) {
        if (nameOfPart(name).isEmpty() && nameOfOld(name).isEmpty())
            continue;
        const auto isFolder = m_session.isFolder(object);
        if (!isFolder)
            return std::unexpected(isFolder.error());
        if (*isFolder)
            continue;
        const QString old = nameOfOld(name);
        // Interrupted between the two renamings: nothing has the name any more but the old content.
        const bool isNeeded = !old.isEmpty() && !present.contains(foldedPath(old));
        auto done = isNeeded ? renameInTree(folder, object, old) : removeInTree(folder, object);
        if (!done)
            return done;
        present.insert(foldedPath(old));
    }
    m_tree.setClean(folder);
    return {};
}

Result<void> ObjectWriter::settle(quint32 folder)
{
    if (const auto names = m_tree.names(folder); !names && m_session.isLost())
        return std::unexpected(names.error());
    return m_tree.hasLeftovers(folder) ? removeLeftoversIn(folder) : Result<void>();
}

Result<void> ObjectWriter::removeLeftovers(const QStringList &folders)
{
    for (const QString &path : folders) {
        const auto folder = m_tree.folder(path);
        const auto names = folder ? m_tree.names(*folder) : std::unexpected(folder.error());
        if (!names && names.error().code != ErrorCode::FileMissing)
            return std::unexpected(Error{names.error().code, path, names.error().detail});
    }
    for (const quint32 folder : m_tree.foldersWithLeftovers()) {
        if (auto removed = removeLeftoversIn(folder); !removed)
            return removed;
    }
    return {};
}

} // namespace tandem::device::mtp
