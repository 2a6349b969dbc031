#!/usr/bin/env bash
# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ./dev check: formatting, static analysis, licences. Says all that is wrong, then fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 3
build_dir=$1 # of a finished build
failed=()

# step NAME CMD...: runs a check in silence unless it finds something.
step() {
  local name=$1 log
  shift
  log=$(mktemp)
  printf '%-12s' "$name"
  if "$@" >"$log" 2>&1; then
    echo 'ok'
  else
    echo 'FAILED'
    cat "$log"
    failed+=("$name")
  fi
  rm -f "$log"
}

formatting() {
  git ls-files -co --exclude-standard '*.cpp' '*.h' | xargs clang-format-19 --dry-run -Werror
}

# Without precompiled headers, which are the other compiler's.
static_analysis() {
  cmake --preset dev -B build/tidy -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null &&
    git ls-files -co --exclude-standard 'base/*.cpp' 'model/*.cpp' 'device/*.cpp' 'sync/*.cpp' 'ui/*.cpp' 'app/*.cpp' |
    python3 tests/tidy.py "$build_dir" build/tidy
}

# Each file uses only the rooms that docs/architecture allows it.
rooms() {
  git ls-files -co --exclude-standard base model device sync ui app | grep -E '\.(cpp|h)$' | xargs python3 tests/rooms.py
}

licences() {
  reuse --no-multiprocessing lint --quiet || reuse lint
}

scripts() {
  bash -n dev && bash -n tests/check.sh && bash -n tests/demo/demo.sh && bash -n .ci/run &&
    python3 -c 'import ast, sys; [ast.parse(open(f).read(), f) for f in sys.argv[1:]]' tests/*.py tests/bench/*.py tests/e2e/*.py tests/e2e/*/*.py
}

step format formatting
step rooms rooms
step scripts scripts
step licences licences
step tidy static_analysis
[ ${#failed[@]} = 0 ] || { printf 'These checks failed: %s\n' "${failed[*]}"; exit 1; }
