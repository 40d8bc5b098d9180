"""定本: ``printed/`` and its list of digests in signoff.yml: the issue as it went to press, written once by sign-off.

In: a numbered issue and its record → the files of ``printed/`` by name; and back. Every file is plain text, one thing a
line; the pictures that were printed lie beside them. signoff.yml names each with its SHA-256, so that a record that was
cut short, edited or merged is never taken for what was printed.

============================ =======================================================================================
file                         holds
============================ =======================================================================================
``issue.json``               the issue and the paper of that day, the articles' numbers, pages and addresses
``2101032.jsonl``            an article: its front matter, then one block of its body a line
``2101032.yml``              its text as printed, for people and for readers' reports
``p1.jsonl``                 a page: one placed block, line of type, picture or rule a line
``sheet.css, ticket.html``   what the print sheet gave to the draw
``profile.icc``              the press profile
``pictures/``                the pictures that were printed
============================ =======================================================================================
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import (
    Article,
    ArticleNumber,
    Block,
    Issue,
    NumberedArticle,
    NumberedIssue,
    Paper,
    PrintRecord,
    pictures_of,
)
from build_tools.readers.issue import ISSUES
from build_tools.readers.plain import from_plain, to_plain
from build_tools.readers.signed import read_signature, read_signed_table
from build_tools.readers.yaml_nodes import YamlFault

FORMAT = 1
"""What this program writes; what it reads is this and everything before it."""
FOLDER = "printed"
PICTURES = f"{FOLDER}/pictures"
PROFILE = f"{FOLDER}/profile.icc"
_MOST_BYTES = 1_000_000
_CONFLICT = re.compile(rb"^(<{7} |={7}$|>{7} )", re.MULTILINE)
_FACTS = ("name", "number", "date", "pages", "bounty", "specimen")


def record_files(numbered: NumberedIssue) -> dict[str, bytes]:
    """The text files of a record, by their name in the issue's folder. The issue must have one."""
    record = numbered.issue.record
    assert record is not None
    issue = replace(numbered.issue, articles=(), record=None, marks={})
    facts: dict[str, Any] = {
        "format": FORMAT,
        "issue": to_plain(issue),
        "paper": to_plain(record.paper),
        "articles": [
            {"number": str(item.number), "page": item.page, "address": item.address}
            for item in numbered.articles
        ],
        "inks": dict(record.inks),
        "body": list(record.body),
        "profile": record.profile,
        "tools": dict(record.tools),
    }
    files = {"issue.json": _json_lines(facts)}
    for item in numbered.articles:
        head = to_plain(replace(item.article, body=(), source="", marks={}, given_number=None))
        files[f"{item.number}.jsonl"] = _lines(head, *map(to_plain, item.article.body))
    files |= {f"p{page}.jsonl": text.encode() for page, text in record.pages.items()}
    files |= {"sheet.css": record.css.encode(), "ticket.html": record.ticket.encode()}
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def _json_lines(facts: Mapping[str, Any]) -> bytes:
    """One value a line, and one item a line of the larger ones."""
    parts = []
    for key, value in facts.items():
        match value:
            case list() if value and isinstance(value[0], dict):
                inner = ",\n".join(f"  {_dumped(each)}" for each in value)
                parts.append(f"{_dumped(key)}: [\n{inner}\n ]")
            case dict() if value:
                inner = ",\n".join(f"  {_dumped(name)}: {_dumped(each)}" for name, each in value.items())
                parts.append(f"{_dumped(key)}: {{\n{inner}\n }}")
            case _:
                parts.append(f"{_dumped(key)}: {_dumped(value)}")
    return ("{\n " + ",\n ".join(parts) + "\n}\n").encode()


