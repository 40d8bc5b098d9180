"""分条: one message → the units in which one fault each is told.

In: clean text. Out: :class:`Unit` records with the clues that hold for each, carried on from what stands before. Where one
breath tells of several faults the print parts them: each is a change of its own printed words.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_tools.bounty.resolver.edits import TOLD_AT_LEAST, Proposal, propose
from build_tools.bounty.resolver.index import PrintedIndex, heard, quotations, small_number, to_words
from build_tools.bounty.resolver.reading import WEAK, Clues, Fragment, merged, read, read_clues
from build_tools.bounty.resolver.slips import Told, told
from build_tools.markup.pinyin import syllable

# Forms and lists

_AROUND = re.compile(r"^上下文[：:]\s*(?:.*┊)?(.*?)【(.+?)】([^┊\n]*).*$", re.M)
"""What the site's own form quotes around the fault; beyond a ┊ stand words borrowed from the paragraphs before and after."""
_FRAME = re.compile(r"^(?:上下文|截止)[：:].*$|【纠错】|^理由[：:]", re.M)
"""What else that form adds to a message (theme/web/assets/report-message.js)."""
_FIELD = r"(?:内容|文字|之处|处|写法|表述|词|字|句|原句|原文)?(?:是|为)?\s?[：:]"
_PAIRED = re.compile(
    rf"(?:原文|原句|原词|错处|错误|差错|错字|误|讹|印的是|报上写的?是?|见报|现文|报纸印){_FIELD}\s*“?([^\n；;]+?)”?"
    r"[。，,；;]?\s*[\n；;，,。\s]\s*(?:应该?|改|正|正确|修改|更正|建议|订正)[^\n：:，。“”]{0,5}[：:][ ]*([^\n]*)"
)
_MARKED = re.compile("“?([^\\s“”【】；;→]{0,14})【([^【】\n]{1,6})】([^\\s“”【】；;→]{0,14})”?")
"""Copied words with the spot put between brackets: 添了温【新】."""
_FORMS = tuple(
    (re.compile(form), said)
    for form, said in (
        (r"(?<=[一-鿿”0-9])\s?[=＝]\s?(?=[一-鿿“0-9])|[➡➔➜⟶⇨👉»]️?|[＝=－-]{1,2}[>＞]", "→"),
        (r"(?<=[一-鿿”])\s?>+\s?(?=[一-鿿“])", "→"),
    )
)
_UNFILLED = re.compile(r"^[一-鿿]{2,4}[：:][ ?？]*(?:\n(?=[一-鿿]{2,4}[：:])|\Z)", re.M)
"""A field of a form that was left empty."""
_BY_SOUND = re.compile("([一-鿿]{2,5}的“?)([a-z\u00e0-\u01dc]{1,6})")
"""回忆的yì."""
_LABELS = tuple(
    (re.compile(r"(?:^|(?<=[\s；;，,]))\s*" + label), said)
    for label, said in (
        (r"(?:段落|段次|段序|自然段|位置)\s?[：:]\s*第? ?([0-9一二三四五六七八九十]{1,3}) ?段?", r"第\1段"),
        (
            r"(?:所在)?(?:版面|版次|版序|版别|页码|页|版)\s?[：:]\s*第? ?([0-9一二三四五六七八]{1,2}) ?版?",
            r"第\1版",
        ),
        (
            r"(?:文章|稿件|篇名|标题|题目|篇目)(?:名称|标题|题目|名)?\s?[：:]\s*[《“]?([^\n；;，《》“”]{2,40})"
            r"[》”]?(?=[\n；;，,]|$)",
            r"《\1》",
        ),
    )
)


