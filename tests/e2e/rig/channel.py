# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands for the virtual machine: the other end of guest/agent.py."""

import base64
import fcntl
import json
import socket
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass

from .errors import RigError

# What a command may take, in seconds, unless told otherwise; the machine is slow and its host busy.
PATIENCE = 180


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    command: str
    status: int
    out: str
    err: str
    seconds: float
    timed_out: bool

    def text(self):
        """What a person has to see of it."""
        told = f"$ {self.command}\n{self.out}{self.err}"
        if not told.endswith("\n"):
            told += "\n"
        ending = "took too long and was killed" if self.timed_out else f"status {self.status}"
        return f"{told}[{ending}, {self.seconds:.1f} s]\n"


class Channel:
    """The ports of one running machine, for all processes of this host that know its folder."""

    def __init__(self, folder, ports):
        self._paths = [folder / f"agent{number}.sock" for number in range(ports)]

    def run(self, command, timeout=PATIENCE, environment=None):
        """Runs a bash command line in the machine. Raises RigError when the machine does not answer."""
        begin = time.monotonic()
        request = {"id": uuid.uuid4().hex, "command": command, "timeout": timeout}
        if environment:
            request["environment"] = environment
        with self._port() as port:
            port.settimeout(timeout + 60)
            # An empty line in front ends whatever an interrupted sender left.
            port.sendall(b"\n" + json.dumps(request).encode() + b"\n")
            reply = self._reply_to(request, port)
        return Done(
            command,
            reply["status"] if reply["status"] is not None else -1,
            base64.b64decode(reply["out"]).decode(errors="surrogateescape"),
            base64.b64decode(reply["err"]).decode(errors="surrogateescape"),
            time.monotonic() - begin,
            reply["timedOut"],
        )

    def answers(self, timeout):
        """Whether the machine carries out commands, within some seconds."""
        try:
            request = {"id": uuid.uuid4().hex, "command": "true", "timeout": timeout}
            with self._port() as port:
                port.settimeout(timeout)
                port.sendall(b"\n" + json.dumps(request).encode() + b"\n")
                return self._reply_to(request, port)["status"] == 0
        except (RigError, OSError):
            return False

    @staticmethod
    def _reply_to(request, port):
        received = b""
        while True:
            try:
                block = port.recv(1 << 16)
            except TimeoutError:
                raise RigError(f"the virtual machine does not answer: {request['command']}") from None
            if not block:
                raise RigError(f"the virtual machine ended during: {request['command']}")
            *lines, received = (received + block).split(b"\n")
            for line in lines:
                try:
                    reply = json.loads(line)
                except ValueError:
                    continue
                # Others are answers to senders that did not wait for them.
                if isinstance(reply, dict) and reply.get("id") == request["id"]:
                    return reply

    @contextmanager
    def _port(self):
        """A connection to a port that nobody else uses; waits for one."""
        while True:
            for path in self._paths:
                with open(path.with_suffix(".lock"), "w", encoding="utf-8") as lock:
                    try:
                        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        continue
                    with socket.socket(socket.AF_UNIX) as port:
                        try:
                            port.connect(str(path))
                        except OSError as error:
                            raise RigError(f"no virtual machine runs here: {path}: {error}") from error
                        yield port
                        return
            time.sleep(0.05)
