"""付印: an issue is checked, drawn, packed for the press, and frozen as it stands on the page 印成定本.

In: the paper's folder, an issue, who signs and when. Out: the press package in dist/print/, the record in the issue's
folder (:mod:`build_tools.readers.print_record`), the signed ledger, the number in every article's front matter. Any
fault, and nothing is signed and nothing written.

The record is made first and everything is drawn from it, so that what is made of it later is what was signed.
signoff.yml, which names every file of the record, is written last of it: a sign-off that was killed is none.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from build_tools.checks import SAMPLE, with_sample_facts, without_exempted
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import Gathered, gather
from build_tools.model import (
    Kind,
    NumberedIssue,
    Paper,
    PrintRecord,
    printed_text,
    reading_name,
    source_path,
)
from build_tools.model.text import Picture, with_pictures
from build_tools.numbering import (
    SignOff,
    article_digests,
    digest,
    format_ledger,
    format_printed,
    format_sign_off,
    signed_ledger,
    with_number,
)
from build_tools.press.package import Commission, PressPackage, make_press_package
from build_tools.press.preflight import Finding
from build_tools.press.profile import profile_path
from build_tools.press.refusals import issue_before, named_by_article, refusals
from build_tools.press.ticket import ticket_html
from build_tools.readers import (
    ISSUES,
    read_print_record,
    read_signed_digests,
)
from build_tools.readers.print_record import FOLDER, PICTURES, PROFILE, parse_record, record_files
from build_tools.store.files import write_whole
from build_tools.typesetting import (
    ComposedIssue,
    ComposedPage,
    Sheet,
    compose_issue,
    draw_form,
    draw_issue,
    layout_document,
)
from build_tools.typesetting.frozen import page_text
from build_tools.typesetting.layout import LAYOUT, layout_bytes
from build_tools.typesetting.sheet import sheet_of, ticket_template
from build_tools.typesetting.tools import tools_of

_UNMENDED = frozenset({"SQ307", "SQ314"})
"""A change since the last sign-off, and a record that is lacking, are what another sign-off is for."""


@dataclass(frozen=True, slots=True)
class Signer:
    """签发: who signs, when (ISO 8601 with offset), and what they answer for.

    ``ahead`` is the reason for signing though an earlier issue is unsigned, "" for none.
    """

    name: str
    moment: str
    sample: bool = False
    ahead: str = ""


@dataclass(frozen=True, slots=True)
class SignedOff:
    """付印的结果: nothing was signed where there are diagnostics; ``refused`` says why in a line.

    ``folder`` is that of the press package, ``files`` are its files by name, ``record`` the bytes of the record.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    refused: str = ""
    version: int = 0
    pdf: Path = Path()
    folder: Path = Path()
    files: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    record: int = 0


def sign(root: Path, issue: str, signer: Signer) -> SignedOff:
    """付印 an issue. Raises OSError if something cannot be read or written."""
    known = read_print_record(root, issue)
    if any(each.severity.blocks_build for each in known.diagnostics):
        # What was signed before is damaged: it is brought back first, never written over.
        return SignedOff(known.diagnostics, "没有付印：上一次付印的定本坏了，先照上面的改法找回来。")
    gathered = gather(root, [issue], anew=True)
    if gathered.paper is None or not gathered.issues:
        return SignedOff(sorted_diagnostics(gathered.diagnostics))
    if signer.sample:
        gathered = as_sample(gathered)
    assert gathered.paper is not None
    numbered, paper = gathered.issues[0], gathered.paper
    sheet = sheet_of(root, paper)
    composed = compose_issue(numbered, paper, sheet)
    found = [
        each
        for each in hindrances(root, numbered, paper, composed, gathered.diagnostics)
        if each.code != "SQ317" or not signer.ahead
    ]
    if found:
        return SignedOff(
            tuple(found),
            "没有付印：上面的错和疑都要先改好（真的没有错的，用“免检”注明原因）。",
        )
    version = read_signed_digests(root, issue)[0] + 1
    frozen = freeze(root, numbered, paper, composed, sheet)
    made = make_unsigned(root, frozen, version, signer.name, signer.sample)
    if made.diagnostics:
        named = named_by_article(made.findings, composed, numbered)
        others = [each for each in made.diagnostics if not named or each.code == "SQ605"]
        return SignedOff(sorted_diagnostics([*named, *others]), "没有付印：排好的版面过不了预检。")
    _write(root, gathered, frozen, made, version, signer)
    return SignedOff(
        version=version,
        pdf=made.pdf,
        folder=made.press,
        files=tuple(path.name for path in made.files if path.parent == made.press),
        numbers=tuple(str(item.number) for item in numbered.articles),
        record=sum(map(len, frozen.files.values())),
    )


