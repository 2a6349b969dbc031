// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QtTypes>

namespace tandem::model {

/// What a file's content is known by, wherever the file goes: a number made of its size and of its first,
/// middle and last 4 KB. A copy has the same; tags written anew, nearly always another. Reads three pages,
/// which the page cache mostly holds when the tags have just been read. 0 if the file cannot be read.
/// @p path is in the file system's bytes. Safe to call from several threads at once.
qint64 contentOf(const QByteArray &path);

/// The same of a file that is open. Its position stays.
qint64 contentOf(int descriptor, qint64 sizeBytes);

/// The same for what lies in memory.
qint64 contentOf(QByteArrayView first, QByteArrayView middle, QByteArrayView last, qint64 sizeBytes);

} // namespace tandem::model
