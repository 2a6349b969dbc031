# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running programs for their time and memory, and comparing them."""

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from statistics import median

from errors import BenchError


@dataclass
class Run:
    """One run of one program."""

    seconds: float
    peak_bytes: int = 0


@dataclass
class Series:
    """All runs of one program in one measure."""

    measure: str
    program: str
    files: int
    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self):
        return median(run.seconds for run in self.runs)

    @property
    def peak_bytes(self):
        return max(run.peak_bytes for run in self.runs)

    def to_json(self):
        return {
            "measure": self.measure,
            "program": self.program,
            "files": self.files,
            "seconds": [round(run.seconds, 4) for run in self.runs],
            "medianSeconds": round(self.seconds, 4),
            "peakBytes": self.peak_bytes,
        }


def wait(process):
    """Waits for the process to end; returns its peak memory in bytes."""
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        process.kill()
        process.wait()
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * 1024


def run_program(command, *, prints_json=False):
    """Runs a program to its end. Returns its Run, and what it printed when that is one JSON object."""
    command = [str(part) for part in command]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output if prints_json else subprocess.DEVNULL, stderr=errors
        )
        peak_bytes = wait(process)
        seconds = time.perf_counter() - start
        errors.seek(0)
        output.seek(0)
        if process.returncode != 0:
            said = (errors.read() + output.read()).decode(errors="replace").strip()
            raise BenchError(f"“{' '.join(command)}” ended with {process.returncode}: {said}")
        return Run(seconds, peak_bytes), json.load(output) if prints_json else None


def in_turn(rounds, measure, files, programs):
    """Runs the programs A B C A B C ..., so that what slows the machine down slows all of them.

    A program is a pair: how often at most it runs, and what makes one Run of it. What the run
    before it left to be written goes to the disk first.
    """
    series = {name: Series(measure, name, files) for name in programs}
    for number in range(rounds):
        for name, (most, make_run) in programs.items():
            if number < most:
                os.sync()
                series[name].runs.append(make_run())
    return series


@dataclass
class Target:
    """What is to be reached, and whether it was."""

    name: str
    value: float
    limit: float | None
    lowest: float | None = None
    highest: float | None = None
    unit: str = "x"

    @classmethod
    def ratio(cls, name, ours, theirs, limit=None):
        """The ratio of the medians, and the range of the ratios of runs that followed each other."""
        pairs = [a.seconds / b.seconds for a, b in zip(ours.runs, theirs.runs)]
        return cls(name, ours.seconds / theirs.seconds, limit, min(pairs), max(pairs))

    @property
    def is_met(self):
        return None if self.limit is None else self.value <= self.limit

    def to_json(self):
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "range": None if self.lowest is None else [round(self.lowest, 3), round(self.highest, 3)],
            "unit": self.unit,
            "limit": self.limit,
            "isMet": self.is_met,
        }
