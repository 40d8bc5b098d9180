"""连成一段: a line end inside a paragraph that was probably meant to begin a new one (SQ440).

In: the lines of one paragraph as written. Out: for each line but the first, what makes it look like a beginning, or "".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_INDENTED = re.compile(
    r"[ \t]*(?:[\u3000\u2002\u2003]|&(?:emsp|ensp|nbsp|#12288|#8194|#8195|#160|#x3000);)|[ \t\u00a0]{4,}\S"
)
_NUMBERED = re.compile(
    r"(?:[0-9０-９]{1,3}(?:[、）)。]|[.．](?![0-9０-９]))(?![0-9０-９])"
    r"|[（(〔\[][0-9０-９一二三四五六七八九十]{1,3}[）)〕\]]"
    r"|[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿➀-➓Ⅰ-Ⅻ㊀-㊉]"
    r"|[一二三四五六七八九十]{1,3}(?:、|[.．])(?![一二三四五六七八九十]、?[天个年])"
    r"|第[一二三四五六七八九十0-9０-９]{1,3}(?:[条章节项款步部][^分]|[、：:，])"
    r"|[A-Ha-h](?:[、．）)]|\.(?![A-Za-z0-9]))|[ivxIVX]{1,4}(?:[、．）)]|\.(?![A-Za-z0-9])))"
)
_BULLETED = re.compile(
    r"(?:[-－*＊+＋](?![-－—*＊+＋0-9.=])|[•●○◦◎▪■□◆◇►▶➤※★☆☎△▲✓✔√☑☐➢❖\uf0b7\uf0d8]|·[ \t\u3000]?(?=\S))"
)
_DATED = re.compile(
    r"(?:[0-9０-９]{2,4}年(?:[0-9０-９]{1,2}月)?|[0-9０-９]{1,2}月[0-9０-９]{1,2}日|周[一二三四五六日]|星期[一二三四五六日])"
    r"|(?:(?:上午|下午|晚上|早上|中午)[ ]?)?[0-9０-９]{1,2}(?:[:：][0-9０-９]{2}|[点时])"
)
_LABELLED = re.compile(
    r"[\[［【〔（(][^\]］】〕）)\n]{1,8}[\]］】〕）)][：:](?!//)|[A-Z][：:](?!//)|[^\s，。；！？：:、“”‘’（）()\[\]!-/<-~]{1,8}(?:（[^）]{1,10}）)?[：:](?!//)"
)
_HEADS = (
    re.compile(r"(?=[^\w\s])[^“”‘’（）()《》【】\[\]，。、；：！？…,.;:!?%℃*_`|<>&\\]{1,2}"),
    re.compile(r"[0-9０-９]{1,3}(?:[ \u3000,，]|\ufe0f?\u20e3)|1[0-9]{10}(?![0-9])"),
    re.compile(r"[A-Za-z#]{1,5}[ .]?[0-9]{1,3}(?![0-9])|[A-Z](?=[\u3400-\u9fff])"),
)
"""How lines of a list begin that is written with other signs: → 甲, 1️⃣ 甲, 1 甲, Step 1 甲, A区."""
_HAN = re.compile(r"[“‘（《【☎0-9]*[\u3400-\u9fff]")
_ENDS = re.compile(r"[。！？…!?；;：:][”’）》】\s]*$")
_SENTENCE_WITHIN = re.compile(r"[。！？][”’）]?(?=[^”’）\s])")
_SENTENCE_ENDS = re.compile(r"[。！？…][”’）》】]?[ \t\u3000]*$")
_SHORT = 24
"""Characters: a line of copy that was wrapped by a program is longer."""
_UNENDED = re.compile(r"[\w）】》〉”’*]$")
_VERSE = 12
"""Characters of the longest of three or more lines that are a poem or a list of names, and no copy that was wrapped."""


def looks_like_a_beginning(lines: Sequence[str]) -> list[str]:
    """For each line after the first a reason to think that it begins a paragraph, in an editor's words; "" for none."""
    whole = [bool(_SENTENCE_ENDS.search(line)) for line in lines]
    by_line = all(whole[:-1]) and any(_SENTENCE_WITHIN.search(line) for line in lines)
    words = [line.strip(" \t\u3000\u00a0") for line in lines]
    bare = [line.rstrip("，。！？；：、…”") for line in words]
    alike = len({len(line) for line in bare}) == 1 or bare[:-1] == words[:-1]
    short = len(lines) > 2 and max(map(len, words)) <= _VERSE and not any(each.isascii() for each in words)
    verse = short and alike and not all(whole)
    return [
        _reason(before, line) or ("上一行已经说完" if by_line else "各行都很短，像诗或名单" if verse else "")
        for before, line in itertools.pairwise(lines)
    ]


def _reason(before: str, line: str) -> str:
    text = line.strip(" \t\u3000\u00a0")
    if _INDENTED.match(line):
        return "这一行开头空了格"
    if _NUMBERED.match(text):
        return "这一行以序号开头"
    if _BULLETED.match(text):
        return "这一行以圆点或短横开头"
    date = _DATED.match(text)
    if date and _DATED.match(before.strip(" \t\u3000\u00a0")):
        return f"这一行和上一行都以日子或钟点开头：“{date[0]}”"
    label = _LABELLED.match(text)
    ended = _ENDS.search(before) or (len(before.strip()) <= _SHORT and before.strip()[-1:] not in "，、,")
    if label and (ended or _LABELLED.match(before.strip(" \t\u3000"))):
        return f"这一行以“{label[0]}”开头"
    above = before.strip(" \t\u3000\u00a0")
    if len(above) <= _SHORT and any(head.match(above) and head.match(text) for head in _HEADS):
        return "这一行和上一行都很短，开头又一样"
    if 4 <= len(above) <= _SHORT and _UNENDED.search(above) and _HAN.search(above) and _HAN.match(text):
        return "上一行很短，末了又没有标点"
    return ""
