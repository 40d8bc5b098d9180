"""粘贴的聊天和邮件: WeChat's, QQ's and other forms of "who, when, what", and mails as files → rows.

In: text, or a mail's bytes. Out: rows by our column names (昵称, 时间, 内容). A line that looks like the head of a message
parts two messages even where its time cannot be read: two readers must never become one.
"""

from __future__ import annotations

import datetime
import email
import email.policy
import email.utils
import html.parser
import re
from email.message import EmailMessage, MIMEPart

_FULL_DAY = r"20[0-9]{2}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}日?"
_DAY = rf"(?:{_FULL_DAY}|[0-9]{{1,2}}月[0-9]{{1,2}}日|[0-9]{{1,2}}[-/][0-9]{{1,2}}|昨天|前天|今天|星期[一二三四五六日天]|周[一二三四五六日天])"
_CLOCK = r"(?:(?:上午|下午|中午|晚上|凌晨|早上)\s*)?[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?:\s*[AP]M)?"
_IN_FULL = re.compile(rf"{_FULL_DAY}\s+{_CLOCK}")
_TIME = rf"(?:{_DAY}(?:\s*(?:星期|周)[一二三四五六日天])?(?:\s*{_CLOCK})?|{_CLOCK})"
_NAME = r"[^\s:：，。,！？“”\"][^\n:：，。！？“”\"]{0,30}?"
_QQ = r"(?:\s*[（(<〈](?P<account{0}>[0-9]{{5,12}}|[^\s<>（）()]+@[^\s<>（）()]+)[）)>〉])?"
_HEADS = tuple(
    re.compile(form, re.M)
    for form in (
        rf"^(?P<name>{_NAME}){_QQ.format('')}\s+(?P<time>{_TIME})\s*[:：]?\s*$",
        rf"^\[?(?P<time>{_TIME})\]?[ \t\u3000]+(?P<name>{_NAME}){_QQ.format('')}\s*[:：]?\s*$",
        rf"^\[(?P<time>{_TIME})\]\s*(?P<name>{_NAME}){_QQ.format('')}\s*[:：][ \t]*(?=\S)",
        # Before a day and a time that are written in full a name may hold any mark: 静～，等风来。
        rf"^(?P<name>\S[^\n:：]{{0,30}}?){_QQ.format('')}[ \t\u3000]+(?P<time>{_FULL_DAY}[ \t\u3000]+{_CLOCK})[ \t]*$",
    )
)
_NAMED_ONLY = re.compile(rf"^(?P<name>{_NAME})[:：][ \t]*$", re.M)
"""A name and a colon alone on its line, as WeChat copies several messages from a telephone."""
_DATE_LINE = re.compile(
    rf"^[ \t\u3000\xa0—\-=]*(?:日期[:：]\s*)?(?P<day>{_FULL_DAY})(?:\s*(?:星期|周)[一二三四五六日天])?[ \t\u3000\xa0—\-=]*$",
    re.M,
)
_NOISE = re.compile(r"^(?:=+|-{4,}|消息记录.*|消息分组[:：].*|消息对象[:：].*|—+\s*以下为新消息\s*—+)$", re.M)
_NO_NAMES = re.compile(
    r"^(?:(?:[头首末]|[一二三四五六七八九十]{1,3})版|原文|应为|改为|改成|正确|错误|误|正|版面|标题|文章|内容|差错|理由|位置|第.{1,8}[版段]|报纸名称|所在版面|文章名称|差错细节|.*(?:如下|错误|差错|问题|更正|建议))$"
)


_BROKEN = (
    LookupError,
    ValueError,
    ArithmeticError,
    TypeError,
    AssertionError,
    AttributeError,
    RecursionError,
)
"""What the library of mails raises on mails that are none."""


