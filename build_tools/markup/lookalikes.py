"""像标记而不是标记: what an editor meant as mark-up and what is none, so that it would be printed raw. One table.

In: one line as readers would see it, with a NUL for whatever is mark-up or was escaped, and the line as written.
Out: :class:`Lookalike`: what was meant, what stands there, and the line as it should be.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from build_tools.model import FormKind


class Once(enum.Enum):
    """Whether a row speaks but once."""

    NEVER = "never"
    LINE = "line"
    """In a line: the signs of one sum."""
    PARAGRAPH = "paragraph"
    """In a paragraph: the lines of a table fail together."""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """``sure`` tells a fault from a doubt; ``right`` is the remedy, with the whole line where a line can say it.

    ``column`` is where ``found`` stands in the line as written, from 0.
    """

    what: str
    found: str
    right: str
    sure: bool
    column: int
    once: Once


Right = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table: what is meant, its look, and what stands for it rightly (for body and headline)."""

    what: str
    pattern: re.Pattern[str]
    right: str | Right
    sure: bool = True
    once: Once = Once.NEVER
    bare: bool = True
    """Looked for in a headline too, where no mark-up at all is read."""
    advice: bool = False
    """``right`` is what to do, not what to write."""


_HAN = r"\u3400-\u9fff〇"
_OPEN, _SHUT = r"[\[［【]", r"[\]］】]"
_PICTURE = r"\.(?i:jpe?g|png|gif|webp|heic|tiff?|bmp|svg)\b"
_UNIT = "(?:[年月日时点分秒号栋幢弄室楼层单元人份个次届期章页户组班岁]{1,2})"
"""What stands between two blanks of a form: ____年__月__日."""
_FIGURE = "(?:图片?|照片|插图|配图|附图|图表)"
_CROPS = {"上": "top", "下": "bottom", "左": "left", "右": "right", "中": "center", "不裁": "none"}
_FORMS = tuple(kind.value for kind in FormKind)
_ANY_FORM = "|".join(_FORMS)
_OPENINGS = [f":::{form}" for form in _FORMS]


def _heading(hit: re.Match[str]) -> str:
    return f"{'#' * min(max(len(hit['marks']), 2), 3)} {hit['words'].strip().rstrip('#＃').rstrip()}"


def _picture(hit: re.Match[str]) -> str:
    inside = hit["inside"].strip(" \t　<>")
    file, _, credit = re.match(r"([^\s“”\"'‘’]*(?:[^“”\"'‘’]*?\.\w{2,4})?)(\s*)(.*)", inside).groups()  # type: ignore[union-attr]
    credit = credit.strip(" \t　“”\"'‘’，,").replace('"', "")
    credit = re.sub(r"^=[0-9]*x[0-9]*$|^[|｜][0-9x]+$", "", credit)
    file = file.replace("＿", "_").strip("> ")
    if re.match(r"(?:file:|[A-Za-z]:)", file):
        file = "../images/" + re.split(r"[/\\]", file)[-1]
    address = f"<{file}>" if re.search(r"[\s()]", file) else file
    return f"![{hit['words'].strip()}]({address}" + (f' "{credit}")' if credit else ")")


def _hint(hit: re.Match[str]) -> str:
    pairs = (
        re.sub(r"\s*[=＝:：!！<>~]+\s*", "=", hit["hint"].strip())
        .replace("宽=", "width=")
        .replace("裁=", "crop=")
    )
    if focus := re.search(r"focus=[\s\"“”]*([0-9]{1,3}%)[\s,，]+([0-9]{1,3}%)[\"“”]*", pairs):
        pairs = pairs.replace(focus[0], f'focus="{focus[1]}\u2002{focus[2]}"')
    for word, value in _CROPS.items():
        pairs = pairs.replace(f"crop={word}", f"crop={value}")
    return "\0{" + re.sub(r"[ \t　，,、]+", " ", pairs).replace("\u2002", " ") + "}"


def _link(hit: re.Match[str]) -> str:
    address = re.sub(r"\s", "", hit["address"].split()[0] if hit["address"].split() else "")
    return f"[{hit['words']}]({address.replace('：', ':').rstrip('）)')})"


