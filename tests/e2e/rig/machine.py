# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The virtual machine: starting it, finding one that runs, commands in it, stopping it."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from .channel import PATIENCE, Channel
from .errors import CommandFailed, RigError
from .qmp import Qmp

EMULATOR = "qemu-system-x86_64"
PORTS = 4
MEMORY_MB = 2048
PROCESSORS = 2
BOOT_PATIENCE = 400
STOP_PATIENCE = 30
PR_SET_PDEATHSIG = 1


def image_folder():
    """Where ./dev has put disk, kernel and first file system."""
    told = os.environ.get("TANDEM_VM_IMAGE")
    if not told:
        raise RigError("where the image of the virtual machine is has not been said: start this with ./dev")
    folder = Path(told)
    if not (folder / ".complete").exists():
        raise RigError(f"there is no image of the virtual machine in {folder}: ./dev vm makes it")
    return folder


def kept_folder(name):
    """Where a machine that keeps running has its sockets. Short, since paths of sockets have to be."""
    return Path(tempfile.gettempdir()) / f"tandem-vm-{os.getuid()}" / name


def quoted(path):
    """For an option of the emulator: it takes a doubled comma for one."""
    return str(path).replace(",", ",,")


class Machine:
    """One running machine, known by its folder.

    In the folder: sockets, logs, `share` (in the machine: /host, both sides write), `disks`.
    """

    def __init__(self, folder):
        self.folder = folder
        self._channel = Channel(folder, PORTS)
        self._process = None  # of a machine that this object started and that ends with it
        self.log = None  # called with each finished command

    # Finding and starting

    @classmethod
    def running(cls, folder):
        """The machine that runs in a folder, or None."""
        try:
            pid = json.loads((folder / "machine.json").read_text(encoding="utf-8"))["pid"]
        except (OSError, ValueError, KeyError):
            return None
        return cls(folder) if is_emulator(pid) else None

    @classmethod
    def start(cls, folder, repository, build_dir, keep):
        """Boots a machine from the image, which is only read. With `keep` it outlives this process."""
        image = image_folder()
        if not shutil.which(EMULATOR):
            raise RigError(f"{EMULATOR} is not installed: ./dev sees to that, or install qemu-system-x86")
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        if folder.stat().st_uid != os.getuid():
            raise RigError(f"{folder} belongs to somebody else")
        for name in ("share", "disks"):
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).mkdir()
        machine = cls(folder)
        with open(folder / "qemu.log", "wb") as log:
            process = subprocess.Popen(
                machine._command_line(image, repository, build_dir),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=keep,
                preexec_fn=None if keep else end_with_parent,
            )
        state = {
            "pid": process.pid,
            "image": str(image),
            "repository": str(repository),
            "build": str(build_dir),
        }
        (folder / "machine.json").write_text(json.dumps(state), encoding="utf-8")
        machine._process = process
        try:
            machine._wait_for_boot(process)
            machine._mount_shares(repository, build_dir)
        except BaseException:
            machine.stop()
            raise
        return machine

    def _command_line(self, image, repository, build_dir):
        folder = self.folder
        guest_programs = Path(__file__).resolve().parent.parent / "guest"
        command = [EMULATOR, "-nodefaults", "-no-user-config", "-display", "none", "-machine", "q35"]
        command += ["-accel", "tcg,thread=multi,tb-size=512", "-cpu", "max"]
        command += ["-smp", str(PROCESSORS), "-m", str(MEMORY_MB)]
        command += ["-kernel", str(image / "vmlinuz"), "-initrd", str(image / "initrd")]
        command += [
            "-append",
            "root=/dev/vda rw console=ttyS0 quiet loglevel=3 systemd.show_status=false "
            "rd.systemd.show_status=false mitigations=off audit=0 net.ifnames=0 panic=-1 "
            "tsc=reliable random.trust_cpu=on "
            # As on most computers, there is none until it is needed: programs ask UDisks for every block device.
            "loop.max_loop=0",
        ]
        # What the machine writes to its disk goes to an unnamed file: each start is from the same state.
        disk = quoted(image / "disk.img")
        command += ["-drive", f"if=none,id=disk,format=raw,snapshot=on,cache=unsafe,file={disk}"]
        command += ["-device", "virtio-blk-pci,drive=disk", "-device", "virtio-rng-pci"]
        command += ["-chardev", f"socket,id=qmp,path={quoted(folder / 'qmp.sock')},server=on,wait=off"]
        command += ["-mon", "chardev=qmp,mode=control"]
        console = f"path={quoted(folder / 'console.sock')},logfile={quoted(folder / 'console.log')}"
        command += ["-chardev", f"socket,id=console,server=on,wait=off,{console}", "-serial", "chardev:console"]
        command += ["-device", "virtio-serial-pci,max_ports=8"]
        for number in range(PORTS):
            socket = quoted(folder / f"agent{number}.sock")
            command += ["-chardev", f"socket,id=agent{number},path={socket},server=on,wait=off"]
            command += ["-device", f"virtserialport,chardev=agent{number},name=tandem.{number}"]
        command += ["-device", "qemu-xhci,id=xhci,p2=8,p3=8"]
        shares = {"rig": (guest_programs, ",readonly=on"), "host": (folder / "share", "")}
        shares |= {"repository": (repository, ",readonly=on"), "build": (build_dir, "")}
        for tag, (path, mode) in shares.items():
            command += ["-virtfs", f"local,path={quoted(path)},mount_tag={tag},security_model=none,multidevs=remap{mode}"]
        return command

    def _wait_for_boot(self, process):
        end = time.monotonic() + BOOT_PATIENCE
        while not self._channel.answers(timeout=5):
            if process.poll() is not None:
                said = (self.folder / "qemu.log").read_text(encoding="utf-8", errors="replace")
                raise RigError(f"the virtual machine does not start: {said.strip() or process.returncode}")
            if time.monotonic() > end:
                said = (self.folder / "console.log").read_text(encoding="utf-8", errors="replace")
                raise RigError("the virtual machine does not boot; its console says:\n" + said[-3000:])
            time.sleep(0.5)

    def _mount_shares(self, repository, build_dir):
        """The repository and the build stand where they stand outside."""
        for tag, place in (("repository", repository), ("build", build_dir), ("host", "/host")):
            options = "trans=virtio,version=9p2000.L,msize=512000,cache=mmap"
            self.do('mkdir -p "$PLACE"; mount -t 9p -o $OPTIONS $TAG "$PLACE"',
                    environment={"PLACE": str(place), "OPTIONS": options, "TAG": tag})

    # Using

    @property
    def state(self):
        """What the machine was started with."""
        return json.loads((self.folder / "machine.json").read_text(encoding="utf-8"))

    @property
    def share(self):
        """The folder that is /host in the machine."""
        return self.folder / "share"

    def run(self, command, timeout=PATIENCE, environment=None):
        """Runs a bash command line; how it ended, be that well or not."""
        done = self._channel.run(command, timeout, environment)
        if self.log:
            self.log(done)
        return done

    def do(self, command, timeout=PATIENCE, environment=None):
        """Runs a bash command line that has to succeed; what it writes to standard output."""
        done = self.run(command, timeout, environment)
        if done.status != 0:
            raise CommandFailed(done)
        return done.out

    def wait_until(self, condition, timeout=PATIENCE):
        """Until a bash condition holds in the machine: for what a kernel or a daemon does in its own time."""
        loop = f"for i in $(seq {timeout * 5}); do {{ {condition}; }} >/dev/null 2>&1 && exit 0; sleep 0.2; done; exit 1"
        done = self.run(loop, timeout * 3)
        if done.status != 0:
            raise RigError(f"waited in vain in the virtual machine for: {condition}")

    def _pid(self):
        return self.state["pid"]

    def is_well(self):
        """Whether it runs and does what it is told."""
        return self._is_alive(self._pid()) and self._channel.answers(timeout=60)

    def qmp(self):
        return Qmp(self.folder)

    # Stopping

    def stop(self):
        """At once, as one pulls a plug: nothing of the machine is kept."""
        pid = self._pid()
        try:
            os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        end = time.monotonic() + STOP_PATIENCE
        while self._is_alive(pid) and time.monotonic() < end:
            time.sleep(0.1)
        if self._is_alive(pid):
            os.kill(pid, signal.SIGKILL)
        (self.folder / "machine.json").unlink(missing_ok=True)

    def _is_alive(self, pid):
        if self._process:
            return self._process.poll() is None
        return is_emulator(pid)


def is_emulator(pid):
    """Whether a process of that number is an emulator that has not ended."""
    try:
        name, state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split("(", 1)[1].rsplit(")", 1)
    except OSError:
        return False
    # One that nobody has waited for has ended, too.
    return name.startswith("qemu-system") and state.split()[0] != "Z"


def end_with_parent():
    """Between fork and exec of the emulator: it does not outlive the tests, however they end."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
