// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "objecttree.h"

#include "device/mtp/mtprules.h"
#include "device/storage/devicepath.h"

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace tandem::device::mtp {

namespace {

/// Of so many silent objects it is the player that does not speak.
constexpr size_t mostSilentObjects = 3;

} // namespace

/// The answer to a question about something in a folder: nothing if it is gone.
template <class Question>
auto ObjectTree::ask(quint32 folder, quint32 object, Question question)
{
    using Answer = std::optional<typename decltype(question())::value_type>;
    for (int attempt = 1;; ++attempt) {
        auto answer = question();
        if (answer)
            return Result<Answer>(std::move(*answer));
        if (m_session.isLost())
            return Result<Answer>(std::unexpected(answer.error()));
        m_session.takeStale();
        const auto handles = m_session.children(folder);
        if (!handles)
            return Result<Answer>(std::unexpected(handles.error()));
        if (!std::ranges::contains(*handles, object))
            return Result<Answer>(std::nullopt);
        if (attempt == lookAttempts)
            return Result<Answer>(failure(ErrorCode::DeviceFailed, {}, u"no answer about an object"_s));
        std::this_thread::sleep_for(lookPause);
    }
}

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
    const auto name = ask(id, object, [&] { return m_session.nameOf(object); });
    if (!name)
        return std::unexpected(name.error());
    folder.unnamed.pop_front();
    if (!*name)
        return {};
    folder.byFolded[foldedPath(**name)].append({object, **name});
    noteLeftover(id, object, **name);
    return {};
}

void ObjectTree::noteLeftover(quint32 folder, quint32 object, const QString &name)
{
    if (!nameOfPart(name).isEmpty() || !nameOfOld(name).isEmpty())
        m_leftovers[folder].insert(object, name);
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
    std::deque<quint32> &unnamed = (*content)->unnamed;
    std::deque<quint32> silent;
    std::optional<Error> silence;
    auto found = spelledAs(**content, name);
    while (!found && !unnamed.empty() && silent.size() < mostSilentObjects) {
        if (auto named = nameNext(folder, **content); !named) {
            if (m_session.isLost())
                return std::unexpected(named.error());
            silence = named.error();
            silent.push_back(unnamed.front());
            unnamed.pop_front();
        }
        found = spelledAs(**content, name);
    }
    unnamed.insert(unnamed.begin(), silent.begin(), silent.end()); // to be asked again
    if (found)
        return found;
    if (silence)
        return std::unexpected(*silence);
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
        return std::unexpected(Error{found.error().code, path, found.error().detail});
    return *found ? Result<quint32>(**found) : setAside(*parent, path);
}

/// All names of the folder are known.
Result<quint32> ObjectTree::setAside(quint32 folder, const QString &path)
{
    const QString name = foldedPath(fileNameOf(path));
    const QHash<quint32, QString> leftovers = m_leftovers.value(folder);
    for (const auto &[object, leftover] : leftovers.asKeyValueRange()) {
        if (foldedPath(nameOfOld(leftover)) != name)
            continue;
        const auto isFolder = m_session.isFolder(object);
        if (!isFolder)
            return std::unexpected(Error{isFolder.error().code, path, isFolder.error().detail});
        if (!*isFolder)
            return object;
    }
    return failure(ErrorCode::FileMissing, path);
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
    if (!handles)
        return handles;
    // Others may have changed it: names stay with their handles.
    Folder &known = m_folders[folder];
    QHash<quint32, QString> names;
    for (const QList<Child> &children : std::as_const(known.byFolded)) {
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
    known = std::move(content);
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

void ObjectTree::setNames(quint32 folder, const QHash<quint32, QString> &names)
{
    Folder &content = m_folders[folder];
    std::deque<quint32> unnamed;
    for (const quint32 object : content.unnamed) {
        // Some players cut long names in an object's facts, and only there.
        const QString name = names.value(object);
        if (name.isEmpty() || name.size() > maxNameLength) {
            unnamed.push_back(object);
            continue;
        }
        content.byFolded[foldedPath(name)].append({object, name});
        noteLeftover(folder, object, name);
    }
    content.unnamed = std::move(unnamed);
}

Result<std::optional<ObjectFacts>> ObjectTree::facts(quint32 folder, quint32 object)
{
    return ask(folder, object, [&] { return m_session.factsOf(object); });
}

void ObjectTree::added(quint32 folder, quint32 object, const QString &name, bool isNewFolder)
{
    if (const auto known = m_folders.find(folder); known != m_folders.end())
        known->byFolded[foldedPath(name)].append({object, name});
    if (isNewFolder)
        m_folders.insert(object, Folder{});
    noteLeftover(folder, object, name);
}

void ObjectTree::clear()
{
    m_folders.clear();
    m_leftovers.clear(); // handles of folders that may be gone
}

void ObjectTree::removed(quint32 folder, quint32 object)
{
    m_folders.remove(object);
    m_leftovers.remove(object);
    if (const auto leftovers = m_leftovers.find(folder); leftovers != m_leftovers.end()) {
        leftovers->remove(object);
        if (leftovers->isEmpty())
            m_leftovers.erase(leftovers);
    }
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
