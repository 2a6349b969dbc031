# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every kind of player is used for: being found, filled, kept up to date, and emptied."""

from rig.checks import expect, expect_equal, expect_numbers, expect_status
from rig.players import ALL, BOTH, MTP, STICK, VOLUMES, playlist_entries
from rig.scenario import scenario
from rig.storage import Stick


@scenario(*BOTH)
def is_found_and_forgotten(world, kind):
    """A player that is plugged in is listed with its kind and its space; unplugged, it is not connected."""
    player = world.player(kind).plug()
    entry = world.listed(player)
    expect(entry is not None, "the player is listed", world.do("device", "list"))
    expect_equal(entry["kind"], "volume" if kind in VOLUMES else "mtp", "its kind is told")
    expect_equal((entry["connected"], entry["status"]), (True, "newDevice"), "it is connected, and new")
    expect(50 << 20 < entry["totalBytes"] <= 64 << 20, "its size is told", entry)
    expect(entry["totalBytes"] * 0.9 < entry["freeBytes"] <= entry["totalBytes"], "its free space is told", entry)
    device = player.device
    player.unplug()
    run = world.tandem.run("sync", device)
    expect_status(run, 3)
    expect(not any(entry["connected"] for entry in world.do("device", "list")["devices"]),
           "no player is connected any more")


@scenario(*MTP)
def gets_a_name(world, kind):
    """A player is listed under the name that its owner gives it, also when it is plugged in again."""
    player = world.player(kind).plug()
    world.do("device", "rename", player.device, "Für unterwegs")
    player.remove_safely()
    player.plug()
    names = [entry["friendlyName"] for entry in world.do("device", "list")["devices"]]
    expect_equal(names, ["Für unterwegs"], "there is one player, with its name")


@scenario(*ALL)
def is_filled_once(world, kind):
    """A synchronization puts every chosen song on the player, byte for byte and once; the next one writes nothing."""
    songs = world.songs(12) + world.real_encodes()
    world.library(("Mix", [songs[4], songs[1], songs[0]]), ("All", None))
    player = world.player(kind).plug()
    world.partner(player, "Mix", "All")
    expect_numbers(world.sync(player), result="completed", copied=17, failed=0, noFit=0, removed=0)
    tree = player.files()
    expect_equal(tree.songs(), world.digests(songs), "the player holds each song once")
    expect_equal(tree.leftovers(), [], "nothing unfinished is left")

    before = player.writes()
    expect_numbers(world.sync(player), result="completed", copied=0, upToDate=17, removed=0, failed=0)
    expect_equal(player.writes(), before, "the second synchronization does not write to the player")
    player.remove_safely()
    again = player.files()
    expect_equal(again.files, tree.files, "the files are the same, down to their dates")
    expect_equal(player.damage(), "", "its file system is whole")


@scenario(*BOTH)
def is_known_again(world, kind):
    """A player that is plugged in again is the same partner, and has nothing to do."""
    songs = world.songs(4)
    world.library(("All", None))
    player = world.player(kind).plug()
    world.partner(player, "All")
    world.sync(player)
    before = world.listed(player)
    player.remove_safely()
    player.plug()
    after = world.listed(player)
    expect_equal((after["id"], after["status"], after["partnershipIndex"]),
                 (before["id"], "partnershipExists", before["partnershipIndex"]), "it is the same player")
    expect_numbers(world.sync(player), copied=0, upToDate=len(songs))


@scenario(*BOTH)
def follows_the_library(world, kind):
    """What the library gains, changes and loses, the player gains, changes and loses; the rest stays as it was."""
    songs = world.songs(8)
    world.library(("All", None))
    player = world.player(kind).plug()
    world.partner(player, "All")
    world.sync(player)
    before = player.files().below("Music")

    world.host_path(songs[0]).unlink()
    world.song("Artist 002.mp3", "Song 002", track=2, size=60_000)  # other content under the same tags
    songs += world.songs(2, first=20)
    world.do("library", "scan")
    expect_numbers(world.sync(player), result="completed", copied=3, removed=1, upToDate=6)
    player.remove_safely()
    after = player.files()
    expect_equal(after.songs(), world.digests(songs[1:]), "the player holds what the library holds")
    expect_equal(after.leftovers(), [], "nothing unfinished is left")
    kept = {path: file for path, file in after.below("Music").items() if before.get(path) == file}
    expect_equal(len(kept), 6, "the files of the other songs are the same, down to their dates")


