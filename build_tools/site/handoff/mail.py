"""邮件版: an issue as one message, ready to be sent to those who want the paper by mail.

In: the paper, a numbered issue, the first page's picture. Out: the bytes of an ``.eml`` (RFC 5322, MIME), the same for the
same issue: a plain text and an HTML of 600 pixels whose looks are all in ``style`` attributes, since mail programs throw
away style sheets. It holds everything itself; links lead to the site. The sender fills in to whom it goes.
"""

from __future__ import annotations

import datetime
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit

from build_tools.markup.almanac import issue_title, weekday, written_date
from build_tools.model import Link, NumberedArticle, NumberedIssue, Paper, Picture, plain_text, printed_text
from build_tools.site.addresses import absolute
from build_tools.site.handoff.wechat import WechatWriter
from build_tools.site.presenting import view_article
from build_tools.site.views import ArticleView

WIDTH = 600
"""Pixels: what every mail program shows whole."""
_GREY = "#575046"
_RED = "#b3261e"
_FONT = "font-family:'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;"
_HOUR = datetime.time(8, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
_LINE = 70
"""Characters of a line of the plain text; a Chinese one takes the room of two."""


@dataclass(slots=True)
class MailWriter(WechatWriter):
    """Writes one article. Links stay links; a picture is named, and seen on the site."""

    def _picture(self, picture: Picture) -> str:
        words = "　".join(part for part in (plain_text(picture.caption), picture.credit) if part)
        return f"<p{self._style('caption')}>〔图〕{escape(words)}</p>" if words else ""

    def _link(self, link: Link) -> str:
        words = self._inlines(link.children)
        address = self.site.rstrip("/") + link.address if link.address.startswith("/") else link.address
        if not re.match("https?://|mailto:|tel:", address):
            return words
        return f'<a href="{escape(address)}" style="color:{self.colour};">{words}</a>'


def write_mail(paper: Paper, numbered: NumberedIssue, picture: bytes = b"") -> bytes:
    """The message. ``picture`` is a JPEG of the lead, which the message carries; b"" for none."""
    issue = numbered.issue
    name = f"{paper.name}·{paper.edition}版" if paper.edition else paper.name
    host = urlsplit(paper.site_url).hostname or "localhost"
    letter = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=76))
    letter["From"] = f'"{name}" <chenbao@{host}>'
    letter["Subject"] = f"{name} {issue_title(issue.name)}（总第{issue.number}期）"
    letter["Date"] = format_datetime(datetime.datetime.combine(issue.date, _HOUR))
    letter["Message-ID"] = f"<{issue.name}.{issue.number}@{host}>"
    letter["Content-Language"] = "zh-Hans"
    letter["X-Unsent"] = "1"  # Outlook opens it as a letter that is yet to be sent
    views = [(item, view_article(item, numbered, paper)) for item in numbered.articles]
    letter.set_content(_text(paper, numbered, views), subtype="plain", charset="utf-8", cte="base64")
    markup = _html(paper, numbered, views, pictured=bool(picture))
    letter.add_alternative(markup, subtype="html", charset="utf-8", cte="base64")
    if picture:
        _, page = letter.iter_parts()
        page.add_related(
            picture, "image", "jpeg", cid="<lead@chenbao>", filename="lead.jpg", disposition="inline"
        )
    _fix_boundaries(letter, issue.name)
    return bytes(letter)


def _fix_boundaries(letter: EmailMessage, name: str) -> None:
    """The same issue gives the same bytes: boundaries are counted, not drawn by lot."""
    for order, part in enumerate(part for part in letter.walk() if part.is_multipart()):
        part.set_boundary(f"=_chenbao_{name}_{order}_=")


