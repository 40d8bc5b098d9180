"""认题：which line of a story is its 主题, 引题, 副题, 署名, 图说, 小标题, and where its pictures stand.

By role, size, weight and place first, by wording second; what was decided by little evidence is said on the slip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from build_tools.intake import wording
from build_tools.intake.draft import Break, Grid, Image, Item, Line, Span, lines_of, plain, stripped, trimmed
from build_tools.intake.numerals import number_of
from build_tools.intake.plain import is_verse
from build_tools.intake.stories import Part, body_size, is_short, weight

_MARKS = (
    (re.compile(r"^(\d{1,2})[、.．)）](?!\d(?!\d?[月日点号年]))\s*"), True),
    (re.compile(r"^[（(](\d{1,2})[)）]\s*"), True),
    (re.compile(r"^([①-⑳])\s*"), True),
    (re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[)）]\s*"), True),
    (re.compile(r"^([一二三四五六七八九十]{1,3})[、.．]\s*"), True),
    (re.compile(r"^()[•●▪■◆○★☆✓√►▶]\s*"), False),
    (re.compile(r"^()[-*＊·]\s+"), False),
)
_NUMBERED_HEAD = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[章节、])"
)
_ORNAMENT = re.compile(r"^(?:PART|NO|No|Part)?[.· 　]*(?:0?\d|[壹贰叁肆伍陆柒捌玖拾]|[０-９]{1,2})$")
_SPEAKER = re.compile(r"^[^：:，。！？]{1,8}[：:]")
_DECK = re.compile(r"^(?:——|--|──|—|―{1,2}|⸺)[ 　]*(?=\S)")
_DATED = re.compile(r"(?:^|[ 　|｜])(?:发布|投稿|写作)?(?:时间|日期)[:：]")
_NOTE = re.compile(r"^[【\[]?(?:编者按|编者的话|编者注|开栏的话|按语|编者案)[】\]]?[：:]?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """段. ``quoted``: an editor's note or a quotation."""

    line: Line
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Subhead:
    """小标题."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """清单: (depth, mark as sent, words) each."""

    entries: tuple[tuple[int, str, Line], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """图 with its 图说 and 摄影."""

    image: Image
    caption: str = ""
    credit: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Awaited:
    """A place that the writer marked for a picture: 【图1】."""

    number: int
    caption: str
    text: str


Block = Paragraph | Subhead | Items | Shown | Grid | Awaited


@dataclass(slots=True)
class Story:
    """One article before it is written."""

    part: Part
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    bylines: list[str] = field(default_factory=list)
    credits: list[tuple[str, str]] = field(default_factory=list)
    ad: bool = False
    for_readers: bool = False
    blocks: list[Block] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    captions: dict[int, wording.Caption] = field(default_factory=dict)
    loose: list[wording.Caption] = field(default_factory=list)

    @property
    def has_copy(self) -> bool:
        """Whether there is anything in it but names and captions."""
        return any(not isinstance(block, Awaited) for block in self.blocks) or bool(self.headline)


def read_story(part: Part) -> Story:
    """Give every line of a story its role."""
    story = Story(part)
    items = list(part.items)
    size = body_size(items)
    story.for_readers = part.for_readers
    if part.advertises:
        _take_ad(story, items)
    rest = _title_block(story, items, size)
    rest = _numbered_captions(story, rest)
    rest = _tail(story, rest)
    _body(story, rest, size)
    if not story.headline and part.draft.headline:
        story.headline = _one_line(part.draft.headline)
    if part.draft.byline and not story.bylines:
        story.bylines.append(part.draft.byline)
        part.remark("SQ125", what=f"署名“{part.draft.byline}”", how="取自网页的作者栏或聊天记录的发送人")
    return story


def read_passage(part: Part) -> Story:
    """Give the lines of a passage of running text their roles: no line is a title, a byline, a date or a signature."""
    story = Story(part)
    _body(story, part.items, body_size(part.items))
    return story


def _take_ad(story: Story, items: list[Item]) -> None:
    """【广告】 leaves the first line; the article says it in its head."""
    at = next(n for n, item in enumerate(items) if isinstance(item, Line) and item.text)
    line = items[at]
    assert isinstance(line, Line)
    mark = wording.AD.match(line.text)
    assert mark
    story.ad = True
    story.part.items = items
    story.part.remark(
        "SQ125", what=f"“{mark[0].strip()}”", how="当作广告，题头里写了 ad: true；卖多大，写 size"
    )
    items[at] = stripped(trimmed(stripped(line), mark.end()))


def _one_line(text: str) -> str:
    """One line; 感 谢 信, set apart with spaces, is 感谢信."""
    text = re.sub(r"[ \t\n　]+", " ", text).strip()
    return text.replace(" ", "") if re.fullmatch(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,7}", text) else text


# Title block


def _title_block(story: Story, items: list[Item], size: float) -> list[Item]:
    top: list[Line] = []
    kept: list[Item] = []
    at = 0
    labelled = False
    verse = story.part.draft.verse or _is_verse(items[1:])
    while at < len(items):
        item = items[at]
        if isinstance(item, Break) or (isinstance(item, Line) and not item.text):
            at += 1
            if top and _ends_title(story, top, items[at:], size):
                break
            continue
        if isinstance(item, Image) and not top and not labelled:
            kept.append(item)
            at += 1
            continue
        if not isinstance(item, Line) or (verse and (top or story.headline) and not _after_verse_title(item)):
            break
        text = item.text
        if _NOTE.match(text) and not _NOTE.fullmatch(text) and (top or story.headline):
            kept.append(item)
            at += 1
            continue
        found = next(((key, hit) for key, form in wording.LABELS.items() if (hit := form.match(text))), None)
        if found:
            key, hit = found
            setattr(story, key, _one_line(hit[1]))
            story.heard.append(text)
            labelled = True
        elif (labelled or story.headline or top) and (body := wording.BODY_LABEL.match(text)):
            story.heard.append(body[0].strip())
            items[at] = stripped(trimmed(stripped(item), body.end()))
            break
        elif wording.PRIVATE.match(text) and not story.for_readers:
            story.part.remark("SQ121", what="联系方式等表格项，不宜见报", text=text)
        elif wording.is_date(text):
            story.part.remark("SQ121", what="日期", text=text)
        elif wording.COLUMN.match(text):
            story.part.remark("SQ121", what="栏名", text=text)
        elif (item.role == "byline" or _DATED.search(text)) and (credit := _info_line(text)):
            _keep_credit(story, replace(credit, others=()), text)
            story.part.remark("SQ121", what="标题下的一行", text=text)
        elif (top or story.headline) and _is_roll(items, at):
            break
        elif (
            credit := _poet(text)
            if verse and (top or story.headline)
            else wording.read_credit(text, alone=bool(top or story.headline))
        ) and not (not top and not story.headline and not labelled and weight(item, size) >= 9):
            _keep_credit(story, credit, text)
        elif _is_headline_part(story, item, top, labelled, size):
            top.append(item)
        else:
            break
        at += 1
    if not story.headline:
        _choose_headline(story, top, size)
    elif top:
        _place_rest(story, top, None)
    return kept + items[at:]


def _is_roll(items: list[Item], at: int) -> bool:
    """Whether rows of names begin here, a roll of honour: bylines have one row."""
    rows = [item.text for item in items[at:] if isinstance(item, Line) and item.text][:3]
    rolls = [_are_names(re.split(r"[ 　\t、]+", row)) for row in rows]
    return rolls[:2] == [True, True] or (rows[0][-1:] in "）)" and rolls[1:3] == [True, True])


def _are_names(words: list[str]) -> bool:
    """Whether words are people's names; one in four may have a surname that words begin with too."""
    fit = all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}", word) for word in words)
    return len(words) > 1 and fit and sum(map(wording.is_name, words)) * 4 >= len(words) * 3


