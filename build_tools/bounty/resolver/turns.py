"""转折: where one sentence turns from one fault to the next.

In: a sentence and what is printed. Out: its parts; those that begin with :data:`~build_tools.bounty.resolver.items.ITEM` tell of a
fault each, whatever words they tell it in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.bounty.resolver.contrast import resemble
from build_tools.bounty.resolver.cues import QUOTES, RIGHT_CUE
from build_tools.bounty.resolver.faults import Fault
from build_tools.bounty.resolver.grounding import fault_of, print_of
from build_tools.bounty.resolver.index import PrintedIndex
from build_tools.bounty.resolver.items import ITEM
from build_tools.bounty.resolver.normalise import to_words

_LONGEST = 600
"""Characters without a stop that are searched for turns; nobody says more in one breath."""
_COMMA = re.compile("[，,、 ]|(?=还有|另外|此外|再有|…不[，,])")
_TURN = re.compile(r"[，,、 ]?(?=还有|另外|此外|再有|…不[，,])|[，,、 ](?=(?:[下后前上][面头])?(?:另|再|同段|同一段|又[，“]|第?[一二三四五六七八九十0-9]{1,3}(?:版|段)|倒数第|头版|[最末首][后]?[段句]|开头|结尾|末尾|后[面头]|其[一二三四]|[一二三四]曰|一处))")
_LEAD_UP = 8
_SAYS = 3
"""Characters that may lead up to a quotation, and those that at least say something of it."""
_COMPARED = re.compile("[与和跟同对及]|前后|矛盾|重复")


def turns(part: str, indexes: Sequence[PrintedIndex]) -> list[str]:
    """Cut where both sides tell of a fault and a new place is named, or both faults are printed."""
    for hit in _COMMA.finditer(part) if len(part) <= _LONGEST else ():
        before, after = part[: hit.start()], part[hit.end() :]
        if not before.strip(ITEM) or before.count("“") != before.count("”"):
            continue
        if _each_its_own(before, after, indexes):
            return [ITEM + before.lstrip(ITEM), *turns(ITEM + after, indexes)]
        turned = _TURN.match(part, hit.start())
        one, other = _complete(before, indexes), _complete(after if turned else after.split("，")[0], indexes)
        if (one and other and (turned or _both_printed(one, other, indexes))) or (turned and _two_complaints(before, after, indexes)):
            return [before, *turns(after, indexes)]
    return [part]


def _each_its_own(before: str, after: str, indexes: Sequence[PrintedIndex]) -> bool:
    """“街镇、居村”的提法不合实际，“过个新年”讲不通: each side quotes print of its own and says something of it."""
    one, other = list(QUOTES.finditer(before)), list(QUOTES.finditer(after))
    if not one or not other or other[0].start() > _LEAD_UP:
        return False
    said = before[one[-1].end() :], after[other[0].end() : other[1].start() if len(other) > 1 else None]
    lead = after[: other[0].start()]
    if "，" in said[0] or "，" in lead or RIGHT_CUE.search(lead):
        return False  # reasons, or the right wording of the first
    first, second = to_words(one[-1][0]), to_words(other[0][0])
    apart = first not in second and second not in to_words(before) and not resemble(first, second)
    return apart and all(len(to_words(each)) >= _SAYS for each in said) and all(len(words) > 1 and any(index.stands(words) for index in indexes) for words in (first, second)) and not _COMPARED.search(said[0])


def _two_complaints(before: str, after: str, indexes: Sequence[PrintedIndex]) -> bool:
    """Whether each side says of printed words of its own that they are wrong."""
    one, other = print_of(before, indexes), print_of(after, indexes)
    apart = not any(first in second or second in first for first in one for second in other)
    return bool(one and other and apart and fault_of(before, indexes) and fault_of(after, indexes))


def _both_printed(one: Fault, other: Fault, indexes: Sequence[PrintedIndex]) -> bool:
    wrongs = [to_words(fault.wrong or "") for fault in (one, other)]
    whole = all(len(wrong) > 1 and any(index.stands(wrong) for index in indexes) for wrong in wrongs)
    return whole and wrongs[0] not in wrongs[1] and wrongs[1] not in wrongs[0] and to_words(one.right or "") != to_words(other.right or "")


def _complete(text: str, indexes: Sequence[PrintedIndex]) -> Fault | None:
    fault = fault_of(text, indexes)
    return fault if fault and fault.strong and fault.wrong and fault.right is not None else None
