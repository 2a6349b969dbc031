# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures speed and memory next to other programs, in the same run: see docs/architecture/performance.md.

Ends with 0 when all targets are met, 1 when some are not, 3 when figures are missing.
"""

import argparse
import ctypes
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True  # nothing is left between the sources

import mpdserver
import players
from errors import BenchError
from measuring import Run, Series, Target, in_turn, run_program
from samples import sample_library

SMALL = 5_000
LARGE = 100_000
MEASURES = ("scan", "rescan", "plan", "sync", "bookkeeping", "players")
RUNS_SMALL = 5
RUNS_LARGE = 3
# No target hangs on it and it takes minutes: above so many files mpd is measured once.
MPD_ONCE_ABOVE = 20_000

SCAN_LIMIT = 1.0
SMALL_SCAN_LIMIT = 1.5  # a good part of it is the start
RESCAN_LIMIT = 3.0
FIRST_SYNC_LIMIT = 1.3
DURABLE_SYNC_LIMIT = 1.1
NEXT_SYNC_LIMIT = 0.9
BOOKKEEPING_LIMIT = 1.03
PLAN_LIMIT_SECONDS = 0.3
GROWTH_LIMIT = 1.1  # of what is to be linear
PLAYER_FILES = 50_000
MEMORY_LIMIT_MB = 150


class Bench:
    """One run of the bench: where things are, and what was measured so far."""

    def __init__(self, options, work_dir):
        self.work_dir = work_dir
        self.build_dir = options.build_dir
        self.tandem_program = options.build_dir / "app" / "tandem"
        programs = options.build_dir / "tests" / "bench"
        self.loop_program = programs / "bench_taglib_loop"
        self.planner_program = programs / "bench_planner"
        self.bookkeeping_program = programs / "bench_bookkeeping"
        self.threads = min(os.cpu_count() or 1, 16)  # as many as a scan takes
        self.runs = options.runs
        self.series = []
        self.targets = []
        self.missing = []  # why there are no figures of something

    def rounds(self, files):
        return self.runs or (RUNS_SMALL if files <= SMALL else RUNS_LARGE)

    def fresh(self, name):
        """A path in the work folder at which there is nothing."""
        path = self.work_dir / name
        shutil.rmtree(path, ignore_errors=True)
        return path

    def tandem(self, data_dir, *arguments):
        command = (self.tandem_program, "--data-dir", data_dir, "--json", "--quiet", *arguments)
        return run_program(command, prints_json=True)

    def compare(self, measure, files, programs):
        """Runs the programs in turn; a program is a function, or a pair as in_turn() wants it."""
        say(f"Measuring: {measure}, {files:,} files.")
        rounds = self.rounds(files)
        programs = {n: p if isinstance(p, tuple) else (rounds, p) for n, p in programs.items()}
        series = in_turn(rounds, measure, files, programs)
        self.series += series.values()
        return series


def say(text):
    print(text, file=sys.stderr, flush=True)


def expect(answer, **wanted):
    """What was measured must be what was meant to be measured."""
    for name, value in wanted.items():
        if answer.get(name) != value:
            raise BenchError(f"{name} is {answer.get(name)}, expected {value}: {str(answer)[:500]}")


def warm_up(folder):
    """Reads all files once, so that everybody finds them in memory."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()


# --- First scan ----------------------------------------------------------------------------------


def measure_scan(bench, samples, files):
    def tandem():
        run, answer = bench.tandem(bench.fresh("data"), "library", "add", samples)
        expect(answer, found=files, added=files, failed=0)
        return run

    def loop():
        run, answer = run_program((bench.loop_program, samples, bench.threads), prints_json=True)
        expect(answer, read=files, failed=0)
        return run

    def mpd():
        return mpdserver.first_update(bench.fresh("mpd"), samples, files)

    mpd_runs = 1 if files > MPD_ONCE_ABOVE else bench.rounds(files)
    programs = {"tandem": tandem, "TagLib loop": loop, "mpd": (mpd_runs, mpd)}
    series = bench.compare("first scan", files, programs)
    title = f"first scan, {files:,} files"
    limit = SCAN_LIMIT if files >= LARGE else SMALL_SCAN_LIMIT
    bench.targets += [
        Target.ratio(f"{title} / TagLib loop", series["tandem"], series["TagLib loop"], limit),
        Target.ratio(f"{title} / mpd", series["tandem"], series["mpd"]),
        Target(f"memory of the {title}", series["tandem"].peak_bytes / 1e6, MEMORY_LIMIT_MB, unit="MB"),
    ]


