"""分稿: the items of a sending → stories: where one ends and the next begins, and which lines are no copy at all.

A line is a headline by its look (role, size, weight, place), as everywhere in this floor; that it begins a *new*
story needs evidence beside the look: a byline near it, or a page end or a row of stars before it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.intake import wording
from build_tools.intake.draft import (
    Break,
    Cell,
    Draft,
    Grid,
    Image,
    Item,
    Line,
    lines_of,
    plain,
    stripped,
    trimmed,
)
from build_tools.intake.numerals import number_of
from build_tools.intake.plain import is_stars

LONGEST_HEADLINE = 42
"""Characters; the longest among 300 headlines of the field's sendings and ours has 27."""
_LONGEST_ANSWER = 40
"""Characters of what somebody else says in the chat in which a contribution was sent; more may be copy."""
_LONGEST_COLUMN = 8
"""Characters of a column's name, its brackets counted."""
_LEAST_BODY = 60
"""Characters of the text in a form; less is an entry of a list."""
_SENTENCE_END = re.compile(r"[。；，、;,]$")
_TALKER = re.compile(r"([^\s：:，。？！]{1,8})[：:]")
_NUMBERED_STORY = re.compile(
    r"^(第[一二三四五六七八九十0-9０-９]{1,3}[篇则条]|稿件?[一二三四五六七八九十0-9０-９]{1,2}|[一二三四五六七八九十][稿篇])[ 　]*[：:、.．][ 　]*(?P<title>[^。]{2,40})$"
)
_LABELLED_TITLE = re.compile(r"^[【［\[〔]([^】］\]〕]{2,30})[】］\]〕]$")
_BOOK_TITLE = re.compile(r"^《([^》]{2,30})》$")


@dataclass(slots=True)
class Part:
    """What one story is made of, in order, before its lines have got their roles."""

    draft: Draft
    items: list[Item]
    remarks: list[Diagnostic] = field(default_factory=list)
    place: Place = field(default_factory=lambda: Place(""))

    @property
    def first(self) -> str:
        """Its first words."""
        return next((item.text for item in self.items if isinstance(item, Line) and item.text), "")

    @property
    def advertises(self) -> bool:
        """Whether it says itself that it is an advertisement."""
        return bool(wording.AD.match(self.first))

    @property
    def for_readers(self) -> bool:
        """Whether addresses and telephones in it are for readers: an advertisement's, a notice's."""
        return self.advertises or bool(wording.FOR_READERS.search(self.first.rstrip("】］〕]")))

    def remark(self, code: str, **facts: object) -> None:
        """Put a word on the slip."""
        self.remarks.append(diagnose(code, self.place, **facts))


def body_size(items: list[Item]) -> float:
    """The type size, in points, of most of the text; 0 where the file knows none."""
    weights: Counter[float] = Counter()
    for item in items:
        if isinstance(item, Line):
            weights[item.size] += len(item.text) if len(item.text) > 20 else 1
    return weights.most_common(1)[0][0] if weights else 0.0


def is_short(line: Line) -> bool:
    """Whether a line has the form of a headline: short, and not ended as a sentence is."""
    text = line.text
    return (
        0 < len(text) <= LONGEST_HEADLINE
        and bool(re.search(r"\w", text))
        and not _SENTENCE_END.search(text)
        and line.level < 0
    )


def weight(line: Line, size: float) -> float:
    """How much a line looks like a headline: 0 like the body; a heading's role counts most, then size, weight, place."""
    role = {
        "title": 60.0,
        "heading1": 40.0,
        "subtitle": 4.0,
        "caption": -50.0,
        "byline": -50.0,
        "quote": -50.0,
    }.get(line.role, 0.0)
    if line.role.startswith("heading") and not role:
        role = 16.0 - int(line.role[-1])
    larger = max(line.size - size, -3.0) * 2 if line.size and size else 0.0
    return role + larger + (5.0 if line.strong else 0.0) + (4.0 if line.align == "center" else 0.0)


