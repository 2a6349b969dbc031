// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/tracks/trackrepository.h"
#include "windowfixture.h"

#include <QAction>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::test;

namespace {

constexpr int songs = 5;

/// Songs of which no two are alike; from the song @p others on, they are no other folder's either.
void writeSongs(const QString &folder, int others = songs)
{
    QByteArray frame = QByteArray::fromHex("fffb9000");
    frame.resize(417, '\0');
    QDir().mkpath(folder);
    for (int i = 0; i < songs; ++i) {
        QFile file(folder + u"/song%1.mp3"_s.arg(i));
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(frame.repeated(40 + i + (i < others ? 0 : songs))) < 0)
            qFatal("song");
    }
}

} // namespace

/// Music folders in the window: those that are not there, and those that are added.
class FolderControllerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void awayFolderIsShownUntilItIsBack();
    void pageGoesWithItsFolder();
    void comingBackIsNoticed();
    void foundFolderKeepsItsSongs();
    void someOfItsSongsAsk();
    void noneOfItsSongsChangeNothing();
    void placeOnPlayerIsRefused();
    void asksWhichOfSeveral();
    void addingMovedFolderAsks_data();
    void addingMovedFolderAsks();
    void addingOtherFolderDoesNotAsk();
    void droppedFoldersAreAskedAboutInTurn();
    void closedWindowIsNotAnswered();

