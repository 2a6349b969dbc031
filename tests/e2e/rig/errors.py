# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong with the rig itself, as opposed to the program that it tests."""


class RigError(Exception):
    """Says in one sentence what is wrong, and where there is something to do about it."""


class CommandFailed(RigError):
    """A command in the virtual machine ended with another status than it had to."""

    def __init__(self, done):
        super().__init__(f"ended with {done.status}: {done.command}\n{done.text()}")
        self.done = done
