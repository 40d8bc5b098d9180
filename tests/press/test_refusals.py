"""付印的门槛: what sign-off refuses beyond copy and make-up, and that ``check`` says the same."""

from __future__ import annotations

import re
import shutil
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from PIL import ImageCms

from build_tools.cli import check
from build_tools.cli.outcome import Outcome
from build_tools.model import OUR_PROFILE, Crop, NumberedArticle, NumberedIssue, PressSettings
from build_tools.press.preflight import Finding
from build_tools.press.refusals import check_profile, named_by_article
from build_tools.readers import UNWRITTEN
from build_tools.typesetting.placed import BlockKind, Box, PlacedBlock, PlacedPicture
from tests.factories import make_article, make_issue, make_paper
from tests.press.composed import NUMBER, composed

_HANDBOOK = Path(__file__).parents[2] / "content/handbook/check.md"
OURS = Path(__file__).parents[2] / OUR_PROFILE


def _told(root: Path, profile: str, standard: str = "pdf/x-4") -> list[str]:
    paper = replace(make_paper(), press=PressSettings(profile=profile, standard=standard))
    return [f"{found.code} {found.message}" for found in check_profile(root, paper)]


def _written(path: Path, change: Callable[[bytearray], None]) -> str:
    content = bytearray(OURS.read_bytes())
    change(content)
    path.write_bytes(content)
    return path.name


def _of_version_four(content: bytearray) -> None:
    content[8] = 4


def _of_a_scanner(content: bytearray) -> None:
    content[12:16] = b"scnr"


def _without_table_to_ink(content: bytearray) -> None:
    for tag in (b"B2A0", b"B2A1", b"B2A2"):
        content[128 : 128 + 2000] = content[128 : 128 + 2000].replace(tag, b"xxx" + tag[-1:])


def test_a_profile_that_serves_is_told_nothing(tmp_path: Path) -> None:
    assert _told(tmp_path, OUR_PROFILE) == [], "ours lies in the program where the paper has no copy"
    shutil.copy(OURS, tmp_path / "shop.icc")
    for standard in ("pdf/x-4", "pdf/x-1a"):
        assert _told(tmp_path, "shop.icc", standard) == []


def test_a_profile_that_does_not_serve_is_refused_with_the_reason(tmp_path: Path) -> None:
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (tmp_path / "screen.icc").write_bytes(screen)
    (tmp_path / "no.icc").write_bytes(b"no profile")
    (tmp_path / "empty.icc").write_bytes(b"")
    said = {
        "gone.icc": "不在那里",
        "screen.icc": "不是印刷机的",
        "no.icc": "读不出",
        "empty.icc": "读不出",
        _written(tmp_path / "scanner.icc", _of_a_scanner): "不是印刷机的",
        _written(tmp_path / "one-way.icc", _without_table_to_ink): "不能分色",
    }
    for name, reason in said.items():
        (told,) = _told(tmp_path, name)
        assert told.startswith("SQ698") and name in told and reason in told


def test_a_profile_of_icc_version_four_is_refused_in_x1a_alone(tmp_path: Path) -> None:
    name = _written(tmp_path / "new.icc", _of_version_four)
    assert _told(tmp_path, name) == []
    (told,) = _told(tmp_path, name, "pdf/x-1a")
    assert "ICC 第4版" in told


_PICTURE = PlacedBlock(
    BlockKind.IMAGE,
    Box(60.0, 120.0, 80.0, 60.0),
    NUMBER,
    picture=PlacedPicture(Box(60.0, 120.0, 80.0, 60.0), PurePosixPath("images/tu1.jpg"), Crop.CENTRE),
)
_CAPTION = PlacedBlock(BlockKind.CAPTION, Box(60.0, 118.0, 80.0, 5.0), NUMBER)
_HELD = PlacedBlock(BlockKind.TEXT, Box(50.0, 100.0, 200.0, 300.0), NUMBER)


@pytest.mark.parametrize(
    ("finding", "path", "words"),
    [
        (Finding("SQ650", 1, 21.2, 42.0, 1, {"dpi": "90", "least": "170"}), "要闻/01-a.md", "《旧》的图 tu1.jpg，第1页（"),
        (Finding("SQ656", 1, 60.0, 100.0, 2, {"size": "4", "least": "5"}), "要闻/01-a.md", "《旧》，第1页（"),
        (Finding("SQ656", 1, 2.0, 2.0, 1, {"size": "4", "least": "5"}), "issue.yml", "第1页（"),
        (Finding("SQ621"), "issue.yml", "密"),
        (Finding("SQ656", 9, 60.0, 100.0, 1, {"size": "4", "least": "5"}), "issue.yml", "第9页（"),
    ],
    ids=["picture", "text", "no article", "whole file", "page that is not there"],
)  # fmt: skip
def test_what_the_preflight_refuses_is_named_by_article_and_picture(
    finding: Finding, path: str, words: str
) -> None:
    article = make_article(headline="旧", file="要闻/01-a.md")
    numbered = NumberedIssue(make_issue(article), (NumberedArticle(NUMBER, 1, "x", article),))
    (told,) = named_by_article((finding,), composed(_HELD, _CAPTION, _PICTURE), numbered)
    assert told.place.path == f"issues/2021-01/{path}" and words in told.message


def _checked(root: Path) -> Outcome:
    return check.run(Namespace(root=root, issues=["2026-01"], fix=False))


def test_check_says_what_is_still_to_be_asked_and_is_clean(paper_root: Path) -> None:
    plain = _checked(paper_root)
    assert plain.lines == ("没有毛病：2026-01。",) and plain.facts["before_signing"] == []
    path = paper_root / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("stock: 试印纸", "stock: 待补"), "utf-8")
    asked = _checked(paper_root)
    assert asked.exit_code == 0 and asked.diagnostics == ()
    assert asked.lines == ("没有毛病：2026-01。", "付印前还要办：付印要有“用纸”，现在还没有。")
    assert "\n".join(asked.lines) in _HANDBOOK.read_text("utf-8")


def test_facts_that_are_lacking_are_named_in_one_breath(paper_root: Path) -> None:
    path = paper_root / "mkdocs.yml"
    path.write_text(re.sub("(stock|copies): [^,}]*", r"\1: 待补", path.read_text("utf-8")), "utf-8")
    assert _checked(paper_root).lines[-1] == "付印前还要办：付印要有“印数”“用纸”，现在还没有。"


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("mkdocs.yml", "press: {", "press: {profile: gone.icc, ", "SQ698"),
        ("mkdocs.yml", r"国内统一连续出版物号: .*", "国内统一连续出版物号: 0000", "SQ231"),
        ("issues/2026-01/要闻/02-借伞不用押金.md", "headline: .*", f"headline: {UNWRITTEN}", "SQ113"),
    ],
)
def test_check_says_what_sign_off_would_refuse(
    paper_root: Path, file: str, old: str, new: str, code: str
) -> None:
    path = paper_root / file
    text = path.read_text("utf-8")
    changed = re.sub(old if old.endswith("*") else re.escape(old), new, text)
    assert changed != text
    path.write_text(changed, "utf-8")
    assert [each.code for each in _checked(paper_root).diagnostics] == [code]
