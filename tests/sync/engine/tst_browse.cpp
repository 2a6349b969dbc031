// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/engine/browse.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

QStringList paths(const BrowseResult &result)
{
    QStringList found;
    for (const BrowsedObject &object : result.objects)
        found.append(object.path);
    return found;
}

} // namespace

class BrowseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_player = FakeStorage();
        m_player.put(u"b/2"_s, "two");
        m_player.put(u"b/1/x"_s, "x");
        m_player.put(u"a"_s, "one");
    }

    // One folder, or all below it: every folder before what lies in it, in the order of names.
    void listsInOrder()
    {
        const auto top = browse(m_player, {}, {});
        QVERIFY(top);
        QCOMPARE(paths(*top), QStringList({u"a"_s, u"b"_s}));
        QVERIFY(top->objects.last().isFolder);
        QCOMPARE(top->objects.first().sizeBytes, 3);
        const auto all = browse(m_player, {.isRecursive = true}, {});
        QVERIFY(all);
        QCOMPARE(paths(*all), QStringList({u"a"_s, u"b"_s, u"b/1"_s, u"b/1/x"_s, u"b/2"_s}));
        QVERIFY(!all->isCutShort);
        QCOMPARE(paths(browse(m_player, {.folder = u"b/1"_s}, {}).value_or(BrowseResult{})),
                 QStringList({u"b/1/x"_s}));
    }

    // There is an end to it, and it is told.
    void isBounded()
    {
        const auto some = browse(m_player, {.isRecursive = true}, {}, 3);
        QVERIFY(some);
        QCOMPARE(some->objects.size(), 3);
        QVERIFY(some->isCutShort);
    }

    // A stop request ends it; a folder that is not there is an error.
    void ends()
    {
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(browse(m_player, {}, stop.get_token()).error().code, ErrorCode::Cancelled);
        QCOMPARE(browse(m_player, {.folder = u"c"_s}, {}).error().code, ErrorCode::FileMissing);
    }

private:
    FakeStorage m_player;
};

QTEST_GUILESS_MAIN(BrowseTest)
#include "tst_browse.moc"
