// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QDateTime;

namespace tandem {

// Numbers as people read them, in the application's language.

/// "3.2 GB", in powers of 1000; "unknown" below 0.
QString sizeText(qint64 bytes);

/// "12.5 MB per second".
QString speedText(double bytesPerSecond);

/// "45 seconds", "3 minutes", "2 hours and 5 minutes": one or two steps of precision.
QString durationText(double seconds);

/// "just now", "5 minutes ago", "today at 10:15", or a date. Both in seconds since 1970, UTC.
QString relativeTimeText(qint64 time, qint64 now);

} // namespace tandem
