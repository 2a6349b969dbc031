# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev vm: a virtual machine with real players that keeps running while one works on a test.

  ./dev vm                     start it if it does not run, then a shell in it (Ctrl-] leaves, it runs on)
  ./dev vm start               only start it
  ./dev vm run CMD             run a bash command line in it; its output and exit status
  ./dev vm plug NAME FS MB     a USB stick: FS is vfat, exfat, ext4 or empty; NAME becomes its label
  ./dev vm unplug NAME         pull it out
  ./dev vm players             what can be done with MTP players (mtp-player, in the machine)
  ./dev vm test [ARGS]         build, then run the scenarios (--only TEXT, --list, --help)
  ./dev vm status | stop

The repository and the build stand at the paths that they have outside; /host is the folder `share` of
what status shows. TANDEM_VM=NAME has a machine of that name, beside others. The suite (tests/e2e/e2e.py)
uses the machine of that name when it runs, instead of one of its own.
"""

import argparse
import os
import select
import socket
import sys
import termios
import tty
from pathlib import Path

sys.dont_write_bytecode = True

from rig.errors import RigError
from rig.machine import Machine, kept_folder
from rig.storage import FILE_SYSTEMS, Stick, Sticks

LEAVE = b"\x1d"  # Ctrl-]
REPOSITORY = Path(__file__).resolve().parents[2]


def machine_name():
    return os.environ.get("TANDEM_VM") or "default"


def running():
    machine = Machine.running(kept_folder(machine_name()))
    if not machine:
        raise RigError("no virtual machine runs: ./dev vm start")
    return machine


def started():
    folder = kept_folder(machine_name())
    machine = Machine.running(folder)
    if machine:
        if machine.state["image"] != os.environ.get("TANDEM_VM_IMAGE"):
            print("vm: it runs from an older image; ./dev vm stop, then start, takes the new one", file=sys.stderr)
        return machine
    print("vm: starting; this takes about a minute", file=sys.stderr)
    build = REPOSITORY / "build"
    build.mkdir(exist_ok=True)
    return Machine.start(folder, REPOSITORY, build, keep=True)


def shell(machine):
    """Connects this terminal with the machine's console."""
    if not sys.stdin.isatty():
        raise RigError("a shell needs a terminal; ./dev vm run CMD does not")
    print("vm: Ctrl-] leaves, the machine runs on; ./dev vm stop ends it", file=sys.stderr)
    columns, lines = os.get_terminal_size()
    before = termios.tcgetattr(sys.stdin)
    with socket.socket(socket.AF_UNIX) as console:
        console.connect(str(machine.folder / "console.sock"))
        console.sendall(f"stty rows {lines} columns {columns}\n".encode())
        tty.setraw(sys.stdin)
        try:
            while True:
                ready, _, _ = select.select([sys.stdin, console], [], [])
                if console in ready:
                    received = console.recv(1 << 16)
                    if not received:
                        return
                    os.write(sys.stdout.fileno(), received)
                if sys.stdin in ready:
                    typed = os.read(sys.stdin.fileno(), 1 << 10)
                    if LEAVE in typed or not typed:
                        return
                    console.sendall(typed)
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def run(machine, command):
    done = machine.run(command, timeout=24 * 3600)
    sys.stdout.write(done.out)
    sys.stderr.write(done.err)
    return done.status


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                                     prog="./dev vm")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    verbs.add_parser("start")
    verbs.add_parser("stop")
    verbs.add_parser("status")
    verbs.add_parser("players")
    verbs.add_parser("run").add_argument("command", nargs=argparse.REMAINDER)
    plug = verbs.add_parser("plug")
    plug.add_argument("name")
    plug.add_argument("fs", choices=FILE_SYSTEMS)
    plug.add_argument("mb", type=int)
    verbs.add_parser("unplug").add_argument("name")
    options = parser.parse_args()

    if options.verb is None:
        shell(started())
    elif options.verb == "start":
        print(started().folder)
    elif options.verb == "stop":
        running().stop()
    elif options.verb == "status":
        machine = running()
        print(f"folder: {machine.folder}\nprocess: {machine.state['pid']}\nimage: {machine.state['image']}")
        return run(machine, "uptime; lsblk -o NAME,TRAN,SIZE,FSTYPE,LABEL,MOUNTPOINT; mtp-player list")
    elif options.verb == "players":
        return run(started(), "mtp-player --help")
    elif options.verb == "run":
        return run(running(), " ".join(options.command))
    elif options.verb == "plug":
        stick = Stick(options.name, options.fs, options.mb)
        print(Sticks(started()).plug(stick))
    else:
        Sticks(running()).unplug(options.name)
    return 0


try:
    sys.exit(main())
except RigError as error:
    print(f"vm: {error}", file=sys.stderr)
    sys.exit(3)
