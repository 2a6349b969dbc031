# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person reads: a line for each scenario, and for one that failed all that was done in it."""

import time

SHOWN_CHARACTERS = 3000


def shortened(text):
    if len(text) <= SHOWN_CHARACTERS:
        return text
    half = SHOWN_CHARACTERS // 2
    return f"{text[:half]}\n  [... {len(text) - 2 * half} characters ...]\n{text[-half:]}"


def indented(text):
    return "".join(f"    {line}\n" for line in text.rstrip("\n").splitlines())


class Report:
    """Prints to standard output, and writes everything, passed scenarios too, to a file."""

    def __init__(self, path, total):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = open(path, "w", encoding="utf-8", errors="backslashreplace")
        self.path = path
        self._total = total
        self._number = 0
        self._commands = []
        self.failed = []
        self.unsteady = []  # failed once
        self._begin = time.monotonic()

    def say(self, text):
        print(text.encode(errors="backslashreplace").decode(), flush=True)
        self._file.write(text + "\n")
        self._file.flush()

    def note(self, done):
        """A command that the current scenario has run in the machine."""
        self._commands.append(done)

    def begin(self, scenario):
        self._number += 1
        self._commands = []
        self._scenario_begin = time.monotonic()
        self._file.write(f"\n=== {scenario.label}: {scenario.rule}\n")

    def passed(self, scenario):
        self._write_line("passed", scenario)
        for done in self._commands:
            self._file.write(indented(shortened(done.text())))

    def fail(self, scenario, reason, journal):
        self.failed.append(scenario)
        self._write_line("FAILED", scenario)
        self.say(indented(reason))
        self.say("    --- what was done in the machine")
        for done in self._commands:
            self.say(indented(shortened(done.text())).rstrip("\n"))
        if journal:
            self.say("    --- the machine's journal during that time")
            self.say(indented(journal))

    def take_failed(self, most):
        """Those that failed, to be tried once more, unless they are so many that it is no accident."""
        again = self.failed if len(self.failed) <= most else []
        if again:
            self.say(f"{len(again)} once more, in case the emulated machine was to blame:")
            self.unsteady, self.failed = again, []
            self._total += len(again)
        return again

    def _write_line(self, outcome, scenario):
        seconds = time.monotonic() - self._scenario_begin
        width = len(str(self._total))
        place = f"[{self._number:{width}}/{self._total}]"
        self.say(f"{place} {outcome} {seconds:6.1f} s  {scenario.label}\n{'':{len(place)}}   {scenario.rule}")

    def summary(self):
        seconds = time.monotonic() - self._begin
        self.say(f"\n{self._number - len(self.failed)} of {self._number} rules hold, {seconds:.0f} s.")
        for scenario in self.unsteady:
            if scenario not in self.failed:
                self.say(f"UNSTEADY, failed once and then passed: {scenario.label}")
        for scenario in self.failed:
            self.say(f"FAILED: {scenario.label}")
        self.say(f"All that was done and said: {self.path}")
        return 1 if self.failed else 0