def _table_row(hit: re.Match[str]) -> str:
    cells = [cell.strip(" \t　") for cell in re.split(r"[|｜\t]", hit[0].strip(" \t　|｜"))]
    return f"| {' | '.join(cells)} |"


def _strong(hit: re.Match[str]) -> str:
    return f"**{_words(hit)}**"


def _light(hit: re.Match[str]) -> str:
    return f"*{_words(hit)}*"


def _words(hit: re.Match[str]) -> str:
    return hit["words"].strip(" \t　")


def _sub(hit: re.Match[str]) -> str:
    return hit["base"] + hit["words"].translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def _sup(hit: re.Match[str]) -> str:
    return hit["base"] + hit["words"].translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _row(what: str, pattern: str, right: str | Right, sure: bool = True, **more: Any) -> _Row:
    return _Row(what, re.compile(pattern), right, sure, **more)


_FACES = "微笑|呲牙|大笑|偷笑|憨笑|笑脸|笑哭|捂脸|破涕为笑|愉快|调皮|可爱|得意|害羞|流泪|大哭|玫瑰|爱心|心|强|赞|抱拳|合十|握手|鼓掌|拥抱|胜利|耶|OK|加油|庆祝|礼物|红包|發|福|烟花|爆竹|蛋糕|太阳|月亮|咖啡|嘿哈|奸笑|机智|皱眉"
"""What messengers write in square brackets for a face that cannot be pasted."""
_TELLTALE = re.compile(
    r"[#＃*＊_~～=＝+＋`｀|｜\t!！\[［【<＜〈{｛$\\&^＾\0•●○◦▪■□◆◇►▶➤※✓✔☑☐➢❖\uf0b7\uf0d8\uf06c]|^[-－+＞》:：·・∙‣⁃–~～—─━（(┌├└╔╠╚┏┣┗│┃║]|\.[A-Za-z]{3,4}[)）]?$"
    r"|Error|HYPERLINK|^\?{3}|\x27{3}|错误|:[a-z]|%%|^[a-z]{4,10} *[:：]"
)
"""None of these in a line: no row can fit it."""
_TABLE = (
    # Of a whole line. A heading, list item or table that was read as such is not looked at here.
    _row("小标题", r"^(?P<marks>[#＃]{2,}|[#＃](?=[ \t　]))[ \t　]*(?P<words>[^#＃\s].*)$", _heading),
    _row("小标题", rf"^(?P<marks>[#＃])(?P<words>[{_HAN}“《【（][^#＃]*)$", _heading, False),
    _row("列表", r"^[-－*＊+＋]　[ \t　]*(?P<words>\S.*)$", lambda hit: f"- {hit['words']}"),
    _row("列表", rf"^[-－+＋*](?P<words>[{_HAN}“《【（][^*\0]*)$", lambda hit: f"- {hit['words']}", False),
    _row(
        "列表",
        r"^(?:--|––|·|・|∙|‣|⁃)[ \t　]*(?P<words>[^\s·・—-].*)$",
        lambda hit: f"- {hit['words']}",
        False,
    ),
    _row(
        "列表",
        r"^[•●○◦▪■□◆◇►▶➤※✓✔☑☐➢❖\uf0b7\uf0d8\uf06c][ \t　]*(?P<words>[^\s•●○□☐][^□☐]*)$",
        lambda hit: f"- {hit['words']}",
        False,
    ),
    _row("勾选框", r"^[\[［【][ xX×✓✔√　]?[\]］】](?=\s|[㐀-鿿])[ \t　]*(?P<words>\S.*)$", _words),
    _row("引文", r"^[＞》][ \t　]*(?P<words>[^》].*)$", lambda hit: f"> {hit['words']}"),
    _row(
        "脚注的注文",
        rf"^{_OPEN}[ ]?[\^＾](?P<label>[^\]］】]+){_SHUT}[ ]?[:：][ \t　]*(?P<words>.*)$",
        lambda hit: f"[^{hit['label'].strip()}]: {hit['words']}",
        bare=False,
    ),
    _row(
        "链接的定义",
        r"^\[(?P<label>[^\]^]+)\][:：][ \t　]*(?P<words>(?:https?:|www\.).*)$",
        "写成 [文字](网址)",
        advice=True,
        bare=False,
    ),
    _row(
        "体裁的起止",
        r"^[:：]{3,}$",
        "上面没有 :::诗 这样的一行同它相配：补上那一行，或删去这一行",
        advice=True,
        bare=False,
    ),
    _row(
        "体裁的起止",
        rf"^(?P<marks>[:：](?:[ 　]?[:：])+)[ \t　]*(?P<words>(?:{_ANY_FORM})?)$",
        lambda hit: f":::{hit['words']}",
        bare=False,
    ),
    _row(
        "体裁",
        r"^[:：]{3,}[ \t　]*(?P<words>\S.*)$",
        f"写成 {'、'.join(_OPENINGS[:-1])} 或 {_OPENINGS[-1]}，末了一行写 :::",
        advice=True,
        bare=False,
    ),
    _row(
        "表格",
        r"^\+(?:[-=]+\+)+$",
        "去掉 +---+ 这样的线，标题行下面写一行 |---|---|",
        once=Once.PARAGRAPH,
        advice=True,
        bare=False,
    ),
    _row(
        "表格",
        r"^[┌├└╔╠╚┏┣┗│┃║].*$",
        "去掉框线，写成 | 甲 | 乙 | 这样的行，标题行下面写一行 |---|---|",
        once=Once.PARAGRAPH,
        advice=True,
        bare=False,
    ),
    _row(
        "表格",
        r"^[|｜].*[|｜].*$|^[^|｜\0]+(?:[|｜][^|｜\0]+){2,}$",
        _table_row,
        once=Once.PARAGRAPH,
        bare=False,
    ),
    _row("表格", r"^[^\t\0]+(?:\t+[^\t\0]+)+$", _table_row, False, once=Once.PARAGRAPH, bare=False),
    _row("分隔线", r"^(?:[＊*][ 　]?){3,}$|^[－＿_=＝~～—─━]{4,}$|^[－＿=＝─━]{3}$", "---", bare=False),
    _row("代码", r"^[｀·]{3,}.*$", "单独一行写 ```", advice=True, bare=False),
    _row(
        "图片的位置",
        rf"^[\[［【(（][ ]?(?:(?:此处插?|插|配){_FIGURE}[^\]］】）)]{{0,20}}|{_FIGURE}[ ]?[0-9０-９一二三四五六七八九十]{{0,3}}[ ]?(?:[:：、. ][^\]］】）)]{{0,20}})?)[\]］】）)]$",
        "写成 ![图说](../images/文件名.jpg)",
        advice=True,
        bare=False,
    ),
    _row(
        "图片",
        r"^(?![!！\[［【])(?:\.{0,2}/)?[^\s\0，。；：]{1,80}\.(?:jpe?g|png|webp|heic|tiff?)$",
        lambda hit: f"![图说]({hit[0]})",
        bare=False,
    ),
    _row(
        "题头",
        r"^(?:title|author|date|tags|categories|layout|draft|headline|kicker|deck|byline|weight|page)[ ]*(?:[:：]|=(?= ?[\"“\[0-9])).*$|^\+{3}$",
        "题头只写在文件开头：移到那里，或删去这一行",
        once=Once.PARAGRAPH,
        advice=True,
        bare=False,
    ),
    # Pictures and links
    _row(
        "图片",
        r"[!！][ \t　]?[(（](?P<words>[^()（）\n]*)[)）][ \t　]*[\[［【](?P<inside>[^\]］】\n]*\.\w{3,4}[^\]］】\n]*)[\]］】]",
        _picture,
    ),
    _row(
        "图片",
        r"[!！][\[［【](?P<words>[^\]］】\n]*)[\]］】][ \t　]*[\[［【](?P<inside>[^\]］】\n]*\.\w{3,4}[^\]］】\n]*)[\]］】]",
        _picture,
    ),
    _row(
        "图片",
        r"[!！][\[［【](?P<words>[^\]］】\n]*)[\]］】][ \t　]*[〔《＜<「](?P<inside>[^〕》＞>」\n]*\.\w{3,4}[^〕》＞>」\n]*)[〕》＞>」]",
        _picture,
    ),
    _row(
        "图片",
        r"^[!！]?[\[［【](?P<words>[^\]］】\n]*)[\]］】][ \t　:：]*(?P<inside>[^\s\0()（）\[\]]+\.(?i:jpe?g|png|webp|gif|heic|tiff?))$",
        _picture,
        bare=False,
    ),
    _row(
        "图片",
        r"[!！]\[(?P<words>[^\]()（）\n]*)[(（](?P<inside>[^()（）\n]*\.(?:jpe?g|png|webp|gif|heic|tiff?))[)）]?",
        _picture,
    ),
    _row(
        "图片",
        r"^[!！][\[［【](?P<words>[^\]］】\n]*)[\]］】][ \t　]*$",
        "写在一行里：![图说](../images/文件名.jpg)",
        advice=True,
        bare=False,
    ),
    _row(
        "图片",
        r"^[!！][(（](?P<inside>[^()（）\n]*\.(?:jpe?g|png|webp|gif|heic|tiff?))[)）]$",
        lambda hit: f"![图说]({hit['inside'].strip()})",
        bare=False,
    ),
    _row("图片", r"^[!！]+[ \t　]*(?=\0$)", "", False, bare=False),
    _row(
        "图片",
        rf"[!！]{_OPEN}(?P<words>[^\]］】\n]*){_SHUT}[ \t　]*[(（](?P<inside>[^)）\n]*)[)）]?",
        _picture,
    ),
    _row(
        "图片",
        r"[!！]\[\[(?P<inside>[^\]|\n]+)(?:\|(?:[0-9x]+|(?P<words>[^\]\n]*)))?\]\]",
        lambda hit: f"![{hit['words'] or '图说'}](../images/{hit['inside'].strip()})",
    ),
    _row(
        "图片",
        r"[!！]\[(?P<words>[^\]\n]*)\][ ]?\[[^\]\n]*\]",
        "写在一行里：![图说](../images/文件名.jpg)",
        advice=True,
        bare=False,
    ),
    _row(
        "图片",
        rf"^(?P<words>[^\[\]()（）!！\n\0]{{0,40}})[\]］】][(（](?P<inside>[^()（）\n]*{_PICTURE}[^()（）\n]*)[)）]$"
        rf"|[(（](?P<bare>(?:\.{{1,2}}/|images/)[^()（）\s]*{_PICTURE})[)）]",
        lambda hit: f"![图说]({hit['bare']})" if hit["bare"] else _picture(hit),
        bare=False,
    ),
    _row(
        "图片的署名",
        r"^\0[ \t　]*[“\"（(【]?(?:摄影|摄|图|供图|图片来源)[ ]?[:：/／][^“”\"（()）】\0\n]{1,20}[”\"）)】]?$",
        '写进圆括号里：![图说](../images/文件名.jpg "摄影：某某")',
        advice=True,
        bare=False,
    ),
    _row(
        "图片的提示",
        r"\0?[ \t　]*[{｛](?P<hint>[ ]*(?:width|crop|focus|宽|裁)[ ]*[^}｝\nA-Za-z][^}｝\n]*)(?:[}｝]|$)",
        _hint,
        bare=False,
    ),
    _row(
        "链接",
        rf"{_OPEN}(?P<words>[^\[\]［］【】\n]+){_SHUT}[ \t　]*[(（][ \t　]*(?P<address>(?:https?[:：]//|www\.|/n/|mailto[:：]|tel[:：])[^)）\n]*)[)）]",
        _link,
    ),
    _row(
        "链接",
        rf"[(（](?P<words>[^()（）\n]+)[)）]{_OPEN}(?P<address>(?:https?[:：]//|www\.)[^\]］】\n]*){_SHUT}",
        _link,
    ),
    _row("链接", r"(?<!!)\[(?P<words>[^\[\]\n]+)\]\((?:file|javascript|vbscript|data):[^\n]*?\)+", _words),
    _row("链接", r"\[\[(?P<words>[^\[\]\n]+)\]\]", _words, False),
    _row("带样式的文字", r"\[(?P<words>[^\[\]\n]+)\]\{[^}\n]*\}", _strong),
    _row("样式", r"[ ]?\{:?[ ]?[.#][A-Za-z][^}\n]*\}", ""),
    # Notes
    _row("脚注", r"\^\[(?P<words>[^\]\n]+)\]", "写成 [^1]，文末一行写 [^1]: 注文", advice=True),
    _row(
        "脚注",
        r"(?:〔[\^＾](?P<six>[^〕]{1,20})〕|\[[ ]+[\^＾](?P<seven>[^\]\s]{1,20})[ ]*\]|［[\^＾](?P<one>[^］\]]{1,20})[］\]]|\[＾(?P<two>[^\]]{1,20})\]|【[\^＾](?P<three>[^】]{1,20})】|\[\^[ ]+(?P<four>[^\]\s]{1,20})[ ]*\]|\[\^(?P<five>[^\]\s]{1,20})(?:[ ]+\]|］))",
        lambda hit: f"[^{next(each for each in hit.groups() if each).strip()}]",
    ),
    # Emphasis
    _row("加重", r"＊＊[ \t　]*(?P<words>[^＊*、，。\s][^＊*\n]{0,60}?)[ \t　]*＊＊", _strong),
    _row(
        "加重",
        r"(?<!\*)\*\*(?![*、，。；：）和与及或])(?!(?<=[0-9]\*\*)[0-9])(?P<words>[^*\n\0]{1,80}?)(?<!\*)\*\*(?!\*)",
        _strong,
    ),
    _row(
        "加重",
        rf"(?<![_\w])__(?!_|{_UNIT}_)(?P<words>[^_\n\0]{{1,60}}?)__(?![_A-Za-z0-9])|(?<=[㐀-鿿，。：])(?<![第共计约月日时分])__(?!_|{_UNIT}_)(?P<more>[^_\n\0]{{1,60}}?)__(?!_)",
        lambda hit: f"**{(hit['words'] or hit['more']).strip()}**",
    ),
    _row(
        "强调",
        rf"(?<![\w_/.@])_(?P<words>[{_HAN}][^_\n\0]{{0,40}}?)_(?![\w_])|(?<=[{_HAN}])_(?!{_UNIT}_)(?P<more>[{_HAN}]{{1,40}}?)_(?=[{_HAN}，。；：])(?![^\s，。；：、]*\.[A-Za-z]{{2,4}}(?![A-Za-z0-9]))",
        lambda hit: f"*{hit['words'] or hit['more']}*",
    ),
    _row(
        "强调",
        rf"(?<![*\w])\*(?P<words>[0-9]+)\*(?P<han>[{_HAN}])",
        lambda hit: f"*{hit['words']}{hit['han']}*",
        False,
        bare=False,
    ),
    _row("强调", r"(?<![*\w])\*[ ](?P<words>[^*\n\0]{1,40}?)[ ]\*(?!\*)", _light, False),
    _row(
        "加重",
        r"(?<![*0-9A-Za-z])\*{2,3}(?![*])|(?<=[0-9A-Za-z])\*{2,3}(?![*0-9A-Za-z])",
        "加重的字两边各写 **，里侧不空格；要印星号本身，写 \\*\\*",
        False,
        advice=True,
    ),
    _row(
        "乘号",
        rf"(?<=[0-9A-Za-z）)米宽高长厘毫]) ?\*(?!\*) ?(?=[0-9A-Za-z（({_HAN}])|(?<=[{_HAN}])\*(?=[0-9])",
        "×",
        False,
        once=Once.LINE,
    ),
    _row(
        "删除线",
        r"~~(?P<words>[^~\n]+)~~|～～(?P<more>[^～\n]+)～～",
        "要删的字直接删去，要留的去掉两边的波浪线",
        advice=True,
    ),
    _row(
        "底色",
        r"==(?P<words>[^=\n]{1,60})==|＝＝(?P<more>[^＝\n]{1,60})＝＝",
        lambda hit: f"**{(hit['words'] or hit['more']).strip()}**",
    ),
    _row("下划线", r"(?<!\+)\+\+(?P<words>[^+\n]{1,60})\+\+(?!\+)", _strong),
    _row("代码", r"｀(?P<words>[^｀\n]+)｀", lambda hit: f"`{hit['words']}`"),
    _row("代码", r"`+", "删去多出来的 `；它成对时中间的字照打字机的样子印", False, advice=True, bare=False),
    _row("注释", r"%%(?P<words>[^%\n]+)%%", "不印的话删去，要印的去掉 %%", advice=True),
    # Other languages than Markdown
    _row(
        "提示框",
        r"^(?:!{3}|\?{3}\+?|={3})[ ]+[\"“A-Za-z].*$|^\[![A-Za-z提注警重说][^\]\n]{0,12}\]",
        "去掉这个记号，写成普通的段落；要单独成块的，写成 :::启事",
        advice=True,
        bare=False,
    ),
    _row(
        "名词解释",
        r"^(?:\*\[[^\]\n]+\]:|[:：][ \t　]*(?![:：/\\)(DP]|[a-z_]+:)(?=\S)).*$",
        "去掉行首的记号，写成普通的段落",
        False,
        advice=True,
        bare=False,
    ),
    _row("加重", r"\x27{3}(?P<words>[^\x27\n\0]{1,60})\x27{3}", _strong),
    _row("公式", r"\$[^$\n]*[\\_^{][^$\n]*\$|\\[(\[][^\n]*?\\[)\]]", "直接写字：x²、H₂O、1/3", advice=True),
    _row("下标", r"(?P<base>[A-Za-z)])~(?P<words>[0-9]{1,3})~", _sub),
    _row(
        "下标", r"(?<![A-Za-z0-9_])(?P<base>H|O|N|CO|SO|NO|NH|CH)_\{?(?P<words>[0-9]{1,2})\}?(?![0-9_])", _sub
    ),
    _row(
        "公式",
        r"\\(?:alpha|beta|gamma|delta|pi|times|frac|sqrt|cdot|leq|geq|quad|newpage|pagebreak|title|author|section|subsection|textbf|textit|emph|begin|end|item|footnote|href|centering)\b(?:\{[^}\n]*\})?",
        "去掉反斜杠和后面的英文，只留要印的字",
        advice=True,
    ),
    _row("上标", r"(?P<base>[A-Za-z0-9米)])\^(?P<words>[0-9]{1,3})\^?", _sup),
    _row("上标", rf"\^{{1,2}}(?P<words>[{_HAN}A-Za-z0-9]{{1,20}})\^{{1,2}}", _words),
    _row(
        "网页代码",
        r"[＜〈]/?(?:br|p|b|i|u|div|span|strong|em|font|table|t[rdh]|img|a|h[1-6])\b[^＞〉>\n]*[＞〉>]",
        "删去它；要另起一段，空一行",
        advice=True,
    ),
    _row(
        "网页代码",
        r"(?:&|\0)(?:nbsp|emsp|ensp|lt|gt|amp|quot|middot|hellip|mdash|ldquo|rdquo|times|deg|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5})(?:;|(?![A-Za-z0-9=]))|&[a-z]{2,12};",
        "删去它，直接写那个字",
        advice=True,
    ),
    _row(
        "论坛代码",
        r"\[/?(?:b|i|u|s|url|img|color|size|quote|center|align)(?:=[^\]\n]*)?\]",
        "",
        once=Once.LINE,
    ),
    _row("换行", r"\\[rn](?![A-Za-z])", "删去它；要另起一段，空一行", advice=True),
    _row(
        "Word 的域",
        r"错误[!！] ?未(?:找到|定义)[^。\n]{0,12}[。.]?|Error! [^.\n]{3,60}\.|\bHYPERLINK\b(?: \"[^\"\n]*\")?|\\\* ?MERGEFORMAT|\b_(?:Toc|Ref)[0-9]{6,}\b",
        "删去它，写上该写的字",
        advice=True,
    ),
    _row(
        "占位",
        r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"
        rf"|\[(?:图片|表情|视频|语音|动画表情|文件|位置|链接|TOC|toc|{_FACES})\]|【(?:图片?|照片|插图|配图)[0-9一二三四五六七八九十]{{0,2}}】",
        "删去它，或换成该有的内容",
        False,
        advice=True,
    ),
    _row("表情", r"(?<![\w:]):[a-z][a-z_]{2,20}:(?![\w:])", "", False),
)

