"""体例: lists, forms, tables, ticks and crosses, English → the sentences that the patterns of 误与正 read.

In: clean text of a message. Out: the same message as sentences, and what the site's own form quotes around the fault; the same
text with :data:`ITEM` before every item of a list, the counting taken out (1、2、 ①② （一） 甲、 （上） 一是).
"""

from __future__ import annotations

import re

_AROUND = re.compile(r"^上下文[：:]\s*(?:.*┊)?(.*?)【(.+?)】([^┊\n]*).*$", re.M)
"""What the site's own form quotes around the fault; beyond a ┊ stand words borrowed from the paragraphs before and after."""
_FRAME = re.compile(r"^(?:上下文|截止)[：:].*$|【纠错】|^理由[：:]", re.M)
"""What else that form adds to a message (theme/web/assets/report-message.js)."""
_FIELD = r"(?:内容|文字|之处|处|写法|表述|词|字|句|原句|原文)?(?:是|为)?"
_WRONG_FIELD = (
    rf"(?:原文|原句|原词|错处|错误|差错|错字|误|讹|印的是|报上写的?是?|见报|现文|报纸印){_FIELD}\s?[：:]"
)
_RIGHT_FIELD = r"(?:应该?|改|正|正确|修改|更正|建议|订正)[^\n：:，。“”]{0,5}[：:]"
_PAIRED = re.compile(
    rf"{_WRONG_FIELD}\s*“?([^\n；;]+?)”?[。，,；;]?\s*[\n；;，,。\s]\s*({_RIGHT_FIELD})[ ]*([^\n]*)"
)
_CROSS, _TICK = "[❌✗✘×✖╳]", "[✅✓✔√☑]"
_CROSSED, _TICKED = re.compile(_CROSS), re.compile(_TICK)
_CROSS_AFTER = re.compile(
    rf"“?([^\s，。；：:“”❌✗✘×✖╳]+)”?\s*[（(]?{_CROSS}[)）]?[\s，,；;、]*“?([^\s，。；“”]+?)”?\s*[（(]?{_TICK}[)）]?"
)
_CROSS_BEFORE = re.compile(
    rf"{_CROSS}\s*[：:]?\s*“?([^\n“”✅✓✔√☑]+?)”?[\s，,；;、]*{_TICK}\s*[：:]?\s*“?([^\n，。；“”]+)”?"
)
_ENGLISH = tuple(
    (re.compile(english, re.I), chinese)
    for english, chinese in (
        (r"\b(?:should|shall|must|ought to)\s+(?:be|read|say)\b|\binstead\s*(?:use|of it)?\b", "应为"),
        (r"\bcomma\b", "逗号"),
        (r"\b(?:full stop|period)\b", "句号"),
        (r"((?:逗|句|分|冒|问|叹|引)号)\s+after\s+(\S+)", r"\2后面的\1"),
        (r"(?<=应为)\s*an?\s+(?=[一-鿿])", ""),
        (r"(?<![a-z])(?:page|pg|p)\.?\s*([0-9]{1,2})(?![0-9%]|\s?版)", r"第\1版"),
        (r"\bpara(?:graph|\.)?\s*([0-9]{1,2})", r"第\1段"),
        (r"\b(?:typo|wrong|error|mistake|misprint)s?\b", "错字"),
    )
)
_LATIN = re.compile("[a-z]", re.I)
_ARROWS = re.compile("[➡➔➜⟶⇨👉»]️?|[＝=－-]{1,2}[>＞]|(?<=[一-鿿”])\\s?>+\\s?(?=[一-鿿“])")
_LABELS = tuple(
    (re.compile(r"(?:^|(?<=[\n；;，,]))\s*" + label), said)
    for label, said in (
        (
            r"(?:所在)?(?:版面|版次|版序|版别|页码|页|版)\s?[：:]\s*第? ?([0-9一二三四五六七八]{1,2}) ?版?",
            r"第\1版",
        ),
        (
            r"(?:文章|稿件|篇名|标题|题目|篇目)(?:名称|标题|题目|名)?\s?[：:]\s*[《“]?([^\n；;，《》“”]{2,40})"
            r"[》”]?(?=[\n；;，,]|$)",
            r"《\1》",
        ),
    )
)


