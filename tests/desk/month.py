"""A month of letters with known truth on a paper, and a judge who is driven through it in the browser.

    python -m tests.desk.month [--letters 240 | --written]

``--written``: in place of letters made from moulds those of tests/bounty/messages/residents.txt and office.txt that tell of one
fault, on the January issue with its planted misprints.

The driven judge reads what the page shows and presses keys, as a person would: 1 where the proposed change is the one that the
letter means; else the stretch is set with the arrow keys and the wording typed. Letters that mean another fault are split off,
what is no report is refused, and what was taken for none is read too and brought before the judge. Keys are counted as they
are pressed, a click as one. Seconds of a person are reckoned by the keystroke-level model (Card, Moran and Newell 1980): 0.28 s
a key, 1.35 s a decision, and reading at six characters a second. A record is wrong where the accepted change does not make of
the piece what a letter on it means, where chatter was accepted, and where one fault was recorded twice.
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
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Page

from build_tools.bounty.claims import Part, Spot
from build_tools.bounty.desk import Desk
from build_tools.bounty.inbox import reports_from
from build_tools.bounty.intake import Row
from build_tools.bounty.opening import Room, open_room
from build_tools.bounty.resolver.index import Piece, common_ends
from build_tools.bounty.verdicts import Decision
from tests.bounty.labelled import read_messages
from tests.bounty.measures import PLANTED_SETS
from tests.bounty.paper import misprints, planted_index
from tests.waiting import until

KEY_SECONDS, DECISION_SECONDS, CHARACTERS_A_SECOND = 0.28, 1.35, 6.0
_FORMS = (
    "第{page}版{where}“{wrong}”应为“{right}”",
    "{number}{where} {wrong}→{right}",
    "第{page}版{where}，{wrong}，应该是{right}",
    "您好，{number}{where}里“{wrong}”疑为“{right}”之误，请核实。",
    "原文：{wrong}\n应为：{right}\n（{number}{where}）",
    "{number}{where}把“{right}”印成了“{wrong}”",
    "{page}版{where}“{wrong}”这几个字不对",
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
    def narrowed(self) -> Truth:
        """Without what is right already."""
        printed = self.text[self.start : self.end]
        head, tail = common_ends(printed, self.right)
        right = self.right[head : len(self.right) - tail]
        return Truth(self.spot, self.start + head, self.end - tail, right, self.text)

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
    merged: int
    split: int
    placed: int


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
    printed = "\n".join(piece.text for piece in room.index.pieces)
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
        # Where the same words stand elsewhere too, nobody could tell which are meant, did the letter not say so.
        where = f"第{truth.spot.ordinal}段" if printed.count(wrong) > 1 else ""
        words = {"page": pages[str(number)], "number": number.printed, "where": where}
        found.append((form.format(**words, wrong=wrong, right=right), truth))
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


@dataclass(slots=True)
class _Judge:
    """The driven judge: the page, what every letter means, what was pressed and read so far."""

    page: Page
    meant: dict[str, Truth | None]
    keys: int = 0
    read: int = 0
    decisions: int = 0
    merged: int = 0
    """Cases that the program had not put together."""
    split: int = 0
    """Letters that it had put with those on another fault."""
    placed: int = 0
    """Cases that it had put in another place."""

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def one(self) -> None:
        """One case: what its first letter means, against what is proposed."""
        shown = self.page.evaluate(
            "() => ({ name: current.name, letters: current.letters.map((each) => each.text),"
            " claims: current.letters.map((each) => each.claim), start: selection.start, end: selection.end,"
            " text: current.text, corrected: byId('corrected').value, deletion: byId('deletion').checked })"
        )
        letters = shown["letters"]
        self.read += sum(map(len, letters)) + 24
        self.decisions += 1
        truth = self.meant[letters[0]]
        foreign = [at for at, text in enumerate(letters) if self.meant[text] != truth]
        if foreign:
            for at in foreign:
                self.page.locator(".letters li input.apart").nth(at).check()
                self.keys += 1
            self.split += len(foreign)
            apart = [shown["claims"][at] for at in foreign]
            self.press("x")
            until(lambda: self.page.evaluate("() => current.letters.map((each) => each.claim)") == apart)
            return
        if truth is None:
            self._decide("2", shown["name"], "rejected")
            return
        if shown["text"] != truth.text:
            # The place is another one: chosen from those that are offered.
            offered = self.page.locator("#candidate option", has_text=truth.spot.chinese)
            if offered.count() != 1:
                self._decide("4", shown["name"], "unsure")
                return
            self.page.select_option("#candidate", offered.get_attribute("value"))
            self.keys += 2
            self.placed += 1
            until(lambda: self.page.evaluate("() => current.text") == truth.text)
            self.decisions -= 1
            self.read -= sum(map(len, letters)) + 24
            self.one()
            return
        text = [*shown["text"]]
        proposed = "".join([*text[: shown["start"]], shown["corrected"], *text[shown["end"] :]])
        if proposed != truth.mended or not (shown["corrected"] or shown["deletion"]):
            self.keys += _set(self.page, shown, truth)
        self._decide("1", shown["name"], "accepted")

    def _decide(self, key: str, name: str, state: str) -> None:
        self.press(key)

        def decided() -> bool:
            told = self.page.evaluate(
                "name => ({ state: desk.cases.find((each) => each.name === name)?.state, current: current.name,"
                " open: desk.cases.filter((each) => each.state === 'open').length,"
                " problem: byId('problem').textContent, asked: asked })",
                name,
            )
            if told["asked"] == "merge":
                # The change stands already on another case: yes, the two are one.
                self.merged += 1
                self.press(key)
                until(lambda: self.page.evaluate("() => asked") != "merge")
                return False
            assert not told["problem"], f"{name}: {told['problem']}"
            here = told["state"] in (state, None)  # a case that was put together bears its first claim's name
            return bool(here and (told["current"] != name or not told["open"]))

        until(decided)

    def all_open(self) -> None:
        """Until nothing waits."""
        while self.page.evaluate("() => desk.cases.some((each) => each.state === 'open')"):
            if self.page.evaluate("() => desk.cases.find((c) => c.name === current?.name)?.state !== 'open'"):
                name = self.page.evaluate("() => desk.cases.find((each) => each.state === 'open').name")
                self.page.locator(f"#cases li[data-name='{name}']").click()
                self.keys += 1
                until(lambda name=name: self.page.evaluate("() => current.name") == name)  # type: ignore[misc]
            self.one()

    def taken_for_none(self) -> None:
        """What was taken for no report is read; a report among it is brought before the judge and decided."""
        while True:
            self.page.get_by_role("button", name="非报错").click()
            self.keys += 1
            texts = self.page.evaluate("() => desk.others.map((each) => each.text)")
            at = next((at for at, text in enumerate(texts) if self.meant[text]), None)
            self.read += sum(map(len, texts if at is None else texts[: at + 1]))
            if at is None:
                return
            self.page.locator("#cases li .adopt").nth(at).click()
            self.keys += 1
            until(lambda: self.page.evaluate("() => filter === 'todo' && current && desk.cases.length > 0"))
            self.all_open()


def drive(page: Page, room: Room, sent: list[tuple[str, Truth | None]]) -> Told:
    """Judge everything that waits; then hold what was written down against the truth."""
    meant = dict(sent)
    judge = _Judge(page, meant)
    start = time.monotonic()
    page.wait_for_selector("#cases li[aria-current=true]")
    judge.all_open()
    judge.taken_for_none()
    machine = time.monotonic() - start
    judged = room.desk()
    wrong, covered = _held_against(room, judged, meant)
    missing = sum(truth is not None and text not in covered for text, truth in sent)
    person = judge.keys * KEY_SECONDS + judge.decisions * DECISION_SECONDS + judge.read / CHARACTERS_A_SECOND
    return Told(
        len(judged.cases),
        judge.keys,
        wrong,
        missing,
        machine,
        person,
        judge.merged,
        judge.split,
        judge.placed,
    )


def _held_against(room: Room, judged: Desk, meant: dict[str, Truth | None]) -> tuple[int, set[str]]:
    """How many records are wrong, and the letters whose fault was recorded."""
    texts = {report.letter: report.text for report in judged.reports}
    wrong, covered, recorded = 0, set[str](), list[tuple[Spot, str]]()
    for case in judged.cases:
        here = {texts[filed.letter] for filed in case.fault.claims}
        verdict = case.settled.verdict
        if verdict is None or verdict.decision is not Decision.ACCEPTED:
            continue
        piece = room.index.piece(verdict.spot) if verdict.spot else None
        mended = piece and piece.text[: verdict.start] + verdict.corrected + piece.text[verdict.end :]
        truths = [meant[text] for text in here]
        right = all(truth and truth.spot == verdict.spot and truth.mended == mended for truth in truths)
        wrong += not right
        if right and verdict.spot and mended:
            covered |= here
            recorded.append((verdict.spot, mended))
    return wrong + len(recorded) - len({*recorded}), covered


def _set(page: Page, shown: dict[str, int], truth: Truth) -> int:
    """The stretch by arrow keys, the wording typed."""
    pressed = 0
    ends = [("ArrowLeft", shown["start"], truth.start), ("ArrowRight", shown["end"], truth.end)]
    # The ends do not pass each other: what moves to the right moves its right end first.
    for side, now, wanted in reversed(ends) if truth.start > shown["end"] else ends:
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


def written_month(room: Room) -> tuple[Room, list[tuple[str, Truth | None]]]:
    """The January issue as it would stand with its planted misprints, and what people wrote of them."""
    room = replace(room, index=planted_index(), earlier=())
    sent: dict[str, Truth | None] = {}
    for message in (message for name in PLANTED_SETS for message in read_messages(name)):
        if len(message.labels) > 1 or any(label.silent for label in message.labels):
            continue
        truth = None
        for label in message.labels:
            fault = misprints()[label.fault]
            piece = room.index.piece(fault.spot)
            assert piece is not None
            start = piece.text.index(fault.printed)
            truth = Truth(fault.spot, start, start + len(fault.printed), fault.right, piece.text).narrowed
        sent[message.text] = truth
    write_month(room, sent.items())
    return room, [*sent.items()]


def main() -> None:
    """Measure and say."""
    from playwright.sync_api import sync_playwright

    from tests.browsers import start_chromium
    from tests.desk.test_judge_page import opened_page, running

    parser = argparse.ArgumentParser()
    parser.add_argument("--letters", type=int, default=240)
    parser.add_argument("--written", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "paper"
        root.mkdir()
        own = Path(__file__).parents[2]
        for name in ("content", "issues"):
            shutil.copytree(own / name, root / name, ignore=shutil.ignore_patterns("bounty"))
        shutil.copy(own / "mkdocs.yml", root)
        if asked.written:
            opened, _ = open_room(root, "2021-01")
            assert opened is not None
            room, sent = written_month(opened)
        else:
            room, sent = make_month(root, asked.letters, "2021-01")
        count = len(sent)
        with (
            running(room) as desk,
            sync_playwright() as playwright,
            opened_page(desk, start_chromium(playwright)) as page,
        ):
            told = drive(page, room, sent)
    sys.stdout.write(
        f"{count} letters, {told.cases} cases, {told.keys} keys ({told.keys / count:.2f} a letter), "
        f"{told.person_seconds / count:.1f} s of a judge a letter (keystroke-level model), "
        f"{told.machine_seconds:.0f} s driven; put together by hand {told.merged}, taken apart {told.split}, moved {told.placed}; wrong records {told.wrong}, left out {told.missing}\n"
    )


if __name__ == "__main__":
    main()
