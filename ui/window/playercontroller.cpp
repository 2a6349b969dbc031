// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playercontroller.h"

#include "model/library/library.h"
#include "sync/service/syncservice.h"
#include "ui/common/messages.h"
#include "ui/players/partnershipwizard.h"
#include "ui/window/edithistory.h"
#include "ui/window/edits.h"

#include <QApplication>
#include <QEvent>
#include <QFileDialog>

using namespace Qt::StringLiterals;

namespace tandem::ui {

PlayerController::PlayerController(model::Library &library, sync::SyncService &service, EditHistory &history,
                                   QWidget *window)
    : QObject(window), m_library(library), m_service(service), m_history(history), m_window(window)
{
    window->installEventFilter(this);
    connect(&m_service, &sync::SyncService::newPlayerConnected, this, &PlayerController::setUp);
}

bool PlayerController::eventFilter(QObject *watched, QEvent *event)
{
    // The dialog that was in the way is gone; it is still being closed, though.
    if (event->type() == QEvent::WindowUnblocked)
        QMetaObject::invokeMethod(this, &PlayerController::openNext, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void PlayerController::addFolder()
{
    auto *dialog = new QFileDialog(m_window, tr("Add Folder as Player"));
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const auto id = m_service.addFolder(path);
        if (id)
            Q_EMIT playerAdded(*id);
        else
            showError(m_window, id.error());
    });
    dialog->open();
}

void PlayerController::setUp(PlayerId id)
{
    if (!m_waiting.contains(id) && !(m_wizard && m_wizard->player() == id))
        m_waiting += id;
    // Not from within the signal: whoever said so may not be done.
    QMetaObject::invokeMethod(this, &PlayerController::openNext, Qt::QueuedConnection);
}

void PlayerController::openNext()
{
    if (m_wizard || m_waiting.isEmpty() || QApplication::activeModalWidget())
        return;
    const PlayerId id = m_waiting.takeFirst();
    if (!m_service.player(id).isConnected) {
        // Taken away while it waited; its next connection asks again.
        openNext();
        return;
    }
    Q_EMIT wizardOpened(id);
    m_wizard = new PartnershipWizard(m_library, m_service, id, m_window);
    connect(m_wizard, &QDialog::finished, this, [this, id] {
        m_wizard = nullptr;
        Q_EMIT wizardClosed(id);
        QMetaObject::invokeMethod(this, &PlayerController::openNext, Qt::QueuedConnection);
    });
    m_wizard->open();
}

QString PlayerController::nameOf(PlayerId id) const
{
    const model::DeviceState device = m_service.player(id);
    return device.friendlyName.isEmpty() ? device.name : device.friendlyName;
}

void PlayerController::rename(PlayerId id)
{
    askText(m_window, tr("Rename Player"), tr("New name:"), nameOf(id), [this, id](const QString &name) {
        if (auto done = m_service.rename(id, name); !done)
            showError(m_window, done.error());
    });
}

void PlayerController::endPartnership(PlayerId id)
{
    askQuestion(
        m_window, tr("End Partnership"),
        tr("End the partnership with “%1”? It no longer synchronizes. The files that Tandem placed on it "
           "stay there.")
            .arg(nameOf(id)),
        tr("End Partnership"), [this, id] {
            m_service.deletePartnership(id).then(this, [this](const Result<void> &done) {
                if (!done)
                    showError(m_window, done.error());
            });
        });
}

void PlayerController::forget(PlayerId id)
{
    askQuestion(m_window, tr("Forget Player"),
                tr("Forget “%1”? A partnership with it ends, and it leaves the list. Its files stay.")
                    .arg(nameOf(id)),
                tr("Forget"), [this, id] {
                    m_service.forget(id).then(this, [this](const Result<void> &done) {
                        if (!done)
                            showError(m_window, done.error());
                    });
                });
}

void PlayerController::take(PlayerId id, const QList<TrackId> &tracks, const QList<PlaylistId> &playlists,
                            const QStringList &files)
{
    const bool isPartner = m_service.player(id).status == model::PartnershipStatus::PartnershipExists;
    if (isPartner && !playlists.isEmpty())
        choose(id, playlists);
    else if (!playlists.isEmpty() || !tracks.isEmpty() || !files.isEmpty())
        m_service.send(id, tracks, playlists, files);
}

void PlayerController::choose(PlayerId id, const QList<PlaylistId> &playlists)
{
    const auto rules = m_service.settings(id);
    if (!rules)
        return showError(m_window, rules.error());
    QList<PlaylistId> chosen = rules->playlists;
    QStringList names;
    for (const PlaylistId playlist : playlists) {
        const auto found = m_library.playlist(playlist);
        if (!found)
            return showError(m_window, found.error());
        names += found->name;
        if (!chosen.contains(playlist))
            chosen += playlist;
    }
    const QString name = QLocale().createSeparatedList(names);
    if (chosen == rules->playlists)
        return Q_EMIT done(tr("“%1” is among the playlists of “%2” already.").arg(name, nameOf(id)));
    if (auto set = m_service.setPlaylists(id, chosen); !set)
        return showError(m_window, set.error());
    m_history.add(std::make_unique<EditOfChoice>(m_service, id, rules->playlists, chosen),
                  tr("Choose Playlist"),
                  tr("“%1” is among the playlists of “%2” now.").arg(name, nameOf(id)));
    // Where nothing synchronizes by itself, dropping is asking for it.
    if (!m_service.isSyncOnConnect(id).value_or(true))
        m_service.startSync(id);
}

} // namespace tandem::ui
