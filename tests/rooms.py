#!/usr/bin/env python3
# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source file uses only the rooms that the house allows it (docs/architecture/README.md).

usage: rooms.py SOURCES... (paths from the top of the repository)

A floor uses the floors that it names; inside a floor, a room uses itself and the rooms further right. Rooms in
one string stand beside each other and do not use one another. "." is what lies directly in the floor's folder.
"""

import re
import sys
from pathlib import Path

FLOORS = {
    "app": {"uses": "ui sync device model base", "rooms": [".", "cli"]},
    "ui": {"uses": "sync model base", "rooms": ["window", "songs playlists players playback", "common"]},
    "sync": {
        "uses": "model device base",
        "rooms": ["service", "engine", "session", "wish", "conversion", "plan", "players", "ledger"],
    },
    "model": {
        "uses": "base",
        "rooms": ["items", "library", "scan", "playlists", "query", "tags/helper", "tags", "tracks", "db"],
    },
    "device": {
        "uses": "base",
        "rooms": [".", "mtp/helper", "mtp", "discovery/solid", "discovery drive profiles", "storage"],
    },
    "base": {"uses": "", "rooms": ["text", "."]},
}

# Libraries that only one room sees; CMake does not hold these, since headers of all are installed.
LIBRARIES = {
    r"QSql\w*": ["model/db"],
    r"sqlite3\.h": ["model/db"],
    r"libmtp\.h": ["device/mtp/helper"],
    r"Solid/.*": ["device/discovery/solid"],
}

INCLUDE = re.compile(r'^#include "([a-z][\w/]*)/(\w+)\.h"', re.MULTILINE)
SYSTEM_INCLUDE = re.compile(r"^#include <(\S+)>", re.MULTILINE)


def room_of(folder: str) -> tuple[str, str]:
    floor, _, room = folder.partition("/")
    return floor, room or "."


def rank_of(floor: str, room: str) -> int:
    for rank, rooms in enumerate(FLOORS[floor]["rooms"]):
        if room in rooms.split():
            return rank
    raise KeyError(f"{floor}/{room} is no room of the house: see tests/rooms.py")


def is_allowed(user: tuple[str, str], used: tuple[str, str]) -> bool:
    if user[0] != used[0]:
        return used[0] in FLOORS[user[0]]["uses"].split()
    return user == used or rank_of(*user) < rank_of(*used)


def problems_in(path: Path) -> list[str]:
    user = room_of(str(path.parent))
    text = path.read_text(encoding="utf-8")
    problems = []
    rank_of(*user)
    for folder, name in INCLUDE.findall(text):
        used = room_of(folder)
        if used[0] not in FLOORS:
            problems.append(f"{path}: there is no floor {used[0]}")
        elif not is_allowed(user, used):
            problems.append(f"{path}: {'/'.join(user)} must not use {folder}/{name}.h")
    for name in SYSTEM_INCLUDE.findall(text):
        for pattern, rooms in LIBRARIES.items():
            if rooms and re.fullmatch(pattern, name) and "/".join(user) not in rooms:
                problems.append(f"{path}: only {', '.join(rooms)} may use <{name}>")
    return problems


def main() -> int:
    problems = []
    for source in map(Path, sys.argv[1:]):
        try:
            problems += problems_in(source)
        except KeyError as error:
            problems.append(f"{source}: {error.args[0]}")
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
