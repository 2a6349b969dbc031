#!/usr/bin/env python3
# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-tidy for all sources that have changed since it last found nothing in them.

usage: tidy.py BUILD_DIR TIDY_DIR < SOURCES

A source is known by the contents of itself and of all headers of the project that it includes, as the
last build in BUILD_DIR noted them, by its command line in TIDY_DIR's compile_commands.json, by the
checks, and by all that is installed. What was found clean is kept in the user's cache, so that other
clones know it, too; it is forgotten when nobody has asked for two months.

Most of the time goes into the headers of Qt. So sources that are compiled alike are looked at several at
a time, as if one file included them. Where that finds anything (names may still clash that never
meet otherwise), each half is looked at again, down to the single source: what is said is true of that.
"""

import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROGRAM = "clang-tidy-19"
REPOSITORY = Path(__file__).resolve().parents[1]
FORGOTTEN_AFTER_SECONDS = 60 * 24 * 3600
AT_ONCE = 12
DECLARED = re.compile(r"^(?!private:|public:|protected:)(?=[A-Za-z])(?:[^({=;]*\W)?(?<![:\w])(\w+)\s*(?:\[.*?\]\s*)?(?:[({=;]|:(?!:))")
# Of what is included, our own is looked at: headers, and sources that are looked at together.
OURS = "/(base|model|device|sync|ui|app)/([a-z]+/)*[a-z]+[.](h|cpp)$"


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
    """For each source how it is compiled."""
    entries = json.loads((tidy_dir / "compile_commands.json").read_text(encoding="utf-8"))
    return {Path(entry["file"]): entry for entry in entries}


def flags(entry):
    """Of the compiler; all but the names of files."""
    words = shlex.split(entry["command"])
    named = {i + 1 for i, word in enumerate(words) if word in ("-o", "-c", "-MT", "-MF")}
    return [word for i, word in enumerate(words) if i not in named and word not in ("-o", "-c", "-MD", "-MT", "-MF")]


def own_names(source):
    """What a source declares for itself alone, in unnamed namespaces; near enough."""
    names, inside = set(), False
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith(("namespace {", "} // namespace")):
            inside = line == "namespace {"
        elif inside and (declared := DECLARED.match(line)):
            names.add(declared[1])
    return names


def heaps(sources, flags_of):
    """Sources that are compiled alike, some at a time, no two with a name of their own in common."""
    found = {}
    for source in sources:
        names, alike = own_names(source), found.setdefault(tuple(flags_of.get(source, [source])), [])
        for heap, taken in alike:
            if len(heap) < AT_ONCE and not names & taken:
                heap.append(source)
                taken |= names
                break
        else:
            alike.append(([source], names))
    return [heap for alike in found.values() for heap, _ in alike]


def look_at(sources, entry, tidy_dir):
    """What clang-tidy says of one source, or of several as if they were one; empty if all is well."""
    if len(sources) == 1:
        command = (PROGRAM, "-p", tidy_dir, "--quiet", sources[0])
    else:
        folder = tidy_dir / "together" / fingerprint(*(str(source).encode() for source in sources))
        folder.mkdir(parents=True, exist_ok=True)
        together = folder / "together.cpp"
        together.write_text("".join(f'#include "{source}"\n' for source in sources), encoding="utf-8")
        all_of_it = [*flags(entry), "-c", str(together)]
        database = [{"directory": entry["directory"], "file": str(together), "arguments": all_of_it}]
        (folder / "compile_commands.json").write_text(json.dumps(database), encoding="utf-8")
        command = (PROGRAM, "-p", folder, "--quiet", f"--header-filter={OURS}", together)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode != 0 else ""


def fingerprint(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part + b"\0")
    return digest.hexdigest()


def main():
    build_dir, tidy_dir = (Path(argument).resolve() for argument in sys.argv[1:3])
    sources = [REPOSITORY / line.strip() for line in sys.stdin]
    files_of, entry_of = included(build_dir), commands(tidy_dir)
    common = fingerprint((REPOSITORY / ".clang-tidy").read_bytes(), output_of("dpkg-query", "-W").encode())
    folder = clean_folder()

    def mark_of(source):
        """None for what is always looked at: nobody knows what it is made of."""
        if source not in files_of or source not in entry_of:
            return None
        contents = [path.read_bytes() for path in sorted(files_of[source]) if path.exists()]
        command = entry_of[source]["command"].replace(str(REPOSITORY), ".")  # the same in every clone
        return folder / fingerprint(common.encode(), command.encode(), *contents)

    def check(heap):
        said = look_at(heap, entry_of.get(heap[0]), tidy_dir)
        if said and len(heap) > 1:
            half = len(heap) // 2
            return check(heap[:half]) + check(heap[half:])
        for source in heap if not said else []:
            if mark := marks[source]:
                mark.touch()
        return said

    marks = {source: mark_of(source) for source in sources}
    for mark in marks.values():
        if mark and mark.exists():
            mark.touch()
    open_sources = [source for source in sources if not (marks[source] and marks[source].exists())]
    flags_of = {source: flags(entry_of[source]) for source in open_sources if source in entry_of}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        complaints = [text for text in pool.map(check, heaps(open_sources, flags_of)) if text]
    for mark in folder.iterdir():
        if time.time() - mark.stat().st_mtime > FORGOTTEN_AFTER_SECONDS:
            mark.unlink(missing_ok=True)
    print("".join(complaints), end="")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
