# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Players as the scenarios see them: the same few verbs for USB sticks and for MTP players."""

import json
import shlex
import time
from collections import namedtuple

from .checks import Failed, expect
from .errors import RigError
from .storage import Stick, Sticks

VOLUMES = ("vfat", "exfat")
MTP = ("mtp",)
ALL = VOLUMES + MTP
# For what does not depend on which file system a stick has: emulated time is dear.
BOTH = ("vfat", "mtp")
STICK = ("vfat",)

# What is Tandem's own on a player.
OWN_FOLDER = ".tandem"
MARKER = ".tandem/partner.json"
LEDGER = ".tandem/ledger.jsonl"

File = namedtuple("File", "size digest modified")


class Tree:
    """All that is on a player, in the order of its directories."""

    def __init__(self, told):
        self.files = {path: File(*state) for path, state in told.items() if state}
        self.folders = [path for path, state in told.items() if not state]

    def songs(self):
        """The contents of everything below Music, as a sorted list."""
        return sorted(file.digest for path, file in self.files.items() if path.startswith("Music/"))

    def missing(self, paths):
        """Those that are not there; letter case does not count, as it does not for FAT."""
        known = {path.casefold() for path in self.files}
        return [path for path in paths if path.casefold() not in known]

    def below(self, folder):
        """The files of a folder and what is in it, by their names there."""
        prefix = folder.rstrip("/") + "/"
        return {path.removeprefix(prefix): file for path, file in self.files.items() if path.startswith(prefix)}

    def leftovers(self):
        """Names that may only exist while something is written."""
        known = (MARKER, LEDGER)
        inside = [path for path in self.files if path.startswith(OWN_FOLDER + "/") and path not in known]
        return inside + [path for path in self.files if path.endswith((".part", ".tmp"))]


class StickPlayer:
    """A USB stick. Its device name for the program is where it is mounted."""

    def __init__(self, machine, stick):
        self._machine = machine
        self._sticks = Sticks(machine)
        self.stick = stick
        self.name = stick.name
        self.device = None
        self._sticks.make(stick)

    def plug(self, read_only=None, bytes_per_second=None):
        """Plugs it in and mounts it, as a desktop does."""
        changed = {}
        if read_only is not None:
            changed["read_only"] = read_only
        if bytes_per_second is not None:
            changed["bytes_per_second"] = bytes_per_second
        self.stick = Stick(**(self.stick.__dict__ | changed))
        node = self._sticks.plug(self.stick)
        # Without noatime the kernel writes for each file that is read, and writes() would count that.
        said = self._machine.do(f"udisksctl mount --no-user-interaction -o noatime -b {node}")
        self.device = said.split(" at ", 1)[1].strip().rstrip(".")
        return self

    def unplug(self):
        """Pulls it out, mounted or not."""
        self._sticks.unplug(self.name)
        if self.device:
            self._machine.wait_until(f"! mountpoint -q {shlex.quote(self.device)}")
        self.device = None

    def remove_safely(self):
        self._machine.do(f"udisksctl unmount -b {self._sticks.device(self.name)}")
        self.device = None
        self.unplug()

    def is_plugged(self):
        return self.name in self._sticks.plugged()

    def files(self):
        """From the player's side: of a stick that is not plugged in, as another machine would find it."""
        if self.device:
            return Tree(json.loads(self._machine.do(f"sync; tree {shlex.quote(self.device)}")))
        self._sticks.plug(Stick(**(self.stick.__dict__ | {"read_only": True, "bytes_per_second": 0})))
        place = f"/mnt/{self.name}"
        charset = ",iocharset=utf8" if self.stick.file_system != "ext4" else ""
        try:
            return Tree(json.loads(self._machine.do(
                f"mkdir -p {place} && mount -o ro{charset} {self._sticks.device(self.name)} {place} "
                f"&& tree {place} && umount {place}")))
        finally:
            self._sticks.unplug(self.name)

    def text(self, path):
        """The content of a text file, while it is plugged in."""
        return self._machine.do(f"cat {shlex.quote(f'{self.device}/{path}')}")

    def put(self, path, text):
        """A file that the person puts there, without Tandem."""
        target = shlex.quote(f"{self.device}/{path}")
        self._machine.do(f"mkdir -p $(dirname {target}) && printf %s {shlex.quote(text)} >{target} && sync")

    def delete(self, path):
        self._machine.do(f"rm {shlex.quote(f'{self.device}/{path}')} && sync")

    def writes(self):
        """How often it has been written to since it was plugged in."""
        self._machine.do("sync")
        return self._sticks.written(self.name)[0]

    def damage(self):
        """What is wrong with the file system of a stick that is not plugged in; empty when it is whole."""
        return self._sticks.check(self.stick)

    def wait_for_data(self, run, size):
        """Until some bytes more have arrived on the player, written by a run in the background."""
        _, before = self._sticks.written(self.name)
        while self._sticks.written(self.name)[1] < before + size:
            expect(run.is_running(), "the run lasts until it is disturbed")
            time.sleep(0.05)

    def throw_away(self):
        if self.is_plugged():
            self.unplug()


