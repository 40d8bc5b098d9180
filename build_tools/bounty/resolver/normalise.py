"""读来信: a message as typed → one spelling of quotes, digits and blanks, and one way of writing; and how a character sounds.

In: any text. Out: clean text for the patterns; lists, forms, tables, ticks and crosses, English as the sentences that they read,
with :data:`ITEM` before every item of a list (1、2、 ①② （一） 甲、 （上） 一是); sound classes that homophones share.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from build_tools.markup.numerals import from_han
from build_tools.markup.pinyin import syllable

LONGEST = 4000
"""Characters of one message that are looked at; nobody reports errors at greater length."""

_OPEN, _CLOSE = "“‘「『〝﹁﹃", "”’」』〞﹂﹄"
_QUOTES = {**{ord(mark): "“" for mark in _OPEN}, **{ord(mark): "”" for mark in _CLOSE}}
_BLANKS = re.compile(r"[^\S\n]+")
_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
# What voice input and southern ears confuse: flat and curled tongue, front and back nasal.
_CONFUSED = ((re.compile("^(z|c|s)h"), r"\1"), (re.compile("(?<=[ie])ng$"), "n"))


def clean(message: str) -> str:
    """One spelling: half-width ASCII, “ ” for every quotation mark, no invisible or control characters.

    Right-to-left marks and zero-width characters go: they could make a text read otherwise than it is.
    """
    text = unicodedata.normalize("NFC", message[:LONGEST]).translate(_QUOTES)
    folded = "".join(_fold(char) for char in text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANKS.sub(" ", _pair_straight_quotes(folded)).strip()


@functools.lru_cache(maxsize=30_000)
def _fold(char: str) -> str:
    if "！" <= char <= "～":
        return char if char in "，：；！？（）" else chr(ord(char) - 0xFEE0)
    if char in "\n\t" or char == "\u3000":
        return "\n" if char == "\n" else " "
    return "" if unicodedata.category(char) in ("Cf", "Cc", "Co", "Cs", "Cn") else char


def _pair_straight_quotes(text: str) -> str:
    parts = re.split('["＂]', text)
    return "".join(part + ("" if at == len(parts) - 1 else "“”"[at % 2]) for at, part in enumerate(parts))


QUOTED = "“(?:[^“”]|“[^“”]*”)*”"
QUOTES, _INNER = re.compile(QUOTED), re.compile("“([^“”]*)”")
"""What stands between quotation marks, with one level of quotation inside; and that."""


def quoted_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where quotations stand, outer before inner, without the marks."""
    for hit in QUOTES.finditer(text):
        yield hit.start() + 1, hit.end() - 1
        for inner in _INNER.finditer(text, hit.start() + 1, hit.end() - 1):
            yield inner.span(1)


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, outer before inner, without the marks."""
    return tuple(part for start, end in quoted_spans(text) if (part := text[start:end]).strip())


def is_word(char: str) -> bool:
    """Whether a character carries meaning in a match: Han, letter or digit."""
    return char.isalnum() or char == "%"


@functools.lru_cache(maxsize=2_000)
def to_words(text: str) -> str:
    """Word characters only; cuts stay as cuts."""
    return "".join([char for char in text.lower() if char.isalnum() or char in "%\n"])


@functools.lru_cache(maxsize=30_000)
def sound(char: str) -> str:
    """The sound class of one character: toneless pinyin without the distinctions that ears confuse."""
    said = syllable(_DIGITS.get(char, char)).lower()
    for pattern, replacement in _CONFUSED:
        said = pattern.sub(replacement, said)
    return said


_HEARD = {"\n": "\n"}
"""Sound class → the private character that stands for it."""


@functools.lru_cache(maxsize=30_000)
def _heard(char: str) -> str:
    return _HEARD.setdefault(sound(char), chr(0xF0000 + len(_HEARD)))


@functools.lru_cache(maxsize=8192)
def heard(words: str) -> str:
    """How some words sound, one private character for each sound class: what sounds alike is equal, and searched as text."""
    return "".join(map(_heard, words))


def common_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters agree from the front, and how many of the rest from the back."""
    least, head, tail = min(len(one), len(other)), 0, 0
    while head < least and one[head] == other[head]:
        head += 1
    while head + tail < least and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail


def small_number(text: str) -> int | None:
    """``12``, ``十二``, ``二十``: numbers as people count paragraphs and pages; None if it is none."""
    return int(text) if text.isascii() and text.isdigit() else from_han(text)


# Forms

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
_MARKED = re.compile("“?([^\\s“”【】；;→]{0,14})【([^【】\n]{1,6})】([^\\s“”【】；;→]{0,14})”?")
"""Copied words with the spot put between brackets: 添了温【新】."""
_LATIN = re.compile("[a-z]", re.I)
_ARROWS = re.compile(
    "(?<=[一-鿿”0-9])\\s?[=＝]\\s?(?=[一-鿿“0-9])|[➡➔➜⟶⇨👉»]️?|[＝=－-]{1,2}[>＞]|(?<=[一-鿿”])\\s?>+\\s?(?=[一-鿿“])"
)
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
    if text.count("【") < 3:  # more are the fields of a form
        text = _MARKED.sub(r"“\1\2\3”的“\2”", text)
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
"""Stands before an item; :func:`clean` leaves no such character in a message."""
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
