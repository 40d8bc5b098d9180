"""归一: characters that a reader takes for the same, and marks that nobody types.

In: any text. Out: its letters: no punctuation, no white space, width and capitals levelled (NFKC, Unicode Annex 15),
traditional characters as the paper would print them. ``fold`` and ``letters`` of ``theme/web/assets/search-index.js`` do
the same with the same table (:func:`traditional_pairs`).
"""

from __future__ import annotations

import functools
import re
import unicodedata

from build_tools.markup.traditional import SIMPLIFIED

_WHITE = re.compile(r"\s+")
_ASIAN_BREAK = re.compile(r"(?<=[\u2e80-\uffef])\n(?=[\u2e80-\uffef])")
# What is neither letter nor figure, by ranges, since old browsers know no other way: ASCII and Latin-1 marks, general
# punctuation, CJK marks but for 々 and 〇, presentation forms.
_MARKS = re.compile(
    r"[\s\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f"
    r"\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20"
    r"\uff3b-\uff40\uff5b-\uff65\ufffd]"
)


def letters(text: str) -> str:
    """What of a text is searched: neither marks nor white space, each character as :func:`fold` has it."""
    return _MARKS.sub("", fold(text))


def fold(text: str) -> str:
    """Full-width as half-width, capitals as small letters, traditional as simplified; of the same length in UTF-16."""
    return "".join(map(_folded, text))


def traditional_pairs() -> tuple[str, str]:
    """Traditional characters and the simplified ones that stand for them, for the browser."""
    return "".join(map(chr, SIMPLIFIED)), "".join(map(chr, SIMPLIFIED.values()))


def one_line(text: str) -> str:
    """A piece of text without line breaks: none between two Chinese characters, else a space."""
    return _WHITE.sub(" ", _ASIAN_BREAK.sub("", text)).strip()


@functools.lru_cache(1 << 14)
def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    plain = plain if units(plain) == units(character) else character
    return plain.translate(SIMPLIFIED)


def units(text: str) -> int:
    """The length of a text as browsers count it: a character beyond the first 65,536 is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
