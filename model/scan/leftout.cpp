// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "leftout.h"

#include "model/db/database.h"

#include <algorithm>
#include <array>
#include <fnmatch.h>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

const auto settingName = u"excluded"_s;

/// What systems, network drives and shares make of their own accord, and where they keep what was thrown
/// away.
constexpr std::array discardedNames = {
    "#recycle",
    "#snapshot",
    "$recycle.bin",
    "@eadir",
    "@recently-snapshot",
    "@recycle",
    "desktop.ini",
    "ehthumbs.db",
    "found.000",
    "lost+found",
    "recycled",
    "recycler",
    "system volume information",
    "thumbs.db",
};

constexpr std::array otherAudioEndings = {
    "3ga", "aa",  "aa3", "aac", "aax",  "ac3", "adts", "alac", "amr", "at3",  "au",   "awb",
    "caf", "dff", "dsf", "dts", "eac3", "it",  "kar",  "m4p",  "m4r", "mid",  "midi", "mka",
    "mlp", "mod", "mp1", "mp2", "mpa",  "mpp", "oma",  "ofr",  "ofs", "ra",   "rf64", "rm",
    "s3m", "shn", "snd", "spx", "tak",  "thd", "tta",  "voc",  "w64", "weba", "xm",
};

bool matches(const QByteArray &pattern, const QByteArray &text, int flags)
{
    return ::fnmatch(pattern.constData(), text.constData(), flags | FNM_CASEFOLD) == 0;
}

} // namespace

bool isDiscardedName(QByteArrayView name)
{
    if (name.startsWith('.'))
        return name.size() == 1 || name == ".." || name[1] != '.';
    return std::ranges::any_of(discardedNames, [name](const char *discarded) {
        return name.compare(discarded, Qt::CaseInsensitive) == 0;
    });
}

QByteArray otherAudioEnding(QByteArrayView name)
{
    const qsizetype dot = name.lastIndexOf('.');
    if (dot < 0)
        return {};
    const QByteArray ending = name.sliced(dot + 1).toByteArray().toLower();
    const bool isAudio =
        std::ranges::any_of(otherAudioEndings, [&](const char *other) { return ending == other; });
    return isAudio ? ending : QByteArray();
}

Exclusions::Exclusions(const QStringList &patterns)
{
    for (const QString &pattern : patterns) {
        QByteArray bytes = pattern.toUtf8();
        while (bytes.startsWith('/'))
            bytes.remove(0, 1);
        while (bytes.endsWith('/'))
            bytes.chop(1);
        if (!bytes.isEmpty())
            (bytes.contains('/') ? m_paths : m_names).append(bytes);
    }
}

bool Exclusions::cover(const QByteArray &path) const
{
    const QByteArray name = path.sliced(path.lastIndexOf('/') + 1);
    return std::ranges::any_of(m_names,
                               [&](const QByteArray &pattern) { return matches(pattern, name, 0); }) ||
           std::ranges::any_of(
               m_paths, [&](const QByteArray &pattern) { return matches(pattern, path, FNM_PATHNAME); });
}

Result<QStringList> excludedPatterns(Connection &connection)
{
    Query query(connection, u"SELECT value FROM settings WHERE name = ?"_s);
    const auto found = query.bind(settingName).first([](const Row &row) { return row.text(0); });
    if (!found)
        return std::unexpected(found.error());
    return found->value_or(QString()).split(u'\n', Qt::SkipEmptyParts);
}

Result<void> setExcludedPatterns(Connection &connection, const QStringList &patterns)
{
    for (const QString &pattern : patterns) {
        if (pattern.trimmed().isEmpty() || pattern.contains(u'\n'))
            return failure(ErrorCode::InvalidArgument, pattern);
    }
    Query query(connection, u"INSERT INTO settings(name, value) VALUES(?, ?) "
                            "ON CONFLICT(name) DO UPDATE SET value = excluded.value"_s);
    return query.bind(settingName, patterns.join(u'\n')).run();
}

} // namespace tandem::model
