"""结月: sealing the ballot, the draw, what the site publishes: the steps that end a month, each once.

In: a room, its desk, what an editor gives. Out: files under ``bounty/`` that are committed to git, and what was done; or the
faults that keep it from being done. ``ballot.txt`` is what was sealed, ``draw.json`` what came of it, ``public.json`` what
the receipt page shows. None of them holds a receipt, a name, a letter or the code by which verdicts know a reader.
"""

from __future__ import annotations

import datetime
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from build_tools.bounty.desk import Desk
from build_tools.bounty.identity import alike_finders, ballot_code
from build_tools.bounty.inbox import DamagedFile, read_mapping
from build_tools.bounty.opening import Room
from build_tools.bounty.outputs import public_answers, shown_names, verdicts_alone, winners_of
from build_tools.bounty.prize import RULE, standings
from build_tools.bounty.verdicts import Verdict
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import (
    Ballot,
    Drawn,
    Entrant,
    PublicValue,
    Winners,
    digest_of,
    draw,
    format_ballot,
    parse_ballot,
)
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive

DEFAULT_GIFTS = 10
"""优秀 when the paper does not say how many."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A ballot as it stands in its file."""

    text: str
    ballot: Ballot

    @property
    def digest(self) -> str:
        """摘要."""
        return digest_of(self.text)


def sealed(room: Room) -> Sealed | None:
    """What was sealed; None before. Raises :class:`DamagedFile`."""
    if not room.ballot_path.is_file():
        return None
    text = room.ballot_path.read_text("utf-8", "replace")
    ballot = parse_ballot(text)
    if ballot is None:
        raise DamagedFile(room.ballot_path)
    return Sealed(text, ballot)


def undecided_pairs(room: Room) -> list[tuple[str, str]]:
    """Pairs of senders who may be one person, of whom no editor has said whether they are."""
    apart = room.inbox.different_persons()
    return [(each.first, each.second) for each in alike_finders(room.inbox.reports(), apart)]


