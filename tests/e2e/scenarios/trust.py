# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing is ever lost: what the library went through meanwhile."""

from rig.checks import expect_equal, expect_numbers
from rig.players import BOTH
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
