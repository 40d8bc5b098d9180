"""收稿: a sending → articles, their pictures and the slip 收稿单. Reads no issue and writes nothing.

In: :class:`Sending`. Out: :class:`Taken`. Never raises on any file.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import assert_never

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.intake import wording
from build_tools.intake.accounting import unaccounted
from build_tools.intake.draft import Draft, Grid, Image, Item, Line, Unreadable, plain
from build_tools.intake.mail import read_mail
from build_tools.intake.marked import looks_marked, read_marked
from build_tools.intake.page import read_page
from build_tools.intake.pdf import is_artwork
from build_tools.intake.picturing import NARROWEST, DrawSvg, Placed, drop_ornaments, place_pictures, ready
from build_tools.intake.plain import decode, is_verse, joined_rows, read_text
from build_tools.intake.roles import Paragraph as Told
from build_tools.intake.roles import Shown, Story, read_passage, read_story
from build_tools.intake.sending import Received, Sending, take
from build_tools.intake.stories import Part, joined_drafts, part_stories
from build_tools.intake.word import read_word
from build_tools.intake.writing import write_article, write_body
from build_tools.markup.cleaning import Cleaned, Mending, clean_markdown, clean_prose
from build_tools.markup.dialect import shows_stars
from build_tools.model import (
    Article,
    Footnotes,
    Form,
    Inline,
    ItemList,
    Kind,
    Link,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Subhead,
    Table,
    plain_text,
    walk_blocks,
)
from build_tools.readers.article import parse_article
from build_tools.readers.artwork import Unusable

_PARTS = re.compile(
    r"^(?:(?P<title>标题|题目|主题)|(?P<captions>(?:图片|照片|图)(?:说明|说|注|注释)|说明))(?:\d*)$"
)
_DOTS = re.compile(
    r"(?<=[\u4e00-\u9fff”）》])(?:\.{3,}|。{3,}|·{3,}|…(?!…)(?<!……)|。\.{2,})|(?<=[\u4e00-\u9fff”）》])\.{6}"
)
_STOP = re.compile(r"(?<=[\u4e00-\u9fff”）》])\.(?=[\u4e00-\u9fff“《（\"”』」])")
_ANGLES = re.compile(r"(?:\\<|＜){2}([^<>＜＞\\\n]*[\u4e00-\u9fff][^<>＜＞\\\n]*)(?:\\>|＞){2}")
"""<<上海掌故>>, as people type it who cannot find 《》."""
_LOOSE_MARKS = re.compile(r"(?<=[\u4e00-\u9fff”）》]) +([,;:?!]) *(?=[\u4e00-\u9fff“《（])")
_STRESS = re.compile(r"(?<!\\)((?:\\\\)*)\*\*")
"""Stars that are not escaped."""
_LONG_LINE = 60
_NAME = re.compile(r"[^\w\u4e00-\u9fff-]+")


@dataclass(frozen=True, slots=True)
class TakenPicture:
    """A picture of an article: the name of the file to write, its bytes, what it was called in the sending."""

    file: str
    content: bytes
    sent_as: str


@dataclass(frozen=True, slots=True)
class TakenArticle:
    """An article ready to be written. ``file`` ends in .md; pictures are named as the text has them, without folder."""

    file: str
    text: str
    headline: str
    sent_as: str
    pictures: tuple[TakenPicture, ...]
    titled: bool = True
    """Whether the sending itself had the headline."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a sending, and the slip: all that was left out, changed or doubted."""

    articles: tuple[TakenArticle, ...]
    remarks: tuple[Diagnostic, ...]
    pictures: tuple[TakenPicture, ...] = ()
    """Pictures that came without any story, made ready all the same."""


@dataclass(slots=True)
class _Work:
    sending: Sending
    remarks: list[Diagnostic] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    draw_svg: DrawSvg | None = None
    pictures_at: str = ""
    unread: list[str] = field(default_factory=list)
    """Files of copy that could not be read."""

    def unread_folders(self) -> dict[str, str]:
        """The folders, but for the top one, in which a file could not be read, and that file."""
        names = [*(name for name, _, _ in self.sending.refused), *self.unread]
        return {folder: base for name in names for folder, _, base in (name.rpartition("/"),) if folder}

    def remark(self, path: str, code: str, /, **facts: object) -> None:
        self.remarks.append(diagnose(code, Place(path), **facts))


