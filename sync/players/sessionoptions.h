// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <optional>

namespace tandem::sync {

/// What a person may ask of one session. It goes with the session, and nothing of it is left behind.
struct SessionOptions {
    bool confirmBrake = false;   ///< the owner has answered a brake with "go on"
    bool includeSkipped = false; ///< also what the owner deleted on the player
    bool isVerifying = false;    ///< looks at every file on the player, and reads back what it sends
    bool retriesFailed = false;  ///< only the items that failed in the last session; all else stays
    /// Kinds of media, as Partnership::nextFilter, in whose place it stands.
    std::optional<int> filter;

    friend bool operator==(const SessionOptions &, const SessionOptions &) = default;
};

/// As the database keeps them, all but the word to a brake: that is for one session only.
QString optionsText(const SessionOptions &options);
SessionOptions optionsFromText(const QString &text); ///< inverse; of anything else, what is understood

} // namespace tandem::sync
