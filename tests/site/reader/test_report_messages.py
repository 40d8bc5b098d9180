"""The report that a selection makes: number, place, context; and the desk that reads reports understands it."""

from __future__ import annotations

import dataclasses
import re

import pytest

from build_tools.bounty.claims import Claim, MessageKind, Part, Spot
from build_tools.bounty.resolver import build_index, resolve_message
from build_tools.bounty.resolver.index import ArticleTraits
from build_tools.model import printed_text
from tests.site.reader.conftest import Reader, ReaderSite

_SELECT = """([selector, words]) => {
  const piece = [...document.querySelectorAll('article.copy ' + selector)].find(each => each.textContent.includes(words));
  const nodes = [], walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  let text = '';
  while (walker.nextNode()) { nodes.push([walker.currentNode, text.length]); text += walker.currentNode.data; }
  const at = text.indexOf(words), end = at + words.length;
  const [first, from] = nodes.findLast(([, start]) => start <= at), [last, before] = nodes.findLast(([, start]) => start < end);
  const range = document.createRange();
  range.setStart(first, at - from);
  range.setEnd(last, end - before);
  piece.scrollIntoView({ block: 'start' });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return range.getClientRects().length;
}"""


@dataclasses.dataclass(frozen=True)
class Case:
    """What is selected, and where the report should say that it stands."""

    selector: str
    wrong: str
    right: str
    place: str
    part: Part
    ordinal: int = 0


SELECTIONS = {
    "over a line break": Case(
        "#p2",
        "他和志愿者一家一家敲门，把保暖的棉套送到每一户人家手里，一直忙到",
        "他和志愿者一户一户敲门，把保暖的棉套送到每一户人家手里，一直忙到",
        "第2段",
        Part.PARAGRAPH,
        2,
    ),
    "caption": Case("figcaption", "包上棉套", "包好棉套", "图说", Part.CAPTION),
    "headline": Case("h1", "一本“小账”", "一本“大账”", "标题", Part.HEADLINE),
    "beside a rare character": Case("#p2", "里的水表", "里的水管", "第2段", Part.PARAGRAPH, 2),
    "with a rare character": Case("#p2", "旮旯", "角落", "第2段", Part.PARAGRAPH, 2),
    "across emphasis": Case("#p1", "小账，谁家", "小账；谁家", "第1段", Part.PARAGRAPH, 1),
    "list item": Case("li p", "防冻须知", "防寒须知", "第3段", Part.PARAGRAPH, 3),
    "table cell": Case("td", "一层到六层", "一层至六层", "表格", Part.CELL),
    "note": Case(".notes p", "一月五日", "一月六日", "注释", Part.NOTE),
    "paragraph's start": Case("#p1", "泗塘新村", "泗塘一村", "第1段", Part.PARAGRAPH, 1),
    "paragraph's end": Case("#p2", "才歇下来。", "才歇了下来。", "第2段", Part.PARAGRAPH, 2),
    "short paragraph": Case("#p5", "一句", "一段", "第5段", Part.PARAGRAPH, 5),
    "subhead": Case("h2", "温暖", "暖意", "小标题", Part.SUBHEAD),
}


def message_of(reader: Reader, case: Case) -> str:
    page = reader.open()
    page.evaluate(_SELECT, [case.selector, case.wrong])
    page.click(".report-offer button.is-strong")
    page.wait_for_selector(".report-panel:not([hidden])")
    assert page.input_value(".report-panel textarea[name=原文]") == case.wrong
    page.fill(".report-panel textarea[name=应为]", case.right)
    page.click(".report-copy")
    page.wait_for_selector(".report-made")
    return page.input_value(".report-made")


@pytest.mark.parametrize("name", SELECTIONS)
def test_report_holds_number_place_and_context_and_the_desk_finds_the_spot(
    reader: Reader, reader_site: ReaderSite, name: str
) -> None:
    case = SELECTIONS[name]
    message = message_of(reader, case)
    assert message.startswith("【纠错】社区晨报张庙版 2021年6月号\n")
    assert f"\n{reader_site.number} 第2版《楼组长任单的一本“小账”》{case.place}\n" in message
    assert f"\n原文：{case.wrong}\n应为：{case.right}\n" in message and "截止：2021年7月1日" in message
    context = re.search("上下文：(.*)", message)
    assert context and f"【{case.wrong}】" in context[1]
    assert len(re.sub(r"[\s【】┊]", "", context[1].replace(f"【{case.wrong}】", ""))) >= 12
    claim, spot = resolved(message, reader_site)
    assert (spot.number.printed, spot.part) == (reader_site.number, case.part.value)
    assert case.part is not Part.PARAGRAPH or spot.ordinal == case.ordinal
    assert (claim.wrong, claim.right) == (case.wrong, case.right)
    assert reader.complaints == []


def resolved(message: str, site: ReaderSite) -> tuple[Claim, Spot]:
    items = site.gathered.issues[0].articles
    index = build_index("2021-06", [(printed_text(item), ArticleTraits()) for item in items])
    found = resolve_message(message, index)
    assert found.kind is MessageKind.REPORT
    (claim,) = found.claims
    assert claim.spot is not None
    return claim, claim.spot