# --- Unchanged rescan ----------------------------------------------------------------------------


def measure_rescan(bench, samples, files):
    data_dir = bench.fresh("data")
    bench.tandem(data_dir, "library", "add", samples)

    def tandem():
        run, answer = bench.tandem(data_dir, "library", "scan")
        expect(answer, found=files, added=0, updated=0, missing=0)
        return run

    def find():
        return run_program(("find", samples, "-type", "f", "-printf", r"%s %T@ %p\n"))[0]

    series = bench.compare("unchanged rescan", files, {"tandem": tandem, "find": find})
    # Of a few files it measures little more than how fast the program starts.
    limit = RESCAN_LIMIT if files >= LARGE else None
    bench.targets.append(
        Target.ratio(f"unchanged rescan, {files:,} files / find", series["tandem"], series["find"], limit)
    )


# --- Synchronization -----------------------------------------------------------------------------


def library_with_playlist(bench, samples):
    """A data folder with the samples and the playlist “all” of every one of them."""
    data_dir = bench.fresh("library")
    bench.tandem(data_dir, "library", "add", samples)
    playlist = bench.work_dir / "all.m3u8"
    paths = sorted(str(path) for path in samples.rglob("*") if path.is_file())
    playlist.write_text("".join(path + "\n" for path in paths), encoding="utf-8")
    bench.tandem(data_dir, "playlist", "import", playlist)
    return data_dir


def new_player(bench, library):
    """A fresh data folder and a fresh player that is partnered and still empty."""
    data_dir = bench.fresh("data")
    shutil.copytree(library, data_dir)
    player = bench.fresh("player")
    player.mkdir()
    bench.tandem(data_dir, "device", "add", player)
    bench.tandem(data_dir, "partner", player, "--playlist", "all")
    return data_dir, player


def measure_sync(bench, samples, files):
    library = library_with_playlist(bench, samples)
    measure_first_sync(bench, samples, files, library)
    measure_next_sync(bench, samples, files, library)


def measure_first_sync(bench, samples, files, library):
    def tandem():
        data_dir, player = new_player(bench, library)
        os.sync()
        run, answer = bench.tandem(data_dir, "sync", player)
        expect(answer, result="completed", copied=files, failed=0)
        return run

    def copy(*command):
        def run():
            target = bench.fresh("copy")
            os.sync()
            return run_program((*command, target))[0]

        return run

    rsync = ("rsync", "-a", f"{samples}/")
    durable = ("sh", "-c", 'rsync -a "$0/" "$1" && sync -f "$1"', samples)
    programs = {
        "tandem": tandem,
        "rsync -a": copy(*rsync),
        "rsync -a, sync -f": copy(*durable),
        "cp -r": copy("cp", "-r", samples),
    }
    series = bench.compare("first sync", files, programs)
    title = f"first sync, {files:,} files"
    ours = series["tandem"]
    bench.targets += [
        Target.ratio(f"{title} / rsync -a", ours, series["rsync -a"], FIRST_SYNC_LIMIT),
        Target.ratio(f"{title} / rsync -a, sync -f", ours, series["rsync -a, sync -f"], DURABLE_SYNC_LIMIT),
        Target.ratio(f"{title} / cp -r", ours, series["cp -r"]),
    ]


def measure_next_sync(bench, samples, files, library):
    data_dir, player = new_player(bench, library)
    bench.tandem(data_dir, "sync", player)
    rsync_command = ("rsync", "-a", "--delete", f"{samples}/", bench.fresh("copy"))
    run_program(rsync_command)

    def tandem():
        run, answer = bench.tandem(data_dir, "sync", player)
        expect(answer, result="completed", copied=0, removed=0, upToDate=files)
        return run

    def rsync():
        return run_program(rsync_command)[0]

    peer = "rsync -a --delete"
    series = bench.compare("nothing to sync", files, {"tandem": tandem, peer: rsync})
    bench.targets.append(
        Target.ratio(f"nothing to sync, {files:,} files / {peer}", series["tandem"], series[peer], NEXT_SYNC_LIMIT)
    )


# --- Plans and bookkeeping -----------------------------------------------------------------------


def run_plan(bench, tracks):
    """Only the planner, in a program of its own, which measures itself. A Run of the plan, and one of copying
    the paths that it is made of."""
    say(f"Measuring: plan, {tracks:,} tracks.")
    _, answer = run_program((bench.planner_program, tracks), prints_json=True)
    return Run(answer["seconds"], answer["planBytes"]), Run(answer["copySeconds"])


