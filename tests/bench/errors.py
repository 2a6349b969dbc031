# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ends a measurement."""


class BenchError(Exception):
    """Says in one sentence why there are no figures."""
