// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/ledger/listing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

class ListingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Files have sizes, folders and what is not there have none, and a name is taken in any case.
    void files()
    {
        Listing listing;
        QVERIFY(listing.isEmpty());
        listing.add(u"Music"_s, {{u"Song.mp3"_s, 5, false}, {u"Album"_s, 0, true}});
        QCOMPARE(listing.fileSize(u"Music/Song.mp3"_s), 5);
        QCOMPARE(listing.fileSize(u"Music/song.mp3"_s), -1);
        QCOMPARE(listing.fileSize(u"Music/Album"_s), -1);
        QVERIFY(listing.isTaken(u"music/SONG.mp3"_s));
        QVERIFY(listing.isTaken(u"Music/album"_s));
        QVERIFY(!listing.isTaken(u"Music/other"_s));
        QVERIFY(listing.hasFolder({}));
        QVERIFY(listing.hasFolder(u"Music"_s));
        QVERIFY(listing.hasFolder(u"Music/Album"_s));
        QVERIFY(!listing.hasFolder(u"Music/Song.mp3"_s));
        QVERIFY(!listing.isEmpty());
    }

    // Without case, names that differ only in case or composition are the same file.
    void withoutCase()
    {
        Listing listing(false);
        listing.add(u"MUSIC"_s, {{u"\u00c9t\u00e9.mp3"_s, 5, false}});
        QCOMPARE(listing.fileSize(u"music/e\u0301te\u0301.MP3"_s), 5);
        QVERIFY(listing.isListed(u"Music"_s));
    }

    // A folder that is not there is listed as empty; a player that fails is an error, never empty.
    void ofStorage()
    {
        FakeStorage storage;
        storage.put(u"Music/a.mp3"_s, "12");
        Listing listing(true);
        QVERIFY(listFolders(storage, {u"Music"_s, u"None"_s}, {}, listing));
        QCOMPARE(listing.fileSize(u"Music/a.mp3"_s), 2);
        QVERIFY(listing.isListed(u"None"_s));
        QVERIFY(!listing.hasFolder(u"None"_s));

        storage.failAt(1, FakeStorage::Fault::Unplug);
        QVERIFY(!storage.flush());
        // What is listed is not asked for again.
        QVERIFY(listFolders(storage, {u"Music"_s}, {}, listing));
        const auto gone = listFolders(storage, {u"Other"_s}, {}, listing);
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::DeviceGone);
    }

    // A folder that the player shows and cannot find is an error: nothing in it was deleted, no name is free.
    void contradiction_data()
    {
        QTest::addColumn<bool>("isCaseSensitive");
        QTest::newRow("with case") << true;
        QTest::newRow("without") << false;
    }
    void contradiction()
    {
        QFETCH(bool, isCaseSensitive);
        FakeStorage storage;
        storage.setCaseSensitive(isCaseSensitive);
        storage.put(u"Music/A/a.mp3"_s, "a");
        for (const QSet<QString> &folders :
             {QSet<QString>{u"Music"_s}, QSet<QString>{u"Music"_s, u"Music/A"_s}}) {
            for (int call = 1; call <= folders.size(); ++call) {
                storage.failReadingAt(call, FakeStorage::Fault::Stale);
                Listing listing(isCaseSensitive);
                const auto listed = listFolders(storage, folders, {}, listing);
                QVERIFY(!listed);
                QCOMPARE(listed.error().code, ErrorCode::DeviceFailed);
            }
        }
        Listing listing(isCaseSensitive);
        QVERIFY(listFolders(storage, {u"Music"_s, u"Music/B"_s, u"Books"_s}, {}, listing)); // are not there
    }

    // Listing stops when asked to.
    void stops()
    {
        FakeStorage storage;
        std::stop_source stop;
        stop.request_stop();
        Listing listing(true);
        const auto listed = listFolders(storage, {u"Music"_s}, stop.get_token(), listing);
        QVERIFY(!listed);
        QVERIFY(listed.error().isCancelled());
    }
};

QTEST_APPLESS_MAIN(ListingTest)
#include "tst_listing.moc"
