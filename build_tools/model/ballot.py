"""抽签选票: what is sealed before the draw, as plain text that must outlive the program, and the order that follows from it.

In: the text of ``ballot.txt`` and a public value. Out: entrants in order. The text itself is what is sealed: its SHA-256 is
the 摘要, so that neither the rule, the prizes, the source of the value nor any entrant can be changed afterwards.

    社区晨报（张庙版）纠错有奖抽签选票
    期：2026-01
    来信截止：2026-02-01
    封存：2026-02-05T10:00:00+08:00
    公开数值：2026年2月6日上证指数收盘
    公布时间：2026-02-06T15:00:00+08:00
    数值写法：小数点后2位
    奖：最佳1名，优秀10名
    规则1：…
    名单：代号 净分 首报 误报
    01234567 2.5 3 0
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_HEAD = re.compile(r"^(期|来信截止|封存|公开数值|公布时间|数值写法|奖|规则[0-9]+|名单)：(.*)$")
_ENTRANT = re.compile(r"([0-9]{8,12}) ([0-9]+(?:\.[0-9]+)?) ([0-9]+) ([0-9]+)")
_PRIZES = re.compile(r"最佳([0-9]+)名，优秀([0-9]+)名")
_DECIMALS, _DIGITS = re.compile(r"小数点后([0-9])位"), re.compile(r"([0-9]{1,2})位数字")


@dataclass(frozen=True, slots=True)
class PublicValue:
    """公开数值: where it will be published, when, and how it is written. ``due`` is ISO 8601 with offset.

    Exactly one of ``decimals`` (places after the point) and ``digits`` (a row of digits, as lotteries have) is not None.
    """

    source: str
    due: str
    decimals: int | None = 2
    digits: int | None = None

    @property
    def form(self) -> str:
        """As the ballot says it."""
        return f"小数点后{self.decimals}位" if self.digits is None else f"{self.digits}位数字"

    def canonical(self, said: str) -> str | None:
        """The one way to write the value: 3,496.330 and 3496.33 are ``3496.33``; None when it is none of this form."""
        text = re.sub(r"[\s,，_]", "", unicodedata.normalize("NFKC", said))
        if self.digits is not None:
            plain = re.sub(r"[+\-/|、]", "", text)
            return plain if re.fullmatch(rf"[0-9]{{{self.digits}}}", plain) else None
        if not re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?", text):
            return None
        exact = Decimal(text)
        rounded = exact.quantize(Decimal(1).scaleb(-(self.decimals or 0)))
        return f"{rounded:f}" if rounded == exact else None


@dataclass(frozen=True, slots=True)
class Entrant:
    """One reader under a code that leads to nothing else: 净分, 首报的处数, 误报的处数."""

    code: str
    score: Fraction
    firsts: int
    false: int

    @property
    def merit(self) -> tuple[Fraction, int, int]:
        """What decides before the lot."""
        return -self.score, -self.firsts, self.false


@dataclass(frozen=True, slots=True)
class Ballot:
    """选票."""

    paper: str
    issue: str
    deadline: str
    sealed_at: str
    value: PublicValue
    best: int
    excellent: int
    rule: tuple[str, ...]
    entrants: tuple[Entrant, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """得奖: codes, best first; ``ranking`` everybody in order with the lot; ``by_lot`` whose place the lot decided."""

    best: tuple[str, ...]
    excellent: tuple[str, ...]
    by_lot: tuple[str, ...]
    ranking: tuple[tuple[Entrant, str], ...]


def format_ballot(ballot: Ballot) -> str:
    """The text that is sealed; entrants by code, so that their order tells nothing."""
    lines = [
        f"{ballot.paper}纠错有奖抽签选票",
        f"期：{ballot.issue}",
        f"来信截止：{ballot.deadline}",
        f"封存：{ballot.sealed_at}",
        f"公开数值：{ballot.value.source}",
        f"公布时间：{ballot.value.due}",
        f"数值写法：{ballot.value.form}",
        f"奖：最佳{ballot.best}名，优秀{ballot.excellent}名",
        *(f"规则{order}：{sentence}" for order, sentence in enumerate(ballot.rule, 1)),
        "名单：代号 净分 首报 误报",
    ]
    for each in sorted(ballot.entrants, key=lambda each: each.code):
        lines.append(f"{each.code} {_decimal(each.score)} {each.firsts} {each.false}")
    return "".join(f"{line}\n" for line in lines)


def parse_ballot(text: str) -> Ballot | None:
    """The ballot in a text; None when it is none of ours."""
    lines = text.split("\n")
    said: dict[str, str] = {}
    entrants: list[Entrant] = []
    for line in lines[1:]:
        entrant, head = _ENTRANT.fullmatch(line), _HEAD.match(line)
        if entrant and "名单" in said:
            code, score, firsts, false = entrant.groups()
            entrants.append(Entrant(code, Fraction(score), int(firsts), int(false)))
        elif head:
            said[head[1]] = head[2]
        elif line:
            return None
    prizes = _PRIZES.fullmatch(said.get("奖", ""))
    form = said.get("数值写法", "")
    decimals, digits = _DECIMALS.fullmatch(form), _DIGITS.fullmatch(form)
    if not prizes or not (decimals or digits) or "期" not in said or "名单" not in said:
        return None
    value = PublicValue(
        said.get("公开数值", ""),
        said.get("公布时间", ""),
        int(decimals[1]) if decimals else None,
        int(digits[1]) if digits else None,
    )
    rule = tuple(text for name, text in said.items() if name.startswith("规则"))
    return Ballot(
        lines[0].removesuffix("纠错有奖抽签选票"),
        said["期"],
        said.get("来信截止", ""),
        said.get("封存", ""),
        value,
        int(prizes[1]),
        int(prizes[2]),
        rule,
        tuple(entrants),
    )


def digest_of(text: str) -> str:
    """摘要: SHA-256 of the ballot's text in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def lot_of(digest: str, value: str, code: str) -> str:
    """抽签号: SHA-256 of three lines, 摘要, 数值, 代号, in hex."""
    return hashlib.sha256(f"{digest}\n{value}\n{code}".encode()).hexdigest()