def measure_plans(bench, with_large):
    sizes = (LARGE, 10 * LARGE) if with_large else (LARGE,)
    plans = {tracks: Series("plan", "tandem", tracks) for tracks in sizes}
    copies = {tracks: Series("plan", "copying its paths", tracks) for tracks in sizes}
    for _ in range(bench.rounds(LARGE)):
        for tracks in sizes:
            plan, copy = run_plan(bench, tracks)
            plans[tracks].runs.append(plan)
            copies[tracks].runs.append(copy)
    bench.series += [series for tracks in sizes for series in (plans[tracks], copies[tracks])]
    plan = plans[LARGE]
    bench.targets += [
        Target(f"plan, {LARGE:,} tracks", plan.seconds, PLAN_LIMIT_SECONDS, unit="s"),
        Target(f"memory of the plan, {LARGE:,} tracks", plan.peak_bytes / 1e6, MEMORY_LIMIT_MB, unit="MB"),
    ]
    if with_large:
        bench.targets += growth_targets(plans, copies)


def growth_targets(plans, copies):
    """Whether a plan grows in line: next to copying each path once, which is linear but for the machine, whose
    caches hold the small one."""
    small, large = plans
    growth = Target.ratio(f"plan, {large:,} / {small:,} tracks", plans[large], plans[small])
    copying = Target.ratio("", copies[large], copies[small])
    pairs = [
        plan.seconds / copy.seconds * small_copy.seconds / small_plan.seconds
        for plan, copy, small_copy, small_plan in zip(
            plans[large].runs, copies[large].runs, copies[small].runs, plans[small].runs
        )
    ]
    in_line = Target(
        "that growth / of copying its paths", growth.value / copying.value, GROWTH_LIMIT, min(pairs), max(pairs)
    )
    memory = Target(
        f"memory of the plan, {large:,} / {small:,} tracks",
        plans[large].peak_bytes / plans[small].peak_bytes,
        large / small * GROWTH_LIMIT,
    )
    return [growth, in_line, memory]


def measure_bookkeeping(bench, samples, files):
    """A synchronization's transfer next to the part of it that is spent inside the storage, of the same run."""
    rounds = bench.rounds(files)
    say(f"Measuring: bookkeeping, {files:,} files.")
    command = (bench.bookkeeping_program, samples, bench.fresh("bookkeeping"), rounds)
    _, answer = run_program(command, prints_json=True)
    kept = Series("transfer", "with ledger and progress", files, [Run(value) for value in answer["runSeconds"]])
    storage = Series("transfer", "inside the storage", files, [Run(value) for value in answer["storageSeconds"]])
    bench.series += [kept, storage]
    bench.targets.append(
        Target.ratio(f"transfer of {files:,} files / inside the storage", kept, storage, BOOKKEEPING_LIMIT)
    )
    outside = [(a.seconds - b.seconds) / files * 1e6 for a, b in zip(kept.runs, storage.runs)]
    bench.targets.append(
        Target("bookkeeping of a file", median(outside), None, min(outside), max(outside), unit="µs")
    )


# --- What is printed -----------------------------------------------------------------------------


