// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistrules.h"

#include "model/db/database.h"
#include "model/query/query.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct PlaylistRulesText {
    Q_DECLARE_TR_FUNCTIONS(tandem::model::PlaylistRulesText)
};

constexpr qsizetype maxNameLength = 255;

} // namespace

QString foldedPlaylistName(const QString &name)
{
    // Upper case first: it knows that ß is SS.
    return name.toUpper().toCaseFolded().normalized(QString::NormalizationForm_C);
}

Result<QString> checkedPlaylistName(const QString &name)
{
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return failure(ErrorCode::InvalidArgument, name, PlaylistRulesText::tr("A playlist needs a name."));
    if (trimmed.size() > maxNameLength)
        return failure(ErrorCode::InvalidArgument, trimmed.first(maxNameLength) + u'…',
                       PlaylistRulesText::tr("A playlist's name can be at most %n characters long.", nullptr,
                                             maxNameLength));
    const bool hasControl = std::ranges::any_of(trimmed, [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
               c.category() == QChar::Separator_Paragraph;
    });
    if (hasControl)
        return failure(
            ErrorCode::InvalidArgument, name,
            PlaylistRulesText::tr("A playlist's name cannot hold line breaks or control characters."));
    return trimmed;
}

Result<void> checkAutoRule(const AutoRule &rule)
{
    if (auto condition = compileQuery(rule.query, QDateTime::currentSecsSinceEpoch()); !condition)
        return std::unexpected(condition.error());
    const PlaylistLimit &limit = rule.limit;
    const bool isTooLarge = limit.unit == LimitUnit::Items && limit.amount > std::numeric_limits<int>::max();
    if (limit.unit != LimitUnit::None && (limit.amount <= 0 || isTooLarge))
        return failure(ErrorCode::InvalidArgument, QString::number(limit.amount),
                       PlaylistRulesText::tr("This is no possible limit of an auto playlist."));
    return {};
}

Result<QList<TrackId>> tracksWithinLimit(Connection &connection, const TrackCondition &condition,
                                         QList<TrackId> ids, const PlaylistLimit &limit)
{
    const bool isBytes = limit.unit == LimitUnit::Bytes;
    Query query(connection, u"SELECT id, %1 FROM songs WHERE (%2)"_s.arg(
                                isBytes ? "size_bytes"_L1 : "duration_ms"_L1,
                                condition.sql.isEmpty() ? u"1"_s : condition.sql));
    for (int i = 0; i < condition.values.size(); ++i)
        query.bindAt(i, condition.values[i]);
    QHash<TrackId, qint64> amounts;
    const auto done =
        query.each([&](const Row &row) { amounts.insert(TrackId{row.integer(0)}, row.integer(1)); });
    if (!done)
        return std::unexpected(done.error());

    qint64 left = limit.amount;
    if (!isBytes)
        left = std::min(left, std::numeric_limits<qint64>::max() / 1000) * 1000;
    qsizetype count = 0;
    for (; count < ids.size(); ++count) {
        left -= std::max<qint64>(amounts.value(ids[count]), 0);
        if (left < 0)
            break;
    }
    ids.resize(count);
    return ids;
}

} // namespace tandem::model
