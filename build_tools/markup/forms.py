"""体裁: how the lines between ``:::诗`` and ``:::`` become paragraphs with roles.

In: the lines of one paragraph, as inlines, and where in the form it stands. Out: for each paragraph that it
becomes its inlines, its first line and its role. No character is added or taken away but white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.model import Emphasis, FormKind, Inline, LineBreak, Role, Text, plain_text

Inlines = tuple[Inline, ...]

_SPEAKER = re.compile(r"(?P<label>[^\s：:，。？！]{1,12}[：:])[ \t\u3000]*")
_WHEN = re.compile(
    r"(?P<label>(?=[^\s]*[0-9０-９一二三四五六七八九十日月周早午晚])[^\s\u3000，。：:]{1,20}(?:[：:][0-9]{2}[^\s\u3000，。：:]{0,14}){0,2}[：]?)"
    r"(?:[ \t\u3000]+|(?<=：))(?=\S)"
)
_ITEM = re.compile(r"[^\s：:，。？！、“”]{2,8}[：:](?!//)")
"""What a notice gives line by line: 时间：, 地点：, 联系电话：."""
_SALUTATION = re.compile(r".{1,30}[：:]")
_WISH = re.compile(
    r"(?:此致|专此)?敬礼|(?:顺祝|恭祝|祝)?(?:(?:身体)?健康|安康|安好|大安|夏安|冬安|春祺|秋祺|新春快乐|节日快乐)|敬上|谨上"
)
_SPOKEN = re.compile(r"[。！？…；，、：:]$")
_LONGEST_SIGNATURE = 24
_DATE = re.compile(r"[0-9０-９一二三四五六七八九十〇○零年月日号.\- ]+[日号0-9０-９]")


@dataclass(frozen=True, slots=True)
class FormPart:
    """One paragraph of a form; ``offset`` is its first line, counted from the first of those given."""

    inlines: Inlines
    offset: int
    role: Role


class FormWriter:
    """Goes through one form, paragraph by paragraph; knows who asked first."""

    def __init__(self, kind: FormKind) -> None:
        self.kind = kind
        self.asker = ""

    def closing(self, paragraphs: Sequence[Sequence[str]]) -> int:
        """The number of the first paragraph that may hold the 落款: the last one, or those before it that an empty
        line parts from it: all that follows 敬礼 in a letter, and the name above a date that stands alone."""
        at = len(paragraphs) - 1
        if self.kind not in (FormKind.LETTER, FormKind.NOTICE):
            return at
        wish = max(
            (n for n, lines in enumerate(paragraphs) if any(_is_wish(line.strip()) for line in lines)),
            default=-1,
        )
        while at > 1 and all(_is_signature(line.strip()) for line in paragraphs[at]):
            above = paragraphs[at - 1]
            wished = any(_is_wish(line.strip()) for line in above)
            signed = all(_is_signature(line.strip()) for line in above) or (
                wished and _is_signature(above[-1].strip())
            )
            dated = (wished or len(above) == 1) and all(
                _DATE.fullmatch(line.strip()) for line in paragraphs[at]
            )
            if not signed or not (dated or 0 <= wish < at - 1):
                break
            at -= 1
        return at

    def parts(self, lines: Sequence[Inlines], *, first: bool, last: bool) -> list[FormPart]:
        """The paragraphs that the lines of one become."""
        match self.kind:
            case FormKind.POEM:
                return [FormPart(_line_by_line(lines), 0, Role.VERSE)]
            case FormKind.INTERVIEW:
                return list(self._speeches(lines))
            case FormKind.SCHEDULE:
                return [FormPart(_labelled(line, _WHEN), at, Role.ENTRY) for at, line in enumerate(lines)]
            case FormKind.LETTER | FormKind.NOTICE:
                return list(self._letter(lines, first=first, last=last))
            case FormKind.PULL:
                return list(_pulled(lines, first=first))

    def _speeches(self, lines: Sequence[Inlines]) -> Iterator[FormPart]:
        starts = [at for at, line in enumerate(lines) if at == 0 or _SPEAKER.match(plain_text(line))]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            speaker = _SPEAKER.match(plain_text(lines[start]))
            label = speaker["label"] if speaker else ""
            self.asker = self.asker or label
            role = Role.TEXT if not label else Role.QUESTION if label == self.asker else Role.ANSWER
            yield FormPart(_labelled(run_together(lines[start:end]), _SPEAKER), start, role)

    def _letter(self, lines: Sequence[Inlines], *, first: bool, last: bool) -> Iterator[FormPart]:
        texts = [plain_text(line).strip() for line in lines]
        head = 1 if first and self.kind is FormKind.LETTER and _SALUTATION.fullmatch(texts[0]) else 0
        foot = len(lines)
        while last and foot > head and _is_signature(texts[foot - 1]):
            foot -= 1
        if foot == 0 and first:  # nothing but a signature is no letter
            foot = len(lines)
        if head:
            yield FormPart(lines[0], 0, Role.SALUTATION)
        start = head
        for at in range(head, foot + 1):
            alone = at < foot and (_is_wish(texts[at]) or texts[at] in ("此致", "专此"))
            item = start < at < foot and self.kind is FormKind.NOTICE and _ITEM.match(texts[at])
            if (alone or item or at == foot) and start < at:
                yield FormPart(run_together(lines[start:at]), start, Role.TEXT)
                start = at
            if alone:
                role = Role.SALUTATION if _is_wish(texts[at]) else Role.TEXT
                yield FormPart(lines[at], at, role)
            start = at + 1 if alone else max(start, head)
        yield from (FormPart(line, at, Role.SIGNATURE) for at, line in enumerate(lines) if at >= foot)


def _pulled(lines: Sequence[Inlines], *, first: bool) -> Iterator[FormPart]:
    """The words, line by line as they are written, and whose they are: a last line that begins with a dash."""
    named = plain_text(lines[-1]).startswith("——") and not (first and len(lines) == 1)
    words = lines[: len(lines) - named]
    if words:
        yield FormPart(_line_by_line(words), 0, Role.PULL)
    if named:
        yield FormPart(lines[-1], len(words), Role.SIGNATURE)


def _line_by_line(lines: Sequence[Inlines]) -> Inlines:
    return tuple(each for line in lines for each in (LineBreak(), *line))[1:]


def run_together(lines: Sequence[Inlines]) -> Inlines:
    """Lines as one paragraph, a line end between two as in any other."""
    return tuple(each for line in lines for each in (Text("\n"), *line))[1:]


def _is_wish(text: str) -> bool:
    return bool(_WISH.fullmatch(text.rstrip("！!。")))


def _is_signature(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_SIGNATURE
        and not _SPOKEN.search(text)
        and not re.search("[：:]", text)
        and not _is_wish(text)
        and text not in ("此致", "专此")
    )


def _labelled(inlines: Inlines, pattern: re.Pattern[str]) -> Inlines:
    """The label at the head as strong emphasis, white space behind it as one full-width space or none."""
    head = inlines[0] if inlines else None
    hit = pattern.match(head.text) if isinstance(head, Text) else None
    if not hit or not isinstance(head, Text):
        return inlines
    rest = head.text[hit.end() :]
    space = "" if pattern is _SPEAKER else "　"
    return (Emphasis((Text(hit["label"]),), True), Text(space + rest), *inlines[1:])