class MtpPlayer:
    """A player that speaks MTP. Its device name for the program is those of its manufacturer and its model."""

    def __init__(self, machine, name, stores):
        self._machine = machine
        self.name = name
        self.device = f"Tandem Model {name}"
        words = " ".join(f"--store {shlex.quote(store)}" for store in stores)
        machine.do(f"mtp-player create {name} {words} --manufacturer Tandem --product 'Model {name}'")

    def _do(self, verb):
        return self._machine.do(f"mtp-player {verb} {self.name}")

    def plug(self):
        self._do("plug")
        return self

    def unplug(self):
        self._do("unplug")

    def remove_safely(self):
        self.unplug()

    def stall(self):
        self._do("stall")

    def resume(self):
        self._do("resume")

    def crash(self):
        self._do("crash")

    def unlock(self):
        self._do("unlock")

    def lock(self):
        self._do("lock")

    def folder(self, store=0):
        return self._do("files").splitlines()[store]

    def files(self, store=0):
        """What lies in a store, seen by the player itself."""
        return Tree(json.loads(self._machine.do(f"sync; tree {shlex.quote(self.folder(store))}")))

    def text(self, path, store=0):
        return self._machine.do(f"cat {shlex.quote(f'{self.folder(store)}/{path}')}")

    def put(self, path, text, store=0):
        """A file that was on the player before; not while it is plugged in, when it would have to know."""
        target = shlex.quote(f"{self.folder(store)}/{path}")
        self._machine.do(f"mkdir -p $(dirname {target}) && printf %s {shlex.quote(text)} >{target} && sync")

    def delete(self, path, store=0):
        self._machine.do(f"rm {shlex.quote(f'{self.folder(store)}/{path}')} && sync")

    def writes(self):
        """How often the stores have been written to."""
        return int(self._machine.do(
            "sync; for f in $(mtp-player files " + self.name + "); do "
            "awk '{print $5}' /sys/dev/block/$(mountpoint -d $f)/stat; done | awk '{n += $1} END {print n}'"))

    def damage(self):
        return ""

    def wait_for_data(self, run, size):
        """Until some bytes more have arrived on the player, written by a run in the background."""
        command = f"du -sb {shlex.quote(self.folder())} | cut -f 1"
        before = int(self._machine.do(command))
        while int(self._machine.do(command)) < before + size:
            expect(run.is_running(), "the run lasts until it is disturbed")
            time.sleep(0.05)

    def throw_away(self):
        self._machine.do(f"mtp-player remove {self.name}")


def make_player(machine, kind, name, megabytes, read_only=False):
    """A new, empty player of a kind, not plugged in."""
    if kind in VOLUMES:
        return StickPlayer(machine, Stick(name, kind, megabytes, read_only))
    if kind in MTP:
        # Of vfat, as most players with a card have it.
        return MtpPlayer(machine, name, [f"Internal:vfat:{megabytes}:{'ro' if read_only else 'rw'}"])
    raise RigError(f"there is no kind of player {kind}")


def playlist_entries(text, playlist_path):
    """The paths on the player that an M3U playlist there names. Raises Failed for one that leaves the player."""
    folder = playlist_path.split("/")[:-1]
    entries = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        parts = [] if line.startswith("/") else list(folder)
        for part in line.replace("\\", "/").split("/"):
            if part == "..":
                if not parts:
                    raise Failed(f"{playlist_path} names something outside of the player: {line}")
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        entries.append("/".join(parts))
    return entries
