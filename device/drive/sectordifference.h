// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/drive/sourcefile.h"

#include <QByteArray>
#include <stop_token>

namespace tandem::device {

/// What a medium writes as a whole or not at all.
inline constexpr qint64 sectorBytes = 512;

/// How a file of this computer differs from an older copy of the same length.
struct SectorDifference {
    enum class Kind {
        None,
        OneSector, ///< all that differs lies in one aligned sector
        More,
    };

    Kind kind = Kind::None;
    qint64 offset = 0;    ///< of the sector
    QByteArray content{}; ///< that the sector should have; shorter at the end of the file
};

/// Compares until a second sector differs: first the end and then from the beginning on, for it is there that
/// music has its tags. So what cannot be patched is mostly found out soon; else both files are read once,
/// which takes a player less time than to write one of them.
/// @p stored: the copy, open for reading; its position does not change. Errors: Cancelled; FileChanged,
/// FileUnreadable for the source; DeviceFailed for the copy.
Result<SectorDifference> findDifference(int stored, const SourceFile &source, std::stop_token stop);

} // namespace tandem::device
