# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a scenario claims. A claim that does not hold ends the scenario and says what was there instead."""


class Failed(Exception):
    """A rule does not hold."""


def shown(value):
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    if isinstance(value, (list, tuple)):
        return "\n".join(f"    {item!r}" for item in value) or "    (nothing)"
    return f"    {value!r}"


def expect(holds, rule, found=None):
    if not holds:
        raise Failed(rule if found is None else f"{rule}; there is:\n{shown(found)}")


def expect_equal(found, wanted, rule):
    if found != wanted:
        raise Failed(f"{rule}\n  wanted:\n{shown(wanted)}\n  found:\n{shown(found)}")


def expect_status(run, wanted):
    """Of the program; one status, or several that are right."""
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    if run.status not in wanted:
        raise Failed(f"the program ended with {run.status} instead of {' or '.join(map(str, wanted))}\n{run.done.text()}")


def expect_numbers(run, **wanted):
    """Fields of the JSON object that the program printed."""
    found = {name: run.json.get(name) for name in wanted}
    if found != wanted:
        raise Failed(f"the program reports\n{shown(found)}\n  instead of\n{shown(wanted)}\n{run.done.text()}")
