// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QStringList>

namespace tandem::model {

class Connection;

/// Whether a file or folder of this name stays out of every library: it is hidden (a dot, then anything but
/// another dot: "...And Justice for All" is an album), or it is where systems and shares keep what was thrown
/// away and what they made themselves ("#recycle", "$RECYCLE.BIN", "@eaDir", "Thumbs.db").
bool isDiscardedName(QByteArrayView name);

/// The ending, in lower case, of a file of sound that Tandem does not know ("dsf"); empty if it is none.
QByteArray otherAudioEnding(QByteArrayView name);

/// A folder in which there is a file of this name stays out, unless it is a music folder itself: it was
/// chosen.
inline constexpr const char *noMediaName = ".nomedia";

/// What its owner leaves out of the library, as patterns of the shell (*, ?, [...]), in either case. One
/// without a slash is held against every name, one with a slash against the path below the music folder:
/// "Demos",
/// "*.tmp.mp3", "Audiobooks/*/drafts".
class Exclusions
{
public:
    Exclusions() = default;
    explicit Exclusions(const QStringList &patterns);

    bool isEmpty() const { return m_names.isEmpty() && m_paths.isEmpty(); }

    /// @p path: below the music folder, with its name last, without a slash at its beginning.
    bool cover(const QByteArray &path) const;

private:
    QList<QByteArray> m_names;
    QList<QByteArray> m_paths;
};

/// The patterns of the library's owner, in their order.
Result<QStringList> excludedPatterns(Connection &connection);

/// They hold from the next scan on. Errors: InvalidArgument for an empty pattern, or one with a line break.
Result<void> setExcludedPatterns(Connection &connection, const QStringList &patterns);

} // namespace tandem::model
