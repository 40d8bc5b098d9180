"""验机: what this machine lacks, said as diagnostics (SQ9) before a command begins its work.

In: the table of parts. Out: one diagnostic for each part that is lacking: which, why it is needed, how to get it.
A command that gets any writes nothing and exits 2.
"""

from __future__ import annotations

from build_tools.cli.parts import Kind, Part, find_part, parts_for
from build_tools.diagnostics import Diagnostic, Place, diagnose

_HERE = Place("本机")


def check_machine(*, tests: bool = False) -> tuple[Diagnostic, ...]:
    """验机: SQ901 for each part lacking, in the order of the table; ``tests`` asks for what the tests need besides.

    Parts for making the virtualenv are not asked for: whoever runs this has one.
    """
    wanted = (part for part in parts_for(tests=tests) if part.kind is not Kind.MODULE)
    return tuple(_lacking(part) for part in wanted if find_part(part) is None)


def _lacking(part: Part) -> Diagnostic:
    return diagnose("SQ901", _HERE, part=part.name, why=f"{part.why}。", remedy=_remedy(part))


def _remedy(part: Part) -> str:
    if part.package == "playwright":
        return "运行 ./chenbao test，它会下载；或者装上 Google Chrome。"
    return f"再运行一次 ./chenbao，它会装上；或者运行 sudo apt-get install -y --no-install-recommends {part.package}"