def take_in(
    sending: Sending,
    first: int = 1,
    pictures_at: str = "",
    taken_names: frozenset[str] = frozenset(),
    draw_svg: DrawSvg | None = None,
) -> Taken:
    """Make articles of a sending.

    ``first``: number of the first article's file; ``pictures_at``: what stands before a picture's name in the text
    (``../images/``); ``taken_names``: picture files that exist there already; ``draw_svg``: turns an SVG into a PDF.
    """
    work = _Work(sending, names=set(taken_names), draw_svg=draw_svg, pictures_at=pictures_at)
    for name, problem, remedy in sending.refused:
        work.remark(name, "SQ120", file=name, problem=problem, remedy=remedy)
    for name in sending.ignored:
        work.remark(name, "SQ132", file=name, reason="是电脑自己留下的文件，不是来稿")
    by_folder: dict[str, list[Draft]] = defaultdict(list)
    at = 0
    while at < len(sending.files):  # a message may add its attachments while it is read
        received = sending.files[at]
        at += 1
        if received.kind == "pdf" and is_artwork(received.content):
            received = sending.files[at - 1] = replace(received, kind="picture")
        if received.kind != "picture" and (draft := _read(work, received)):
            by_folder[received.folder].append(draft)
    for name, problem, remedy in sending.refused:
        work.remark(name, "SQ120", file=name, problem=problem, remedy=remedy)
    stories: list[tuple[str, Story, list[Draft]]] = []
    for folder, drafts in by_folder.items():
        for group in _grouped(drafts):
            stories += _stories(work, folder, group)
    articles = _finish(work, stories, first, pictures_at)
    spare = _spare_pictures(work, bool(articles))
    seen = dict.fromkeys(work.remarks)
    remarks = tuple(sorted(seen, key=lambda each: (each.place.path, each.code)))
    return Taken(tuple(articles), remarks, tuple(spare))


def take_passage(received: Received) -> tuple[str, tuple[Diagnostic, ...]]:
    """Running text that goes into an article → its Markdown and the slip. All words stay, where they were.

    Pictures stay out, but not their captions. "" where the file cannot be read.
    """
    work = _Work(Sending([received]))
    draft = _read(work, received)
    if draft is None:
        return "", tuple(work.remarks)
    part = Part(draft, [words for item in draft.items if (words := _without_picture(item))])
    part.remarks += draft.remarks
    if pictures := sum(isinstance(item, Image) and item.content is not None for item in draft.items):
        part.remark(
            "SQ128",
            what=f"一起贴来的{pictures}幅图没有放进稿件",
            remedy="把照片存下来，拖进稿件，或者按“图片”选它。",
        )
    story = read_passage(part)
    text = _cleaned(story, write_body(story, {})).strip()
    return text, tuple(dict.fromkeys(part.remarks))


def _without_picture(item: Item) -> Item | None:
    if not isinstance(item, Image):
        return item
    words = "　".join(each for each in (item.caption, item.credit) if each)
    return plain(words) if words else None


def _read(work: _Work, received: Received) -> Draft | None:
    try:
        draft = _draft_of(work, received)
    except Unreadable as problem:
        work.unread.append(received.name)
        work.remark(
            received.name, "SQ120", file=received.base, problem=problem.problem, remedy=problem.remedy
        )
        return None
    except (RecursionError, MemoryError):
        work.unread.append(received.name)
        work.remark(
            received.name,
            "SQ120",
            file=received.base,
            problem="结构乱得读不下去",
            remedy="请来稿人把文字拷进新的 Word 文件再发。",
        )
        return None
    if not any(
        isinstance(item, Image | Grid) or (isinstance(item, Line) and item.text) for item in draft.items
    ):
        work.remarks += draft.remarks
        if not draft.elsewhere:
            work.remark(received.name, "SQ133", file=received.base)
        return None
    return draft


