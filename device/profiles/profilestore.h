// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/profiles/playerprofile.h"

namespace tandem::device {

/// A profile and where it comes from.
struct StoredProfile {
    PlayerProfile profile;
    QString file; ///< of the person; empty: it came with Tandem
};

/// All profiles: those that come with Tandem, overridden and extended by the person's own, the .json files
/// in the folder "profiles" of the data directory. Read once, when made; may be used in any thread.
class ProfileStore
{
public:
    explicit ProfileStore(const QString &dataDir);

    /// Those that come with Tandem first, each in its place if overridden.
    const QList<StoredProfile> &stored() const { return m_stored; }
    QList<PlayerProfile> profiles() const;
    /// Errors: NotFound.
    Result<StoredProfile> find(const QString &id) const;

    /// The person's files that could not be used: InvalidArgument (which field of which file; a
    /// second one with the same id), FileUnreadable, FileTooLarge.
    const QList<Error> &warnings() const { return m_warnings; }

private:
    void readBuiltIn();
    void readPersons(const QString &folder);
    Result<void> take(const QString &fileName);

    QList<StoredProfile> m_stored;
    QList<Error> m_warnings;
};

} // namespace tandem::device
