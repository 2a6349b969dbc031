// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/items/playlistmodel.h"
#include "ui/common/playlistpicker.h"
#include "ui/players/errortree.h"
#include "ui/players/syncbox.h"

#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::ui;

namespace {

model::DeviceState partner(model::SyncState state)
{
    model::DeviceState device;
    device.id = PlayerId{1};
    device.isConnected = true;
    device.status = model::PartnershipStatus::PartnershipExists;
    device.syncState = state;
    return device;
}

} // namespace

class SyncBoxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void buttonStartsAndStops();
    void pausesAndResumes();
    void retriesFailures();
    void onlyPartnersStart();
    void showsProgress();
    void groupsErrors();
    void brakeAsksAndGoesOn();
    void checkBoxesArePriorities();
};

// One button starts what is idle and stops what runs.
void SyncBoxTest::buttonStartsAndStops()
{
    SyncBox box;
    auto *button = box.findChild<QPushButton *>(u"startButton"_s);
    QSignalSpy start(&box, &SyncBox::startRequested);
    QSignalSpy stop(&box, &SyncBox::stopRequested);
    box.setDevice(partner(model::SyncState::Idle));
    const QString idleText = button->text();
    button->click();
    QCOMPARE(start.size(), 1);
    box.setDevice(partner(model::SyncState::Synchronizing));
    QVERIFY(button->text() != idleText);
    button->click();
    QCOMPARE(stop.size(), 1);
    box.setDevice(partner(model::SyncState::Stopping));
    QVERIFY(!button->isEnabled());
    QCOMPARE(start.size(), 1);
}

// A second button pauses what runs and resumes what is paused; its words say which, aloud too.
void SyncBoxTest::pausesAndResumes()
{
    SyncBox box;
    auto *button = box.findChild<QPushButton *>(u"pauseButton"_s);
    QSignalSpy pause(&box, &SyncBox::pauseRequested);
    QSignalSpy resume(&box, &SyncBox::resumeRequested);
    box.setDevice(partner(model::SyncState::Idle));
    QVERIFY(!button->isVisibleTo(&box));
    box.setDevice(partner(model::SyncState::Synchronizing));
    QVERIFY(button->isVisibleTo(&box) && button->isEnabled());
    QVERIFY(button->focusPolicy() & Qt::TabFocus);
    const QString text = button->text();
    const QString name = button->accessibleName();
    button->click();
    QCOMPARE(pause.size(), 1);
    box.setDevice(partner(model::SyncState::Paused));
    QVERIFY(button->text() != text && button->accessibleName() != name);
    QVERIFY(box.findChild<QProgressBar *>(u"syncProgressBar"_s)->isVisibleTo(&box));
    // What the worker did last before it halted comes late, and does not hide that it is paused.
    sync::SyncProgress progress;
    progress.phase = sync::SyncProgress::Phase::Copying;
    progress.bytesPerSecond = 1'000'000;
    const QString paused = box.findChild<QLabel *>(u"phaseLabel"_s)->text();
    box.setProgress(progress);
    QCOMPARE(box.findChild<QLabel *>(u"phaseLabel"_s)->text(), paused);
    button->click();
    QCOMPARE(resume.size(), 1);
    QCOMPARE(pause.size(), 1);
    // What is paused can be stopped.
    QSignalSpy stop(&box, &SyncBox::stopRequested);
    box.findChild<QPushButton *>(u"startButton"_s)->click();
    QCOMPARE(stop.size(), 1);
    box.setDevice(partner(model::SyncState::Stopping));
    QVERIFY(!button->isEnabled());
}

// Where something failed, it can be tried again, when the player is there and nothing runs.
void SyncBoxTest::retriesFailures()
{
    SyncBox box;
    auto *button = box.findChild<QPushButton *>(u"retryButton"_s);
    QSignalSpy retry(&box, &SyncBox::retryRequested);
    sync::SyncResult result;
    result.endedAt = 1000;
    box.setDevice(partner(model::SyncState::Idle));
    box.setResult(result);
    QVERIFY(!button->isVisibleTo(&box));
    result.failed = 1;
    result.errors = {{ErrorCode::FileMissing, u"/music/a.mp3"_s, {}}};
    box.setResult(result);
    QVERIFY(button->isVisibleTo(&box) && button->isEnabled());
    button->click();
    QCOMPARE(retry.size(), 1);
    box.setDevice(partner(model::SyncState::Synchronizing));
    QVERIFY(!button->isVisibleTo(&box));
    model::DeviceState away = partner(model::SyncState::Idle);
    away.isConnected = false;
    box.setDevice(away);
    QVERIFY(!button->isEnabled());
}

// A player without a partnership, or that is not there, cannot be synchronized.
void SyncBoxTest::onlyPartnersStart()
{
    SyncBox box;
    auto *button = box.findChild<QPushButton *>(u"startButton"_s);
    model::DeviceState device = partner(model::SyncState::Idle);
    device.isConnected = false;
    box.setDevice(device);
    QVERIFY(!button->isEnabled());
    device.isConnected = true;
    device.status = model::PartnershipStatus::ManualDevice;
    box.setDevice(device);
    QVERIFY(!button->isVisibleTo(&box));
    // What was sent by hand can be stopped.
    device.syncState = model::SyncState::Synchronizing;
    box.setDevice(device);
    QVERIFY(button->isVisibleTo(&box));
}

