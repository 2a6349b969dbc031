# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cables, full and read-only players, other programs: what goes wrong, and that the next run sets it right."""

from rig.checks import expect, expect_equal, expect_numbers, expect_status
from rig.players import ALL, BOTH, STICK, VOLUMES
from rig.scenario import scenario

SLOW = 1_000_000  # bytes per second: a file of some MB takes long enough to be caught on its way


def expect_converges(world, player, songs):
    """The next run brings all songs there, clears away what was unfinished, and the one after does nothing."""
    expect_numbers(world.sync(player), result="completed", failed=0)
    expect_numbers(world.sync(player), result="completed", copied=0, removed=0, upToDate=len(songs))
    player.remove_safely()
    tree = player.files()
    expect_equal(tree.songs(), world.digests(songs), "the player holds each song once, whole")
    expect_equal(tree.leftovers(), [], "nothing unfinished is left")


def expect_no_half_songs(world, player, songs):
    """Under the names of songs there are only whole songs."""
    found, whole = player.files().songs(), world.digests(songs)
    expect(set(found) <= set(whole), "there is no song that is cut", [digest for digest in found if digest not in whole])


@scenario(*STICK)
def survives_a_pulled_cable(world, kind):
    """Pulled out in the middle of a file, the player is reported as gone, holds no half song, and the next run converges."""
    songs = world.songs(5, size=4 << 20)
    world.library(("All", None))
    player = world.player(kind).plug()
    world.partner(player, "All")
    run = world.tandem.start("sync", player.device)
    player.wait_for_data(run, 1_500_000)
    player.unplug()
    run = run.result()
    expect_status(run, (1, 3))
    expect_equal(run.json.get("result", "failed"), "failed", "the result is told")
    expect("deviceGone" in run.error_codes(), "the reason is told", run.error_codes())
    expect_no_half_songs(world, player, songs)
    player.plug()
    expect_converges(world, player, songs)


@scenario(*STICK)
def survives_a_kill(world, kind):
    """Killed in the middle of a file, the program leaves no half song under its name, and the next run converges."""
    songs = world.songs(3, size=3 << 20)
    world.library(("All", None))
    player = world.player(kind).plug(bytes_per_second=SLOW)
    world.partner(player, "All")
    run = world.tandem.start("sync", player.device)
    player.wait_for_data(run, 1_500_000)
    world.tandem.signal("KILL")
    expect(run.result().status not in (0, 1), "the program was killed while it worked", run.result().status)
    expect_no_half_songs(world, player, songs)
    player.remove_safely()
    player.plug(bytes_per_second=0)
    expect_converges(world, player, songs)


@scenario(*STICK)
def stops_when_told(world, kind):
    """Ctrl-C in the middle of a file ends the run with 130 and a report; what is there is whole; the next run goes on."""
    songs = world.songs(3, size=3 << 20)
    world.library(("All", None))
    player = world.player(kind).plug(bytes_per_second=SLOW)
    world.partner(player, "All")
    run = world.tandem.start("sync", player.device)
    player.wait_for_data(run, 1_500_000)
    world.tandem.signal("INT")
    run = run.result()
    expect_status(run, 130)
    expect_equal(run.json.get("result"), "stopped", "the result is told")
    tree = player.files()
    expect_equal(tree.leftovers(), [], "nothing unfinished is left")
    expect(set(tree.songs()) <= set(world.digests(songs)), "there is no song that is cut", tree.songs())
    player.remove_safely()
    player.plug(bytes_per_second=0)
    expect_converges(world, player, songs)


@scenario(*BOTH)
def fills_up_to_the_brim(world, kind):
    """On a player that is too small, songs get there in the order of the playlist, whole, and the rest is counted."""
    songs = world.songs(14, size=5 << 19)
    world.library(("All", songs))
    player = world.player(kind, megabytes=24).plug()
    world.partner(player, "All")
    run = world.sync(player, status=1)
    copied, no_fit = run.json["copied"], run.json["noFit"]
    expect_equal(copied + no_fit, 14, "each song was copied or did not fit")
    expect(7 <= copied <= 9, "the player is used up", copied)
    expect_equal(run.json["failed"], 0, "no write failed: it was known before")
    before = player.writes()
    run = world.sync(player, status=1)
    expect_equal((run.json["copied"], run.json["removed"], run.json["noFit"]), (0, 0, no_fit), "the next run changes nothing")
    expect_equal(player.writes(), before, "it does not write to the player")
    player.remove_safely()
    tree = player.files()
    expect_equal(tree.songs(), world.digests(songs[:copied]), "the first songs of the playlist are there, whole")
    expect_equal(tree.leftovers(), [], "nothing unfinished is left")
    expect_equal(player.damage(), "", "its file system is whole")


@scenario(*STICK)
def respects_the_write_lock(world, kind):
    """A stick that is locked against writing is reported as that, and is as it was."""
    world.songs(3)
    world.library(("All", None))
    player = world.player(kind).plug()
    world.partner(player, "All")
    world.sync(player)
    world.songs(2, first=10)
    world.do("library", "scan")
    player.remove_safely()
    before = player.files()
    player.plug(read_only=True)
    run = world.sync(player, status=3)
    expect(run.error_codes()[:1] == ["deviceReadOnly"], "the reason is told", run.error_codes())
    player.remove_safely()
    expect_equal(player.files().files, before.files, "nothing on it has changed")


@scenario(*BOTH)
def does_not_bring_back_what_was_deleted(world, kind):
    """A song that its owner deleted on the player is not copied again, and stays in the library."""
    songs = world.songs(12)
    world.library(("All", None))
    player = world.player(kind).plug()
    world.partner(player, "All")
    world.sync(player)
    victim = next(path for path in player.files().files if "Song 003" in path)
    if kind in VOLUMES:
        player.delete(victim)
    else:
        player.unplug()
        player.delete(victim)
        player.plug()
    expect_numbers(world.sync(player), copied=0)
    player.remove_safely()
    expect_equal(player.files().songs(), world.digests(songs[:2] + songs[3:]), "it is not there again")
    expect(world.host_path(songs[2]).exists(), "the library still has it")


@scenario(*STICK)
def asks_before_it_refills_an_empty_player(world, kind):
    """A player that was emptied elsewhere is not refilled without a confirmation, and is with one."""
    songs = world.songs(12)
    world.library(("All", None))
    player = world.player(kind).plug()
    world.partner(player, "All")
    world.sync(player)
    world.machine.do(f"rm -rf {player.device}/Music && sync")
    run = world.sync(player, status=3)
    expect_equal(run.error_codes()[:1], ["brakeEmptyListing"], "it asks")
    expect_equal(player.files().songs(), [], "nothing was copied")
    world.sync(player, "--confirm", status=None)
    expect_numbers(world.sync(player), result="completed", failed=0)
    expect(len(player.files().songs()) in (0, len(songs)), "all or, being deleted by their owner, none are there")
