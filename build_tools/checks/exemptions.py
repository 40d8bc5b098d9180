"""免检: ``<!-- 免检 SQ409：原文如此 -->`` silences one code on one line, and must give a reason (SQ405).

On a line of its own it speaks for the next line that is not empty. In front matter it stands behind a ``#``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from build_tools.diagnostics import CATALOGUE, Diagnostic, Place, diagnose
from build_tools.model import Issue, source_path

_EXEMPTION = re.compile(r"<!--\s*免检(?P<rest>.*?)-->")
_WELL_SAID = re.compile(r"\s*(?P<code>SQ[0-9]{3})\s*[：:]\s*(?P<reason>\S.*?)\s*")


def check_exemptions(source: str, path: str) -> Iterator[Diagnostic]:
    """Exemptions that exempt nothing: no such code, or no reason."""
    for number, line in enumerate(source.split("\n"), 1):
        for hit in _EXEMPTION.finditer(line):
            said = _WELL_SAID.fullmatch(hit["rest"])
            if said is None or said["code"] not in CATALOGUE:
                yield diagnose("SQ405", Place(path, number, hit.start() + 1))


def without_exempted(found: Iterable[Diagnostic], issue: Issue) -> tuple[Diagnostic, ...]:
    """The diagnostics that no exemption in the issue's articles silences, whoever found them."""
    return without_exempted_in(
        found, {source_path(issue.name, article): article.source for article in issue.articles}
    )


def without_exempted_in(found: Iterable[Diagnostic], sources: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """The same for any files, path → text."""
    exempted = {(path, line, code) for path, source in sources.items() for line, code in _exempted(source)}
    return tuple(each for each in found if (each.place.path, each.place.line, each.code) not in exempted)


def exempted_codes(issue: Issue) -> frozenset[str]:
    """The codes that any article of the issue exempts somewhere."""
    return frozenset(code for article in issue.articles for _, code in _exempted(article.source))


def _exempted(source: str) -> Iterator[tuple[int, str]]:
    lines = source.split("\n")
    for number, line in enumerate(lines, 1):
        for hit in _EXEMPTION.finditer(line):
            said = _WELL_SAID.fullmatch(hit["rest"])
            if said:
                yield _line_meant(lines, number), said["code"]


def _line_meant(lines: list[str], number: int) -> int:
    if _EXEMPTION.sub("", lines[number - 1]).strip(" \t#"):
        return number
    # Several may stand above one line, each on its own.
    below = (
        later
        for later in range(number + 1, len(lines) + 1)
        if _EXEMPTION.sub("", lines[later - 1]).strip(" \t#")
    )
    return next(below, number)