def _after_verse_title(line: Line) -> bool:
    return bool(_DECK.match(line.text) or _poet(line.text) or wording.is_date(line.text))


def _poet(text: str) -> wording.Credit | None:
    """A byline below the title of verse, where a place is put before the name too: 河浜　雍自清."""
    return wording.read_credit(text) or wording.read_credit(f"（{text}）")


def _info_line(text: str) -> wording.Credit | None:
    """“来源：…　作者：…　发布时间：…” of a news page."""
    parts = [
        each
        for each in re.split(r"[ 　|｜]{1,}(?=[^ 　|｜:：]{2,5}[:：])", text)
        if not re.match(r"(?:发布)?(?:时间|日期)[:：]", each)
    ]
    credits = [credit for part in parts if (credit := wording.read_credit(part))]
    if not credits:
        return None
    others = [pair for each in credits for pair in each.others]
    for each in parts:
        if found := re.match(r"来源[:：]\s*(.+)", each):
            others.append(("来源", found[1].strip()))
    return wording.Credit(
        tuple(name for each in credits for name in each.writers), tuple(dict.fromkeys(others))
    )


def _ends_title(story: Story, top: list[Line], rest: list[Item], size: float) -> bool:
    """After an empty line: does what follows still belong to the title? Only what is set like one."""
    following = next(
        (
            item
            for item in rest
            if not isinstance(item, Break) and not (isinstance(item, Line) and not item.text)
        ),
        None,
    )
    if not isinstance(following, Line):
        return True
    if wording.read_credit(following.text) or wording.is_date(following.text):
        return False
    return weight(following, size) < 4 and not _DECK.match(following.text) and not story_label(following.text)


def story_label(text: str) -> bool:
    """Whether a line says itself which part of the title it is."""
    return any(form.match(text) for form in wording.LABELS.values())


def _is_headline_part(story: Story, line: Line, top: list[Line], labelled: bool, size: float) -> bool:
    text = line.text
    if (
        not is_short(line)
        or ("\n" in line.text and (top or line.text.count("\n") > 1))
        or _NOTE.match(text)
        or wording.PREFACE.fullmatch(text)
        or wording.read_caption(text)
        or wording.PLACEHOLDER.fullmatch(text)
    ):
        return False
    if _DECK.match(text) and (top or story.headline):
        return True
    if story.headline and labelled and not top:
        return False
    if text[-1:] in "：:" or re.fullmatch(r"[\d\W]+", text) or (_NUMBERED_HEAD.match(text) and top):
        return False
    heavy = weight(line, size) >= 4
    if not top and not heavy and line.align == "center" and _headline_below(story, line, size):
        return True
    if not top:
        plain_start = (
            not heavy and (text[-1:] not in "。！？…" or line.align == "center") and not _SPEAKER.match(text)
        )
        return heavy or line.boxed or (plain_start and _first_is_title(story, line, size))
    head = max(top, key=lambda each: weight(each, size))
    if line.boxed != head.boxed and not heavy:
        return False
    if weight(head, size) < 4 and _headline_below(story, head, size):
        return heavy and line.align == "center"
    if weight(head, size) >= 4:
        placed = line.align == head.align or line.role in ("subtitle", "title")
        sub = (
            line.role.startswith("heading") and line.role != "heading1" and head.role in ("title", "heading1")
        ) or (line.role == head.role == "heading1")
        bold_note = not line.align and not head.align and line.size <= size and head.role != line.role
        bracketed = text[0] in "（(【[" and text[-1] in "）)】]"
        under = line.align == head.align == "center" and not bracketed and _body_is_not_centred(story, line)
        return (
            (heavy or (under and not line.role)) and placed and not sub and not bold_note and len(text) <= 36
        )
    return False


