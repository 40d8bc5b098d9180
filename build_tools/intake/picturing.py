"""配图: which picture goes where in a story, with which caption; what cannot be used is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from build_tools.diagnostics import Place, diagnose
from build_tools.intake import wording
from build_tools.intake.draft import Draft, Image, Item, Unreadable
from build_tools.intake.pdf import SIDE, as_picture
from build_tools.intake.roles import Awaited, Block, Shown, Story
from build_tools.intake.sending import Received
from build_tools.readers.artwork import Artwork, Unusable, kind_of, prepare, size_of

NARROWEST = 600
"""Pixels across: fewer look rough in even one column (readers/pictures.py, LEAST_PIXELS)."""
_SMALLEST = 130
"""Pixels: a picture smaller both ways is an icon."""
_SLIMMEST = 7
"""Long side : short side; slimmer is a ruled line or a banner."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture of an article: its place among the blocks, what it came from, and the file to write."""

    at: int
    name: str
    artwork: Artwork
    hint: str


DrawSvg = Callable[[bytes], bytes]


def ready(content: bytes, draw_svg: DrawSvg | None) -> Artwork:
    """A picture ready for the issue, drawings included. Raises Unusable."""
    kind = kind_of(content)
    try:
        if kind == "SVG" and draw_svg is not None:
            content = draw_svg(content)
        if kind == "PDF" or (kind == "SVG" and draw_svg is not None):
            made = prepare(as_picture(content))
            return replace(made, changes=(f"是 {kind} 画稿，转成了长边 {SIDE} 像素的 PNG",))
    except Unreadable as problem:
        raise Unusable(problem.problem, problem.remedy) from problem
    except Exception as error:  # the drawing engine raises whatever a broken drawing provokes
        raise Unusable(f"是 {kind} 画稿，画不出来", "请来稿人导出宽 2000 像素以上的 PNG 再发。") from error
    return prepare(content)


def place_pictures(story: Story, loose: list[Received], draw_svg: DrawSvg | None = None) -> list[Placed]:
    """Put loose pictures into ``story.blocks`` where the writer marked them, and prepare all. Changes the story."""
    _number_embedded(story)
    _put_loose(story, loose)
    _put_credits(story)
    return _prepared(story, draw_svg)


def drop_ornaments(draft: Draft) -> None:
    """Take out ruled lines, icons and the second of two equal pictures, so that no caption goes to them."""
    seen: dict[bytes, str] = {}
    kept: list[Item] = []
    for item in draft.items:
        if not isinstance(item, Image) or item.content is None:
            kept.append(item)
            continue
        name = item.name.rpartition("/")[2]
        reason = (
            f"和 {seen[item.content]} 是同一张图，重复了" if item.content in seen else _ornament(item.content)
        )
        seen.setdefault(item.content, name)
        if reason:
            draft.remarks.append(diagnose("SQ132", Place(draft.file), file=name, reason=reason))
        else:
            kept.append(item)
    draft.items = kept


def _ornament(content: bytes) -> str:
    size = size_of(content)
    if size is None:
        return ""
    width, height = size
    slim = max(width, height) > _SLIMMEST * max(1, min(width, height))
    return f"只有 {width}×{height} 像素，看来是装饰" if max(width, height) < _SMALLEST or slim else ""


def _number_embedded(story: Story) -> None:
    """Captions that stood apart from their pictures, by number, then in order."""
    count = 0
    waiting = list(story.loose)
    for at, block in enumerate(story.blocks):
        if not isinstance(block, Shown):
            continue
        count += 1
        if block.caption:
            continue
        caption = story.captions.pop(count, None) or (waiting.pop(0) if waiting else None)
        if caption:
            story.blocks[at] = replace(block, caption=caption.text, credit=block.credit or caption.credit)
    story.loose = waiting