def _draft_of(work: _Work, received: Received) -> Draft:
    name, content = received.name, received.content
    match received.kind:
        case "word":
            return _unwrapped(read_word(name, content))
        case "office":
            from build_tools.intake.office import as_word

            draft = _unwrapped(read_word(name, as_word(received.base, content)))
            draft.remarks.append(
                diagnose(
                    "SQ125",
                    Place(name),
                    what=f"{received.base}（老格式）",
                    how="由 LibreOffice 转成 .docx 再读，请对照原文看一遍",
                )
            )
            return draft
        case "page" | "chosen":
            return read_page(name, content, _beside(work, received), chosen=received.kind == "chosen")
        case "mht":
            draft, attached = read_mail(name, content)
            for file, inner in attached.items():
                take(
                    work.sending,
                    "/".join(part for part in (received.folder, file.replace("/", "_")) if part),
                    inner,
                )
            return draft
        case "sheet":
            from build_tools.intake.sheet import read_sheet

            return read_sheet(name, content)
        case "pdf":
            from build_tools.intake.pdf import read_pdf

            return read_pdf(name, content)
        case "marked":
            return read_marked(name, content, _beside(work, received))
    draft = read_text(name, content)
    text, _ = decode(content)
    if looks_marked(text):
        return read_marked(name, content, _beside(work, received))
    draft.verse = is_verse(text.split("\n"))
    return draft


def _unwrapped(draft: Draft) -> Draft:
    draft.items, gone = joined_rows(draft.items)
    if gone:
        what, how = (
            f"去掉了段中间的回车{gone}处",
            "来稿每行都按了回车，是照行的长短接成段的，请对照原文看一遍",
        )
        draft.remarks.append(diagnose("SQ125", Place(draft.file), what=what, how=how))
    return draft


def _beside(work: _Work, page: Received) -> dict[str, bytes]:
    """The pictures that a page may name, by their path from it; those it names are no loose pictures."""
    found = {}
    lead = f"{page.folder}/" if page.folder else ""
    text = page.content.decode("utf-8", "ignore") + page.content.decode("gb18030", "ignore")
    from urllib.parse import unquote

    text = unquote(text)
    for each in work.sending.files:
        if each.kind == "picture" and each.name.startswith(lead):
            path = each.name[len(lead) :]
            found[path] = each.content
            if path in text or f"{page.stem}_files/" in path or f"{page.stem}.files/" in path:
                work.used.add(each.name)
    return found


def _grouped(drafts: list[Draft]) -> list[list[Draft]]:
    """The files of one folder that are one story: a text beside its title and its captions in files of their own."""
    kinds = [_PARTS.match(_stem(draft.file)) for draft in drafts]
    bodies = [draft for draft, kind in zip(drafts, kinds, strict=True) if not kind]
    if len(bodies) != 1 or not any(kinds):
        return [[draft] for draft in drafts]
    titles = [draft for draft, kind in zip(drafts, kinds, strict=True) if kind and kind["title"]]
    captions = [draft for draft, kind in zip(drafts, kinds, strict=True) if kind and kind["captions"]]
    for draft in titles:
        draft.items = [
            replace(item, role="title" if n == 0 else "subtitle") if isinstance(item, Line) else item
            for n, item in enumerate(draft.items)
        ]
    for draft in captions:
        draft.items.insert(0, plain("图片说明："))
    return [[*titles, *bodies, *captions]]


def _stem(file: str) -> str:
    base = file.rpartition("/")[2]
    return base.rpartition(".")[0] or base


def _stories(work: _Work, folder: str, group: list[Draft]) -> list[tuple[str, Story, list[Draft]]]:
    draft = joined_drafts(group) if len(group) > 1 else group[0]
    drop_ornaments(draft)
    if len(group) > 1:
        work.remark(
            draft.file,
            "SQ125",
            what="、".join(each.file.rpartition("/")[2] for each in group),
            how="合成一篇稿",
        )
    parts = part_stories(draft)
    found = []
    for part in parts:
        story = read_story(part)
        if not story.headline:
            _name_as_headline(story)
        found.append((folder, story, group))
    if parts:
        parts[0].remarks[:0] = draft.remarks
    return found


