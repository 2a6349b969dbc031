// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mtpbench.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::device;

/// Players that make something of their own of names: that hide those that begin with a dot, refuse them, or
/// have others in place of them; and such that forget.
class MtpNamesTest : public MtpBench
{
    Q_OBJECT

    static constexpr auto marker = ".tandem/partner.json"_L1;
    static constexpr auto ledger = ".tandem/ledger.jsonl"_L1;

private Q_SLOTS:
    // Marker and ledger are written, found again and replaced, and to those above they lie in `.tandem`. On
    // the player that is a folder which it shows; a folder of the owner's with that name stays as it is, and
    // no other name is left behind.
    void partnership_data() { addPlayers(); }
    void partnership()
    {
        QFETCH(QStringList, traits);
        QFETCH(bool, hasOwners);
        control(traits.join(u'\n').toLatin1());
        QStringList owners = {u"Music/.hidden"_s, u"Music/owner.mp3"_s};
        if (hasOwners)
            owners += {u"Tandem/partner.json"_s, u"Tandem/readme.txt"_s};
        for (const QString &path : std::as_const(owners))
            makeFile(onPlayer(path), path.toUtf8());
        openAgain();
        QCOMPARE(codeOf(m_storage->read(marker, 100)), ErrorCode::FileMissing);

        for (const QByteArray &content : {"first"_ba, "second"_ba}) {
            QVERIFY(m_storage->write(marker, "marker, " + content));
            QVERIFY(m_storage->write(ledger, "ledger, " + content));
            QVERIFY(m_storage->write(marker, "marker, " + content + " and last"));
            openAgain();
            QVERIFY(m_storage->removeLeftovers());
            QCOMPARE(m_storage->read(ledger, 100).value_or("none"), "ledger, " + content);
            if (traits.contains(u"forgets"_s)) // never half of it, and it can be written again
                QCOMPARE(codeOf(m_storage->read(marker, 100)), ErrorCode::FileMissing);
            else
                QCOMPARE(m_storage->read(marker, 100).value_or("none"), "marker, " + content + " and last");
        }
        QVERIFY(m_storage->write(marker, "last of all"));

        const QString folder = traits.isEmpty() || traits == QStringList{u"forgets"_s} ? u".tandem"_s
                               : hasOwners                                             ? u"Tandem 2"_s
                                                                                       : u"Tandem"_s;
        QStringList expected = {folder + u"/partner.json"_s, folder + u"/ledger.jsonl"_s};
        if (folder != ".tandem"_L1)
            expected += folder + u"/readme.txt"_s;
        expected += owners;
        expected.sort();
        QCOMPARE(filesOnPlayer(), expected);
        for (const QString &path : std::as_const(owners))
            QCOMPARE(read(onPlayer(path)), path.toUtf8());

        QStringList top = {u".tandem"_s, u"Music"_s};
        if (hasOwners)
            top += u"Tandem"_s;
        QCOMPARE(namesIn({}), top);
        QCOMPARE(foldersOnPlayer().size(), top.size());
        QCOMPARE(*m_storage->count({}), top.size());
        QVERIFY(namesIn(u".tandem"_s).contains(u"partner.json"_s));
    }

    // Songs are sent, replaced, moved and removed, each with a session of its own, which leaves a marker when
    // it ends.
    void songs_data() { addPlayers(); }
    void songs()
    {
        QFETCH(QStringList, traits);
        QFETCH(bool, hasOwners);
        control(traits.join(u'\n').toLatin1());
        makeFile(onPlayer(u"Music/A/owner.mp3"_s), "owner's");
        if (hasOwners)
            makeFile(onPlayer(u"Tandem/song.mp3"_s), "owner's");
        const auto session = [this] {
            QVERIFY(m_storage->write(marker, "marker"));
            openAgain();
        };
        session();
        makeFile(outside(u"song"_s), "song");
        auto sent = sendSong(u"Music/A/1.mp3"_s);
        QVERIFY(sent);
        session();
        makeFile(outside(u"song"_s), "new song");
        const Parcel parcel{
            .sourceFile = outside(u"song"_s), .path = u"Music/A/1.mp3"_s, .sizeBytes = 8, .replaces = *sent};
        sent = m_storage->send(parcel, {}, {});
        QVERIFY(sent);
        session();
        QCOMPARE(read(onPlayer(u"Music/A/1.mp3"_s)), "new song");
        QVERIFY(m_storage->move(u"Music/A/1.mp3"_s, u"Music/B/2.mp3"_s, *sent));
        session();
        QCOMPARE(m_storage->read(u"Music/B/2.mp3"_s, 10).value_or("none"), "new song");
        QVERIFY(m_storage->remove(u"Music/B/2.mp3"_s, *sent));
        session();
        QCOMPARE(codeOf(m_storage->read(u"Music/B/2.mp3"_s, 10)), ErrorCode::FileMissing);

        QStringList left = filesOnPlayer();
        left.removeIf([](const QString &path) {
            return path.endsWith("partner.json"_L1) || path.endsWith("readme.txt"_L1);
        });
        QStringList owners = {u"Music/A/owner.mp3"_s};
        if (hasOwners)
            owners += u"Tandem/song.mp3"_s;
        QCOMPARE(left, owners);
    }