@scenario(*BOTH)
def has_playlists_that_play(world, kind):
    """Every playlist on the player names the songs of the library's playlist, in its order, where they really are."""
    songs = world.songs(6) + [world.song("umlaut.mp3", "Blåbärsöl & Øre #1", artist="Ünïcode")]
    order = [5, 0, 6, 3]
    world.library(("Straße #1", [songs[number] for number in order]), ("All", None))
    player = world.player(kind).plug()
    world.partner(player, "Straße #1", "All")
    world.sync(player)
    tree = player.files()
    path = next((path for path in tree.files if path.startswith("Playlists/Stra")), None)
    expect(path is not None, "the playlist is on the player", list(tree.files))
    entries = playlist_entries(player.text(path), path)
    missing = [entry for entry in entries if entry not in tree.files]
    expect_equal(missing, [], "each entry is a file on the player")
    wanted = [world.digests([songs[number]])[0] for number in order]
    expect_equal([tree.files[entry].digest for entry in entries], wanted, "the songs are the playlist's, in its order")


@scenario(*STICK)
def plays_in_order(world, kind):
    """Songs of one folder lie in it in the order of the playlist, which is the order in which simple players play."""
    songs = world.songs(9)
    order = [songs[number] for number in (7, 2, 8, 0, 4, 1, 6, 3, 5)]
    world.library(("Mix", order))
    player = world.player(kind).plug()
    world.partner(player, "Mix")
    world.sync(player)
    player.remove_safely()
    found = [file.digest for file in player.files().below("Music").values()]
    expect_equal(found, [world.digests([song])[0] for song in order], "the order of the directory is the playlist's")


@scenario(*BOTH)
def keeps_what_is_not_ours(world, kind):
    """Files that Tandem did not place are neither changed nor removed, also not by the end of the partnership."""
    songs = world.songs(5)
    foreign = {
        "Music/Artist/Album/notes.txt": "mine",
        "Music/Other/own song.mp3": "not really a song",
        "Playlists/Mine.m3u8": "#EXTM3U\n../Music/Other/own song.mp3\n",
        "DCIM/picture.jpg": "a picture",
        "read me.txt": "hello",
    }
    world.library(("All", None))
    player = world.player(kind)
    if kind not in VOLUMES:
        for path, text in foreign.items():
            player.put(path, text)
    player.plug()
    if kind in VOLUMES:
        for path, text in foreign.items():
            player.put(path, text)
    before = {path: file for path, file in player.files().files.items() if path in foreign}
    expect_equal(len(before), len(foreign), "the foreign files are there at first")
    world.partner(player, "All")
    world.sync(player)
    world.host_path(songs[0]).unlink()
    world.do("library", "scan")
    world.sync(player)
    world.do("unpartner", player.device)
    player.remove_safely()
    after = player.files().files
    expect_equal({path: after.get(path) for path in before}, before, "the foreign files are as they were")


@scenario(*BOTH)
def makes_room_for_what_matters_more(world, kind):
    """When not all fits, playlists of higher priority get their place, songs of lower ones leave; no file is cut."""
    small = world.songs(6, size=5 << 19, artist="Low")
    large = world.songs(6, size=5 << 19, artist="High")
    world.library(("Low", small), ("High", large))
    player = world.player(kind, megabytes=24).plug()
    world.partner(player, "Low")
    expect_numbers(world.sync(player), copied=6, noFit=0)
    world.partner(player, "High", "Low")
    run = world.sync(player, status=1)
    expect(run.json["noFit"] > 0 and run.json["removed"] > 0, "songs had to leave, and some do not fit", run.json)
    expect_equal(run.json["copied"], 6, "all songs of the playlist that comes first were copied")
    player.remove_safely()
    tree = player.files()
    wanted, rest = set(world.digests(large)), set(world.digests(small))
    found = set(tree.songs())
    expect(wanted <= found, "each of them is there whole", sorted(wanted - found))
    expect(found - wanted <= rest, "what else is there is whole, too", sorted(found - wanted - rest))
    expect_equal(tree.leftovers(), [], "nothing unfinished is left")
    expect_equal(player.damage(), "", "its file system is whole")


