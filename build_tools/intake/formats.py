"""格式: what a sheet shows for a number, a day or a time, by the format of its cell (``#,##0.00``, ``yyyy"年"m"月"``).

Days are written as the paper writes them, but with no part that the sheet does not show. A minus stays a minus, whatever
colour or brackets the sheet gives it: paper is black.
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

_TOKEN = re.compile(
    r'"(?P<words>[^"]*)"|[\\!](?P<one>.)|[_*](?P<skipped>.)|\[\$(?P<money>[^\-\]]*)[^\]]*\]|\[(?P<mark>[^\]]*)\]'
    r"|(?P<general>General|@)|(?P<power>E[+-]0+)|(?P<place>[0#?])|(?P<sign>[.,%])|(?P<other>.)",
    re.DOTALL,
)
_PIECE = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]|.', re.DOTALL)
_CONDITION = re.compile(r"\[(?P<sign><=|>=|<>|<|>|=)(?P<bound>-?[0-9.]+)\]")
_PART = re.compile(
    r'"[^"]*"|AM/PM|A/P|\\.|\[\$[^\]]*\]|\[[a-z]+[0-9][^\]]*\]|(?P<part>\[?(?:y+|m+|d+|h+|s+(?:\.0+)?)\]?)',
    re.I,
)


def date_shown(date: datetime.date, form: str) -> str:
    """A day as the paper writes it; without a format, whole."""
    lower = re.sub(r'[\\"]', "", form.lower())
    if found := re.search("aaaa?", lower):
        weekday = ("星期" if len(found[0]) == 4 else "周") + "一二三四五六日"[date.weekday()]
        rest = re.sub(r"aaaa?|[\s;@]|\[[^\]]*\]", "", lower)
        return f"{date_shown(date, rest)}{weekday}" if re.search("[ymd]", rest) else weekday
    parts = {part[0] for part in _parts(form) if part[0] in "ymd"} or {*"ymd"}
    if "y" in parts and "yyyy-m" in lower and "年" not in lower:
        return f"{date:%Y-%m-%d}" if "d" in parts else f"{date:%Y-%m}"
    words = {"y": f"{date.year}年", "m": f"{date.month}月", "d": f"{date.day}日"}
    return "".join(words[part] for part in "ymd" if part in parts)


def time_shown(time: datetime.time | datetime.timedelta, form: str) -> str:
    """A time of day, or how long something took: hours and minutes, seconds where the sheet shows them."""
    if isinstance(time, datetime.timedelta):
        spent = Decimal(str(time.total_seconds()))
    else:
        spent = (
            Decimal(time.hour * 3600 + time.minute * 60 + time.second) + Decimal(time.microsecond) / 1_000_000
        )
    parts = _parts(form)
    seconds = next((part for part in parts if part.startswith(("s", "[s"))), "")
    places = len(seconds.rpartition(".")[2].rstrip("]")) if "." in seconds else 0
    minutes, rest = divmod(_rounded(spent, places), 60)
    if seconds and not any("h" in part for part in parts):
        shown = f"{int(minutes)}"
    else:
        shown = f"{int(minutes // 60)}:{int(minutes % 60):02}"
    return f"{shown}:{rest:0{3 + places if places else 2}.{places}f}" if seconds else shown


def shows_time(form: str) -> bool:
    """Whether a format shows hours or seconds."""
    return any(part.strip("[")[0] in "hs" for part in _parts(form))


def shows_date(form: str) -> bool:
    """Whether a format shows a day, a month or a year."""
    return any(part[0] in "ymd" for part in _parts(form))


def _parts(form: str) -> list[str]:
    """The parts of a format of days and times, in their order; the m of minutes is ``n``."""
    parts = [hit["part"].lower() for hit in _PART.finditer(form) if hit["part"]]
    for at, part in enumerate(parts):
        beside = (parts[at - 1] if at else "") + " " + "".join(parts[at + 1 : at + 2])
        if part.strip("[]")[0] == "m" and (part[0] == "[" or beside.strip("[ ")[:1] == "h" or " s" in beside):
            parts[at] = part.replace("m", "n")
    return parts


def number_shown(value: int | float, form: str) -> str:
    """A number as the sheet shows it."""
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    section, own = _section(number, form)
    tokens = [(hit.lastgroup or "", hit[hit.lastgroup or 0]) for hit in _TOKEN.finditer(section)]
    if number and not section.strip():
        tokens = [("general", "")]
    words = "".join(text for kind, text in tokens if kind in ("words", "one", "other"))
    minus = "-" if number < 0 and not (own and re.search(r"[^\W\d_]|-", words)) else ""
    if own and minus:
        tokens = [(kind, "" if kind in ("one", "other") and text in "()" else text) for kind, text in tokens]
    if (
        any(kind == "other" and text == "/" for kind, text in tokens)
        and "?" in section
        and number != number.to_integral_value()
    ):
        return minus + _fraction(abs(number), section)
    return (minus + _laid(abs(number), tokens)).strip()


def _section(number: Decimal, form: str) -> tuple[str, bool]:
    """The part of a format that is for this number, and whether it says itself that the number is below nothing."""
    parts = [""]
    for hit in _PIECE.finditer(form or "General"):
        if hit[0] == ";":
            parts.append("")
        else:
            parts[-1] += hit[0]
    for part in parts:
        if told := _CONDITION.search(part):
            bound = Decimal(told["bound"])
            fits = {"<": number < bound, ">": number > bound, "=": number == bound}
            sign = told["sign"]
            if number != bound if sign == "<>" else any(fits[each] for each in sign):
                return part, False
    if any(_CONDITION.search(part) for part in parts):
        return next((part for part in parts if not _CONDITION.search(part)), "General"), False
    if number < 0 and len(parts) > 1:
        return parts[1], True
    return (parts[2] if not number and len(parts) > 2 else parts[0]), False


def _laid(number: Decimal, tokens: list[tuple[str, str]]) -> str:
    """A number that is not below nothing, laid into the places of its format."""
    places = [at for at, (kind, _) in enumerate(tokens) if kind == "place"]
    if not places:
        return "".join(
            _general(number) if kind == "general" else _literal(kind, text) for kind, text in tokens
        )
    point = next((at for at, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    power = next((text for kind, text in tokens if kind == "power"), "")
    if power:
        digits = sum(at > point for at in places)
        mantissa, _, exponent = f"{number:.{digits}E}".partition("E")
        sign = exponent[0] if exponent[0] == "-" or power[1] == "+" else ""
        return f"{mantissa}E{sign}{exponent[1:].zfill(len(power) - 2)}"
    whole, after = [at for at in places if at < point], [at for at in places if at > point]
    last = max(whole, default=-1)
    commas = [at for at, token in enumerate(tokens) if token == ("sign", ",")]
    scaling = sum(
        last < at < (min(after) if after and not whole else point) or at > places[-1] for at in commas
    )
    number = number.scaleb(-3 * scaling) * 100 ** sum(token == ("sign", "%") for token in tokens)
    units, _, decimals = f"{_rounded(number, len(after)):f}".partition(".")
    least = sum(tokens[at][1] == "0" for at in whole)
    units = units.lstrip("0").zfill(least) if whole else units.lstrip("0")
    while decimals and tokens[after[len(decimals) - 1]][1] != "0" and decimals[-1] == "0":
        decimals = decimals[:-1]
    grouped = any(whole and whole[0] < at < last for at in commas)
    spread = _spread(units, len(whole), grouped)
    shown: list[str] = []
    for at, (kind, text) in enumerate(tokens):
        if kind == "place":
            shown.append(spread[whole.index(at)] if at < point else decimals[after.index(at) :][:1])
        elif (kind, text) == ("sign", "."):
            shown.append("." if decimals else "")
        else:
            shown.append("%" if text == "%" and kind == "sign" else _literal(kind, text))
    return "".join(shown)


def _spread(units: str, places: int, grouped: bool) -> list[str]:
    """Digits for each place: one each from the right, the first takes the rest."""
    if grouped and units:
        return [*[""] * (places - 1), f"{int(units):,}".rjust(len(units), "0")]
    head = max(len(units) - places + 1, 0)
    singles = list(units[head:])
    return [units[:head], *[""] * (places - 1 - len(singles)), *singles] if places else []


def _literal(kind: str, text: str) -> str:
    return text if kind in ("words", "one", "money", "other") else ""


def _general(number: Decimal) -> str:
    if number == int(number):
        return str(int(number))
    return f"{float(number):.10g}"


def _rounded(number: Decimal, places: int) -> Decimal:
    """Half goes up, as in sheets and at school."""
    with localcontext(prec=400):
        return number.quantize(Decimal(1).scaleb(-min(places, 30)), ROUND_HALF_UP)


def _fraction(number: Decimal, form: str) -> str:
    width = len(re.findall(r"/\s*(\?+)", form)[0]) if re.search(r"/\s*\?", form) else 1
    fraction = Fraction(number).limit_denominator(10**width - 1)
    whole, rest = divmod(fraction.numerator, fraction.denominator)
    mixed = re.match(r"\s*[#0?]+\s", form)
    if whole and mixed:
        return f"{whole} {rest}/{fraction.denominator}" if rest else str(whole)
    return str(fraction)
