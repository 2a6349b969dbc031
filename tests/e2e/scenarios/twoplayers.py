# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""More than one player, and more than one library."""

from rig.checks import expect, expect_equal, expect_numbers, expect_status
from rig.players import BOTH, STICK
from rig.scenario import scenario
from rig.storage import Stick


@scenario(*BOTH)
def both_are_filled_at_the_same_time(world, kind):
    """Two players that are synchronized at the same time each get their own playlists, and are told apart."""
    rock = world.songs(8, artist="Rock", size=400_000)
    jazz = world.songs(8, artist="Jazz", size=400_000)
    world.library(("Rock", rock), ("Jazz", jazz))
    one, two = world.player(kind, "ONE").plug(), world.player(kind, "TWO").plug()
    world.partner(one, "Rock")
    world.partner(two, "Jazz")
    runs = [world.tandem.start("sync", player.device) for player in (one, two)]
    for run in runs:
        run = run.result()
        expect_status(run, 0)
        expect_numbers(run, result="completed", copied=8, failed=0)
    one.remove_safely()
    two.remove_safely()
    expect_equal(one.files().songs(), world.digests(rock), "the first holds its songs")
    expect_equal(two.files().songs(), world.digests(jazz), "the second holds its songs")


@scenario(*STICK)
def one_is_pulled_out_the_other_goes_on(world, kind):
    """When one of two players is pulled out while both are written to, the other one gets all of its songs."""
    songs = world.songs(5, size=4 << 20)
    world.library(("All", None))
    pulled, other = world.player(kind, "PULLED").plug(), world.player(kind, "OTHER").plug()
    for player in (pulled, other):
        world.partner(player, "All")
    pulled_run, other_run = [world.tandem.start("sync", player.device) for player in (pulled, other)]
    pulled.wait_for_data(pulled_run, 1_500_000)
    pulled.unplug()
    expect_status(pulled_run.result(), (1, 3))
    other_run = other_run.result()
    expect_status(other_run, 0)
    expect_numbers(other_run, copied=len(songs))
    other.remove_safely()
    expect_equal(other.files().songs(), world.digests(songs), "the other one holds each song")


@scenario(*STICK)
def twins_are_told_apart(world, kind):
    """Two sticks of the same label and size are two players, in whatever order they are plugged in."""
    songs = world.songs(3)
    world.library(("All", None))
    one, two = [world.stick(Stick(name, kind, label="TWIN")) for name in ("ONE", "TWO")]
    one.plug()
    world.partner(one, "All")
    world.sync(one)
    first = world.listed(one)
    one.remove_safely()
    two.plug()
    entry = world.listed(two)
    expect_equal(entry["status"], "newDevice", "the twin is new")
    expect_status(world.tandem.run("sync", two.device), 3)
    one.plug()
    expect(one.device != two.device, "both are mounted", [one.device, two.device])
    expect_equal(world.listed(one)["id"], first["id"], "the first one is known again")
    expect_numbers(world.sync(one), copied=0, upToDate=len(songs))
    two.remove_safely()
    expect_equal(two.files().songs(), [], "nothing was written to the twin")


@scenario(*BOTH)
def belongs_to_one_library(world, kind):
    """A player that is the partner of another library is left alone until its owner says otherwise."""
    songs = world.songs(4)
    world.library(("All", None))
    player = world.player(kind).plug()
    world.partner(player, "All")
    world.sync(player)
    before = player.files().files

    stranger = world.program("another library")
    world.do("library", "add", world.music, program=stranger)
    world.do("playlist", "create", "All", "--match", "", program=stranger)
    run = stranger.run("sync", player.device)
    expect_status(run, 3)
    listed = world.do("device", "list", program=stranger)["devices"]
    expect_equal([entry["status"] for entry in listed], ["partnershipAnother"], "it is told whose it is")
    expect_equal(player.files().files, before, "nothing on it has changed")
    expect_numbers(world.sync(player), copied=0, upToDate=len(songs))