@scenario(*ALL)
def takes_names_of_all_kinds(world, kind):
    """Songs whose tags are emoji, very long, composed or decomposed umlauts, or forbidden on FAT all get there, once."""
    decomposed, composed = "Mu\u0308ller", "M\u00fcller"
    titles = ["🎸 Rock 🤘", "x" * 300, "ü" * 200, 'a/b\\c:d*e?f"g<h>i|j', "CON", "ends with a dot.", " spaces ",
              "Привет", "日本語のうた", "..", "percent %20 # & ;"]
    songs = [world.song(f"{number}.mp3", title, track=number) for number, title in enumerate(titles, 1)]
    songs.append(world.song("nfd.mp3", decomposed, artist=decomposed, album=decomposed))
    songs.append(world.song("nfc.mp3", composed, artist=composed, album=composed, size=64_000))
    songs.append(world.song("case 1.mp3", "Same", artist="CASE", size=96_000))
    songs.append(world.song("case 2.mp3", "same", artist="case", size=128_000))
    world.library(("All", None))
    player = world.player(kind).plug()
    world.partner(player, "All")
    expect_numbers(world.sync(player), result="completed", copied=len(songs), failed=0)
    tree = player.files()
    expect_equal(tree.songs(), world.digests(songs), "the player holds each song once")
    entries = playlist_entries(player.text("Playlists/All.m3u8"), "Playlists/All.m3u8")
    expect_equal(tree.missing(entries), [], "each entry of the playlist is a file")
    expect_equal(len(entries), len(songs), "the playlist names all songs")
    player.remove_safely()
    player.plug()
    expect_numbers(world.sync(player), copied=0, removed=0, upToDate=len(songs))


@scenario(*STICK)
def leaves_out_what_fat_cannot_hold(world, kind):
    """A file above 4 GiB is reported as too large for FAT, before it is begun; everything else gets there."""
    songs = world.songs(3)
    huge = world.song("huge.mp3", "Huge")
    with open(world.host_path(huge), "r+b") as file:
        frames = file.read()
        file.seek(4 << 30)  # a hole: it takes no room
        file.write(frames)  # readers look for the last frame from the end
    world.library(("All", None))
    player = world.stick(Stick("HUGE", kind, 6000)).plug()
    world.partner(player, "All")
    run = world.sync(player, status=1)
    expect_numbers(run, copied=3)
    expect_equal(run.error_codes(), ["fileTooLarge"], "the reason is told")
    tree = player.files()
    expect_equal(tree.songs(), world.digests(songs), "the other songs are there")
    expect_equal(tree.leftovers(), [], "nothing of the large one was begun")


@scenario(*VOLUMES)
def room_is_foretold(world, kind):
    """An estimate says to the byte how much room a synchronization leaves, folders that grow included; on a stick
    with a history, within two hundredths of what it writes."""
    songs = world.songs(45, size=5_000, album="An album with a name that is longer than thirteen letters")
    songs += world.songs(20, size=9_000, artist="Ümläut", album="short", first=46)
    world.library(("Mix", songs[5:15]), ("All", None))
    player = world.player(kind).plug()
    world.partner(player, "Mix", "All")
    foretold = world.do("estimate", player.device)["freeAfterBytes"]
    expect_numbers(world.sync(player), result="completed", copied=65, failed=0, noFit=0)
    expect_equal(world.listed(player)["freeBytes"], foretold, "as much room is left as was foretold")

    for song in songs[20:32]:  # none of the playlist of single songs, which would be missed there
        world.host_path(song).unlink()
    world.songs(15, size=20_000, artist="Later", first=70)
    world.do("library", "scan")
    before = world.listed(player)["freeBytes"]
    foretold = world.do("estimate", player.device)["freeAfterBytes"]
    expect_numbers(world.sync(player), result="completed", copied=15, removed=12, failed=0)
    after = world.listed(player)["freeBytes"]
    expect(abs(after - foretold) <= 0.02 * abs(before - after), "the room is foretold closely", (before, after, foretold))