def table(rows, names):
    """Rows of text as columns; as many of them as there are names are aligned to the left."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if column < names else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        yield "  ".join(cells).rstrip()


def series_rows(all_series):
    yield ("measure", "program", "files", "runs", "median s", "fastest", "slowest", "peak MB")
    for series in all_series:
        seconds = [run.seconds for run in series.runs]
        times = (f"{value:.3f}" for value in (series.seconds, min(seconds), max(seconds)))
        peak = f"{series.peak_bytes / 1e6:.0f}"
        yield (series.measure, series.program, f"{series.files:,}", str(len(seconds)), *times, peak)


def target_rows(targets):
    words = {None: "", True: "met", False: "NOT MET"}
    yield ("tandem / other", "value", "range of pairs", "target", "")
    for target in targets:
        digits = 0 if target.unit == "MB" else 2
        limit = "" if target.limit is None else f"{target.limit:g} {target.unit}"
        spread = "" if target.lowest is None else f"{target.lowest:.2f} to {target.highest:.2f}"
        value = f"{target.value:.{digits}f} {target.unit}"
        yield (target.name, value, spread, limit, words[target.is_met])


def machine(work_dir):
    return {"processors": os.cpu_count(), "kernel": platform.release(), "fileSystem": file_system_of(work_dir)}


def report(bench, json_path):
    facts = machine(bench.work_dir)
    print(f"\n{facts['processors']} processors, {facts['fileSystem']}, warm cache.\n")
    print("\n".join(table(list(series_rows(bench.series)), names=2)), end="\n\n")
    print("\n".join(table(list(target_rows(bench.targets)), names=1)))
    document = {
        "machine": facts,
        "cache": "warm",
        "series": [series.to_json() for series in bench.series],
        "targets": [target.to_json() for target in bench.targets],
        "missing": bench.missing,
    }
    json_path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    say(f"\nWritten to {json_path}.")


# --- The command ---------------------------------------------------------------------------------


def file_system_of(path):
    done = subprocess.run(("stat", "-f", "-c", "%T", path), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a number above 0 is needed")
    return number


def measure_list(text):
    chosen = text.split(",")
    unknown = [name for name in chosen if name not in MEASURES]
    if unknown:
        raise argparse.ArgumentTypeError(f"not measured: {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    return chosen


def parse_options():
    parser = argparse.ArgumentParser(prog="dev bench", description="Measures speed and memory next to other programs.")
    parser.add_argument("--build-dir", type=Path, required=True, help="where the programs were built")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"of {', '.join(MEASURES)} (default: all)")
    parser.add_argument("--only", type=measure_list, default=[], metavar="LIST", help="the same, with commas between")
    parser.add_argument("--list", action="store_true", help="only list what would be measured")
    parser.add_argument("--runs", type=positive, help=f"of each program (default {RUNS_SMALL}, large {RUNS_LARGE})")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--small", action="store_true", help=f"{SMALL:,} files only, not {LARGE:,} as well")
    sizes.add_argument("--files", type=positive, metavar="N", help="this many files instead")
    parser.add_argument("--work-dir", type=Path, help="for databases and copies (default: in the build folder)")
    parser.add_argument("--keep", action="store_true", help="leave the work folder in place")
    parser.add_argument("--json", type=Path, help="where the figures go (default: bench.json in the build folder)")
    options = parser.parse_args()
    try:
        options.measures = measure_list(",".join([*options.measures, *options.only] or MEASURES))
    except argparse.ArgumentTypeError as error:
        parser.error(str(error))
    options.build_dir = options.build_dir.resolve()
    return options


def sizes_of(options):
    if options.files:
        return [options.files]
    return [SMALL] if options.small else [SMALL, LARGE]


def make_work_dir(options):
    parent = options.work_dir or options.build_dir
    parent.mkdir(parents=True, exist_ok=True)
    if file_system_of(parent) == "tmpfs":
        raise BenchError(f"{parent} lies in memory; choose a folder on a disk with --work-dir")
    return Path(tempfile.mkdtemp(prefix="bench-", dir=parent.resolve()))


def measure_all(bench, options):
    sizes = sizes_of(options) if set(options.measures) - {"players", "plan"} else []
    functions = {"scan": measure_scan, "rescan": measure_rescan}
    for files in sizes:
        samples = sample_library(files)
        warm_up(samples)
        for name in options.measures:
            if name in functions:
                functions[name](bench, samples, files)
        if "sync" in options.measures and files == min(sizes):
            measure_sync(bench, samples, files)
        if "bookkeeping" in options.measures and files == min(sizes):
            measure_bookkeeping(bench, samples, files)
    if "plan" in options.measures:
        measure_plans(bench, with_large=not options.small)
    if "sync" in options.measures and not options.small and not options.files:
        samples = sample_library(PLAYER_FILES)
        measure_next_sync(bench, samples, PLAYER_FILES, library_with_playlist(bench, samples))
    if "players" in options.measures:
        measure_players(bench)


def measure_players(bench):
    """Last: where the virtual machine is not to be had, the other figures are there nevertheless."""
    try:
        players.measure_players(bench, say)
    except BenchError as error:
        bench.missing.append(str(error))


def run(options):
    work_dir = make_work_dir(options)
    try:
        bench = Bench(options, work_dir)
        measure_all(bench, options)
        report(bench, options.json or options.build_dir / "bench.json")
    finally:
        if options.keep:
            say(f"Kept: {work_dir}")
        else:
            shutil.rmtree(work_dir, ignore_errors=True)
    for reason in bench.missing:
        say(f"bench: {reason}")
    if any(target.is_met is False for target in bench.targets):
        return 1
    return 3 if bench.missing else 0


def end_in_order():
    """Whatever ends this program, its work folder goes: as Ctrl-C does, so does SIGTERM.

    In the build environment the sandbox is its parent and would take it along with SIGKILL.
    """
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def main():
    end_in_order()
    os.environ["LC_ALL"] = "C.UTF-8"
    try:
        options = parse_options()
        if options.list:
            print("\n".join(options.measures))
            return 0
        return run(options)
    except BenchError as error:
        say(f"bench: {error}")
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