_NAME_NOISE = re.compile(
    r"^(?:[\d\-_. ]*(?:投稿|来稿|供稿|稿件|通讯稿?|新闻稿?|简讯|报道|定稿|终稿|修改稿?|社区晨报|晨报)[:：\-_— 　·]*)+|[（(\-_ ](?:\d{1,2}|修改\d*|定稿|终稿|最终版?|新|改\d*|副本|图文|文字|稿|投稿|\d{4,8})[)）]?$"
)
_NO_TITLE = re.compile(
    r"^(?:新建|文档|document|正文|文字|稿子?|稿件|文稿|投稿|来稿|未命名|无标题|doc|word|新稿|邮件|微信留言|聊天记录|\W|\d|[a-z]{1,4}$)",
    re.I,
)


def _name_as_headline(story: Story) -> None:
    """Where no line is a headline the file's name may be one."""
    stem = _stem(story.part.draft.file)
    for _ in range(3):
        stem = _NAME_NOISE.sub("", stem).strip()
    if len(re.findall(r"[\u4e00-\u9fff]", stem)) >= 4 and not _NO_TITLE.match(stem):
        story.headline = re.sub(r"[_ 　]+", " ", stem)
        story.part.remark("SQ125", what=f"标题“{story.headline}”", how="取自文件名，正文里没有标题")


def _finish(
    work: _Work, stories: list[tuple[str, Story, list[Draft]]], first: int, pictures_at: str
) -> list[TakenArticle]:
    per_folder: dict[str, list[Story]] = defaultdict(list)
    for folder, story, _ in stories:
        if story.has_copy:
            per_folder[folder].append(story)
    articles: list[TakenArticle] = []
    read_back: dict[int, list[str]] = defaultdict(list)
    for folder, story, group in stories:
        if not story.has_copy:
            work.remarks += story.part.remarks
            continue
        loose = _loose_for(work, folder, story, per_folder)
        placed = place_pictures(story, loose, work.draw_svg)
        work.used |= {each.name for each in loose}
        article, texts = _article(work, story, placed, first + len(articles), pictures_at)
        articles.append(article)
        read_back[id(group[0])] += texts
        work.remarks += story.part.remarks
    _account(work, stories, read_back)
    return articles


def _loose_for(work: _Work, folder: str, story: Story, per_folder: dict[str, list[Story]]) -> list[Received]:
    """The loose pictures of a story: those in its folder and in folders of pictures below, if it is the only one there;
    else those that carry its file's name."""
    unread = work.unread_folders().keys() - {folder}
    free = [
        each
        for each in work.sending.files
        if each.kind == "picture" and each.name not in work.used and each.folder not in unread
    ]
    mine = per_folder[folder]
    others = [other for other, there in per_folder.items() if there and other != folder]

    def nearest(picture: Received) -> str | None:
        known = [
            each
            for each in (folder, *others)
            if picture.folder == each or picture.folder.startswith(f"{each}/") or not each
        ]
        return max(known, key=len) if known else None

    near = [each for each in free if nearest(each) == folder]
    if (
        not near
        and len(stories := [one for there in per_folder.values() for one in there]) == 1
        and stories[0] is story
    ):
        return free
    files = {one.part.draft.file for one in mine}
    if len(mine) == 1:
        return near
    stem = _stem(story.part.draft.file)
    if len(files) > 1:
        return [
            each
            for each in near
            if each.stem.startswith(stem) or (stem.startswith(each.stem[:-1]) and len(each.stem) > 3)
        ]
    return [each for each in near if story.headline and each.stem.startswith(story.headline[:4])]