def _put_loose(story: Story, loose: list[Received]) -> None:
    named = [(received, wording.read_picture_name(received.stem)) for received in loose]
    numbered = [name.number for _, name in named if name.number]
    trusted = len(set(numbered)) == len(numbered)
    named.sort(key=lambda each: (each[1].number or 99 if trusted else 99, _natural(each[0].base)))
    places = {
        block.number: at
        for at, block in enumerate(story.blocks)
        if isinstance(block, Awaited) and block.number
    }
    unnumbered = [
        at for at, block in enumerate(story.blocks) if isinstance(block, Awaited) and not block.number
    ]
    for order, (received, name) in enumerate(named, 1):
        number = name.number if trusted and name.number else order if not numbered else 0
        at = places.pop(number, None) if number else None
        if at is None and not numbered and unnumbered:
            at = unnumbered.pop(0)
        mark = story.blocks[at] if at is not None else None
        inside = mark.caption if isinstance(mark, Awaited) else ""
        words, credit = wording.part_credit(inside)
        told = story.captions.pop(number, None) if number else None
        if told is None and not words and story.loose and not name.text:
            told = story.loose.pop(0)
        text = (told.text if told else "") or words or name.text
        if text and text == name.text and not told and not words:
            story.part.remark("SQ125", what=f"图片 {received.base} 的图说“{text}”", how="取自文件名")
        shown = Shown(
            Image(received.name, received.content),
            text,
            (told.credit if told else "") or credit or name.credit,
            number,
        )
        if at is not None:
            if isinstance(mark, Awaited):
                story.part.remark("SQ125", what=f"“{mark.text}”处", how=f"放了图片 {received.base}")
            story.blocks[at] = shown
        else:
            story.blocks.append(shown)
    for _, caption in sorted(story.captions.items()):
        story.part.remark(
            "SQ128", what=f"图说“{caption.text}”没有图可配", remedy="向来稿人要这张图，或把图说删去。"
        )
    for caption in story.loose:
        story.part.remark(
            "SQ128", what=f"图说“{caption.text}”没有图可配", remedy="向来稿人要这张图，或把图说删去。"
        )
    for block in story.blocks:
        if isinstance(block, Awaited):
            story.part.remark(
                "SQ128", what=f"“{block.text}”处没有图", remedy="向来稿人要这张图，用“原图”发。"
            )
    story.blocks = [block for block in story.blocks if not isinstance(block, Awaited)]


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", name) if part]


def _put_credits(story: Story) -> None:
    """“摄影：李四” holds for every picture that does not say otherwise."""
    makers = [(role, name) for role, name in story.credits if role in ("摄影", "绘图")]
    shown = [block for block in story.blocks if isinstance(block, Shown)]
    if not makers:
        return
    if not shown:
        story.part.remark(
            "SQ121", what="没有图，图片作者", text="　".join(f"{role}：{name}" for role, name in makers)
        )
        return
    credit = "　".join(
        f"{role}：{'、'.join(name for kind, name in makers if kind == role)}"
        for role in dict.fromkeys(role for role, _ in makers)
    )
    story.blocks = [
        replace(block, credit=block.credit or credit) if isinstance(block, Shown) else block
        for block in story.blocks
    ]


def _prepared(story: Story, draw_svg: DrawSvg | None) -> list[Placed]:
    placed: list[Placed] = []
    kept: list[Block] = []
    seen: dict[bytes, str] = {}
    changed: dict[str, list[str]] = {}
    without: list[str] = []
    for block in story.blocks:
        if not isinstance(block, Shown):
            kept.append(block)
            continue
        name = block.image.name.rpartition("/")[2] or "图"
        artwork = _usable(story, block, name, seen, draw_svg)
        if artwork is None:
            if block.caption:
                story.part.remark(
                    "SQ121", what="这张图的图说", text=f"{block.caption} {block.credit}".strip()
                )
            continue
        for change in artwork.changes:
            changed.setdefault(change, []).append(name)
        if not block.caption:
            without.append(name)
        placed.append(Placed(len(kept), name, artwork, _hint(story, block.image, name)))
        kept.append(block)
    story.blocks = kept
    if without:
        story.part.remark("SQ126", file="、".join(without))
    for change, names in changed.items():
        story.part.remark("SQ131", file="、".join(names), change=change)
    return placed


def _usable(
    story: Story, block: Shown, name: str, seen: dict[bytes, str], draw_svg: DrawSvg | None
) -> Artwork | None:
    content = block.image.content
    if content is None:
        # With its folders: what the writer typed there may be words that only look like an address.
        story.part.remark(
            "SQ128", what=f"图片 {block.image.name or name} 没有一起发来", remedy="向来稿人要原图。"
        )
        return None
    if content in seen:
        story.part.remark("SQ132", file=name, reason=f"和 {seen[content]} 是同一张图，重复了")
        return None
    seen[content] = name
    try:
        artwork = ready(content, draw_svg)
    except Unusable as problem:
        story.part.remark("SQ120", file=name, problem=problem.problem, remedy=problem.remedy)
        return None
    width, height = artwork.pixels
    if width < NARROWEST:
        story.part.remark("SQ520", file=name, width=width, height=height, least=NARROWEST)
    return artwork


def _hint(story: Story, image: Image, name: str) -> str:
    left, top, right, bottom = image.crop
    if max(image.crop) < 0.005:
        return ""
    cut = "、".join(
        f"{side}{round(share * 100)}%"
        for side, share in zip("左上右下", image.crop, strict=True)
        if share >= 0.005
    )
    story.part.remark("SQ130", file=name, cut=cut)
    if max(abs(left - right), abs(top - bottom)) < 0.08:
        return ""
    if abs(left - right) >= abs(top - bottom):
        return "right" if left > right else "left"
    return "bottom" if top > bottom else "top"
