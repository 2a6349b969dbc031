# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one scenario has: a library, music, players. Everything is made anew for the next."""

import hashlib
import shutil

from .checks import expect_status
from .players import StickPlayer, make_player
from .program import Program
from .storage import Sticks

IN_MACHINE = "/var/tmp/world"


class World:
    """The clean state that a scenario begins with."""

    def __init__(self, machine, program_path, music):
        self.machine = machine
        self._program_path = program_path
        self._songs = music
        self._clean()
        self.tandem = self.program("data")

    def _clean(self):
        sticks = Sticks(self.machine)
        for name in sticks.plugged():
            sticks.unplug(name)
        for image in (self.machine.folder / "disks").iterdir():
            image.unlink()
        self.machine.do(
            "pkill -KILL -x tandem; pkill -KILL gvfs; pkill -KILL aft-mtp; "
            f"mtp-player reset && rm -rf {IN_MACHINE} && mkdir {IN_MACHINE}")
        shutil.rmtree(self._music_folder, ignore_errors=True)
        self._music_folder.mkdir()

    @property
    def _music_folder(self):
        return self.machine.share / "music"

    music = "/host/music"  # as the machine sees it

    def program(self, name):
        """The program with a data directory of that name: another name is another library."""
        return Program(self.machine, self._program_path, f"{IN_MACHINE}/{name}")

    # Music

    def song(self, name, title=None, **tags):
        """Writes an MP3 file; its path as the machine sees it. See Music.write_song."""
        self._songs.write_song(self._music_folder / name, title or name.rsplit(".", 1)[0], **tags)
        return f"{self.music}/{name}"

    def songs(self, count, size=32_000, artist="Artist", album="Album", first=1):
        """Songs of one album, in order."""
        return [self.song(f"{artist} {number:03d}.mp3", f"Song {number:03d}", artist=artist, album=album,
                          track=number, size=size) for number in range(first, first + count)]

    def real_encodes(self):
        """One song of each format."""
        paths = self._songs.real_encodes()
        for path in paths:
            shutil.copy(path, self._music_folder)
        return [f"{self.music}/{path.name}" for path in paths]

    def host_path(self, path):
        """Where a path of the machine's music lies outside."""
        return self._music_folder / path.removeprefix(self.music + "/")

    def digests(self, paths):
        """The contents of songs, as Tree.songs gives them."""
        return sorted(hashlib.sha1(self.host_path(path).read_bytes()).hexdigest() for path in paths)

    # Players and the library

    def player(self, kind, name="PLAYER", megabytes=64, **options):
        return make_player(self.machine, kind, name, megabytes, **options)

    def stick(self, stick):
        return StickPlayer(self.machine, stick)

    def do(self, *arguments, program=None):
        """A command of the program that has to succeed; its JSON."""
        run = (program or self.tandem).run(*arguments)
        expect_status(run, 0)
        return run.json

    def library(self, *playlists):
        """Adds the music, and makes playlists: pairs of a name and its songs, None for all there are."""
        self.do("library", "add", self.music)
        for name, songs in playlists:
            self.do("playlist", "create", name, *(["--match", ""] if songs is None else songs))

    def partner(self, player, *playlists):
        words = [word for name in playlists for word in ("--playlist", name)]
        self.do("partner", player.device, *words)

    def sync(self, player, *options, status=0, timeout=300):
        """Synchronizes; the run, whose exit status has to be as told."""
        run = self.tandem.run("sync", player.device, *options, timeout=timeout)
        if status is not None:
            expect_status(run, status)
        return run

    def listed(self, player):
        """The program's entry of a player, or None."""
        for entry in self.do("device", "list")["devices"]:
            if player.device in (entry.get("location"), entry.get("name"), entry.get("friendlyName")):
                return entry
        return None
