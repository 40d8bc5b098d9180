"""栏名: the names people give the columns of their lists → ours.

In: one row as a mapping. Out: the fields of a report.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from build_tools.bounty.identity import mobiles_in, untitled

_KINDS: tuple[tuple[str, str], ...] = (
    ("receipt", "回执号?|receipt"),
    ("number", "稿号|稿件编号|编号|number"),
    (
        "right",
        "应为|应改[为成]?|改[为成]|改正|更正[后为]?|怎[么样]改|如何改|正确(?:内容|文字|写法)?|正|right|corrected",
    ),
    ("wrong", "原文|见报文字|错处|误|wrong|printed"),
    ("paper", "报纸名称|报名|paper"),
    ("page", "版面|版次|[哪几]一?版|版|page"),
    ("paragraph", "段落?|第几段|paragraph"),
    ("headline", "标题|文章|题目|headline|title|article"),
    (
        "identity",
        "手机号?码?|电话|号码|qq号?|微信号?|联系方式|邮箱|账号|用户id|openid|userid|tel|phone|mobile|contact|account|email|emailaddress",
    ),
    ("received", "时间|日期|time|date|datetime|timestamp|createtime|createdat|received|created|sent"),
    (
        "name",
        "姓名|称呼|昵称|用户名?|读者|粉丝|(?<!收)[^收]{1,2}[人者]|name|nickname|sender|user|from",
    ),
    (
        "text",
        "内容|消息|留言|正文|差错|错误|错别字|问题|描述|说明|细节|详情|反馈|意见|来信|错在哪[里儿]?|哪[里儿]有?错了?|text|content|comment|message|msg|body",
    ),
)
"""Ours, and the words that such columns are called by, lower case and without blanks. What a name ends with says what it is
(您发现的差错, 提交答卷时间), if nothing does, what it begins with (手机（选填）, 差错细节)."""
_ALONE = ("编号", "详情", "正", "误", "版", "段", "段落", "更正")
"""Too short or too common to be looked for in a longer name."""
_ENDS, _BEGINS = (
    tuple((ours, re.compile(form.format(words))) for ours, words in _KINDS) for form in ("(?:{})$", "^(?:{})")
)
_OF_THE_OFFICE = re.compile(
    "审核|处[理置]|办[理结]|经办|修改|更新|回复|开始|登记|所用|(?:报纸|[出见读]报|出[版刊生]|截止)(?:时间|日期)|^(?:消息|留言|内容|来信|反馈)(?:类型|状态|来源|渠道|序号|编号|id)$"
)
"""When or by whom a letter was dealt with, and what a program counts it as, says nothing of who sent it when, nor what."""
_ASKED = re.compile("(?:差错|错误|错别字|病句).*(?:写|填|说|列|指|抄|哪|什么)")
"""A question that asks for what is wrong, whatever it begins and ends with."""
_CONSENT = re.compile(
    "署名|公布方式|是否公布|consent|naming|(?:同意|愿意|是否|可否|能否|授权).*(?:公布|公开|实名|登报|刊登)"
)
_OTHER_CONSENT = re.compile("不|匿名|内容|留言|来信|照片|电话|联系")
"""A question that means the reverse, or asks for something else than the name."""
_OWN_NAME = re.compile("姓名|称呼")
"""What somebody was asked and wrote goes before the nickname that a program put beside it."""
_OF_ONE_FAULT = ("number", "page", "headline", "paragraph", "wrong", "right")
_LOST = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)")
"""What a spreadsheet writes for a value that it lost: nobody's words."""
_ACCOUNTS = re.compile("openid|微信号?|id|账号|account")
"""Whereby nobody can be called."""


@functools.lru_cache(maxsize=2_000)
def our_name(theirs: str) -> str | None:
    """Our name of a column; None when it is none that we know."""
    plain = _plain(theirs)
    if _CONSENT.search(plain):
        return None if _OTHER_CONSENT.search(plain) else "consent"
    if plain and not _OF_THE_OFFICE.search(plain):
        for places in (_ENDS, _BEGINS):
            for ours, words in places:
                hit = words.search(plain)
                if hit and (hit[0] == plain or hit[0] not in _ALONE):
                    return ours
        if _ASKED.search(plain):
            return "text"
    return None


_NUMBERED = re.compile(
    r"^(?:q?[0-9]{1,2}[、.．)]|第[0-9一二三四五六七八九十]{1,3}题)|^(?:请(?:填写|输入|留下|写下|问)?)?[您你](?:的)?(?=..)",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=2_000)
def _plain(theirs: str) -> str:
    folded = unicodedata.normalize("NFKC", theirs[:60])
    # 姓名（必填）*, 联系电话 [单行文本]: what is added in brackets is no part of the name.
    folded = re.sub(r"[（(\[【][^）)\]】]*[）)\]】]", "", folded) or folded
    bare = _NUMBERED.sub("", _NUMBERED.sub("", folded.strip()))
    bare = re.sub(r"[\s_\-（）()：:*“”\"\ufeff?!。]", "", bare).lower()
    return re.sub(r"(?<=[^\W\d]{2})[0-9一二三四五六七八九十]{1,2}$", "", bare)  # 差错二