def as_sentences(text: str) -> str:
    """The message with every form turned into a sentence."""
    if "【纠错】" in text or _AROUND.search(text):
        text = _AROUND.sub(lambda hit: f"“{re.sub('[“”]', '', ''.join(hit.groups()))}”", text)
        text = _FRAME.sub("", text).replace("\n原文：", "，原文：")
    text = _UNFILLED.sub("", text)
    if text.count("【") < 3:  # more are the fields of a form
        text = _MARKED.sub(r"“\1\2\3”的“\2”", text)
    labelled = sum(len(label.findall(text)) for label, _ in _LABELS) > 1
    for pattern, said in (*_FORMS, *_LABELS) if labelled else _FORMS:
        text = pattern.sub(said, text)
    return _PAIRED.sub(_quoted_pair, _BY_SOUND.sub(_named_by_sound, text))


def _named_by_sound(hit: re.Match[str]) -> str:
    said = "".join(each for each in unicodedata.normalize("NFD", hit[2]) if each.isalpha())
    return hit[1] + next((each for each in reversed(hit[1]) if syllable(each) == said), hit[2])


def _quoted_pair(hit: re.Match[str]) -> str:
    """原文 and 应为 are quotations from end to end."""
    right = hit[2].strip().strip("“”")
    return f"“{hit[1]}”应为" + (f"“{right}”" if right and right.count("“") == right.count("”") else hit[2])


# Lists


ITEM = "\ue000"
"""Stands before an item; :func:`clean` leaves no such character in a message."""
_ORDERS = ("123456789", "一二三四五六七八九十", "①②③④⑤⑥⑦⑧⑨⑩", "甲乙丙丁戊己", "上下")
_AFTER_STOP = r"(?:^|(?<=[\s，,。；;：:、！!？?）)]))"
_STYLES = tuple(
    re.compile(style)
    for style in (
        rf"{_AFTER_STOP}[（(]?([1-9一二三四五六七八九十甲乙丙丁戊己])\s?[、.．）):：](?![0-9])",
        r"([①-⑩])(?!段)\s?",
        rf"{_AFTER_STOP}[（(]([上下])[)）]\s?",
        rf"{_AFTER_STOP}([一二三四五])[是曰](?=[^是]{{0,60}}(?:[；;。\n]|$))[，,：:]?",
    )
)


def itemised(text: str) -> str:
    """Every list marked; what is quoted counts nothing."""
    for style in _STYLES:
        for order in _ORDERS if style.search(text) else ():
            listed: list[re.Match[str]] = []
            for hit in style.finditer(text):
                if hit[1] == order[len(listed) : len(listed) + 1] and not _quoted(text, hit.start()):
                    listed.append(hit)
            for hit in reversed(listed if len(listed) > 1 else ()):
                text = text[: hit.start()] + ITEM + text[hit.end() :]
    return text


def _quoted(text: str, place: int) -> bool:
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.count("“") > line.count("”") or line.count("《") > line.count("》")


# Units

_MOST = 40
"""Units of one message that are looked at."""
_PLAINLY = 1.5
"""Log odds from which a cue tells a change so plainly that no slip is looked for."""
_PIECES = 4
"""Pieces of print that one atom is held against before its place is known."""
_CITED = 2
"""Of these the first, which are taken for what the letter speaks of: less need be said for a slip in them."""
_PER_CENT = re.compile("百分之([一二三四五六七八九十]{1,3}|[0-9]{1,3})(?![一二三四五六七八九十几])")
_PART = re.compile(
    rf"{ITEM}?(?:“(?:[^“”\n{ITEM}]|“[^“”\n{ITEM}]*”)*”|“[^\n{ITEM}]*|《[^》\n{ITEM}]*》?|[^。；;\n！!？?{ITEM}“《])*"
    "[。；;\n！!？?]?"
)
"""A sentence, or an item of a list; a stop between quotation marks ends nothing, a quotation mark left open its line at most."""
_COMMA = re.compile("[，,、；;。\\s]")
_OF_EACH = re.compile("(?:[这那]?[两二三四五]?[个处种]?(?:词|字|说法|提法|地方)?)?(?:都|均|皆)")
_ROW = re.compile(r"[”\s]*[、和及与]?[“\s]*")
_PARTED = re.compile(r"[\s，,。；;：:、“”（）()！!？?/|→]+")
BY_CHANCE = 3
"""Characters of print that people write in words of their own too."""


