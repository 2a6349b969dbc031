// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "stockrules.h"

#include "model/playlists/playlistrepository.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

struct StockName {
    QLatin1StringView id;
    const char *name;
};

/// The names stand here, and not with the rules, for the sake of the translators.
constexpr std::array stockNames{
    StockName{"rated-5"_L1, QT_TRANSLATE_NOOP("tandem::sync::StockRules", "Rated 5 stars")},
    StockName{"added-last-month"_L1,
              QT_TRANSLATE_NOOP("tandem::sync::StockRules", "Added in the last month")},
    StockName{"rated-4-5"_L1, QT_TRANSLATE_NOOP("tandem::sync::StockRules", "Rated 4 or 5 stars")},
    StockName{"played-last-month"_L1,
              QT_TRANSLATE_NOOP("tandem::sync::StockRules", "Played in the last month")},
    StockName{"most-played"_L1, QT_TRANSLATE_NOOP("tandem::sync::StockRules", "Most played")},
    StockName{"all-music"_L1, QT_TRANSLATE_NOOP("tandem::sync::StockRules", "All music")},
};

QString nameOf(const QString &stockId)
{
    const auto found = std::ranges::find_if(stockNames, [&](const StockName &n) { return n.id == stockId; });
    return found == stockNames.end() ? stockId
                                     : QCoreApplication::translate("tandem::sync::StockRules", found->name);
}

model::AutoRule ruleFrom(const QJsonObject &object)
{
    QString sort = object["sort"_L1].toString();
    model::AutoRule rule{.query = object["match"_L1].toString()};
    rule.order.isDescending = sort.endsWith(u'-');
    if (rule.order.isDescending)
        sort.chop(1);
    const auto field = model::trackFieldFromName(sort);
    const auto limit = model::parseLimit(object["limit"_L1].toString());
    Q_ASSERT_X(field && limit, "stockPlaylists", "a stock rule in the resources is damaged");
    rule.order.field = field.value_or(model::TrackField::Artist);
    rule.limit = limit.value_or(model::PlaylistLimit{});
    return rule;
}

PlaylistId idOf(const QList<model::Playlist> &library, const QString &stockId)
{
    const auto found = std::ranges::find(library, stockId, &model::Playlist::stockId);
    return found == library.end() ? PlaylistId{} : found->id;
}

} // namespace

QList<model::Playlist> stockPlaylists()
{
    QFile file(u":/stock-playlists.json"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "stockPlaylists", "the stock rules are missing from the resources");
    const QJsonArray stored = isOpen ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
    QList<model::Playlist> playlists;
    for (const auto &entry : stored) {
        const QJsonObject object = entry.toObject();
        const QString id = object["id"_L1].toString();
        playlists.append({.name = nameOf(id),
                          .kind = model::PlaylistKind::Auto,
                          .rule = ruleFrom(object),
                          .isSyncOnly = true,
                          .origin = model::PlaylistOrigin::Stock,
                          .stockId = id});
    }
    return playlists;
}

Result<QList<PlaylistId>> ensureStockPlaylists(model::Connection &connection)
{
    model::PlaylistRepository repository(connection);
    const auto library = repository.all();
    if (!library)
        return std::unexpected(library.error());
    QList<PlaylistId> ids;
    const QList<model::Playlist> wanted = stockPlaylists();
    for (const model::Playlist &playlist : wanted) {
        PlaylistId id = idOf(*library, playlist.stockId);
        if (!id.isValid()) {
            const auto made = repository.createOwn(playlist);
            if (!made)
                return std::unexpected(made.error());
            id = *made;
        }
        ids.append(id);
    }
    return ids;
}

QList<PlaylistId> withNewPlaylists(const QList<PlaylistId> &chosen, const QList<model::Playlist> &library)
{
    QList<PlaylistId> playlists;
    QList<PlaylistId> others = chosen;
    const auto first = std::ranges::find(library, chosen.value(0), &model::Playlist::id);
    if (first != library.end() && first->origin == model::PlaylistOrigin::Sent)
        playlists.append(others.takeFirst());
    for (const model::Playlist &playlist : library) {
        if (playlist.origin == model::PlaylistOrigin::Person && !chosen.contains(playlist.id))
            playlists.append(playlist.id);
    }
    return playlists + others;
}

} // namespace tandem::sync
