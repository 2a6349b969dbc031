# SPDX-FileCopyrightText: Tandem contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of all scenarios. Above each stands, as its docstring, the rule that it holds."""

import inspect
from dataclasses import dataclass

SCENARIOS = []


@dataclass(frozen=True)
class Scenario:
    theme: str
    name: str
    rule: str
    kind: str
    function: object

    @property
    def label(self):
        return f"{self.theme}.{self.name}" + (f"[{self.kind}]" if self.kind else "")


def scenario(*kinds):
    """Makes a function a scenario: one for each kind of player that it is for, which it gets as `kind`."""

    def note(function):
        rule = " ".join(inspect.getdoc(function).split())
        theme = function.__module__.rsplit(".", 1)[-1]
        for kind in kinds:
            SCENARIOS.append(Scenario(theme, function.__name__, rule, kind, function))
        return function

    return note
