// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "query.h"

#include "model/query/querylexer.h"
#include "model/query/queryterm.h"

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

// SQLite refuses expressions more than 1000 deep and patterns longer than 50,000 bytes, and its parser's
// stack was once limited to 100; all of them stay far away. A letter becomes at most some 14 bytes.
constexpr qsizetype maxQueryLength = 3'000;
constexpr int maxTerms = 200;
constexpr int maxDepth = 20;

/// Recursive descent over the tokens, as deep as maxDepth; writes SQL as it goes.
class Parser
{
public:
    Parser(const QString &query, const QList<QueryToken> &tokens, qint64 now)
        : m_query(query), m_tokens(tokens), m_now(now)
    {
    }

    Result<TrackCondition> run()
    {
        if (current().kind == QueryTokenKind::End)
            return TrackCondition{};
        auto sql = alternatives(0);
        if (!sql)
            return std::unexpected(sql.error());
        if (current().kind == QueryTokenKind::Close)
            return queryFailure(m_query, current().position,
                                QueryText::tr("No parenthesis is open that this one could close."));
        return TrackCondition{*sql, m_values};
    }

private:
    const QueryToken &current() const { return m_tokens[m_position]; }

    bool isAtEndOfGroup() const
    {
        return current().kind == QueryTokenKind::End || current().kind == QueryTokenKind::Close;
    }

    /// A or B or C
    Result<QString> alternatives(int depth)
    {
        QStringList parts;
        for (;;) {
            auto part = conjunction(depth);
            if (!part)
                return part;
            parts += *part;
            if (current().kind != QueryTokenKind::Or)
                break;
            ++m_position;
        }
        return parts.size() == 1 ? parts.first() : u'(' + parts.join(" OR "_L1) + u')';
    }

    /// A B and C
    Result<QString> conjunction(int depth)
    {
        QStringList parts;
        bool isMore = true;
        while (isMore) {
            auto part = negation(depth);
            if (!part)
                return part;
            parts += *part;
            if (current().kind == QueryTokenKind::And)
                ++m_position;
            else
                isMore = !isAtEndOfGroup() && current().kind != QueryTokenKind::Or;
        }
        return parts.size() == 1 ? parts.first() : u'(' + parts.join(" AND "_L1) + u')';
    }

    /// -A
    Result<QString> negation(int depth)
    {
        bool isNegated = false;
        for (; current().kind == QueryTokenKind::Not; ++m_position)
            isNegated = !isNegated;
        auto inner = primary(depth);
        if (inner && isNegated)
            return u"NOT ("_s + *inner + u')';
        return inner;
    }

    /// A condition, a word, or a group
    Result<QString> primary(int depth)
    {
        const QueryToken &token = current();
        switch (token.kind) {
        case QueryTokenKind::Word:
        case QueryTokenKind::Condition:
            return term(token);
        case QueryTokenKind::Open:
            return group(token, depth);
        case QueryTokenKind::And:
        case QueryTokenKind::Or:
            return queryFailure(
                m_query, token.position,
                QueryText::tr("A condition is missing before \"%1\"; put it in quotation marks if "
                              "you are looking for the word.")
                    .arg(token.kind == QueryTokenKind::And ? "and"_L1 : "or"_L1));
        case QueryTokenKind::Not:
        case QueryTokenKind::Close:
        case QueryTokenKind::End:
            break;
        }
        return queryFailure(m_query, token.position, QueryText::tr("A condition is missing here."));
    }

    Result<QString> term(const QueryToken &token)
    {
        if (++m_terms > maxTerms)
            return queryFailure(m_query, token.position,
                                QueryText::tr("A query can have at most %n conditions.", nullptr, maxTerms));
        auto condition = compileTerm(m_query, token, m_now);
        if (!condition)
            return std::unexpected(condition.error());
        m_values += condition->values;
        ++m_position;
        return condition->sql;
    }

    Result<QString> group(const QueryToken &open, int depth)
    {
        if (depth == maxDepth)
            return queryFailure(
                m_query, open.position,
                QueryText::tr("Parentheses can be nested at most %n levels deep.", nullptr, maxDepth));
        ++m_position;
        auto inner = alternatives(depth + 1);
        if (!inner)
            return inner;
        if (current().kind != QueryTokenKind::Close)
            return queryFailure(m_query, open.position,
                                QueryText::tr("The parenthesis that opens here is not closed."));
        ++m_position;
        return inner;
    }

    const QString &m_query;
    const QList<QueryToken> &m_tokens;
    qint64 m_now;
    qsizetype m_position = 0;
    int m_terms = 0;
    QVariantList m_values;
};

} // namespace

Result<TrackCondition> compileQuery(const QString &query, qint64 now)
{
    if (query.size() > maxQueryLength)
        return queryFailure(query, maxQueryLength,
                            QueryText::tr("A query can be at most %n characters long.", nullptr,
                                          static_cast<int>(maxQueryLength)));
    const auto tokens = lexQuery(query);
    if (!tokens)
        return std::unexpected(tokens.error());
    return Parser(query, *tokens, now).run();
}

} // namespace tandem::model
