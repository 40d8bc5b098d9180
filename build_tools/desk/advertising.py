"""收广告: an advertisement with its size, its page and its corner becomes a story and a pin of the issue, as one commit.

In: the room, a person, what was sold. Out: plain data for the page. What the reader of stories would find fault with in
the size is refused in its words; artwork lies in the issue's pictures already.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from build_tools.desk.history import Author
from build_tools.desk.room import EditingRoom, Refusal, file_name, order_of, tidy
from build_tools.model import CORNERS, Kind, Pin
from build_tools.readers import ISSUES, parse_article
from build_tools.readers.front_matter import with_body, with_fields
from build_tools.readers.pins import with_pins
from build_tools.store.locks import exclusive


@dataclass(frozen=True, slots=True)
class Sold:
    """卖出去的: size as a story writes it ("" leaves it to the make-up), page of the plan, corner ("" leaves it to the make-up).

    ``picture`` is the name of the artwork among the issue's pictures, "" for none; ``words`` is the text.
    """

    headline: str
    size: str
    page: int
    corner: str = ""
    picture: str = ""
    words: str = field(default="", repr=False)


def new_advertisement(room: EditingRoom, author: Author, issue: str, sold: Sold) -> dict[str, object]:
    """收一条广告. Refuses a signed issue and what the plan or the program does not know."""
    headline = " ".join(sold.headline.split())[:80]
    if not headline or not (sold.words.strip() or sold.picture):
        raise Refusal(400, "广告要有名称，还要有图或者文字。")
    if sold.corner and sold.corner not in CORNERS:
        raise Refusal(400, "没有这个角。")
    if sold.picture and not (room.root / ISSUES / issue / "images" / _plain(sold.picture)).is_file():
        raise Refusal(404, "这一期里没有这幅图。")
    with exclusive(room.root / ISSUES / issue), room.lock:
        room.open_issue(issue)
        pages = room.pages(issue)
        plan = next((each for each in pages if each.number == sold.page), None)
        if plan is None:
            raise Refusal(404, "issue.yml 里没有这一版。")
        section = plan.sections[0] if plan.sections else room.paper().sections[0].name
        target = room.target(section, sold.page, pages)
        row = room.row(issue, section)
        order = 1 + max((order_of(each) for each in row), default=0)
        path = f"{ISSUES}/{issue}/{section}/{order:02d}-{file_name(headline)}.md"
        picture = f"![](../images/{sold.picture})" if sold.picture else ""
        body = "\n\n".join(part for part in (picture, sold.words.strip()) if part)
        fields = {"headline": headline, "ad": "true", "size": sold.size.strip()}
        text = with_fields("---\n---\n\n", {**fields, "page": str(target) if target else ""})
        text = tidy(with_body(text, f"\n{body}\n"))
        file = f"{section}/{path.rpartition('/')[2]}"
        article, found = parse_article(text, path, file, section, Kind.ARTICLE, file[:-3].rpartition("/")[2])
        if wrong := next((each for each in found if each.code == "SQ564"), None):
            raise Refusal(400, f"{wrong.message}{wrong.remedy}")
        files: dict[str, bytes | None] = {path: text.encode()}
        if sold.corner:
            name = f"{ISSUES}/{issue}/issue.yml"
            pin = Pin(headline if "=" not in headline and "＝" not in headline else article.stem)
            pins = [*plan.pins, Pin(pin.story, corner=sold.corner)]
            changed = with_pins((room.root / name).read_text("utf-8"), sold.page, pins)
            if changed is None:
                raise Refusal(
                    409, "issue.yml 这一版的写法特别，程序不敢替您钉：角落留空，再用文本编辑器写 pins。"
                )
            files[name] = changed.encode()
        where = f"第{sold.page}版{sold.corner}"
        trouble = room.change(
            author, files, f"收广告《{headline}》：{article.size or '大小由程序定'}，{where}"
        )
    return {"path": path, "trouble": trouble}


def _plain(name: str) -> str:
    """A file's name and nothing else. Refuses what leads elsewhere."""
    if "/" in name or "\\" in name or name.startswith(".") or "\0" in name:
        raise Refusal(404, "这一期里没有这幅图。")
    return name
