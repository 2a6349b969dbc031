# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An mpd of our own, with nothing in it: what a first scan is compared with."""

import os
import socket
import subprocess
import time

from errors import BenchError
from measuring import Run, wait

START_SECONDS = 20

CONFIGURATION = """\
music_directory "{music}"
db_file "{folder}/database"
log_file "{folder}/log"
bind_to_address "@{address}"
auto_update "no"
zeroconf_enabled "no"
audio_output {{
    type "null"
    name "null"
}}
"""


class MpdClient:
    """The few words of mpd's protocol that are needed, over its local (abstract) socket."""

    def __init__(self, address):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect("\0" + address)
        self._lines = self._socket.makefile("r", encoding="utf-8")
        self._lines.readline()

    def close(self):
        self._lines.close()
        self._socket.close()

    def ask(self, command):
        """Sends a command; returns the fields of the answer."""
        self._socket.sendall(command.encode() + b"\n")
        fields = {}
        for line in self._lines:
            if line == "OK\n":
                return fields
            if line.startswith("ACK"):
                raise BenchError(f"mpd refuses “{command}”: {line.strip()}")
            name, _, value = line.rstrip("\n").partition(": ")
            fields[name] = value
        raise BenchError("mpd went away")

    def wait_until_updated(self):
        while "updating_db" in self.ask("status"):
            self.ask("idle update")


def connect(address, process):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            return MpdClient(address)
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise BenchError("mpd did not start")


def time_update(client, music, samples, count):
    # Without a database mpd begins with an update: over by now, of an empty folder.
    client.wait_until_updated()
    (music / "samples").symlink_to(samples)
    start = time.perf_counter()
    client.ask("update")
    client.wait_until_updated()
    seconds = time.perf_counter() - start
    songs = int(client.ask("stats")["songs"])
    if songs != count:
        raise BenchError(f"mpd found {songs} of {count} songs")
    return seconds


def first_update(folder, samples, count):
    """The time from the command to the end of the first update of a new mpd, and its peak memory."""
    music = folder / "music"
    music.mkdir(parents=True)
    address = f"tandem-bench-{os.getpid()}"
    configuration = folder / "mpd.conf"
    configuration.write_text(CONFIGURATION.format(music=music, folder=folder, address=address), encoding="utf-8")
    process = subprocess.Popen(
        ("mpd", "--no-daemon", str(configuration)), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        client = connect(address, process)
        try:
            seconds = time_update(client, music, samples, count)
        finally:
            client.close()
    except BaseException:
        process.kill()
        process.wait()
        raise
    process.terminate()
    return Run(seconds, wait(process))