def _headline_below(story: Story, line: Line, size: float) -> bool:
    """Whether the next line is the headline and this, set smaller above it, is its 引题."""
    lines = [item for item in story.part.items if not isinstance(item, Break) and not _is_gap(item)]
    at = next((n for n, item in enumerate(lines) if item is line), len(lines))
    below = lines[at + 1] if at + 1 < len(lines) else None
    return (
        isinstance(below, Line)
        and below.align == "center"
        and is_short(below)
        and weight(below, size) >= 9
        and not below.role
        and not wording.read_credit(line.text)
    )


def _body_is_not_centred(story: Story, line: Line) -> bool:
    """Whether what follows a centred line is set otherwise: then the line belongs to the title, not to verse."""
    items = story.part.items
    at = next((n for n, item in enumerate(items) if item is line), len(items))
    after = [item for item in items[at + 1 :] if isinstance(item, Line) and item.text]
    return any(len(each.text) > 30 and each.align != "center" for each in after[:3])


def _is_gap(item: Item) -> bool:
    return isinstance(item, Line) and not item.text


def _first_is_title(story: Story, line: Line, size: float) -> bool:
    """A first line without any look: a headline where the file has no looks at all, or where it stands apart."""
    items = story.part.items
    lines = [item for item in items if isinstance(item, Line) and item.text]
    if line not in lines or len(lines) < 2 or len(line.text) > 32:
        return False
    if line.indented and any(not each.indented for each in lines):
        return False
    position = lines.index(line)
    following = lines[position + 1] if position + 1 < len(lines) else line
    styled = any(weight(each, size) >= 9 for each in lines[position + 1 : position + 3])
    longer = any(
        len(each.text) > 40 or each.text[-1:] in "。！？…”" for each in lines[position + 1 : position + 6]
    )
    return not styled and (
        longer
        or story.ad
        or story.part.draft.verse
        or _is_verse(items)
        or bool(wording.read_credit(following.text))
    )


def _is_verse(items: list[Item]) -> bool:
    """Whether what follows a title is verse."""
    if any(
        isinstance(each, Grid) or (isinstance(each, Line) and (each.level >= 0 or each.role == "quote"))
        for each in items
    ):
        return False
    return is_verse(["题", "", *_rows(items)])


def _rows(items: list[Item]) -> list[str]:
    rows: list[str] = []
    for item in items:
        if isinstance(item, Line):
            rows += item.text.split("\n") if item.text else [""]
            if "\n" in item.text:
                rows.append("")
    return rows


def _choose_headline(story: Story, top: list[Line], size: float) -> None:
    candidates = [line for line in top if not _DECK.match(line.text)] or top
    if not candidates:
        return
    best = max(candidates, key=lambda each: (weight(each, size), -candidates.index(each)))
    at = top.index(best)
    parts = [best]
    while at + len(parts) < len(top):
        following = top[at + len(parts)]
        same = following.look == best.look and (weight(best, size) > 4) and not _DECK.match(following.text)
        if not same or len(best.text) + len(following.text) > LONGEST_JOINED:
            break
        parts.append(following)
    story.headline = _one_line(" ".join(wording.BULLET.sub("", line.text) for line in parts))
    story.heard += [line.text for line in top]
    _place_rest(story, [line for line in top if line not in parts], top.index(best))
    if weight(best, size) < 4 and best.size == size and not best.role:
        story.part.remark("SQ125", what=f"标题“{story.headline}”", how="取自第一行，没有加粗、放大或居中")


LONGEST_JOINED = 40
"""Characters of a headline that was set in two lines."""


def _place_rest(story: Story, rest: list[Line], head: int | None) -> None:
    before = [
        line for line in rest if head is not None and story.part.items.index(line) < _where(story, head, rest)
    ]
    for line in rest:
        text = _one_line(line.text)
        if _DECK.match(text) or line not in before:
            story.deck = _joined(story.deck, _DECK.sub("", text))
        else:
            story.kicker = _joined(story.kicker, text)


def _where(story: Story, head: int, rest: list[Line]) -> int:
    """The index, among the part's items, of the headline: found by its first words."""
    for at, item in enumerate(story.part.items):
        if (
            isinstance(item, Line)
            and item not in rest
            and story.headline.startswith(_one_line(wording.BULLET.sub("", item.text)))
            and item.text
        ):
            return at
    return head


def _joined(one: str, other: str) -> str:
    return f"{one} {other}" if one else other


def _keep_credit(story: Story, credit: wording.Credit, text: str) -> None:
    story.heard.append(text)
    keepers = [(role, name) for role, name in credit.others if role not in ("摄影", "绘图")]
    story.credits += [pair for pair in credit.others if pair not in keepers and pair not in story.credits]
    story.bylines += [
        name for name in credit.writers if name not in story.bylines and not _is_known(story, name)
    ]
    if keepers:
        story.part.remark(
            "SQ121", what="编辑、来源等", text="　".join(f"{role}：{name}" for role, name in keepers)
        )


