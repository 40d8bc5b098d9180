"""链接: symbolic links in what is written that lead out of the paper, or to what is private in it.

In: the paper's root. Out: a fault for each. A link that git brought along would publish files of the machine that builds,
or readers' letters. Links within the paper are as good as files.
"""

from __future__ import annotations

import os
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose

_PRIVATE = (".git", ".venv", "dist")


def links_leading_out(root: Path, standing: str) -> tuple[Diagnostic, ...]:
    """Every link under issues/ and the folder of the ``standing`` pages that leads out of the root, to git, or to an inbox; in order of paths."""
    own = os.path.realpath(root)
    found = [path for name in (standing, "issues") for path in _links(os.path.join(root, name))]
    return tuple(
        diagnose("SQ830", Place(os.path.relpath(path, root).replace(os.sep, "/")))
        for path in sorted(found)
        if not _is_ours(os.path.realpath(path), own)
    )


def _links(folder: str) -> list[str]:
    if os.path.islink(folder):
        return [folder]
    found: list[str] = []
    for here, folders, files in os.walk(folder):
        found += [path for name in (*folders, *files) if os.path.islink(path := os.path.join(here, name))]
    return found


def _is_ours(target: str, own: str) -> bool:
    if not target.startswith(own + os.sep):
        return False
    inside = target[len(own) + 1 :].split(os.sep)
    return inside[0] not in _PRIVATE and "inbox" not in inside
