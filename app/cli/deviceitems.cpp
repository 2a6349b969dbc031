// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/devicecommands.h"
#include "app/cli/playersession.h"
#include "model/playlists/playlistrepository.h"
#include "model/tracks/trackrepository.h"
#include "sync/ledger/itemstate.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

using sync::ItemState;

QString stateName(ItemState state)
{
    switch (state) {
    case ItemState::Other:
        return u"other"_s;
    case ItemState::DidNotFit:
        return u"didNotFit"_s;
    case ItemState::OnPlayer:
        return u"onPlayer"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString stateText(ItemState state)
{
    switch (state) {
    case ItemState::Other:
        return CommandLine::tr("not on it");
    case ItemState::DidNotFit:
        return CommandLine::tr("did not fit");
    case ItemState::OnPlayer:
        return CommandLine::tr("on it");
    }
    Q_UNREACHABLE_RETURN({});
}

QHash<TrackId, model::Track> tracksOf(model::Connection &connection, const QList<sync::ItemStateRow> &states)
{
    QList<TrackId> ids;
    for (const sync::ItemStateRow &state : states)
        ids.append(state.track);
    QHash<TrackId, model::Track> tracks;
    const auto found = model::TrackRepository(connection).tracks(ids).value_or(QList<model::Track>());
    for (const model::Track &track : found)
        tracks.insert(track.id, track);
    return tracks;
}

/// Tracks with their states on this player, and in JSON on all partnered ones.
int showItems(CommandContext &context, model::Connection &connection, const QList<sync::ItemStateRow> &states)
{
    const auto tracks = tracksOf(connection, states);
    const sync::ItemStateRepository repository(connection);
    QJsonArray items;
    QList<QStringList> rows{
        {CommandLine::tr("On the player"), CommandLine::tr("Artist"), CommandLine::tr("Title")}};
    QHash<ItemState, int> counts;
    for (const sync::ItemStateRow &row : states) {
        const model::Track track = tracks.value(row.track);
        ++counts[row.state];
        rows.append({stateText(row.state), track.tags.artist, track.displayTitle()});
        if (!context.output.isJson())
            continue;
        const auto bits = repository.syncStateBits(row.track);
        if (!bits)
            return context.output.fail(bits.error());
        items.append(QJsonObject{{u"id"_s, row.track.value},
                                 {u"title"_s, track.displayTitle()},
                                 {u"artist"_s, track.tags.artist},
                                 {u"state"_s, stateName(row.state)},
                                 {u"syncState"_s, static_cast<qint64>(*bits)}});
    }
    if (!states.isEmpty())
        context.output.table(rows);
    context.output.line(
        CommandLine::tr("Of %n item(s), %1 are on the player, %2 did not fit, and %3 are not on it "
                        "for other reasons.",
                        nullptr, static_cast<int>(states.size()))
            .arg(counts.value(ItemState::OnPlayer))
            .arg(counts.value(ItemState::DidNotFit))
            .arg(counts.value(ItemState::Other)));
    context.output.json({{u"items"_s, items}});
    return Done;
}

} // namespace

int listDeviceItems(CommandContext &context, const QStringList &arguments)
{
    const auto names = parseNames(arguments);
    if (!names)
        return context.output.usage(names.error().detail);
    if (names->isEmpty() || names->size() > 2)
        return context.output.usage(usageOf(u"device items DEVICE [PLAYLIST]"_s));
    PlayerSession session(context);
    const auto id = session.find(names->first());
    if (!id)
        return context.output.fail(id.error());
    model::Connection connection(context.database);
    std::optional<PlaylistId> playlist;
    if (names->size() == 2) {
        const auto found = model::PlaylistRepository(connection).byName(names->last());
        if (!found)
            return context.output.fail(found.error());
        playlist = found->id;
    }
    const auto states = session.service().itemStates(*id, playlist);
    if (!states)
        return context.output.fail(states.error());
    return showItems(context, connection, *states);
}

} // namespace tandem::app