def _text(paper: Paper, numbered: NumberedIssue, views: list[tuple[NumberedArticle, ArticleView]]) -> str:
    issue = numbered.issue
    parts = [
        f"{paper.name}{f'　{paper.edition}版' if paper.edition else ''}",
        f"{issue_title(issue.name)}　总第{issue.number}期　{written_date(issue.date)}　{weekday(issue.date)}",
        f"网上看：{absolute(paper, f'{issue.name}/')}",
        "",
    ]
    for item, view in views:
        words = printed_text(item)
        parts += ["=" * (_LINE // 2), *(line for _, line in view.head)]
        parts += [f"{view.mark.name}　{view.printed}　{view.where}", absolute(paper, view.number_address), ""]
        parts += [part for block in words.blocks for part in (block.text, "")]
    parts += ["=" * (_LINE // 2), *_foot(paper, numbered)]
    kept: list[str] = []
    for part in parts:
        if part or (kept and kept[-1]):
            kept.append(part)
    return "\n".join(kept) + "\n"


def _html(
    paper: Paper, numbered: NumberedIssue, views: list[tuple[NumberedArticle, ArticleView]], *, pictured: bool
) -> str:
    issue = numbered.issue
    title = f"{paper.name}{f'·{paper.edition}版' if paper.edition else ''}"
    lead = next((view for _, view in views if view.is_lead and view.picture), None)
    rows = [
        f'<p style="margin:0;font-size:34px;line-height:1.3;font-weight:bold;color:{_RED};text-align:center;">{escape(title)}</p>',
        f'<p style="margin:4px 0 16px;padding-bottom:10px;border-bottom:3px solid #1d1a16;font-size:15px;line-height:1.6;color:{_GREY};text-align:center;">'
        f"{issue_title(issue.name)}　总第{issue.number}期　{written_date(issue.date)}　{weekday(issue.date)}<br>"
        f'<a href="{escape(absolute(paper, f"{issue.name}/"))}" style="color:{_RED};">在网上看这一期</a></p>',
    ]
    for item, view in views:
        section = paper.section(item.article.section)
        colour = section.colour if section else _GREY
        writer = MailWriter(colour, paper.site_url)
        rows.append(
            f'<p style="margin:28px 0 4px;border-top:2px solid {colour};padding-top:10px;font-size:14px;line-height:1.5;color:{colour};">{escape(view.mark.name)}　{view.printed}　{view.where}{"　广告" if view.advertisement else ""}</p>'
        )
        for name, words in view.head:
            if name == "headline":
                address = escape(absolute(paper, view.number_address))
                rows.append(
                    f'<h2 style="margin:2px 0;font-size:24px;line-height:1.4;"><a href="{address}" style="color:#1d1a16;text-decoration:none;">{escape(words)}</a></h2>'
                )
            else:
                margin = "0" if name == "kicker" else "0 0 8px"
                rows.append(
                    f'<p style="margin:{margin};font-size:16px;line-height:1.6;color:{_GREY};">{escape(words)}</p>'
                )
        if pictured and view is lead and view.picture:
            tall = round(WIDTH * view.picture.height / view.picture.width) if view.picture.width else 400
            rows.append(
                f'<img src="cid:lead@chenbao" width="{WIDTH}" height="{tall}" alt="{escape(view.headline)}" style="display:block;width:100%;max-width:{WIDTH}px;height:auto;margin:8px 0 12px;">'
            )
        rows.append(writer.blocks(item.article.body))
    rows.append(
        '<p style="margin:28px 0 0;border-top:3px solid #1d1a16;padding-top:10px;font-size:14px;line-height:1.8;color:#575046;">'
        + "<br>".join(map(escape, _foot(paper, numbered)))
        + "</p>"
    )
    body = "\n".join(rows)
    return (
        '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)} {issue_title(issue.name)}</title></head>\n"
        f'<body style="margin:0;padding:0;background:#fbf8f1;color:#1d1a16;{_FONT}">\n'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:16px 8px;">\n'
        f'<table role="presentation" width="{WIDTH}" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:{WIDTH}px;"><tr><td align="left" style="{_FONT}">\n'
        f"{body}\n</td></tr></table>\n</td></tr></table>\n</body></html>\n"
    )


def _foot(paper: Paper, numbered: NumberedIssue) -> list[str]:
    bounty = numbered.issue.bounty
    lines = [f"读到差错，请做“啄木鸟”：{absolute(paper, 'report/')}"]
    lines += [f"本期纠错有奖，截止：{written_date(bounty.deadline)}。"] if bounty else []
    lines += [f"{label}：{value}" for label, value in paper.imprint.given]
    return [*lines, "不想再收，请回信说一声。"]
