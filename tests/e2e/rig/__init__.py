# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real players in a virtual machine: see docs/architecture/rig.md."""
