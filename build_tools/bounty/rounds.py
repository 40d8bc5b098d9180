"""校次: when a printed error came in, and which proofs it stood in unnoticed.

In: the words of an accepted error, the article as printed, the rounds of proofs.yml with their texts. Out: labels and
counts, without the names of those who read. What is not recorded is said to be so.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.model import PrintedText
from build_tools.readers.proofs import RecordedRound

FROM_THE_START, AFTERWARDS, UNRECORDED = "初排就有", "末次校样以后", "没有校样记录"
_ALIKE = 0.5
"""Share of an article's pairs of characters that its own text in a proof must hold; numbers may still change between drafts."""


@dataclass(frozen=True, slots=True)
class Slipped:
    """One printed error: which article, in which words."""

    printed: PrintedText
    words: str


def entered(slipped: Slipped, rounds: Sequence[RecordedRound]) -> str:
    """From which round on the wrong words stood to the end: 初排就有, 大样改入 …, 末次校样以后."""
    if not rounds:
        return UNRECORDED
    stood = standing(slipped, rounds)
    first = len(stood) - next((back for back, here in enumerate(reversed(stood)) if not here), len(stood))
    return AFTERWARDS if first == len(stood) else f"{rounds[first].stage}改入" if first else FROM_THE_START


def standing(slipped: Slipped, rounds: Sequence[RecordedRound]) -> tuple[bool, ...]:
    """For each round whether the wrong words stood in it."""
    words = _plain(slipped.words)
    return tuple(bool(words) and words in _text_in(slipped.printed, each.texts) for each in rounds)


def by_round(slipped: Iterable[Slipped], rounds: Sequence[RecordedRound]) -> tuple[tuple[str, int], ...]:
    """(when it came in, how many errors), in the order of the work."""
    found = Counter(entered(each, rounds) for each in slipped)
    order = [FROM_THE_START, *dict.fromkeys(f"{each.stage}改入" for each in rounds), AFTERWARDS, UNRECORDED]
    return tuple((label, found[label]) for label in order if found[label])


def missed(slipped: Iterable[Slipped], rounds: Sequence[RecordedRound]) -> tuple[tuple[str, int], ...]:
    """(round, how many of the printed errors stood in it): what each reading could have caught. Tasks, not names."""
    stood = [standing(each, rounds) for each in slipped]
    return tuple((_label(each), sum(one[place] for one in stood)) for place, each in enumerate(rounds))


def _label(each: RecordedRound) -> str:
    tasks = "、".join(dict.fromkeys(task for task, _, _ in each.signatures))
    return f"第{each.ordinal}次{each.stage}" + (f"（{tasks}）" if tasks else "（没有签名）")


def _text_in(printed: PrintedText, texts: Mapping[str, str]) -> str:
    """The article's text in a round: under its number, or under the number it bore as a draft."""
    by_number: dict[str, str] = {}
    for key, text in texts.items():
        number = key.partition(" ")[0]
        # Parts do not join: words must not run from a headline into the body.
        by_number[number] = f"{by_number.get(number, '')}\n{_plain(text)}"
    wanted = _pairs("".join(_plain(text) for _, text in printed.pieces))
    own = by_number.get(str(printed.number), "")
    if _share(wanted, own) >= _ALIKE:
        return own
    best = max(by_number.values(), key=lambda text: _share(wanted, text), default="")
    return best if _share(wanted, best) >= _ALIKE else ""


def _plain(text: str) -> str:
    # What the typesetter put in to break and to space lines is no text.
    return "".join(
        char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] not in "CZ"
    )


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _share(wanted: set[str], text: str) -> float:
    return len(wanted & _pairs(text)) / len(wanted) if wanted else 0.0
