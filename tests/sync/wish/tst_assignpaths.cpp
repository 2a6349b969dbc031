// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/storage/devicepath.h"
#include "sync/wish/assignpaths.h"
#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

class AssignPathsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_tracks.clear();
        for (int i = 0; i < 7; ++i)
            m_tracks.append(m_bench->addTrack(u"t%1"_s.arg(i)));
    }

    // What the profile does not play is named, with the reason, whatever is wrong with it.
    void notPlayable_data()
    {
        QTest::addColumn<device::PlayableFormat>("format");
        QTest::addColumn<QString>("reason");
        // The bench's tracks are mp3 files of 128 kbit/s and 44,100 Hz.
        QTest::newRow("plays it") << device::PlayableFormat{{u"mp3"_s}, 128, 44'100} << QString();
        QTest::newRow("no limits") << device::PlayableFormat{{u"ogg"_s, u"mp3"_s}} << QString();
        QTest::newRow("ending") << device::PlayableFormat{{u"ogg"_s}} << u"mp3"_s;
        QTest::newRow("bitrate") << device::PlayableFormat{{u"mp3"_s}, 127} << u"128 kbit/s"_s;
        QTest::newRow("sample rate") << device::PlayableFormat{{u"mp3"_s}, 0, 44'099} << u"44100 Hz"_s;
    }
    void notPlayable()
    {
        QFETCH(device::PlayableFormat, format);
        QFETCH(QString, reason);
        const Selection selection = assigned({.formats = {format}});
        for (const WantedItem &item : selection.wanted) {
            QCOMPARE(item.obstacle.has_value(), !reason.isEmpty());
            if (item.obstacle)
                QCOMPARE(*item.obstacle, (Error{ErrorCode::NotPlayable, item.source, reason}));
        }
    }

    // What is not known of a file is no reason against it.
    void unknownRates()
    {
        m_bench->execute(u"UPDATE tracks SET bitrate_kbps = 0, sample_rate_hz = 0"_s);
        for (const WantedItem &item : assigned({.formats = {{{u"mp3"_s}, 64, 8000}}}).wanted)
            QVERIFY(!item.obstacle);
    }

    // What is on the player, unchanged, stays where it is, also under another profile.
    void onPlayer()
    {
        const QList<LedgerEntry> ledger = entriesOf(assigned({}));
        const device::PlayerProfile other{.formats = {{{u"ogg"_s}}}, .pathTemplate = u"Other/{title}"_s};
        for (const WantedItem &item : assigned(other, ledger).wanted) {
            QVERIFY(!item.obstacle);
            QVERIFY2(item.path.startsWith("Music/A/Album/"_L1), qPrintable(item.path));
        }
    }

    // A song whose file was moved in the library gets its place anew: as the template has it now, by the
    // file's name if it has no title. Only its own: what did not move stays where it is.
    void movedInLibrary()
    {
        const QList<LedgerEntry> ledger = entriesOf(assigned({}));
        m_bench->execute(u"UPDATE tracks SET path = replace(path, 't3.mp3', 'other.mp3')"_s);
        const device::PlayerProfile other{.pathTemplate = u"Other/{title}"_s};
        const Selection selection = assigned(other, ledger);
        for (qsizetype i = 0; i < selection.wanted.size(); ++i)
            QCOMPARE(selection.wanted[i].path,
                     i == 3 ? u"Other/t3.mp3"_s : u"Music/A/Album/t%1.mp3"_s.arg(i));
        m_bench->execute(u"UPDATE tracks SET title = '' WHERE path LIKE '%other.mp3'"_s);
        QCOMPARE(assigned({}, ledger).wanted[3].path, u"Music/A/Album/other.mp3"_s);
    }

    // A full folder is followed by another beside it; what is on the player already counts.
    void fullFolders()
    {
        device::PlayerProfile profile;
        profile.limits.maxFilesPerFolder = 3;
        const Selection selection = assigned(profile);
        QStringList folders;
        for (const WantedItem &item : selection.wanted)
            folders.append(device::parentPath(item.path).mid(8));
        QCOMPARE(folders, (QStringList{u"Album"_s, u"Album"_s, u"Album"_s, u"Album (2)"_s, u"Album (2)"_s,
                                       u"Album (2)"_s, u"Album (3)"_s}));

        const QList<LedgerEntry> ledger = entriesOf(selection);
        const TrackId extra = m_bench->addTrack(u"extra"_s);
        m_tracks.append(extra);
        QCOMPARE(assigned(profile, ledger).wanted.last().path, u"Music/A/Album (3)/extra.mp3"_s);
    }

    // What its owner deleted on the player takes no place there.
    void skippedIsNotThere()
    {
        device::PlayerProfile profile;
        profile.limits.maxFilesPerFolder = 1;
        const LedgerEntry skipped{.path = u"Music/A/Album/old.mp3"_s, .state = LedgerState::Skipped};
        QCOMPARE(assigned(profile, {skipped}).wanted.first().path, u"Music/A/Album/t0.mp3"_s);
    }

    // A changed song keeps its numbered folder, though there may be room before it; so it does not wander
    // to and fro.
    void changedInNumberedFolder()
    {
        device::PlayerProfile profile;
        profile.limits.maxFilesPerFolder = 3;
        QList<LedgerEntry> ledger = entriesOf(assigned(profile));
        ledger.removeFirst();
        m_bench->changeTrack(m_tracks[5], 12'345);
        m_tracks.removeFirst();
        QCOMPARE(assigned(profile, ledger).wanted[4].path, u"Music/A/Album (2)/t5.mp3"_s);
    }

    // At the top, where no folder can be beside, all files stay.
    void top()
    {
        device::PlayerProfile profile{.pathTemplate = u"{title}"_s};
        profile.limits.maxFilesPerFolder = 3;
        QCOMPARE(assigned(profile).wanted.last().path, u"t6.mp3"_s);
    }

    // A path that cannot be made short enough is named.
    void tooLong()
    {
        device::PlayerProfile profile{.pathTemplate =
                                          u"{album} {album} {album}/"_s.repeated(20) + u"{title}"_s};
        profile.limits.maxPathLength = 64;
        const Selection selection = assigned(profile);
        QVERIFY(selection.wanted.first().obstacle);
        QCOMPARE(selection.wanted.first().obstacle->code, ErrorCode::NameTooLong);
    }

private:
    Selection assigned(const device::PlayerProfile &profile, const QList<LedgerEntry> &ledger = {})
    {
        auto selection = select(m_bench->connection(), {}, m_tracks);
        if (!selection || !assignPaths(m_bench->connection(), *selection, ledger, profile))
            qFatal("paths were not assigned");
        return *selection;
    }

    static QList<LedgerEntry> entriesOf(const Selection &selection)
    {
        QList<LedgerEntry> entries;
        for (const WantedItem &item : selection.wanted)
            entries.append({.path = item.path,
                            .track = item.track,
                            .sizeBytes = item.sizeBytes,
                            .source = item.source,
                            .sourceVersion = item.sourceVersion});
        return entries;
    }

    std::unique_ptr<SyncBench> m_bench;
    QList<TrackId> m_tracks;
};

QTEST_GUILESS_MAIN(AssignPathsTest)
#include "tst_assignpaths.moc"