def part_stories(draft: Draft) -> list[Part]:
    """The stories of a draft. Lines that are no copy (greetings, boilerplate, form fields) go to the slip."""
    whole = Part(draft, list(draft.items), place=Place(draft.file))
    _flatten_layout(whole)
    whole.items = [
        Break(item.text) if isinstance(item, Line) and is_stars(item.text) else item for item in whole.items
    ]
    if rows := [item.text for item in whole.items if isinstance(item, Break) and item.text]:
        whole.remark("SQ121", what="分隔的线", text="；".join(rows))
    _part_forced_lines(whole)
    _drop_attachments(whole)
    _part_numbered(whole)
    _part_labelled(whole)
    _take_titles_in_brackets(whole)
    _drop_chat(whole)
    _drop_lines(whole)
    starts = _starts(whole.items)
    if len(starts) < 2:
        return [whole]
    parts = [
        Part(draft, whole.items[one:two], place=whole.place)
        for one, two in zip(starts, [*starts[1:], None], strict=True)
    ]
    before = [item for item in whole.items[: starts[0]] if isinstance(item, Line) and item.text]
    if before:
        whole.remark("SQ121", what="几篇稿前面的总题", text=" ".join(line.text for line in before))
    _drop_numbers(parts, whole)
    parts[0].remarks[:0] = whole.remarks
    parts[0].remark("SQ125", what=f"一个文件里有{len(parts)}篇稿", how="标题样子相同，各有署名或分隔")
    return parts


_COUNTED = re.compile(r"^(?P<number>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})[ 　]*[.．、：:][ 　]*(?=\S)")


def _drop_numbers(parts: list[Part], whole: Part) -> None:
    """1、2、3、 before the headlines of several stories count the stories and are no part of them."""
    heads = [
        next((n, item) for n, item in enumerate(part.items) if isinstance(item, Line) and item.text)
        for part in parts
    ]
    marks = [_COUNTED.match(line.text) for _, line in heads]
    numbers = [number_of(wording.half(mark["number"])) if mark else 0 for mark in marks]
    if numbers != list(range(1, len(parts) + 1)):
        return
    for part, (at, line), mark in zip(parts, heads, marks, strict=True):
        assert mark
        lead = len("".join(span.text for span in line.spans)) - len(
            "".join(span.text for span in line.spans).lstrip()
        )
        part.items[at] = trimmed(line, lead + mark.end())
    whole.remark("SQ121", what="分篇的序号", text="；".join(mark[0].strip() for mark in marks if mark))


def _part_numbered(part: Part) -> None:
    """“第一篇：……”, “稿件2、……”: each begins a story, its number told on the slip."""
    found = [
        (at, hit)
        for at, item in enumerate(part.items)
        if isinstance(item, Line) and (hit := _NUMBERED_STORY.match(item.text.strip()))
    ]
    if len(found) < 2:
        return
    part.remark("SQ121", what="分篇的序号", text="；".join(hit[1] for _, hit in found))
    for at, hit in reversed(found):
        part.items[at : at + 1] = [Break(""), replace(plain(hit["title"].strip()), role="title")]


def _part_labelled(part: Part) -> None:
    """“标题：……” said again after copy: each begins a story, with the lines above it that say what they are too."""
    found = [
        at
        for at, item in enumerate(part.items)
        if isinstance(item, Line) and wording.LABELS["headline"].match(item.text)
    ] or _titles_with_writers(part.items)
    ends = [*found[1:], len(part.items)]
    if len(found) < 2 or not all(_copy_between(part.items, *pair) for pair in zip(found, ends, strict=True)):
        return
    kept = list(part.items)
    own = _labels_above(kept, found[0])
    for at in found:
        above = min(_labels_above(kept, at), own) or _labels_above(kept, at, heads_only=True)
        title = replace(plain(kept[at].text), role="title")  # type: ignore[union-attr]
        part.items[at - above : at + 1] = [title, *kept[at - above : at]]