@dataclass(frozen=True, slots=True)
class Fault:
    """一误一正 as the reader writes it: None where unsaid. ``strong`` when a change is told that the print bears out."""

    wrong: str | None = None
    right: str | None = None
    context: tuple[str, ...] = ()
    strong: bool = False
    named: bool = False
    """One of several wordings of which the same is said."""


@dataclass(frozen=True, slots=True)
class Unit:
    """一条, or one part of it: text, the text without clues, the fault, the clues."""

    text: str
    cut: str
    fault: Fault | None
    clues: Clues
    listed: bool = False
    """Whether the reader counts it as one of several."""
    print: tuple[str, ...] = ()
    """Printed words that a part quotes, or that stand in it alone."""


def split_units(text: str, page_titles: tuple[tuple[str, int], ...], index: PrintedIndex) -> list[Unit]:
    """The units in order; a message that tells of no fault is one unit. ``index`` tells what is printed."""
    text = _PER_CENT.sub(lambda hit: f"{small_number(hit[1])}%", text)
    text = as_sentences(text)
    parts = [part for each in _PART.findall(itemised(text)) if (part := each.strip())]
    atoms = [atom for part in parts[:_MOST] for atom in _atoms(part, page_titles, index)][:_MOST]
    units = [_unit(group, page_titles, index) for group in _grouped(atoms)]
    carried = [*itertools.accumulate((unit.clues for unit in units), merged, initial=Clues())][1:]
    return [replace(unit, clues=clues) for unit, clues in zip(units, carried, strict=True)]


# One part


def _atoms(part: str, page_titles: tuple[tuple[str, int], ...], index: PrintedIndex) -> list[Unit]:
    """A part of a message as one unit, or as many as there are changes of printed words told in it."""
    item, text = part.startswith(ITEM), part.lstrip(ITEM)
    clues, cut = read_clues(text, page_titles)
    said, changes = quotations(cut), _changes(cut, index)
    if len(changes) > 1:
        if segments := _segments(text, changes):
            segments[0] = ITEM * item + segments[0]
            return [atom for segment in segments for atom in _atoms(segment, page_titles, index)]
        faults = [Fault(each.wrong, each.right, said, strong=True) for each in changes]
    else:
        # Each is a fault of its own, and all that is said is said of each.
        named = [] if changes else _each_of(cut, index)
        faults = [Fault(each, None, said, named=True) for each in named]
    if faults:
        return [Unit(text, cut, each, clues, True, (to_words(each.wrong or ""),)) for each in faults]
    return [Unit(text, cut, _fault(cut, changes, index), clues, item, print_of(cut, index))]


def _changes(cut: str, index: PrintedIndex) -> list[Proposal]:
    """The changes told in some words, each by words of its own and of print of its own, in order."""
    told = [
        (piece, each)
        for piece, each in proposals(cut, index)
        if each.borne and each.edit.replacement is not None and each.worth > TOLD_AT_LEAST
    ]
    chosen: list[tuple[int, Proposal]] = []
    for piece, each in told:
        if all(not (each.told_by & other.told_by) and _apart(piece, each, at, other) for at, other in chosen):
            chosen.append((piece, each))
    return sorted((each for _, each in chosen), key=lambda each: each.start)