    // A name that the player changes is an error which says so; nothing of it stays, and a file of the
    // owner's with the changed name is untouched.
    void changedNames_data() { addPlayers(); }
    void changedNames()
    {
        QFETCH(QStringList, traits);
        const bool isKept = !traits.contains(u"renames"_s);
        control(traits.join(u'\n').toLatin1() + "\nplaylists");
        openAgain();
        makeFile(onPlayer(u"Music/C_D/owner.mp3"_s), "owner's");
        makeFile(outside(u"song"_s), "song");
        const auto check = [isKept](const auto &result, const QString &path) {
            QCOMPARE(result.has_value(), isKept);
            if (!isKept) {
                QCOMPARE(result.error().code, ErrorCode::NameNotKept);
                QCOMPARE(result.error().subject, path);
            }
        };
        check(sendSong(u"Music/A&B.mp3"_s), u"Music/A&B.mp3"_s);
        check(sendSong(u"Music/a&b.mp3.txt"_s, true), u"Music/a&b.mp3.txt"_s);
        check(sendSong(u"Music/A&B/1.mp3"_s), u"Music/A&B"_s);
        check(m_storage->write(u"Music/A&B.m3u8"_s, "list"), u"Music/A&B.m3u8"_s);
        check(m_storage->playlistObjects()->writePlaylist(u"Music/A&B.pla"_s, {u"Music/C_D/owner.mp3"_s}, {}),
              u"Music/A&B.pla"_s);
        QVERIFY(sendSong(u"Music/1.mp3"_s));
        check(m_storage->move(u"Music/1.mp3"_s, u"Music/E&F.mp3"_s, {4}), u"Music/E&F.mp3"_s);
        check(m_storage->move(isKept ? u"Music/E&F.mp3"_s : u"Music/1.mp3"_s, u"Music/E&G/2.mp3"_s, {4}),
              u"Music/E&G"_s);
        QVERIFY(!m_storage->move(u"Music/1.mp3"_s, u"Music/C&D/owner.mp3"_s, {4}));
        QCOMPARE(read(onPlayer(u"Music/C_D/owner.mp3"_s)), "owner's");
        if (!isKept) {
            QCOMPARE(filesOnPlayer(), (QStringList{u"Music/1.mp3"_s, u"Music/C_D/owner.mp3"_s}));
            QCOMPARE(foldersOnPlayer(), (QStringList{u"Music"_s, u"Music/C_D"_s}));
        }
    }

    // A player may show a folder with such a name, and not what is in it, or take nothing into it.
    void emptyFolders_data()
    {
        QTest::addColumn<QByteArray>("trait");
        QTest::newRow("hides") << "hides=below"_ba;
        QTest::newRow("refuses") << "refuses=below"_ba;
    }
    void emptyFolders()
    {
        QFETCH(QByteArray, trait);
        control(trait);
        QVERIFY(m_storage->write(marker, "marker"));
        openAgain();
        QCOMPARE(m_storage->read(marker, 100).value_or("none"), "marker");
        QCOMPARE(filesOnPlayer(), (QStringList{u"Tandem/partner.json"_s, u"Tandem/readme.txt"_s}));
        QCOMPARE(foldersOnPlayer(), QStringList{u"Tandem"_s});
    }

