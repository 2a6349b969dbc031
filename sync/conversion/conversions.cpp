// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversions.h"

#include "model/tracks/track.h"
#include "sync/plan/syncplan.h"

#include <QCoreApplication>
#include <QFile>
#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

/// The translation context of this file.
struct ConversionsText {
    Q_DECLARE_TR_FUNCTIONS(tandem::sync::Conversions)
};

Result<CachedFile> convertAnew(const Converter &converter, ConversionCache &cache, const QString &source,
                               const Conversion &conversion, const std::stop_token &stop)
{
    auto file = cache.newFile(conversion);
    if (!file)
        return file;
    const auto length = converter.convert(source, conversion, file->path(), stop);
    if (!length) {
        QFile::remove(file->path());
        return std::unexpected(length.error());
    }
    auto stored = cache.store(std::move(*file), source, conversion);
    if (stored)
        stored->setSongLength(*length);
    return stored;
}

} // namespace

Result<CachedFile> obtainConverted(const Converter &converter, ConversionCache &cache, const QString &source,
                                   const Conversion &conversion, const std::stop_token &stop)
{
    if (auto found = cache.find(source, conversion))
        return std::move(*found);
    auto made = convertAnew(converter, cache, source, conversion, stop);
    // What others left in the cache is worth less than this.
    if (!made && made.error().code == ErrorCode::OutOfSpace && cache.clear() > 0)
        made = convertAnew(converter, cache, source, conversion, stop);
    return made;
}

Conversions::Conversions(const QString &dataDir, QString program)
    : m_converter(std::move(program)), m_cache(ConversionCache::folderIn(dataDir))
{
}

Result<CachedFile> Conversions::obtain(const QString &source, const Conversion &conversion,
                                       const std::stop_token &stop)
{
    return obtainConverted(m_converter, m_cache, source, conversion, stop);
}

void ConversionChooser::choose(WantedItem &item, const model::Track &track,
                               const device::PlayerProfile &profile, const LedgerEntry *known) const
{
    const QString reason =
        device::whyNotPlayable(profile, track.path, track.tags.bitrateKbps, track.tags.sampleRateHz);
    if (reason.isEmpty())
        return;
    const auto refuse = [&](const QString &detail) {
        item.obstacle = Error{ErrorCode::NotPlayable, track.path, detail};
    };
    const auto wanted = conversions ? conversionFor(profile, track) : std::nullopt;
    if (!wanted)
        return refuse(reason);
    // Only here is ffmpeg asked what it can make: who has nothing to convert need not wait for that.
    const auto possible = conversionFor(profile, track, conversions->converter().available());
    const auto use = [&](const Conversion &conversion, qint64 sizeBytes) {
        item.conversion = conversion;
        item.sourceVersion = versionOf(conversion);
        item.sizeBytes = sizeBytes;
    };
    for (const auto &conversion : {possible, wanted}) {
        if (conversion && known && known->sourceVersion == versionOf(*conversion))
            return use(*conversion, known->sizeBytes);
    }
    if (isAllowed && possible) {
        const qint64 cached = conversions->cache().sizeOf(item.source, *possible);
        return use(*possible, cached >= 0 ? cached : estimatedBytes(*possible, track));
    }
    if (!isAllowed)
        return refuse(ConversionsText::tr("%1; conversion is switched off").arg(reason));
    if (!conversions->converter().isInstalled())
        return refuse(
            ConversionsText::tr("%1; ffmpeg, which would convert it, is not installed").arg(reason));
    refuse(ConversionsText::tr("%1; this ffmpeg cannot make %2 of it").arg(reason, endingOf(wanted->format)));
}

} // namespace tandem::sync
