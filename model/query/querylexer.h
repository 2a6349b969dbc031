// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace tandem::model {

/// The sentences of this library about queries.
struct QueryText {
    Q_DECLARE_TR_FUNCTIONS(tandem::model::QueryText)
};

/// What a token of a query is.
enum class QueryTokenKind { Open, Close, Not, And, Or, Word, Condition, End };

enum class QueryOperator { Contains, Is, IsNot, Less, LessOrEqual, Greater, GreaterOrEqual };

/// One piece of a query. Positions count from 0, in the query's UTF-16 units.
struct QueryToken {
    QueryTokenKind kind = QueryTokenKind::End;
    qsizetype position = 0;
    QString field{}; ///< of a Condition, as written
    QueryOperator comparison = QueryOperator::Contains;
    QString value{}; ///< of a Condition or a Word, without quotes
    qsizetype valuePosition = 0;
};

/// A failure at a place of the query, position counted from 1 for people.
std::unexpected<Error> queryFailure(const QString &query, qsizetype position, const QString &reason);

/// Cuts a query into tokens; the last one is End. Rules:
/// - a word directly after which (or after spaces) an operator stands is a field; what follows the
///   operator up to a space or parenthesis is its value;
/// - a word or value that starts with a quote reaches to the next quote; \" and \\ in it stand for
///   themselves;
/// - `-` at the start of a word is a Not, inside a word it belongs to it;
/// - `and` and `or` without quotes, in any case, are operators.
/// Errors: InvalidQuery.
Result<QList<QueryToken>> lexQuery(const QString &query);

} // namespace tandem::model