@functools.lru_cache(maxsize=64)
def proposals(cut: str, index: PrintedIndex) -> tuple[tuple[int, Proposal], ...]:
    """Every change that some words may tell, with its piece of print, the likeliest first."""
    reading = read(cut, index.own(cut))
    pieces = _pieces(reading.fragments, index)
    found = [(at, each) for at in pieces for each in propose(index.pieces[at], reading, index, ())]
    if not any(each.borne and each.kind in ("cue", "mark") and each.worth > _PLAINLY for _, each in found):
        slipped: dict[int, list[Told]] = {at: [] for at in pieces}
        for slip in told(index, cut):
            if slip.slip.piece in slipped or len(slipped) < 2 * _PIECES:
                slipped.setdefault(slip.slip.piece, []).append(slip)
        found = [
            (at, each)
            for at, here in slipped.items()
            for each in propose(
                index.pieces[at], reading, index, None if at in pieces[:_CITED] else tuple(here)
            )
        ]
    return tuple(sorted(found, key=lambda pair: (-pair[1].worth, pair[1].start)))


def _pieces(fragments: Sequence[Fragment], index: PrintedIndex) -> list[int]:
    """The pieces that hold most of the fragments."""
    worth: dict[int, float] = {}
    for each in fragments:
        words = each.words
        if len(words) < 2:
            continue
        holding = index.holding(words)
        for at in holding:
            worth[at] = worth.get(at, 0.0) + len(words) / (1 + 0.5 * (len(holding) - 1))
        if not holding:
            for at in _nearest(words, index):
                worth[at] = worth.get(at, 0.0) + len(words) * 0.4
    return sorted(worth, key=lambda at: (-worth[at], at))[:_PIECES]


@functools.lru_cache(maxsize=4096)
def _nearest(words: str, index: PrintedIndex) -> tuple[int, ...]:
    """Pieces in which pairs of the words' characters stand, by sound."""
    found: dict[int, float] = {}
    for pair in map("".join, itertools.pairwise(heard(words))):
        for piece in {piece for piece, _ in index.pairs.get(pair, ())}:
            found[piece] = found.get(piece, 0.0) + index.rarity[pair]
    return tuple(sorted(found, key=lambda at: (-found[at], at))[:2])


def _apart(piece: int, one: Proposal, at: int, other: Proposal) -> bool:
    if piece != at:
        return one.wrong not in (other.wrong, other.right)
    mine, theirs = one.edit, other.edit
    return mine.end < theirs.start or theirs.end < mine.start


def _segments(text: str, changes: list[Proposal]) -> list[str]:
    """The text cut between the changes told in it; [] where they are told together (甲、乙应为丙、丁)."""
    cuts = [0]
    for one, other in itertools.pairwise(changes):
        first = [at for said in (one.right, one.wrong) if said and (at := text.find(said, cuts[-1])) >= 0]
        next_ = [
            at
            for said in (other.right, other.wrong)
            if said and (at := text.find(said, min(first, default=0))) >= 0
        ]
        if not first or not next_ or one.end > other.start or min(next_) < max(first):
            return []
        # Behind the last time that the one is named before the other is.
        last = max(
            text.rfind(said, cuts[-1], min(next_)) + len(said) for said in (one.right, one.wrong) if said
        )
        stop = _COMMA.search(text, last, min(next_))
        cut = stop.end() if stop else last
        if text.count("“", 0, cut) != text.count("”", 0, cut):
            return []
        cuts.append(cut)
    segments = [text[start:end].strip() for start, end in itertools.pairwise([*cuts, len(text)])]
    return segments if all(to_words(each) for each in segments) else []


def _each_of(cut: str, index: PrintedIndex) -> list[str]:
    """Printed words of each of which something is said: “pose、乐章、绘饰，三个词都不好”, or of each something else:
    “街镇、居村”的提法不合实际，“过个新年”讲不通."""
    own = index.own(cut)
    said, row = _OF_EACH.search(own), list(read(cut, own).fragments)
    if said:
        row = [each for each in row if each.end <= said.start()]
    else:
        row = [each for each in row if each.quoted and index.prints(each.text)]
    for one, other in itertools.pairwise(row):
        between = cut[one.end : other.at]
        complaint, comma, _ = between.rpartition("，")
        if not (_ROW.fullmatch(between) if said else comma and len(complaint) > 2 and WEAK.search(complaint)):
            return []
    printed = all(len(each.words) > 1 and index.prints(each.words) for each in row)
    return [each.text for each in row] if printed and len(row) > 1 else []


