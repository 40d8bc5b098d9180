"""校对·个人信息: numbers that belong to a person and not into a newspaper (个人信息保护法 第二十五条; SQ413).

Each is proved by its own check digit or form, so that service lines and article numbers never ring.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from build_tools.checks.copy import Passage
from build_tools.diagnostics import Diagnostic, Place, diagnose

_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")
_CARD = re.compile(r"(?<![0-9])[3-6][0-9]{3}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?(?![0-9])")
_HOME = re.compile(r"[0-9]+弄(?:[0-9]+支弄)?[0-9]+号(?:楼)?[0-9]{3,4}室?(?![0-9])")
# GB 11643—1999: weights of the first seventeen digits, and the last character for each remainder.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST = "10X98765432"


def check_privacy(passage: Passage, path: str) -> Iterator[Diagnostic]:
    """Mobile numbers, identity numbers, bank cards and home addresses down to the room."""
    for kind, pattern, real in (
        ("手机号", _MOBILE, _always),
        ("身份证号", _IDENTITY, _is_identity),
        ("银行卡号", _CARD, _is_card),
        ("住址", _HOME, _always),
    ):
        for hit in pattern.finditer(passage.text):
            if real(re.sub("[ -]", "", hit[0])):
                yield diagnose(
                    "SQ413", Place(path, *passage.place(hit.start())), kind=kind, found=_masked(hit[0])
                )


def _always(_: str) -> bool:
    return True


def _is_identity(digits: str) -> bool:
    try:
        datetime.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return (
        _LAST[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11]
        == digits[17].upper()
    )


def _is_card(digits: str) -> bool:
    """Luhn's check."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _masked(found: str) -> str:
    # A diagnostic goes into logs and screenshots; it must not spread what it warns of.
    return f"{found[:3]}{'*' * max(len(found) - 5, 1)}{found[-2:]}"
