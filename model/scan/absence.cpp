// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "absence.h"

namespace tandem::model {

Absence absenceOf(const AbsentFile &file)
{
    if (!file.isFolderThere || !file.isAboveReadable)
        return Absence::Unsaid;
    // Where a file lay that nobody noted, nobody can say that it is not there any more.
    if (file.isBehindDeadLink || !file.isFileSystemKnown || !file.isOnSameFileSystem)
        return Absence::Away;
    const bool isSure = file.isInSameDirectory && file.wasLookedEverywhere;
    if (!file.isStill || (!isSure && !file.isSaidDeleted))
        return Absence::Unclear;
    return Absence::Missing;
}

} // namespace tandem::model