def hindrances(
    root: Path, numbered: NumberedIssue, paper: Paper, composed: ComposedIssue, found: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """All that keeps an issue from the press, beside what was ``found`` in its copy. Raises OSError."""
    return sorted_diagnostics(
        [
            *(each for each in found if each.code not in _UNMENDED),
            *without_exempted(composed.diagnostics, numbered.issue),
            *refusals(root, numbered, paper, composed, issue_before(root, numbered.issue.name)),
        ]
    )


def pdf_path(root: Path, paper: Paper, issue: str) -> Path:
    """dist/print/2021-01/社区晨报-张庙-2021-01.pdf (contract §7)."""
    return root / "dist" / "print" / issue / paper.pdf_name(issue)


def as_sample(gathered: Gathered) -> Gathered:
    """样报: the same paper with 样报 for every fact that is not given, and on every page."""
    assert gathered.paper is not None
    issues = tuple(as_specimen(each) for each in gathered.issues)
    return replace(gathered, paper=with_sample_facts(gathered.paper), issues=issues)


def as_specimen(numbered: NumberedIssue) -> NumberedIssue:
    """样报: the issue with 样报 on every page."""
    issue = numbered.issue
    return replace(numbered, issue=replace(issue, specimen=issue.specimen or SAMPLE))


# -- the record ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frozen:
    """定本 in memory: the issue as it will be read from it, and its files by their name in the issue's folder."""

    numbered: NumberedIssue
    files: Mapping[str, bytes]


def freeze(
    root: Path, numbered: NumberedIssue, paper: Paper, composed: ComposedIssue, sheet: Sheet
) -> Frozen:
    """定本 of a composed issue, read back from its own text."""
    folder, name = root / ISSUES / numbered.issue.name, numbered.issue.name
    kept: dict[str, bytes] = {}

    def kept_as(file: str) -> str:
        """Where a picture that is printed is kept; one that lies outside the issue's folder is refused by the checks."""
        content = (folder / file).read_bytes()
        path = PurePosixPath(file)
        where = f"{PICTURES}/{path.stem}-{sha256(content).hexdigest()[:12]}{path.suffix.lower()}"
        kept[where] = content
        return where

    def moved(picture: Picture) -> Picture:
        return replace(picture, file=kept_as(picture.file))

    articles = tuple(
        replace(item, article=replace(item.article, body=with_pictures(item.article.body, moved)))
        for item in numbered.articles
    )
    profile = Path(profile_path(root, paper.press))
    body = sheet.style("body")
    record = PrintRecord(
        paper,
        {page.number: page_text(_with_kept_pictures(page, kept_as)) for page in composed.pages},
        sheet.css,
        sheet.inks,
        (body.family, body.size, body.weight, body.colour),
        ticket_template(root),
        f"{FOLDER}/{profile.name}" if profile.suffix == ".icc" else PROFILE,
        tools_of(composed),
    )
    printed = replace(
        numbered,
        articles=articles,
        issue=replace(numbered.issue, articles=tuple(item.article for item in articles), record=record),
    )
    files = record_files(printed)
    files |= {f"{FOLDER}/{item.number}.yml": format_printed(printed_text(item)).encode() for item in articles}
    files |= {record.profile: profile.read_bytes(), **kept}
    return Frozen(parse_record(name, files), files)


def make_unsigned(root: Path, frozen: Frozen, version: int, signed_by: str, sample: bool) -> Made:
    """Draw and pack from the record's own files, which lie in the issue's folder only once it is signed."""
    with tempfile.TemporaryDirectory(prefix="chenbao-sign-") as folder:
        for name, content in frozen.files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return make_from_record(root, frozen.numbered, Path(folder), version, signed_by, sample)


@dataclass(frozen=True, slots=True)
class Made:
    """付印件 made from a record: path → content of all files in dist/print/, or why there are none."""

    diagnostics: tuple[Diagnostic, ...]
    pdf: Path
    press: Path
    files: Mapping[Path, bytes]
    findings: tuple[Finding, ...] = ()


def make_from_record(
    root: Path, printed: NumberedIssue, folder: Path, version: int, signed_by: str, sample: bool
) -> Made:
    """Everything that goes to the press, from the record whose files lie in ``folder``; nothing is written."""
    record, name = printed.issue.record, printed.issue.name
    assert record is not None
    composed = compose_issue(printed, record.paper)
    drawn = draw_issue(composed, folder)
    commission = Commission(record.paper, printed, version, signed_by, folder / record.profile, sample)
    package = make_press_package(drawn.pdf, commission)
    pdf = pdf_path(root, record.paper, name)
    press = pdf.parent / "press"
    if drawn.diagnostics or package.diagnostics:
        found = sorted_diagnostics([*drawn.diagnostics, *package.diagnostics])
        return Made(found, pdf, press, {}, package.findings)
    files = {pdf: drawn.pdf, pdf.with_name(LAYOUT): layout_bytes(layout_document(composed))}
    files |= {press / file: content for file, content in _press_files(commission, package, record).items()}
    return Made((), pdf, press, files)


def _press_files(commission: Commission, package: PressPackage, record: PrintRecord) -> Mapping[str, bytes]:
    """The package and the ticket's A4 page, by name; the version is in every name, so nothing is overwritten."""
    assert package.ticket is not None
    ticket = draw_form(ticket_html(package.ticket, record.ticket))
    return dict(sorted({**package.files, commission.edition.file_name("TICKET"): ticket}.items()))


def _with_kept_pictures(page: ComposedPage, kept_as: Callable[[str], str]) -> ComposedPage:
    blocks = tuple(
        replace(
            block,
            picture=replace(block.picture, file=PurePosixPath(kept_as(block.picture.file.as_posix()))),
        )
        if block.picture
        else block
        for block in page.blocks
    )
    return replace(page, blocks=blocks)


# -- writing ---------------------------------------------------------------------------------------------------


def _write(root: Path, gathered: Gathered, frozen: Frozen, made: Made, version: int, signer: Signer) -> None:
    name = frozen.numbered.issue.name
    folder = root / ISSUES / name
    sources = numbered_sources(root, gathered.issues[0])
    record = SignOff(
        name,
        version,
        signer.name,
        signer.moment,
        article_digests(gathered.issues[0]),
        {path: digest(content) for path, content in sources.items()},
        {path.relative_to(root).as_posix(): digest(content) for path, content in made.files.items()},
        signer.sample,
        {file: digest(content) for file, content in frozen.files.items()},
        signer.ahead,
    )
    write_record(folder, frozen, format_sign_off(record).encode())
    for path, content in made.files.items():
        put(path, content)
    # What lies there for readers is the draft's; the next build makes the signed issue's.
    made.pdf.with_name(reading_name(made.pdf.name)).unlink(missing_ok=True)
    put(
        folder / "ledger.yml",
        format_ledger(signed_ledger(gathered.ledgers[0], gathered.issues[0])).encode(),
    )
    for source, content in sources.items():
        put(root / source, content)


def write_record(folder: Path, frozen: Frozen, signed: bytes) -> None:
    """The record and ``signed``, the text of signoff.yml, in the place of those that an earlier sign-off left.

    Everything is written beside and then changes places at one stroke, so that a sign-off that is killed leaves the
    earlier record whole. ``folder`` is the issue's. Raises OSError.
    """
    beside, old = folder / f".{FOLDER}.new", folder / f".{FOLDER}.old"
    for path in (beside, old):
        shutil.rmtree(path, ignore_errors=True)
    for file, content in frozen.files.items():
        put(beside / PurePosixPath(file).relative_to(FOLDER), content)
    if (folder / FOLDER).is_dir():
        # The text of a number that was printed once and has been withdrawn since is still asked for.
        for path in (folder / FOLDER).glob("*.yml"):
            if not (beside / path.name).exists():
                shutil.copy2(path, beside)
        (folder / FOLDER).rename(old)
    beside.rename(folder / FOLDER)
    put(folder / "signoff.yml", signed)
    shutil.rmtree(old, ignore_errors=True)


def numbered_sources(root: Path, numbered: NumberedIssue) -> dict[str, bytes]:
    """The articles' files with their number in the front matter; notices are every issue's and stay out."""
    found = {}
    for item in numbered.articles:
        if item.article.kind is Kind.NOTICE:
            continue
        path = source_path(numbered.issue.name, item.article)
        content = (root / path).read_bytes()
        if item.article.kind is Kind.ARTICLE:
            content = with_number(content.decode("utf-8"), item.number).encode()
        found[path] = content
    return found


def put(path: Path, content: bytes) -> None:
    """Write a file whole, in a folder that may not be there yet. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