_HEADLINE_ONLY = (
    _row("网页代码", r"</?[A-Za-z][^>\n]*>", ""),
    _row("网页代码", r"&#?[A-Za-z0-9]{2,10};", "删去它，直接写那个字", advice=True),
    _row("链接", r"!?\[(?P<words>[^\]\n]*)\]\([^)\n]*\)", _words),
    _row("脚注", r"\[\^[^\]\n]+\]", ""),
    _row("强调", rf"(?<![*0-9A-Za-z])\*(?P<words>[{_HAN}“《][^*\n]*?)\*(?![*0-9])", _words),
    _row("代码", r"`(?P<words>[^`\n]+)`", _words),
)


def lookalikes(shown: str, written: str) -> Iterator[Lookalike]:
    """What fails to be mark-up in one line of a body; the first row that fits a place counts."""
    yield from _look(shown, written, _TABLE, bare=False)


def lookalikes_in_headline(value: str, written: str = "") -> Iterator[Lookalike]:
    """The same for words in which nothing is mark-up: a headline, a byline, a credit; ``written`` is the line they stand in."""
    yield from _look(value, written or value, (*_HEADLINE_ONLY, *_TABLE), bare=True)


def lookalikes_in_caption(shown: str, written: str) -> Iterator[Lookalike]:
    """The same for a picture's caption, as readers would see it; ``written`` is its whole line."""
    yield from _look(shown, written, _TABLE, bare=True)


