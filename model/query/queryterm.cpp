// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "queryterm.h"

#include "model/query/quantity.h"
#include "model/query/queryfields.h"
#include "model/query/textcondition.h"

#include <QDateTime>
#include <limits>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

// The name under which a file is, for tracks without a title; SQLite cannot search backwards.
constexpr auto fileNameExpression = "substr(path, length(rtrim(path, replace(path, '/', ''))) + 1)"_L1;

QLatin1StringView sqlOperator(QueryOperator comparison)
{
    switch (comparison) {
    case QueryOperator::Contains:
    case QueryOperator::Is:
        return "="_L1;
    case QueryOperator::IsNot:
        return "<>"_L1;
    case QueryOperator::Less:
        return "<"_L1;
    case QueryOperator::LessOrEqual:
        return "<="_L1;
    case QueryOperator::Greater:
        return ">"_L1;
    case QueryOperator::GreaterOrEqual:
        return ">="_L1;
    }
    Q_UNREACHABLE_RETURN("="_L1);
}

bool isEquality(QueryOperator comparison)
{
    return comparison == QueryOperator::Contains || comparison == QueryOperator::Is ||
           comparison == QueryOperator::IsNot;
}

TrackCondition negated(TrackCondition condition)
{
    condition.sql = u"NOT ("_s + condition.sql + u')';
    return condition;
}

/// Compiles one token; knows what errors refer to.
class TermCompiler
{
public:
    TermCompiler(const QString &query, const QueryToken &token, qint64 now)
        : m_query(query), m_token(token), m_now(now)
    {
    }

    Result<TrackCondition> compile() const
    {
        if (m_token.kind == QueryTokenKind::Word)
            return word();
        const QueryField *field = queryField(m_token.field);
        if (!field)
            return unknownField();
        switch (field->kind) {
        case QueryField::Kind::Text:
        case QueryField::Kind::Place:
            return text(*field);
        case QueryField::Kind::Number:
        case QueryField::Kind::KnownNumber:
            return number(*field);
        case QueryField::Kind::Duration:
            return quantity(
                *field, parseDuration(m_token.value, false),
                QueryText::tr("\"%1\" is not a duration; write for example 90s, 5min, 1h or 4:30."));
        case QueryField::Kind::Size:
            return quantity(*field, parseSize(m_token.value, false),
                            QueryText::tr("\"%1\" is not a size; write for example 500KB, 10MB or 1.5GB."));
        case QueryField::Kind::Time:
            return time(*field);
        case QueryField::Kind::Format:
            return format(field->expression);
        }
        Q_UNREACHABLE_RETURN(unknownField());
    }

private:
    std::unexpected<Error> failedAtValue(const QString &reason) const
    {
        return queryFailure(m_query, m_token.valuePosition, reason);
    }

    std::unexpected<Error> unknownField() const
    {
        const QString name = m_token.field.first(std::min<qsizetype>(m_token.field.size(), 40));
        const QString suggestion = nearestQueryField(m_token.field);
        return queryFailure(
            m_query, m_token.position,
            suggestion.isEmpty()
                ? QueryText::tr("There is no field \"%1\".").arg(name)
                : QueryText::tr("There is no field \"%1\". Did you mean \"%2\"?").arg(name, suggestion));
    }

    TrackCondition word() const
    {
        TrackCondition found;
        for (const QLatin1StringView column : {"title"_L1, "artist"_L1, "album"_L1}) {
            const TrackCondition one = textContains(column, m_token.value);
            found.sql += one.sql + u" OR "_s;
            found.values += one.values;
        }
        const TrackCondition name = textContains(fileNameExpression, m_token.value);
        found.sql = u'(' + found.sql + u"(title = '' AND "_s + name.sql + u"))"_s;
        found.values += name.values;
        return found;
    }

    using TextTest = TrackCondition (*)(const QString &, const QString &);

