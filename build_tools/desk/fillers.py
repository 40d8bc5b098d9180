"""补白: what fills space that copy leaves is written, changed and removed in the browser, each deed one commit.

In: the room, a person, a filler. Out: plain data for the page. What the reader of fillers would find fault with is refused
in its words; a filler that the plan of an issue not yet signed asks for by name is not removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from build_tools.desk.history import Author
from build_tools.desk.room import EditingRoom, Refusal, file_name, tidy
from build_tools.model import Kind, Paragraph
from build_tools.readers import issue_names, parse_article, read_signed_digests
from build_tools.readers.front_matter import read_front_matter, with_body, with_fields
from build_tools.store.locks import exclusive

_MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Written:
    """写的补白: ``name`` is its file's, "" for a new one; ``base`` the file's text as it was shown, "" for a new one.

    What lies there no longer is written again from ``base``: nobody's words are lost to who removed it meanwhile.
    """

    name: str
    label: str
    headline: str
    words: str = field(repr=False)
    base: str = field(default="", repr=False)


def filler(room: EditingRoom, name: str) -> dict[str, object]:
    """A filler in its parts. Refuses one that is not there."""
    text = _text(room, name)
    front = read_front_matter(text)
    return {
        "name": name,
        "label": front.fields.get("kicker", ""),
        "headline": front.fields.get("headline", ""),
        "words": front.body.strip("\n"),
        "base": text,
    }


def save_filler(room: EditingRoom, author: Author, written: Written) -> dict[str, object]:
    """写补白, a new one or another text of one. Refuses one that a colleague has changed since it was shown."""
    headline, label = (" ".join(each.split()) for each in (written.headline, written.label))
    words = written.words.strip()
    if not headline:
        raise Refusal(400, "补白要有标题。")
    if len(words) > _MOST_WORDS:
        raise Refusal(413, f"补白太长：最多{_MOST_WORDS}字。")
    with exclusive(_folder(room) / "x"), room.lock:
        name = written.name or _free(room, file_name(headline))
        there = (room.root / _name(room, name)).is_file()
        now = _text(room, name) if there else written.base
        if now != written.base:
            raise Refusal(409, "这一则刚刚有人改过：关上再打开，看过新的再改。")
        fields = {"kicker": label, "headline": headline}
        text = tidy(with_body(with_fields(now or "---\n---\n\n", fields), f"\n{words}\n"))
        path = _name(room, name)
        article, found = parse_article(text, path, path, "", Kind.NOTICE, name, True)
        if not words and not article.artwork:
            raise Refusal(400, "补白要有正文，或者有图（artwork）。")
        if wrong := next((each for each in found if each.severity.blocks_build), None):
            raise Refusal(400, f"{wrong.message}{wrong.remedy}")
        if not all(isinstance(block, Paragraph) for block in article.body):
            raise Refusal(400, "补白只写一段一段的字：图片、小标题、列表、表都不行。")
        told = f"{'改' if written.name else '新'}补白《{headline}》"
        trouble = room.change(author, {path: text.encode()}, told)
        commit = "" if trouble else room.history.head
    return {"name": name, "commit": commit, "trouble": trouble}


def remove_filler(room: EditingRoom, author: Author, name: str) -> dict[str, object]:
    """删补白. ``commit`` in the answer is the deed, to be taken back."""
    with exclusive(_folder(room) / "x"), room.lock:
        was = filler(room, name)
        for issue in issue_names(room.root):
            asked = [] if read_signed_digests(room.root, issue)[0] else room.pages(issue)
            page = next((each.number for each in asked if each.filler == name), 0)
            if page:
                raise Refusal(409, f"{issue} 第{page}版的 issue.yml 指定了这一则（filler），先改那里再删。")
        trouble = room.change(author, {_name(room, name): None}, f"删补白《{was['headline']}》")
        commit = "" if trouble else room.history.head
    return {"headline": was["headline"], "commit": commit, "trouble": trouble}


def _folder(room: EditingRoom) -> Path:
    return room.root / room.paper().standing / "fillers"


def _name(room: EditingRoom, name: str) -> str:
    if not name or name.startswith(".") or any(ord(each) < 32 or each in "/\\:" for each in name):
        raise Refusal(404, "没有这一则补白。")
    return f"{room.paper().standing}/fillers/{name}.md"


def _text(room: EditingRoom, name: str) -> str:
    path = room.root / _name(room, name)
    try:
        return tidy(path.read_bytes().decode("utf-8-sig"))
    except OSError:
        raise Refusal(404, "这一则补白不在了：也许有人删了它。") from None
    except UnicodeDecodeError:
        raise Refusal(422, "这个文件不是 UTF-8 编码，先用文本编辑器转过来。") from None


def _free(room: EditingRoom, stem: str) -> str:
    count, name = 1, stem
    while (room.root / _name(room, name)).exists():
        count += 1
        name = f"{stem}-{count}"
    return name
