#!/usr/bin/env python3
# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule in docs/architecture/rules.md names tests that exist.

usage: check_rules.py SOURCE_FOLDER
"""

import re
import sys
from pathlib import Path

NAME = re.compile(r"`(tst_\w+): (\w+)`")
RULE = re.compile(r"^\| (?!rule \||-)(?P<rule>.+) \| (?P<tests>.*) \|$")


def functions_of(source: Path) -> set[str]:
    """The test functions that a test program declares."""
    slots = source.read_text(encoding="utf-8").partition("private Q_SLOTS:")[2]
    return set(re.findall(r"^    void (\w+)\(\)", slots, re.MULTILINE))


def problems_in(page: str, tests: dict[str, set[str]]) -> list[str]:
    problems = []
    rules = [match for match in map(RULE.match, page.splitlines()) if match and not match["rule"].startswith("---")]
    if not rules:
        problems.append("there are no rules")
    for rule in rules:
        named = NAME.findall(rule["tests"])
        if not named:
            problems.append(f"no test is named: {rule['rule']}")
        for program, function in named:
            if program not in tests:
                problems.append(f"no such test program: {program}")
            elif function not in tests[program]:
                problems.append(f"no such test function: {program}: {function}")
    return problems


def main() -> int:
    root = Path(sys.argv[1])
    tests = {source.stem: functions_of(source) for source in root.glob("tests/**/tst_*.cpp")}
    page = (root / "docs/architecture/rules.md").read_text(encoding="utf-8")
    problems = problems_in(page, tests)
    for problem in problems:
        print(f"docs/architecture/rules.md: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