def _is_known(story: Story, name: str) -> bool:
    last = name.split()[-1]
    return any(each.split()[-1] == last for each in story.bylines)


# The end


def _tail(story: Story, items: list[Item]) -> list[Item]:
    """Signatures, dates and credits at the end; what else stands there stays."""
    kept = list(items)
    after: list[Item] = []
    unit = ""
    seen = 0
    was_date = False
    while kept:
        item = kept[-1]
        if isinstance(item, Break) or (isinstance(item, Line) and not item.text):
            kept.pop()
            continue
        if isinstance(item, Image):
            after.insert(0, kept.pop())
            continue
        if not isinstance(item, Line):
            break
        text = item.text
        if item.align == "right" and len(text) > 4 and wording.is_unit(text[:-1]) and text[-1] in "宣启制":
            text = text[:-1].strip()  # 东篱苑居委会宣
        placed = item.align in ("right", "center") or bool(re.match(r"^[（(【□■].*", text)) or seen > 0
        dated = was_date
        was_date = wording.is_date(text)
        if was_date:
            story.part.remark("SQ121", what="日期", text=text)
        elif item.level < 0 and (credit := wording.read_credit(text, alone=placed and len(kept) > 1)):
            if unit and credit.writers and " " not in credit.writers[0]:
                credit = replace(credit, writers=(f"{unit} {credit.writers[0]}", *credit.writers[1:]))
            unit = ""
            _keep_credit_first(story, credit, text)
        elif (
            (item.align == "right" or (dated and item.align == "center"))
            and (
                wording.is_unit(text)
                or (dated and len(text) <= 20 and not re.search(r"[，。！？：；、（）]", text))
            )
            and len(kept) > 1
            and not unit
        ):
            unit = text
            if (
                story.bylines
                and " " not in story.bylines[0]
                and seen
                and not wording.is_unit(story.bylines[0])
            ):
                story.bylines[0] = f"{text} {story.bylines[0]}"
                unit = ""
            story.heard.append(item.text)
        elif (
            wording.read_caption(text)
            or wording.CAPTION_LIST.match(text)
            or (wording.numbered_parts(text) and not seen)
        ):
            break
        else:
            break
        seen += 1
        kept.pop()
    if unit:
        units = [unit]
        while len(kept) > 1 and isinstance(above := kept[-1], Line) and _signs(above):
            units.insert(0, above.text)
            story.heard.append(above.text)
            kept.pop()
        if story.bylines:
            story.part.remark("SQ121", what="落款的单位", text="；".join(units))
        else:
            story.bylines += units
    kept += after
    kept = _credits_near_the_end(story, kept)
    _tail_credit(story, kept)
    return kept


def _signs(line: Line) -> bool:
    return line.align == "right" and wording.is_unit(line.text)


def _credits_near_the_end(story: Story, items: list[Item]) -> list[Item]:
    """“文字｜宋佳” among the last lines is a credit, whatever stands behind it."""
    lines = [at for at, item in enumerate(items) if isinstance(item, Line) and item.text]
    gone: set[int] = set()
    for at in lines[max(len(lines) - 6, 2) :]:
        item = items[at]
        assert isinstance(item, Line)
        labelled = re.search("[:：|｜丨/／]", item.text) and len(item.text) <= 30 and item.level < 0
        credit = wording.read_credit(item.text, alone=False) if labelled else None
        if credit and all(
            wording.is_giver(name.split()[-1]) for name in (*credit.writers, *dict(credit.others).values())
        ):
            _keep_credit(story, credit, item.text)
            gone.add(at)
    return [item for at, item in enumerate(items) if at not in gone]


def _keep_credit_first(story: Story, credit: wording.Credit, text: str) -> None:
    """Lines at the end are met last first."""
    known = list(story.bylines)
    story.bylines = []
    _keep_credit(story, credit, text)
    story.bylines += [name for name in known if not _is_known(story, name)]


def _tail_credit(story: Story, kept: list[Item]) -> None:
    """（通讯员 李明） at the end of the last paragraph."""
    for at in range(len(kept) - 1, max(len(kept) - 12, -1), -1):
        item = kept[at]
        if not isinstance(item, Line) or len(item.text) < 12 or wording.read_caption(item.text):
            continue
        found = wording.TAIL_CREDIT.search(item.text)
        credit = wording.read_credit(f"（{found[1]}）") if found else None
        if (
            found
            and credit
            and not (story.bylines and not credit.others and not re.search(r"记者|通讯员|文|供稿", found[1]))
        ):
            if found[1] in _NO_NAMES:
                return
            whole = "".join(span.text for span in item.spans)
            end = whole.rindex(found[0])
            rest = stripped(trimmed(item, 0, end))
            if whole[end:].endswith("。") and rest.text[-1:] not in "。！？…”":
                rest = replace(rest, spans=(*rest.spans, Span("。")))
            kept[at] = rest
            _keep_credit(story, credit, found[0])
        return


_NO_NAMES = frozenset(
    [
        "周一",
        "周二",
        "周三",
        "周四",
        "周五",
        "周六",
        "周日",
        "周末",
        "周边",
        "方便",
        "安全",
        "时间",
        "和平",
        "万元",
        "高温",
        "全家",
        "成人",
        "文明",
        "平安",
        "小孩",
        "金额",
        "单人",
        "双人",
        "方案",
        "房屋",
    ]
)
"""Words of two characters that begin with a surname and stand in brackets at ends."""


# Captions told apart from their pictures