def _titles_with_writers(items: list[Item]) -> list[int]:
    """Short lines of a text without any look, below each of which 作者：… stands."""
    if any(isinstance(item, Line) and (item.size or item.strong or item.role) for item in items):
        return []
    pairs = enumerate(itertools.pairwise(items))
    return [
        at
        for at, (line, below) in pairs
        if isinstance(line, Line)
        and is_short(line)
        and isinstance(below, Line)
        and wording.names_writer(below.text)
    ]


def _labels_above(items: list[Item], at: int, *, heads_only: bool = False) -> int:
    """How many lines right above a title say themselves what they are: 引题：…, 作者：…."""
    count = 0
    while (
        count < at
        and isinstance(line := items[at - count - 1], Line)
        and (
            any(form.match(line.text) for form in wording.LABELS.values())
            or (not heads_only and wording.read_credit(line.text, alone=False))
        )
    ):
        count += 1
    return count


# Layout


def _flatten_layout(part: Part) -> None:
    """Tables that only place pictures or draw a frame are no tables."""
    items: list[Item] = []
    # Where there is copy beside it, a table is a part of the story and not a form that holds one.
    lengths = [len(item.text) for item in part.items if isinstance(item, Line)]
    copy = sum(length for length in lengths if length > 20) > _LEAST_BODY
    for item in part.items:
        if isinstance(item, Grid):
            filled_in = None if copy else _filled_in(part, item, items)
            items += _unframed(item) if filled_in is None else filled_in
        else:
            items.append(item)
    part.items = items


def _filled_in(part: Part, grid: Grid, above: list[Item]) -> list[Item] | None:
    """The story in an office's form for contributions (投稿登记表), None for any other table.

    Its other fields and the name of the form, which is taken from ``above``, go to the slip.
    """
    cells = [cell for row in grid.rows for cell in row if not cell.merged]
    found: dict[str, list[tuple[str, Cell]]] = {key: [] for key in wording.FORM_FIELDS}
    rest: list[str] = []
    at = 0
    while at < len(cells):
        cell, label = cells[at], _label_of(cells[at].text)
        at += 1
        if label and at < len(cells) and not _label_of(cells[at].text):
            found[label].append((cell.text, cells[at]))
            at += 1
        elif (first := next((each for each in cell.items if isinstance(each, Line)), None)) and (
            body := _below_label(cell, first)
        ):
            found["body"].append((first.text.split("\n")[0], body))
        elif cell.text:
            rest.append(cell.text)
    titles, bodies = found["headline"], found["body"]
    if len(titles) != 1 or len(bodies) != 1 or len(bodies[0][1].text) < _LEAST_BODY:
        return None
    units = " ".join(cell.text for _, cell in found["unit"])
    items: list[Item] = [plain(f"标题：{titles[0][1].text}".replace("\n", " "))]
    items += [
        plain(f"作者：{f'{units} ' if units else ''}{cell.text}") for _, cell in found["writer"] if cell.text
    ]
    items += [plain(f"摄影：{cell.text}") for _, cell in found["shooter"] if cell.text]
    rest += [f"{name}：{cell.text}" for name, cell in found["other"] if cell.text]
    rest += [] if found["writer"] else [f"{name}：{cell.text}" for name, cell in found["unit"] if cell.text]
    names = [each for each in above if isinstance(each, Line) and wording.FORM_NAME.search(each.text)]
    for each in names:
        above.remove(each)
    if words := [*(each.text for each in names), *rest]:
        part.remark("SQ121", what="登记表的其他项", text="；".join(words).replace("\n", " "))
    labels = "”“".join(
        name.strip(" 　：:") for key in ("headline", "writer", "unit", "body") for name, _ in found[key]
    )
    part.remark("SQ125", what=f"登记表里的“{labels}”", how="当作标题、署名和正文")
    return [*items, *bodies[0][1].items]


