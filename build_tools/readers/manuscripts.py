"""原稿: every file in which people write copy, mended as far as nothing needs a decision (``check --fix``).

In: the paper's root, the issues asked for and what is signed. Out: :class:`MendedFile` for every file that
would change; nothing is written here. A signed text is never among them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.markup.cleaning import Change, clean_markdown
from build_tools.markup.common_characters import COMMON
from build_tools.readers.issue import ISSUES, issue_names
from build_tools.readers.ledger import read_ledger
from build_tools.readers.signed import read_signed_digests, read_signed_files

_HAN = re.compile("[\u3400-\u9fff]")
_LEAST_COMMON = 0.8
"""Share of everyday characters among the Han ones: real copy has 0.97 and more, text read in a wrong code 0.1 to 0.5."""


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file's text as it should be; ``encoding`` names the one it was in, "" for UTF-8 without a mark."""

    path: str
    text: str
    encoding: str
    changes: tuple[Change, ...]


def mended_files(
    root: Path, issues: Sequence[str], signed: Collection[str], standing: str = ""
) -> tuple[MendedFile, ...]:
    """The articles of some issues and the pages in the folder ``standing``, "" for none; ``signed`` are paths of texts that
    nothing may touch."""
    shut = set(signed) | {path for name in issue_names(root) for path in _signed_paths(root, name)}
    places = [root / ISSUES / name for name in issues if not _illegible(root, name)]
    files = [
        *(path for place in places for path in sorted(place.glob("*/*.md")) if not _is_record(path)),
        *(sorted((root / standing).rglob("*.md")) if standing else ()),
    ]
    paths = [(path, path.relative_to(root).as_posix()) for path in files if path.is_file()]
    mended = [mend_file(path, shown) for path, shown in paths if shown not in shut]
    return tuple(each for each in mended if each)


def mend_file(path: Path, shown: str) -> MendedFile | None:
    """One file; None where nothing is to be mended, or where nobody can tell what it says."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    found = guess_text(raw)
    if found is None:
        return None
    text, encoding = found
    cleaned = clean_markdown(text)
    if not encoding and not cleaned.changes:
        return None
    return MendedFile(shown, cleaned.text, encoding, cleaned.changes)


def guess_text(raw: bytes) -> tuple[str, str] | None:
    """Bytes → (text, name of the encoding; "" for UTF-8 without a mark). None where no encoding is sure.

    A byte order mark decides; else UTF-8 where it reads, else GB 18030 where that gives everyday Chinese.
    """
    for mark, encoding, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 BOM"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if raw.startswith(mark):
            return _decoded(raw, encoding, name)
    plain = _decoded(raw, "utf-8", "")
    if plain:
        return plain
    guessed = _decoded(raw, "gb18030", "GBK")
    han = _HAN.findall(guessed[0]) if guessed else []
    sure = bool(han) and sum(each in COMMON for each in han) >= _LEAST_COMMON * len(han)
    return guessed if sure else None


def _decoded(raw: bytes, encoding: str, name: str) -> tuple[str, str] | None:
    try:
        return raw.decode(encoding), name
    except UnicodeDecodeError:
        return None


def _signed_paths(root: Path, name: str) -> set[str]:
    ledger, _ = read_ledger(root, name)
    entries = {f"{ISSUES}/{name}/{entry.file}" for entry in ledger.signed}
    return entries | set(read_signed_files(root, name))


def _illegible(root: Path, name: str) -> bool:
    """Signed, and the ledger does not say what: then all of it is."""
    version, _, _ = read_signed_digests(root, name)
    return bool(version) and not read_ledger(root, name)[0].signed


def _is_record(path: Path) -> bool:
    return path.parent.name in ("printed", "bounty", "images")
