# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that is tested, run in the virtual machine."""

import json
import shlex
import threading

from .errors import RigError


class Run:
    """How one run ended."""

    def __init__(self, done):
        self.done = done
        self.status = done.status
        try:
            self.json = json.loads(done.out)
        except ValueError:
            self.json = {}

    def error_codes(self):
        """Of the whole run and of its items."""
        codes = [error["code"] for error in self.json.get("errors", [])]
        if "error" in self.json:
            codes.insert(0, self.json["error"]["code"])
        return codes


class Background:
    """A run that goes on while the test does something else."""

    def __init__(self, work):
        self._done = None
        self._error = None
        self._thread = threading.Thread(target=self._carry_out, args=(work,), daemon=True)
        self._thread.start()

    def _carry_out(self, work):
        try:
            self._done = work()
        except RigError as error:
            self._error = error

    def is_running(self):
        return self._thread.is_alive()

    def result(self):
        self._thread.join()
        if self._error:
            raise self._error
        return self._done


class Program:
    """The built program with a data directory of its own."""

    def __init__(self, machine, path, data_dir):
        self._machine = machine
        self._path = path
        self.data_dir = data_dir

    def command(self, *arguments):
        return shlex.join([str(self._path), "--data-dir", self.data_dir, "--json", *map(str, arguments)])

    def run(self, *arguments, timeout=300):
        """Runs it to its end, with --json."""
        return Run(self._machine.run(self.command(*arguments), timeout))

    def start(self, *arguments, timeout=300):
        return Background(lambda: self.run(*arguments, timeout=timeout))

    def signal(self, name):
        """To its processes that use this data directory."""
        self._machine.do(f"for pid in $(pgrep -x tandem); do grep -qzFx -- {shlex.quote(self.data_dir)} "
                         f"/proc/$pid/cmdline && kill -{name} $pid && exit; done; exit 1")