def _label_of(text: str) -> str:
    """Which field of a form a cell names, "" for none."""
    bare = re.sub(r"[\s　：:*＊]", "", text)
    return next((key for key, form in wording.FORM_FIELDS.items() if form.fullmatch(bare)), "")


def _below_label(cell: Cell, first: Line) -> Cell | None:
    """The text of a cell that begins with its own label: “正文：……”."""
    head, mark, _ = first.text.partition("：")
    if not mark or not wording.FORM_FIELDS["body"].fullmatch(re.sub(r"[\s　]", "", head)):
        return None
    whole = "".join(span.text for span in first.spans)
    inner = stripped(trimmed(first, whole.index("：") + 1))
    others = tuple(each for each in cell.items if each is not first)
    return replace(cell, items=(*((inner,) if inner.text else ()), *others))


def _unframed(grid: Grid) -> list[Item]:
    cells = [cell for row in grid.rows for cell in row if cell.items]
    pictures = any(isinstance(item, Image) for cell in cells for item in cell.items)
    if len(cells) <= 1 or (len(grid.rows[0]) == 1 and not pictures and len(cells) <= 2):
        return [item for cell in cells for item in cell.items]
    if not pictures:
        return [grid]
    found: list[Item] = []
    words: list[Item]
    used: set[tuple[int, int]] = set()
    for at, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if (at, column) in used:
                continue
            images = [item for item in cell.items if isinstance(item, Image)]
            words = [item for item in cell.items if not isinstance(item, Image)]
            if len(images) == 1 and not words and at + 1 < len(grid.rows):
                below = grid.rows[at + 1][column]
                if below.text and not any(isinstance(item, Image) for item in below.items):
                    used.add((at + 1, column))
                    words = list(below.items)
            found += images
            found += [
                replace(word, role="caption") if isinstance(word, Line) and images else word for word in words
            ]
    return found


def _part_forced_lines(part: Part) -> None:
    """Paragraphs that the writer parted with line ends instead are paragraphs; verse stays together."""
    items: list[Item] = []
    for item in part.items:
        if not isinstance(item, Line) or "\n" not in item.text:
            items.append(stripped(item) if isinstance(item, Line) else item)
            continue
        lines = lines_of(item)
        long = sum(len(line.text) > 24 or line.text[-1:] in "。！？”…" for line in lines)
        own = sum(
            bool(wording.read_caption(line.text) or wording.PLACEHOLDER.fullmatch(line.text))
            for line in lines
        )
        items += lines if long * 2 >= len(lines) or own else map(stripped, _at_empty_rows(item))
    part.items = items


def _at_empty_rows(item: Line) -> list[Line]:
    """A line parted where the writer forced an empty row: the stanzas of verse."""
    whole = "".join(span.text for span in item.spans)
    cuts = [(0, 0), *(hit.span() for hit in re.finditer(r"\n(?:[ \t　]*\n)+", whole)), (len(whole), 0)]
    return [trimmed(item, one[1], two[0]) for one, two in itertools.pairwise(cuts)]


def _drop_attachments(part: Part) -> None:
    """附件: what follows the date and signature of an office's paper under “附件1”, and the list that announces it."""
    shown = [at for at, item in enumerate(part.items) if not (isinstance(item, Line) and not item.text)]
    first = part.items[shown[0]] if len(shown) > 1 else None
    if isinstance(first, Line) and wording.ATTACHMENT.match(first.text):
        part.remark("SQ121", what="附件的序号", text=first.text)
        part.items[shown[0]] = Line(())
    start = None
    for n, at in enumerate(shown):
        item = part.items[at]
        if isinstance(item, Line) and wording.ATTACHMENT.match(item.text) and n > 2:
            above = [part.items[each] for each in shown[max(n - 3, 0) : n]]
            if any(isinstance(each, Line) and wording.is_date(each.text) for each in above):
                start = n
                break
    body = shown if start is None else shown[:start]
    listed: list[int] = []
    for n, at in enumerate(body[-8:], max(len(body) - 8, 0)):
        item = part.items[at]
        if isinstance(item, Line) and len(item.text) <= 60 and wording.ATTACHED.match(item.text):
            listed = [at]
            for each in body[n + 1 :]:
                line = part.items[each]
                if not (isinstance(line, Line) and re.match(r"[2-9][.．、]", line.text)):
                    break
                listed.append(each)
            break
    gone = {*listed, *(shown[start:] if start is not None else ())}
    texts = [text.rstrip("；") for at in sorted(gone) if (text := _all_text(part.items[at]))]
    if texts:
        part.remark("SQ121", what="附件", text="；".join(texts))
        part.items = [item for at, item in enumerate(part.items) if at not in gone or isinstance(item, Image)]


