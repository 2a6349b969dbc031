// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "objecttree.h"

#include "device/mtp/mtprules.h"
#include "device/storage/devicepath.h"

#include <algorithm>

namespace tandem::device::mtp {

Result<ObjectTree::Folder *> ObjectTree::learned(quint32 folder)
{
    const auto known = m_folders.find(folder);
    if (known != m_folders.end())
        return &*known;
    const auto handles = m_session.children(folder);
    if (!handles)
        return std::unexpected(handles.error());
    Folder content;
    content.unnamed.assign(handles->begin(), handles->end());
    return &*m_folders.insert(folder, content);
}

Result<void> ObjectTree::nameNext(quint32 id, Folder &folder)
{
    const quint32 object = folder.unnamed.front();
    const auto name = m_session.nameOf(object);
    if (!name && m_session.isLost())
        return std::unexpected(name.error());
    folder.unnamed.pop_front();
    if (!name) {
        m_session.takeStale(); // gone in the meantime
        return {};
    }
    folder.byFolded[foldedPath(*name)].append({object, *name});
    if (!nameOfPart(*name).isEmpty() || !nameOfOld(*name).isEmpty())
        m_foldersWithLeftovers.insert(id);
    return {};
}

std::optional<quint32> ObjectTree::spelledAs(const Folder &folder, const QString &name)
{
    const auto same = folder.byFolded.constFind(foldedPath(name));
    if (same == folder.byFolded.cend())
        return {};
    const auto exact = std::ranges::find(*same, name, &Child::name);
    return exact == same->cend() ? std::nullopt : std::optional(exact->object);
}

Result<std::optional<quint32>> ObjectTree::find(quint32 folder, const QString &name)
{
    auto content = learned(folder);
    if (!content)
        return std::unexpected(content.error());
    while (true) {
        if (const auto object = spelledAs(**content, name))
            return object;
        if ((*content)->unnamed.empty())
            break;
        if (auto named = nameNext(folder, **content); !named)
            return std::unexpected(named.error());
    }
    const QList<Child> same = (*content)->byFolded.value(foldedPath(name));
    return same.isEmpty() ? std::nullopt : std::optional(same.first().object);
}

Result<quint32> ObjectTree::object(const QString &path)
{
    const auto parent = folder(parentPath(path));
    if (!parent)
        return std::unexpected(Error{parent.error().code, path, parent.error().detail});
    const auto found = find(*parent, fileNameOf(path));
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return failure(ErrorCode::FileMissing, path);
    return **found;
}

Result<quint32> ObjectTree::folder(const QString &path)
{
    if (path.isEmpty())
        return topFolder;
    const auto found = object(path);
    if (!found)
        return found;
    // What holds something is a folder; only of the others it has to be asked.
    const auto content = learned(*found);
    if (content && (!(*content)->unnamed.empty() || !(*content)->byFolded.isEmpty()))
        return found;
    if (!content && m_session.isLost())
        return std::unexpected(content.error());
    m_session.takeStale(); // some answer so for a file
    const auto isFolder = m_session.isFolder(*found);
    if (!isFolder)
        return std::unexpected(isFolder.error());
    if (!*isFolder) {
        m_folders.remove(*found);
        return failure(ErrorCode::FileMissing, path);
    }
    if (!content)
        return std::unexpected(content.error());
    return found;
}

Result<quint32> ObjectTree::makeFolder(const QString &path)
{
    if (path.isEmpty())
        return topFolder;
    const auto parent = makeFolder(parentPath(path));
    if (!parent)
        return parent;
    const QString name = fileNameOf(path);
    const auto found = find(*parent, name);
    if (!found)
        return std::unexpected(found.error());
    if (*found) {
        if (m_folders.contains(**found))
            return **found;
        const auto isFolder = m_session.isFolder(**found);
        if (!isFolder)
            return std::unexpected(isFolder.error());
        return *isFolder ? Result<quint32>(**found) : failure(ErrorCode::NameTaken, path);
    }
    return makeNew(*parent, path);
}

Result<quint32> ObjectTree::makeNew(quint32 parent, const QString &path)
{
    const QString name = fileNameOf(path);
    const auto made = m_session.makeFolder(parent, name);
    if (!made)
        return made;
    if (auto kept = m_session.checkName(*made, name); !kept) {
        // Only if it really is a new one, and not another that the player has in place of it.
        const auto content = isKnown(parent, *made) ? Result<std::vector<quint32>>(std::vector{*made})
                                                    : m_session.children(*made);
        if (content && content->empty())
            static_cast<void>(m_session.remove(*made));
        return failure(kept.error().code, path, kept.error().detail);
    }
    added(parent, *made, name, true);
    return made;
}

bool ObjectTree::isKnown(quint32 folder, quint32 object) const
{
    const auto content = m_folders.constFind(folder);
    if (content == m_folders.cend())
        return false;
    return std::ranges::contains(content->unnamed, object) ||
           std::ranges::any_of(content->byFolded, [object](const QList<Child> &children) {
               return std::ranges::contains(children, object, &Child::object);
           });
}

Result<std::vector<quint32>> ObjectTree::children(quint32 folder)
{
    auto handles = m_session.children(folder);
    const auto known = m_folders.find(folder);
    if (!handles || known == m_folders.end())
        return handles;
    // Others may have changed it: names stay with their handles.
    QHash<quint32, QString> names;
    for (const QList<Child> &children : std::as_const(known->byFolded)) {
        for (const Child &child : children)
            names.insert(child.object, child.name);
    }
    Folder content;
    for (const quint32 object : *handles) {
        const auto name = names.constFind(object);
        if (name == names.cend())
            content.unnamed.push_back(object);
        else
            content.byFolded[foldedPath(*name)].append({object, *name});
    }
    *known = std::move(content);
    return handles;
}

Result<QHash<quint32, QString>> ObjectTree::names(quint32 folder)
{
    auto content = learned(folder);
    if (!content)
        return std::unexpected(content.error());
    while (!(*content)->unnamed.empty()) {
        if (auto named = nameNext(folder, **content); !named)
            return std::unexpected(named.error());
    }
    QHash<quint32, QString> names;
    for (const QList<Child> &children : std::as_const((*content)->byFolded)) {
        for (const Child &child : children)
            names.insert(child.object, child.name);
    }
    return names;
}

void ObjectTree::added(quint32 folder, quint32 object, const QString &name, bool isNewFolder)
{
    if (const auto known = m_folders.find(folder); known != m_folders.end())
        known->byFolded[foldedPath(name)].append({object, name});
    if (isNewFolder)
        m_folders.insert(object, Folder{});
}

void ObjectTree::removed(quint32 folder, quint32 object)
{
    m_folders.remove(object);
    const auto known = m_folders.find(folder);
    if (known == m_folders.end())
        return;
    std::erase(known->unnamed, object);
    for (auto same = known->byFolded.begin(); same != known->byFolded.end();) {
        same->removeIf([object](const Child &child) { return child.object == object; });
        same = same->isEmpty() ? known->byFolded.erase(same) : std::next(same);
    }
}

} // namespace tandem::device::mtp
