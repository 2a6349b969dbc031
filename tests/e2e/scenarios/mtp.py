# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only players that speak MTP have: several stores, a screen lock, other programs that hold them."""

import shlex

from rig.checks import expect, expect_equal, expect_numbers, expect_status
from rig.players import MTP, MtpPlayer
from rig.scenario import scenario


# Takes the player's interface for itself (USBDEVFS_CLAIMINTERFACE), as a file manager does that shows it.
HOLDER = """
import fcntl, struct, time
device = open("{node}", "rb+", buffering=0)
fcntl.ioctl(device, 0x8004550F, struct.pack("I", 0))
open("/tmp/held", "w").close()
time.sleep(600)
"""


@scenario(*MTP)
def a_locked_phone_is_told_from_an_empty_one(world, _kind):
    """A phone behind its screen lock is reported as locked; unlocked, it is filled."""
    songs = world.songs(3)
    world.library(("All", None))
    player = MtpPlayer(world.machine, "PHONE", ["Internal:ext4:64"]).plug()
    world.partner(player, "All")
    player.lock()
    run = world.sync(player, status=3)
    expect_equal(run.error_codes()[:1], ["deviceLocked"], "the reason is told")
    player.unlock()
    expect_numbers(world.sync(player), result="completed", copied=len(songs))
    expect_equal(player.files().songs(), world.digests(songs), "it holds each song")


@scenario(*MTP)
def a_read_only_store_is_not_written_to(world, _kind):
    """Of two stores of which one can only be read, the other one is filled."""
    songs = world.songs(3)
    world.library(("All", None))
    player = MtpPlayer(world.machine, "STORES", ["Rom:ext4:64:ro", "Internal:ext4:32"]).plug()
    world.partner(player, "All")
    expect_numbers(world.sync(player), result="completed", copied=len(songs))
    expect_equal(player.files(0).songs(), [], "the first store is untouched")
    expect_equal(player.files(1).songs(), world.digests(songs), "the second one holds each song")


@scenario(*MTP)
def a_player_that_stops_answering_is_given_up(world, _kind):
    """When a player stops answering in the middle, the run ends by itself and says so; afterwards the next one converges."""
    songs = world.songs(3, size=6 << 20)
    world.library(("All", None))
    player = MtpPlayer(world.machine, "SLEEPY", ["Internal:ext4:64"]).plug()
    world.partner(player, "All")
    run = world.tandem.start("sync", player.device)
    player.wait_for_data(run, 1_500_000)
    player.stall()
    run = run.result()
    expect_status(run, (1, 3))
    expect("deviceStalled" in run.error_codes(), "the reason is told", run.error_codes())
    player.resume()
    player.unplug()
    player.plug()
    expect_converges(world, player, songs)


@scenario(*MTP)
def a_pulled_cable_leaves_no_half_song(world, _kind):
    """Pulled out in the middle of a file, the player is reported as gone, and the next run converges."""
    songs = world.songs(3, size=6 << 20)
    world.library(("All", None))
    player = MtpPlayer(world.machine, "PULLED", ["Internal:ext4:64"]).plug()
    world.partner(player, "All")
    run = world.tandem.start("sync", player.device)
    player.wait_for_data(run, 1_500_000)
    player.unplug()
    run = run.result()
    expect_status(run, (1, 3))
    expect("deviceGone" in run.error_codes(), "the reason is told", run.error_codes())
    player.plug()
    expect_converges(world, player, songs)


@scenario(*MTP)
def a_player_that_another_program_holds_is_reported(world, _kind):
    """A player that another program has opened is reported as held, and is filled when that one is gone."""
    songs = world.songs(3)
    world.library(("All", None))
    player = MtpPlayer(world.machine, "HELD", ["Internal:ext4:64"]).plug()
    world.partner(player, "All")
    bus, device = world.listed(player)["location"].removeprefix("usb:").split(",")
    holder = HOLDER.format(node=f"/dev/bus/usb/{bus}/{device}")
    world.machine.do(f"systemd-run --quiet --unit=holder python3 -c {shlex.quote(holder)}")
    world.machine.wait_until("test -e /tmp/held")
    run = world.sync(player, status=3)
    expect_equal(run.error_codes()[:1], ["deviceHeld"], "the reason is told")
    expect("python3" in run.json["error"]["message"], "and by whom it is held", run.json["error"])
    world.machine.do("systemctl stop holder; rm /tmp/held")
    expect_numbers(world.sync(player), result="completed", copied=len(songs))


@scenario(*MTP)
def both_stores_show_what_they_are(world, _kind):
    """A full card is told before the first write: no song is cut on a store that is really full."""
    songs = world.songs(12, size=5 << 19)
    world.library(("All", songs))
    player = MtpPlayer(world.machine, "SMALL", ["Card:vfat:24"]).plug()
    world.partner(player, "All")
    run = world.sync(player, status=1)
    expect_equal((run.json["failed"], run.json["copied"] + run.json["noFit"]), (0, 12), "each is copied or does not fit")
    expect_equal(player.files().songs(), world.digests(songs[: run.json["copied"]]), "the first songs are there, whole")


def expect_converges(world, player, songs):
    expect_numbers(world.sync(player), result="completed", failed=0)
    expect_numbers(world.sync(player), result="completed", copied=0, removed=0, upToDate=len(songs))
    tree = player.files()
    expect_equal(tree.songs(), world.digests(songs), "the player holds each song once, whole")
    expect_equal(tree.leftovers(), [], "nothing unfinished is left")
