// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "songpage.h"

#include "base/text/errortext.h"
#include "model/items/mimedata.h"
#include "model/items/trackmodel.h"
#include "model/library/library.h"
#include "ui/common/icons.h"
#include "ui/songs/songview.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

constexpr int searchDelayMs = 200;

} // namespace

SongPage::SongPage(model::Library &library, QWidget *parent)
    : QWidget(parent),
      m_library(library),
      m_tracks(new model::TrackModel(library.database(), this)),
      m_headingLabel(new QLabel),
      m_ruleLabel(new QLabel),
      m_searchEdit(new QLineEdit),
      m_searchTimer(new QTimer(this)),
      m_stack(new QStackedWidget),
      m_view(new SongView(*m_tracks)),
      m_emptyPage(new QWidget),
      m_emptyLabel(new QLabel),
      m_emptyHintLabel(new QLabel),
      m_addFolderButton(new QPushButton(tr("Add Music Folder…")))
{
    setObjectName(u"songPage"_s);
    setAcceptDrops(true);
    buildWidgets();
    m_searchTimer->setSingleShot(true);
    m_searchTimer->setInterval(searchDelayMs);
    connect(m_searchEdit, &QLineEdit::textChanged, m_searchTimer, qOverload<>(&QTimer::start));
    connect(m_searchEdit, &QLineEdit::returnPressed, this, &SongPage::ask);
    connect(m_searchTimer, &QTimer::timeout, this, &SongPage::ask);
    connect(m_addFolderButton, &QPushButton::clicked, this, &SongPage::addFolderRequested);
    connect(m_tracks, &model::TrackModel::loaded, this, [this] {
        m_failure.clear();
        updateEmptyState();
        Q_EMIT countChanged();
    });
    connect(m_tracks, &model::TrackModel::failed, this, [this](const Error &error) {
        m_failure = errorText(error);
        updateEmptyState();
    });
    connect(m_view, &SongView::tracksDropped, this, &SongPage::tracksDropped);
    connect(m_view, &SongView::filesDropped, this, &SongPage::filesDropped);
    connect(m_view, &SongView::moveRefused, this, [this] {
        Q_EMIT dropRefused(
            m_searchEdit->text().trimmed().isEmpty()
                ? tr("Songs can be moved in the playlist’s own order only: click the heading with the arrow "
                     "until the arrow is gone.")
                : tr("Songs can be moved where the whole playlist is shown: clear the search box."));
    });
    connect(&m_library, &model::Library::scanStarted, this, &SongPage::updateEmptyState);
    connect(&m_library, &model::Library::scanFinished, this, &SongPage::updateEmptyState);
    connect(&m_library, &model::Library::scanFailed, this, &SongPage::updateEmptyState);
    connect(&m_library, &model::Library::foldersChanged, this, &SongPage::updateEmptyState);
}

