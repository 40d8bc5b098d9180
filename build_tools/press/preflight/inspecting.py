"""验件: the inner half of the preflight, run in a process of its own so that no file can take the press down.

    python -m build_tools.press.preflight.inspecting FILE DEMANDS-AS-JSON

prints the findings and the ink of each page as JSON. Memory and time are bounded from without and from within.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pikepdf
from pikepdf import Page, Pdf

from build_tools.press.preflight.demands import Demands, Standard
from build_tools.press.preflight.document_rules import (
    INTENTS,
    check_document,
    check_graphics_state,
    claimed,
    standard_of,
    version_of,
)
from build_tools.press.preflight.findings import Finding, gathered_findings
from build_tools.press.preflight.font_rules import FontRules
from build_tools.press.preflight.mark_rules import check_mark
from build_tools.press.preflight.object_rules import check_objects
from build_tools.press.preflight.page_rules import (
    Rect,
    blends_elsewhere,
    check_page,
    check_same_size,
    near_the_trim,
    short_of_bleed,
    trim_of,
)
from build_tools.press.preflight.separations import (
    PageInk,
    SeparationFailure,
    dots_for,
    find_ghostscript,
    measure_ink,
)
from build_tools.press.reading.content import TooMuch, Walker
from build_tools.press.reading.marks import MarkKind

_HEAD = 1024
_READING = 0.5
"""Share of the time that may go into reading; the rest is for separating."""
_NOT_INK = ("SQ640", "SQ641", "SQ642", "SQ643", "SQ644")


def inspect_file(path: Path, demands: Demands, measured: list[PageInk] | None = None) -> tuple[Finding, ...]:
    """Every finding of a file, sorted by page; ``measured`` takes the ink of each page. Never raises on what the file holds."""
    refused = _refuse(path, demands)
    if refused is not None:
        return (refused,)
    try:
        with Pdf.open(path) as pdf:
            return gathered_findings(_inspect(pdf, path, demands, [] if measured is None else measured))
    except pikepdf.PasswordError:
        return (Finding("SQ621"),)
    except pikepdf.PdfError as problem:
        said = str(problem).splitlines()[0].replace(str(path), "").lstrip(": ")
        if "encryption" in said:  # by certificates, or in a way that only its maker knows
            return (Finding("SQ621"),)
        return (Finding("SQ620", facts={"problem": f"读不出来（{said[:80]}）"}),)


def _refuse(path: Path, demands: Demands) -> Finding | None:
    size = path.stat().st_size
    if size > demands.most_bytes:
        return Finding(
            "SQ622", facts={"problem": f"{size / 1e6:.0f} MB，多于{demands.most_bytes / 1e6:.0f} MB，没有看"}
        )
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if b"%PDF-" in head:
        return None
    kind = "是 ZIP 压缩包" if head.startswith(b"PK") else "是空的" if not head else "开头没有 %PDF-"
    return Finding("SQ620", facts={"problem": kind})


def _inspect(pdf: Pdf, path: Path, demands: Demands, measured: list[PageInk]) -> Iterator[Finding]:
    if pdf.is_encrypted:
        yield Finding("SQ621")
        return
    pages = [pdf.pages[index] for index in range(min(len(pdf.pages), demands.most_pages))]
    if not pages:
        yield Finding("SQ620", facts={"problem": "一页也没有"})
        return
    if len(pdf.pages) > demands.most_pages:
        yield Finding("SQ622", facts={"problem": f"{len(pdf.pages)}页，只看了前{demands.most_pages}页"})
    standard = standard_of(demands.standard.upper()) or standard_of(claimed(pdf))
    started = time.process_time()
    yield from check_document(pdf, demands)
    yield from check_objects(pdf, standard, version_of(pdf))
    painted = tuple(_pages(pages, demands, standard, version_of(pdf), started))
    yield from painted
    if warnings := pdf.get_warnings():  # reading them forgets them
        yield Finding("SQ628", facts={"problem": str(warnings[0]).replace(str(path), "").strip(" :")[-120:]})
    if any(each.code == "SQ623" for each in painted):
        return  # what could not be read to its end is not rendered either
    # Only colours that are not ink need the profile, and setting it up doubles the time of a page.
    profile = demands.profile if any(each.code in _NOT_INK for each in painted) else ""
    left = max(demands.most_seconds - (time.process_time() - started), 2.0)
    yield from _ink(path, pages, replace(demands, profile=profile, most_seconds=left), measured)


def _pages(
    pages: list[Page], demands: Demands, standard: Standard | None, version: tuple[int, int], started: float
) -> Iterator[Finding]:
    walker = Walker(demands.most_operators, started + _READING * demands.most_seconds)
    fonts = FontRules(version)
    if not demands.page_width:
        yield from check_same_size(pages)
    for number, page in enumerate(pages, 1):
        yield from check_page(page, number, demands, standard)
        try:
            yield from _content(walker, fonts, page, number, demands, standard)
        except TooMuch:
            deep = next((each for each in walker.troubles if "太深" in each), "")
            problem = deep or (
                f"内容超过{demands.most_operators}个算符"
                if walker.operators < 0
                else f"内容太多，{_READING * demands.most_seconds:.0f}秒读不完"
            )
            yield Finding("SQ623", number, facts={"problem": f"{problem}，后面的没有看"})
            return


def _content(
    walker: Walker,
    fonts: FontRules,
    page: Page,
    number: int,
    demands: Demands,
    standard: Standard | None,
) -> Iterator[Finding]:
    trim = trim_of(page.obj)
    walker.troubles, walker.graphics_states, walker.postscript, walker.intents = [], [], False, set()
    walker.groups = []
    for mark in walker.page(page):
        found = [*check_mark(mark, demands, standard)] if mark.kind is not MarkKind.MASK else []
        if mark.kind in (MarkKind.TEXT, MarkKind.MASK):
            found += fonts.check(mark)
        if near_the_trim(page.obj, mark, demands.safety):
            found.append(("SQ684", {"least": f"{demands.safety:g}"}))
        if short_of_bleed(page.obj, mark, demands.bleed):
            found.append(("SQ681", {"what": mark.kind.value}))
        if found and mark.kind is MarkKind.MASK:
            yield from (Finding(code, number, facts=facts) for code, facts in found)
        elif found and _printed(mark.x, mark.y, mark.width, mark.height, trim):
            x, y = trim.millimetres(mark.x, mark.y + mark.height)
            yield from (Finding(code, number, x, y, facts=facts) for code, facts in found)
    for state in walker.graphics_states:
        yield from (
            Finding(code, number, facts=facts) for code, facts in check_graphics_state(state, standard)
        )
    if walker.postscript:
        yield Finding("SQ667", number)
    if any(blends_elsewhere(group) for group in walker.groups):
        yield Finding("SQ665", number)
    if unknown := sorted(walker.intents - INTENTS):
        names = "、".join(each[1:][:30] for each in unknown)
        yield Finding("SQ687", number, facts={"what": "渲染意图", "names": names})
    for trouble in dict.fromkeys(walker.troubles):
        yield Finding(
            "SQ668" if "套" in trouble else "SQ669",
            number,
            facts={} if "套" in trouble else {"problem": trouble},
        )


def _printed(x: float, y: float, width: float, height: float, trim: Rect) -> bool:
    """Whether a mark touches the trimmed page; what is cut away may be registration colour."""
    return x <= trim.right and x + width >= trim.left and y <= trim.top and y + height >= trim.bottom


def _ink(path: Path, pages: list[Page], demands: Demands, measured: list[PageInk]) -> Iterator[Finding]:
    if find_ghostscript() is None:
        yield Finding("SQ671")
        return
    dots = min(dots_for(*trim_of(page.obj).size_mm) for page in pages)
    try:
        for ink in measure_ink(
            path,
            range(1, len(pages) + 1),
            dots,
            demands.profile,
            demands.ink_limit,
            demands.most_seconds,
            demands.most_memory,
        ):
            measured.append(ink)
            if ink.empty:
                yield Finding("SQ637", ink.page)
            # A quarter of two millimetres square: less is a thin edge that no shop weighs.
            if ink.over >= 0.25:
                yield Finding(
                    "SQ646",
                    ink.page,
                    ink.x,
                    ink.y,
                    facts={"ink": f"{ink.heaviest:.0f}", "limit": f"{demands.ink_limit:g}"},
                )
    except SeparationFailure as problem:
        yield Finding("SQ623", facts={"problem": str(problem)})


def main(arguments: list[str]) -> None:
    """Inspect one file under the limits of its demands and print what was found."""
    demands = Demands(**json.loads(arguments[1]))
    resource.setrlimit(resource.RLIMIT_AS, (demands.most_memory, demands.most_memory))
    seconds = math.ceil(demands.most_seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    measured: list[PageInk] = []
    try:
        found = inspect_file(Path(arguments[0]), demands, measured)
    except (MemoryError, RecursionError):
        found = (Finding("SQ623", facts={"problem": "太占内存"}),)
    report = {"findings": [each.as_json() for each in found], "ink": [asdict(each) for each in measured]}
    sys.stdout.write(json.dumps(report, ensure_ascii=True))


if __name__ == "__main__":
    main(sys.argv[1:])