def _lines(*values: Any) -> bytes:
    return "".join(f"{_dumped(value)}\n" for value in values).encode()


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """定本 as read: None when the issue has none, or when something of it is damaged: then ``diagnostics`` says what."""

    printed: NumberedIssue | None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_print_record(root: Path, issue: str) -> ReadRecord:
    """Read and verify the record of an issue. Raises OSError if a file that is there cannot be read."""
    folder, place = root / ISSUES / issue, Place(f"{ISSUES}/{issue}/signoff.yml")
    lies = (folder / FOLDER / "issue.json").is_file()
    if not (folder / "signoff.yml").is_file():
        # The ledger's lines are signed last: a first sign-off that was killed leaves none of them signed.
        lost = _signed_lines(folder)
        return ReadRecord(None, (diagnose("SQ311", place, path=place.path),) if lost else ())
    content = (folder / "signoff.yml").read_bytes()
    if _CONFLICT.search(content):
        return ReadRecord(None, (diagnose("SQ312", place, path=place.path),))
    try:
        twice = _keys_twice(content)
        digests = read_signed_table(root, issue, "frozen")
    except (YamlFault, UnicodeDecodeError, ValueError):
        return ReadRecord(None, (diagnose("SQ310", place, path=place.path),))
    if twice:
        return ReadRecord(None, (diagnose("SQ312", place, path=place.path),))
    if not digests and not lies:
        return ReadRecord(None, (diagnose("SQ314", place, issue=issue),))
    if read_signature(root, issue) is None or not digests or not all(map(_is_ours, digests)):
        return ReadRecord(None, (diagnose("SQ310", place, path=place.path),))
    contents, found = _verified(folder, f"{ISSUES}/{issue}", digests)
    if found:
        return ReadRecord(None, tuple(found))
    return _parsed(issue, contents)


def _signed_lines(folder: Path) -> bool:
    ledger = folder / "ledger.yml"
    return ledger.is_file() and b"signed: true" in ledger.read_bytes()


def _keys_twice(content: bytes) -> bool:
    """Whether a key stands twice at the top of signoff.yml: two sign-offs, one behind the other. Raises ValueError."""
    if len(content) > _MOST_BYTES:
        raise ValueError("too large for a list of digests")
    keys = re.findall(r"^([a-z_]+):", content.decode("utf-8"), re.MULTILINE)
    return len(keys) != len(set(keys))


def _is_ours(name: str) -> bool:
    """Whether a name of the list is one of a file below printed/."""
    path = PurePosixPath(name)
    return path.parts[:1] == (FOLDER,) and ".." not in path.parts and len(name) < 200