def seal(room: Room, value: PublicValue, now: datetime.datetime) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write the ballot, once and for ever; gives its digest. ``now`` has an offset. While it is written no verdict is."""
    with exclusive(room.ballot_path):
        return _seal(room, room.desk(), value, now)


def _seal(
    room: Room, desk: Desk, value: PublicValue, now: datetime.datetime
) -> tuple[str, tuple[Diagnostic, ...]]:
    place = room.place
    if room.ballot_path.is_file():
        return "", (diagnose("SQ808", Place(room.relative(room.ballot_path)), issue=room.name),)
    if datetime.datetime.fromisoformat(value.due) <= now:
        return "", (diagnose("SQ811", place, due=value.due, now=now.isoformat(timespec="minutes")),)
    if now.astimezone(room.zone).date() <= room.deadline:
        return "", (diagnose("SQ883", place, issue=room.name, deadline=room.deadline),)
    waiting = [case.fault.name for case in desk.cases if case.state in ("open", "disputed", "unsure")]
    if waiting:
        told = diagnose("SQ827", place, count=len(waiting), names="、".join(waiting[:5]))
        return "", (told, *without_letters(room, desk)[1])
    pairs = undecided_pairs(room)
    if pairs:
        return "", (
            diagnose(
                "SQ810", place, count=len(pairs), issue=room.name, first=pairs[0][0], second=pairs[0][1]
            ),
        )
    if not standings(desk.judged):
        return "", (diagnose("SQ884", place, issue=room.name),)
    rules = room.paper.bounty
    ballot = Ballot(
        f"{room.paper.name}（{room.paper.edition}版）" if room.paper.edition else room.paper.name,
        room.name,
        room.deadline.isoformat(),
        now.isoformat(timespec="seconds"),
        value,
        1,
        rules.gifts or DEFAULT_GIFTS,
        RULE,
        tuple(
            Entrant(code, each.score, each.firsts, each.false)
            for each, code in zip(standings(desk.judged), _codes(room, desk).values(), strict=True)
        ),
    )
    text = format_ballot(ballot)
    assert parse_ballot(text) is not None  # sealed is sealed: what cannot be read could never be drawn from
    write_whole(room.ballot_path, text.encode())
    return digest_of(text), ()


def _codes(room: Room, desk: Desk) -> dict[str, str]:
    """Finder → 抽签代号, of everybody who stands in the ranking; longer where two would be alike."""
    finders, key = [each.finder for each in standings(desk.judged)], room.inbox.key
    found: dict[str, str] = {}
    taken: set[str] = set()
    for finder in sorted(finders):
        code, more = ballot_code(key, finder), 0
        while code in taken:
            more += 1
            code = ballot_code(key, f"{finder} {more}")
        taken.add(code)
        found[finder] = code
    return {finder: found[finder] for finder in finders}


def codes_by_finder(room: Room, desk: Desk) -> dict[str, str]:
    """What each reader may be told of the ballot once it is sealed: their own code; {} before."""
    held = sealed(room)
    if held is None or room.inbox.emptied:
        return {}
    there = {each.code for each in held.ballot.entrants}
    return {finder: code for finder, code in _codes(room, desk).items() if code in there}


def without_letters(room: Room, desk: Desk) -> tuple[list[Verdict], tuple[Diagnostic, ...]]:
    """What holds of faults whose letters were forgotten, or went when their time had come; and of how many there is nothing
    here: their letters came in on another machine, where they bear other names, or another program read them otherwise."""
    gone = room.inbox.forgotten()
    forgotten: list[Verdict] = []
    strange: list[str] = []
    for settled in verdicts_alone(desk, room.verdicts()[0], room.groupings()):
        claims = [claim for verdict in settled.each for claim in verdict.claims]
        if not room.inbox.was_emptied and gone.isdisjoint(claim.rpartition("#")[0] for claim in claims):
            strange += claims[:1]
        elif settled.verdict:
            forgotten.append(settled.verdict)
    names = "、".join(strange[:5])
    told = diagnose("SQ891", room.place, count=len(strange), names=names, issue=room.name)
    return forgotten, (told,) * bool(strange)


def against_ballot(room: Room, desk: Desk) -> tuple[Diagnostic, ...]:
    """Whether what the judges say now is what was sealed: git may bring in what another machine decided before or after.

    Who was first is not compared: letters that come later, or are forgotten, change that of others.
    """
    codes, held = codes_by_finder(room, desk), sealed(room)
    entrants = {each.code: (each.score, each.false) for each in held.ballot.entrants} if held else {}
    other = [
        codes[each.finder]
        for each in standings(desk.judged)
        if each.finder in codes and entrants[codes[each.finder]] != (each.score, each.false)
    ]
    names = "、".join(sorted(other))
    return (diagnose("SQ892", room.place, issue=room.name, codes=names),) * bool(other)


@dataclass(frozen=True, slots=True)
class Awarded:
    """What the draw came to, and the winners as they agreed to be named."""

    drawn: Drawn
    value: str
    winners: Winners
    finders: Mapping[str, str]
    """Code → the inbox's code of the reader; private."""


