"""归一: characters that a reader takes for the same.

In: any text. Out: a text of the same length in UTF-16 units, so that a place in the one is a place in the other.
``fold`` of ``theme/web/assets/search-index.js`` does the same.
"""

from __future__ import annotations

import functools
import re
import unicodedata

# Typed one way, printed another: quotation marks, dashes, the dot within foreign names.
_ALIKE = {
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("・•‧", "·"),
}
_WHITE = re.compile(r"\s+")
_ASIAN_BREAK = re.compile(r"(?<=[\u2e80-\uffef])\n(?=[\u2e80-\uffef])")


def fold(text: str) -> str:
    """Full-width as half-width, capitals as small letters, marks that look alike as one (NFKC, Unicode Annex 15)."""
    return "".join(map(_folded, text))


def one_line(text: str) -> str:
    """A piece of text without line breaks: none between two Chinese characters, else a space."""
    return _WHITE.sub(" ", _ASIAN_BREAK.sub("", text)).strip()


@functools.lru_cache(1 << 14)
def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    plain = _ALIKE.get(plain, plain)
    return plain if units(plain) == units(character) else character


def units(text: str) -> int:
    """The length of a text as browsers count it: a character beyond the first 65,536 is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