def _all_text(item: Item) -> str:
    if isinstance(item, Grid):
        return "　".join(cell.text for row in item.rows for cell in row if cell.text)
    return item.text if isinstance(item, Line) else ""


def _take_titles_in_brackets(part: Part) -> None:
    """【标题】 alone on a line, or 《标题》 before the first paragraph, is a headline."""
    met = 0
    for at, item in enumerate(part.items):
        if not isinstance(item, Line) or not item.text:
            continue
        met += 1
        found = _LABELLED_TITLE.match(item.text)
        if not found and met <= 4 and item.level < 0:
            found = _BOOK_TITLE.match(item.text)
        if (
            found
            and not wording.PLACEHOLDER.fullmatch(item.text)
            and not wording.CHAT_NOISE.match(item.text)
            and not wording.AD.fullmatch(item.text)
            and not wording.read_credit(item.text)
        ):
            if _names_column(part.items, at):
                part.items[at] = Line(())
                part.remark("SQ121", what="栏名", text=item.text)
                continue
            whole = "".join(span.text for span in item.spans)
            start = whole.index(found[1])
            part.items[at] = replace(trimmed(item, start, start + len(found[1])), role="title")
            part.remark("SQ125", what=f"“{item.text}”", how="当作标题")


def _names_column(items: list[Item], at: int) -> bool:
    """Whether 【邻里故事】 stands above a headline, which it then is not itself."""
    own = items[at]
    below = [item for item in items[at + 1 :] if not isinstance(item, Line) or item.text][:2]
    head, after = (*below, None, None)[:2]
    if not isinstance(own, Line) or not isinstance(head, Line) or not is_short(head):
        return False
    if head.text[0] in "—-（(【" or head.text[-1] in "：:" or wording.read_credit(head.text):
        return False
    size = body_size(items)
    if head.size or head.strong or head.align:
        return weight(head, size) >= 9 and weight(head, size) > weight(own, size)
    # Without any look: a short name, then a line which a byline or the story follows.
    follows = isinstance(after, Line) and (
        wording.read_credit(after.text) or len(after.text) > LONGEST_HEADLINE
    )
    return len(own.text) <= _LONGEST_COLUMN and not is_date_or_caption(head.text) and bool(follows)


def is_date_or_caption(text: str) -> bool:
    """Whether a line is a date or says that it is a caption."""
    return wording.is_date(text) or wording.read_caption(text) is not None


