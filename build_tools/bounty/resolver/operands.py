"""误与正的词: which words before and after a cue are what is wrong and what would be right.

In: clean text on one side of a cue. Out: the words, without what only leads to them; None where there are none.
"""

from __future__ import annotations

import difflib
import re

from build_tools.bounty.resolver.cues import BEFORE, QUOTES


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, outer before inner, without the marks."""
    found: list[str] = []
    for hit in QUOTES.finditer(text):
        found.append(hit[0][1:-1])
        found += re.findall("“([^“”]*)”", hit[0][1:-1])
    return tuple(part for part in found if part.strip())


_TAIL = re.compile(
    r"(?:[\s，,：:、。；…]|[（(]|这个|这里|那里|请|麻烦|两个?字|一个字|的字|字|一词|用词|写法|不妥|不准确|不统一|用得不妥|用得不好|有误|错误?了?|写错了?|印错了?|也?不对|不好|不当|搭配|好像|似乎|我觉得|我看|建议|正确|后面|前面|最后|吧|呀|呢|其实|[应该当要才]|说法|读着|太?口语|不规范|规范|标准|一般|之后|之前)+$"
)
_HEAD = re.compile(r"^[\s：:，,]*(?:的|是|为|成|作|写|“?(?=“))?[\s：:]*")


def left_operand(before: str) -> str | None:
    """What stands before a cue: the last quotation, the character of it that is named, else the last words."""
    before = _TAIL.sub("", before)
    quoted = list(QUOTES.finditer(before))
    tail = before[quoted[-1].end() :] if quoted else ""
    if quoted and len(tail) <= 14 and not re.search(r"[，,：:\s](?:[一-鿿]{2,}|[0-9A-Za-z%]+)$", tail):
        own = re.search(r"(?:中|里|里面|其中)?的?\s?([一-鿿]{1,4})\s?字?$", tail)
        inner = own[1] if own and own[1] in quoted[-1][0] and len(own[1]) <= 4 and len(tail) <= 8 else None
        return inner or quoted[-1][0][1:-1]
    bare = [part for part in re.split(r"[，,。；;：:\n《》（）()]", before) if part.strip()]
    if not bare:
        return None
    last = BEFORE.sub("", bare[-1]).strip("“” 　")
    if not last.split():
        return None
    words = _LEADING.sub("", last.split()[-1])
    pointed = re.search("(?:那个|这个|的)([一-鿿]{1,3})字?(?:是|为|写|印)?$", words) if len(words) > _SPOKEN or words[:1] == "的" else None
    return pointed[1] if pointed else re.sub("(?<=.)[是为]$", "", words)


_LEADING = re.compile("^(?:这里|那里|其中|里面|(?:大|小|副)?标题|题目|引题|副题|图说|文中|正文)(?:里|中|的)?(?=.)")
_SPOKEN = 14
"""Characters without a stop from which a sentence was dictated rather than quoted."""



_EXPLAINED = re.compile("([一-鿿]{1,6})的“?([一-鿿])”?(?:字)?(?=$|[^一-鿿]|[吧谢呀啊才哦嘛了呢错])")


def _explained(words: str) -> str:
    """“太空舱的舱”: the last character is meant, the rest says which it is."""
    hit = _EXPLAINED.search(words)
    return hit[2] if hit and hit[2] in hit[1] else words


def right_operand(after: str) -> str | None:
    """What stands after a cue: the quotation, else the words up to the next stop."""
    after = "的" if re.match(r"\s?的(?:\s?[。，,；;！!]|\s*$)", after) else _HEAD.sub("", after, count=1)
    quoted = QUOTES.match(after)
    if quoted:
        return quoted[0][1:-1]
    later = QUOTES.search(after)
    if later and 2 <= later.start() <= 6 and re.fullmatch("[一-鿿]+", after[: later.start()]) and not re.search("[为是成作用写的“]$", after[: later.start()]):
        return after[: later.end()]  # 数字“打架”: the quotation marks are what should be there
    if later and later.start() <= 6 and re.fullmatch(r"[一-鿿：:\s、]*", after[: later.start()]):
        return later[0][1:-1]
    bare = _explained(re.split(r"[，,。；;\n（）()！!？?\s]", after)[0].strip("“” "))
    bare = re.sub("(?:吧|才对|才好|更好|为好|为宜|才清楚|即可|才是|呀|啊|呢)$", "", bare)
    return bare or None


def with_clause(before: str, context: tuple[str, ...]) -> tuple[str, ...]:
    """Where nothing is quoted, the words before a single character say where it stands."""
    pieces = [part for part in re.split(r"[，,。；;：:\n\s（）()]+", _TAIL.sub("", before)) if part]
    return context if context or len(pieces) < 2 or len(pieces[-1]) > 3 else (pieces[-2],)


_PARTED = re.compile(r"[\s，,。；;：:\n]+")
_ALIKE = 0.5


def best_wrong(wrong: str | None, right: str, before: str, context: tuple[str, ...]) -> str | None:
    """Of all that is quoted or told before the cue, what the right wording would replace: it looks most like it."""
    if wrong is None or len(right) < 2 or resemblance(wrong, right) >= (_ALIKE if len(right) > 2 else 0.01):
        return wrong
    others = [quote for quote in context if quote not in (wrong, right) and resemblance(quote, right) >= 0.6]
    if not context:
        told = [part for part in _PARTED.split(before) if part]
        joined = [before[before.find(part) :].strip(" ，,。") for part in told[-3:-1]]
        others = [part for part in (*told, *joined) if resemblance(part, right) >= _ALIKE]
    return max(others, key=lambda part: resemblance(part, right)) if others else wrong


def without_gap(wrong: str | None, right: str) -> tuple[str | None, str]:
    """“拿出…举措”改“采取…举措”: only the half that differs."""
    if wrong is None or "…" not in wrong or "…" not in right:
        return wrong, right
    (first, *_, last), (head, *_, tail) = re.split("…+", wrong), re.split("…+", right)
    return (first, head) if last == tail else (last, tail) if first == head else (wrong, right)


def resemblance(one: str, other: str) -> float:
    """From 0 to 1."""
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
