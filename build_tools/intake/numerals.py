"""序号: numbers as a word processor writes them, and back."""

from __future__ import annotations

from build_tools.markup.numerals import from_han, in_han

_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}


def counted(number: int, form: str) -> str:
    """A list number in the form that Word calls so (ECMA-376 part 1, 17.18.59); unknown forms as digits."""
    if form in _STEMS and 0 < number <= len(_STEMS[form]):
        return _STEMS[form][number - 1]
    if "hinese" in form or form.startswith(("ideograph", "taiwanese", "japanese")):
        return in_han(str(number))
    if form == "decimalEnclosedCircle" or form == "decimalEnclosedCircleChinese":
        return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((65 if form == "upperLetter" else 97) + number - 1)
    if form in ("upperRoman", "lowerRoman") and 0 < number < 40:
        roman = (
            "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        )
        return roman if form == "upperRoman" else roman.lower()
    return str(number)


def number_of(text: str) -> int:
    """``12``, ``１２``, ``十二``, ``③``, ``壹`` → the number; 0 when it is none."""
    text = text.strip()
    if text.isdecimal():
        return int(text) if len(text) < 4 else 0
    if len(text) == 1 and 0x2460 <= ord(text) <= 0x2473:
        return ord(text) - 0x2460 + 1
    text = text.translate(str.maketrans("壹贰叁肆伍陆柒捌玖拾两", "一二三四五六七八九十二"))
    if not text or any(each not in "一二三四五六七八九十" for each in text):
        return 0
    return from_han(text) or 0