    // What is there decides: `.tandem`, if it is shown and not empty, before a folder with another name. What
    // was decided is not tried again.
    void decidedByWhatIsThere()
    {
        control("hides");
        QVERIFY(m_storage->write(marker, "one"));
        const qsizetype made = transactionsOf("CreateFolder");
        openAgain();
        QVERIFY(m_storage->write(ledger, "ledger"));
        QCOMPARE(transactionsOf("CreateFolder"), made);
        QCOMPARE(read(onPlayer(u"Tandem/ledger.jsonl"_s)), "ledger");

        control({});
        openAgain();
        QCOMPARE(m_storage->read(marker, 100).value_or("none"), "one");
        QVERIFY(QDir().mkpath(onPlayer(u".tandem"_s)));
        openAgain();
        QCOMPARE(m_storage->read(marker, 100).value_or("none"), "one");
        QCOMPARE(namesIn({}), QStringList{u".tandem"_s});
        makeFile(onPlayer(u".tandem/partner.json"_s), "two");
        openAgain();
        QCOMPARE(m_storage->read(marker, 100).value_or("none"), "two");
        QCOMPARE(namesIn({}), (QStringList{u".tandem"_s, u"Tandem"_s}));
    }

    // A player that no longer shows the folder that was there gets another one, and keeps the old one.
    void hiddenLater()
    {
        QVERIFY(m_storage->write(marker, "old"));
        control("hides");
        openAgain();
        QCOMPARE(codeOf(m_storage->read(marker, 100)), ErrorCode::FileMissing);
        QVERIFY(m_storage->write(marker, "new"));
        openAgain();
        QCOMPARE(m_storage->read(marker, 100).value_or("none"), "new");
        QCOMPARE(read(onPlayer(marker)), "old");
    }

    // Nobody else reads or writes in that folder under the name that it has on the player.
    void notUnderItsOtherName()
    {
        control("hides");
        makeFile(outside(u"song"_s), "song");
        QVERIFY(m_storage->write(marker, "marker"));
        for (const bool isOpenedAgain : {false, true}) {
            if (isOpenedAgain)
                openAgain();
            QCOMPARE(codeOf(sendSong(u"Tandem/song.mp3"_s)), ErrorCode::NameTaken);
            QCOMPARE(codeOf(sendSong(u"tandem/partner.json"_s, true)), ErrorCode::NameTaken);
            QCOMPARE(codeOf(m_storage->read(u"Tandem/partner.json"_s, 100)), ErrorCode::FileMissing);
            QCOMPARE(codeOf(m_storage->list(u"Tandem"_s)), ErrorCode::FileMissing);
            QCOMPARE(codeOf(m_storage->remove(u"Tandem/partner.json"_s, {})), ErrorCode::FileMissing);
            QVERIFY(sendSong(u"Tandem 3/song.mp3"_s, true)); // somebody's music
        }
        QCOMPARE(read(onPlayer(u"Tandem/partner.json"_s)), "marker");
    }

    // When the partnership ends, nothing of it stays.
    void partnershipEnds()
    {
        control("hides");
        makeFile(onPlayer(u"Tandem/song.mp3"_s), "owner's");
        QVERIFY(m_storage->write(marker, "marker"));
        QVERIFY(m_storage->write(ledger, "ledger"));
        openAgain();
        QVERIFY(m_storage->remove(marker, {6}));
        QCOMPARE(m_storage->read(ledger, 100).value_or("none"), "ledger");
        QVERIFY(m_storage->remove(ledger, {6}));
        QCOMPARE(foldersOnPlayer(), QStringList{u"Tandem"_s});
        QVERIFY(m_storage->write(marker, "again"));
        QCOMPARE(filesOnPlayer(),
                 (QStringList{u"Tandem 2/partner.json"_s, u"Tandem 2/readme.txt"_s, u"Tandem/song.mp3"_s}));
    }

    // A folder that looks empty may hold what the player hides: it is not removed with that in it.
    void hiddenFilesOfTheOwner()
    {
        control("hides");
        QVERIFY(m_storage->write(marker, "marker"));
        openAgain();
        makeFile(outside(u"song"_s), "song");
        QVERIFY(sendSong(u"Music/A/B/1.mp3"_s));
        QVERIFY(sendSong(u"Music/C/1.mp3"_s));
        makeFile(onPlayer(u"Music/A/.hidden"_s), "owner's");
        makeFile(onPlayer(u"Music/C/.hidden"_s), "owner's");
        openAgain();
        QVERIFY(m_storage->remove(u"Music/A/B/1.mp3"_s, {4}));
        QVERIFY(m_storage->move(u"Music/C/1.mp3"_s, u"Music/1.mp3"_s, {4}));
        QCOMPARE(read(onPlayer(u"Music/A/.hidden"_s)), "owner's");
        QCOMPARE(read(onPlayer(u"Music/C/.hidden"_s)), "owner's");
    }

