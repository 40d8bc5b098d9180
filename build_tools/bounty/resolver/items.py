"""分项: lists in a message, however they are counted: 1、2、 ①② （一） 甲、 a. 其一 一是 第一处.

In: clean text. Out: the same text with :data:`ITEM` before every item, the counting taken out. A list is what counts on from one.
"""

from __future__ import annotations

import re

ITEM = "\ue000"
"""Stands before an item; :func:`~build_tools.bounty.resolver.normalise.clean` leaves no such character in a message."""
_ORDERS = (
    "123456789",
    "一二三四五六七八九十",
    "①②③④⑤⑥⑦⑧⑨⑩",
    "甲乙丙丁戊己",
    "abcdefgh",
    "ABCDEFGH",
    "上下",
    "前后",
)
_AFTER_STOP = r"(?:^|(?<=[\s，,。；;：:、！!？?）)]))"
_STYLES = tuple(
    re.compile(style, re.M)
    for style in (
        rf"{_AFTER_STOP}[（(]?([1-9一二三四五六七八九十])\s?[、.．）)](?![0-9])",
        rf"{_AFTER_STOP}[（(]?([1-9一二三四五六七八九十甲乙丙丁戊己a-hA-H])\s?[、.．）):：](?![0-9])",
        r"([①-⑩])(?!段)\s?",
        r"其([一二三四五])[，,：:、]?\s?",
        r"第([一二三四五])[处点条个](?![一-鿿])[，,：:]?",
        rf"{_AFTER_STOP}[（(]([上下前后])[)）]\s?",
        rf"{_AFTER_STOP}第([一二三四五])(?![版段行页句期个次题条张幅栏节篇届线章组排名季])",
        rf"{_AFTER_STOP}([一二三四五])[是曰](?=[^是]{{0,60}}[；;。\n]|[^是]{{0,60}}$)[，,：:]?",
        r"(?<![0-9第\-./])([1-9])(?=[一-鿿“A-Za-z])(?![年月日号时分秒版段行句期个只张幅楼栋室条处块元天岁])",
    )
)


def itemised(text: str) -> str:
    """Every list marked; what is quoted counts nothing."""
    for style in _STYLES:
        found = list(style.finditer(text))
        for order in _ORDERS if found else ():
            hits = [hit for hit in found if hit[1] in order and not _quoted(text, hit.start())]
            listed: list[re.Match[str]] = []
            for hit in hits:
                if hit[1] == order[len(listed) : len(listed) + 1]:
                    listed.append(hit)
            if len(listed) > 1:
                for hit in reversed(listed):
                    text = text[: hit.start()] + ITEM + text[hit.end() :]
                found = list(style.finditer(text))
    return text


def _quoted(text: str, place: int) -> bool:
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.count("“") > line.count("”") or line.count("《") > line.count("》")