def _look(shown: str, written: str, table: tuple[_Row, ...], *, bare: bool) -> Iterator[Lookalike]:
    if not _TELLTALE.search(shown):
        return
    hits = sorted(_hits(shown, table, bare), key=lambda each: each[1].start())
    places = list(_places(hits, shown, written))
    line = _as_it_should_be(hits, places, written, bare)
    for (row, hit), (start, _) in zip(hits, places, strict=True):
        if row.advice and isinstance(row.right, str):
            right = f"{row.right}。"
        elif line == written.strip() and row.what == "表格":
            right = "标题行下面一行写 |---|---|，短横是半角的。"
        elif line == written.strip():
            right = "改成手册“写稿”里的写法；就要印成这样的，在符号前面加一个反斜杠 \\。"
        else:
            right = f"写成：{line}" if line else "删去这一行。"
        found = hit[0].replace("\0", "").strip()
        column = written.find(found, start) if start >= 0 else -1
        yield Lookalike(row.what, found, right, row.sure, max(column, 0), row.once)


def _hits(shown: str, table: tuple[_Row, ...], bare: bool) -> Iterator[tuple[_Row, re.Match[str]]]:
    taken: list[tuple[int, int]] = []
    for row in table:
        for hit in row.pattern.finditer(shown) if row.bare or not bare else ():
            start, end = hit.span()
            if start < end and not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield row, hit