def read_pasted(text: str) -> tuple[list[dict[str, str]], str]:
    """Rows, and what an editor should know of how they were parted."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    heads = _heads(text)
    if not heads:
        parts = [part.strip() for part in re.split(r"\n[ \t\u3000]*\n", text) if part.strip()]
        told = (
            f"粘贴的文字里没有写明谁、什么时候发的：按空行分成{len(parts)}封，时间不明。"
            if len(parts) > 1
            else ""
        )
        return [{"内容": part} for part in parts], told
    rows = []
    before = _NOISE.sub("", text[: heads[0][0]]).strip()
    before = _DATE_LINE.sub("", before).strip()
    if before:
        rows.append({"内容": before})
    for at, (_, end, row) in enumerate(heads):
        body = text[end : heads[at + 1][0] if at + 1 < len(heads) else len(text)]
        body = _DATE_LINE.sub("", _NOISE.sub("", body)).strip()
        # A picture that was not copied along leaves a name with nothing below it: that is asked about.
        rows.append({**row, "内容": body})
    return rows, ""


def chat_in(text: str) -> list[dict[str, str]]:
    """The rows of a chat that was sent as a mail; [] of a letter. A letter too has lines that end with a colon (第一处：) and
    timetables: names count that stand with a day and a time in full."""
    rows, _ = read_pasted(text)
    return rows if sum(_IN_FULL.fullmatch(row.get("时间", "")) is not None for row in rows) > 1 else []


def _heads(text: str) -> list[tuple[int, int, dict[str, str]]]:
    """Where a message begins, where its words begin, and who sent it when; in order."""
    found: dict[int, tuple[int, int, dict[str, str]]] = {}
    days = [(hit.start(), hit["day"]) for hit in _DATE_LINE.finditer(text)]
    for form in _HEADS:
        for hit in form.finditer(text):
            if hit.start() in found or _DATE_LINE.match(text, hit.start()):
                continue
            time = hit["time"]
            if _NO_NAMES.match(hit["name"].strip()) and not _IN_FULL.fullmatch(time):
                continue  # 第二版 9:30 is what is printed there, and nobody's name
            if re.fullmatch(_CLOCK, time):
                day = next((day for start, day in reversed(days) if start < hit.start()), "")
                time = f"{day} {time}".strip()
            row = {"昵称": hit["name"].strip(), "时间": time}
            if hit["account"]:
                row["账号"] = hit["account"]
            found[hit.start()] = (hit.start(), hit.end(), row)
    if not found:
        named = [hit for hit in _NAMED_ONLY.finditer(text) if not _NO_NAMES.match(hit["name"].strip())]
        if len(named) > 1:
            return [(hit.start(), hit.end(), {"昵称": hit["name"].strip()}) for hit in named]
    return [found[start] for start in sorted(found)]


def read_mail(content: bytes) -> tuple[dict[str, str], list[str], str] | None:
    """One mail as a row, the names of what hangs on it, and what is to be said of its time; None when it is no mail."""
    try:
        mail = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        # As it stands: the library's own reading of a date ends in an error where its hour is a milliard.
        plain = email.message_from_bytes(content)
        time, told = _sent_at(str(plain["Date"] or ""), str(plain["Received"] or "").rpartition(";")[2])
        name, address = email.utils.parseaddr(str(mail["From"] or ""))
        if not address:
            return None
        body = mail.get_body(("plain", "html"))
        words = _words(body) if body else ""
        if body and body.get_content_type() == "text/html":
            words = plain_html(words)
        attached = [part.get_filename() or "（没有名字）" for part in mail.iter_attachments()]
        row = {
            "姓名": name,
            "邮箱": address,
            "时间": time,
            "内容": words.strip(),
        }
        subject = str(mail["Subject"] or "").strip()
        sent_to = email.utils.getaddresses([str(mail[key] or "") for key in ("To", "Cc")])
    except _BROKEN:
        return None
    answers = re.match(r"(?i)(?:re|回复|答复)[:：]", subject) is not None
    if re.match(r"(?i)(?:fw|fwd|转发)[:：]", subject) or (not answers and _FORWARDED.search(words[:200])):
        return _sent_first(row, {reached.lower() for _, reached in sent_to}), attached, ""
    if subject and not answers and subject not in words:
        row["内容"] = f"{subject}\n{row['内容']}".strip()
    return row, attached, told


_FORWARDED = re.compile(
    r"^[-\s]*(?:原始邮件|转发的?邮件|Forwarded message|Original Message)[-\s]*$", re.M | re.I
)
_HEAD_LINE = re.compile(
    r"^[ \t>]*(?P<key>发件人|发送时间|日期|收件人|抄送|主题|From|Sent|Date|To|Cc|Subject)[:：][ \t]*(?P<said>.*)$"
)


def _sent_first(row: dict[str, str], sent_to: set[str]) -> dict[str, str]:
    """A mail that was passed on is its first sender's, as its head within says, and never whoever's passed it on; where no
    one head says who it was, it is nobody's. What goes back to its first sender is an answer."""
    heads: list[dict[str, str]] = []
    words: list[str] = []
    within = False
    for line in row["内容"].split("\n"):
        hit = _HEAD_LINE.match(line)
        begins = hit is not None and hit["key"] in ("发件人", "From")
        within = begins or (within and hit is not None)
        if begins:
            heads.append({})
        if hit and within:
            heads[-1].setdefault(hit["key"], hit["said"].strip(" ;；"))
        elif not _FORWARDED.match(line):
            words.append(line)
    said = heads[0] if len(heads) == 1 else {}
    name, address = email.utils.parseaddr(said.get("发件人", said.get("From", "")))
    if address and address.lower() in sent_to:
        return row
    time = next((said[key] for key in ("发送时间", "日期", "Sent", "Date") if key in said), "")
    sender = {"姓名": name, "邮箱": address if "@" in address else "", "时间": time}
    return {**row, **sender, "内容": ("\n".join(words) if said else row["内容"]).strip()}


