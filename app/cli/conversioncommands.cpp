// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "base/text/format.h"
#include "sync/conversion/conversioncache.h"
#include "sync/conversion/converter.h"

#include <QFileInfo>
#include <QJsonArray>
#include <array>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

using sync::ConvertedFormat;

sync::ConversionCache cacheOf(const CommandContext &context)
{
    return sync::ConversionCache(sync::ConversionCache::folderIn(QFileInfo(context.database.path()).path()));
}

QStringList endingsOf(sync::ConvertedFormats formats)
{
    static constexpr std::array all = {ConvertedFormat::Mp3,  ConvertedFormat::M4a,  ConvertedFormat::Ogg,
                                       ConvertedFormat::Opus, ConvertedFormat::Flac, ConvertedFormat::Wav};
    QStringList endings;
    for (const ConvertedFormat format : all) {
        if (formats.testFlag(format))
            endings.append(sync::endingOf(format));
    }
    return endings;
}

int status(CommandContext &context)
{
    const sync::ConversionCacheStatus cache = cacheOf(context).status();
    const sync::Converter converter;
    const QStringList formats = endingsOf(converter.available());
    context.output.line(
        CommandLine::tr("%n converted song(s) kept, %1 of at most %2", nullptr, static_cast<int>(cache.files))
            .arg(sizeText(cache.bytes), sizeText(cache.maxBytes)));
    if (!converter.isInstalled())
        context.output.line(CommandLine::tr("Nothing can be converted: ffmpeg is not installed."));
    else if (formats.isEmpty())
        context.output.line(CommandLine::tr("Nothing can be converted: this ffmpeg makes no format that "
                                            "Tandem knows."));
    else
        context.output.line(CommandLine::tr("Songs can be converted to: %1").arg(formats.join(u' ')));
    context.output.json({{u"files"_s, cache.files},
                         {u"bytes"_s, cache.bytes},
                         {u"maxBytes"_s, cache.maxBytes},
                         {u"isInstalled"_s, converter.isInstalled()},
                         {u"formats"_s, QJsonArray::fromStringList(formats)}});
    return Done;
}

/// What is in use, since a player is being written to, stays.
int clear(CommandContext &context)
{
    sync::ConversionCache cache = cacheOf(context);
    const qint64 removed = cache.clear();
    const sync::ConversionCacheStatus left = cache.status();
    context.output.line(CommandLine::tr("%1 removed").arg(sizeText(removed)));
    if (left.files > 0)
        context.output.line(
            CommandLine::tr("%n song(s) are in use and stay for now", nullptr, static_cast<int>(left.files)));
    context.output.json({{u"removedBytes"_s, removed}, {u"files"_s, left.files}, {u"bytes"_s, left.bytes}});
    return Done;
}

} // namespace

int runConversionCommand(CommandContext &context, const QStringList &arguments)
{
    const auto names = parseNames(arguments.mid(1));
    if (!names)
        return context.output.usage(names.error().detail);
    const QString verb = arguments.value(0);
    if (verb == "status"_L1 && names->isEmpty())
        return status(context);
    if (verb == "clear"_L1 && names->isEmpty())
        return clear(context);
    return context.output.usage(usageOf(u"conversion status | clear"_s));
}

} // namespace tandem::app
