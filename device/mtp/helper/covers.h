// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/coverrules.h"
#include "device/mtp/helper/line.h"

#include <QHash>
#include <QList>
#include <libmtp.h>
#include <optional>

namespace tandem::device::mtp {

/// Cover pictures of songs, which MTP calls representative samples (MTP 1.1, appendix B): what
/// pictures a player takes, asked for once for each type of file, and sending one. Belongs to one session.
class Covers
{
public:
    explicit Covers(Line &line) : m_line(line) {}

    /// Whether there is any use in reading covers for a player that plays @p types. One transaction if it
    /// takes none, up to eight if it does, none when asked again.
    bool takesAny(LIBMTP_mtpdevice_t *device, const QList<LIBMTP_filetype_t> &types);

    /// Whether the player says that it takes this picture for a file of this type. Costs the same.
    bool takes(LIBMTP_mtpdevice_t *device, LIBMTP_filetype_t type, const QByteArray &cover);

    /// Gives an object a picture that is taken; a few transactions. False if that failed, with the reasons in
    /// libmtp's list; none as large is sent again then.
    bool send(LIBMTP_mtpdevice_t *device, quint32 object, LIBMTP_filetype_t type, const QByteArray &cover);

private:
    using Limits = std::optional<CoverLimits>; ///< nothing where none are taken

    Limits &limits(LIBMTP_mtpdevice_t *device, LIBMTP_filetype_t type);
    Limits ask(LIBMTP_mtpdevice_t *device, LIBMTP_filetype_t type);

    Line &m_line;
    QHash<int, Limits> m_limits; ///< by type of file
};

} // namespace tandem::device::mtp
