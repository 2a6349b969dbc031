// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/session/playlistwriter.h"
#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

using Fault = FakeStorage::Fault;

class PlaylistWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_storage = std::make_unique<FakeStorage>();
        const LedgerEntry entry = ledgerEntryFor(file(u"old"_s, "content"), LedgerState::Placed, false);
        m_storage->put(entry.path, "content");
        QVERIFY(LedgerRepository(m_bench->connection()).put(m_bench->player(), {&entry, 1}));
    }

    // Renamed, a playlist keeps its content; the ledger knows the new name alone.
    void renamed()
    {
        QVERIFY(carryOut(renaming()));
        QCOMPARE(m_storage->contents(), (Contents{{u"new"_s, "content"}}));
        QCOMPARE(m_bench->ledger().size(), 1);
        QCOMPARE(m_bench->ledger()[0], ledgerEntryFor(file(u"new"_s, "content"), LedgerState::Placed, false));
    }

    // Cut off anywhere, each file that is there is whole and known by its name and content.
    void cutOff_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("killed before") << Fault::KillBefore;
        QTest::newRow("killed after") << Fault::KillAfter;
        QTest::newRow("power cut") << Fault::PowerCut;
        QTest::newRow("unplugged") << Fault::Unplug;
        QTest::newRow("failed") << Fault::Failed;
    }
    void cutOff()
    {
        QFETCH(Fault, fault);
        const FakeStorage before = *m_storage;
        const QList<LedgerEntry> ledger = m_bench->ledger();
        for (int call = 1; call <= 3; ++call) { // the move, writing another one, the flush
            *m_storage = before;
            LedgerRepository repository(m_bench->connection());
            QVERIFY(repository.clear(m_bench->player()));
            QVERIFY(repository.put(m_bench->player(), ledger));
            PlaylistPlan plan = renaming();
            plan.write.append(file(u"another"_s, "other content"));
            m_storage->failAt(call, fault, static_cast<quint32>(call));
            try {
                (void)carryOut(plan);
            } catch (const Killed &) {
            }
            m_storage->repair();
            const Contents contents = m_storage->contents();
            for (const auto &[path, content] : contents.asKeyValueRange()) {
                const LedgerEntry entry = m_bench->ledgerEntry(path);
                QVERIFY2(!entry.path.isEmpty(), qPrintable(path));
                QCOMPARE(entry.sourceVersion, contentHash(content));
            }
        }
    }

    // Where the old file is not, the new one is written.
    void nothingToRename()
    {
        m_storage->erase(u"old"_s);
        QVERIFY(carryOut(renaming()));
        QCOMPARE(m_storage->contents(), (Contents{{u"new"_s, "content"}}));
        QCOMPARE(m_bench->ledger().size(), 1);
    }

    // A name that the owner has taken meanwhile stays the owner's; the old file stays Tandem's.
    void nameTakenMeanwhile()
    {
        m_storage->put(u"new"_s, "the owner's");
        const auto failed = carryOut(renaming());
        QVERIFY(failed);
        QCOMPARE(failed->size(), 1);
        QCOMPARE(failed->first().code, ErrorCode::NameTaken);
        QCOMPARE(m_storage->contents(), (Contents{{u"new"_s, "the owner's"}, {u"old"_s, "content"}}));
        QCOMPARE(m_bench->ledgerEntry(u"old"_s).state, LedgerState::Placed);
    }

    // One that cannot be written keeps no other from being written, renamed or removed.
    void othersGoOn_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("failed") << ErrorCode::DeviceFailed;
        QTest::newRow("full") << ErrorCode::DeviceFull;
        QTest::newRow("protected") << ErrorCode::DeviceReadOnly;
    }
    void othersGoOn()
    {
        QFETCH(ErrorCode, code);
        m_storage->put(u"gone"_s, "gone");
        const LedgerEntry gone = ledgerEntryFor(file(u"gone"_s, "gone"), LedgerState::Placed, false);
        QVERIFY(LedgerRepository(m_bench->connection()).put(m_bench->player(), {&gone, 1}));
        PlaylistPlan plan = renaming();
        plan.write = {file(u"broken"_s, "x"), file(u"another"_s, "y")};
        plan.remove = {gone};
        m_storage->failPath(u"broken"_s, code);
        const auto failed = carryOut(plan);
        QVERIFY(failed);
        QCOMPARE(failed->size(), 1);
        QCOMPARE(failed->first().code, code);
        QCOMPARE(m_storage->contents(), (Contents{{u"another"_s, "y"}, {u"new"_s, "content"}}));
        QCOMPARE(m_bench->ledgerEntry(u"another"_s).state, LedgerState::Placed);
        QCOMPARE(m_bench->ledgerEntry(u"new"_s).state, LedgerState::Placed);
        QCOMPARE(m_bench->ledgerEntry(u"broken"_s).state, LedgerState::Pending);
        QCOMPARE(m_bench->ledger().size(), 3);
    }

private:
    using Contents = QMap<QString, QByteArray>;

    static PlaylistFile file(const QString &path, const QByteArray &content)
    {
        return {.id = PlaylistId{path == u"another"_s ? 2 : 1}, .path = path, .content = content};
    }
    PlaylistPlan renaming()
    {
        PlaylistPlan plan;
        plan.move.append({m_bench->ledgerEntry(u"old"_s), file(u"new"_s, "content")});
        return plan;
    }
    Result<QList<Error>> carryOut(const PlaylistPlan &plan)
    {
        LedgerRepository ledger(m_bench->connection());
        return PlaylistWriter(*m_storage, ledger, m_bench->player()).carryOut(plan, m_bench->ledger(), false);
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<FakeStorage> m_storage;
};

QTEST_GUILESS_MAIN(PlaylistWriterTest)
#include "tst_playlistwriter.moc"
