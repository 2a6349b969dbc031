// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::sync {

/// At most so many partnerships exist at once, with indexes from 1 to this.
inline constexpr int maxPartnerships = 16;

} // namespace tandem::sync
