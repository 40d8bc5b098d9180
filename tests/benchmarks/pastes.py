"""一字不丢, tried at random: arbitrary text and mutated pastes through the reader, the typesetter, the web and ``--fix``.

    python -m tests.benchmarks.pastes --arbitrary 20000 --pastes 2000 --seed 1

In arbitrary text every Han character is another one, so that each can be looked for by itself: it must stand in the
lines of print and in the HTML, or on a line that a fault names. Of a mutated paste as many of each character must
stand there as were written. Nothing may raise, and nothing take longer than two seconds.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from build_tools.markup.cleaning import clean_markdown
from build_tools.markup.common_characters import COMMON
from build_tools.markup.html import render_blocks
from build_tools.model import (
    Article,
    Block,
    Emphasis,
    Inline,
    Kind,
    Link,
    Paragraph,
    Picture,
    Subhead,
    Table,
    TypeArea,
    walk_blocks,
)
from build_tools.readers.article import parse_article
from build_tools.typesetting.copy.figures import shape_figure
from build_tools.typesetting.copy.setting import Troubles
from build_tools.typesetting.copy.slip import Setter
from build_tools.typesetting.grid import grid_of
from build_tools.typesetting.sheet import read_sheet

MOST_SECONDS = 2.0
_FRONT = "---\nheadline: 试\n---\n\n"
_HAN = re.compile("[\u3400-\u9fff]")
_MARKUP = (
    "*|**|***|_|__|#|## |### |> |>|- |-|+ |* |1. |7. |1949. |2) |0. |[|]|(|)|](|](a.png)|![|[^1]|[^1]: |[^2]|[^2]:|]: |`|``|```|~~~|~~|==|"
    "|\\|\\|---\\|---\\|\n|\\| |<|>|<br>|<!--|-->|<div>|</div>|<http://a.cn>|http://a.cn|&nbsp;|&emsp;|&#12034;|&lt;|&|\\|\\\\|{|}|{width=3}|"
    "\"|“|”|‘|’|'|：|:|::: |:::|:::诗\n|:::信\n|:::访谈\n|:::启事 |:::时间表\n|\n:::\n|，|。|、|；|！|？|（|）|【|】|［|］|《|》|｜|＊|＃|－|　|"
    " |  |    |\t|\n|\n|\n\n|\n\n|  \n|\\\n|\u200b|\u00a0|\u2028|\r\n|\ufeff|A|b|1|23|.|,|;|!|?|%|=|+|-|~|^|$|@|/|…|——|①|（1）|一、|问：|答：|\u0301|⾯"
)
_PIECES = [piece for piece in re.split(r"(?<!\\)\|", _MARKUP) if piece]
PIECES = [piece.replace("\\|", "|") for piece in _PIECES]
_OWN_HAN = sorted(COMMON - set("".join(PIECES)) - set("诗信访谈启事时间表面"))
"""Characters that stand in no piece of mark-up."""


@dataclass(slots=True)
class Findings:
    """What went wrong, and how long the slowest took."""

    tried: int = 0
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    printed: int = 0
    """Texts without a fault, whose print and web were compared character by character."""


def arbitrary(chance: random.Random) -> str:
    """A text of up to 120 pieces of mark-up and Han characters, no Han character twice."""
    han = chance.sample(_OWN_HAN, 60)
    pieces: list[str] = []
    for _ in range(chance.randint(1, 120)):
        pieces.append(han.pop() if han and chance.random() < 0.5 else chance.choice(PIECES))
    return "".join(pieces)


def mutated(paste: str, chance: random.Random) -> str:
    """A paste with some of it cut, doubled, moved, and mark-up strewn in."""
    text = paste
    for _ in range(chance.randint(1, 8)):
        at, to = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        to = min(to, at + 40)
        match chance.randint(0, 4):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + text[at:to] + text[at:]
            case 2:
                text = text[:at] + chance.choice(PIECES) + text[at:]
            case 3:
                text = text[:at] + chance.choice(PIECES) + text[at:to] + chance.choice(PIECES) + text[to:]
            case _:
                text = text[:at] + text[at:to].replace("\n\n", "\n") + text[to:]
    return text


class Press:
    """Sets articles as the paper does, in one column, and gives the characters of its lines."""

    def __init__(self) -> None:
        area = TypeArea()
        self.sheet = read_sheet(area.size)
        self.grid = grid_of(area, self.sheet.page["head_share"])

    def printed(self, article: Article) -> str:
        """Everything that print shows of a body, and what it says that it cannot show."""
        troubles = Troubles()
        slip = Setter(self.sheet, self.grid, self.grid.column, troubles, self.sheet.style("body")).slip(
            article.body
        )
        lines = [row.line for row in slip.rows if row.line]
        for figure in slip.figures:
            wish = figure.columns if isinstance(figure, Picture) else 0
            columns = min(wish or self.grid.columns, self.grid.columns)
            shaped = shape_figure(figure, columns, self.grid, self.sheet, troubles)
            if shaped:
                lines += [*shaped.caption, *(row.line for row in shaped.table)]
        text = "".join(segment.text for line in lines for segment in line.segments)
        return text + "".join(character for _, character in troubles.missing)


def try_text(body: str, press: Press, *, unique: bool) -> Iterator[str]:
    """What is wrong with what becomes of a body: a sentence each."""
    text = _FRONT + body
    article, found = parse_article(text, "试.md", "试.md", "要闻", Kind.ARTICLE, "试")
    named = {each.place.line for each in found if each.severity.blocks_build}
    html = unescape(re.sub(r"<[^>]*>", "", render_blocks(article.body)))
    # What stands in addresses is no copy: it is held, not shown.
    held = "".join(_addresses(article.body)) + "".join(
        unquote(address) for address in re.findall(r'(?:href|src|alt)="([^"]*)"', render_blocks(article.body))
    )
    printed = press.printed(article)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    written = Counter(
        each
        for number, line in enumerate(lines, 1)
        if number > 3 and number not in named
        for each in _HAN.findall(line)
    )
    for name, shown in (("web", html + unescape(held)), ("print", printed + unescape(held))):
        lost = {
            each: count
            for each, count in (written - Counter(shown)).items()
            if each not in "诗信访谈启事时间表"
        }
        if lost:
            yield f"{name} lost {''.join(lost)}"
    if unique and any(html.count(each) > 1 for each in set(_HAN.findall(body)) & set(_OWN_HAN)):
        yield "web shows a character twice"
    cleaned = clean_markdown(text)
    if bones(cleaned.text) != bones(text):
        yield "--fix lost a character"
    if clean_markdown(cleaned.text).changes:
        yield "--fix is not done after one turn"
    pictures = [block for block in walk_blocks(article.body) if isinstance(block, Picture)]
    if any(picture.line > len(lines) for picture in pictures):
        yield "a picture stands on no line"


def _addresses(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Of links: those that no page may lead to are a fault of their own (SQ507)."""
    for block in walk_blocks(blocks):
        match block:
            case Paragraph(inlines=inlines) | Subhead(inlines=inlines):
                yield from _within(inlines)
            case Table(header=header, rows=rows):
                yield from (each for row in (header, *rows) for cell in row for each in _within(cell))
            case Picture(caption=caption, credit=credit):
                yield credit  # a picture whose file is not there is not shaped: SQ501
                yield from _within(caption)
            case _:
                pass


