"""出版形式: are the things that every issue must show really on its pages? Looks at what was set, not at what was meant.

In: a composed issue and the paper. Out: diagnostics SQ236–SQ239 (《报纸出版形式差错数计算方法》 基本要求 1, 3, 4, 5).
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import INTERNAL_MATTER, Kind, NumberedIssue, Paper, source_path
from build_tools.typesetting.placed import BlockKind, ComposedIssue, ComposedPage, PlacedBlock


def check_appearance(composed: ComposedIssue, numbered: NumberedIssue, paper: Paper) -> Iterator[Diagnostic]:
    """Nameplate, date, total number, page order and the mark of advertisements, as printed."""
    plan = Place(f"issues/{composed.name}/issue.yml")
    first = composed.pages[0]
    yield from _nameplate(first, plan)
    yield from _masthead(first, numbered, paper, plan)
    for page in composed.pages:
        folios = "".join(text_of(block) for block in page.blocks if block.kind is BlockKind.FOLIO)
        if f"第{page.number}版" not in folios:
            yield diagnose("SQ237", plan, page=page.number)
    yield from _advertisements(composed, numbered)


def text_of(block: PlacedBlock) -> str:
    """The characters of a block in reading order, without spaces."""
    words = "".join(segment.text for line in block.lines for segment in line.line.segments)
    return "".join(words.split())


def _size(block: PlacedBlock) -> float:
    return max((segment.style.size for line in block.lines for segment in line.line.segments), default=0.0)


def _nameplate(first: ComposedPage, plan: Place) -> Iterator[Diagnostic]:
    heads = [block for block in first.blocks if block.kind is BlockKind.MASTHEAD]
    # A drawn name is as large as it is high.
    name = max((each.picture.box.h if each.picture else _size(each) for each in heads), default=0.0)
    others = [block for block in first.blocks if block.kind is not BlockKind.MASTHEAD]
    loudest = max(others, key=_size, default=None)
    if loudest is not None and _size(loudest) >= name:
        yield diagnose("SQ236", plan, other=f"“{text_of(loudest)[:12]}”", size=_size(loudest), name=name)


def _masthead(
    first: ComposedPage, numbered: NumberedIssue, paper: Paper, plan: Place
) -> Iterator[Diagnostic]:
    issue = numbered.issue
    head = "".join(
        text_of(block) for block in first.blocks if block.kind in (BlockKind.MASTHEAD, BlockKind.FOLIO)
    )
    whole = "".join(text_of(block) for block in first.blocks)
    wanted = {
        f"报名“{paper.name}”": paper.name,
        "出版日期": f"{issue.date.year}年{issue.date.month}月{issue.date.day}日",
        "总期号": f"总第{issue.number}期",
        "版数": f"{len(issue.pages)}版",
    }
    for what, words in wanted.items():
        if words not in head:
            yield diagnose("SQ239", plan, what=what, remedy="这是版样的毛病：报头要印全。")
    if paper.regime == "zhunyin" and INTERNAL_MATTER not in whole:
        yield diagnose(
            "SQ239", plan, what=f"“{INTERNAL_MATTER}”", remedy="内部资料要在第1版印上这八个字和准印证编号。"
        )


def _advertisements(composed: ComposedIssue, numbered: NumberedIssue) -> Iterator[Diagnostic]:
    said: dict[str, str] = {}
    # What did not fit is told as 超版; it stands nowhere yet.
    over = {str(block.number) for page in composed.overset for block in page.blocks}
    for page in composed.pages:
        for block in page.blocks:
            said[str(block.number)] = said.get(str(block.number), "") + text_of(block)
    for item in numbered.articles:
        if (
            item.article.advertisement
            and item.article.kind is Kind.ARTICLE
            and (str(item.number) in said or str(item.number) not in over)
            and "广告" not in said.get(str(item.number), "")
        ):
            yield diagnose(
                "SQ238", Place(source_path(numbered.issue.name, item.article)), headline=item.article.headline
            )
