// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <libmtp.h>

namespace tandem::device::mtp {

/// What libmtp calls files with this ending.
LIBMTP_filetype_t fileTypeOf(const QString &name);

/// Endings of the music files among these types, without the dot.
QStringList musicEndings(const QList<LIBMTP_filetype_t> &types);

} // namespace tandem::device::mtp