def fields_of(row: Mapping[str, object]) -> dict[str, str]:
    """The fields of one row by our names. Columns of one meaning: texts are joined; of names and accounts the first that
    names somebody counts; every telephone and address stands under ``contact`` too; what stood where an account
    belongs and names nobody is kept as ``no_account``. A form may ask for several faults, one after another: what is asked
    again is another's, and stands as a reader would write it under ``more``."""
    found: dict[str, str] = {}
    contacts: list[str] = []
    faults: list[dict[str, str]] = [{}]
    asked: set[str] = set()
    for theirs, value in row.items():
        ours, plain = our_name(str(theirs)), _plain(str(theirs))
        text = "" if value is None or isinstance(value, dict | list) else str(value).strip()
        if ours in _OF_ONE_FAULT:
            # A column that comes again is another fault's, though it was left empty before.
            if plain in asked or (text and ours in faults[-1]):
                faults.append({})
                asked.clear()
            asked.add(plain)
        if not ours or not text or _LOST.fullmatch(text):
            continue
        if ours == "identity":
            if not account_of(text):
                found.setdefault("no_account", text)
            text = account_of(text)
            if text and not _ACCOUNTS.search(plain):
                contacts.append(text)
        elif ours == "name" and not names_somebody(text):
            found.setdefault("nobody", text)
            continue
        elif ours == "name" and _OWN_NAME.search(plain):
            found.pop(ours, None)
        if ours == "text" and ours in found:
            found[ours] = f"{found[ours]}\n{text}"
        elif ours in _OF_ONE_FAULT:
            faults[-1][ours] = text
        elif text:
            found.setdefault(ours, text)
        if ours == "consent":
            found.setdefault("consent_column", plain)
    if contacts:
        found["contact"] = "；".join(dict.fromkeys(contacts))
    # 版面 and 版次 of the same words are asked twice, and said once.
    told = [
        one for one, after in zip(faults, [*faults[1:], {}], strict=True) if not one.items() <= after.items()
    ]
    if more := "\n".join(map(message_of, told[1:])):
        found["more"] = more
    return {**(told[0] if told else {}), **found}


_NOBODY = re.compile(
    r"(?:.{0,6}(?:小区|社区|新村|[一二三四五六七八九十]村))?(?:本地|本报|附近|一(?!一)[个位名]?|某|本|老|新|热心|普通|退休|人民|微信|公众号|小程序|qq|手机|匿名)*的?"
    r"(?:用户|游客|访客|网友|好友|读者|居民|市民|群众|业主|街坊|邻居|粉丝|老人|老?党员|先生|女士|阿姨|爷叔|叔叔|大[妈爷]|[过路]+人甲?|本人)*[0-9]{0,3}"
    r"|[匿佚隐无]名.*|隐去|暂?无(?:姓名|昵称|可奉告)?|默认.*|拒绝.*|空|略|某某|(?:暂时|姓名|名字)?保密.*|(?:姓名|昵称|名字|测试)"
    r"|(?:暂时?)?不(?:方便|便|愿|想|肯|用|需|告诉|知道|清楚|记得|填|留|透露|详|提供).*|没有|没有?(?:留|填|写|署).*|未(?:填|留|提供|知|署).*"
    r"|同(?:上|左|前|手机|电话|微信|qq).*|[如见](?:上|下|前)[面述文]?"
    r"|ref|value|name|div0|num|test|null|none|nan?|nil|anonymous|user|unknown|undefined|guest|x+"
)
"""What is written where somebody gives no name, and what a spreadsheet writes for a value that it lost."""


def names_somebody(said: str) -> bool:
    """Whether a value tells one sender from others: 微信用户, 无, - and 老师 do not."""
    plain = re.sub(r"[\s\W_]", "", unicodedata.normalize("NFKC", said).lower())
    return bool(untitled(plain)) and not _NOBODY.fullmatch(plain)


def account_of(said: str) -> str:
    """An account, telephone or address as one sender's own; "" where it names nobody: masked (138****5678), written as
    1.38E+10 by a spreadsheet, one digit over and over, or a word that says there is none."""
    text = unicodedata.normalize("NFKC", said).strip().removesuffix(".0")
    if not names_somebody(text) or re.search(r"[*＊×●]{2,}|x{3,}|#{3,}", text, re.I):
        return ""
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]+", text, re.I):
        return ""
    digits = re.sub(r"[\s\-+()]", "", text)
    digits = mobiles_in(digits)[0] if digits.isdigit() and mobiles_in(digits) else digits
    if digits.isdigit() and (len(digits) < 5 or len({*digits}) < 2 or digits in "01234567890123456789"):
        return ""
    return digits if digits.isdigit() else text


def message_of(fields: Mapping[str, str]) -> str:
    """The message; a form with separate fields is written out as a reader would write it."""
    parts = []
    if fields.get("number"):
        parts.append(fields["number"])
    if fields.get("page"):
        parts.append(f"第{fields['page']}版" if fields["page"].isdigit() else fields["page"])
    if fields.get("headline"):
        parts.append(f"《{fields['headline'].strip('《》')}》")
    if fields.get("paragraph"):
        parts.append(f"第{fields['paragraph']}段" if fields["paragraph"].isdigit() else fields["paragraph"])
    head = " ".join(parts)
    text, right, more = (fields.get(key, "") for key in ("text", "right", "more"))
    if fields.get("wrong"):
        told = (head, f"原文：{fields['wrong']}\n应为：{right}", more, text)
    else:
        told = (head, text, right and f"应为：{right}", more)
    return "\n".join(part for part in told if part)
