# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""USB mass storage: sticks that are really plugged and unplugged, as files of the host."""

import subprocess
from dataclasses import dataclass

from .errors import RigError

# Options of their mkfs; the label is added. One head and sector fewer questions for small images.
FILE_SYSTEMS = {
    "vfat": ("mkfs.vfat", "-F", "32", "-n"),
    "exfat": ("mkfs.exfat", "-L"),
    "ext4": ("mkfs.ext4", "-q", "-F", "-L"),
    "empty": None,
}
CHECKS = {
    "vfat": ("fsck.vfat", "-n"),
    "exfat": ("fsck.exfat", "-n"),
    "ext4": ("e2fsck", "-f", "-n"),
}
CLEAN = 0
UNPLUGGED_WHILE_MOUNTED = 1  # what fsck -n ends with when only the mark of that is set
PATIENCE = 60


@dataclass(frozen=True)
class Stick:
    """A stick to plug in. Sizes in MiB; a speed in bytes per second makes it a slow one."""

    name: str
    file_system: str = "vfat"
    megabytes: int = 64
    read_only: bool = False
    bytes_per_second: int = 0
    label: str = ""  # the name unless told; at most 11 characters, capitals


def outside(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
                          errors="replace")
    return done.returncode, done.stdout


class Sticks:
    """The sticks of a machine. The image of one lies in the machine's folder, under its name."""

    def __init__(self, machine):
        self._machine = machine

    def image(self, name):
        return self._machine.folder / "disks" / f"{name}.img"

    def make(self, stick):
        """Formats a new stick, without plugging it in."""
        image = self.image(stick.name)
        image.unlink(missing_ok=True)
        with open(image, "wb") as file:
            file.truncate(stick.megabytes << 20)
        if not FILE_SYSTEMS[stick.file_system]:
            return
        program, *options = FILE_SYSTEMS[stick.file_system]
        if stick.file_system == "vfat" and stick.megabytes < 64:
            options = ["-s", "1", *options]  # too few clusters would make it something else than FAT 32
        status, said = outside(program, *options, stick.label or stick.name, str(image))
        if status != 0:
            raise RigError(f"{program} cannot format {image}: {said}")

    def plug(self, stick):
        """Makes the stick if there is none of its name, plugs it in, waits for it; its block device."""
        if not self.image(stick.name).exists():
            self.make(stick)
        with self._machine.qmp() as qmp:
            drive = {
                "driver": "raw",
                "node-name": f"raw-{stick.name}",
                "read-only": stick.read_only,
                "file": {"driver": "file", "filename": str(self.image(stick.name)),
                         "read-only": stick.read_only, "locking": "off"},
            }
            if stick.bytes_per_second:
                limits = {"bps-write": stick.bytes_per_second, "bps-read": stick.bytes_per_second * 8}
                qmp.do("object-add", {"qom-type": "throttle-group", "id": f"speed-{stick.name}", "limits": limits})
                drive = {"driver": "throttle", "node-name": f"slow-{stick.name}",
                         "throttle-group": f"speed-{stick.name}", "file": drive}
            qmp.do("blockdev-add", drive)
            qmp.do("device_add", {
                "driver": "usb-storage", "id": f"stick-{stick.name}", "drive": drive["node-name"],
                "bus": "xhci.0", "removable": True, "serial": f"STICK-{stick.name}",
            })
        link = self.device(stick.name)
        self._machine.wait_until(f"test -b {link} && udevadm settle && udisksctl info -b {link}", PATIENCE)
        return self._machine.do(f"readlink -f {link}").strip()

    @staticmethod
    def device(name):
        """A link to the block device, of the same name each time the stick is plugged in."""
        return f"/dev/disk/by-id/usb-QEMU_QEMU_HARDDISK_STICK-{name}-0:0"

    def unplug(self, name):
        """Pulls the stick out, whatever is going on with it.

        Not a slow one that is being written to: the emulator crashes when writes still wait for their turn.
        """
        with self._machine.qmp() as qmp:
            nodes = [node["node-name"] for node in qmp.do("query-named-block-nodes", {"flat": True})]
            qmp.do("device_del", {"id": f"stick-{name}"})
            qmp.wait_for("DEVICE_DELETED", device=f"stick-{name}")
            for node in (f"slow-{name}", f"raw-{name}"):
                if node in nodes:
                    qmp.do("blockdev-del", {"node-name": node})
                    break
            if f"slow-{name}" in nodes:
                qmp.do("object-del", {"id": f"speed-{name}"})
        self._machine.wait_until(f"! test -e {self.device(name)}", PATIENCE)

    def plugged(self):
        """The names of all sticks that are plugged in."""
        with self._machine.qmp() as qmp:
            devices = qmp.do("qom-list", {"path": "/machine/peripheral"})
        return [device["name"].removeprefix("stick-") for device in devices if device["name"].startswith("stick-")]

    def written(self, name):
        """How often and how many bytes have been written to a stick since it was plugged in, seen from its side."""
        with self._machine.qmp() as qmp:
            for device in qmp.do("query-blockstats"):
                if f"stick-{name}" in device.get("qdev", ""):
                    return device["stats"]["wr_operations"], device["stats"]["wr_bytes"]
        raise RigError(f"there is no stick {name}")

    def check(self, stick):
        """What is wrong with the file system of an unplugged stick; empty when it is whole."""
        status, said = outside(*CHECKS[stick.file_system], str(self.image(stick.name)))
        return "" if status == CLEAN else said
