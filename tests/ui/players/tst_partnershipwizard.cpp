// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/items/playlistmodel.h"
#include "model/library/library.h"
#include "sync/ledger/marker.h"
#include "sync/players/playerrepository.h"
#include "sync/players/stockrules.h"
#include "sync/service/syncservice.h"
#include "ui/players/partnershipwizard.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QRadioButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;
using namespace tandem;

namespace {

bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 10'000);
}

/// A library with a song, two playlists and a folder that plays the player, and the wizard for it.
struct Fixture {
    QTemporaryDir directory;
    model::Database database = model::Database::open(directory.filePath(u"data"_s)).value();
    std::unique_ptr<model::Library> library;
    std::unique_ptr<sync::SyncService> service;
    PlayerId player;
    QPointer<ui::PartnershipWizard> wizard;

    explicit Fixture(const QByteArray &marker = {})
    {
        library = std::make_unique<model::Library>(database);
        addSong();
        for (const QString &name : {u"Evening"_s, u"Running"_s}) {
            if (!answerOf(library->createPlaylist(name, {TrackId{1}})))
                qFatal("playlist");
        }
        service = std::make_unique<sync::SyncService>(database, nullptr);
        const QString path = directory.filePath(u"player"_s);
        QDir().mkpath(path + u"/.tandem"_s);
        if (!marker.isEmpty())
            writeFile(path + u'/' + QString::fromLatin1(sync::markerPath), marker);
        player = service->addFolder(path).value_or(PlayerId());
        if (!waitFor([this] { return service->player(player).isConnected; }))
            qFatal("player");
    }

    ~Fixture() { delete wizard; }

    void addSong() const
    {
        model::Connection connection(database);
        model::Query query(
            connection,
            u"INSERT INTO tracks(id, folder_id, path, size_bytes, modified_ns, added_at, format, title, "
            u"artist,"
            " album, album_artist, genre, composer, year, track_number, disc_number, duration_ms, "
            "bitrate_kbps,"
            " sample_rate_hz, channels)"
            " VALUES(1, 1, 'a.mp3', 1000, 0, 0, 1, 'a', 'b', '', '', '', '', 0, 0, 0, 0, 0, 0, 0)"_s);
        if (!connection.execute(u"INSERT INTO folders(id, path) VALUES(1, '/music')"_s) || !query.run())
            qFatal("song");
    }

