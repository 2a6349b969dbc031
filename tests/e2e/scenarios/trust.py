# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing is ever lost: what the library or the player went through meanwhile."""

import hashlib

from rig.checks import expect, expect_equal, expect_numbers
from rig.players import BOTH, VOLUMES
from rig.scenario import scenario

NEW_DISK = "/var/tmp/world/new disk"


@scenario(*BOTH)
def music_moves_to_another_disk(world, kind):
    """When the music folder has moved to another disk, nothing is copied again, and nothing is removed."""
    songs = world.songs(6)
    world.library(("Mix", songs[:2]), ("All", None))
    player = world.player(kind).plug()
    world.partner(player, "Mix", "All")
    world.sync(player)
    before = player.files().below("Music")

    digests = world.digests(songs)
    world.machine.do(f"mkdir '{NEW_DISK}' && cp -r {world.music} '{NEW_DISK}/songs' && rm -r {world.music}/*")
    world.do("library", "move", world.music, f"{NEW_DISK}/songs")
    world.do("library", "scan")
    expect_numbers(world.sync(player), result="completed", copied=0, removed=0, failed=0, upToDate=6)
    after = player.files()
    expect_equal(after.below("Music"), before, "the files are the same, down to their dates")
    expect_equal(after.songs(), digests, "the player holds what the library holds")
    lines = world.do("playlist", "show", "Mix")["items"]
    expect_equal([line["path"] for line in lines],
                 [song.replace(world.music, f"{NEW_DISK}/songs") for song in songs[:2]],
                 "the playlist names the songs where they are now")


@scenario(*BOTH)
def the_owners_file_stays(world, kind):
    """What the owner put under a name that Tandem had placed stays, whatever becomes of the song at home."""
    songs = world.songs(4)
    world.library(("All", None))
    player = world.player(kind).plug()
    world.partner(player, "All")
    world.sync(player)
    digests = {song: world.digests([song])[0] for song in songs}
    places = {file.digest: path for path, file in player.files().files.items()}
    own = {
        places[digests[songs[0]]]: "mine, and shorter",
        # As long as the song that was there.
        places[digests[songs[1]]]: "x" * world.host_path(songs[1]).stat().st_size,
    }
    if kind not in VOLUMES:
        player.unplug()
    for path, text in own.items():
        player.put(path, text)
    if kind not in VOLUMES:
        player.plug()

    for number in (1, 2):
        world.song(f"Artist {number:03d}.mp3", f"Song {number:03d}", track=number, size=70_000)
    world.do("library", "scan")
    world.sync(player, status=None)
    world.sync(player, status=None)
    player.remove_safely()
    tree = player.files()
    found = {path: tree.files[path].digest if path in tree.files else "gone" for path in own}
    wanted = {path: hashlib.sha1(text.encode()).hexdigest() for path, text in own.items()}
    expect_equal(found, wanted, "the owner's files are as they were")
    rest = {digests[song] for song in songs[2:]}
    expect(rest <= set(tree.songs()), "the other songs are there", tree.songs())
    expect_equal(tree.leftovers(), [], "nothing unfinished is left")