def _fault(cut: str, changes: list[Proposal], index: PrintedIndex) -> Fault | None:
    said = quotations(cut)
    if changes:
        return Fault(changes[0].wrong, changes[0].right, said, strong=True)
    likely = (each for _, each in proposals(cut, index) if each.borne or each.kind != "slip")
    best = next(likely, None)
    if best and (best.edit.replacement is not None or best.edit.marks):
        return Fault(best.wrong or None, best.right or None, said, strong=best.borne)
    own = index.own(cut)
    if WEAK.search(own):
        return Fault(None, None, said, strong=False)
    return None


# Several parts


def _grouped(atoms: list[Unit]) -> list[list[Unit]]:
    """Atoms that tell of one fault together. What stands before the first fault belongs to it, what follows the last one too."""
    groups: list[list[Unit]] = []
    buffer: list[Unit] = []
    for atom in atoms:
        if buffer and _begins_another(buffer, atom):
            groups.append(buffer)
            buffer = []
        buffer.append(atom)
        if atom.fault and atom.fault.strong:
            groups.append(buffer)
            buffer = []
    apart = any(_is_complaint(atom) or atom.listed for atom in buffer)
    if groups and not apart:
        groups[-1] += buffer
    elif buffer:
        groups.append(buffer)
    return groups


def _is_complaint(atom: Unit) -> bool:
    """Whether it tells of something by itself: “一版报纸挑错” after a complaint only says where that was found."""
    beside = functools.reduce(lambda rest, words: rest.replace(words, ""), atom.print, to_words(atom.cut))
    return bool(
        atom.fault and ((atom.print and WEAK.search(beside)) or atom.clues.paragraphs or atom.fault.strong)
    )


def _begins_another(buffer: list[Unit], atom: Unit) -> bool:
    """Whether the atom tells of another fault than those before it: a new item, another place, other printed words."""
    matter = any(each.fault or each.print for each in buffer)
    if atom.listed:
        return matter and any(each.listed for each in buffer)
    faulty = any(each.fault for each in buffer)
    return faulty and bool(atom.fault) and _quote_apart(buffer, atom)


def _quote_apart(buffer: list[Unit], atom: Unit) -> bool:
    before = [part for each in buffer for part in each.print]
    return bool(before and atom.print) and not any(
        one in other or other in one for one in before for other in atom.print
    )


def _unit(group: list[Unit], page_titles: tuple[tuple[str, int], ...], index: PrintedIndex) -> Unit:
    text = "\n".join(atom.text for atom in group)
    cut = "\n".join(atom.cut for atom in group)
    fault = next((atom.fault for atom in group if atom.fault and atom.fault.strong), None)
    if fault is None and len(group) > 1:
        fault = _fault(cut, sorted(_changes(cut, index), key=lambda each: -each.worth)[:1], index)
    fault = fault or next((atom.fault for atom in group if atom.fault), None)
    clues = group[0].clues if len(group) == 1 else read_clues(text, page_titles)[0]
    if fault and fault.strong:
        fault = replace(fault, context=tuple(dict.fromkeys((*fault.context, *quotations(cut)))))
    return Unit(text, cut, fault, clues, any(atom.listed for atom in group))


def print_of(cut: str, index: PrintedIndex) -> tuple[str, ...]:
    """Printed words that are quoted, or where nothing is quoted, written in one go."""
    parts = (
        quotations(cut) if "“" in cut else tuple(part for part in _PARTED.split(cut) if len(part) > BY_CHANCE)
    )
    return tuple(words for part in parts if len(words := to_words(part)) > 1 and index.stands(words))
