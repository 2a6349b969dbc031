# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sample libraries of any size: forty real encodes, multiplied with other tags in each copy.

Tags are changed by writing over the bytes of placeholders of fixed length, so that a copy costs
little more than writing it. Of what the formats hold, only Ogg pages have a checksum of them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from errors import BenchError

ENCODES = 40
TRACKS_PER_ALBUM = 10
ALBUMS_PER_ARTIST = 10
GENRES = ("Jazz", "Rock", "Ambient", "Folk", "Classical", "Electronic", "Blues", "Soul")
CODECS = (
    ("mp3", ("-c:a", "libmp3lame", "-b:a", "80k")),
    ("flac", ("-c:a", "flac", "-ar", "11025", "-ac", "1")),
    ("ogg", ("-c:a", "libvorbis", "-b:a", "80k")),
    ("opus", ("-c:a", "libopus", "-b:a", "80k")),
    ("m4a", ("-c:a", "aac", "-b:a", "80k")),
)
# One in ten has a picture: two mp3, a flac and an m4a.
WITH_COVER = (0, 11, 24, 30)
FIELDS = ("Title", "Artist", "Album")
BLOCK_BYTES = 4096


def value_of(field, number):
    """A tag value; the same length for every number."""
    return f"{field} {number:08d}"


def run_ffmpeg(*arguments):
    command = ("ffmpeg", "-nostdin", "-loglevel", "error", "-y", *arguments)
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"ffmpeg could not make a sample: {done.stderr.strip()}")


def encode(number, folder, cover):
    """One real file of 2 to 5 seconds, with placeholders for its tags."""
    suffix, codec = CODECS[number % len(CODECS)]
    path = folder / f"{number:02d}.{suffix}"
    noise = f"anoisesrc=color=pink:amplitude=0.01:seed={number}:duration={2 + number % 4}"
    picture = ("-i", cover) if number in WITH_COVER else ()
    streams = ("-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic")
    tags = {field.lower(): value_of(field, 0) for field in FIELDS}
    tags |= {"genre": GENRES[number % len(GENRES)], "date": str(1970 + number)}
    tags["track"] = str(number % TRACKS_PER_ALBUM + 1)
    metadata = [part for name, value in tags.items() for part in ("-metadata", f"{name}={value}")]
    run_ffmpeg("-f", "lavfi", "-i", noise, *picture, *(streams if picture else ()), *codec, *metadata, path)
    return path


REVERSED_BYTES = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
OGG_HEADER_BYTES = 27
OGG_CHECKSUM = slice(22, 26)


def ogg_pages(content):
    """Where the pages of an Ogg file begin and end (RFC 3533, section 6); none for other files."""
    begin = 0
    while content[begin : begin + 4] == b"OggS":
        segments = begin + OGG_HEADER_BYTES
        body = segments + content[segments - 1]
        end = body + sum(content[segments:body])
        yield slice(begin, end)
        begin = end


def ogg_checksum(page):
    """The CRC of Ogg: zlib's polynomial, but bits the other way round and nothing inverted."""
    reversed_crc = zlib.crc32(page.translate(REVERSED_BYTES), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{reversed_crc:032b}"[::-1], 2).to_bytes(4, "little")


class Template:
    """An encode in memory, and where its placeholders are."""

    def __init__(self, path):
        self.suffix = path.suffix
        self.content = bytearray(path.read_bytes())
        self.places = {field: self._find(value_of(field, 0).encode()) for field in FIELDS}
        missing = [field for field, places in self.places.items() if not places]
        if missing:
            raise BenchError(f"{path.name} does not hold its tags as plain text: {', '.join(missing)}")
        tagged = [place for places in self.places.values() for place in places]
        self.pages = [
            page
            for page in ogg_pages(self.content)
            if any(page.start <= place < page.stop for place in tagged)
        ]

    def _find(self, placeholder):
        places = []
        place = self.content.find(placeholder)
        while place >= 0:
            places.append(place)
            place = self.content.find(placeholder, place + 1)
        return places

    def with_tags(self, numbers):
        for field, places in self.places.items():
            value = value_of(field, numbers[field]).encode()
            for place in places:
                self.content[place : place + len(value)] = value
        for page in self.pages:
            self._seal(page)
        return self.content

    def _seal(self, place):
        page = self.content[place]
        page[OGG_CHECKSUM] = bytes(4)
        page[OGG_CHECKSUM] = ogg_checksum(page)
        self.content[place] = page


def make_templates():
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as name:
        folder = Path(name)
        cover = folder / "cover.jpg"
        # Some 30 KB.
        run_ffmpeg("-f", "lavfi", "-i", "testsrc2=size=500x500", "-frames:v", "1", "-q:v", "2", cover)
        return [Template(encode(number, folder, cover)) for number in range(ENCODES)]


def check_space(folder, templates, count):
    blocks = sum(-(-len(template.content) // BLOCK_BYTES) for template in templates)
    needed = int(blocks * BLOCK_BYTES * count / len(templates) * 1.1)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BenchError(
            f"{count} sample files need {needed >> 20} MB in {folder} and only {free >> 20} MB are free: "
            "make room, choose another place with XDG_CACHE_HOME, or measure fewer with --small or --files"
        )


def write_samples(folder, templates, count):
    for number in range(count):
        album, track = divmod(number, TRACKS_PER_ALBUM)
        artist = album // ALBUMS_PER_ARTIST
        numbers = {"Title": number, "Artist": artist, "Album": album}
        album_folder = folder / value_of("Artist", artist) / value_of("Album", album)
        if track == 0:
            album_folder.mkdir(parents=True, exist_ok=True)
        template = templates[number % len(templates)]
        name = f"{track + 1:02d} {value_of('Title', number)}{template.suffix}"
        (album_folder / name).write_bytes(template.with_tags(numbers))


def samples_root():
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tandem"


def sample_library(count):
    """The folder with that many samples; made when it is first asked for, and kept."""
    folder = samples_root() / f"bench-{count}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    templates = make_templates()
    check_space(folder.parent, templates, count)
    print(f"Making {count} sample files in {folder}.", file=sys.stderr)
    partial = Path(tempfile.mkdtemp(prefix=f"{folder.name}-partial-", dir=folder.parent))
    try:
        write_samples(partial, templates, count)
        os.sync()
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder
