"""来信的种类: what is no report: another paper's errors, advice, greetings, questions, advertisements.

In: clean text. Out: a :class:`MessageKind`.
"""

from __future__ import annotations

import re

from build_tools.bounty.claims import MessageKind

_NOT_EDITION = re.compile("第|头版|首版|末版|本版|封面|要闻|[一二三四五六七八]版?$|本期|里|上|中")
_ELSEWHERE = re.compile(
    "[晚日]报|劳动报|青年报|老年报|宝山报|参考消息|杂志|课本|教科书|电视|字幕|站牌|路牌|横幅|海报|传单|抖音|公众号|广播|今日头条|群[里发]|宣传栏|公告栏|说明书"
)
_OTHER_TITLE = re.compile("《([^《》]{1,12}?(?:报|日报|晚报|时报|晨报|周刊|月刊|杂志|文摘|画报|学报|法制))》")
"""A newspaper or magazine by its title."""
_OF_PERIODICAL = re.compile("》[^，。]{0,4}(?:第[0-9一二三四五六七八九十百]+期|封面|封底|杂志)")
_ADVICE = re.compile("建议|希望|能不能|可不可以|最好|多登|多写|盼|请多")


def is_other_edition(text: str, name: str, edition: str) -> bool:
    """Whether the message names another edition of the paper."""
    named = (
        re.search(rf"{re.escape(name)}[》\s·（(,，]*([一-鿿]{{2,4}}?)(?:街道|镇)?版(?!面)", text)
        if name
        else None
    )
    return bool(named and edition and edition not in named[1] and not _NOT_EDITION.search(named[1]))


def is_elsewhere(text: str, name: str, edition: str) -> bool:
    """Whether the message speaks of another paper, or of another edition of the paper of that name."""
    if is_other_edition(text, name, edition):
        return True
    outside = re.sub("“[^”]*”", "", text).replace(name, "") if name else text
    ours = bool(name) and bool(re.search(rf"{re.escape(name)}[（(·]?{re.escape(edition)}", text))
    another = (
        any(name not in title and title not in name for title in _OTHER_TITLE.findall(text))
        if name
        else False
    )
    another = another or bool(name and _OF_PERIODICAL.search(text.replace(name, "")))
    return (another or bool(_ELSEWHERE.search(outside))) and not ours


def kind_without_fault(text: str) -> MessageKind:
    """Advice, or anything else."""
    return MessageKind.ADVICE if _ADVICE.search(text) else MessageKind.OTHER