def _numbered_captions(story: Story, items: list[Item]) -> list[Item]:
    """Captions that stand away from their pictures: “照片说明：1.… 2.…”, “图1：…” lines. They are taken out."""
    kept: list[Item] = []
    listing = numbered = False
    for at, item in enumerate(items):
        if not isinstance(item, Line) or not item.text:
            kept.append(item)
            listing = listing and not isinstance(item, Image | Grid)
            continue
        text = item.text
        if found := wording.CAPTION_LIST.match(text):
            listing = True
            numbered = bool(wording.numbered_parts(found["rest"]))
            story.heard.append(text)
            _add_captions(story, found["rest"], plain_line=True)
            continue
        plain_line = (
            at > len(items) - 8 and not numbered and not wording.ABOUT_WRITER.match(text.lstrip("（(【"))
        )
        if listing and len(text) <= 60 and _add_captions(story, text, plain_line=plain_line):
            story.heard.append(text)
            continue
        listing = False
        several = (
            wording.numbered_parts(re.sub(r"^[（(]|[）)]$", "", text))
            if wording.counts_pictures(text) > 1
            else []
        )
        if len(several) > 1 and not _beside_picture(items, at) and all(each.text for each in several):
            story.captions |= {each.number: each for each in several if each.number not in story.captions}
            story.heard.append(text)
            continue
        caption = wording.read_caption(text)
        if (
            caption
            and caption.number
            and not _beside_picture(items, at)
            and len(text) <= 80
            and caption.number not in story.captions
        ) and not _is_sentence_with_figure(text):
            story.captions[caption.number] = caption
            story.heard.append(text)
            continue
        kept.append(item)
    return kept


def _is_sentence_with_figure(text: str) -> bool:
    """“图1显示了…”，a sentence of the body."""
    return len(text) > 45 and text.count("，") >= 2 and text.endswith("。")


def _add_captions(story: Story, text: str, *, plain_line: bool) -> bool:
    if not text.strip():
        return True
    parts = wording.numbered_parts(text)
    if not parts and (caption := wording.read_caption(text)):
        parts = [caption]
    if parts:
        for part in parts:
            if part.number:
                story.captions[part.number] = part
            else:
                story.loose.append(part)
        return True
    if plain_line and len(text) <= 60:
        words, credit = wording.part_credit(text)
        story.loose.append(wording.Caption(0, words, credit))
        return True
    return False


def _beside_picture(items: list[Item], at: int) -> bool:
    for step in (-1, 1):
        near = at + step
        while (
            0 <= near < len(items)
            and isinstance(line := items[near], Line)
            and (not line.text or wording.read_caption(line.text))
        ):
            near += step
        if 0 <= near < len(items) and isinstance(items[near], Image):
            return True
    return False


# The body


def _body(story: Story, items: list[Item], size: float) -> None:
    items = _with_captions(story, items, size)
    verse = story.part.draft.verse or (_is_verse(items) and not any(isinstance(each, Grid) for each in items))
    if verse:
        story.part.remark(
            "SQ125", what="正文看来是诗", how="每行照原样分开；要按诗排，在前后加上 :::诗 和 ::: 两行"
        )
    blocks: list[Block] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        match item:
            case Break():
                pass
            case Image():
                blocks.append(Shown(item, item.caption, item.credit))
            case Grid():
                blocks.append(item)
            case Line() if item.text or any(span.note for span in item.spans):
                at = _line(story, items, at - 1, size, verse, blocks)
            case _:
                pass
    story.blocks = blocks
    if form := _form_of(blocks):
        signed = "，落款从署名和收稿单上拷回去" if form == "信" and _lost_signature(story) else ""
        how = f"要按{form}排，在前后加上 :::{form} 和 ::: 两行{signed}"
        story.part.remark("SQ125", what=f"正文看来是{form}", how=how)


def _lost_signature(story: Story) -> bool:
    """Whether who signed a letter, or when, is no longer in its text."""
    gone = ("日期没有收进", "落款的单位没有收进")
    return bool(story.bylines) or any(each.message.startswith(gone) for each in story.part.remarks)


def _form_of(blocks: list[Block]) -> str:
    """信 or 访谈, as the paper's forms call them, by what the paragraphs begin and end with; else ""."""
    texts = [block.line.text for block in blocks if isinstance(block, Paragraph) and not block.quoted]
    wished = any(re.fullmatch(r"(?:此致)?[ 　]*敬礼[！!。]?", text) for text in texts[-4:])
    if wished and re.fullmatch(r".{1,30}[：:]", texts[0]):
        return "信"
    speakers = [hit[0].rstrip("：:") for text in texts if (hit := _SPEAKER.match(text))]
    turns = len(speakers) - len(set(speakers))
    few = len({re.sub(r"\d+", "", name) for name in speakers}) <= 4
    return "访谈" if few and turns >= 2 and len(speakers) * 3 >= len(texts) * 2 else ""