def _spare_pictures(work: _Work, any_story: bool) -> list[TakenPicture]:
    """Pictures that belong to no story: made ready under their own names, for the editor to put where they belong."""
    made: list[TakenPicture] = []
    unread = work.unread_folders()
    for each in work.sending.files:
        if each.kind != "picture" or each.name in work.used:
            continue
        try:
            artwork = ready(each.content, work.draw_svg)
        except Unusable as problem:
            work.remark(each.name, "SQ120", file=each.base, problem=problem.problem, remedy=problem.remedy)
            continue
        name = f"{_NAME.sub('-', each.stem).strip('-') or '图'}{artwork.ending}"
        while name in work.names:
            name = f"新-{name}"
        work.names.add(name)
        made.append(TakenPicture(name, artwork.content, each.name))
        if each.folder in unread:
            reason = f"同一个文件夹里的 {unread[each.folder]} 没有收进来，图单独放着"
        else:
            reason = "几篇稿里不知道是谁的，单独放着" if any_story else "没有稿可配，单独放着"
        work.remark(each.name, "SQ127", file=each.base, reason=reason, path=f"{work.pictures_at}{name}")
        for change in artwork.changes:
            work.remark(each.name, "SQ131", file=each.base, change=change)
        width, height = artwork.pixels
        if width < NARROWEST:
            work.remark(each.name, "SQ520", file=each.base, width=width, height=height, least=NARROWEST)
    return made


# One article


def _article(
    work: _Work, story: Story, placed: list[Placed], number: int, pictures_at: str
) -> tuple[TakenArticle, list[str]]:
    part = story.part
    titled = bool(story.headline)
    if not titled:
        story.headline = _first_words(story)
        first = story.blocks[0] if len(story.blocks) > 1 else None
        if isinstance(first, Told) and first.line.text == story.headline:
            story.blocks = story.blocks[1:]  # a title that only its place tells: not twice
        part.remark("SQ125", what=f"标题“{story.headline}”", how="是程序取的：来稿里没有标题，请另拟")
    for key in ("headline", "kicker", "deck"):
        setattr(story, key, _mended(story, clean_prose(getattr(story, key))).strip())
    headline = story.headline
    stem = _NAME.sub("", headline)[:18].strip("-_") or "来稿"
    files: dict[int, str] = {}
    pictures: list[TakenPicture] = []
    for order, each in enumerate(placed, 1):
        fresh = (f"{stem}-{number}{each.artwork.ending}" for number in itertools.count(order))
        name = next(name for name in fresh if name not in work.names)
        work.names.add(name)
        files[each.at] = f"{pictures_at}{name}"
        pictures.append(TakenPicture(name, each.artwork.content, each.name))
        if each.artwork.content:
            block = story.blocks[each.at]
            assert isinstance(block, Shown)
    text = write_article(story, files)
    for each in placed:
        if each.hint:
            text = re.sub(
                rf"(\]\({re.escape(files[each.at])}(?: \"[^\"\n]*\")?\))",
                rf"\1{{crop={each.hint}}}",
                text,
                count=1,
            )
    text = _cleaned(story, text)
    name = f"{number:02}-{stem}"
    article, found = parse_article(text, f"{name}.md", f"{name}.md", "", Kind.ARTICLE, name)
    for fault in found:
        part.remarks.append(
            replace(fault, place=Place(part.draft.file, fault.place.line, fault.place.column))
        )
    _doubts(story)
    _tell_title(story)
    taken = TakenArticle(f"{name}.md", text, story.headline, part.draft.file, tuple(pictures), titled)
    return taken, texts_of(article)


def _first_words(story: Story) -> str:
    for block in story.blocks:
        line = getattr(block, "line", None)
        if isinstance(line, Line) and line.text:
            return re.split(r"[，。！？：；\n]", line.text)[0][:16] or "无题"
    return "无题"