    static void writeFile(const QString &path, const QByteArray &data)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size())
            qFatal("writing");
    }

    void open()
    {
        wizard = new ui::PartnershipWizard(*library, *service, player);
        wizard->show();
    }
    template <class T>
    T *find(const QString &name) const
    {
        return wizard->currentPage()->findChild<T *>(name);
    }
    void choose(const QString &name) const { find<QRadioButton>(name)->click(); }
    bool isChosen(const QString &name) const { return find<QRadioButton>(name)->isChecked(); }
    QAbstractItemModel *rows() const { return find<QListView>(u"playlistChoiceListView"_s)->model(); }
    QList<PlaylistId> chosenRows() const { return qobject_cast<model::PlaylistModel *>(rows())->chosen(); }
    bool finish() const
    {
        if (!wizard->currentPage()->isFinalPage())
            return false;
        wizard->button(QWizard::FinishButton)->click();
        return waitFor([this] { return wizard == nullptr || !wizard->isVisible(); });
    }
    sync::PartnershipSettings settings() const
    {
        return service->settings(player).value_or(sync::PartnershipSettings{});
    }
    model::PartnershipStatus status() const { return service->player(player).status; }
    bool isDeclined() const
    {
        return sync::PlayerRepository(library->connection()).player(player)->isDeclined;
    }
    QByteArray markerOnPlayer() const
    {
        QFile file(directory.filePath(u"player/"_s + QString::fromLatin1(sync::markerPath)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QList<PlaylistId> stock() const
    {
        return sync::ensureStockPlaylists(library->connection()).value_or(QList<PlaylistId>());
    }
};

QByteArray foreignMarker()
{
    return sync::formatMarker({.libraryId = u"99999999-2222-3333-4444-555555555555"_s,
                               .libraryName = u"anna on laptop"_s,
                               .playerUuid = u"11111111-2222-3333-4444-555555555555"_s,
                               .partnershipIndex = 2,
                               .generation = 7});
}

} // namespace

class PartnershipWizardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The suggested way is chosen beforehand: by hand for a player that is small or whose size is not known;
    // what a person clicked stays.
    void suggestion()
    {
        Fixture fixture;
        const qint64 total = fixture.service->player(fixture.player).totalBytes;
        fixture.open();
        const QString suggested = total > 4'000'000'000 ? u"automaticRadioButton"_s : u"manualRadioButton"_s;
        QVERIFY(waitFor([&] { return fixture.isChosen(suggested); }));
        QVERIFY(
            fixture.wizard->findChild<QRadioButton *>(u"manualRadioButton"_s)->text().contains(u"hand"_s));
    }

    // The default playlists are what a new player gets if nothing else is said: the library's own and the
    // stock ones, and those that follow.
    void defaultPlaylists()
    {
        Fixture fixture;
        fixture.open();
        fixture.choose(u"automaticRadioButton"_s);
        fixture.wizard->next();
        QVERIFY(fixture.isChosen(u"defaultRulesRadioButton"_s));
        QVERIFY(!fixture.find<QWidget>(u"playlistChoiceListView"_s)->isEnabled());
        const QList<PlaylistId> offered = fixture.chosenRows();
        QCOMPARE(offered.size(), 2 + fixture.stock().size());
        fixture.wizard->next();
        QVERIFY(fixture.finish());
        QVERIFY(fixture.settings().hasDefaultRules);
        QCOMPARE(fixture.settings().playlists, offered);
        QVERIFY(fixture.settings().fill == sync::Fill::None);
        QVERIFY(answerOf(fixture.library->createPlaylist(u"Later"_s, {})));
        QCOMPARE(fixture.settings().playlists.size(), offered.size() + 1);
    }

    // Who chooses begins with the default playlists and changes them; going back and forth forgets nothing.
    void chosenPlaylists()
    {
        Fixture fixture;
        fixture.open();
        fixture.choose(u"automaticRadioButton"_s);
        fixture.wizard->next();
        fixture.choose(u"chosenPlaylistsRadioButton"_s);
        QVERIFY(fixture.find<QWidget>(u"playlistChoiceListView"_s)->isEnabled());
        for (int row = fixture.rows()->rowCount() - 1; row > 0; --row)
            QVERIFY(
                fixture.rows()->setData(fixture.rows()->index(row, 0), Qt::Unchecked, Qt::CheckStateRole));
        const QList<PlaylistId> chosen = fixture.chosenRows();
        QCOMPARE(chosen.size(), 1);
        fixture.choose(u"defaultRulesRadioButton"_s);
        QVERIFY(fixture.chosenRows().size() > 1);
        fixture.choose(u"chosenPlaylistsRadioButton"_s);
        QCOMPARE(fixture.chosenRows(), chosen);
        fixture.wizard->next();
        fixture.find<QSpinBox>(u"wizardReserveSpinBox"_s)->setValue(12);
        fixture.find<QComboBox>(u"wizardFillComboBox"_s)->setCurrentIndex(2);
        QVERIFY(fixture.finish());
        QVERIFY(!fixture.settings().hasDefaultRules);
        QCOMPARE(fixture.settings().playlists, chosen);
        QCOMPARE(fixture.settings().reservePercent, 12);
        QVERIFY(fixture.settings().fill == sync::Fill::Rating);

        // Opened again, the wizard shows what was chosen, and asks nothing that was decided.
        fixture.open();
        QVERIFY(fixture.isChosen(u"automaticRadioButton"_s));
        QVERIFY(!fixture.find<QRadioButton>(u"notNowRadioButton"_s)->isVisible());
        fixture.wizard->next();
        QVERIFY(fixture.isChosen(u"chosenPlaylistsRadioButton"_s));
        QCOMPARE(fixture.chosenRows(), chosen);
        fixture.wizard->next();
        QCOMPARE(fixture.find<QSpinBox>(u"wizardReserveSpinBox"_s)->value(), 12);
        QCOMPARE(fixture.find<QComboBox>(u"wizardFillComboBox"_s)->currentIndex(), 2);
    }

    // Another library's player is taken over only if that is chosen; the page says whose it is.
    void takeOver()
    {
        Fixture fixture(foreignMarker());
        QVERIFY(fixture.status() == model::PartnershipStatus::PartnershipAnother);
        fixture.open();
        QVERIFY(fixture.wizard->currentPage()->title().contains(u"anna on laptop"_s));
        QVERIFY(fixture.isChosen(u"thisSessionRadioButton"_s));
        fixture.choose(u"takeOverRadioButton"_s);
        QVERIFY(!fixture.wizard->currentPage()->isFinalPage());
        fixture.wizard->next();
        fixture.choose(u"automaticRadioButton"_s);
        fixture.wizard->next();
        fixture.wizard->next();
        QVERIFY(fixture.finish());
        QVERIFY(fixture.status() == model::PartnershipStatus::PartnershipExists);
        QCOMPARE(sync::parseMarker(fixture.markerOnPlayer())->libraryId, fixture.database.libraryId());
    }

    // For this time only: nothing is remembered, here or on the player.
    void thisSession()
    {
        Fixture fixture(foreignMarker());
        fixture.open();
        fixture.choose(u"thisSessionRadioButton"_s);
        QVERIFY(fixture.finish());
        QVERIFY(fixture.status() == model::PartnershipStatus::PartnershipAnother);
        QVERIFY(!fixture.isDeclined());
        QCOMPARE(fixture.markerOnPlayer(), foreignMarker());
    }

    // "Do not ask again" is remembered.
    void leftAlone()
    {
        Fixture fixture(foreignMarker());
        fixture.open();
        fixture.choose(u"foreignNotNowRadioButton"_s);
        QVERIFY(fixture.finish());
        QVERIFY(fixture.isDeclined());
        QCOMPARE(fixture.markerOnPlayer(), foreignMarker());
    }
};

QTEST_MAIN(PartnershipWizardTest)
#include "tst_partnershipwizard.moc"
