"""是不是报错: whether what a message says of a place is the report of a fault.

In: a unit of a message and the best-placed piece. Out: :class:`Found`, and whether it holds as a report. Greetings, questions,
praise and complaints may quote the paper too; a report points at a place, quotes print, and says that something is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.bounty.claims import Claim
from build_tools.bounty.resolver.cues import NO_FAULT, QUOTES, WEAK, WHOLE
from build_tools.bounty.resolver.faults import Fault
from build_tools.bounty.resolver.index import PrintedIndex
from build_tools.bounty.resolver.normalise import to_words
from build_tools.bounty.resolver.operands import quotations
from build_tools.bounty.resolver.rank import Scored
from build_tools.bounty.resolver.units import Unit

ENOUGH_TEXT = 5.0
"""Evidence from words below which a claim is on the article, not on a paragraph."""
ENOUGH_PLACE = 18.0
"""Evidence from clues that leads to a paragraph."""
_ASKING = re.compile("哪[个里儿]?|吗[？?]?$|多少|几号|谁|怎么(?!能|又|有)|什么时候|要不要|会不会|行不行|能不能|可不可以|可以吗")
_QUESTION = re.compile("[?？]|吗|什么|怎么|哪里|请问|多少|有没有")
_RHETORICAL = re.compile("[^，。？?]{0,8}[?？](?=[^，。]{0,6}(?:哪能|哪有|怎能|岂))|(?:哪能|哪有|怎么能|怎能|岂|何)[^，。？?]{0,12}[?？]|(?:不好|不行|不对|不是|对|是|好|用|说|写)的?[吗吧么][?？]*|[?？]{2,}|(?:是|叫|算)什么[^，。？?]{0,4}[?？]")
_PRAISE = re.compile("辛苦|替[伊他她你侬]+高兴|恭喜|祝贺|学习|好看|难忘|灵光|办得好|真不错|真好|写得好|漂亮|点个?赞|感人|实用|受益|谢谢|感谢|有意思|喜欢|方便多|抄下来|清楚")
CERTAIN = 45.0
"""Evidence from words that only a message about these very words has."""
_PARTED = re.compile(r"[\s，,。；;：:、“”‘’（）()!！?？|/→《》]+")
_LONG, _SHORT = 8, 4
"""Characters of print written in one go: hardly by chance, and perhaps by chance."""
_POINTS = 2.0
"""Points from which a message without a correction holds; see :func:`_points`."""


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with what speaks for its being a report."""

    claim: Claim
    fault: Fault | None
    text: float
    place: float
    own: str
    """What the reader says in words of their own."""
    located: bool
    """Whether the reader named number, page or paragraph."""
    placed: bool
    """Whether the reader named both article and paragraph."""
    printed: bool
    """Whether what the reader calls wrong, or quotes, is printed at all, by sight or by sound."""
    told: bool
    """Whether what the reader calls wrong is printed as they write it, or sounds so."""
    quoted: bool
    """Whether the reader sets printed words of the piece between quotation marks."""
    points: float

    @property
    def strong(self) -> bool:
        """Whether wrong or right is really given."""
        return bool(self.fault and self.fault.strong)


def weigh(claim: Claim, unit: Unit, index: PrintedIndex, first: Scored) -> Found:
    """What there is for and against a claim."""
    clues = unit.clues
    located = bool(clues.numbers or clues.damaged or clues.pages or clues.paragraphs)
    placed = bool(clues.paragraphs and first.place >= ENOUGH_PLACE)
    return Found(claim, unit.fault, first.text, first.place, _own_words(unit.text, index), located, placed, _is_printed(index, unit, first), _tells_print(unit, index), _quotes_print(unit, index, first), _points(unit, index, first))


def _own_words(text: str, index: PrintedIndex) -> str:
    """The text without what it copies from the print: a headline that asks is no question of the reader's."""
    outside = QUOTES.sub("，", text)
    for part in _PARTED.split(outside):
        if len(part) >= _SHORT and (index.stands(to_words(part)) or index.sounds_printed(to_words(part))):
            outside = outside.replace(part, "，")
    return outside


