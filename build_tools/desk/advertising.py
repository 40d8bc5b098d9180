"""广告: an advertisement with its size, its page and its corner becomes a story and a pin of the issue, as one commit; and is changed as one.

In: the room, a person, what was sold. Out: plain data for the page. What the reader of stories would find fault with in
the size is refused in its words; artwork lies in the issue's pictures already.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from build_tools.desk.history import Author
from build_tools.desk.manuscript import article_of
from build_tools.desk.room import EditingRoom, Refusal, file_name, on_page, order_of, tidy
from build_tools.model import CORNERS, Article, Kind, PagePlan, Picture, Pin
from build_tools.readers import ISSUES, parse_article, parse_plan
from build_tools.readers.front_matter import read_front_matter, with_body, with_fields
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
    headline = _checked(room, issue, sold)
    if not (sold.words.strip() or sold.picture):
        raise Refusal(400, "广告要有名称，还要有图或者文字。")
    with exclusive(room.root / ISSUES / issue), room.lock:
        room.open_issue(issue)
        plan = _page(room, issue, sold.page)
        section = plan.sections[0] if plan.sections else room.paper().sections[0].name
        target = room.target(section, sold.page, room.pages(issue))
        row = room.row(issue, section)
        order = 1 + max((order_of(each) for each in row), default=0)
        path = f"{ISSUES}/{issue}/{section}/{order:02d}-{file_name(headline)}.md"
        picture = f"![](../images/{sold.picture})" if sold.picture else ""
        body = "\n\n".join(part for part in (picture, sold.words.strip()) if part)
        fields = {"headline": headline, "ad": "true", "size": sold.size.strip()}
        text = with_fields("---\n---\n\n", {**fields, "page": str(target) if target else ""})
        text = tidy(with_body(text, f"\n{body}\n"))
        article = _read(text, path)
        files: dict[str, bytes | None] = {path: text.encode()}
        files |= _pinned(
            room, issue, article, sold, (room.root / ISSUES / issue / "issue.yml").read_text("utf-8")
        )
        where = f"第{sold.page}版{sold.corner}"
        trouble = room.change(
            author, files, f"收广告《{headline}》：{article.size or '大小由程序定'}，{where}"
        )
    return {"path": path, "trouble": trouble}


def change_advertisement(room: EditingRoom, author: Author, path: str, sold: Sold) -> dict[str, object]:
    """改一条广告: its name, size, page, corner, and other artwork where ``picture`` names some; its words stay.

    The same refusals. ``commit`` in the answer is the deed, to be taken back; "" where nothing was to be changed.
    """
    issue = path.split("/")[1] if path.count("/") == 3 else ""
    headline = _checked(room, issue, sold)
    with room.lock:
        room.open_issue(issue)
        text, plan = room.taken_up(path), _page(room, issue, sold.page)
        before = article_of(text, path)
        if not before.advertisement:
            raise Refusal(409, "这一篇不是广告。")
        shown = next((each for each in before.body if isinstance(each, Picture)), None)
        target = room.target(path.split("/")[2], plan.number, room.pages(issue))
        changed = _with_artwork(text, shown, sold.picture) if sold.picture else text
        changed = on_page(with_fields(changed, {"headline": headline, "size": sold.size.strip()}), target)
        article = _read(changed, path)
        name = f"{ISSUES}/{issue}/issue.yml"
        unpinned = room.without_pin(issue, text, path).get(name)
        plan_text = unpinned.decode() if unpinned else (room.root / name).read_text("utf-8")
        files: dict[str, bytes | None] = {path: changed.encode()} if changed != text else {}
        files |= {name: unpinned} if unpinned else {}
        files |= _pinned(room, issue, article, sold, plan_text)
        trouble = commit = ""
        if files:
            told = f"改广告《{headline}》：{article.size or '大小由程序定'}，第{sold.page}版{sold.corner}"
            trouble = room.change(author, files, told)
            commit = "" if trouble else room.history.head
    return {"path": path, "commit": commit, "trouble": trouble}


def _with_artwork(text: str, shown: Picture | None, picture: str) -> str:
    """The text with other artwork: the line that it had is its own, whatever is written behind it."""
    line = f"![](../images/{picture})"
    rows = text.split("\n")
    if shown is None:
        body = read_front_matter(text).body.strip("\n")
        return tidy(with_body(text, f"\n{line}\n\n{body}\n"))
    if not rows[shown.line - 1].startswith("!["):
        raise Refusal(409, "这条广告里图的写法特别，程序不敢替您换：打开它，按“图片”换。")
    rows[shown.line - 1] = line
    return "\n".join(rows)


def _checked(room: EditingRoom, issue: str, sold: Sold) -> str:
    """Its name. Refuses what no issue could take."""
    headline = " ".join(sold.headline.split())
    if not headline:
        raise Refusal(400, "广告要有名称，还要有图或者文字。")
    if sold.corner and sold.corner not in CORNERS:
        raise Refusal(400, "没有这个角。")
    if sold.picture and not (room.root / ISSUES / issue / "images" / _plain(sold.picture)).is_file():
        raise Refusal(404, "这一期里没有这幅图。")
    return headline


def _page(room: EditingRoom, issue: str, page: int) -> PagePlan:
    plan = next((each for each in room.pages(issue) if each.number == page), None)
    if plan is None:
        raise Refusal(404, "issue.yml 里没有这一版。")
    return plan


def _read(text: str, path: str) -> Article:
    """The advertisement as a story. Refuses a size that the reader of stories does."""
    section, _, name = path.split("/", 2)[2].partition("/")
    file = f"{section}/{name}"
    article, found = parse_article(text, path, file, section, Kind.ARTICLE, name[:-3])
    if wrong := next((each for each in found if each.code == "SQ564"), None):
        raise Refusal(400, f"{wrong.message}{wrong.remedy}")
    return article


def _pinned(
    room: EditingRoom, issue: str, article: Article, sold: Sold, plan_text: str
) -> dict[str, bytes | None]:
    """issue.yml with the advertisement pinned to its corner; {} where it has none."""
    if not sold.corner:
        return {}
    name = f"{ISSUES}/{issue}/issue.yml"
    plan, _ = parse_plan(plan_text, name, room.paper())
    page = (
        next(each for each in plan.pages if each.number == sold.page) if plan else PagePlan(sold.page, "", ())
    )
    story = article.headline if "=" not in article.headline and "＝" not in article.headline else article.stem
    changed = with_pins(plan_text, sold.page, [*page.pins, Pin(story, corner=sold.corner)])
    if changed is None:
        raise Refusal(409, "issue.yml 这一版的写法特别，程序不敢替您钉：角落留空，再用文本编辑器写 pins。")
    return {name: changed.encode()}


def _plain(name: str) -> str:
    """A file's name and nothing else. Refuses what leads elsewhere."""
    if "/" in name or "\\" in name or name.startswith(".") or "\0" in name:
        raise Refusal(404, "这一期里没有这幅图。")
    return name
