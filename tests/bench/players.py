# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed against real players in the virtual machine, next to other programs in the same boot.

Everything that is timed lies on the disk of the virtual machine and is timed in there (inmachine.py).
"""

import io
import json
import shlex
import shutil
import sys
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path

from errors import BenchError
from measuring import Run, Series, Target, in_turn

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "e2e"))  # where the package rig lies

from rig.errors import RigError
from rig.machine import Machine
from rig.music import Music, id3_tag
from rig.players import MtpPlayer, StickPlayer
from rig.storage import Stick, Sticks

SENT = 500  # to an MTP player
WRITTEN = 100  # to a stick
SMALLEST, LARGEST = 2 << 10, 8 << 20
KNOWN = 5_000
KNOWN_FILE_BYTES = 2_500
ALBUM, ARTIST = 10, 100  # tracks
PAIRS = 3
SENDING_PAIRS = 7  # they vary more from one to the next than what is to be seen
MOST_OF_AFT = 2  # it takes minutes
PLAYERS_PROCESSOR = 1
CANCELS = 5
CANCEL_FILE = 48 << 20
CANCEL_AFTER = 3 << 20  # and as much more each time
STICK_BYTES_PER_SECOND = 4_000_000

SEND_LOOP_LIMIT = 1.1
SEND_AFT_LIMIT = 1.0
RECONNECT_LIMIT = 0.1
VFAT_LIMIT = 1.1
CANCEL_LIMIT_SECONDS = 1.0

FRAME_SYNC = b"\xff\xfb"
PLACE = "/var/tmp/bench"
OUTPUT = f"{PLACE}/output"
PATIENCE = 600


def measure_players(bench, say):
    """All of it. Raises BenchError when the machine is not to be had or something else happens than is meant."""
    try:
        with machine(bench) as computer:
            lab = Lab(bench, computer, say)
            # The short ones first: what was measured is kept when a later one cannot be.
            lab.measure_cancelling()
            lab.measure_stick()
            lab.measure_sending()
            lab.measure_reconnection()
    except RigError as error:
        raise BenchError(f"the virtual machine with real players: {error}") from error
    except BenchError as error:
        raise BenchError(f"real players: {error}") from error


@contextmanager
def machine(bench):
    """A machine of its own: what others do in one that keeps running would be in the figures."""
    folder = Path(tempfile.mkdtemp(prefix="tandem-bench-"))  # short, as it has to be for its sockets
    builds = REPOSITORY / "build"
    shared = builds if bench.build_dir.is_relative_to(builds) else bench.build_dir
    computer = None
    try:
        computer = Machine.start(folder, REPOSITORY, shared, keep=False)
        yield computer
    finally:
        if computer:
            computer.stop()
        shutil.rmtree(folder, ignore_errors=True)


# --- Songs ---------------------------------------------------------------------------------------


def sizes(songs):
    """Of so many songs: a logarithmic scale, of which the smaller part is used more often."""
    ratio = LARGEST / SMALLEST
    return [int(SMALLEST * ratio ** ((number / (songs - 1)) ** 2)) for number in range(songs)]


def frames():
    """The frames of a song without tags."""
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as name:
        path = Path(name) / "song.mp3"
        Music().write_song(path, "Title", size=1_000)
        content = path.read_bytes()
        return content[content.index(FRAME_SYNC):]


def song(body, number, size):
    album, artist = number // ALBUM, number // ARTIST
    texts = {"TIT2": f"Title {number:04d}", "TPE1": f"Artist {artist:02d}", "TALB": f"Album {album:03d}",
             "TRCK": str(number % ALBUM + 1)}
    tag = id3_tag(texts)
    return (tag + body * (size // len(body) + 1))[:size]


def pack(path, songs):
    """A tar archive of pairs of a name and a content: thousands of files are in the machine at once that way."""
    with tarfile.open(path, "w") as archive:
        for name, content in songs:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            entry.mtime = 1_700_000_000
            archive.addfile(entry, io.BytesIO(content))


class OwnProcessorPlayer(MtpPlayer):
    """A player is a computer of its own: what its program does must not wait for the processor of the programs
    that are measured, nor move from one to the other."""

    def plug(self):
        super().plug()
        self._machine.do(f"taskset -apc {PLAYERS_PROCESSOR} $(cat /run/players/{self.name}/pid)")
        return self


# --- The measures --------------------------------------------------------------------------------


class Lab:
    """The machine with programs and songs in it."""

    def __init__(self, bench, computer, say):
        self._bench = bench
        self._machine = computer
        self._say = say
        self._tandem = f"{PLACE}/app/tandem"
        self._loop = f"{PLACE}/app/bench_mtp_loop"
        self._bring_programs()
        self._bring_songs()

    def _bring_programs(self):
        """To the disk of the machine, where those are that they are held against."""
        loop = self._bench.build_dir / "tests" / "bench" / "bench_mtp_loop"
        app = self._bench.tandem_program.parent
        files = [app / "tandem", app / "tandem-mtp", app / "tandem-read", app / "tandem-solid.so", loop]
        for file in files:
            if not file.exists():
                raise BenchError(f"{file} has not been built")
        self._machine.do(f"mkdir -p {PLACE}/app && cp {shlex.join(map(str, files))} {PLACE}/app")

    def _bring_songs(self):
        body = frames()
        share = self._machine.share

        def scale(folder, songs):
            return ((f"{folder}/{number:03d} Title.mp3", song(body, number, size))
                    for number, size in enumerate(sizes(songs)))

        known = ((f"known/{number:04d}.mp3", song(body, number, KNOWN_FILE_BYTES)) for number in range(KNOWN))
        large = [("large/large.mp3", song(body, 0, CANCEL_FILE))]
        packs = {"sent": scale("sent", SENT), "written": scale("written", WRITTEN), "known": known, "large": large}
        for name, songs in packs.items():
            pack(share / f"{name}.tar", songs)
            self._machine.do(f"tar -x --no-same-owner -C {PLACE} -f /host/{name}.tar", timeout=PATIENCE)
            (share / f"{name}.tar").unlink()
        self._read_once("written")
        self._read_once("large")

    def _read_once(self, folder):
        self._machine.do(f"cat {PLACE}/{folder}/* | wc -c; sync", timeout=PATIENCE)

    # Programs

    def _command(self, data, *arguments):
        return (self._tandem, "--data-dir", f"{PLACE}/{data}", "--json", "--quiet", *arguments)

    def _timed(self, command, statuses=(0,)):
        """Runs a program in the machine; its Run."""
        told = self._told(command, statuses, "run")
        return Run(told["seconds"], told["peakBytes"])

    def _told(self, command, statuses, *verb):
        """What inmachine.py has to tell of a program."""
        words = ["python3", "-B", str(HERE / "inmachine.py"), *verb, OUTPUT, *map(str, command)]
        told = json.loads(self._machine.do(shlex.join(words), timeout=PATIENCE))
        if told["status"] not in statuses:
            said = self._machine.run(f"tail -c 1000 {OUTPUT} {OUTPUT}.err").out
            raise BenchError(f"“{shlex.join(map(str, command))[:200]}” ended with {told['status']}: {said}")
        if not told.get("wasRunning", True):
            raise BenchError(f"“{shlex.join(map(str, command))[:200]}” ended before it was interrupted")
        return told

    def _output(self):
        """The JSON object that the program has printed; others may have printed before it."""
        text = self._machine.do(f"cat {OUTPUT}")
        return json.loads(text[text.index("{"):])

    def _expect_output(self, **wanted):
        answer = self._output()
        found = {name: answer.get(name) for name in wanted}
        if found != wanted:
            raise BenchError(f"there is {found}, expected {wanted}: {str(answer)[:500]}")
        return answer

    def _do(self, data, *arguments):
        """A command of Tandem that is not measured; its JSON."""
        self._timed(self._command(data, *arguments))
        return self._output()

    def _library(self, data, folder):
        """A data folder with a library of one folder and the playlist “all”."""
        self._machine.do(f"rm -rf {PLACE}/{data}")
        self._do(data, "library", "add", f"{PLACE}/{folder}")
        self._do(data, "playlist", "create", "all", "--match", "")

    def _compare(self, measure, files, programs, pairs=PAIRS, most=None):
        """most: how often at most, by the names of programs."""
        pairs = self._bench.runs or pairs
        self._say(f"Measuring: {measure}, {files:,} files.")
        series = in_turn(pairs, measure, files,
                         {name: ((most or {}).get(name, pairs), run) for name, run in programs.items()})
        self._bench.series += series.values()
        return series

    # Sending

    def _empty(self, player):
        """Out of the socket, emptied, in again: as a new one, at the price of nothing that is measured."""
        player.unplug()
        self._machine.do(f"cd {player.folder()} && find . -mindepth 1 -delete; sync")
        player.plug()

    def _expect_on_player(self, player, files):
        found = int(self._machine.do(f"find {player.folder()} -name '*.mp3' | wc -l"))
        if found != files:
            raise BenchError(f"{found} files have arrived on the player, expected {files}")

    def _new_player(self, name, megabytes):
        player = OwnProcessorPlayer(self._machine, name, [f"Internal:ext4:{megabytes}"])
        # It would tell of each new file and then wait until it is heard; aft-mtp-cli does not listen.
        self._machine.do(f"echo 'no_inotify 0x1' >>/run/players/{name}/umtprd.conf")
        return player.plug()

    def measure_sending(self):
        total = sum(sizes(SENT))
        self._read_once("sent")
        player = self._new_player("SEND", 64 + 2 * (total >> 20))
        self._do("send", "device", "list")
        own = Series("sending alone (MTP)", "tandem", SENT)
        loop_own = Series("sending alone (MTP)", "libmtp loop", SENT)
        songs = f"{PLACE}/sent"
        names = self._machine.do(f"ls -d {songs}/*").splitlines()

        def tandem():
            self._empty(player)
            run = self._timed(self._command("send", "send", player.device, *names))
            answer = self._expect_output(result="completed", copied=SENT, failed=0, bytesCopied=total)
            self._expect_on_player(player, SENT)
            own.runs.append(Run(answer["seconds"]))
            return run

        def loop():
            self._empty(player)
            run = self._timed((self._loop, player.name, songs, "Songs"))
            answer = self._expect_output(sent=SENT, failed=0, bytes=total)
            self._expect_on_player(player, SENT)
            loop_own.runs.append(Run(answer["seconds"]))
            return run

        def aft():
            self._empty(player)
            run = self._timed(("aft-mtp-cli", f"put {songs}"))
            self._expect_on_player(player, SENT)
            return run

        self._timed((self._loop,), statuses=(2,))  # what it needs is in memory then
        self._timed(("aft-mtp-cli", "-l"), statuses=(0, 1))
        for warming in (tandem, loop):
            warming()
        own.runs.clear()
        loop_own.runs.clear()
        programs = {"tandem": tandem, "libmtp loop": loop, "aft-mtp-cli put": aft}
        series = self._compare("sending (MTP)", SENT, programs, SENDING_PAIRS, {"aft-mtp-cli put": MOST_OF_AFT})
        self._bench.series += [own, loop_own]
        title = f"sending {SENT:,} files, {total >> 20} MB (MTP)"
        ours = series["tandem"]
        self._bench.targets += [
            Target.ratio(f"{title} / libmtp loop", ours, series["libmtp loop"]),
            Target.ratio(f"{title} / aft-mtp-cli put", ours, series["aft-mtp-cli put"], SEND_AFT_LIMIT),
            Target.ratio("of that, sending alone / libmtp loop", own, loop_own, SEND_LOOP_LIMIT),
        ]
        player.throw_away()

    # Connecting a player that has everything

    def measure_reconnection(self):
        player = self._new_player("KNOWN", 100)
        data = "known-data"
        self._library(data, "known")
        self._do(data, "partner", player.device, "--playlist", "all")
        self._fill(player, self._do(data, "sync", player.device, "--dry-run")["actions"])
        self._do(data, "sync", player.device)

        def again():
            player.unplug()
            player.plug()

        def tandem():
            again()
            run = self._timed(self._command(data, "sync", player.device))
            self._expect_output(result="completed", copied=0, removed=0, failed=0, upToDate=KNOWN)
            return run

        def listing():
            again()
            run = self._timed(("mtp-files",))
            found = int(self._machine.do(f"grep -c '^File ID' {OUTPUT}"))
            if found < KNOWN:
                raise BenchError(f"mtp-files lists {found} of {KNOWN} files")
            return run

        series = self._compare("reconnection (MTP)", KNOWN, {"tandem": tandem, "mtp-files": listing})
        self._bench.targets.append(Target.ratio(f"reconnection, {KNOWN:,} files (MTP) / mtp-files", series["tandem"],
                                                series["mtp-files"], RECONNECT_LIMIT))
        player.throw_away()

    def _fill(self, player, actions):
        """Puts the songs where Tandem would, from the player's side."""
        paths = [action["path"] for action in actions if action["kind"] == "copy"]
        if len(paths) != KNOWN:
            raise BenchError(f"a dry run names {len(paths)} songs to copy, expected {KNOWN}")
        player.unplug()
        lines = []
        for path in paths:
            number = path.rsplit("Title ", 1)[1][:4]
            lines.append(f"{PLACE}/known/{number}.mp3\t{path}\n")
        (self._machine.share / "places").write_text("".join(lines), encoding="utf-8")
        self._machine.do(
            "python3 -c 'import os, shutil, sys\n"
            "for line in open(\"/host/places\"):\n"
            "    source, path = line.rstrip(\"\\n\").split(\"\\t\")\n"
            "    target = os.path.join(sys.argv[1], path)\n"
            "    os.makedirs(os.path.dirname(target), exist_ok=True)\n"
            f"    shutil.copyfile(source, target)' {player.folder()}; sync", timeout=PATIENCE)
        player.plug()

    # A stick

    def measure_stick(self):
        total = sum(sizes(WRITTEN))
        stick = StickPlayer(self._machine, Stick("BENCH", "vfat", 128 + (total >> 20))).plug()
        self._library("stick-library", "written")
        own = Series("first sync alone (vfat)", "tandem", WRITTEN)

        def empty():
            self._machine.do(f"cd {shlex.quote(stick.device)} && find . -mindepth 1 -delete; sync")

        def tandem():
            empty()
            self._machine.do(f"rm -rf {PLACE}/stick && cp -r {PLACE}/stick-library {PLACE}/stick")
            self._do("stick", "partner", stick.device, "--playlist", "all")
            self._machine.do("sync")
            run = self._timed(self._command("stick", "sync", stick.device))
            answer = self._expect_output(result="completed", copied=WRITTEN, failed=0, bytesCopied=total)
            own.runs.append(Run(answer["seconds"]))
            return run

        def copy():
            empty()
            return self._timed(("sh", "-c", 'cp -r "$0" "$1" && sync', f"{PLACE}/written", f"{stick.device}/songs"))

        series = self._compare("first sync (vfat)", WRITTEN, {"tandem": tandem, "cp -r, sync": copy})
        self._bench.series.append(own)
        title = f"{WRITTEN:,} files, {total >> 20} MB (vfat) / cp -r, sync"
        other = series["cp -r, sync"]
        self._bench.targets += [
            Target.ratio(f"first sync, {title}", series["tandem"], other),
            Target.ratio("of that, synchronizing alone / cp -r, sync", own, other, VFAT_LIMIT),
        ]
        stick.throw_away()

    # Cancelling

    def measure_cancelling(self):
        self._library("stop-library", "large")
        player = self._new_player("STOP", 2 * (CANCEL_FILE >> 20))
        self._cancel("cancelling (MTP)", player, player.folder())
        player.throw_away()
        stick = StickPlayer(self._machine, Stick("STOP", "vfat", 128 + (CANCEL_FILE >> 20)))
        stick.plug(bytes_per_second=STICK_BYTES_PER_SECOND)
        self._cancel("cancelling (slow stick)", stick, Sticks.device(stick.name))
        stick.throw_away()

    def _cancel(self, measure, player, where):
        self._say(f"Measuring: {measure}.")
        data = "stop-data"
        self._machine.do(f"rm -rf {PLACE}/{data} && cp -r {PLACE}/stop-library {PLACE}/{data}")
        self._do(data, "partner", player.device, "--playlist", "all")
        ended = Series(measure, "tandem", 1)
        undone = Series(f"{measure}, file gone", "tandem", 1)
        for number in range(CANCELS):
            enough = CANCEL_AFTER * (number + 1)
            # One that goes on to its end has been interrupted in vain: its time is a figure, too.
            told = self._told(self._command(data, "sync", player.device), (130, 0), "interrupt", where, str(enough))
            ended.runs.append(Run(told["seconds"], told["peakBytes"]))
            if told["undoneSeconds"] is not None:
                undone.runs.append(Run(told["undoneSeconds"]))
            answer = self._output()
            if answer.get("copied"):
                self._say(f"{measure}: run {number + 1} was not stopped, it copied the file to its end")
                break  # nothing is left to be sent, nor to be interrupted
        for series in (undone, ended):
            if not series.runs:
                continue  # nobody can see it on a stick
            self._bench.series.append(series)
            slowest = max(run.seconds for run in series.runs)
            title = f"{series.measure}, slowest of {len(series.runs)}"
            self._bench.targets.append(Target(title, slowest, CANCEL_LIMIT_SECONDS, unit="s"))
