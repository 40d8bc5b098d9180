"""结果: what a command has found and done, and how it is said: as Chinese text or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.diagnostics import Diagnostic, Severity

CLEAN, FAULTS, UNUSABLE = 0, 1, 2
"""Exit codes of the contract §6."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Diagnostics, lines for a person, facts for a program."""

    diagnostics: tuple[Diagnostic, ...] = ()
    lines: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    forced_exit: int | None = None

    @property
    def exit_code(self) -> int:
        """2 when the machine or the usage is at fault (SQ9), 1 when an editor must mend something, else 0."""
        if self.forced_exit is not None:
            return self.forced_exit
        if any(found.code.startswith("SQ9") for found in self.diagnostics):
            return UNUSABLE
        return FAULTS if any(found.severity is Severity.FAULT for found in self.diagnostics) else CLEAN


def as_text(outcome: Outcome) -> str:
    """For a person: every diagnostic, then what was done, then the count."""
    lines = [str(found) for found in outcome.diagnostics] + list(outcome.lines)
    if outcome.diagnostics:
        lines.append(_count(outcome.diagnostics))
    return "".join(f"{line}\n" for line in lines)


def as_json(command: str, outcome: Outcome) -> str:
    """For a program: one object, the same for every command but for its facts."""
    document = {
        "command": command,
        "exit": outcome.exit_code,
        "diagnostics": [found.as_json() for found in outcome.diagnostics],
        **outcome.facts,
    }
    if outcome.forced_exit and not outcome.diagnostics:
        # Why nothing was done is said to a program, too.
        document["problem"] = "\n".join(outcome.lines)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _count(found: tuple[Diagnostic, ...]) -> str:
    faults = sum(each.severity is Severity.FAULT for each in found)
    warnings = len(found) - faults
    return (
        "、".join(
            part
            for part in (f"{faults}处错" if faults else "", f"{warnings}处疑" if warnings else "")
            if part
        )
        + "。"
    )
