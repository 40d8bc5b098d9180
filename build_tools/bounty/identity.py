"""回执号与报错人: numbers and hashes that name a report and its sender without telling who it is.

In: a secret key that never leaves the private inbox, and what was received. Out: receipt numbers, keyed hashes, names that may be one person.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.bounty.report import Report
from build_tools.bounty.resolver.normalise import sound
from build_tools.model import check_digit

_TITLES = re.compile("(?:先生|女士|老师|同志|阿姨|爷叔|师傅)$")


def plain_identity(said: str) -> str:
    """One spelling: no blanks, half width, lower case; honorifics go."""
    folded = unicodedata.normalize("NFKC", said).lower()
    return _TITLES.sub("", "".join(char for char in folded if char.isalnum() or char in "_-@."))


def finder_of(key: bytes, identity: str) -> str:
    """报错人代号: 16 hex digits, the same for the same sender, telling nothing without the key."""
    return _keyed(key, "finder", plain_identity(identity)).hex()[:16]


def receipt_of(key: bytes, identity: str, received: str, text: str) -> str:
    """回执号: eleven digits of a keyed hash and a Damm check digit, so that a number made up is known for one."""
    number = int.from_bytes(_keyed(key, "receipt", f"{plain_identity(identity)}\n{received}\n{text}")[:8], "big")
    digits = f"{number % 10**11:011d}"
    return f"{digits}{check_digit(digits)}"


def parse_receipt(typed: str) -> str | None:
    """A receipt as typed, with blanks or hyphens; None when it is none of ours."""
    digits = re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", typed))
    return digits if re.fullmatch("[0-9]{12}", digits) and check_digit(digits) == 0 else None


def shown_receipt(receipt: str) -> str:
    """In groups of four, as it is told to the reader."""
    return f"{receipt[:4]}-{receipt[4:8]}-{receipt[8:]}"


def _keyed(key: bytes, use: str, text: str) -> bytes:
    return hmac.new(key, f"{use}\n{text}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


@dataclass(frozen=True, slots=True)
class Alike:
    """Two senders who may be one person, and why it looks so. A person decides; nothing is merged by itself."""

    first: str
    second: str
    names: tuple[str, str]
    reason: str


def alike_finders(reports: Iterable[Report]) -> tuple[Alike, ...]:
    """Senders whose names differ in spelling only: same sound, same letters, or one name inside the other's account."""
    names: dict[str, str] = {}
    for report in sorted(reports, key=lambda report: (report.received, report.receipt)):
        names.setdefault(report.finder, report.name or report.identity)
    groups: dict[str, list[str]] = defaultdict(list)
    for finder, name in names.items():
        spoken = "".join(sound(char) for char in plain_identity(name))
        if spoken:
            groups[spoken].append(finder)
    found = []
    for same in groups.values():
        for other in same[1:]:
            reason = "姓名相同，账号不同" if plain_identity(names[same[0]]) == plain_identity(names[other]) else "姓名读音相同"
            found.append(Alike(same[0], other, (names[same[0]], names[other]), reason))
    return tuple(found)
