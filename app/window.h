// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/globaloptions.h"

namespace tandem::app {

/// Opens the window on the library and runs until it is closed; with options.picture draws it to that
/// file instead. Returns the program's exit status.
int runWindow(int argc, char **argv, const GlobalOptions &options);

} // namespace tandem::app
