"""A month of letters with known truth on a paper, and a judge who is driven through it in the browser.

    python -m tests.desk.month [--letters 240]

The driven judge reads what the page shows and presses keys, as a person would: 1 where the proposed change is the one that the
letter means; else the stretch is set with the arrow keys and the wording typed. Keys are counted as they are pressed. Seconds
of a person are reckoned by the keystroke-level model (Card, Moran and Newell 1980): 0.28 s a key, 1.35 s a decision, and
reading at six characters a second.
"""

from __future__ import annotations

import argparse
import datetime
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from build_tools.bounty.claims import Part, Spot
from build_tools.bounty.inbox import reports_from
from build_tools.bounty.intake import Row
from build_tools.bounty.opening import Room, open_room
from build_tools.bounty.resolver.index import Piece

KEY_SECONDS, DECISION_SECONDS, CHARACTERS_A_SECOND = 0.28, 1.35, 6.0
_FORMS = (
    "第{page}版“{wrong}”应为“{right}”",
    "{number} {wrong}→{right}",
    "第{page}版，{wrong}，应该是{right}",
    "您好，{number}里“{wrong}”疑为“{right}”之误，请核实。",
    "原文：{wrong}\n应为：{right}\n（{number}）",
    "{number}把“{right}”印成了“{wrong}”",
    "{page}版“{wrong}”这几个字不对",
)
_CHATTER = ("祝编辑部新年好", "请问奖品什么时候发", "建议把字印大一些", "收到，谢谢", "我要订报")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is wrong in a piece: characters ``start`` to ``end``, and what should stand there."""

    spot: Spot
    start: int
    end: int
    right: str
    text: str

    @property
    def mended(self) -> str:
        """The piece as it should be."""
        return self.text[: self.start] + self.right + self.text[self.end :]


@dataclass(frozen=True, slots=True)
class Told:
    """What the month came to."""

    cases: int
    keys: int
    wrong: int
    missing: int
    machine_seconds: float
    person_seconds: float


def faults(room: Room, count: int, chance: random.Random) -> list[Truth]:
    """Places that readers will complain of: one or two characters, at most one in twelve of a piece."""
    pool = [piece for piece in room.index.pieces if piece.spot.part == Part.PARAGRAPH.value]
    free = [(piece, at) for piece in pool for at in range(4, len(piece.text) - 6, 8) if _plain(piece, at)]
    chance.shuffle(free)
    found = []
    for order, (piece, at) in enumerate(free[:count]):
        kind = order % 4
        end = at + (0 if kind == 2 else 1)
        right = "" if kind == 3 else chance.choice("甲乙丙丁戊己庚辛壬癸")
        found.append(Truth(piece.spot, at, end, right, piece.text))
    return found


def _plain(piece: Piece, at: int) -> bool:
    around = piece.text[at - 3 : at + 4]
    return (
        around.isalnum()
        and not around.isascii()
        and piece.text.count(around) == 1
        and len({*around}) == len(around)
    )


def letters(
    room: Room, truths: list[Truth], count: int, chance: random.Random
) -> list[tuple[str, Truth | None]]:
    """That many letters, a tenth of them chatter, each with the fault that it means."""
    found: list[tuple[str, Truth | None]] = []
    pages = {str(article.printed.number): article.printed.page for article in room.index.articles}
    for order in range(count):
        if order % 10 == 9:
            found.append((f"{chance.choice(_CHATTER)}（{order}）", None))
            continue
        truth = truths[order % len(truths)]
        wrong = truth.text[truth.start - 3 : truth.end + 3]
        right = (
            truth.text[truth.start - 3 : truth.start] + truth.right + truth.text[truth.end : truth.end + 3]
        )
        form = _FORMS[order // len(truths) % (len(_FORMS) - 1)] if order % 13 else _FORMS[-1]
        number = truth.spot.number
        found.append(
            (form.format(page=pages[str(number)], number=number.printed, wrong=wrong, right=right), truth)
        )
    return found


def write_month(room: Room, sent: Iterable[tuple[str, Truth | None]]) -> None:
    """The letters into the inbox, from as many readers."""
    began = room.numbered.issue.date
    rows = [
        Row(
            order,
            {
                "内容": text,
                "微信号": f"wx-{order:04d}",
                "时间": f"{began + datetime.timedelta(days=order % 18)}",
            },
        )
        for order, (text, _) in enumerate(sent)
    ]
    today = began + datetime.timedelta(days=20)
    room.inbox.add(reports_from(room.inbox.key, "month", rows, today))


def drive(page: Page, room: Room, sent: list[tuple[str, Truth | None]]) -> Told:
    """Judge everything that waits; then hold what was written down against the truth."""
    meant = {text: truth for text, truth in sent if truth}
    keys, read = 0, 0
    start = time.monotonic()
    while True:
        if not page.evaluate("() => desk.cases.some((each) => each.state === 'open')"):
            break
        page.wait_for_selector("#cases li[aria-current=true]")
        keys, read = _one(page, meant, keys, read)
    machine = time.monotonic() - start
    judged = room.desk()
    wrong = missing = 0
    for case in judged.cases:
        verdict = case.settled.verdict
        texts = {
            report.text
            for report in judged.reports
            for filed in case.fault.claims
            if filed.letter == report.letter
        }
        truths = {meant[text] for text in texts if text in meant}
        if verdict is None or verdict.spot is None or not verdict.printed:
            missing += 1
            continue
        piece = room.index.piece(verdict.spot)
        assert piece is not None
        mended = piece.text[: verdict.start] + verdict.corrected + piece.text[verdict.end :]
        wrong += {truth.mended for truth in truths} != {mended}
    person = keys * KEY_SECONDS + len(judged.cases) * DECISION_SECONDS + read / CHARACTERS_A_SECOND
    return Told(len(judged.cases), keys, wrong, missing, machine, person)


def _one(page: Page, meant: dict[str, Truth], keys: int, read: int) -> tuple[int, int]:
    """One case: what its first letter means, against what is proposed."""
    name = page.locator("#cases li[aria-current=true]").get_attribute("data-name")
    shown = page.evaluate(
        "() => ({ letters: current.letters.map((each) => each.text), claims: current.letters.map((each) => each.claim),"
        " start: selection.start, end: selection.end, text: current.text, corrected: byId('corrected').value,"
        " deletion: byId('deletion').checked, candidates: current.candidates.length })"
    )
    read += len(shown["letters"][0]) + 24
    truth = meant[shown["letters"][0]]
    foreign = [at for at, text in enumerate(shown["letters"]) if meant.get(text) != truth]
    if foreign:
        for at in foreign:
            page.locator(".letters li input.apart").nth(at).check()
            keys += 1
        page.keyboard.press("x")
        page.wait_for_function(
            "count => current.letters.length === count", arg=len(shown["letters"]) - len(foreign)
        )
        return keys + 1, read
    text = [*shown["text"]]
    proposed = "".join([*text[: shown["start"]], shown["corrected"], *text[shown["end"] :]])
    ready = proposed == truth.mended and (shown["corrected"] or shown["deletion"])
    if not ready:
        keys += _set(page, shown, truth)
    page.keyboard.press("1")
    keys += 1
    page.wait_for_function(
        "name => desk.cases.find((each) => each.name === name)?.state === 'accepted' && current.name !== name"
        " || desk.cases.every((each) => each.state !== 'open')",
        arg=name,
    )
    return keys, read


def _set(page: Page, shown: dict[str, int], truth: Truth) -> int:
    """The stretch by arrow keys, the wording typed."""
    pressed = 0
    for side, now, wanted in (
        ("ArrowLeft", shown["start"], truth.start),
        ("ArrowRight", shown["end"], truth.end),
    ):
        outward = wanted < now if side == "ArrowLeft" else wanted > now
        for _ in range(abs(wanted - now)):
            page.keyboard.press(side if outward else f"Shift+{side}")
            pressed += 1
    if truth.right:
        page.keyboard.press("e")
        page.keyboard.type(truth.right)
        page.keyboard.press("Escape")
        pressed += 2 + len(truth.right)
    elif not page.evaluate("() => byId('deletion').checked"):
        page.keyboard.press("d")
        pressed += 1
    return pressed


def make_month(
    root: Path, count: int, issue: str = "2026-01", seed: int = 240
) -> tuple[Room, list[tuple[str, Truth | None]]]:
    """An issue with a month of letters."""
    room, found = open_room(root, issue)
    assert room is not None and not found
    chance = random.Random(seed)
    truths = faults(room, max(6, count // 4), chance)
    sent = letters(room, truths, count, chance)
    write_month(room, sent)
    return room, sent


def main() -> None:
    """Measure and say."""
    from tests.desk.test_judge_page import opened_page, running

    parser = argparse.ArgumentParser()
    parser.add_argument("--letters", type=int, default=240)
    count = parser.parse_args().letters
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "paper"
        root.mkdir()
        own = Path(__file__).parents[2]
        for name in ("content", "issues"):
            shutil.copytree(own / name, root / name, ignore=shutil.ignore_patterns("bounty"))
        shutil.copy(own / "mkdocs.yml", root)
        room, sent = make_month(root, count, "2021-01")
        with running(room) as desk, opened_page(desk) as page:
            told = drive(page, room, sent)
    sys.stdout.write(
        f"{count} letters, {told.cases} cases, {told.keys} keys ({told.keys / count:.2f} a letter), "
        f"{told.person_seconds / count:.1f} s of a judge a letter (keystroke-level model), "
        f"{told.machine_seconds:.0f} s driven; wrong records {told.wrong}, left out {told.missing}\n"
    )


if __name__ == "__main__":
    main()
