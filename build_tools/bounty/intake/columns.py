"""栏名: the names people give the columns of their lists → ours.

In: one row as a mapping. Out: the fields of a report.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("内容", "留言内容", "消息内容", "消息", "留言", "正文", "报错内容", "差错细节", "差错", "详情", "text", "content", "message", "msg", "body"),
    "name": ("姓名", "读者姓名", "读者", "昵称", "用户昵称", "微信昵称", "称呼", "发送人", "发件人", "name", "nickname", "sender", "user"),
    "identity": ("openid", "微信号", "用户id", "账号", "手机", "手机号", "电话", "联系电话", "联系方式", "邮箱", "phone", "contact", "userid", "account", "email"),
    "received": ("时间", "接收时间", "收到时间", "发送时间", "留言时间", "提交时间", "日期", "time", "date", "datetime", "createtime", "received", "created"),
    "consent": ("署名", "署名方式", "公布方式", "是否公布", "同意公布", "是否同意公布姓名", "consent", "naming"),
    "paper": ("报纸名称", "报名", "paper"),
    "page": ("版面", "所在版面", "版", "版次", "page"),
    "headline": ("文章名称", "标题", "文章", "题目", "headline", "title", "article"),
    "number": ("稿号", "编号", "number"),
    "paragraph": ("段落", "段", "第几段", "paragraph"),
    "wrong": ("原文", "错处", "误", "wrong", "printed"),
    "right": ("应为", "改为", "正确", "正", "right", "corrected"),
}
"""Ours → theirs, lower case and without blanks."""

_OURS = {theirs: ours for ours, many in NAMES.items() for theirs in many}


def our_name(theirs: str) -> str | None:
    """Our name of a column; None when it is none that we know."""
    plain = re.sub(r"[\s_\-（）()：:*]", "", unicodedata.normalize("NFKC", theirs)).lower()
    if plain in _OURS:
        return _OURS[plain]
    return next((ours for known, ours in _OURS.items() if len(known) >= 2 and plain.startswith(known)), None)


def fields_of(row: Mapping[str, object]) -> dict[str, str]:
    """The fields of one row by our names; two columns of one meaning are joined."""
    found: dict[str, str] = {}
    for theirs, value in row.items():
        ours = our_name(str(theirs))
        text = "" if value is None else (value.isoformat(sep=" ") if isinstance(value, datetime.datetime) else str(value)).strip()
        if ours and text:
            found[ours] = f"{found[ours]}\n{text}" if ours in found and ours == "text" else found.get(ours, text)
    return found


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


_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日", "%Y.%m.%d", "%Y%m%d")


def moment_of(said: str) -> str | None:
    """A time as spreadsheets and people write it → ``2021-01-20T09:30:00`` or ``2021-01-20``; None when it is none."""
    text = unicodedata.normalize("NFKC", said).replace("T", " ").strip().removesuffix("Z").split("+")[0].split(".000")[0].strip()
    if re.fullmatch(r"1[0-9]{9}|1[0-9]{12}", text):
        beijing = datetime.timezone(datetime.timedelta(hours=8))
        return datetime.datetime.fromtimestamp(int(text[:10]), beijing).strftime("%Y-%m-%dT%H:%M:%S")
    for form in _FORMATS:
        try:
            moment = datetime.datetime.strptime(text, form)
        except ValueError:
            continue
        return moment.strftime("%Y-%m-%dT%H:%M:%S" if "%H" in form else "%Y-%m-%d")
    return None