def _places(hits: list[tuple[_Row, re.Match[str]]], shown: str, written: str) -> Iterator[tuple[int, int]]:
    """Where in the line as written each hit stands; (-1, -1) where it cannot be told."""
    at = 0
    for _, hit in hits:
        words = hit[0].replace("\0", "")
        before = shown[max(hit.start() - 2, 0) : hit.start()].rpartition("\0")[2]
        after = shown[hit.end() : hit.end() + 2].partition("\0")[0]
        found = written.find(before + words + after, max(at - len(before), 0))
        start = found + len(before) if found >= 0 else written.find(words, at)
        yield (start, start + len(words)) if start >= 0 else (-1, -1)
        at = start + len(words) if start >= 0 else at


def _as_it_should_be(
    hits: list[tuple[_Row, re.Match[str]]], places: list[tuple[int, int]], written: str, bare: bool
) -> str:
    """The line with everything put right that can be."""
    line = written
    for (row, hit), (start, end) in reversed(list(zip(hits, places, strict=True))):
        if start < 0 or (row.advice and isinstance(row.right, str)):
            continue
        right = (row.right(hit) if callable(row.right) else row.right).replace("\0", "")
        if bare and callable(row.right):
            named = hit.groupdict()
            right = (named.get("words") or named.get("more") or "").strip()
        line = line[:start] + right + line[end:]
    return line.strip()