def _cleaned(story: Story, text: str) -> str:
    """House style that needs no decision, every kind of change named with an example."""
    for form in (_LOOSE_MARKS, _STOP):
        if hits := list(form.finditer(text)):
            story.part.remark(
                "SQ123", what="汉字旁的半角标点", before=hits[0][0], after=_full(hits[0]), count=len(hits)
            )
            text = form.sub(_full, text)
    if hits := list(_ANGLES.finditer(text)):
        example = hits[0][1]
        story.part.remark(
            "SQ123", what="书名号", before=f"<<{example}>>", after=f"《{example}》", count=len(hits)
        )
        text = _ANGLES.sub(r"《\1》", text)
    dots = list(_DOTS.finditer(text))
    if dots:
        story.part.remark("SQ123", what="省略号的写法", before=dots[0][0], after="……", count=len(dots))
        text = _DOTS.sub("……", text)
    text = _mended(story, clean_markdown(text))
    if not shows_stars(text):
        return text
    # A mark that was mended (“ for ”) may be none that stressed words begin or end with.
    front, parts = ("", text) if text[:4] != "---\n" else text.split("\n\n", 1)
    blocks = [_STRESS.sub(r"\1", each) if shows_stars(each) else each for each in parts.split("\n\n")]
    return "\n\n".join([front, *blocks] if front else blocks)


def _mended(story: Story, cleaned: Cleaned) -> str:
    """The mended text; every kind of mend goes to the slip."""
    kinds: dict[Mending, list[tuple[str, str]]] = defaultdict(list)
    for change in cleaned.changes:
        kinds[change.mending].append((change.before, change.after))
    for mending, changes in kinds.items():
        before, after = changes[0]
        what = {"引号的方向": "引号", "汉字旁的半角标点": "标点（半角改全角）"}.get(
            mending.value, mending.value
        )
        story.part.remark(
            "SQ123",
            what=what,
            before=before.strip() or "空格",
            after=after.strip() or "无",
            count=len(changes),
        )
    return cleaned.text


def _full(hit: re.Match[str]) -> str:
    return hit[0].strip().translate(str.maketrans(",;:?!.", "，；：？！。"))


def _doubts(story: Story) -> None:
    for line in story.part.items:
        if isinstance(line, Line):
            for hit in wording.DOUBTS.finditer(line.text):
                if hit[0].strip():
                    story.part.remark("SQ124", text=hit[0].strip(), problem="来稿人没有写定")


def _tell_title(story: Story) -> None:
    parts = [f"主题“{story.headline}”"]
    parts += [f"{name}“{words}”" for name, words in (("引题", story.kicker), ("副题", story.deck)) if words]
    parts += [f"署名“{'、'.join(story.bylines)}”"] if story.bylines else ["没有署名"]
    sources = "”“".join(dict.fromkeys(each.strip() for each in story.heard if each.strip()))
    story.part.remark("SQ125", what="；".join(parts), how=f"认自“{sources}”" if sources else "是这样认的")


# The account


def texts_of(article: Article) -> list[str]:
    """All that a reader of the article will see, as the paper's own parser has it, in order."""
    found = [article.kicker, article.headline, article.deck, *article.bylines]
    for block in walk_blocks(article.body):
        match block:
            case Paragraph(inlines) | Subhead(inlines):
                found.append(plain_text(inlines))
                found += _addresses(inlines)
            case Picture(caption=caption, credit=credit):
                found += [plain_text(caption), credit]
            case Table(header=header, rows=rows):
                found += [plain_text(cell) for row in (header, *rows) for cell in row]
            case ItemList(marks=marks):
                found += marks
            case Quotation() | Form() | Footnotes() | Rule():
                pass  # what stands in them comes by itself
            case _:
                assert_never(block)
    return [text for text in found if text]


def _addresses(inlines: tuple[Inline, ...]) -> list[str]:
    return [each.address for each in inlines if isinstance(each, Link)]


def _account(
    work: _Work, stories: list[tuple[str, Story, list[Draft]]], read_back: dict[int, list[str]]
) -> None:
    """Every text of every file is in an article or on the slip; what is not is put there."""
    groups = {id(group[0]): group for _, _, group in stories}
    for key, group in groups.items():
        files = {draft.file for draft in group}
        slip = [each.message for each in work.remarks if each.place.path in files]
        for draft in group:
            if left := unaccounted(draft.letters, [*read_back[key], *slip]):
                work.remark(draft.file, "SQ129", text="；".join(left))