def _within(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Link):
            yield unquote(inline.address)
        if isinstance(inline, Link | Emphasis):
            yield from _within(inline.children)


def bones(text: str) -> Counter[str]:
    """The Han characters and letters of a text, whatever their width."""
    return Counter(re.findall(r"[0-9A-Za-z\u3400-\u9fff]", unicodedata.normalize("NFKC", text)))


def run(count: int, pastes: int, seed: int, corpus: list[str]) -> Findings:
    """Try so many of each."""
    chance, press, findings = random.Random(seed), Press(), Findings()
    for number in range(count + pastes):
        unique = number < count
        body = arbitrary(chance) if unique else mutated(chance.choice(corpus), chance)
        started = time.process_time()
        try:
            wrong = list(try_text(body, press, unique=unique))
        except Exception as error:
            wrong = [f"{type(error).__name__}: {error}"]
        took = time.process_time() - started
        findings.slowest = max(findings.slowest, took)
        findings.tried += 1
        if took > MOST_SECONDS:
            wrong.append(f"{took:.1f} s")
        findings.wrong += [f"{each}: {body!r}" for each in wrong]
    return findings


def corpus_of_pastes() -> list[str]:
    """The pastes that lie beside the tests, one a section of the file."""
    text = (Path(__file__).parent / "pastes.txt").read_text("utf-8")
    return [part.strip("\n") for part in re.split(r"^={9,}.*\n", text, flags=re.MULTILINE) if part.strip()]


def main() -> None:
    """For a person; exits with 1 when anything went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--arbitrary", type=int, default=2000)
    parser.add_argument("--pastes", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    asked = parser.parse_args()
    findings = run(asked.arbitrary, asked.pastes, asked.seed, corpus_of_pastes())
    for each in findings.wrong[: asked.show]:
        sys.stdout.write(f"{each}\n")
    sys.stdout.write(
        f"{findings.tried} texts, {len(findings.wrong)} wrong, slowest {findings.slowest:.2f} s\n"
    )
    raise SystemExit(bool(findings.wrong))


if __name__ == "__main__":
    main()