def mail_pages(content: bytes) -> list[str]:
    """The web pages in a mail, or in a page saved whole; [] of what is none."""
    try:
        mail = email.message_from_bytes(content, policy=email.policy.default)
        return [_words(part) for part in mail.walk() if part.get_content_type() == "text/html"]
    except _BROKEN:
        return []


def mail_parts(content: bytes) -> list[str]:
    """The words of all parts of a mail and of its head, to look for somebody; [] of what is no mail."""
    try:
        mail = email.message_from_bytes(content, policy=email.policy.default)
        heads = [str(value) for value in mail.values()]
        parts = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
    except _BROKEN:
        return []
    said = [part for part in parts if isinstance(part, bytes)]
    return heads + [each.decode(way, "replace") for each in said for way in ("utf-8", "gb18030")]


def _words(part: MIMEPart) -> str:
    """The words of a part, whatever it says of its letters: 镕 is not in GB2312, and many mails say nothing."""
    content, said = part.get_payload(decode=True), (part.get_content_charset() or "gb18030").lower()
    if isinstance(content, bytes) and b"\x1b" not in content:
        own = "gb18030" if said.startswith(("gb", "iso-8859", "windows-125")) else said
        for encoding in ("utf-8", own, "gb18030"):
            try:
                return content.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return str(part.get_content())


def _sent_at(date: str, stamp: str) -> tuple[str, str]:
    """When a mail was sent, and what is to be said of it. The date is whatever the sender's machine says, or the sender; the
    stamp is of the office that brought it: where they are more than a day apart, the stamp counts."""
    sent, came = _mail_time(date), _mail_time(stamp.strip())
    try:
        moment = datetime.datetime.fromisoformat(came)
    except ValueError:
        return sent, ""
    try:
        if abs(datetime.datetime.fromisoformat(sent) - moment) <= datetime.timedelta(days=1):
            return sent, ""
    except _BROKEN:
        pass
    said = f"自己写的时间“{date[:40]}”读不出，或者与邮局收到的相差一天以上" if date else "自己没有写时间"
    return came, f"邮件{said}：照邮局收到的时间。"


def _mail_time(said: str) -> str:
    try:
        moment = email.utils.parsedate_to_datetime(said)
        # -0000: in Greenwich's time, wherever it was sent.
        return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).isoformat()
    except _BROKEN:
        return said


class _Tables(html.parser.HTMLParser):
    """Rows and cells of HTML tables, and of Excel's XML of 2003, which calls them Row and Cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = []
        self.words: list[str] = []
        self._cell: list[str] | None = None
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("tr", "row"):
            self._end_cell()  # HTML need not say where a cell ends
            self.lines.append([])
        elif tag in ("td", "th", "cell"):
            self._end_cell()
            index = dict(attrs).get("ss:index") or ""
            if tag == "cell" and index.isascii() and index.isdigit() and self.lines and int(index) < 200:
                self.lines[-1] += [""] * (int(index) - 1 - len(self.lines[-1]))
            self._cell = []
        elif tag in ("br", "p", "div"):
            (self._cell if self._cell is not None else self.words).append("\n")
        self._silent = tag in ("style", "script", "title")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "cell", "tr", "row", "table"):
            self._end_cell()
        self._silent = False

    def _end_cell(self) -> None:
        if self._cell is not None:
            if not self.lines:
                self.lines.append([])
            self.lines[-1].append("".join(self._cell).strip())
        self._cell = None

    def handle_data(self, data: str) -> None:
        if not self._silent:
            (self._cell if self._cell is not None else self.words).append(data)


class _Words(_Tables):
    """All words in the order in which they are read, those of tables too."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "p", "div", "tr", "td", "th"):
            self.words.append(" " if tag in ("td", "th") else "\n")
        self._silent = tag in ("style", "script", "title")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False


def html_lines(text: str) -> tuple[list[list[str]], str]:
    """The rows of all tables of a page, and the words that stand in none."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return [line for line in reader.lines if any(line)], _closed_up(reader.words)


def plain_html(text: str) -> str:
    """The words of a page, those of its tables too: a letter may be laid out with them, or end with one."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    return _closed_up(reader.words)


def _closed_up(words: list[str]) -> str:
    return re.sub(r"[ \t]*\n\s*", "\n", "".join(words)).strip()
