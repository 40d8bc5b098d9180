"""栏名: the names people give the columns of their lists → ours.

In: one row as a mapping. Out: the fields of a report.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "内容",
        "留言内容",
        "消息内容",
        "消息",
        "留言",
        "正文",
        "报错内容",
        "差错细节",
        "差错",
        "详情",
        "反馈内容",
        "反馈",
        "意见",
        "来信",
        "来信内容",
        "text",
        "content",
        "message",
        "msg",
        "body",
    ),
    "name": (
        "姓名",
        "读者姓名",
        "读者",
        "昵称",
        "用户昵称",
        "微信昵称",
        "称呼",
        "粉丝",
        "粉丝昵称",
        "用户名",
        "投稿人",
        "报错人",
        "发送人",
        "发件人",
        "name",
        "nickname",
        "sender",
        "user",
    ),
    "identity": (
        "openid",
        "微信号",
        "用户id",
        "账号",
        "手机",
        "手机号",
        "手机号码",
        "qq",
        "qq号",
        "tel",
        "电话",
        "联系电话",
        "联系方式",
        "邮箱",
        "phone",
        "contact",
        "userid",
        "account",
        "email",
    ),
    "received": (
        "时间",
        "接收时间",
        "收到时间",
        "发送时间",
        "留言时间",
        "提交时间",
        "消息时间",
        "更新时间",
        "填写时间",
        "发布时间",
        "日期",
        "time",
        "date",
        "datetime",
        "createtime",
        "received",
        "created",
    ),
    "consent": (
        "署名",
        "署名方式",
        "公布方式",
        "是否公布",
        "同意公布",
        "是否同意公布姓名",
        "consent",
        "naming",
    ),
    "paper": ("报纸名称", "报名", "paper"),
    "page": ("版面", "所在版面", "版", "版次", "page"),
    "headline": ("文章名称", "标题", "文章", "题目", "headline", "title", "article"),
    "receipt": ("回执号", "回执", "receipt"),
    "number": ("稿号", "编号", "number"),
    "paragraph": ("段落", "段", "第几段", "paragraph"),
    "wrong": ("原文", "错处", "误", "wrong", "printed"),
    "right": ("应为", "改为", "正确", "正", "right", "corrected"),
}
"""Ours → theirs, lower case and without blanks."""

_OURS = {theirs: ours for ours, many in NAMES.items() for theirs in many}


_CONSENT = re.compile("(?:同意|愿意|是否|可否|能否|授权).*(?:公布|公开|署名|实名|登报|刊登)")
_OTHER_CONSENT = re.compile("不|匿名|内容|留言|来信|照片|电话|联系")
"""A question that means the reverse, or asks for something else than the name."""
_ACCOUNTS = ("openid", "微信号", "用户id", "账号", "userid", "account")
_TELEPHONES = ("手机", "手机号", "手机号码", "电话", "联系电话", "联系方式", "phone", "contact", "tel")


@functools.lru_cache(maxsize=2_000)
def our_name(theirs: str) -> str | None:
    """Our name of a column; None when it is none that we know."""
    plain = _plain(theirs)
    if plain in _OURS:
        return _OURS[plain]
    if _CONSENT.search(plain) and not _OTHER_CONSENT.search(plain):
        return "consent"
    begun = next((ours for known, ours in _OURS.items() if len(known) >= 2 and plain.startswith(known)), None)
    return begun or next((ours for asked, ours in _QUESTIONS if asked.search(plain)), None)


_QUESTIONS = (
    (
        re.compile(r"(?:发现|指出|报告)的?(?:差错|错误|问题)|(?:差错|报错|留言|来信)(?:内容|说明|情况)"),
        "text",
    ),
    (re.compile(r"(?:提交|填写|答卷|答题|提交答卷)时间$"), "received"),
    (re.compile(r"(?:姓名|称呼|昵称)$"), "name"),
    (re.compile(r"(?:手机号?码?|联系电话|联系方式|微信号)$"), "identity"),
)
"""What forms ask in a sentence (1、您发现的差错, 提交答卷时间)."""
_NUMBERED = re.compile(
    r"^(?:q?[0-9]{1,2}[、.．)]|第[0-9一二三四五六七八九十]{1,3}题)|^(?:请(?:填写|输入|留下|写下|问)?)?[您你](?:的)?(?=..)",
    re.IGNORECASE,
)


def _plain(theirs: str) -> str:
    folded = unicodedata.normalize("NFKC", theirs[:60])
    # 姓名（必填）*, 联系电话 [单行文本]: how the form asks is no part of the name.
    folded = re.sub(r"[（(\[【](?:必填|选填|单行文本|多行文本|填空题?|单选题?)[）)\]】]", "", folded)
    bare = _NUMBERED.sub("", _NUMBERED.sub("", folded.strip()))
    return re.sub(r"[\s_\-（）()：:*“”\"\ufeff]", "", bare).lower()


def fields_of(row: Mapping[str, object]) -> dict[str, str]:
    """The fields of one row by our names. Columns of one meaning: texts are joined; of names and accounts the first that
    names somebody counts; every telephone and address stands under ``contact`` too; what stood where an account
    belongs and names nobody is kept as ``no_account``."""
    found: dict[str, str] = {}
    contacts: list[str] = []
    for theirs, value in row.items():
        ours = our_name(str(theirs))
        text = "" if value is None or isinstance(value, dict | list) else str(value).strip()
        if not ours or not text:
            continue
        if ours == "identity":
            if not account_of(text):
                found.setdefault("no_account", text)
            text = account_of(text)
            if text and _plain(str(theirs)) not in _ACCOUNTS:
                contacts.append(text)
        elif ours == "name" and not names_somebody(text):
            found.setdefault("nobody", text)
            continue
        if ours == "text" and ours in found:
            found[ours] = f"{found[ours]}\n{text}"
        elif text:
            found.setdefault(ours, text)
        if ours == "consent":
            found.setdefault("consent_column", _plain(str(theirs)))
    if contacts:
        found["contact"] = "；".join(dict.fromkeys(contacts))
    return found


_NOBODY = frozenset(
    [
        "微信用户",
        "匿名",
        "匿名用户",
        "无",
        "没有",
        "暂无",
        "未填",
        "未知",
        "不详",
        "空",
        "用户",
        "游客",
        "访客",
        "网友",
        "读者",
        "居民",
        "市民",
        "热心读者",
        "热心市民",
        "热心居民",
        "本人",
        "先生",
        "女士",
        "qq用户",
        "手机用户",
        "公众号用户",
        "微信网友",
        "一位读者",
        "某读者",
        "某居民",
        "名字",
        "姓名",
        "昵称",
        "test",
        "测试",
        "null",
        "none",
        "nan",
        "na",
        "n/a",
        "nil",
        "anonymous",
        "user",
        "unknown",
        "guest",
        "同上",
        "保密",
        "不便透露",
        "不留名",
        "无名氏",
        "路人",
        "小程序用户",
    ]
)


_NO_ANSWER = re.compile(
    r"(?:微信用户|用户|游客|读者|网友)[0-9]{0,3}|默认.*|(?:一[个位名])?(?:热心|普通|老|新|本地|附近|小区|社区)+的?(?:读者|市民|居民|群众|网友|街坊|邻居|粉丝)"
    r"|不(?:方便|便|愿|想|肯|用|需|告诉|知道|清楚|记得|填|留|透露).*|没(?:有|留|填).*|未(?:填|留|提供|知).*|无可奉告|保密|拒绝.*"
    r"|同(?:上|左|前|手机|电话|微信|qq).*|[如见](?:上|下|前)[面述文]?|ref|value|name|div0|num"
)
"""What is written where somebody gives no answer, and what a spreadsheet writes for a value that it lost."""


def names_somebody(said: str) -> bool:
    """Whether a value tells one sender from others: 微信用户, 无 and - do not."""
    plain = re.sub(r"[\s\W_]", "", unicodedata.normalize("NFKC", said).lower())
    return bool(plain) and plain not in _NOBODY and not _NO_ANSWER.fullmatch(plain)


def account_of(said: str) -> str:
    """An account, telephone or address as one sender's own; "" where it names nobody: masked (138****5678), written as
    1.38E+10 by a spreadsheet, one digit over and over, or a word that says there is none."""
    text = unicodedata.normalize("NFKC", said).strip().removesuffix(".0")
    if not names_somebody(text) or re.search(r"[*＊×●]{2,}|x{3,}|#{3,}", text, re.I):
        return ""
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]+", text, re.I):
        return ""
    digits = re.sub(r"[\s\-+()]", "", text)
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
    pair = f"原文：{fields['wrong']}\n应为：{fields.get('right', '')}" if fields.get("wrong") else ""
    return "\n".join(part for part in (head, pair, fields.get("text", "")) if part)
