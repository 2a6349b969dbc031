# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done to the machine from outside: plugging, unplugging, counting (QEMU's QMP, JSON lines)."""

import fcntl
import json
import socket

from .errors import RigError

PATIENCE = 60


class Qmp:
    """One conversation; others wait for its end. Use it as a context."""

    def __init__(self, folder):
        self._path = folder / "qmp.sock"

    def __enter__(self):
        self._lock = open(self._path.with_suffix(".lock"), "w", encoding="utf-8")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(PATIENCE)
        self._events = []
        try:
            self._socket.connect(str(self._path))
            self._lines = self._socket.makefile("r", encoding="utf-8")
            self._next()  # the greeting
            self.do("qmp_capabilities")
        except OSError as error:
            self.__exit__()
            raise RigError(f"no virtual machine runs here: {self._path}: {error}") from error
        return self

    def __exit__(self, *_):
        self._socket.close()
        self._lock.close()

    def _next(self):
        try:
            line = self._lines.readline()
        except OSError as error:
            raise RigError(f"the virtual machine does not answer or has ended: {error}") from error
        if not line:
            raise RigError("the virtual machine ended")
        return json.loads(line)

    def do(self, command, arguments=None):
        """Carries out a command; the value that it returns."""
        request = {"execute": command, "arguments": arguments or {}}
        self._socket.sendall(json.dumps(request).encode() + b"\n")
        while True:
            reply = self._next()
            if "return" in reply:
                return reply["return"]
            if "error" in reply:
                raise RigError(f"{command}: {reply['error']['desc']}")
            self._events.append(reply)

    def wait_for(self, event, **data):
        """Until the machine tells that this has happened, or if it has since the conversation began."""
        while True:
            told = self._events.pop(0) if self._events else self._next()
            if told.get("event") == event and data.items() <= told.get("data", {}).items():
                return
