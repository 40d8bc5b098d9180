"""数字的读法: numbers in figures as they are spoken (GB/T 15835—2011 tells how they are written; this is its reverse), and back.

In: figures. Out: Han numerals; and a number from Han numerals.
"""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_STEPS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_VALUES = {char: value for value, char in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def digit_by_digit(figures: str) -> str:
    """``2021`` 二零二一: years, numbers, telephones."""
    return "".join(_DIGITS[int(each)] for each in figures)


def in_han(figures: str) -> str:
    """A quantity, ``10500.5`` 一万零五百点五. More figures than 16 are read one by one."""
    whole, point, rest = figures.partition(".")
    said = _whole(whole.lstrip("0") or "0") if len(whole) <= 16 else digit_by_digit(whole)
    return f"{said}点{digit_by_digit(rest)}" if point and rest else said


def _whole(figures: str) -> str:
    groups = [figures[max(0, end - 4) : end] for end in range(len(figures), 0, -4)]
    said = ""
    for place in range(len(groups) - 1, -1, -1):
        value = int(groups[place])
        if not value:
            continue
        short = said and (value < 1000 or (place + 1 < len(groups) and not int(groups[place + 1])))
        said += ("零" if short else "") + _thousands(str(value)) + _GROUPS[place]
    if not said:
        return "零"
    return said[1:] if said.startswith("一十") else said


def _thousands(figures: str) -> str:
    said, gap = "", False
    for place, each in enumerate(figures):
        step = len(figures) - place - 1
        if each == "0":
            gap = True
            continue
        said += ("零" if gap and said else "") + _DIGITS[int(each)] + _STEPS[step]
        gap = False
    return said


def from_han(written: str) -> int | None:
    """``三百六十八`` → 368, ``二〇二一`` → 2021; None for 两三, 十百, nothing, and whatever else is no number."""
    if written and all(char in _VALUES for char in written):
        if len(written) == 1:
            return _VALUES[written]
        # Two or three figures in a row are a guess (三四) or a year cut short.
        return int("".join(str(_VALUES[char]) for char in written)) if len(written) == 4 else None
    high, _, low = written.rpartition("万")
    if "万" in written:
        above, below = _below_ten_thousand(high), _below_ten_thousand(low) if low else 0
        return None if above is None or below is None else above * 10_000 + below
    return _below_ten_thousand(written)


def _below_ten_thousand(written: str) -> int | None:
    total, digit, last = 0, -1, 10_000
    for place, char in enumerate(written):
        if char in _TENS:
            size = _TENS[char]
            if size >= last or (digit < 0 and not (size == 10 and place == 0)):
                return None
            total, digit, last = total + (digit if digit >= 0 else 1) * size, -1, size
        elif char in _VALUES:
            if digit > 0:
                return None
            digit = _VALUES[char]
        else:
            return None
    return total + max(digit, 0) if written else None
