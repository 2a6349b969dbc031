// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/session/foldercheck.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

LedgerEntry placed(const QString &path, qint64 size)
{
    return {.path = path, .state = LedgerState::Placed, .sizeBytes = size};
}

QSet<QString> foldersOf(const QStringList &paths)
{
    FolderSet set;
    for (const QString &path : paths)
        set.add(path);
    return set.folders();
}

} // namespace

class FolderCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The folders of a set of files are theirs and all above them, each once; the top only if a file lies
    // directly in it.
    void collectsFolders()
    {
        QCOMPARE(foldersOf({u"a/b/1"_s, u"a/b/2"_s, u"a/c/3"_s}),
                 QSet<QString>({u"a"_s, u"a/b"_s, u"a/c"_s}));
        QCOMPARE(foldersOf({u"4"_s, u"5"_s}), QSet<QString>({u""_s}));
    }

    // A folder that holds as many objects as before is taken to hold what the ledger says, unlisted.
    void presumesUnchangedFolders()
    {
        FakeStorage player;
        player.put(u"a/1"_s, "one");
        player.put(u"a/2"_s, "two");
        const QList<LedgerEntry> ledger{placed(u"a/1"_s, 3), placed(u"a/2"_s, 3)};
        const auto counts = countFolders(player, {u"a"_s}, {});
        QVERIFY(counts);
        QCOMPARE(counts->value(u"a"_s), 2);

        Listing listing(true);
        QVERIFY(checkFolders(player, {u"a"_s}, {*counts}, ledger, {}, listing));
        QVERIFY(listing.isPresumed(u"a"_s));
        QVERIFY(listing.isListed(u"a"_s));
        QVERIFY(listing.hasFolder(u"a"_s));
        QCOMPARE(listing.fileSize(u"a/1"_s), 3);
    }

    // One that holds another number, that is new or gone, or that nobody counted, is looked at.
    void listsChangedFolders()
    {
        FakeStorage player;
        player.put(u"a/1"_s, "one");
        player.put(u"a/2"_s, "two");
        player.put(u"b/3"_s, "three");
        const QList<LedgerEntry> ledger{placed(u"a/1"_s, 3), placed(u"a/2"_s, 3), placed(u"b/3"_s, 5),
                                        placed(u"gone/4"_s, 4)};
        const FolderCounts counts{{u"a"_s, 2}, {u"gone"_s, 1}};
        player.erase(u"a/2"_s);

        Listing listing(true);
        QVERIFY(checkFolders(player, {u"a"_s, u"b"_s, u"gone"_s}, {counts}, ledger, {}, listing));
        QVERIFY(!listing.hasPresumed());
        QCOMPARE(listing.fileSize(u"a/1"_s), 3);
        QCOMPARE(listing.fileSize(u"a/2"_s), -1);
        QCOMPARE(listing.fileSize(u"b/3"_s), 5);
        QCOMPARE(listing.fileSize(u"gone/4"_s), -1);
        QVERIFY(listing.isListed(u"gone"_s));
    }

    // Where more must be known, a presumed folder is listed after all, and only what is there stays.
    void listsPresumedFolderWhenAsked()
    {
        FakeStorage player;
        player.put(u"a/other"_s, "other");
        const QList<LedgerEntry> ledger{placed(u"a/1"_s, 3)};
        Listing listing(true);
        QVERIFY(checkFolders(player, {u"a"_s}, {.counts = {{u"a"_s, 1}}}, ledger, {}, listing));
        QCOMPARE(listing.fileSize(u"a/1"_s), 3);

        QVERIFY(listFolders(player, {u"a"_s}, {}, listing));
        QVERIFY(!listing.hasPresumed());
        QCOMPARE(listing.fileSize(u"a/1"_s), -1);
        QCOMPARE(listing.fileSize(u"a/other"_s), 5);
    }

    // With just as much room as before, only the topmost folders are counted; if one of them has changed, all
    // are.
    void believesTheRoom()
    {
        FakeStorage player;
        player.put(u"a/x/1"_s, "one");
        const QList<LedgerEntry> ledger{placed(u"a/x/1"_s, 3), placed(u"a/y/2"_s, 3)};
        const FolderNotes notes{.counts = {{u"a"_s, 1}, {u"a/x"_s, 1}, {u"a/y"_s, 1}}, .isRoomAsThen = true};
        Listing trusting(true);
        QVERIFY(checkFolders(player, {u"a"_s, u"a/x"_s, u"a/y"_s}, notes, ledger, {}, trusting));
        QCOMPARE(trusting.fileSize(u"a/y/2"_s), 3); // nobody looked

        player.put(u"a/new"_s, "new");
        Listing looking(true);
        QVERIFY(checkFolders(player, {u"a"_s, u"a/x"_s, u"a/y"_s}, notes, ledger, {}, looking));
        QCOMPARE(looking.fileSize(u"a/y/2"_s), -1);
        QVERIFY(looking.isPresumed(u"a/x"_s));
        QVERIFY(!looking.isPresumed(u"a"_s));
    }

    // A stop request ends the look.
    void stops()
    {
        FakeStorage player;
        std::stop_source stop;
        stop.request_stop();
        Listing listing(true);
        QCOMPARE(checkFolders(player, {u"a"_s}, {}, {}, stop.get_token(), listing).error().code,
                 ErrorCode::Cancelled);
        QCOMPARE(countFolders(player, {u"a"_s}, stop.get_token()).error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(FolderCheckTest)
#include "tst_foldercheck.moc"
