"""回执号与报错人: numbers and hashes that name a letter and its sender without telling who it is.

In: a secret key that never leaves the private inbox, and what was received. Out: receipts, keyed hashes, names that may be
one person. What is committed to git holds none of the receipts, and nothing from which one can be reckoned.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from build_tools.bounty.report import Report
from build_tools.bounty.resolver.index import sound
from build_tools.model import check_digit

_TITLES = re.compile("(?:先生|女士|老师|同志|阿姨|爷叔|师傅)$")


def plain_identity(said: str) -> str:
    """One spelling: no blanks, half width, lower case. 王先生 and 王女士 stay two."""
    folded = unicodedata.normalize("NFKC", said).lower()
    return "".join(char for char in folded if char.isalnum() or char in "_-@.")


def untitled(said: str) -> str:
    """A name without its honorific; "" of 老师, which names nobody."""
    return _TITLES.sub("", plain_identity(said))


def finder_of(key: bytes, identity: str) -> str:
    """报错人代号: 16 hex digits, the same for the same sender, telling nothing without the key."""
    return _keyed(key, "finder", plain_identity(identity)).hex()[:16]


def letter_of(key: bytes, identity: str, received: str, text: str) -> str:
    """信号: what names a letter in committed files: 16 hex digits of a keyed hash, from which no receipt can be reckoned."""
    return _keyed(key, "letter", f"{plain_identity(identity)}\n{received}\n{text}").hex()[:16]


def receipt_of(key: bytes, identity: str, received: str, text: str) -> str:
    """回执号: fifteen digits of a keyed hash and a Damm check digit, so that a number made up is known for one."""
    number = int.from_bytes(
        _keyed(key, "receipt", f"{plain_identity(identity)}\n{received}\n{text}")[:10], "big"
    )
    digits = f"{number % 10**15:015d}"
    return f"{digits}{check_digit(digits)}"


def parse_receipt(typed: str) -> str | None:
    """A receipt as typed, with blanks or hyphens; None when it is none of ours. Older ones have twelve digits."""
    digits = re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", typed))
    return digits if re.fullmatch("[0-9]{12}|[0-9]{16}", digits) and check_digit(digits) == 0 else None


def shown_receipt(receipt: str) -> str:
    """In groups of four, as it is told to the reader."""
    return "-".join(receipt[at : at + 4] for at in range(0, len(receipt), 4))


def ballot_code(key: bytes, finder: str) -> str:
    """抽签代号: eight digits that only the reader is told; of another use of the key, so that it leads to no other code."""
    return f"{int.from_bytes(_keyed(key, 'ballot', finder)[:8], 'big') % 10**8:08d}"


RECEIPT_ROUNDS = 60_000
"""Rounds of PBKDF2 by which a receipt is kept on the public page; theme/web/assets/receipt.js reckons the same."""


def public_key(receipt: str, salt: str) -> str:
    """Under what a receipt is kept on the public page. Who knows the number finds it; trying all numbers takes years."""
    return hashlib.pbkdf2_hmac("sha256", receipt.encode(), bytes.fromhex(salt), RECEIPT_ROUNDS, 16).hex()


def answer_key(key: str, order: int) -> str:
    """Under what the answer to one fault of a letter is kept. ``key``: of its receipt. Each has its own, from which no other
    follows: else whoever is named as the finder of one fault would be known by all that the letter told, false ones too."""
    return hashlib.sha256(f"{key}\n{order}".encode()).hexdigest()[:32]


def _keyed(key: bytes, use: str, text: str) -> bytes:
    return hmac.new(key, f"{use}\n{text}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


@dataclass(frozen=True, slots=True)
class Alike:
    """Two senders who may be one person, and why it looks so. A person decides; nothing is merged by itself."""

    first: str
    second: str
    names: tuple[str, str]
    reason: str


def alike_finders(
    reports: Iterable[Report], apart: Container[frozenset[str]] = frozenset()
) -> tuple[Alike, ...]:
    """Senders who may be one person: names that differ in spelling or title only, or one telephone or address under two
    accounts. Of those of one name each is held against the first before it who is not known to be another (``apart``)."""
    reports = sorted(reports, key=lambda report: report.order)
    names: dict[str, str] = {}
    groups: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for report in reports:
        if report.identity or report.name:
            names.setdefault(report.finder, report.name or report.identity)
        for contact in report.contact.split("；"):
            for reached in mobiles_in(contact) or [plain_identity(contact)]:
                groups["联系方式相同", reached][report.finder] = None
    for finder, name in names.items():
        groups["姓名读音相同", "".join(sound(char) for char in untitled(name))][finder] = None
    found: dict[tuple[str, str], Alike] = {}
    for (reason, shared), same in groups.items():
        members = list(same) if shared else []
        for place, other in enumerate(members):
            first = next((one for one in members[:place] if frozenset((one, other)) not in apart), None)
            if first is not None:
                pair = names.get(first, ""), names.get(other, "")
                told = _SAME_NAME if reason != "联系方式相同" and _same(pair, plain_identity) else reason
                told = _SAME_BUT_TITLE if told == "姓名读音相同" and _same(pair, untitled) else told
                found.setdefault((first, other), Alike(first, other, pair, told))
    return tuple(found.values())


_SAME_NAME, _SAME_BUT_TITLE = "姓名相同，账号不同", "姓名只差称呼"


def _same(pair: tuple[str, str], spelling: Callable[[str], str]) -> bool:
    return spelling(pair[0]) == spelling(pair[1])


def mobiles_in(said: str) -> list[str]:
    """The numbers of mobile telephones in what somebody wrote of how to be reached, without 86 before them."""
    figures = re.sub(r"(?<=[0-9])[\s\-]+(?=[0-9])", "", unicodedata.normalize("NFKC", said))
    return [
        hit[1] for hit in re.finditer(r"(?<![0-9])(?:\+?(?:00|0)?86|0)?(1[3-9][0-9]{9})(?![0-9])", figures)
    ]