    /// A folder that moves, or is taken out of the library and added again elsewhere, takes no song out of an
    /// auto playlist: a song is known by the places where it was, too.
    TrackCondition holds(const QueryField &field, TextTest test) const
    {
        const TrackCondition now = test(field.expression, m_token.value);
        if (field.kind != QueryField::Kind::Place)
            return now;
        const TrackCondition before = test(u"former_tracks.path"_s, m_token.value);
        return {
            u'(' + now.sql +
                u" OR EXISTS (SELECT 1 FROM former_tracks WHERE former_tracks.track_id = songs.id AND "_s +
                before.sql + u"))"_s,
            now.values + before.values};
    }

    Result<TrackCondition> text(const QueryField &field) const
    {
        switch (m_token.comparison) {
        case QueryOperator::Contains:
            return holds(field, textContains);
        case QueryOperator::Is:
            return holds(field, textIs);
        case QueryOperator::IsNot:
            return negated(holds(field, textIs));
        default:
            return queryFailure(
                m_query, m_token.position,
                QueryText::tr("\"%1\" is a text: use \":\", \"=\" or \"!=\".").arg(m_token.field.toLower()));
        }
    }

    TrackCondition compared(const QueryField &field, qint64 value) const
    {
        const TrackCondition plain{field.expression + u' ' + sqlOperator(m_token.comparison) + u" ?"_s,
                                   {value}};
        // What is greater than something is known.
        const bool mayBeUnknown =
            m_token.comparison == QueryOperator::Less || m_token.comparison == QueryOperator::LessOrEqual;
        const bool hasUnknown = field.kind == QueryField::Kind::KnownNumber ||
                                field.kind == QueryField::Kind::Duration ||
                                field.kind == QueryField::Kind::Time;
        if (!hasUnknown || !mayBeUnknown)
            return plain;
        return {u'(' + field.expression + u" > 0 AND "_s + plain.sql + u')', plain.values};
    }

    /// Whether the field lies between @p from (included) and @p to (not included).
    static TrackCondition within(const QueryField &field, qint64 from, qint64 to)
    {
        return {u"(%1 >= ? AND %1 < ?)"_s.arg(field.expression), {from, to}};
    }

    Result<TrackCondition> number(const QueryField &field) const
    {
        const auto value = parseWholeNumber(m_token.value);
        if (!value)
            return failedAtValue(QueryText::tr("\"%1\" is not a whole number.").arg(shownValue()));
        return compared(field, *value);
    }

    /// "Is 3min" holds from 3:00 to 3:59, "is 10MB" up to the next megabyte: what the unit says.
    Result<TrackCondition> quantity(const QueryField &field, std::optional<Quantity> value,
                                    const QString &complaint) const
    {
        if (!value)
            return failedAtValue(complaint.arg(shownValue()));
        if (!isEquality(m_token.comparison) || value->granularity == 1)
            return compared(field, value->amount);
        if (value->amount > std::numeric_limits<qint64>::max() - value->granularity)
            return failedAtValue(complaint.arg(shownValue()));
        const auto found = within(field, value->amount, value->amount + value->granularity);
        return m_token.comparison == QueryOperator::IsNot ? negated(found) : found;
    }

    Result<TrackCondition> time(const QueryField &field) const
    {
        if (const auto before = ageStart())
            return age(field, *before);
        const auto period = dates();
        if (!period)
            return failedAtValue(
                QueryText::tr("\"%1\" is neither an age such as 12h, 30d, 2w, 6m or 1y nor a "
                              "date such as 2024-05-01, 2024-05 or 2024.")
                    .arg(shownValue()));
        switch (m_token.comparison) {
        case QueryOperator::Contains:
        case QueryOperator::Is:
            return within(field, period->first, period->second);
        case QueryOperator::IsNot:
            return negated(within(field, period->first, period->second));
        case QueryOperator::Less:
        case QueryOperator::GreaterOrEqual:
            return compared(field, period->first);
        case QueryOperator::LessOrEqual: // the last second that the date holds
        case QueryOperator::Greater:
            return compared(field, period->second - 1);
        }
        Q_UNREACHABLE_RETURN(compared(field, period->first));
    }