def as_sentences(text: str) -> str:
    """The message with every form turned into a sentence."""
    if "【纠错】" in text or _AROUND.search(text):
        text = _AROUND.sub(lambda hit: f"“{re.sub('[“”]', '', ''.join(hit.groups()))}”", text)
        text = _FRAME.sub("", text).replace("\n原文：", "，原文：")
    text = _ARROWS.sub("→", text)
    if _LATIN.search(text):
        for pattern, replacement in _ENGLISH:
            text = pattern.sub(replacement, text)
    if (":" in text or "：" in text) and sum(len(pattern.findall(text)) for pattern, _ in _LABELS) > 1:
        for pattern, said in _LABELS:
            text = pattern.sub(said, text)
    text = _COUNTED.sub(_named, text)
    text = _PAIRED.sub(_quoted_pair, text)
    if _CROSSED.search(text) and _TICKED.search(text):
        text = _CROSS_BEFORE.sub(r"“\1”应为“\2”", _CROSS_AFTER.sub(r"“\1”应为“\2”", text))
    return text


_COUNTED = re.compile(
    "“([^“”\n]{3,})”[，,]?(?:的|里|中|这句)?(前|头|开头|后|末|最后|末尾)的?([一二两三四五六])个?字(?!后|前)"
)


def _named(hit: re.Match[str]) -> str:
    """“来路不明的翻新电池”前四个字: the characters themselves."""
    count = "一二三四五六".find(hit[3].replace("两", "二")) + 1
    return f"“{hit[1]}”的“{hit[1][:count] if hit[2] in ('前', '头', '开头') else hit[1][-count:]}”"


def _quoted_pair(hit: re.Match[str]) -> str:
    """原文 and 应为 are quotations from end to end."""
    right = hit[3].strip().strip("“”")
    return f"“{hit[1]}”应为" + (f"“{right}”" if right and right.count("“") == right.count("”") else hit[3])


# Lists


ITEM = "\ue000"
"""Stands before an item; :func:`~build_tools.bounty.resolver.normalise.clean` leaves no such character in a message."""
_ORDERS = ("123456789", "一二三四五六七八九十", "①②③④⑤⑥⑦⑧⑨⑩", "甲乙丙丁戊己", "上下")
_AFTER_STOP = r"(?:^|(?<=[\s，,。；;：:、！!？?）)]))"
_STYLES = tuple(
    re.compile(style)
    for style in (
        rf"{_AFTER_STOP}[（(]?([1-9一二三四五六七八九十甲乙丙丁戊己])\s?[、.．）):：](?![0-9])",
        r"([①-⑩])(?!段)\s?",
        rf"{_AFTER_STOP}[（(]([上下])[)）]\s?",
        rf"{_AFTER_STOP}([一二三四五])[是曰](?=[^是]{{0,60}}(?:[；;。\n]|$))[，,：:]?",
    )
)


def itemised(text: str) -> str:
    """Every list marked; what is quoted counts nothing."""
    for style in _STYLES:
        for order in _ORDERS if style.search(text) else ():
            listed: list[re.Match[str]] = []
            for hit in style.finditer(text):
                if hit[1] == order[len(listed) : len(listed) + 1] and not _quoted(text, hit.start()):
                    listed.append(hit)
            for hit in reversed(listed if len(listed) > 1 else ()):
                text = text[: hit.start()] + ITEM + text[hit.end() :]
    return text


def _quoted(text: str, place: int) -> bool:
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.count("“") > line.count("”") or line.count("《") > line.count("》")