def _points(unit: Unit, index: PrintedIndex, first: Scored) -> float:
    """Place named, print quoted, fault spoken of: about a point each."""
    clues, piece = unit.clues, index.pieces[first.piece].words
    place = 1.2 if clues.numbers or clues.damaged else 0.7 if clues.pages else 0.5 if clues.names_article else 0.0
    place += 0.8 if clues.paragraphs or clues.line else 0.4 if clues.parts and place else 0.0
    quoted = _quotes_print(unit, index, first)
    alone = max((len(words) for part in _PARTED.split(unit.cut) if (words := to_words(part)) and words in piece), default=0)
    run = max((each.exact for each in first.runs), default=0)
    said = 1.5 if quoted and alone >= _LONG else 1.0 if quoted or alone >= 3 or run >= _LONG else 0.6 if run >= _SHORT else 0.0
    spoken = 1.0 if WEAK.search(NO_FAULT.sub(lambda hit: " " * len(hit[0]), unit.text)) else 0.0
    return place + said + spoken


def _tells_print(unit: Unit, index: PrintedIndex) -> bool:
    words = to_words(unit.fault.wrong or "") if unit.fault else ""
    return index.stands(words) or index.sounds_printed(words)


def _quotes_print(unit: Unit, index: PrintedIndex, first: Scored) -> bool:
    piece = index.pieces[first.piece].words
    return any(len(to_words(part)) > 1 and to_words(part) in piece for part in quotations(unit.text))


def _is_printed(index: PrintedIndex, unit: Unit, first: Scored) -> bool:
    """Whether any half of what the reader quotes can be found in the issue; true where nothing is quoted.

    Words without quotation marks are read less surely: there, a named article or a run of print elsewhere in the message will do.
    """
    fault = unit.fault
    said = [to_words(part) for part in (fault.wrong, *fault.context) if part and to_words(part)] if fault else []
    if not said or any(index.stands(words) or index.sounds_printed(words) or _half_printed(index, words) for words in said):
        return True
    quoted = bool(fault and fault.wrong and f"“{fault.wrong}”" in unit.text)
    return unit.clues.names_article or first.place >= 14.0 or (not quoted and any(run.exact >= 5 for run in first.runs))


def _half_printed(index: PrintedIndex, words: str) -> bool:
    size = max(3, len(words) // 2)
    return any(index.stands(words[at : at + size]) for at in range(len(words) - size + 1))


def holds(each: Found, text: str) -> bool:
    """Whether a claim is a report; ``text`` is the whole message."""
    quoting = "“" in text
    question = bool(_QUESTION.search(_RHETORICAL.sub("", each.own)))
    if (_ASKING.search(each.own) and not quoting and not each.located) or (not each.located and not each.printed):
        return False
    if NO_FAULT.search(each.own) and not each.strong and not each.quoted:
        return False
    if each.strong and not question and not quoting and each.place <= 0 and not each.told:
        return each.text >= 14.0
    if each.strong and not question:
        return each.text >= ENOUGH_TEXT or each.place >= ENOUGH_PLACE
    if each.strong:
        return each.text + each.place >= 16.0
    if question and not each.located and not quoting and "《" not in text:
        return False
    return _holds_without_correction(each, question)


def _holds_without_correction(each: Found, question: bool) -> bool:
    total, praised = each.text + each.place, bool(_PRAISE.search(each.own))
    if WHOLE.search(each.claim.quote) and each.place >= 9.0 and not question and not praised:
        return True
    if each.fault is not None:
        return (total >= (30.0 if question else 12.0) and each.place >= 5.0) or each.text >= 24.0 or (each.points >= _POINTS and not question)
    if praised or question:
        return False
    return each.points >= _POINTS + 0.2 or (each.text >= CERTAIN and each.place >= 5.0) or (each.place >= 15.0 and each.text >= (3.0 if each.place >= 40.0 else 12.0))