def _drop_chat(part: Part) -> None:
    """Chat logs: sender and time, the day's rule, pictures that are not there and what others say are no copy."""
    lines = [item.text for item in part.items if isinstance(item, Line) and item.text]
    heads = [text for text in lines if wording.chat_sender(text)]
    # 合唱 8:30 below 剪纸 10:00 is a timetable: nobody says anything.
    silent = sum(
        bool(wording.chat_sender(one) and wording.chat_sender(two)) for one, two in itertools.pairwise(lines)
    )
    if not heads or silent * 2 >= len(heads):
        return
    names = {wording.chat_sender(head) for head in heads}
    part.remark("SQ121", what="聊天记录里的发送人和时间", text="；".join(dict.fromkeys(heads)))
    kept: list[Item] = []
    said: dict[str, list[Line]] = {name: [] for name in names}
    speaker = ""
    for item in part.items:
        if isinstance(item, Line) and (sender := wording.chat_sender(item.text)):
            speaker = sender
            kept.append(Line(()))
        elif isinstance(item, Line) and wording.CHAT_DAY.match(item.text):
            part.remark("SQ121", what="聊天记录里的日期", text=item.text)
        elif isinstance(item, Line) and (
            wording.CHAT_NOISE.search(item.text) or wording.CHAT_ANSWER.match(item.text)
        ):
            part.remark("SQ121", what="聊天记录里的占位", text=item.text)
        else:
            kept.append(item)
            if speaker and isinstance(item, Line) and item.text:
                said[speaker].append(item)
    part.items = kept
    writer = max(said, key=lambda name: sum(len(line.text) for line in said[name]))
    others = [line for name, lines in said.items() if name != writer for line in lines]
    if others and all(len(line.text) <= _LONGEST_ANSWER for line in others):
        part.remark("SQ121", what="聊天记录里别人说的话", text="；".join(line.text for line in others))
        part.items = [item for item in kept if not any(item is line for line in others)]
        names = {writer}
    asked = next((hit[1] for line in said[writer] if (hit := wording.SIGN_AS.search(line.text))), "")
    if not part.draft.byline and (wording.is_name(asked) or len(names) == 1):
        part.draft.byline = asked if wording.is_name(asked) else names.pop()


def _drop_lines(part: Part) -> None:
    """Words to the editor, boilerplate, form fields and mail signatures, each at the places where they occur."""
    lines = [(at, item) for at, item in enumerate(part.items) if isinstance(item, Line) and item.text]
    if not lines:
        return
    gone: set[int] = set()

    def drop(what: str, chosen: list[tuple[int, Line]]) -> None:
        fresh = [(at, line) for at, line in chosen if at not in gone]
        gone.update(at for at, _ in fresh)
        if fresh:
            part.remark("SQ121", what=what, text="；".join(line.text for _, line in fresh))

    for count, (at, line) in enumerate(lines):
        if (
            count >= len(lines) - 8
            and count
            and wording.SIGNATURE.match(line.text)
            and len(lines) - count <= 8
        ):
            follows = [each for each in lines[count + 1 :] if len(each[1].text) > 40]
            if not follows and not (len(line.text) > 3 and line.text.startswith("——")):
                drop("邮件的签名档", lines[count:])
                break
        if at in gone:
            continue
    if part.draft.file.lower().endswith((".eml", ".msg")):
        old = [(at, line) for at, line in lines if line.text.startswith(">")]
        if 2 * sum(len(line.text) for _, line in old) < sum(len(line.text) for _, line in lines):
            drop("邮件里引的旧信", old)
    drop("简报的报头和发送单位", _letterhead(lines))
    drop(
        "公众号或网页的套话",
        [(at, line) for at, line in lines if len(line.text) <= 40 and _is_boilerplate(line)],
    )
    first = next(
        (
            n
            for n, (_, line) in enumerate(lines)
            if len(line.text) > 60 and not wording.TO_EDITOR.search(line.text)
        ),
        len(lines),
    )
    last = max((n for n, (_, line) in enumerate(lines) if len(line.text) > 60), default=0)
    edges = [each for n, each in enumerate(lines) if n < max(first, 1) or n > last]
    bracketed = [
        each
        for each in lines
        if re.match(r"^[（(【].*[）)】]$", each[1].text, re.S) and wording.TO_EDITOR.search(each[1].text)
    ]
    talkers = Counter(hit[1] for _, line in lines if (hit := _TALKER.match(line.text)))
    talk = talkers.total() - len(talkers) >= 2
    to_editor = [
        each
        for each in edges
        if wording.TO_EDITOR.search(each[1].text)
        and each[1].text not in ("编辑部：", "编辑部:")
        # 小编 who asks in an interview is not addressed.
        and not (talk and (hit := _TALKER.match(each[1].text)) and talkers[hit[1]] > 1)
    ]
    # “此致敬礼” of a letter to the editor is copy; “您好！” before a contribution is not.
    drop("写给编辑的话", [*to_editor, *bracketed])
    if to_editor or first < 6:
        drop(
            "写给编辑的话",
            [
                each
                for each in edges
                if re.match(r"^(?:谢谢|感谢|辛苦了?|敬请指正|此致|敬礼)[！!。]?$", each[1].text) and to_editor
            ],
        )
    drop(
        "联系方式等表格项，不宜见报",
        [
            each
            for each in edges
            if wording.PRIVATE.match(each[1].text) and not part.for_readers and _is_form(lines, each)
        ],
    )
    part.items = [item for at, item in enumerate(part.items) if at not in gone]


