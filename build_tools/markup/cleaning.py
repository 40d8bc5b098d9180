"""清稿: what any editor mends without thinking, as pure functions: text → (text, changes).

In: the text of an article's file (:func:`clean_markdown`) or a piece of prose without any mark-up
(:func:`clean_prose`). Out: :class:`Cleaned`. What stands in code, addresses, comments, the front matter's
own syntax and on lines with a 免检 is left alone; so is whatever needs a decision. Cleaning what was cleaned
changes nothing.
"""

from __future__ import annotations

import bisect
import enum
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass


class Mending(enum.Enum):
    """What was mended, in an editor's words."""

    LINE_END = "换行符"
    INVISIBLE = "看不见的字符"
    CHARACTER = "部首或兼容字形"
    COMPOSED = "分开写的附加符号"
    WIDTH = "全角的数字和字母"
    MARK = "汉字旁的半角标点"
    QUOTE = "引号的方向"
    SPACE = "多余的空格"
    INDENT = "段首的空格"


@dataclass(frozen=True, slots=True)
class Change:
    """One mend: line and column count from 1, in the text as it was when its turn came (lines never move but by line ends)."""

    line: int
    column: int
    mending: Mending
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text, and every change that made it."""

    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


_HAN = r"\u3400-\u9fff〇"
_RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
        "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
        "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""CJK Radicals Supplement → the character it looks like (Unicode's EquivalentUnifiedIdeograph.txt 15.0)."""
# Unified ideographs that Unicode keeps in the compatibility block by mistake are no variants of others.
_VARIANT = re.compile("[⺀-⿟豈-\ufaff\U0002f800-\U0002fa1f]")
_COMPOSED = re.compile("[^\\s\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]|\u2029")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0100-\U000e01ef]+"
    "|[\u00a0\u2007\u202f]"
)
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_BEFORE = rf"[{_HAN}”’）》】〉〕%％℃]"
_MARKS = (
    # After a Han character, whatever follows but what makes it mark-up, a smiley or a path.
    re.compile(rf"(?<={_BEFORE})(?P<mark>[,;?!]|:(?![/\\)(DP]))(?!\[) ?(?=\S|\Z)"),
    re.compile(rf"(?<={_BEFORE})(?P<mark>[,;:?!])(?=\s|\Z)"),
    re.compile(rf"(?<=[0-9A-Za-z%℃°])(?P<mark>[,;:?!])(?=[{_HAN}“‘（《【])"),
)
_TURNED = re.compile(r"(?<=[A-Za-z])‘(?=[A-Za-z])")
"""An apostrophe turned the wrong way."""
_BRACKETS = re.compile(r"(?P<open>\()(?P<inner>[^()\n]*)(?P<close>\))")
_STOP = re.compile(rf"(?<=[{_HAN}”）》])\.(?=[ \t]*(?:\n[ \t]*(?:\n|\Z|(?:[-+*]|[0-9]{{1,9}}[.)])[ \t])|\Z))")
_LEAST_SENTENCE = 6
"""Han characters in a line whose full stop is sure to be one; ``甲.`` may be a number."""
_SPACES = (
    # Not the spaces that make a line the meaning of a term (":   ").
    (re.compile(r"(?<=\S)(?<!^:) {2,}(?=\S)", re.MULTILINE), " "),
    (re.compile(rf"(?<=[{_HAN}”）》】，。、；：？！]) +(?=[，。、；：？！”）》】])"), ""),
    (re.compile(rf"(?<=[，。、；：？！（《【“]) +(?=[{_HAN}“《【（])"), ""),
    (re.compile(r"(?<=\S)[ \t\u3000]+(?=\n|\Z)"), ""),
    (re.compile(r"^[ \t\u3000\u2002\u2003]*[\u3000\u2002\u2003][ \t\u3000\u2002\u2003]*$", re.MULTILINE), ""),
)
_INDENT = re.compile(r"[ \t\u3000\u2000-\u200a]+")

