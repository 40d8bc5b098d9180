"""付印的门槛: what keeps an issue from being signed off though its copy and make-up are sound; ``check`` says it as well.

In: a numbered, composed issue and its paper. Out: diagnostics. What an editor mends in the issue or in mkdocs.yml is told
apart from what is still to be asked or done (:data:`OUTSTANDING`): facts not given yet, an earlier issue not signed yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from PIL import ImageCms

from build_tools.checks import check_imprint
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.gathering import gather
from build_tools.model import OUR_PROFILE, Issue, NumberedIssue, Paper, source_path
from build_tools.press.appearance import check_appearance
from build_tools.press.preflight import Finding, finding_diagnostic
from build_tools.press.preflight.page_rules import POINTS_A_MILLIMETRE
from build_tools.press.profile import profile_path
from build_tools.readers import ISSUES, UNWRITTEN, issue_names, read_signature
from build_tools.typesetting.placed import ComposedIssue, ComposedPage, PlacedBlock

OUTSTANDING = frozenset({"SQ230", "SQ317"})
"""Codes that are no fault of the issue: somebody must be asked first, or another issue comes first."""
_OF_PICTURES = frozenset({"SQ641", "SQ646", "SQ650", "SQ651", "SQ652", "SQ653"})
_OLD_ICC = ("pdf/x-1a", 4.0)
"""PDF/X-1a:2003 knows profiles of ICC version 2 alone."""


def refusals(
    root: Path, numbered: NumberedIssue, paper: Paper, composed: ComposedIssue, before: Issue | None
) -> tuple[Diagnostic, ...]:
    """All of them; ``before`` is the issue that came out last (:func:`issue_before`). Raises OSError."""
    return (
        *check_imprint(paper, numbered, before),
        *check_profile(root, paper),
        *check_appearance(composed, numbered, paper),
        *_unwritten(numbered),
        *_unsigned_before(root, numbered.issue.name),
    )


def issue_before(root: Path, name: str, read: Mapping[str, Issue] | None = None) -> Issue | None:
    """The last issue before one; None for the first, and where it cannot be read. ``read``: those that are read."""
    before = [other for other in issue_names(root) if other < name]
    if read and before and before[-1] in read:
        return read[before[-1]]
    issues = gather(root, before[-1:]).issues if before else ()
    return issues[0].issue if issues else None


def check_profile(root: Path, paper: Paper) -> Iterator[Diagnostic]:
    """SQ698: the press's profile is not there, or pictures cannot be separated by it. Raises OSError."""
    said, place = paper.press.profile, Place("mkdocs.yml")
    if said != OUR_PROFILE and not (root / said).is_file():
        # Ours would be taken in its place, and nobody would know before the sheets are dry.
        yield diagnose("SQ698", place, profile=said, problem="不在那里")
        return
    problem = _unfit(Path(profile_path(root, paper.press)).read_bytes(), paper.press.standard)
    if problem:
        yield diagnose("SQ698", place, profile=said, problem=problem)


def _unfit(content: bytes, standard: str) -> str:
    """Why a profile cannot serve a press, "" where it can."""
    try:
        profile = ImageCms.getOpenProfile(BytesIO(content)).profile
    except (OSError, ImageCms.PyCMSError):
        return "读不出，不是 ICC 特性文件"
    if profile.xcolor_space.strip() != "CMYK" or profile.device_class.strip() != "prtr":
        return "不是印刷机的（要输出类的 CMYK）"
    if not profile.is_intent_supported(ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Direction.OUTPUT):
        return "不能分色（没有从颜色到油墨的表）"
    if standard == _OLD_ICC[0] and profile.version >= _OLD_ICC[1]:
        return f"是 ICC 第{int(profile.version)}版，PDF/X-1a 只认第2版"
    return ""


def named_by_article(
    findings: Iterable[Finding], composed: ComposedIssue, numbered: NumberedIssue
) -> tuple[Diagnostic, ...]:
    """What the preflight found on our own pages, at the article and the picture that stand there.

    Millimetres tell an editor nothing. What lies in no article (nameplate, rules, the whole file) stays at the plan.
    """
    articles = {item.number: item.article for item in numbered.articles}
    pages = {page.number: page for page in composed.pages}
    found = []
    for each in findings:
        block = _block_at(pages[each.page], each) if each.page in pages else None
        article = articles.get(block.number) if block is not None and block.number is not None else None
        if block is None or article is None:
            found.append(finding_diagnostic(f"{ISSUES}/{composed.name}/issue.yml", each))
            continue
        picture = f"的图 {block.picture.file.name}" if block.picture else ""
        name = f"《{article.headline}》" if article.headline else article.section
        where = f"{name}{picture}，{each.where}："
        place = Place(source_path(composed.name, article))
        found.append(diagnose(each.code, place, where=where, **each.facts))
    return tuple(found)


def _block_at(page: ComposedPage, finding: Finding) -> PlacedBlock | None:
    """The smallest block of a page that holds the place of a finding, to a millimetre; of pictures, a picture."""
    if finding.x is None or finding.y is None:
        return None
    x, y = finding.x * POINTS_A_MILLIMETRE, finding.y * POINTS_A_MILLIMETRE
    near = [
        block
        for block in page.blocks
        if -POINTS_A_MILLIMETRE <= x - block.box.x <= block.box.w + POINTS_A_MILLIMETRE
        and -POINTS_A_MILLIMETRE <= y - block.box.y <= block.box.h + POINTS_A_MILLIMETRE
    ]
    of_picture = finding.code in _OF_PICTURES and any(block.picture for block in near)
    fit = [block for block in near if block.picture or not of_picture]
    return min(fit, key=lambda block: block.box.w * block.box.h, default=None)


def _unwritten(numbered: NumberedIssue) -> Iterator[Diagnostic]:
    """SQ113: the sample article that the issue began with."""
    for item in numbered.articles:
        if item.article.headline == UNWRITTEN:
            path = source_path(numbered.issue.name, item.article)
            yield diagnose("SQ113", Place(path), file=path)


def _unsigned_before(root: Path, name: str) -> Iterator[Diagnostic]:
    """SQ317 for the first earlier issue that is not signed off."""
    earlier = next(
        (each for each in issue_names(root) if each < name and read_signature(root, each) is None), None
    )
    if earlier is not None:
        yield diagnose("SQ317", Place(f"{ISSUES}/{name}/issue.yml"), earlier=earlier, issue=name)
