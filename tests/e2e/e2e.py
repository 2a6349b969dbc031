# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the built program against real players in a virtual machine: see docs/architecture/rig.md.

One boot, all scenarios one after the other, each from a clean state. A machine that ./dev vm keeps
running is used when there is one, and left running.
Ends with 0 when all rules hold, 1 when some do not, 3 when the rig could not do its work.
"""

import argparse
import fcntl
import importlib
import os
import shlex
import shutil
import sys
import tempfile
import traceback
from itertools import chain
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is left between the sources

from rig import players
from rig.checks import Failed
from rig.errors import RigError
from rig.machine import Machine, image_folder, kept_folder
from rig.music import Music
from rig.report import Report
from rig.scenario import SCENARIOS
from rig.world import World

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
THEMES = ("massstorage", "mtp", "trouble", "trust", "twoplayers")
# Kinds of players that the program is held to. TANDEM_E2E_KINDS replaces them.
KINDS = players.ALL
# What the scenarios run, and where.
PROGRAM = ("tandem", "tandem-mtp", "tandem-read", "tandem-solid.so")
INSTALLED = "/opt/tandem"
# So many failures may be the emulated machine's, and are looked at once more.
MOST_REPEATED = 3
JOURNAL = "journalctl -o short-monotonic --no-pager -n 60 --since '{since}' | cut -c -200"


class Lab:
    """The machine that the scenarios run in; another one when it has died of a scenario."""

    def __init__(self, options):
        self._options = options
        self._own_folder = None
        self._is_kept = False
        self._lock = None
        self.machine = None

    def open(self):
        folder = kept_folder(os.environ.get("TANDEM_VM") or "default")
        kept = None if self._options.fresh else Machine.running(folder)
        if kept:
            self._claim(folder)
            self._check_places(kept)
            self.machine, self._is_kept = kept, True
            return f"using the machine that runs in {folder}"
        if self._options.keep:
            self.machine = Machine.start(folder, REPOSITORY, self._shared_build(), keep=True)
            self._claim(folder)
            self._is_kept = True
            return f"started a machine that keeps running: {folder}"
        self._own_folder = Path(tempfile.mkdtemp(prefix="tandem-e2e-"))
        self.machine = Machine.start(self._own_folder, REPOSITORY, self._shared_build(), keep=False)
        return "started a machine"

    def _claim(self, folder):
        """Two suites in one machine would clean up each other's players."""
        self._lock = open(folder / "suite.lock", "w", encoding="utf-8")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RigError(f"the machine in {folder} is in use by another run: TANDEM_VM=NAME, or --fresh") from None

    def _shared_build(self):
        """The folder of all builds when the program comes from there, so that others can be run later."""
        builds = REPOSITORY / "build"
        return builds if self._options.build_dir.is_relative_to(builds) else self._options.build_dir

    def _check_places(self, machine):
        state = machine.state
        program = self._options.build_dir
        if state["image"] != str(image_folder()):
            raise RigError("the machine that runs is from an older image: ./dev vm stop")
        if not program.is_relative_to(state["build"]) or state["repository"] != str(REPOSITORY):
            raise RigError(f"the machine that runs does not see {program}: ./dev vm stop, or --fresh")

    def install(self):
        """Copies the program onto the machine's own disk: from the shared folder each start takes longer."""
        built = self._options.build_dir / "app"
        files = shlex.join(str(built / name) for name in PROGRAM)
        self.machine.do(f"rm -rf {INSTALLED} && mkdir {INSTALLED} && cp {files} {INSTALLED}")
        return Path(INSTALLED) / "tandem"

    def is_well(self):
        return self.machine.is_well()

    def close(self):
        if not self.machine:
            return
        if not self._is_kept:
            self.machine.stop()
        if self._own_folder:
            shutil.rmtree(self._own_folder, ignore_errors=True)


def chosen_scenarios(options):
    for theme in THEMES:
        importlib.import_module(f"scenarios.{theme}")
    chosen = [entry for entry in SCENARIOS if entry.kind in options.kinds]
    if options.only:
        chosen = [entry for entry in chosen if any(word in entry.label for word in options.only)]
        if not chosen:
            raise RigError(f"no scenario is called {' or '.join(options.only)}; --list shows all")
    return chosen


def lazily(make):
    """What make() returns, asked for only when it is its turn."""
    yield from make()


def carry_out(entry, lab, program, music, report):
    report.begin(entry)
    since = "now"
    try:
        since = lab.machine.do("date '+%F %T'").strip()
        lab.machine.log = report.note
        entry.function(World(lab.machine, program, music), entry.kind)
        lab.machine.log = None
        report.passed(entry)
    except Exception as error:
        lab.machine.log = None
        reason = str(error) if isinstance(error, (Failed, RigError)) else traceback.format_exc()
        where = [frame for frame in traceback.extract_tb(error.__traceback__) if "/scenarios/" in frame.filename]
        if where:
            reason = f"{Path(where[-1].filename).name}:{where[-1].lineno}: {where[-1].line}\n{reason}"
        journal = ""
        if lab.is_well():
            journal = lab.machine.run(JOURNAL.format(since=since)).out
        report.fail(entry, reason, journal)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build-dir", type=Path, required=True, help="where the program has been built")
    parser.add_argument("--only", action="append", metavar="TEXT", help="scenarios whose label holds this text")
    parser.add_argument("--kinds", type=lambda text: text.split(","), help="kinds of players: vfat,exfat,mtp")
    parser.add_argument("--keep", action="store_true", help="the machine keeps running; ./dev vm enters it")
    parser.add_argument("--fresh", action="store_true", help="a machine of its own even if one runs")
    parser.add_argument("--list", action="store_true", help="only list the scenarios")
    options = parser.parse_args()
    options.build_dir = options.build_dir.resolve()
    if not options.kinds:
        told = os.environ.get("TANDEM_E2E_KINDS")
        options.kinds = told.split(",") if told else list(KINDS)
    return options


def main():
    options = parse()
    chosen = chosen_scenarios(options)
    if options.list:
        for entry in chosen:
            print(f"{entry.label}\n    {entry.rule}")
        return 0
    for name in PROGRAM:
        if not (options.build_dir / "app" / name).exists():
            raise RigError(f"there is no {options.build_dir / 'app' / name}: build first")
    report = Report(options.build_dir / "e2e.log", len(chosen))
    music = Music()
    lab = Lab(options)
    try:
        report.say(f"e2e: {lab.open()}")
        program = lab.install()
        for entry in chain(chosen, lazily(lambda: report.take_failed(MOST_REPEATED))):
            if not lab.is_well():
                report.say("e2e: the machine is gone; starting another")
                lab.close()
                lab = Lab(options)
                lab.open()
                program = lab.install()
            carry_out(entry, lab, program, music, report)
    finally:
        lab.close()
    return report.summary()


try:
    sys.exit(main())
except RigError as error:
    print(f"e2e: {error}", file=sys.stderr)
    sys.exit(3)