private:
    QString path(const QString &name) const
    {
        return QDir(m_fixture->directory.path()).canonicalPath() + u'/' + name;
    }
    void add(const QString &name) const;
    void scan() const;
    /// The folder is elsewhere, or not at all, and the library knows.
    void takeAway(const QString &name, const QString &to) const;
    QAction *action(const QString &name) const { return m_fixture->find<QAction>(name); }
    void drop(const QStringList &names) const;
    QStringList folders() const;
    QStringList shownFolders() const;
    QTreeWidget *sidebar() const { return m_fixture->find<QTreeWidget>(u"sidebarTreeWidget"_s); }
    QWidget *page() const { return m_fixture->find<QWidget>(u"awayFolderPage"_s); }
    void showAwayFolder() const { sidebar()->setCurrentItem(sidebar()->topLevelItem(0)->child(1)); }
    void choose(const QString &place) const;
    QMessageBox *question() const;
    QString said() const { return m_fixture->find<QLabel>(u"messageLabel"_s)->text(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

void FolderControllerTest::init()
{
    m_fixture = std::make_unique<WindowFixture>(false);
    writeSongs(path(u"old"_s));
    add(u"old"_s);
}

void FolderControllerTest::add(const QString &name) const
{
    QSignalSpy finished(m_fixture->library.get(), &model::Library::scanFinished);
    QVERIFY(m_fixture->library->addFolder(path(name)));
    QVERIFY(waitFor([&] { return !finished.isEmpty(); }));
}

void FolderControllerTest::scan() const
{
    QSignalSpy finished(m_fixture->library.get(), &model::Library::scanFinished);
    m_fixture->library->startScan();
    QVERIFY(waitFor([&] { return !finished.isEmpty() && !m_fixture->library->isScanning(); }));
}

void FolderControllerTest::takeAway(const QString &name, const QString &to) const
{
    QVERIFY(QDir().rename(path(name), path(to)));
    scan();
    QVERIFY(shownFolders().contains(name));
}

void FolderControllerTest::drop(const QStringList &names) const
{
    QList<QUrl> urls;
    for (const QString &name : names)
        urls += QUrl::fromLocalFile(path(name));
    QMimeData data;
    data.setUrls(urls);
    QVERIFY(test::drop(sidebar()->viewport(), sidebar()->visualItemRect(sidebar()->topLevelItem(0)).center(),
                       data));
}

QStringList FolderControllerTest::folders() const
{
    QStringList paths;
    const auto all = model::FolderRepository(m_fixture->library->connection()).all();
    for (const model::LibraryFolder &folder : all.value())
        paths += folder.path;
    return paths;
}

QStringList FolderControllerTest::shownFolders() const
{
    QStringList names;
    const QTreeWidgetItem *section = sidebar()->topLevelItem(0);
    for (int i = 1; i < section->childCount(); ++i)
        names += section->child(i)->text(0);
    return names;
}

/// Answers the dialog that asks for a folder.
void FolderControllerTest::choose(const QString &place) const
{
    QFileDialog *dialog = nullptr;
    QVERIFY(waitFor([&] { return (dialog = m_fixture->find<QFileDialog>(u"fileDialog"_s)) != nullptr; }));
    dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(place);
    static_cast<QDialog *>(dialog)->accept();
    QVERIFY(waitFor([&] { return m_fixture->find<QFileDialog>(u"fileDialog"_s) == nullptr; }));
}

/// What is asked, once it is; null if nothing is.
QMessageBox *FolderControllerTest::question() const
{
    QMessageBox *box = nullptr;
    waitFor([&] { return (box = m_fixture->find<QMessageBox>(u"messageBox"_s)) != nullptr; });
    return box;
}

// A folder that is not there is in the sidebar, with a page that says so and offers to find it, until it is
// back.
void FolderControllerTest::awayFolderIsShownUntilItIsBack()
{
    QVERIFY(shownFolders().isEmpty());
    QVERIFY(!action(u"findFolderAction"_s)->isEnabled());
    takeAway(u"old"_s, u"elsewhere"_s);
    QCOMPARE(shownFolders(), QStringList{u"old"_s});
    QVERIFY(action(u"findFolderAction"_s)->isEnabled());
    QVERIFY(!page()->isVisible());
    showAwayFolder();
    QVERIFY(page()->isVisible());
    QVERIFY(m_fixture->find<QPushButton>(u"findFolderButton"_s)->isVisible());
    QCOMPARE(m_fixture->find<QLabel>(u"awayFolderPathLabel"_s)->text(), path(u"old"_s));
    action(u"findAction"_s)->trigger();
    QVERIFY(!page()->isVisible());
    showAwayFolder();

    QVERIFY(QDir().rename(path(u"elsewhere"_s), path(u"old"_s)));
    scan();
    QVERIFY(shownFolders().isEmpty());
    QVERIFY(!action(u"findFolderAction"_s)->isEnabled());
    QVERIFY(!page()->isVisible());
    QCOMPARE(sidebar()->currentItem(), sidebar()->topLevelItem(0)->child(0));
}

// A folder's page goes with it, also when it is not what is selected any more.
void FolderControllerTest::pageGoesWithItsFolder()
{
    takeAway(u"old"_s, u"elsewhere"_s);
    showAwayFolder();
    sidebar()->setCurrentItem(nullptr);
    QVERIFY(page()->isVisible());
    QVERIFY(QDir().rename(path(u"elsewhere"_s), path(u"old"_s)));
    scan();
    QVERIFY(!page()->isVisible());
}

// Who renames a folder back and returns to the window needs to say nothing.
void FolderControllerTest::comingBackIsNoticed()
{
    takeAway(u"old"_s, u"elsewhere"_s);
    QVERIFY(QDir().rename(path(u"elsewhere"_s), path(u"old"_s)));
    Q_EMIT qApp->applicationStateChanged(Qt::ApplicationActive);
    QVERIFY(waitFor([&] { return shownFolders().isEmpty(); }));
}

// A folder that was found has the songs that it had, playlists have them too, and nothing is read as new.
void FolderControllerTest::foundFolderKeepsItsSongs()
{
    const model::TrackRepository tracks(m_fixture->library->connection());
    const auto before = tracks.ids({}, {}).value();
    QCOMPARE(before.size(), songs);
    const auto playlist = answerOf(m_fixture->library->createPlaylist(u"Morning"_s, before));
    QVERIFY(playlist);
    takeAway(u"old"_s, u"new"_s);
    showAwayFolder();
    QSignalSpy scanned(m_fixture->library.get(), &model::Library::scanFinished);
    m_fixture->find<QPushButton>(u"findFolderButton"_s)->click();
    choose(path(u"new"_s));
    QVERIFY(waitFor([&] { return !scanned.isEmpty(); }));
    QCOMPARE(scanned.first().first().value<model::ScanReport>().added, 0);
    QVERIFY(!m_fixture->find<QMessageBox>(u"messageBox"_s));
    QVERIFY(shownFolders().isEmpty());
    QVERIFY(!page()->isVisible());
    QCOMPARE(folders(), QStringList{path(u"new"_s)});
    QCOMPARE(tracks.ids({}, {}).value(), before);
    QCOMPARE(model::PlaylistRepository(m_fixture->library->connection()).trackIds(playlist->id()).value(),
             before);
    QVERIFY(said().contains(path(u"old"_s)) && said().contains(path(u"new"_s)));
}

// Where only some of a folder's songs are, it goes after a yes.
void FolderControllerTest::someOfItsSongsAsk()
{
    takeAway(u"old"_s, u"elsewhere"_s);
    writeSongs(path(u"some"_s), 1);
    for (const bool isYes : {false, true}) {
        action(u"findFolderAction"_s)->trigger();
        choose(path(u"some"_s));
        QMessageBox *box = question();
        QVERIFY(box);
        QVERIFY(box->text().contains(path(u"some"_s)));
        QCOMPARE(folders(), QStringList{path(u"old"_s)});
        isYes ? box->findChild<QPushButton *>(u"yesButton"_s)->click() : box->reject();
        QVERIFY(waitFor([&] { return !m_fixture->find<QMessageBox>(u"messageBox"_s); }));
    }
    QVERIFY(waitFor([&] { return folders() == QStringList{path(u"some"_s)}; }));
    QVERIFY(waitFor([&] { return shownFolders().isEmpty(); }));
}

// Where none of its songs is, a folder does not go; another place can be chosen.
void FolderControllerTest::noneOfItsSongsChangeNothing()
{
    takeAway(u"old"_s, u"new"_s);
    writeSongs(path(u"other"_s), 0);
    action(u"findFolderAction"_s)->trigger();
    choose(path(u"other"_s));
    QMessageBox *box = question();
    QVERIFY(box);
    QCOMPARE(folders(), QStringList{path(u"old"_s)});
    QCOMPARE(shownFolders(), QStringList{u"old"_s});
    box->findChild<QPushButton *>(u"yesButton"_s)->click();
    choose(path(u"new"_s));
    QVERIFY(waitFor([&] { return folders() == QStringList{path(u"new"_s)}; }));
}

// A folder is not said to be where a player is.
void FolderControllerTest::placeOnPlayerIsRefused()
{
    QVERIFY(m_fixture->addPlayer().isValid());
    takeAway(u"old"_s, u"player/Music"_s);
    action(u"findFolderAction"_s)->trigger();
    choose(path(u"player/Music"_s));
    QVERIFY(question());
    QCOMPARE(folders(), QStringList{path(u"old"_s)});
}

// Of several folders that are not there, the command asks which.
void FolderControllerTest::asksWhichOfSeveral()
{
    writeSongs(path(u"second"_s), 0);
    add(u"second"_s);
    takeAway(u"old"_s, u"elsewhere"_s);
    takeAway(u"second"_s, u"new"_s);
    action(u"findFolderAction"_s)->trigger();
    auto *input = m_fixture->find<QInputDialog>(u"inputDialog"_s);
    QVERIFY(input);
    QCOMPARE(input->comboBoxItems(), QStringList({path(u"old"_s), path(u"second"_s)}));
    input->setTextValue(path(u"second"_s));
    input->accept();
    choose(path(u"new"_s));
    QVERIFY(waitFor([&] { return folders() == QStringList({path(u"new"_s), path(u"old"_s)}); }));
    QVERIFY(waitFor([&] { return shownFolders() == QStringList{u"old"_s}; }));
}

void FolderControllerTest::addingMovedFolderAsks_data()
{
    QTest::addColumn<bool>("isDropped");
    QTest::addColumn<QString>("button");
    QTest::addColumn<QStringList>("after");
    QTest::newRow("moved") << false << u"yesButton"_s << QStringList{u"new"_s};
    QTest::newRow("moved, dropped") << true << u"yesButton"_s << QStringList{u"new"_s};
    QTest::newRow("another") << false << u"noButton"_s << QStringList{u"new"_s, u"old"_s};
    QTest::newRow("another, dropped") << true << u"noButton"_s << QStringList{u"new"_s, u"old"_s};
    QTest::newRow("neither") << false << QString() << QStringList{u"old"_s};
}

// A folder that is added and looks like one that is not there is asked about, and nothing is done before.
void FolderControllerTest::addingMovedFolderAsks()
{
    QFETCH(const bool, isDropped);
    QFETCH(const QString, button);
    QFETCH(QStringList, after);
    takeAway(u"old"_s, u"new"_s);
    if (isDropped) {
        drop({u"new"_s});
    } else {
        action(u"addFolderAction"_s)->trigger();
        choose(path(u"new"_s));
    }
    QMessageBox *box = question();
    QVERIFY(box);
    QVERIFY(box->text().contains(path(u"old"_s)) && box->text().contains(path(u"new"_s)));
    QCOMPARE(folders(), QStringList{path(u"old"_s)});
    button.isEmpty() ? box->reject() : box->findChild<QPushButton *>(button)->click();
    for (QString &name : after)
        name = path(name);
    QVERIFY(waitFor([&] { return folders() == after; }));
    QVERIFY(waitFor([&] { return shownFolders().isEmpty() == (button == u"yesButton"_s); }));
}

// A folder that looks like no other is added without a question.
void FolderControllerTest::addingOtherFolderDoesNotAsk()
{
    takeAway(u"old"_s, u"elsewhere"_s);
    writeSongs(path(u"other"_s), 0);
    drop({u"other"_s});
    QVERIFY(waitFor([&] { return folders() == QStringList({path(u"old"_s), path(u"other"_s)}); }));
    QVERIFY(!m_fixture->find<QMessageBox>(u"messageBox"_s));
}

// Of folders that are dropped together, the next is looked at when the one before is settled.
void FolderControllerTest::droppedFoldersAreAskedAboutInTurn()
{
    takeAway(u"old"_s, u"new"_s);
    writeSongs(path(u"copy"_s));
    writeSongs(path(u"other"_s), 0);
    drop({u"new"_s, u"copy"_s, u"other"_s});
    QMessageBox *box = question();
    QVERIFY(box);
    QCOMPARE(m_fixture->window->findChildren<QMessageBox *>(u"messageBox"_s).size(), 1);
    box->findChild<QPushButton *>(u"yesButton"_s)->click();
    const QStringList all{path(u"copy"_s), path(u"new"_s), path(u"other"_s)};
    QVERIFY(waitFor([&] { return folders() == all; }));
    QVERIFY(!m_fixture->find<QMessageBox>(u"messageBox"_s));
}

// What is answered when the window is gone concerns nobody, nor does a question that went with it.
void FolderControllerTest::closedWindowIsNotAnswered()
{
    takeAway(u"old"_s, u"new"_s);
    drop({u"new"_s});
    m_fixture->window.reset();
    QVERIFY(answerOf(m_fixture->library->folderMovedTo(path(u"new"_s))));
    QCoreApplication::processEvents();

    m_fixture->window = std::make_unique<ui::MainWindow>(*m_fixture->library, *m_fixture->service);
    m_fixture->window->show();
    drop({u"new"_s});
    QVERIFY(question());
    m_fixture->window.reset();
    QCoreApplication::processEvents();
    QCOMPARE(folders(), QStringList{path(u"old"_s)});
}

QTEST_MAIN(FolderControllerTest)
#include "tst_foldercontroller.moc"
