// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/wish/selection.h"

#include <QByteArray>

namespace tandem::sync {

/// Tells whether a player is to hold something else than before: of two selections that give the same, as
/// they are before the room that is left is filled, the second leaves nothing to do where the first was
/// carried out. Pure.
QByteArray wishDigest(const Selection &selection);

} // namespace tandem::sync