// While it runs: how far, what, how fast, how long.
void SyncBoxTest::showsProgress()
{
    SyncBox box;
    auto *bar = box.findChild<QProgressBar *>(u"syncProgressBar"_s);
    box.setDevice(partner(model::SyncState::Idle));
    QVERIFY(!bar->isVisibleTo(&box));
    box.setDevice(partner(model::SyncState::Synchronizing));
    QVERIFY(bar->isVisibleTo(&box));
    sync::SyncProgress progress;
    progress.phase = sync::SyncProgress::Phase::Copying;
    progress.percent = 42;
    progress.itemsDone = 3;
    progress.itemsTotal = 7;
    progress.bytesPerSecond = 12'500'000;
    progress.secondsLeft = 95;
    progress.currentItem = u"Music/song.mp3"_s;
    box.setProgress(progress);
    QCOMPARE(bar->value(), 42);
    const QString pace = box.findChild<QLabel *>(u"paceLabel"_s)->text();
    QVERIFY2(pace.contains(u"12.5 MB per second"_s) && pace.contains(u"2 "_s), qPrintable(pace));
    QCOMPARE(box.findChild<QLabel *>(u"currentItemLabel"_s)->toolTip(), u"Music/song.mp3"_s);
}

// Failures are grouped by cause, each with its file's name before its sentence; what was cancelled is none.
void SyncBoxTest::groupsErrors()
{
    SyncBox box;
    box.setDevice(partner(model::SyncState::Idle));
    auto *tree = box.findChild<ErrorTree *>(u"errorTreeWidget"_s);
    QVERIFY(!tree->isVisibleTo(&box));
    sync::SyncResult result;
    result.endedAt = 1000;
    result.failed = 3;
    result.errors = {{ErrorCode::FileMissing, u"/music/a.mp3"_s, {}},
                     {ErrorCode::FileEmpty, u"/music/b.mp3"_s, {}},
                     {ErrorCode::FileMissing, u"/music/c.mp3"_s, {}},
                     {ErrorCode::Cancelled, u"/d"_s, {}}};
    box.setResult(result);
    QVERIFY(tree->isVisibleTo(&box));
    QCOMPARE(tree->topLevelItemCount(), 2);
    QCOMPARE(tree->topLevelItem(0)->childCount(), 2);
    const QTreeWidgetItem *last = tree->topLevelItem(0)->child(1);
    QVERIFY2(last->text(0).startsWith(u"c.mp3 "_s), qPrintable(last->text(0)));
    QVERIFY(last->text(0).endsWith(last->toolTip(0)));
    QVERIFY(last->toolTip(0).contains(u"/music/c.mp3"_s));
    QVERIFY(!box.findChild<QLabel *>(u"resultLabel"_s)->text().isEmpty());
}

// A brake is a question; its answer starts with the owner's word.
void SyncBoxTest::brakeAsksAndGoesOn()
{
    SyncBox box;
    box.setDevice(partner(model::SyncState::Idle));
    auto *frame = box.findChild<QWidget *>(u"questionFrame"_s);
    QVERIFY(!frame->isVisibleTo(&box));
    sync::SyncResult result;
    result.endedAt = 1000;
    result.outcome = sync::SyncOutcome::Failed;
    result.reason = {ErrorCode::BrakeManyDeletions, u"Kitchen"_s, {}};
    box.setResult(result);
    QVERIFY(frame->isVisibleTo(&box));
    QVERIFY(box.findChild<QLabel *>(u"questionLabel"_s)->text().contains(u"Kitchen"_s));
    QSignalSpy goOn(&box, &SyncBox::goOnRequested);
    box.findChild<QPushButton *>(u"goOnButton"_s)->click();
    QCOMPARE(goOn.size(), 1);
    box.setDevice(partner(model::SyncState::Synchronizing));
    QVERIFY(!frame->isVisibleTo(&box));
}

// Boxes and buttons of the list give the playlists in order of priority.
void SyncBoxTest::checkBoxesArePriorities()
{
    PlaylistPicker picker;
    QList<model::Playlist> playlists(3);
    for (int i = 0; i < 3; ++i) {
        playlists[i].id = PlaylistId{i + 1};
        playlists[i].name = QString::number(i + 1);
    }
    picker.model().setPlaylists(playlists, {});
    picker.resize(300, 200);
    picker.show();
    auto *view = picker.findChild<QListView *>(u"playlistChoiceListView"_s);
    auto *up = picker.findChild<QToolButton *>(u"priorityUpButton"_s);
    auto *down = picker.findChild<QToolButton *>(u"priorityDownButton"_s);
    QVERIFY(!up->isEnabled());
    view->setCurrentIndex(picker.model().index(2));
    QTest::keyClick(view, Qt::Key_Space);
    QCOMPARE(picker.model().chosen(), QList<PlaylistId>{PlaylistId{3}});
    view->setCurrentIndex(picker.model().index(0));
    QTest::keyClick(view, Qt::Key_Space);
    QCOMPARE(picker.model().chosen(), QList<PlaylistId>({PlaylistId{1}, PlaylistId{3}}));
    QVERIFY(!up->isEnabled() && down->isEnabled());
    down->click();
    down->click();
    QCOMPARE(picker.model().chosen(), QList<PlaylistId>({PlaylistId{3}, PlaylistId{1}}));
    QCOMPARE(view->currentIndex().row(), 2);
    QVERIFY(!down->isEnabled());
}

QTEST_MAIN(SyncBoxTest)
#include "tst_syncbox.moc"
