// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "logging.h"

namespace tandem {

Q_LOGGING_CATEGORY(logModel, "tandem.model", QtWarningMsg)
Q_LOGGING_CATEGORY(logDevice, "tandem.device", QtWarningMsg)
Q_LOGGING_CATEGORY(logSync, "tandem.sync", QtWarningMsg)

} // namespace tandem