def draw(text: str, value: str) -> Drawn | None:
    """Who wins by a sealed ballot and the value in its canonical form; None when either is none."""
    ballot = parse_ballot(text)
    if ballot is None or ballot.value.canonical(value) != value:
        return None
    digest = digest_of(text)
    ranking = sorted(
        ((each, lot_of(digest, value, each.code)) for each in ballot.entrants),
        key=lambda pair: (pair[0].merit, pair[1]),
    )
    worthy = [each for each, _ in ranking if each.score > 0]
    chosen = worthy[: ballot.best + ballot.excellent]
    return Drawn(
        tuple(each.code for each in chosen[: ballot.best]),
        tuple(each.code for each in chosen[ballot.best :]),
        tuple(_by_lot(worthy, {ballot.best, ballot.best + ballot.excellent})),
        tuple(ranking),
    )


def _by_lot(worthy: list[Entrant], edges: Iterable[int]) -> list[str]:
    """Those between whom nothing but the lot drew the line of a prize."""
    found: dict[str, None] = {}
    for edge in sorted(edges):
        if 0 < edge < len(worthy) and worthy[edge - 1].merit == worthy[edge].merit:
            found.update(dict.fromkeys(each.code for each in worthy if each.merit == worthy[edge].merit))
    return list(found)


def _decimal(score: Fraction) -> str:
    """2.5: counts are tenths and halves, so a few decimals hold them exactly."""
    text = f"{score.numerator / score.denominator:.6f}".rstrip("0").rstrip(".")
    assert Fraction(text) == score
    return text