    // Where not even the other folder can be made, the reason is told and nothing stays.
    void impossible_data()
    {
        QTest::addColumn<QByteArray>("traits");
        QTest::addColumn<ErrorCode>("code");
        for (const char *trait : {"", "hides", "refuses", "renames"}) {
            QTest::addRow("read-only, %s", trait) << trait + "\nreadOnly"_ba << ErrorCode::DeviceReadOnly;
            QTest::addRow("full, %s", trait) << trait + "\ncapacity=1"_ba << ErrorCode::DeviceFull;
        }
        QTest::newRow("changes every name") << "hides\nrenames=all"_ba << ErrorCode::NameNotKept;
        QTest::newRow("shows nothing") << "hides=all"_ba << ErrorCode::NameNotKept;
    }
    void impossible()
    {
        QFETCH(QByteArray, traits);
        QFETCH(ErrorCode, code);
        control(traits);
        openAgain();
        QCOMPARE(codeOf(m_storage->write(marker, "marker")), code);
        QCOMPARE(filesOnPlayer(), QStringList());
        QCOMPARE(foldersOnPlayer(), QStringList());
    }

    // Interrupted while the folder is chosen, there is one folder afterwards, and nothing else; save what the
    // player hides, which nobody can find any more, and an empty folder with a name that it has changed.
    void interruptedWhileChoosing_data()
    {
        QTest::addColumn<QByteArray>("trait");
        QTest::addColumn<QByteArray>("place");
        for (const char *trait : {"", "hides", "refuses", "renames"}) {
            for (const char *place : {"crashIn=CreateFolder", "crashIn=SendObjectInfo", "crashIn=SendObject",
                                      "crashAfter=SendObject", "crashIn=GetChildren", "crashIn=GetProperty",
                                      "crashIn=DeleteObject", "crashAfter=DeleteObject"})
                QTest::addRow("%s, %s", trait, place) << QByteArray(trait) << QByteArray(place);
        }
    }
    void interruptedWhileChoosing()
    {
        QFETCH(QByteArray, trait);
        QFETCH(QByteArray, place);
        control(trait + '\n' + place);
        openAgain();
        QVERIFY(m_storage->write(marker, "marker"));
        control(trait);
        openAgain();
        QVERIFY(m_storage->removeLeftovers());
        QCOMPARE(m_storage->read(marker, 100).value_or("none"), "marker");
        if (trait == "hides")
            QDir(onPlayer(u".tandem"_s)).removeRecursively();
        if (trait == "renames")
            QDir().rmdir(onPlayer(u"_tandem"_s));
        QCOMPARE(foldersOnPlayer(), QStringList{trait.isEmpty() ? u".tandem"_s : u"Tandem"_s});
        QCOMPARE(filesOnPlayer(), trait.isEmpty()
                                      ? QStringList{u".tandem/partner.json"_s}
                                      : (QStringList{u"Tandem/partner.json"_s, u"Tandem/readme.txt"_s}));
    }

private:
    /// All combinations of traits, with and without a folder of the owner's that is called "Tandem".
    static void addPlayers()
    {
        QTest::addColumn<QStringList>("traits");
        QTest::addColumn<bool>("hasOwners");
        const QStringList all = {u"hides"_s, u"refuses"_s, u"renames"_s, u"forgets"_s};
        for (int combination = 0; combination < 1 << all.size(); ++combination) {
            QStringList traits;
            for (int i = 0; i < all.size(); ++i) {
                if ((combination >> i) % 2 != 0)
                    traits += all[i];
            }
            QTest::addRow("%s", qPrintable(traits.join(u", "_s))) << traits << false;
            QTest::addRow("%s, owner's folder", qPrintable(traits.join(u", "_s))) << traits << true;
        }
    }

    QStringList namesIn(const QString &folder) const
    {
        QStringList names;
        const auto objects = m_storage->list(folder);
        if (!objects)
            return {errorCodeName(objects.error().code)};
        for (const StoredObject &object : *objects)
            names += object.name;
        names.sort();
        return names;
    }
};

QTEST_GUILESS_MAIN(MtpNamesTest)
#include "tst_mtpnames.moc"
