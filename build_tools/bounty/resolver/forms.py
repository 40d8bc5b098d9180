"""填表式: forms, tables, ticks and crosses, English → the sentences that the patterns of 误与正 read.

In: clean text of a message. Out: the same message as sentences, and what the site's own form quotes around the fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_AROUND = re.compile(r"^上下文[：:]\s*(.*?)【(.+?)】(.*)$", re.M)
_FRAME = re.compile(r"^(?:上下文|截止)[：:].*$|【纠错】|^理由[：:]", re.M)
"""What the site's own form adds to a message (theme/web/assets/report-message.js)."""
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
_ENGLISH: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(
            r"\b(?:should|shall|must|ought to)\s+(?:be|read|say)\b|\binstead\s*(?:use|of it)?\b|\bcorrect(?:ly)?\s*[：:]|\bchange(?:d)?\s+to\b",
            re.I,
        ),
        "应为",
    ),
    *(
        (re.compile(rf"\b{english}\b", re.I), chinese)
        for english, chinese in (
            ("comma", "逗号"),
            ("full stop", "句号"),
            ("period", "句号"),
            ("semicolon", "分号"),
            ("colon", "冒号"),
            ("question mark", "问号"),
            ("exclamation mark", "叹号"),
            ("quotation marks?", "引号"),
            ("quotes", "引号"),
        )
    ),
    (re.compile(r"((?:逗|句|分|冒|问|叹|引)号)\s+after\s+(\S+)", re.I), r"\2后面的\1"),
    (re.compile(r"(?<=应为)\s*an?\s+(?=[一-鿿])", re.I), ""),
    (re.compile(r"(?<![a-z])(?:page|pg|p)\.?\s*([0-9]{1,2})(?![0-9%]|\s?版)", re.I), r"第\1版"),
    (
        re.compile(r"\bparagraph\s*([0-9]{1,2})|\bpara\.?\s*([0-9]{1,2})", re.I),
        lambda hit: f"第{hit[1] or hit[2]}段",
    ),
    (re.compile(r"\b(?:typo|wrong|error|mistake|misprint)s?\b", re.I), "错字"),
    (re.compile(r"\b(?:title|headline)\b", re.I), "标题"),
)
_LATIN = re.compile("[a-z]", re.I)
_ARROWS = re.compile("[➡➔➜⟶⇨👉»]️?|[＝=－-]{1,2}[>＞]|(?<=[一-鿿”])\\s?>+\\s?(?=[一-鿿“])")


_LABELS = (
    (
        re.compile(
            r"(?:^|(?<=[\n；;，,]))\s*(?:所在)?(?:版面|版次|版序|版别|页码|页|版)\s?[：:]\s*第? ?([0-9一二三四五六七八]{1,2}) ?版?"
        ),
        r"第\1版",
    ),
    (
        re.compile(
            r"(?:^|(?<=[\n；;，,]))\s*(?:所在)?(?:段落|段序|段)\s?[：:]\s*第? ?([0-9一二三四五六七八九十]{1,3}) ?段?"
        ),
        r"第\1段",
    ),
    (
        re.compile(
            r"(?:^|(?<=[\n；;，,]))\s*(?:文章|稿件|篇名|标题|题目|篇目)(?:名称|标题|题目|名)?\s?[：:]\s*[《“]?([^\n；;，《》“”]{2,40})[》”]?(?=[\n；;，,]|$)"
        ),
        r"《\1》",
    ),
)


def as_sentences(text: str) -> tuple[str, re.Match[str] | None]:
    """The message with every form turned into a sentence; the match of the site's 上下文 line, if there is one."""
    around = _AROUND.search(text)
    text = _FRAME.sub("", text) if around or "【纠错】" in text else text
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
    return text, around


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
