// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/helper/mtpsession.h"

#include <QHash>
#include <QList>
#include <QString>
#include <deque>
#include <optional>

namespace tandem::device::mtp {

/// From paths to handles, which hold for one session only. A folder's objects are asked for their names one
/// by one and no more of them than needed; what was learned is kept, and kept up to date by whoever changes
/// the player. Names are found without regard to case; one that is spelled as asked for goes first. Of
/// several objects with the same name the player's first is meant.
///
/// An object is gone when its folder does not have it any more. One that is there and of which the player
/// says nothing may have any name: then no name of its folder is free, and the folder cannot be told in full.
/// What asks for either fails with DeviceFailed.
class ObjectTree
{
public:
    explicit ObjectTree(MtpSession &session) : m_session(session) {}

    /// Errors: FileMissing.
    Result<quint32> folder(const QString &path);
    /// Makes what is missing. Errors: NameTaken if a file is in the way; NameNotKept.
    Result<quint32> makeFolder(const QString &path);
    /// What was set aside by a replacement that was cut off is still the file of its name, if nothing else
    /// has that. Errors: FileMissing.
    Result<quint32> object(const QString &path);
    /// The object of this name in a folder, if there is one.
    Result<std::optional<quint32>> find(quint32 folder, const QString &name);

    /// Handles of all that is in the folder, asked anew.
    Result<std::vector<quint32>> children(quint32 folder);
    /// Names of all that is in the folder.
    Result<QHash<quint32, QString>> names(quint32 folder);

    /// Spares asking for these, which came with the objects' facts.
    void setNames(quint32 folder, const QHash<quint32, QString> &names);
    /// Of something in the folder; nothing if it is gone.
    Result<std::optional<ObjectFacts>> facts(quint32 folder, quint32 object);

    void added(quint32 folder, quint32 object, const QString &name, bool isNewFolder = false);
    void removed(quint32 folder, quint32 object);
    void clear();

    /// Folders in which unfinished files of an interrupted session, or of this one, were seen.
    QList<quint32> foldersWithLeftovers() const { return m_leftovers.keys(); }
    bool hasLeftovers(quint32 folder) const { return m_leftovers.contains(folder); }
    /// What is left there by such names is none.
    void setClean(quint32 folder) { m_leftovers.remove(folder); }

private:
    struct Child {
        quint32 object = 0;
        QString name;
    };
    struct Folder {
        std::deque<quint32> unnamed;           ///< in the player's order
        QHash<QString, QList<Child>> byFolded; ///< in the player's order
    };

    void noteLeftover(quint32 folder, quint32 object, const QString &name);
    Result<quint32> setAside(quint32 folder, const QString &path);
    template <class Question>
    auto ask(quint32 folder, quint32 object, Question question);
    Result<quint32> makeNew(quint32 parent, const QString &path);
    bool isKnown(quint32 folder, quint32 object) const;
    Result<Folder *> learned(quint32 folder);
    Result<void> nameNext(quint32 id, Folder &folder);
    static std::optional<quint32> spelledAs(const Folder &folder, const QString &name);

    MtpSession &m_session;
    QHash<quint32, Folder> m_folders;
    QHash<quint32, QHash<quint32, QString>> m_leftovers; ///< names of unfinished files, by folder and object
};

} // namespace tandem::device::mtp