def _line(story: Story, items: list[Item], at: int, size: float, verse: bool, blocks: list[Block]) -> int:
    line = items[at]
    assert isinstance(line, Line)
    text = line.text
    if verse:
        if _is_poem_title(items, at) or _opens_poem(story, items, at):
            blocks.append(Subhead(stripped(line)))
            return at + 1
        stanza = [line]
        while (
            at + 1 < len(items)
            and isinstance(following := items[at + 1], Line)
            and following.text
            and "\n" not in line.text + following.text
            and not _is_poem_title(items, at + 1)
            and not _opens_poem(story, items, at + 1)
        ):
            stanza.append(following)
            at += 1
        spans = [
            span
            for n, each in enumerate(stanza)
            for span in ((Span("\n"),) if n else ()) + stripped(each).spans
        ]
        blocks.append(Paragraph(replace(line, spans=tuple(spans))))
        return at + 1
    if _is_marked_head(items, at):
        mark = _SIGN.match("".join(span.text for span in stripped(line).spans))
        assert mark
        story.part.remark("SQ123", what="小标题前的记号", before=mark[0].strip(), after="无", count=1)
        blocks.append(Subhead(stripped(trimmed(stripped(line), mark.end()))))
        return at + 1
    entries, after = _list_at(story, items, at, size)
    if entries:
        blocks.append(Items(tuple(entries)))
        return after
    if _NOTE.match(text) or line.role == "quote":
        if (
            _NOTE.fullmatch(text)
            and at + 1 < len(items)
            and isinstance(following := items[at + 1], Line)
            and following.text
        ):
            line = replace(
                following,
                spans=(Span(text.rstrip("：: 】]").lstrip("【[") + "："), *stripped(following).spans),
            )
            at += 1
        blocks.append(Paragraph(line, quoted=True))
        return at + 1
    below = items[at + 1] if at + 1 < len(items) else None
    if _ORNAMENT.match(text) and isinstance(below, Line) and _is_subhead(below, items, at + 1, size):
        story.part.remark("SQ121", what="小标题前的装饰编号", text=text)
        return at + 1
    if _is_subhead(line, items, at, size):
        words = stripped(line)
        if line.mark and line.mark != "•":
            words = replace(words, spans=(Span(line.mark), *words.spans))
        blocks.append(Subhead(words))
        return at + 1
    _paragraph(story, line, blocks)
    return at + 1


_SIGN = re.compile(r"[◆◇■□●★☆▲△▶►◎※✦❖][ 　]*(?=\S)")


def _is_marked_head(items: list[Item], at: int) -> bool:
    """Whether ◆ begins a subhead: it is short, copy follows, and another such line stands elsewhere, not beside it."""
    beside = [items[near] for near in (at - 1, at + 1) if 0 <= near < len(items)]
    if not _is_marked(items[at]) or any(map(_is_marked, beside)):
        return False
    below = next((item for item in items[at + 1 :] if not _is_gap(item)), None)
    return (
        isinstance(below, Line)
        and len(below.text) > 30
        and any(_is_marked(item) for n, item in enumerate(items) if n != at)
    )


def _is_marked(item: Item) -> bool:
    """A short line with a sign before it, that is no sentence."""
    return (
        isinstance(item, Line)
        and bool(_SIGN.match(item.text))
        and len(item.text) <= 26
        and item.text[-1] not in "。；，"
    )


def _is_poem_title(items: list[Item], at: int) -> bool:
    """Whether a line among verse is the title of the next poem: by its look, or as 七绝·元宵 says so itself."""
    line, below = items[at], next((each for each in items[at + 1 :] if not _is_gap(each)), None)
    if not isinstance(line, Line) or not isinstance(below, Line) or not is_short(line) or "\n" in line.text:
        return False
    return wording.is_verse_title(line.text) or (
        (line.strong and not below.strong) or bool(line.size and line.size > below.size + 1)
    )


_SUITE = re.compile(r"组诗|(?:[二两三四五六七八九十]|外[一二三四五])首")


def _opens_poem(story: Story, items: list[Item], at: int) -> bool:
    """Whether a row alone among verse is the title of the next poem of a suite: 一、晒被子, or 晒被子 in a 组诗."""
    line, above = items[at], items[at - 1] if at else Line(())
    if not isinstance(line, Line) or len(line.text) > 12 or "\n" in line.text or not _is_gap(above):
        return False
    if all(map(_is_gap, items[at + 1 :])):
        return False
    alone = _is_gap(items[at + 1]) and bool(re.fullmatch(r"[\w《》·（）()]{1,8}", line.text))
    return bool(_NUMBERED_HEAD.match(line.text)) or (alone and bool(_SUITE.search(story.headline)))


def _paragraph(story: Story, line: Line, blocks: list[Block]) -> None:
    """A paragraph, and the places for pictures that are marked in it."""
    whole = "".join(span.text for span in line.spans)
    marks = [mark for mark in wording.PLACEHOLDER.finditer(whole) if _is_place(mark, whole)]
    if line.boxed:
        story.part.remark("SQ125", what=f"文本框里的文字“{line.text}”", how="放在它所在的位置，当一段正文")
    if not marks:
        if line.strong and len(line.text) > 30 and not _SPEAKER.match(line.text):
            line = replace(line, spans=tuple(replace(span, strong=False) for span in line.spans))
            story.part.remark("SQ123", what="整段加粗", before=f"{line.text[:12]}…", after="不加粗", count=1)
        blocks.append(Paragraph(line))
        return
    pieces, at = [], 0
    for mark in marks:
        pieces.append(trimmed(line, at, mark.start()))
        at = mark.end()
    pieces.append(trimmed(line, at))
    spans = tuple(span for piece in pieces for span in piece.spans)
    rest = stripped(replace(line, spans=spans))
    if rest.text:
        blocks.append(Paragraph(rest))
    for mark in marks:
        caption = (mark["caption"] or "").strip()
        blocks.append(Awaited(number_of(wording.half(mark["number"] or "")), caption, mark[0]))


def _is_place(mark: re.Match[str], whole: str) -> bool:
    """（图2） at the end of a paragraph or alone marks a place; （见图2） in a sentence refers to one."""
    if mark[0] == whole.strip() or mark[0][0] in "【[〔［":
        return True
    ended = whole[: mark.start()].rstrip()[-1:] in "。！？…”"
    return not whole[mark.end() :].strip(" 。") and ("见" not in mark[0] or ended)


