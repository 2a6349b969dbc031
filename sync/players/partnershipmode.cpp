// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "partnershipmode.h"

namespace tandem::sync {

PartnershipMode suggestMode(qint64 totalBytes, qint64 libraryBytes)
{
    constexpr qint64 smallBytes = 4'000'000'000;
    const bool isLarge = totalBytes > smallBytes;
    const bool fits = libraryBytes >= 0 && libraryBytes <= totalBytes;
    return isLarge && fits ? PartnershipMode::Automatic : PartnershipMode::Manual;
}

} // namespace tandem::sync
