"""读邮件: a message (.eml), or a page saved as one file (.mht) → its :class:`Draft` and the files that hang on it.

Everything that is neither the words of the message nor a picture within them is a file of its own: what was forwarded,
what stands inline under a name, what came without one.
"""

from __future__ import annotations

import email
import email.errors
import email.policy
import mimetypes
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart

from build_tools.diagnostics import Place, diagnose
from build_tools.intake.draft import Draft, Line, Unreadable
from build_tools.intake.page import read_page
from build_tools.intake.plain import decode, read_text

_DAMAGED = ("网页或邮件坏了，读不出来", "在浏览器里打开原文，重新保存；或把文字拷进 Word。")
_EMPTY = ("里面没有正文", "在浏览器里打开原文，重新保存；或把文字拷进 Word。")
_COPY = re.compile(r"\.(?:docx?|docm|wps|rtf|odt|txt|md|pdf|zip|eml|html?)$", re.IGNORECASE)
"""Files that hold a story."""
_COVERING = 40
"""Characters of a message that only says that a story hangs on it."""


def read_mail(name: str, content: bytes) -> tuple[Draft, dict[str, bytes]]:
    """Draft and attached files. Raises Unreadable."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        leaves = [(part, _content(part)) for part in _leaves(message)]
        whole = not any(
            isinstance(
                defect, email.errors.CloseBoundaryNotFoundDefect | email.errors.InvalidBase64LengthDefect
            )
            for part in message.walk()
            for defect in part.defects
        )
        subject = str(message.get("Subject") or "")
        bodies, beside, attached = _parted(leaves)
    except (ValueError, LookupError, AssertionError, AttributeError, TypeError, RecursionError) as error:
        raise Unreadable(*_DAMAGED) from error
    if not bodies and not attached:
        raise Unreadable(*_EMPTY)
    draft = _joined(name, bodies, beside)
    if name.lower().endswith(".eml") and subject:
        draft.letters.append(subject)
        draft.remarks.append(diagnose("SQ121", Place(name), what="邮件的主题", text=subject))
    if not whole:
        problem = "没有收完整，末尾可能缺了，请来稿人重新发一次"
        draft.remarks.append(diagnose("SQ124", Place(name), text=name.rpartition("/")[2], problem=problem))
    words = " ".join(line.text for line in draft.items if isinstance(line, Line) and line.text)
    if 0 < len(words) <= _COVERING and any(_COPY.search(file) for file in attached):
        draft.remarks.append(diagnose("SQ121", Place(name), what="写给编辑的话", text=words))
        draft.items = []
    draft.elsewhere = bool(attached)
    return draft, attached


def _leaves(part: MIMEPart) -> Iterator[MIMEPart]:
    """The parts that are no parcels; of what says the same twice the last that is a page or text."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        ways = [each for each in part.iter_parts() if list(_leaves(each))]
        pages = [each for each in ways if any("html" in leaf.get_content_type() for leaf in _leaves(each))]
        for each in (pages or ways)[-1:]:
            yield from _leaves(each)
    elif part.is_multipart() and not kind.startswith("message/"):
        for each in part.iter_parts():
            yield from _leaves(each)
    else:
        yield part


def _content(part: MIMEPart) -> bytes:
    if part.is_multipart():
        return b"".join(each.as_bytes() for each in part.iter_parts())
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _parted(
    leaves: list[tuple[MIMEPart, bytes]],
) -> tuple[list[tuple[str, bytes]], dict[str, bytes], dict[str, bytes]]:
    """Texts and pages in their order; what a page may show, by address; files by name."""
    bodies: list[tuple[str, bytes]] = []
    beside: dict[str, bytes] = {}
    attached: dict[str, bytes] = {}
    shown = b"".join(body for part, body in leaves if part.get_content_type() == "text/html")
    for part, body in leaves:
        kind, file = part.get_content_type(), part.get_filename()
        addresses = [str(part[key]).strip("<> ") for key in ("Content-Location", "Content-ID") if part[key]]
        saved = kind == "text/html" and bool(part["Content-Location"])
        if kind in ("text/html", "text/plain") and not file and not (saved and bodies):
            bodies.append((kind, _text(part, body)))
        elif (not file and addresses) or (file and addresses and f"cid:{addresses[-1]}".encode() in shown):
            beside |= dict.fromkeys([*addresses, f"cid:{addresses[-1]}"], body)
        elif body:
            ending = ".eml" if kind.startswith("message/") else mimetypes.guess_extension(kind) or ""
            named = file or f"{'image' if kind.startswith('image/') else '附件'}{ending}"
            attached[_free(named, attached)] = body
    return bodies, beside, attached


def _free(file: str, taken: dict[str, bytes]) -> str:
    stem, dot, ending = file.rpartition(".")
    number, free = 2, file
    while free in taken:
        free = f"{stem}-{number}{dot}{ending}" if dot else f"{file}-{number}"
        number += 1
    return free


def _text(part: MIMEPart, body: bytes) -> bytes:
    """A page with what it says of its letters; a text with its rows put together where the mail program wrapped them."""
    if part.get_content_type() == "text/html":
        charset = part.get_content_charset("")
        return f'<meta charset="{charset}">'.encode() + body if charset else body
    if str(part.get_param("format", "")).lower() != "flowed":
        return body
    rows = decode(body)[0].replace("\r\n", "\n").split("\n")
    return re.sub(r"(?m)(?<!^--) $\n(?=[^>\n])(?: (?=[ >]))?", _glue, "\n".join(rows)).encode()


def _glue(hit: re.Match[str]) -> str:
    """What stands between two rows that were one: nothing beside Han."""
    before, after = hit.string[max(hit.start() - 1, 0) : hit.start()], hit.string[hit.end() : hit.end() + 1]
    return " " if before.isascii() and after.isascii() else ""


def _joined(name: str, bodies: list[tuple[str, bytes]], beside: dict[str, bytes]) -> Draft:
    whole = Draft(name)
    for kind, body in bodies:
        if not body.strip():
            continue
        draft = read_page(name, body, beside) if kind == "text/html" else read_text(name, body)
        whole.items += [*([Line(())] if whole.items else []), *draft.items]
        whole.notes |= draft.notes
        whole.remarks += draft.remarks
        whole.letters += draft.letters
        whole.headline, whole.byline = whole.headline or draft.headline, whole.byline or draft.byline
    return whole
