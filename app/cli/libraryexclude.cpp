// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "libraryexclude.h"

#include "model/scan/leftout.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

int store(CommandContext &context, model::Connection &connection, const QStringList &patterns, bool isChanged)
{
    if (isChanged) {
        if (auto done = model::setExcludedPatterns(connection, patterns); !done)
            return context.output.fail(done.error());
    }
    for (const QString &pattern : patterns)
        context.output.line(pattern);
    if (patterns.isEmpty())
        context.output.line(CommandLine::tr("No pattern leaves anything out."));
    else if (isChanged)
        context.output.line(CommandLine::tr("The next “tandem library scan” goes by this."));
    context.output.json({{u"excluded"_s, QJsonArray::fromStringList(patterns)}});
    return Done;
}

} // namespace

int exclude(CommandContext &context, const QStringList &patterns)
{
    model::Connection connection(context.database);
    auto known = model::excludedPatterns(connection);
    if (!known)
        return context.output.fail(known.error());
    *known += patterns;
    known->removeDuplicates();
    return store(context, connection, *known, !patterns.isEmpty());
}

int include(CommandContext &context, const QStringList &patterns)
{
    if (patterns.isEmpty())
        return context.output.usage(usageOf(u"library include PATTERN..."_s));
    model::Connection connection(context.database);
    auto known = model::excludedPatterns(connection);
    if (!known)
        return context.output.fail(known.error());
    for (const QString &pattern : patterns) {
        if (known->removeAll(pattern) == 0)
            return context.output.fail({ErrorCode::NotFound, pattern, {}});
    }
    return store(context, connection, *known, true);
}

} // namespace tandem::app
