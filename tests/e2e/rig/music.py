# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Songs for the tests: real encodes, made once and kept, and MP3 files with any tags and of any size."""

import hashlib
import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from .errors import RigError

CODECS = {
    "mp3": ("-c:a", "libmp3lame", "-b:a", "128k"),
    "flac": ("-c:a", "flac"),
    "ogg": ("-c:a", "libvorbis"),
    "opus": ("-c:a", "libopus"),
    "m4a": ("-c:a", "aac"),
}
# A bare stream of MP3 frames, without tags and without the frame that tells the length.
FRAMES = ("-c:a", "libmp3lame", "-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3")
SECONDS = 2


def cache_folder():
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tandem"
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    return root / f"e2e-music-{version}"


def encode(path, *options):
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi"]
    command += ["-i", f"sine=frequency=440:duration={SECONDS}", *options, str(path)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise RigError(f"ffmpeg could not make a song: {done.stderr.strip()}")


class Music:
    """Where songs come from."""

    def __init__(self):
        folder = cache_folder()
        if not folder.is_dir():
            self._make(folder)
        self._folder = folder
        self._frames = (folder / "frames.bin").read_bytes()

    @staticmethod
    def _make(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f"{folder.name}-partial-", dir=folder.parent))
        try:
            encode(partial / "frames.bin", *FRAMES)
            for number, (suffix, codec) in enumerate(CODECS.items(), 1):
                tags = {"title": f"In {suffix}", "artist": "The Encoders", "album": "Formats", "track": number}
                words = [word for name, value in tags.items() for word in ("-metadata", f"{name}={value}")]
                encode(partial / f"{number:02d} in {suffix}.{suffix}", *codec, *words)
            partial.rename(folder)
        except OSError:
            if not folder.is_dir():  # made by another run in the meantime
                raise
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def real_encodes(self):
        """One file of each format."""
        return sorted(path for path in self._folder.iterdir() if path.suffix != ".bin")

    def write_song(self, path, title, artist="Artist", album="Album", track=1, size=32_000):
        """A playable MP3 file of at least a given size in bytes; each with other bytes."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "wb") as file:
            file.write(id3_tag({"TIT2": title, "TPE1": artist, "TALB": album, "TRCK": str(track)}))
            while file.tell() < size:
                file.write(self._frames)


def id3_tag(frames):
    """ID3v2.4: id3.org/id3v2.4.0-structure; text in UTF-8."""
    body = b""
    for name, text in frames.items():
        content = b"\x03" + text.encode()
        body += name.encode() + synchsafe(len(content)) + b"\0\0" + content
    return b"ID3\x04\0\0" + synchsafe(len(body)) + body


def synchsafe(number):
    """28 bits in four bytes of seven."""
    return struct.pack(">4B", number >> 21 & 127, number >> 14 & 127, number >> 7 & 127, number & 127)
