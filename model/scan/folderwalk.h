// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/scan/filesystems.h"
#include "model/scan/leftout.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMap>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <stop_token>
#include <vector>

namespace tandem::model {

/// A file as the walk meets it. The path is only valid during the call.
struct WalkedFile {
    int root = 0; ///< index of the folder that was walked
    QByteArrayView path;
    qint64 sizeBytes = 0;
    qint64 modifiedNs = 0; ///< nanoseconds since 1970, UTC
    qint64 changedNs = 0;  ///< of the file or of what the system says of it; the same
    int place = 0;         ///< index in WalkReport::places
};

/// What a walk found besides files.
struct WalkReport {
    struct Root {
        QString missingReason; ///< what the system said, if isThere is false
        bool isThere = true;
        qint64 found = 0; ///< audio files, those with unusable names included
    };

    /// A folder that was listed, with the times that it had before.
    struct Listed {
        QByteArray path;
        qint64 modifiedNs;
        qint64 changedNs;
    };

    /// Whether something came into a listed folder, or went from it, since then. What was moved meanwhile
    /// from a folder that was not listed yet into one that was, has been met nowhere.
    bool isOutdated() const;

    std::vector<Root> roots;
    std::vector<Listed> listed;
    std::vector<QByteArray> unreadableFolders; ///< nobody knows what is in them
    std::vector<QByteArray> unreadableFiles;   ///< there, but their size is unknown
    std::vector<QByteArray> deadLinks;         ///< to files or folders that are not there
    std::vector<std::pair<int, Error>> errors; ///< with the index of the folder
    bool isIncomplete = false;                 ///< nobody knows what is in some folder, or at some path
    std::vector<qint64> unnamedSizes;          ///< of audio files whose names cannot be taken in
    QList<QByteArray> places;                  ///< their names, see placeName(); empty if one has none
    /// Where places begin: the roots, links to folders, and folders on another file system than the one
    /// above.
    QHash<QByteArray, int> placeOf;
    QMap<QByteArray, qint64> otherAudio; ///< how many files with each ending that Tandem does not know
    qint64 leftOut = 0;                  ///< files and folders that their owner left out
    bool isStopped = false;
};

/// Walks through folders and finds the audio files in them, in no particular order. Links to folders
/// are followed after all real folders, in a fixed order, and no folder is walked twice: neither loops
/// of links nor the order in which threads get on change under which path a file is found. A file that is
/// reached more than once, by links of either kind, is found once, under a path that is known already if
/// there is one. A folder that was changed this very moment is listed a little later, so that another change
/// shows (see WalkReport::isOutdated()). What is hidden, discarded or left out (model/scan/leftout), and what
/// is neither a file nor a folder, is passed over; names that are not valid UTF-8 are reported and passed
/// over.
class FolderWalk
{
public:
    using OnFile = std::function<void(const WalkedFile &)>;
    using IsKnown = std::function<bool(QByteArrayView path)>;

    /// @p onFile is called from the walking threads, by several at once; @p isKnown from the thread that
    /// runs the walk.
    FolderWalk(std::vector<QByteArray> roots, OnFile onFile, IsKnown isKnown, FileSystemOf fileSystemOf);

    /// Before run().
    void setExclusions(Exclusions exclusions) { m_exclusions = std::move(exclusions); }

    /// Walks with @p threadCount threads; meanwhile calls @p onTick in the calling thread from time to
    /// time with the number of files found.
    WalkReport run(int threadCount, std::stop_token stop, const std::function<void(qint64)> &onTick);

private:
    struct Folder {
        int root;
        QByteArray path;
        bool isRoot;
        int place = -1; ///< of the folder above; once entered, its own
        bool isLink = false;

        friend bool operator<(const Folder &a, const Folder &b) { return a.path < b.path; }
    };
    /// A file with more than one name, or one that a link leads to.
    struct Shared {
        std::pair<quint64, quint64> inode; ///< with its device
        QByteArray path;
        WalkedFile file; ///< without its path
        bool isLink;
        bool isKnown;
    };
    struct Entries;

    void work(const std::stop_token &stop);
    void walkFolder(Folder folder, const std::stop_token &stop);
    void walkEntry(const Folder &folder, int descriptor, const char *name, unsigned char kind,
                   Entries &entries, QByteArray &path);
    bool isLeftOut(const Folder &folder, QByteArrayView folderPath, QByteArrayView name) const;
    bool enter(int descriptor, Folder &folder);
    int placeNumber(const QByteArray &name);
    bool isTargetWalked(const QByteArray &link) const;
    void settleShared();
    void reportFolder(const Folder &folder, int systemError);

    const OnFile m_onFile;
    const IsKnown m_isKnown;
    const FileSystemOf m_fileSystemOf;
    Exclusions m_exclusions;
    std::vector<qsizetype> m_rootLengths; ///< of their paths, with a slash
    std::atomic<qint64> m_foundCount = 0;

    std::mutex m_mutex; // for all below
    std::condition_variable m_changed;
    std::vector<Folder> m_waiting;
    std::set<Folder> m_links;
    int m_busyCount = 0;
    std::set<std::pair<quint64, quint64>> m_entered; ///< device and inode
    std::vector<Shared> m_shared;
    QHash<QByteArray, int> m_places;
    WalkReport m_report;
};

/// The text of a file name's bytes; what is not UTF-8 appears as %XX.
QString displayName(QByteArrayView bytes);

} // namespace tandem::model