def _is_subhead(line: Line, items: list[Item], at: int, size: float) -> bool:
    text = line.text
    if (
        not text
        or len(text) > 32
        or "\n" in text
        or re.search(r"[。；，;,：:]$", text)
        or line.boxed
        or not re.search(r"\w", text)
    ):
        return False
    if not _has_body_below(items, at):
        return False
    if line.role.startswith("heading") or line.role in ("title", "subtitle"):
        return True
    if text[0] in "（(" and text[-1] in "）)":
        return False
    if line.level >= 0:
        near = [items[n] for n in (at - 1, at + 1) if 0 <= n < len(items)]
        alone = not any(
            isinstance(each, Line)
            and each.level >= 0
            and each.mark[-1:] == line.mark[-1:]
            and each.strong == line.strong
            for each in near
        )
        return alone and (line.strong or bool(_NUMBERED_HEAD.match(line.mark)))
    if _SPEAKER.match(text) and not _NUMBERED_HEAD.match(text) and len(text.split("：", 1)[0]) <= 3:
        return False
    if line.strong and line.text[-1:] not in "？?！!":
        return True
    if line.strong and not _SPEAKER.match(text):
        return True
    if line.size and size and line.size >= size + 1.5:
        return True
    # What has to look at the whole text is asked last: it is asked of every line.
    if (
        line.align == "center"
        and not re.search(r"[！？!?]$", text)
        and (len(text) <= 16 or (line.font and line.font not in _fonts_of_copy(items)))
    ):
        return True
    if _NUMBERED_HEAD.match(text) and len(text) <= 24 and not _numbered_neighbour(items, at):
        return True
    return bool(
        not line.align
        and not line.indented
        and len(text) <= 16
        and _parted(items, at)
        and not re.search(r"[！？!?”）)]$", text)
        and _styleless(items)
    )


def _fonts_of_copy(items: list[Item]) -> set[str]:
    return {each.font for each in items if isinstance(each, Line) and len(each.text) > 30}


def _styleless(items: list[Item]) -> bool:
    return not any(isinstance(each, Line) and (each.size or each.font or each.strong) for each in items)


def _parted(items: list[Item], at: int) -> bool:
    above = items[at - 1] if at else None
    return isinstance(above, Line) and not above.text and not wording.read_credit(items[at].text)  # type: ignore[union-attr]


def _numbered_neighbour(items: list[Item], at: int) -> bool:
    """Whether a line beside has a number of the same kind: then the two are entries of a list."""
    own = _kind_of_number(items[at])
    return any(0 <= near < len(items) and _kind_of_number(items[near]) == own for near in (at - 1, at + 1))


def _kind_of_number(item: Item) -> str:
    found = _NUMBERED_HEAD.match(item.text) if isinstance(item, Line) else None
    return re.sub("[一二三四五六七八九十]+", "", wording.half(found[0])) if found else "none"


def _has_body_below(items: list[Item], at: int) -> bool:
    for item in items[at + 1 : at + 5]:
        if isinstance(item, Grid | Image):
            return True
        if isinstance(item, Line) and (
            len(item.text) > 24
            or item.level >= 0
            or re.search(r"[。！？；…”]$", item.text)
            or _mark_of(item.text)
        ):
            return True
    return False


_PLAIN_MARK = re.compile(r"[0-9]+(?:\.[0-9]+)*[.、．)）]?|[•●▪■◆○★☆✓√►▶\-*＊·]")
"""What an entry of a list is marked with in the paper too, or nearly so."""


def _mark_of(text: str) -> tuple[int, re.Match[str]] | None:
    for kind, (form, _) in enumerate(_MARKS):
        if found := form.match(text):
            return kind, found
    return None


def _list_at(
    story: Story, items: list[Item], at: int, size: float
) -> tuple[list[tuple[int, str, Line]], int]:
    """The list that begins here: numbered by the word processor, or by hand with 1、2、3、."""
    entries: list[tuple[int, str, Line]] = []
    start = at
    while (
        at < len(items)
        and isinstance(line := items[at], Line)
        and line.level >= 0
        and line.text
        and not line.role.startswith("heading")
    ):
        if _is_subhead(line, items, at, size):
            break
        entries.append((line.level, line.mark, stripped(line)))
        at += 1
    if entries:
        changed = [mark for _, mark, _ in entries if mark and not _PLAIN_MARK.fullmatch(mark)]
        if changed:
            marks = "".join(changed)
            story.part.remark(
                "SQ123", what=f"清单的序号“{marks}”", before=changed[0], after="1. 或 -", count=len(changed)
            )
        return entries, at
    first = items[start]
    assert isinstance(first, Line)
    found = _mark_of(first.text)
    if not found:
        return [], start
    kind, mark = found
    ordered = _MARKS[kind][1]
    if ordered and number_of(mark[1]) != 1:
        return [], start
    wanted = 1
    at = start
    while (
        at < len(items) and isinstance(line := items[at], Line) and (hit := _MARKS[kind][0].match(line.text))
    ):
        if (ordered and number_of(hit[1]) != wanted) or line.role.startswith("heading"):
            break
        if kind == 4 and (line.strong or (len(line.text) <= 24 and not re.search(r"[。；！？]$", line.text))):
            return [], start
        whole = "".join(span.text for span in line.spans)
        lead = len(whole) - len(whole.lstrip())
        entries.append((0, hit[0].strip(), stripped(trimmed(line, lead + hit.end()))))
        wanted += 1
        at += 1
    # Long numbered paragraphs are paragraphs: "（1）…" of two hundred characters is no list item.
    if len(entries) < 2 or any(len(line.text) > 160 for _, _, line in entries):
        return [], start
    if any(_SPEAKER.match(line.text) and line.text.startswith(("问", "答")) for _, _, line in entries):
        return [], start
    marks = "".join(mark for _, mark, _ in entries)
    story.part.remark(
        "SQ123", what=f"清单的序号“{marks}”", before=entries[0][1], after="1. 或 -", count=len(entries)
    )
    return entries, at