def _verified(
    folder: Path, shown: str, digests: Mapping[str, str]
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    contents: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for name, digest in digests.items():
        path, place = folder / name, Place(f"{shown}/{name}")
        picture = name.startswith(PICTURES)
        if not path.is_file() or path.is_symlink() or (folder / FOLDER).is_symlink():
            found.append(diagnose("SQ315" if picture else "SQ311", place, path=place.path))
            continue
        content = path.read_bytes()
        # The line ends of another system, where git did not keep them away, change no character.
        alike = [each for each in (content, content.replace(b"\r\n", b"\n")) if _digest(each) == digest]
        if alike:
            contents[name] = alike[0]
        elif _CONFLICT.search(content):
            found.append(diagnose("SQ312", place, path=place.path))
        elif name == f"{FOLDER}/issue.json" and _format_of(content) > FORMAT:
            found.append(diagnose("SQ313", place, path=place.path, format=_format_of(content)))
        else:
            found.append(diagnose("SQ315" if picture else "SQ310", place, path=place.path))
    return contents, found


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _format_of(content: bytes) -> int:
    try:
        facts = json.loads(content)
        return int(facts["format"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return 0


def _parsed(issue: str, contents: Mapping[str, bytes]) -> ReadRecord:
    place = Place(f"{ISSUES}/{issue}/{FOLDER}/issue.json")
    content = contents.get(f"{FOLDER}/issue.json", b"")
    if _format_of(content) > FORMAT:
        return ReadRecord(None, (diagnose("SQ313", place, path=place.path, format=_format_of(content)),))
    try:
        printed = parse_record(issue, contents)
        lacking = _needed(printed) - contents.keys()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Every file has the digest that was signed, and yet it cannot be read: written by another program.
        return ReadRecord(None, (diagnose("SQ313", place, path=place.path, format=_format_of(content)),))
    if lacking:
        path = f"{ISSUES}/{issue}/signoff.yml"
        return ReadRecord(None, (diagnose("SQ310", Place(path), path=path),))
    return ReadRecord(printed)


def _needed(printed: NumberedIssue) -> set[str]:
    """Every file without which the issue cannot be made again."""
    record = printed.issue.record
    assert record is not None
    names = {"issue.json", "sheet.css", "ticket.html", *(f"p{page}.jsonl" for page in record.pages)}
    names |= {f"{item.number}{ending}" for item in printed.articles for ending in (".jsonl", ".yml")}
    pictures = {picture.file for item in printed.articles for picture in pictures_of(item.article.body)}
    return {f"{FOLDER}/{name}" for name in names} | pictures | {record.profile}


def parse_record(name: str, contents: Mapping[str, bytes]) -> NumberedIssue:
    """The issue as printed, from the files of its record by their name in the issue's folder. Raises ValueError, KeyError or TypeError."""
    texts = {key.removeprefix(f"{FOLDER}/"): content for key, content in contents.items()}
    facts = json.loads(texts["issue.json"])
    issue: Issue = from_plain(Issue, {**facts["issue"], "articles": []})
    if issue.name != name:
        raise ValueError(f"the record of {issue.name}")
    numbered = tuple(_article(entry, texts) for entry in facts["articles"])
    family, size, weight, colour = facts["body"]
    record = PrintRecord(
        from_plain(Paper, facts["paper"]),
        {plan.number: texts[f"p{plan.number}.jsonl"].decode() for plan in issue.pages},
        texts["sheet.css"].decode(),
        from_plain(Mapping[str, str], facts["inks"]),
        (str(family), float(size), int(weight), str(colour)),
        texts["ticket.html"].decode(),
        str(facts["profile"]),
        from_plain(Mapping[str, str], facts["tools"]),
    )
    for text in record.pages.values():
        _check_page(text)
    whole = replace(issue, articles=tuple(item.article for item in numbered), record=record)
    return NumberedIssue(whole, numbered, signed=True)


def _check_page(text: str) -> None:
    """Raises ValueError or TypeError for what is no placed page (its form: :mod:`build_tools.typesetting.frozen`)."""
    head, *lines = (json.loads(line) for line in text.rstrip("\n").split("\n"))
    if not isinstance(head, dict) or not {"page", "title", "styles", "fill"} <= head.keys():
        raise ValueError("no head of a page")
    left = 0
    for line in lines:
        if isinstance(line, list):
            said, *_ = line
            left -= 1
            if sum(segment[1] for segment in line[5:]) != len(said):
                raise ValueError("a line without all its characters")
        elif not isinstance(line, dict) or not line.keys() & {"number", "stroke", "picture", "drawing"}:
            raise ValueError("no part of a page")
        elif "number" in line:
            left += line["lines"]
    if left:
        raise ValueError("a page without all its lines")


def _article(entry: Mapping[str, Any], texts: Mapping[str, bytes]) -> NumberedArticle:
    number: ArticleNumber = from_plain(ArticleNumber, entry["number"])
    # By "\n" alone: copy may hold other characters that Python takes for ends of lines.
    head, *blocks = texts[f"{number}.jsonl"].decode().rstrip("\n").split("\n")
    article: Article = from_plain(Article, {**json.loads(head), "body": []})
    body = tuple(from_plain(_block(), json.loads(line)) for line in blocks)
    return NumberedArticle(number, int(entry["page"]), str(entry["address"]), replace(article, body=body))


@functools.cache
def _block() -> Any:
    return Block


def record_layout(record: PrintRecord) -> dict[str, object]:
    """``layout.json`` (contract §7) of what was printed, from the record alone; the name of the issue is left to the caller."""
    pages = [_page_entry(text) for _, text in sorted(record.pages.items())]
    area = record.paper.type_area
    return {"page_mm": [area.page_width, area.page_height], "pages": pages}


def _page_entry(text: str) -> dict[str, object]:
    entry: dict[str, object] = {}
    blocks: list[dict[str, object]] = []
    for line in text.rstrip("\n").split("\n"):
        if line.startswith('{"page"'):
            head = json.loads(line)
            entry = {key: head[key] for key in ("page", "title", "fill", "overset_lines", "broken_rules")}
        elif line.startswith('{"number"'):
            blocks.append(json.loads(line))
    return {**entry, "blocks": blocks}