    /// A smaller age is a later time. What never happened has no age.
    Result<TrackCondition> age(const QueryField &field, qint64 before) const
    {
        switch (m_token.comparison) {
        case QueryOperator::Less:
            return TrackCondition{field.expression + u" > ?"_s, {before}};
        case QueryOperator::Contains:
        case QueryOperator::LessOrEqual:
            return TrackCondition{field.expression + u" >= ?"_s, {before}};
        case QueryOperator::Greater:
            return TrackCondition{u"(%1 > 0 AND %1 < ?)"_s.arg(field.expression), {before}};
        case QueryOperator::GreaterOrEqual:
            return TrackCondition{u"(%1 > 0 AND %1 <= ?)"_s.arg(field.expression), {before}};
        case QueryOperator::Is:
        case QueryOperator::IsNot:
            break;
        }
        return queryFailure(m_query, m_token.position,
                            QueryText::tr("An age is compared with \"<\", \"<=\", \">\" or \">=\"."));
    }

    /// The time that lies as far back as the value says; nullopt if it is no age.
    std::optional<qint64> ageStart() const
    {
        const QString &value = m_token.value;
        if (value.size() < 2)
            return std::nullopt;
        const auto count = parseWholeNumber(QStringView(value).chopped(1));
        if (!count)
            return std::nullopt;
        // So far back that it is before 1970 in any unit, and still a date that Qt can count.
        const qint64 hours = std::min<qint64>(*count, 1'000'000);
        const int n = static_cast<int>(std::min<qint64>(*count, 50'000));
        const QDateTime now = QDateTime::fromSecsSinceEpoch(m_now);
        QDateTime start;
        switch (value.back().toLower().unicode()) {
        case u'h':
            start = now.addSecs(-hours * 3600);
            break;
        case u'd':
            start = now.addDays(-n);
            break;
        case u'w':
            start = now.addDays(-n * 7);
            break;
        case u'm':
            start = now.addMonths(-n);
            break;
        case u'y':
            start = now.addYears(-n);
            break;
        default:
            return std::nullopt;
        }
        return std::max<qint64>(start.toSecsSinceEpoch(), 0);
    }

    /// The seconds from the beginning of the day, month or year to that of the next one, in local time;
    /// nullopt if the value is no date.
    std::optional<std::pair<qint64, qint64>> dates() const
    {
        const QString &value = m_token.value;
        const QList<QStringView> parts = QStringView(value).split(u'-');
        QList<int> numbers;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            const auto part = parseWholeNumber(parts[i]);
            if (!part || parts[i].size() > (i == 0 ? 4 : 2) || (i == 0 && parts[i].size() != 4))
                return std::nullopt;
            numbers += static_cast<int>(*part);
        }
        if (numbers.size() > 3)
            return std::nullopt;
        const QDate first(numbers[0], numbers.value(1, 1), numbers.value(2, 1));
        if (!first.isValid())
            return std::nullopt;
        const QDate next = numbers.size() == 1   ? first.addYears(1)
                           : numbers.size() == 2 ? first.addMonths(1)
                                                 : first.addDays(1);
        return std::pair(first.startOfDay().toSecsSinceEpoch(), next.startOfDay().toSecsSinceEpoch());
    }

    Result<TrackCondition> format(const QString &expression) const
    {
        if (!isEquality(m_token.comparison))
            return queryFailure(m_query, m_token.position,
                                QueryText::tr("A format has no order: use \":\", \"=\" or \"!=\"."));
        const auto found = queryFormat(m_token.value);
        if (!found)
            return failedAtValue(QueryText::tr("There is no format \"%1\". Known are: %2.")
                                     .arg(shownValue(), queryFormatNames().join(", "_L1)));
        return TrackCondition{expression + u' ' + sqlOperator(m_token.comparison) + u" ?"_s,
                              {static_cast<int>(*found)}};
    }

    QString shownValue() const { return m_token.value.first(std::min<qsizetype>(m_token.value.size(), 40)); }

    const QString &m_query;
    const QueryToken &m_token;
    qint64 m_now;
};

} // namespace

Result<TrackCondition> compileTerm(const QString &query, const QueryToken &token, qint64 now)
{
    return TermCompiler(query, token, now).compile();
}

} // namespace tandem::model
