// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "querylexer.h"

#include <array>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

/// The longer ones first: "<=" is not "<" followed by "=".
constexpr std::array<std::pair<QLatin1StringView, QueryOperator>, 7> operators{{
    {"!="_L1, QueryOperator::IsNot},
    {"<="_L1, QueryOperator::LessOrEqual},
    {">="_L1, QueryOperator::GreaterOrEqual},
    {":"_L1, QueryOperator::Contains},
    {"="_L1, QueryOperator::Is},
    {"<"_L1, QueryOperator::Less},
    {">"_L1, QueryOperator::Greater},
}};

class Lexer
{
public:
    explicit Lexer(const QString &query) : m_query(query) {}

    Result<QList<QueryToken>> run()
    {
        for (skipSpaces(); !isAtEnd(); skipSpaces()) {
            if (auto done = readToken(); !done)
                return std::unexpected(done.error());
        }
        m_tokens.append({.kind = QueryTokenKind::End, .position = m_query.size()});
        return m_tokens;
    }

private:
    bool isAtEnd() const { return m_position >= m_query.size(); }
    QChar current() const { return m_query[m_position]; }
    QStringView rest() const { return QStringView(m_query).sliced(m_position); }
    auto failed(qsizetype position, const QString &reason) const
    {
        return queryFailure(m_query, position, reason);
    }

    void skipSpaces()
    {
        while (!isAtEnd() && current().isSpace())
            ++m_position;
    }

    void append(QueryTokenKind kind, qsizetype length)
    {
        m_tokens.append({.kind = kind, .position = m_position});
        m_position += length;
    }

    std::optional<std::pair<QLatin1StringView, QueryOperator>> operatorHere() const
    {
        for (const auto &candidate : operators) {
            if (rest().startsWith(candidate.first))
                return candidate;
        }
        return std::nullopt;
    }

    Result<void> readToken()
    {
        if (current() == u'(') {
            append(QueryTokenKind::Open, 1);
            return {};
        }
        if (current() == u')') {
            append(QueryTokenKind::Close, 1);
            return {};
        }
        if (current() == u'-') {
            if (m_position + 1 == m_query.size() || m_query[m_position + 1].isSpace())
                return failed(m_position,
                              QueryText::tr("\"-\" must stand directly before what it excludes."));
            append(QueryTokenKind::Not, 1);
            return {};
        }
        if (const auto found = operatorHere())
            return failed(m_position,
                          QueryText::tr("The name of a field is missing before \"%1\".").arg(found->first));
        return readWordOrCondition();
    }

    Result<void> readWordOrCondition()
    {
        QueryToken token{.kind = QueryTokenKind::Word, .position = m_position, .valuePosition = m_position};
        const bool isQuoted = current() == u'"';
        if (isQuoted) {
            auto text = readQuoted();
            if (!text)
                return std::unexpected(text.error());
            token.value = *text;
        } else {
            token.value = readWhile([this] { return !operatorHere(); });
            const qsizetype wordEnd = m_position;
            skipSpaces();
            if (const auto found = isAtEnd() ? std::nullopt : operatorHere())
                return readCondition(token, found->first, found->second);
            m_position = wordEnd;
            if (token.value.compare("or"_L1, Qt::CaseInsensitive) == 0)
                token.kind = QueryTokenKind::Or;
            else if (token.value.compare("and"_L1, Qt::CaseInsensitive) == 0)
                token.kind = QueryTokenKind::And;
        }
        m_tokens.append(token);
        return {};
    }

    Result<void> readCondition(QueryToken token, QLatin1StringView name, QueryOperator comparison)
    {
        token.kind = QueryTokenKind::Condition;
        token.field = std::exchange(token.value, {});
        token.comparison = comparison;
        m_position += name.size();
        skipSpaces();
        token.valuePosition = m_position;
        if (isAtEnd() || current() == u'(' || current() == u')')
            return failed(m_position, QueryText::tr("A value is missing after \"%1\".").arg(name));
        if (current() == u'"') {
            auto text = readQuoted();
            if (!text)
                return std::unexpected(text.error());
            token.value = *text;
        } else {
            token.value = readWhile([] { return true; });
        }
        m_tokens.append(token);
        return {};
    }

    /// What follows up to a space, a parenthesis, or where @p goesOn says no.
    QString readWhile(auto goesOn)
    {
        const qsizetype start = m_position;
        while (!isAtEnd() && !current().isSpace() && current() != u'(' && current() != u')' && goesOn())
            ++m_position;
        return m_query.sliced(start, m_position - start);
    }

    Result<QString> readQuoted()
    {
        const qsizetype start = m_position++;
        QString text;
        for (; !isAtEnd(); ++m_position) {
            if (current() == u'"') {
                ++m_position;
                return text;
            }
            if (current() == u'\\' && m_position + 1 < m_query.size() &&
                (m_query[m_position + 1] == u'"' || m_query[m_position + 1] == u'\\'))
                ++m_position;
            text += current();
        }
        return failed(start, QueryText::tr("The quotation mark that opens here is not closed."));
    }

    const QString &m_query;
    qsizetype m_position = 0;
    QList<QueryToken> m_tokens;
};

} // namespace

std::unexpected<Error> queryFailure(const QString &query, qsizetype position, const QString &reason)
{
    constexpr qsizetype shownLength = 200;
    const QString subject = query.size() > shownLength ? query.first(shownLength) + u'…' : query;
    return failure(ErrorCode::InvalidQuery, subject,
                   QueryText::tr("Position %1: %2").arg(QString::number(position + 1), reason));
}

Result<QList<QueryToken>> lexQuery(const QString &query)
{
    return Lexer(query).run();
}

} // namespace tandem::model
