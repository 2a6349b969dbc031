// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncresult.h"

using namespace Qt::StringLiterals;

namespace tandem::sync {

QString outcomeName(SyncOutcome outcome)
{
    switch (outcome) {
    case SyncOutcome::Completed:
        return u"completed"_s;
    case SyncOutcome::Stopped:
        return u"stopped"_s;
    case SyncOutcome::Failed:
        return u"failed"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

bool isBrake(const SyncResult &result)
{
    return result.outcome == SyncOutcome::Failed && isBrake(result.reason.code);
}

} // namespace tandem::sync
