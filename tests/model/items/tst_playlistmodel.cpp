// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/items/playlistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

QList<Playlist> playlists(std::initializer_list<qint64> ids)
{
    QList<Playlist> result;
    for (const qint64 id : ids) {
        Playlist playlist;
        playlist.id = PlaylistId{id};
        playlist.name = QString::number(id);
        result += playlist;
    }
    return result;
}

QList<PlaylistId> ids(std::initializer_list<qint64> values)
{
    QList<PlaylistId> result;
    for (const qint64 value : values)
        result += PlaylistId{value};
    return result;
}

QList<PlaylistId> rowsOf(const PlaylistModel &model)
{
    QList<PlaylistId> result;
    for (int row = 0; row < model.rowCount(); ++row)
        result += model.playlistAt(row);
    return result;
}

} // namespace

class PlaylistModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsChosenFirst();
    void checkingGivesPriorities();
    void movingGivesPriorities();
    void movesRows_data();
    void movesRows();
    void keepsRowsWhenOnlyNamesChange();
};

// Chosen playlists stand first, in their priority; those that are gone are no longer chosen.
void PlaylistModelTest::showsChosenFirst()
{
    PlaylistModel model;
    const QAbstractItemModelTester tester(&model);
    QSignalSpy chosen(&model, &PlaylistModel::chosenChanged);
    model.setPlaylists(playlists({1, 2, 3, 4}), ids({4, 9, 2}));
    QCOMPARE(rowsOf(model), ids({4, 2, 1, 3}));
    QCOMPARE(model.chosen(), ids({4, 2}));
    QCOMPARE(model.index(1).data(PlaylistModel::PriorityRole).toInt(), 2);
    QCOMPARE(model.index(2).data(PlaylistModel::PriorityRole).toInt(), 0);
    QCOMPARE(chosen.size(), 0);
}

// The check boxes say what synchronizes; its priority is its place among the checked ones.
void PlaylistModelTest::checkingGivesPriorities()
{
    PlaylistModel model;
    const QAbstractItemModelTester tester(&model);
    model.setPlaylists(playlists({1, 2, 3}), {});
    QSignalSpy chosen(&model, &PlaylistModel::chosenChanged);
    QVERIFY(model.setData(model.index(2), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(model.chosen(), ids({3}));
    QVERIFY(model.setData(model.index(0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(model.chosen(), ids({1, 3}));
    QCOMPARE(model.index(2).data(PlaylistModel::PriorityRole).toInt(), 2);
    QVERIFY(model.setData(model.index(0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(chosen.size(), 2);
    QVERIFY(model.setData(model.index(0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.chosen(), ids({3}));
    QCOMPARE(chosen.size(), 3);
    QVERIFY(!model.setData(model.index(0), u"name"_s, Qt::EditRole));
}

// Moving a checked playlist past another checked one changes what is chosen, past others it does not.
void PlaylistModelTest::movingGivesPriorities()
{
    PlaylistModel model;
    const QAbstractItemModelTester tester(&model);
    model.setPlaylists(playlists({1, 2, 3}), ids({1, 2}));
    QSignalSpy chosen(&model, &PlaylistModel::chosenChanged);
    model.moveUp(1);
    QCOMPARE(model.chosen(), ids({2, 1}));
    QCOMPARE(chosen.size(), 1);
    model.moveDown(1);
    QCOMPARE(rowsOf(model), ids({2, 3, 1}));
    QCOMPARE(chosen.size(), 1);
    QVERIFY(!model.canMoveUp(0));
    QVERIFY(!model.canMoveDown(2));
    model.moveUp(0);
    model.moveDown(2);
    model.moveUp(-1);
    QCOMPARE(rowsOf(model), ids({2, 3, 1}));
}

void PlaylistModelTest::movesRows_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("to");
    QTest::addColumn<QList<PlaylistId>>("expected");
    QTest::newRow("to the end") << 0 << 1 << 4 << ids({2, 3, 4, 1});
    QTest::newRow("to the start") << 3 << 1 << 0 << ids({4, 1, 2, 3});
    QTest::newRow("two down") << 0 << 2 << 3 << ids({3, 1, 2, 4});
    QTest::newRow("two up") << 2 << 2 << 1 << ids({1, 3, 4, 2});
    QTest::newRow("onto itself") << 1 << 1 << 2 << ids({1, 2, 3, 4});
    QTest::newRow("beyond the end") << 3 << 2 << 0 << ids({1, 2, 3, 4});
}

// Rows move as views ask for it; impossible moves are refused.
void PlaylistModelTest::movesRows()
{
    QFETCH(const int, from);
    QFETCH(const int, count);
    QFETCH(const int, to);
    PlaylistModel model;
    const QAbstractItemModelTester tester(&model);
    model.setPlaylists(playlists({1, 2, 3, 4}), {});
    model.moveRows({}, from, count, {}, to);
    QTEST(rowsOf(model), "expected");
}

// A new name does not make the list jump while someone works in it.
void PlaylistModelTest::keepsRowsWhenOnlyNamesChange()
{
    PlaylistModel model;
    model.setPlaylists(playlists({1, 2, 3}), ids({1}));
    model.moveDown(0);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QList<Playlist> renamed = playlists({1, 2, 3});
    renamed[0].name = u"new"_s;
    model.setPlaylists(renamed, ids({1}));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(rowsOf(model), ids({2, 1, 3}));
    QCOMPARE(model.index(1).data().toString(), u"new"_s);
    model.setPlaylists(playlists({1, 2}), ids({1}));
    QCOMPARE(reset.size(), 1);
    QCOMPARE(rowsOf(model), ids({1, 2}));
}

QTEST_GUILESS_MAIN(PlaylistModelTest)
#include "tst_playlistmodel.moc"
