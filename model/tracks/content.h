// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QtTypes>
#include <functional>
#include <span>

namespace tandem::model {

/// What a file's content is known by, wherever the file goes: a number made of its size and of its first,
/// middle and last 4 KB. A copy has the same; tags written anew, nearly always another. Reads three pages,
/// which the page cache mostly holds when the tags have just been read. 0 if the file cannot be read.
/// @p path is in the file system's bytes. Safe to call from several threads at once.
qint64 contentOf(const QByteArray &path);

/// The same of a file that is open, from which @p read fills a block; false if that cannot be read.
qint64 contentOf(qint64 sizeBytes, const std::function<bool(qint64 position, std::span<char> to)> &read);

} // namespace tandem::model