def award(
    room: Room, desk: Desk, said: str, now: datetime.datetime
) -> tuple[Awarded | None, tuple[Diagnostic, ...]]:
    """Draw from the sealed ballot alone, and write down what came of it. The same value twice gives the same; another is refused."""
    held = sealed(room)
    if held is None:
        return None, (diagnose("SQ825", room.place, issue=room.name),)
    path = Place(room.relative(room.ballot_path))
    if datetime.datetime.fromisoformat(held.ballot.value.due) > now:
        return None, (diagnose("SQ813", path, due=held.ballot.value.due, source=held.ballot.value.source),)
    value = held.ballot.value.canonical(said)
    if value is None:
        return None, (diagnose("SQ812", path, value=said[:40], form=held.ballot.value.form),)
    known = read_draw(room)
    if known and (known.get("value") != value or known.get("digest") != held.digest):
        return None, (diagnose("SQ826", Place(room.relative(room.draw_path)), issue=room.name),)
    drawn = draw(held.text, value)
    assert drawn is not None
    finders = {code: finder for finder, code in codes_by_finder(room, desk).items()}
    names = {
        code: name for code, finder in finders.items() if (name := shown_names(desk.reports).get(finder))
    }
    document = {
        "issue": room.name,
        "digest": held.digest,
        "value": value,
        "best": list(drawn.best),
        "excellent": list(drawn.excellent),
        "by_lot": list(drawn.by_lot),
    }
    write_whole(room.draw_path, pretty(document))
    publish_draw(room)
    return Awarded(drawn, value, winners_of(drawn.best, drawn.excellent, names, room.name), finders), ()


def read_draw(room: Room) -> dict[str, object]:
    """What was drawn; {} before."""
    return read_mapping(room.draw_path)


@dataclass(frozen=True, slots=True)
class Verified:
    """``state``: ``sealed`` when the value is still to come, ``same`` or ``other`` after the draw."""

    state: str
    digest: str
    drawn: Drawn | None = None


def verify(room: Room) -> tuple[Verified | None, tuple[Diagnostic, ...]]:
    """Reckon the draw anew from the committed files alone: nothing private is needed."""
    held = sealed(room)
    if held is None:
        return None, (diagnose("SQ825", room.place, issue=room.name),)
    known = read_draw(room)
    if not known:
        return Verified("sealed", held.digest), ()
    drawn = draw(held.text, str(known.get("value", "")))
    same = (
        drawn is not None
        and known.get("digest") == held.digest
        and (list(drawn.best), list(drawn.excellent)) == (known.get("best"), known.get("excellent"))
    )
    if not same:
        return None, (diagnose("SQ826", Place(room.relative(room.draw_path)), issue=room.name),)
    return Verified("same", held.digest, drawn), ()


def publish(room: Room, desk: Desk) -> tuple[Path | None, tuple[Diagnostic, ...]]:
    """Write what the receipt page shows. An inbox that was emptied tells nothing any more: then what stands is left alone."""
    path = room.public_path
    if room.inbox.emptied or (room.inbox.was_emptied and path.is_file()):
        return None, (diagnose("SQ814", Place(room.relative(path)), issue=room.name),)
    before = read_mapping(path)
    salt = str(before.get("salt") or secrets.token_hex(16))
    if not re.fullmatch("(?:[0-9a-f]{2})+", salt):
        raise DamagedFile(path)
    figures, rate = room.figures(desk), room.rate(desk)
    known = room.inbox.public_keys(salt, [report.receipt for report in desk.reports])
    answers = public_answers(desk, salt, known, room.is_sealed)
    public: dict[str, object] = {
        "issue": room.name,
        "deadline": room.deadline.isoformat(),
        "salt": salt,
        "answers": {key: [asdict(each) for each in told] for key, told in answers.items()},
        "figures": {**asdict(figures), "duplicates": round(figures.duplicates, 4)},
        "factors": list(rate.factors),
    }
    write_whole(path, pretty({**public, **_drawing(room)}))
    return path, ()


def publish_draw(room: Room) -> None:
    """Put the ballot and what was drawn into what the site shows; the answers stay as they are."""
    if room.public_path.is_file():
        write_whole(room.public_path, pretty({**read_mapping(room.public_path), **_drawing(room)}))


def _drawing(room: Room) -> dict[str, object]:
    held, drawn = sealed(room), read_draw(room)
    return {**({"ballot": held.text} if held else {}), **({"draw": drawn} if drawn else {})}


def pretty(document: Mapping[str, object]) -> bytes:
    """JSON as it lies in git: a line a thing."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
