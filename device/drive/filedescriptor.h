// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/filedescriptor.h"

namespace tandem::device {

using tandem::FileDescriptor;

} // namespace tandem::device
