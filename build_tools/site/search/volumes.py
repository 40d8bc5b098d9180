"""检索卷: which issues share the shards of their index, so that an edit rewrites one year's and no more.

In: the names of all issues. Out: volumes, newest first. The newest issue's calendar year is a volume by itself;
the years before it are joined by decades, counted from a year that ends in 0. A new year moves the last one into
its decade. Nothing but the names decides, so the same issues give the same volumes on any machine.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.site.search.shards import shard_count

_DECADE = 10


@dataclass(frozen=True, slots=True)
class Volume:
    """检索卷: its name (``2030``, ``2020-2029``) and the names of its issues, newest first."""

    name: str
    issues: tuple[str, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """The years of which it holds issues, newest first."""
        return tuple(dict.fromkeys(_year(name) for name in self.issues))

    @property
    def shards(self) -> int:
        """How many files its index is split into."""
        return shard_count(len(self.issues))


def volumes(names: Sequence[str]) -> tuple[Volume, ...]:
    """The volumes of a paper with these issues (``2021-06``), in any order; none without issues."""
    newest_first = sorted(set(names), reverse=True)
    current = _year(newest_first[0]) if newest_first else ""
    grouped = itertools.groupby(newest_first, lambda name: _volume_of(_year(name), current))
    return tuple(Volume(name, tuple(issues)) for name, issues in grouped)


def _volume_of(year: str, current: str) -> str:
    if year == current:
        return year
    first = int(year) // _DECADE * _DECADE
    return f"{first:04}-{first + _DECADE - 1:04}"


def _year(issue: str) -> str:
    return issue.split("-")[0]