def _letterhead(lines: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """What an office's bulletin prints round its story: name, 第3期, who issues it and when; 报：, 送：, 共印40份."""
    texts = [line.text for _, line in lines]
    found: list[tuple[int, Line]] = []
    number = next((n for n, text in enumerate(texts[:4]) if wording.BULLETIN_NUMBER.match(text)), None)
    if number is not None and all(len(text) <= 24 for text in texts[:number]):
        end = number + 1
        while end < min(number + 3, len(texts)) and wording.BULLETIN_ISSUER.match(texts[end]):
            end += 1
        # “第3期” below a headline without either counts a course, not a bulletin.
        if end > number + 1 or all(map(wording.BULLETIN_NAME.search, texts[:number])):
            found += lines[:end]
    red = next((n for n, text in enumerate(texts[:3]) if wording.DOCUMENT_NUMBER.match(text)), None)
    if red is not None and all(re.search(r"(?:文件|函|纪要|令)$", text) for text in texts[:red]):
        found += lines[: red + 1]
    last = max((n for n, text in enumerate(texts) if len(text) > 60), default=0)
    sent = [n for n, text in enumerate(texts) if n > last and wording.BULLETIN_SENT.match(text)]
    return found + (lines[sent[0] :] if sent and len(lines) - sent[0] <= 6 else [])


def _is_boilerplate(line: Line) -> bool:
    return bool(wording.BOILERPLATE.search(line.text)) and not re.search(r"[，。].{8,}[。]$", line.text)


def _is_form(lines: list[tuple[int, Line]], one: tuple[int, Line]) -> bool:
    """A contact that belongs to a notice for readers stays: only among other form lines, names and labels it goes."""
    at = lines.index(one)
    near = [lines[n][1].text for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return at < 6 or any(
        wording.read_credit(text) or wording.PRIVATE.match(text) or wording.is_date(text) for text in near
    )


# Where stories begin


def _starts(items: list[Item]) -> list[int]:
    size = body_size(items)
    candidates = [
        at
        for at, item in enumerate(items)
        if isinstance(item, Line)
        and is_short(item)
        and not item.boxed
        and weight(item, size) >= 4
        and not wording.read_credit(item.text, alone=False)
        and not wording.read_caption(item.text)
        and not wording.is_date(item.text)
        and _has_text_below(items, at)
    ]
    groups: dict[tuple[object, ...], list[int]] = {}
    for at in candidates:
        line = items[at]
        assert isinstance(line, Line)
        groups.setdefault(line.look, []).append(at)
    best: list[int] = []
    for group in sorted(groups.values(), key=lambda each: -_weight_at(items, each[0], size)):
        if len(group) < 2 or any(not _copy_between(items, *pair) for pair in itertools.pairwise(group)):
            continue
        title = isinstance(first := items[group[0]], Line) and first.role == "title"
        proved = [at for n, at in enumerate(group) if n == 0 or title or _evidence(items, group, n)]
        if len(proved) > 1 and (len(proved) == len(group) or _weight_at(items, group[0], size) >= 9):
            best = proved
            break
    return [_with_kicker(items, at, size) for at in best] or _starts_below_rules(items)


def _starts_below_rules(items: list[Item]) -> list[int]:
    """Where stories without any look begin: below each row of stars or hyphens, if a headline and a name stand there."""
    heads: list[int] = []
    fresh = True
    for at, item in enumerate(items):
        if isinstance(item, Break):
            fresh = fresh or bool(item.text)
        elif fresh and not (isinstance(item, Line) and not item.text):
            heads.append(at)
            fresh = False
    return heads if len(heads) > 1 and all(_is_signed_headline(items, at) for at in heads) else []


def _is_signed_headline(items: list[Item], at: int) -> bool:
    line = items[at]
    below = next((each for each in items[at + 1 : at + 4] if isinstance(each, Line) and each.text), None)
    return (
        isinstance(line, Line)
        and is_short(line)
        and not re.search(r"[。！？，；：…]$", line.text)
        and not wording.is_date(line.text)
        and below is not None
        and len(below.text) <= 20
        and bool(wording.read_credit(below.text, alone=True))
        and _has_text_below(items, at)
    )


def _weight_at(items: list[Item], at: int, size: float) -> float:
    line = items[at]
    return weight(line, size) if isinstance(line, Line) else 0.0


def _has_text_below(items: list[Item], at: int) -> bool:
    for item in items[at + 1 : at + 12]:
        if isinstance(item, Grid) or (isinstance(item, Line) and len(item.text) > 30):
            return True
    return False


def _copy_between(items: list[Item], one: int, two: int) -> bool:
    """Whether there is copy between two lines of one look: 引题 and 副题 of one headline have none."""
    return any(
        not isinstance(item, Line) or len(item.text) > 24 or item.text[-1:] in (*"。！？…”；",)
        for item in items[one + 1 : two]
        if not isinstance(item, Break)
    )


def _evidence(items: list[Item], group: list[int], n: int) -> bool:
    """What says that another story begins here: a break before, a credit just before, or a byline just after."""
    at = group[n]
    above = at - 1
    while above > 0 and (not isinstance(items[above], Line) or not items[above].text):  # type: ignore[union-attr]
        if isinstance(items[above], Break):
            return True
        above -= 1
    last = items[above]
    if isinstance(last, Line):
        tail = wording.TAIL_CREDIT.search(last.text)
        if tail and wording.read_credit(f"（{tail[1]}）"):
            return True
        credit = wording.read_credit(last.text, alone=last.align in ("right", "center"))
        if credit and above != group[n - 1] and len(last.text) <= 30:
            return True
    for item in items[at + 1 : at + 4]:
        if isinstance(item, Line) and item.text:
            credit = wording.read_credit(item.text, alone=item.align in ("right", "center"))
            first = any(
                isinstance(each, Line)
                and each.text
                and wording.read_credit(each.text, alone=each.align in ("right", "center"))
                for each in items[group[0] + 1 : group[0] + 4]
            )
            return bool(credit) and first
    return False


def _with_kicker(items: list[Item], at: int, size: float) -> int:
    """A short centred line right above a headline, after a gap, is its kicker."""
    above = at - 1
    if above < 1:
        return at
    line = items[above]
    gap = items[above - 1] if above else None
    parted = isinstance(gap, Break) or (isinstance(gap, Line) and not gap.text)
    if (
        isinstance(line, Line)
        and is_short(line)
        and line.align == "center"
        and parted
        and not wording.read_credit(line.text)
    ):
        return above
    return at


def joined_drafts(drafts: list[Draft]) -> Draft:
    """Several files that are one story, in the order given."""
    first = drafts[0]
    whole = Draft(first.file)
    for draft in drafts:
        whole.items += draft.items
        whole.notes |= draft.notes
        whole.remarks += draft.remarks
        whole.letters += draft.letters
        whole.headline = whole.headline or draft.headline
        whole.byline = whole.byline or draft.byline
        whole.verse = whole.verse or draft.verse
    return whole
