# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs in the virtual machine, for players.py: times one program there, so that the way to it is not in the figure.

  inmachine.py run OUTPUT PROGRAM...                  to its end
  inmachine.py interrupt WHERE BYTES OUTPUT PROGRAM...  SIGINT as soon as so many more bytes are in WHERE: a folder,
                                                      or a block device, where those count that have been written

Prints one JSON object: status, seconds (from the start, or from the SIGINT, to the end), peakBytes, wasRunning (when
the SIGINT was sent), and for a folder undoneSeconds (from the SIGINT until there is no more in it than at the
start; null if it ended with more). What the program writes goes to the file OUTPUT, and what it says on standard error
to OUTPUT.err.
"""

import json
import os
import signal
import stat
import subprocess
import sys
import time

sys.dont_write_bytecode = True

from measuring import wait

SECTOR_BYTES = 512  # of /sys/dev/block/*/stat, whatever the device has
SECTORS_WRITTEN = 6
LOOK_SECONDS = 0.02
PATIENCE_SECONDS = 120


def start(output, command):
    with open(output, "wb") as out, open(output + ".err", "wb") as err:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)


def finish(process, begin, **more):
    peak_bytes = wait(process)
    seconds = time.perf_counter() - begin
    print(json.dumps({"status": process.returncode, "seconds": seconds, "peakBytes": peak_bytes} | more))


def bytes_in(where):
    status = os.stat(where)
    if stat.S_ISBLK(status.st_mode):
        number = f"{os.major(status.st_rdev)}:{os.minor(status.st_rdev)}"
        with open(f"/sys/dev/block/{number}/stat", encoding="ascii") as file:
            return int(file.read().split()[SECTORS_WRITTEN]) * SECTOR_BYTES
    total = 0
    for folder, _, names in os.walk(where):
        for name in names:
            try:
                total += os.stat(os.path.join(folder, name)).st_size
            except FileNotFoundError:
                continue
    return total


def interrupt(where, enough, output, command):
    before = bytes_in(where)
    process = start(output, command)
    end = time.monotonic() + PATIENCE_SECONDS
    while bytes_in(where) < before + enough and time.monotonic() < end and not has_ended(process):
        time.sleep(LOOK_SECONDS)
    # One that had ended already must not be taken for one that obeyed.
    was_running = not has_ended(process)
    begin = time.perf_counter()
    os.kill(process.pid, signal.SIGINT)  # nobody has waited for it yet, so the number is still its own
    finish(process, begin, wasRunning=was_running, undoneSeconds=seconds_until_undone(where, before, begin, process))


def seconds_until_undone(where, before, begin, process):
    """Of a block device, nobody can tell what is still valid of what was written."""
    if not os.path.isdir(where):
        return None
    while True:
        has_come_to_an_end = has_ended(process)
        if bytes_in(where) <= before:
            return time.perf_counter() - begin
        if has_come_to_an_end:
            return None
        time.sleep(LOOK_SECONDS)


def has_ended(process):
    """Without taking its status away, which finish() wants."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def main():
    verb, *arguments = sys.argv[1:]
    if verb == "run":
        output, *command = arguments
        begin = time.perf_counter()
        finish(start(output, command), begin)
    else:
        where, enough, output, *command = arguments
        interrupt(where, int(enough), output, command)


main()
