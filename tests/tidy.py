#!/usr/bin/env python3
# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-tidy for all sources that have changed since it last found nothing in them.

usage: tidy.py BUILD_DIR TIDY_DIR < SOURCES

A source is known by the contents of itself and of all headers of the project that it includes, as the
last build in BUILD_DIR noted them, by its command line in TIDY_DIR's compile_commands.json, by the
checks, and by all that is installed. What was found clean is kept in the user's cache, so that other
clones know it, too; it is forgotten when nobody has asked for two months.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROGRAM = "clang-tidy-19"
REPOSITORY = Path(__file__).resolve().parents[1]
FORGOTTEN_AFTER_SECONDS = 60 * 24 * 3600


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def clean_folder():
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "tandem" / "tidy"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def included(build_dir):
    """For each source the project's own files that it was made of."""
    found, current = {}, None
    for line in output_of("ninja", "-C", build_dir, "-t", "deps").splitlines():
        if not line.startswith(" "):
            current = None
        else:
            path = Path(os.path.normpath(build_dir / line.strip()))
            current = found.setdefault(path, set()) if current is None else current
            if path.is_relative_to(REPOSITORY):
                current.add(path)
    return found


def commands(tidy_dir):
    """For each source its command line, the same in every clone."""
    entries = json.loads((tidy_dir / "compile_commands.json").read_text(encoding="utf-8"))
    return {Path(entry["file"]): entry["command"].replace(str(REPOSITORY), ".") for entry in entries}


def fingerprint(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part + b"\0")
    return digest.hexdigest()


def main():
    build_dir, tidy_dir = (Path(argument).resolve() for argument in sys.argv[1:3])
    sources = [REPOSITORY / line.strip() for line in sys.stdin]
    files_of, command_of = included(build_dir), commands(tidy_dir)
    common = fingerprint((REPOSITORY / ".clang-tidy").read_bytes(), output_of("dpkg-query", "-W").encode())
    folder = clean_folder()

    def mark_of(source):
        """None for what is always looked at: nobody knows what it is made of."""
        if source not in files_of or source not in command_of:
            return None
        contents = [path.read_bytes() for path in sorted(files_of[source]) if path.exists()]
        return folder / fingerprint(common.encode(), command_of[source].encode(), *contents)

    def check(source):
        mark = mark_of(source)
        if mark and mark.exists():
            mark.touch()
            return ""
        done = subprocess.run([PROGRAM, "-p", tidy_dir, "--quiet", source], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return done.stdout + done.stderr
        if mark:
            mark.touch()
        return ""

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        complaints = [text for text in pool.map(check, sources) if text]
    for mark in folder.iterdir():
        if time.time() - mark.stat().st_mtime > FORGOTTEN_AFTER_SECONDS:
            mark.unlink(missing_ok=True)
    print("".join(complaints), end="")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