_FENCE = re.compile(r"^---[ \t]*$")
_LISTING = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CONTAINER = re.compile(r"^[:：]{3,}[ \t\u3000]*(?P<kind>\S*)")
_EXEMPTION = re.compile(r"<!--\s*免检.*?-->")
_MARKER = re.compile(r"^[ \t]*(?:(?:[-+*]|[0-9]{1,9}[.)]|>|#{1,6})(?:[ \t]+|$))+")
_NESTING = re.compile(r"^(?:[-+*]|[0-9]{1,9}[.)]|\[\^[^\]\n]+\]:)(?:[ \t]|$)")
_KEY = re.compile(r"^[ \t]*(?:-[ \t]+)?(?:[A-Za-z_\u3400-\u9fff]+[:：][ \t\u00a0\u3000]*)?")
_SYNTAX = re.compile(
    r"""`+[^`\n]*`+ | <!--.*?--> | <[^>\s]*> | (?:https?://|www\.)[!-~]+ | (?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+
      | &\#?\w+; | \\[!-/:-@\[-`{-~]
      | \]\([ \t]*(?:<[^>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:[ \t]+["'“”‘’])? | ["'“”‘’][ \t]*\)(?:\{[^}\n]*\})?
      | \{[^}\n]*\} | !?\[\^?(?=[^\]\n]*\]) | ^[ ]{0,3}\[[^\]\n]+\]:[ \t]*[!-~]+[^\n]*$""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_ADDRESSES = re.compile(r"(?:https?://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+")
_MOST_TURNS = 8


def clean_markdown(text: str) -> Cleaned:
    """Mend a whole article, with or without front matter, or a standing page. Never raises on any text."""
    return _clean(text, _Markdown)


def clean_prose(text: str) -> Cleaned:
    """Mend text in which nothing is mark-up; the white space at the head of every line goes."""
    return _clean(text, _Prose)


def _clean(text: str, kind: type[_Prose]) -> Cleaned:
    changes: list[Change] = []
    for _ in range(_MOST_TURNS):
        before = text
        for mending, find in _PASSES:
            edits = list(find(kind(text)))
            changes += _told(text, edits, mending)
            text = _applied(text, edits)
        if text == before:
            break
    return Cleaned(text, tuple(changes))


def _applied(text: str, edits: list[_Edit]) -> str:
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _told(text: str, edits: list[_Edit], mending: Mending) -> Iterator[Change]:
    starts = [0, *(hit.end() for hit in re.finditer("\n", text))] if edits else [0]
    for edit in edits:
        line = bisect.bisect(starts, edit.start)
        yield Change(line, edit.start - starts[line - 1] + 1, mending, text[edit.start : edit.end], edit.text)


class _Prose:
    """Text in which only addresses are not prose."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [hit.span() for hit in self.syntax()]
        self.starts = [start for start, _ in self.spans]

    def syntax(self) -> Iterator[re.Match[str]]:
        return _ADDRESSES.finditer(self.text)

    def free(self, start: int, end: int) -> bool:
        """Whether a stretch is prose from end to end."""
        at = bisect.bisect(self.starts, start) - 1
        touched = at >= 0 and self.spans[at][1] > start
        return not touched and not (at + 1 < len(self.starts) and self.starts[at + 1] < end)

    def opens_block(self, at: int) -> bool:
        """Whether the white space at the head of the line that begins here is nobody's but the typist's."""
        return True

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Stretches within which quotation marks belong together."""
        at = 0
        for part in self.text.split("\n"):
            yield at, at + len(part)
            at += len(part) + 1


class _Markdown(_Prose):
    """An article: what is front matter, code, address, comment or exempted is not touched."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.heads: set[int] = set()
        self.parts: list[tuple[int, int]] = []
        shut = sorted({*self.spans, *self._shut_lines()})
        merged: list[tuple[int, int]] = []
        for start, end in shut:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self.spans, self.starts = merged, [start for start, _ in merged]

    def syntax(self) -> Iterator[re.Match[str]]:
        return _SYNTAX.finditer(self.text)

    def opens_block(self, at: int) -> bool:
        return at in self.heads

    def blocks(self) -> Iterator[tuple[int, int]]:
        return iter(self.parts)

    def _shut_lines(self) -> Iterator[tuple[int, int]]:
        """Spans of lines and marks that are not prose; on the way, where blocks begin and end."""
        lines = self.text.split("\n")
        ends = [number for number, line in enumerate(lines) if _FENCE.match(line)][:2]
        below = ends[1] if len(ends) == 2 and ends[0] == 0 else -1
        at, listing, nested, blank, verse, exempted = 0, "", False, True, False, False
        for number, line in enumerate(lines):
            end = at + len(line)
            fence = _LISTING.match(line) if number > below else None
            if number <= below:
                if _FENCE.match(line):
                    yield at, end
                else:
                    yield from self._front(line, at)
                    self.parts.append((at, end))
            elif listing or fence:
                if fence and listing in ("", fence[1][0] * 3):
                    listing = "" if listing else fence[1][0] * 3
                yield at, end + 1
            elif _EXEMPTION.search(line) or (exempted and line.strip()):
                yield at, end + 1
            else:
                opener = _CONTAINER.match(line)
                verse = opener["kind"] == "诗" if opener else verse
                marker = _MARKER.match(line)
                if marker:
                    yield at, at + marker.end()
                if opener:
                    yield at, end
                indent = _INDENT.match(line)
                own = indent is not None and any(each not in " \t" for each in indent[0])
                if line.strip() and (blank or opener) and not verse and (own or not nested):
                    self.heads.add(at)
                starts_part = blank or marker is not None or line.lstrip()[:1] == "|" or not self.parts
                if starts_part:
                    self.parts.append((at, end))
                else:
                    self.parts[-1] = (self.parts[-1][0], end)
                if line.strip() and (not indent or own):
                    nested = bool(_NESTING.match(line))
                blank = not line.strip() or opener is not None or bool(marker and line.startswith("#"))
            only = _EXEMPTION.sub("", line).strip(" \t#") == "" and "免检" in line
            exempted = only or (exempted and not line.strip())
            at = end + 1

    def _front(self, line: str, at: int) -> Iterator[tuple[int, int]]:
        key = _KEY.match(line)
        start = key.end() if key else 0
        if start:
            yield at, at + start
        value = line[start:]
        remark = re.search(r"(?:^|[ \t])#", value)
        if remark:
            yield at + start + remark.start(), at + len(line)
        # A list, a quoted text or a block of YAML has marks of its own.
        if value[:1] in "[{\"'|>&*!%@`" and value:
            yield at + start, at + len(line)


# The passes, in the order in which they are made


def _line_ends(copy: _Prose) -> Iterator[_Edit]:
    ends = [hit.start() for hit in re.finditer(r"^---[ \t]*\r?$", copy.text, re.MULTILINE)][:2]
    below = ends[1] if len(ends) == 2 and ends[0] == 0 else 0
    for hit in _LINE_END.finditer(copy.text):
        plain = "\n" if hit[0] in "\r\n" else " " if hit.start() < below else "\n"
        yield _Edit(*hit.span(), "\n\n" if hit[0] == "\u2029" and plain == "\n" else plain)


def _invisible(copy: _Prose) -> Iterator[_Edit]:
    text = copy.text
    for hit in _INVISIBLE.finditer(text):
        if hit[0] == "\u200d" and _joins_pictures(text, hit.start()):
            continue
        if _shut_for_characters(copy, *hit.span()):
            continue
        yield _Edit(*hit.span(), " " if hit[0] in "\u00a0\u2007\u202f" else "")


def _joins_pictures(text: str, at: int) -> bool:
    around = text[max(at - 2, 0) : at] + text[at + 1 : at + 2]
    return any(unicodedata.category(each) == "So" for each in around)


def _shut_for_characters(copy: _Prose, start: int, end: int) -> bool:
    # A key or a bracket may hold what nobody sees; code and addresses are taken letter for letter.
    if copy.free(start, end):
        return False
    at = bisect.bisect(copy.starts, start) - 1
    first, last = copy.spans[max(at, 0)]
    shut = copy.text[first:last]
    return not re.match(
        r"[ \t]*(?:-[ \t]+)?[\w]+[:：]|\[(?![^\]]*\]\()|---|[ \t]*[-+*>#]|[0-9]+[.)]|[\"']", shut
    )


def _characters(copy: _Prose) -> Iterator[_Edit]:
    for hit in _VARIANT.finditer(copy.text):
        plain = _RADICALS.get(hit[0]) or unicodedata.normalize("NFKC", hit[0])
        if plain != hit[0] and not _shut_for_characters(copy, *hit.span()):
            yield _Edit(*hit.span(), plain)


def _composed(copy: _Prose) -> Iterator[_Edit]:
    for hit in _COMPOSED.finditer(copy.text):
        plain = unicodedata.normalize("NFC", hit[0])
        if plain != hit[0] and not _shut_for_characters(copy, *hit.span()):
            yield _Edit(*hit.span(), plain)


def _widths(copy: _Prose) -> Iterator[_Edit]:
    for hit in _WIDE.finditer(copy.text):
        if copy.free(*hit.span()):
            yield _Edit(*hit.span(), unicodedata.normalize("NFKC", hit[0]))


def _marks(copy: _Prose) -> Iterator[_Edit]:
    text = copy.text
    found: dict[int, _Edit] = {}
    for pattern in _MARKS:
        for hit in pattern.finditer(text):
            at = hit.start("mark")
            if copy.free(at, at + 1):
                end = hit.end() if hit.end() == len(text) or text[hit.end()] not in " \t\n" else at + 1
                found.setdefault(at, _Edit(at, end, hit["mark"].translate(_FULL)))
    for hit in _BRACKETS.finditer(text):
        first, last = hit.start("open"), hit.start("close")
        around = text[max(first - 1, 0) : first]
        chinese = re.search(rf"[{_HAN}]", hit["inner"]) or re.match(rf"[{_HAN}”》]", around)
        if chinese and copy.free(first, first + 1) and copy.free(last, last + 1):
            found.update({first: _Edit(first, first + 1, "（"), last: _Edit(last, last + 1, "）")})
    for hit in _STOP.finditer(text):
        line = text[text.rfind("\n", 0, hit.start()) + 1 : hit.start()]
        if copy.free(*hit.span()) and len(re.findall(rf"[{_HAN}]", line)) >= _LEAST_SENTENCE:
            found[hit.start()] = _Edit(*hit.span(), "。")
    at = 0
    for _, edit in sorted(found.items()):
        if edit.start >= at:
            yield edit
            at = edit.end


def _quotes(copy: _Prose) -> Iterator[_Edit]:
    found = [_Edit(*hit.span(), "’") for hit in _TURNED.finditer(copy.text) if copy.free(*hit.span())]
    for start, end in copy.blocks():
        found += [*_paired(copy, start, end, ("“", "”", '"')), *_paired(copy, start, end, ("‘", "’", "'"))]
    yield from sorted(found, key=lambda edit: edit.start)


def _paired(copy: _Prose, start: int, end: int, kinds: tuple[str, str, str]) -> list[_Edit]:
    """The edits that make quotation marks open and close in turn; none where that is not sure."""
    text, (opening, closing, straight) = copy.text, kinds
    places = [
        at
        for at in (hit.start() for hit in re.finditer(f"[{''.join(kinds)}]", text[start:end]))
        if copy.free(start + at, start + at + 1) and not _is_apostrophe(text, start + at)
    ]
    places = [start + at for at in places]
    written = [text[at] for at in places]
    if len(places) % 2 or _nested_well(written, opening, closing):
        return []
    for place, at in enumerate(places):
        before, after = text[at - 1 : at] if at > start else "", text[at + 1 : at + 2] if at + 1 < end else ""
        if place % 2 == 0:
            wrong = not after or after.isspace() or after in "，。、；：？！）》】”’"
            wrong = wrong or (text[at] == straight and before.isascii() and before.isalnum())
        else:
            wrong = not before or before.isspace() or before in "（《【“‘"
        if wrong:
            return []
    inner = "".join(text[places[each] + 1 : places[each + 1]] for each in range(0, len(places), 2))
    if straight in written and not re.search(rf"[{_HAN}]", inner):
        return []
    right = [opening if place % 2 == 0 else closing for place in range(len(places))]
    return [
        _Edit(at, at + 1, mark) for at, mark, was in zip(places, right, written, strict=True) if mark != was
    ]


def _is_apostrophe(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at] in "’'‘" and (
        (before.isascii() and before.isalpha())
        or (not before.strip() and after.isascii() and after.isalnum())
    )


def _nested_well(written: list[str], opening: str, closing: str) -> bool:
    depth = 0
    for mark in written:
        if mark not in (opening, closing):
            return False
        depth += 1 if mark == opening else -1
        if depth < 0:
            return False
    return depth == 0


def _spaces(copy: _Prose) -> Iterator[_Edit]:
    text = copy.text
    found: dict[int, _Edit] = {}
    for pattern, plain in _SPACES:
        for hit in pattern.finditer(text):
            if copy.free(*hit.span()) and not _means_something(text, hit):
                found.setdefault(hit.start(), _Edit(*hit.span(), plain))
    at = 0
    for _, edit in sorted(found.items()):
        if edit.start >= at:
            yield edit
            at = edit.end


def _means_something(text: str, hit: re.Match[str]) -> bool:
    """Two spaces before a line that goes on end the line; in a table they are the editor's own columns."""
    line = text[text.rfind("\n", 0, hit.start()) + 1 : hit.start()]
    goes_on = text[hit.end() : hit.end() + 1] == "\n" and text[hit.end() + 1 :].split("\n", 1)[0].strip()
    return line.lstrip()[:1] == "|" or (hit[0].endswith("  ") and set(hit[0]) == {" "} and bool(goes_on))


def _indents(copy: _Prose) -> Iterator[_Edit]:
    at = 0
    for line in copy.text.split("\n"):
        indent = _INDENT.match(line)
        if indent and len(indent[0]) < len(line) and copy.opens_block(at):
            end = at + indent.end()
            if copy.free(at, end):
                yield _Edit(at, end, "")
        at += len(line) + 1


_PASSES: tuple[tuple[Mending, Callable[[_Prose], Iterator[_Edit]]], ...] = (
    (Mending.LINE_END, _line_ends),
    (Mending.INVISIBLE, _invisible),
    (Mending.CHARACTER, _characters),
    (Mending.COMPOSED, _composed),
    (Mending.WIDTH, _widths),
    (Mending.MARK, _marks),
    (Mending.QUOTE, _quotes),
    (Mending.SPACE, _spaces),
    (Mending.INDENT, _indents),
)
