#!/usr/bin/env bash
# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The main job on real input, as a person would do it: music, playlists, a player, two synchronizations
# with a change in between, and the window. Called by ./dev demo as: demo.sh TANDEM [MUSIC_DIR] [PLAYER_DIR]
# Music of the person's own is only read; the sample music is made anew each time.
set -euo pipefail

tandem=$1
music=${2:-}
player=${3:-}
demo_dir=${XDG_CACHE_HOME:-$HOME/.cache}/tandem/demo
data_dir=$demo_dir/library

heading() {
  printf '\n\033[1m%s\033[0m\n' "$*"
}

# run ARGS...: shows the command and what it says. Items that did not fit or failed do not end the demo.
run() {
  local status=0 argument shown='' count=0
  for argument; do
    count=$((count + 1))
    [ $# -le 12 ] || [ "$count" -le 4 ] || { shown+=" ... ($(($# - count + 1)) more)"; break; }
    case $argument in
      *[[:space:]\<\>]*) shown+=" '$argument'" ;;
      *) shown+=" $argument" ;;
    esac
  done
  printf '\033[2m$ tandem%s\033[0m\n' "$shown"
  "$tandem" --data-dir "$data_dir" "$@" || status=$?
  [ "$status" -le 1 ] || exit "$status"
}

ensembles=('Sine Ensemble' 'Square Wave Trio' 'Triangle Choir' 'Sawtooth Band')
genres=(Jazz Rock Classical Electronic)
formats=(mp3 flac ogg opus m4a)

# make_song NUMBER TITLE: encodes and tags one short tone.
make_song() {
  local number=$1 title=$2
  local group=$((number % 4)) format=${formats[number % 5]} album=$((number / 4 % 3 + 1))
  local folder="$music/${ensembles[group]}/Tones $album"
  mkdir -p "$folder"
  ffmpeg -v error -y -f lavfi -i "sine=frequency=$((220 + 20 * number)):duration=$((4 + number % 5))" \
    -metadata title="$title" -metadata artist="${ensembles[group]}" -metadata album="Tones $album" \
    -metadata genre="${genres[group]}" -metadata date=$((1980 + number)) -metadata track=$((number / 12 + 1)) \
    "$folder/$(printf '%02d' "$number") $title.$format" </dev/null
}

make_music() {
  local number
  heading 'Making 60 songs with ffmpeg'
  for number in $(seq 0 59); do
    make_song "$number" "Tone at $((220 + 20 * number)) Hz" &
    [ $((number % 4)) != 3 ] || wait
  done
  wait
  printf '%s\n' "$music"
}

# some_songs COUNT: the first audio files of the music folder, one a line.
some_songs() {
  find -L "$music" -type f \( -iname '*.mp3' -o -iname '*.flac' -o -iname '*.ogg' -o -iname '*.opus' \
    -o -iname '*.m4a' -o -iname '*.wav' -o -iname '*.wma' \) | sort | sed -n "1,$1p"
}

# A stick of the person's own must not stay partnered with a library that the next demo throws away.
let_go() {
  [ -z "$own_player" ] || [ ! -d "$data_dir" ] ||
    "$tandem" --data-dir "$data_dir" unpartner "$own_player" >/dev/null 2>&1 || true
}

# What is there is thrown away.
for folder in "$music" "$player"; do
  case $(realpath -m -- "${folder:-/}")/ in
    "$demo_dir"/*) printf 'demo: choose a folder outside of %s\n' "$demo_dir" >&2; exit 3 ;;
  esac
done
own_player=$player
let_go # of an earlier demo that came to no end
trap let_go EXIT
rm -rf "$demo_dir"
mkdir -p "$data_dir"
has_own_music=
if [ -z "$music" ]; then
  has_own_music=yes
  music=$demo_dir/music
  make_music
fi
[ -d "$music" ] || { printf 'demo: there is no folder %s\n' "$music" >&2; exit 3; }
limit=()
if [ -z "$player" ]; then
  player=$demo_dir/player
  mkdir "$player"
  limit=(--limit 100MB)
fi

heading 'The library'
run library add "$music"

heading 'Three playlists: one imported, one put together, one that asks the library each time'
{ printf '#EXTM3U\n'; some_songs 12; } >"$demo_dir/On the road.m3u8"
run playlist import "$demo_dir/On the road.m3u8"
mapfile -t songs < <(some_songs 40 | tail -n 15)
run playlist create 'By hand' "${songs[@]}"
run playlist create 'New songs' --match 'added<30d' --sort added- --limit 50
run playlist list

heading 'The player, and what belongs on it'
run device add "$player" "${limit[@]}"
run partner "$player" --playlist 'On the road' --playlist 'By hand' --playlist 'New songs'

heading 'What a synchronization would do, and doing it'
run estimate "$player"
run sync "$player"

if [ -n "$has_own_music" ]; then
  heading 'The library changes: two new songs, one with another title, one deleted'
  make_song 60 'A new tone'
  make_song 61 'Another new tone'
  first=$(some_songs 1)
  ffmpeg -v error -y -i "$first" -c copy -metadata title='A better title' "$demo_dir/changed.${first##*.}" </dev/null
  mv "$demo_dir/changed.${first##*.}" "$first"
  rm "$(some_songs 20 | tail -n 1)" # which the lists do not name: they would report it
  run library scan
else
  heading 'The library changes: a playlist loses some of its songs (your music is only read)'
  run playlist delete 'By hand'
  run playlist create 'By hand' "${songs[@]:0:5}"
  run partner "$player" --playlist 'On the road' --playlist 'By hand' --playlist 'New songs'
fi

heading 'The player follows'
run sync "$player"

heading 'Once more: nothing is left to do'
run sync "$player"
run device list

heading 'The window, on the same library'
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  printf 'Close it to end the demo.\n'
  "$tandem" --data-dir "$data_dir"
  exit
fi
printf 'There is no display, so it is drawn to a picture:\n'
# The off-screen platform says on standard error that it has no window manager.
"$tandem" --data-dir "$data_dir" --picture "$demo_dir/window.png" \
  2> >(grep -v propagateSizeHints >&2)