# Pictures in the text and their captions


def _with_captions(story: Story, items: list[Item], size: float) -> list[Item]:
    """Pictures with the captions that stand by them; the captions leave the text."""
    made: list[Item] = list(items)
    at = 0
    while at < len(made):
        if not isinstance(made[at], Image):
            at += 1
            continue
        end = at
        group: list[int] = []
        while end < len(made) and (
            isinstance(made[end], Image)
            or (isinstance(gap := made[end], Line) and not gap.text and _image_after(made, end))
        ):
            if isinstance(made[end], Image):
                group.append(end)
            end += 1
        below: list[tuple[int, wording.Caption]] = []
        near = end
        while near < len(made) and len(below) < len(group):
            line = made[near]
            if isinstance(line, Line) and not line.text and near == end:
                near += 1
                continue
            caption = _as_caption(line, made, near, size, below=True)
            if caption is None:
                break
            below.append((near, caption))
            near += 1
        if not below and at:
            above = at - 1
            while above > 0 and isinstance(gap := made[above], Line) and not gap.text:
                above -= 1
            caption = _as_caption(made[above], made, above, size, below=False)
            if caption is not None:
                below.append((above, caption))
        below = _of_pair(below, len(group))
        for number, where in enumerate(group):
            image = made[where]
            assert isinstance(image, Image)
            if number < len(below):
                row, caption = below[number]
                made[where] = replace(
                    image, caption=image.caption or caption.text, credit=image.credit or caption.credit
                )
                sent = made[row]
                story.heard += [sent.text] if isinstance(sent, Line) else []
        gone = {where for where, _ in below}
        made = [item for n, item in enumerate(made) if n not in gone]
        at = end - sum(where < end for where in gone)
    return made


def _of_pair(below: list[tuple[int, wording.Caption]], pictures: int) -> list[tuple[int, wording.Caption]]:
    """左图：…；右图：… under two pictures: a caption each."""
    if len(below) != 1 or pictures != 2 or not (pair := wording.PAIR.match(below[0][1].text)):
        return below
    row, both = below[0]
    return [(row, replace(both, text=pair[side].strip())) for side in ("first", "second")]


def _image_after(items: list[Item], at: int) -> bool:
    while at < len(items) and isinstance(gap := items[at], Line) and not gap.text:
        at += 1
    return at < len(items) and isinstance(items[at], Image)


def _as_caption(
    item: Item, items: list[Item], at: int, size: float, *, below: bool
) -> wording.Caption | None:
    if not isinstance(item, Line) or not item.text or len(item.text) > 90:
        return None
    if item.role.startswith("heading") or item.role == "title" or item.level >= 0:
        return None
    if place := wording.PLACEHOLDER.fullmatch(item.text):
        return (
            wording.Caption(0, *wording.part_credit(place["caption"])) if below and place["caption"] else None
        )
    text = item.text
    told = wording.read_caption(text)
    if item.role == "caption":
        words, credit = wording.part_credit(told.text if told else text)
        return wording.Caption(told.number if told else 0, words, (told.credit if told else "") or credit)
    if told and (below or not told.number):
        return told
    if told and not below and not _image_after_caption(items, at):
        return told
    if not below:
        return None
    smaller = bool(item.size and size and item.size <= size - 1)
    ended = text[-1:] in "。！？…：" and len(text) > 30
    if (smaller and len(text) <= 60 and not item.indented) or (item.boxed and len(text) <= 40):
        return wording.Caption(0, *wording.part_credit(text))
    if (
        item.align == "center"
        and not item.strong
        and len(text) <= 36
        and not ended
        and not (item.size and size and item.size > size + 0.5)
    ):
        if wording.read_credit(text) and not wording.part_credit(text)[1]:
            return None
        return wording.Caption(0, *wording.part_credit(text))
    if _is_plain_caption(item, items, at):
        return wording.Caption(0, *wording.part_credit(text))
    return None


def _is_plain_caption(line: Line, items: list[Item], at: int) -> bool:
    """A short line without any look, below a picture: a caption where another picture or the end follows, or where only
    it lacks the indent that the paragraphs have."""
    text = line.text
    if len(text) > 32 or line.strong or re.search(r"[。！？；：…]$", text) or wording.read_credit(text):
        return False
    rest = [item for item in items[at + 1 :] if not (isinstance(item, Line) and not item.text)]
    if not rest or isinstance(rest[0], Image):
        return True
    body = [item for item in items if isinstance(item, Line) and len(item.text) > 40]
    return (
        bool(body)
        and all(item.indented for item in body)
        and not line.indented
        and not line.size > body[0].size
    )


def _image_after_caption(items: list[Item], at: int) -> bool:
    """Whether the line above a caption is a picture, whose caption it then is."""
    return at > 0 and isinstance(items[at - 1], Image)


__all__ = [
    "Awaited",
    "Block",
    "Items",
    "Paragraph",
    "Shown",
    "Story",
    "Subhead",
    "lines_of",
    "plain",
    "read_story",
]