void SongPage::buildWidgets()
{
    m_headingLabel->setObjectName(u"songHeadingLabel"_s);
    m_headingLabel->setTextFormat(Qt::PlainText);
    m_headingLabel->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QFont headingFont = m_headingLabel->font();
    headingFont.setPointSizeF(headingFont.pointSizeF() * 1.5);
    headingFont.setBold(true);
    m_headingLabel->setFont(headingFont);
    m_ruleLabel->setObjectName(u"ruleLabel"_s);
    m_ruleLabel->setTextFormat(Qt::PlainText);
    m_ruleLabel->setWordWrap(true);
    m_ruleLabel->setForegroundRole(QPalette::PlaceholderText);

    m_searchEdit->setObjectName(u"searchLineEdit"_s);
    m_searchEdit->setPlaceholderText(tr("Search"));
    m_searchEdit->setAccessibleName(tr("Search songs"));
    m_searchEdit->setToolTip(tr("Words are found in title, artist and album. You can also ask for fields: "
                                "genre:jazz year>=1990 added<30d",
                                "the words before the colon and the signs are fixed"));
    m_searchEdit->setClearButtonEnabled(true);
    m_searchEdit->addAction(symbolIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_searchEdit->setMinimumWidth(180);
    m_searchEdit->setMaximumWidth(300);

    m_emptyLabel->setObjectName(u"emptyLabel"_s);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setWordWrap(true);
    m_emptyLabel->setTextFormat(Qt::PlainText);
    QFont emptyFont = m_emptyLabel->font();
    emptyFont.setPointSizeF(emptyFont.pointSizeF() * 1.3);
    m_emptyLabel->setFont(emptyFont);
    m_emptyHintLabel->setObjectName(u"emptyHintLabel"_s);
    m_emptyHintLabel->setAlignment(Qt::AlignCenter);
    m_emptyHintLabel->setWordWrap(true);
    m_emptyHintLabel->setForegroundRole(QPalette::PlaceholderText);
    m_addFolderButton->setObjectName(u"addFolderButton"_s);
    m_addFolderButton->setIcon(symbolIcon(u"folder-add"_s));
    auto *emptyLayout = new QVBoxLayout(m_emptyPage);
    emptyLayout->setContentsMargins(40, 40, 40, 40);
    emptyLayout->addStretch(2);
    emptyLayout->addWidget(m_emptyLabel);
    emptyLayout->addWidget(m_emptyHintLabel);
    emptyLayout->addSpacing(8);
    emptyLayout->addWidget(m_addFolderButton, 0, Qt::AlignHCenter);
    emptyLayout->addStretch(3);

    m_stack->addWidget(m_view);
    m_stack->addWidget(m_emptyPage);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(14, 12, 14, 6);
    top->addWidget(m_headingLabel, 1);
    top->addWidget(m_searchEdit, 1);
    auto *rule = new QHBoxLayout;
    rule->setContentsMargins(14, 0, 14, 8);
    rule->addWidget(m_ruleLabel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addLayout(rule);
    layout->addWidget(m_stack, 1);
}

void SongPage::showSongs()
{
    m_playlist = {};
    show(tr("Songs"));
}

void SongPage::showPlaylist(const model::Playlist &playlist)
{
    m_playlist = playlist;
    show(playlist.name);
}

void SongPage::show(const QString &heading)
{
    m_headingLabel->setText(heading);
    const bool hasRule = m_playlist.id.isValid() && m_playlist.kind == model::PlaylistKind::Auto;
    m_ruleLabel->setText(!hasRule ? QString()
                         : m_playlist.rule.query.isEmpty()
                             ? tr("Auto playlist of all songs")
                             : tr("Auto playlist: %1").arg(m_playlist.rule.query));
    m_ruleLabel->setVisible(hasRule);
    m_view->setTakesSongs(isStaticPlaylist());
    ask();
}

bool SongPage::isStaticPlaylist() const
{
    return m_playlist.id.isValid() && m_playlist.kind == model::PlaylistKind::Static;
}

void SongPage::ask()
{
    m_searchTimer->stop();
    if (m_playlist.id.isValid())
        m_tracks->showPlaylist(m_playlist.id, m_searchEdit->text());
    else
        m_tracks->showLibrary(m_searchEdit->text());
}

void SongPage::refresh()
{
    m_tracks->refresh();
}

void SongPage::focusSearch()
{
    m_searchEdit->setFocus(Qt::ShortcutFocusReason);
    m_searchEdit->selectAll();
}

void SongPage::updateEmptyState()
{
    const bool isEmpty = m_tracks->rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? m_emptyPage : m_view);
    m_addFolderButton->hide();
    if (!isEmpty)
        return;

    const auto folders = model::FolderRepository(m_library.connection()).all();
    const QString search = m_searchEdit->text().trimmed();
    QString text, hint;
    if (!m_failure.isEmpty()) {
        text = m_failure;
    } else if (!folders) {
        text = errorText(folders.error());
    } else if (!search.isEmpty()) {
        text = tr("No song matches “%1”.").arg(search);
        hint = tr("Check the spelling, or clear the search box.");
    } else if (isStaticPlaylist()) {
        text = tr("This playlist is empty.");
        hint = tr("Drag songs onto it, from the table to its name on the left.");
    } else if (folders->isEmpty()) {
        text = tr("Add a music folder to begin.");
        hint = tr("Tandem shows the music of your folders and keeps your players up to date with it. Your "
                  "files are only read.");
        m_addFolderButton->show();
    } else if (m_library.isScanning()) {
        text = tr("Reading your music…");
    } else if (m_playlist.id.isValid()) {
        text = tr("No song fits this auto playlist.");
        hint = tr("Change its query in the Playlist menu.");
    } else {
        text = tr("No music was found in your folders.");
        hint = tr("Put music into them and rescan, or add another folder.");
        m_addFolderButton->show();
    }
    m_emptyLabel->setText(text);
    m_emptyHintLabel->setText(hint);
    m_emptyHintLabel->setVisible(!hint.isEmpty());
}

/// Beside the table there is no place to move songs to, so that a playlist takes none of its own there.
bool SongPage::takesDrop(const QMimeData *mime) const
{
    if (model::trackIdsFromMimeData(mime).isEmpty())
        return mime->hasUrls();
    return isStaticPlaylist() && model::playlistLinesFromMimeData(mime).playlist != m_playlist.id;
}

void SongPage::dragEnterEvent(QDragEnterEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(takesDrop(event->mimeData()));
}

void SongPage::dropEvent(QDropEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(takesDrop(event->mimeData()));
    if (!event->isAccepted())
        return;
    if (const auto tracks = model::trackIdsFromMimeData(event->mimeData()); !tracks.isEmpty())
        Q_EMIT tracksDropped(tracks);
    else
        Q_EMIT filesDropped(event->mimeData()->urls());
}

} // namespace tandem::ui
