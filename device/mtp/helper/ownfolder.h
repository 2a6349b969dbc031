// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/helper/mtpsession.h"
#include "device/mtp/helper/objecttree.h"
#include "device/mtp/helper/objectwriter.h"

namespace tandem::device::mtp {

/// Where Tandem keeps its own files on the player. For all who ask it is `.tandem`; only here it is known
/// that some players do not show names that begin with a dot, or take nothing into such a folder, and that it
/// is called otherwise there (plainOwnFolder()). Then a file in it, the sign, tells it from a folder of the
/// owner's. Which it is, is decided by what is on the player, and tried when Tandem writes there for the
/// first time.
class OwnFolder
{
public:
    OwnFolder(MtpSession &session, ObjectTree &tree, ObjectWriter &writer, Line &line)
        : m_session(session), m_tree(tree), m_writer(writer), m_line(line)
    {
    }

    /// The request with the paths as they are on the player. Makes the folder if the request is going to
    /// write into it. Under its name on the player nobody finds it: FileMissing, or NameTaken for who writes.
    Result<Request> onPlayer(Request request);

    /// Gives the folder in a listing of the top the name that those above know it by.
    Result<void> showIn(QList<StoredObject> &top);

    /// Whether it has another name than those above know it by.
    Result<bool> isPlain();

    /// Its name on the player.
    Result<QString> name();

    /// Something in it was removed: with the last of Tandem's files, a folder that everybody sees goes, too.
    Result<void> tidy();

    /// An announced path was cleared away. If that was the beginning of a folder, the folder goes, too.
    Result<void> discarded(const QString &path);

    /// What is on the player has changed: look again.
    void forget() { m_isLookedFor = false; }

private:
    enum class Use { Reading, Writing };

    Result<QString> onPlayer(const QString &path, Use use);
    /// By what is there; changes nothing.
    Result<void> look();
    Result<bool> hasSign(const QString &folder);
    /// Finds it, or makes it.
    Result<void> makeReady();
    /// Under the first name that is free.
    Result<void> makePlain();
    /// Sends a small file of Tandem's and looks whether another session would find it. If not, nothing of it
    /// stays. Errors: NameNotKept.
    Result<void> bring(const QString &path, const QByteArray &content);
    Result<void> removeIfEmpty(quint32 folder);

    MtpSession &m_session;
    ObjectTree &m_tree;
    ObjectWriter &m_writer;
    Line &m_line;
    bool m_isLookedFor = false;
    QString m_name; ///< empty as long as there is none
};

} // namespace tandem::device::mtp
