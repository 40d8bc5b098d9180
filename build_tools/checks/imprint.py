"""校对·版权事项: what a paper must and must not print, by its regime: 刊号 (cn) or 准印证 (zhunyin).

In: the paper and an issue. Out: diagnostics that keep an issue from being signed off. Sources: 《报纸出版形式
差错数计算方法》 (2020) 基本要求; 《内部资料性出版物管理办法》 第十四至十六条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import TO_BE_GIVEN, Issue, NumberedIssue, Paper, printed_text, source_path

SAMPLE = "样报"
"""Stands in place of every fact not given, in a sample."""
_PAPER = "mkdocs.yml"
_CN_LABEL, _PERMIT_LABEL, _PRICE_LABEL = "国内统一连续出版物号", "准印证", "定价"
_REQUIRED = {
    "cn": (
        "主管单位",
        "主办单位",
        _CN_LABEL,
        "总编辑",
        "印刷单位",
        "发行方式",
        "地址",
        "邮政编码",
        "电话",
        _PRICE_LABEL,
    ),
    "zhunyin": ("编印单位", "发送对象", _PERMIT_LABEL, "印刷单位", "印刷日期", "印数"),
}
_FOR_THE_SHOP = {
    "copies": "印数",
    "stock": "用纸",
    "delivery": "送达的时间和地点",
    "contact": "联系人和电话",
    "deadline": "收文件的时限",
}
_CN = re.compile(r"CN ?[0-9]{2}-0[0-9]{3}")
_PERMIT = re.compile(r"(?=.*准)(?=.*[0-9])")
_FORBIDDEN = re.compile(r"本报|本刊|记者(?=[\u4e00-\u9fff]{2,4})|刊号|协办|期刊社|杂志社")


def wanted_facts(paper: Paper) -> tuple[tuple[str, str, str, str], ...]:
    """事项 that must be given before an issue is signed: section and key in mkdocs.yml, label, value ("" while not given)."""
    labels = dict.fromkeys((*_REQUIRED[paper.regime], *dict(paper.imprint.facts)))
    press = ((key, label, getattr(paper.press, key)) for key, label in _FOR_THE_SHOP.items())
    return (
        *(("imprint", label, label, paper.imprint.fact(label)) for label in labels),
        *(("press", key, label, "" if value == TO_BE_GIVEN else value) for key, label, value in press),
    )


def with_sample_facts(paper: Paper) -> Paper:
    """样报: the paper with 样报 in place of every fact that is not given."""
    labels = dict(paper.imprint.facts)
    wanted = dict.fromkeys(_REQUIRED[paper.regime], "") | labels
    facts = tuple(
        (label, value if value not in ("", TO_BE_GIVEN) else SAMPLE) for label, value in wanted.items()
    )
    shop: dict[str, Any] = {
        key: SAMPLE for key in _FOR_THE_SHOP if getattr(paper.press, key) in ("", TO_BE_GIVEN)
    }
    return replace(paper, imprint=replace(paper.imprint, facts=facts), press=replace(paper.press, **shop))


def check_imprint(paper: Paper, numbered: NumberedIssue, before: Issue | None) -> Iterator[Diagnostic]:
    """Every fault of the facts; ``before`` is the issue that came out last, None for the first."""
    yield from _missing(paper)
    yield from _formats(paper)
    yield from _series(numbered.issue, before)
    if paper.regime == "zhunyin":
        yield from _internal(paper, numbered)


def _missing(paper: Paper) -> Iterator[Diagnostic]:
    for label in _REQUIRED[paper.regime]:
        if not paper.imprint.fact(label):
            yield diagnose("SQ230", _place(paper, label), label=label, whom="主办单位", where="imprint")
    for key, label in _FOR_THE_SHOP.items():
        if getattr(paper.press, key) in ("", TO_BE_GIVEN):
            yield diagnose("SQ230", Place(_PAPER), label=label, whom="印厂", where=f"press 的 {key}")


def _formats(paper: Paper) -> Iterator[Diagnostic]:
    serial, permit = paper.imprint.fact(_CN_LABEL), paper.imprint.fact(_PERMIT_LABEL)
    if paper.regime == "cn" and serial not in ("", SAMPLE) and not _CN.fullmatch(serial):
        yield diagnose("SQ231", _place(paper, _CN_LABEL), value=serial)
    if paper.regime == "zhunyin" and permit not in ("", SAMPLE) and not _PERMIT.match(permit):
        yield diagnose("SQ232", _place(paper, _PERMIT_LABEL), value=permit)


def _series(issue: Issue, before: Issue | None) -> Iterator[Diagnostic]:
    if before is not None and issue.number != before.number + 1:
        place = Place(f"issues/{issue.name}/issue.yml", *issue.marks.get("number", (1, 1)))
        yield diagnose(
            "SQ235",
            place,
            number=issue.number,
            last=before.name,
            before=before.number,
            right=before.number + 1,
        )


def _internal(paper: Paper, numbered: NumberedIssue) -> Iterator[Diagnostic]:
    """内部资料: words, advertisements and prices that it must not carry."""
    if paper.name.endswith(("报", "刊", "杂志")):
        yield diagnose("SQ233", Place(_PAPER), word=paper.name)
    if paper.imprint.fact(_PRICE_LABEL) or _CN_LABEL in dict(paper.imprint.given):
        label = _PRICE_LABEL if paper.imprint.fact(_PRICE_LABEL) else _CN_LABEL
        yield diagnose("SQ234", _place(paper, label), what=f"标“{label}”")
    for item in numbered.articles:
        place = Place(source_path(numbered.issue.name, item.article))
        if item.article.advertisement:
            yield diagnose("SQ234", place, what="登广告")
        printed = printed_text(item)
        texts = (printed.kicker, printed.headline, printed.deck, *(block.text for block in printed.blocks))
        for word in dict.fromkeys(word for text in texts for word in _FORBIDDEN.findall(text)):
            yield diagnose("SQ233", place, word=word)


def _place(paper: Paper, label: str) -> Place:
    return Place(_PAPER, *paper.imprint.marks.get(label, (1, 1)))
