"""The copy for readers: small, tagged, with bookmarks, and to the eye the printed page."""

from __future__ import annotations

import io
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image, ImageChops

from build_tools.model import Kind, Paragraph, Picture, Subhead, Text, reading_name
from build_tools.press.reading_copy import make_reading_copy
from build_tools.typesetting.compose import compose_issue
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.placed import ComposedIssue
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper


@pytest.fixture(scope="module")
def composed() -> ComposedIssue:
    picture = Picture("bins.jpg", (Text("四个桶"),), "", 5, (3000, 2000))
    subhead = Subhead((Text("三件事"),), 9)
    items = [
        make_item(
            1, "干湿分得清", (picture, subhead, *(Paragraph((Text(LOREM),), n, n) for n in range(1, 9)))
        ),
        make_item(2, "楼道让出一米", tuple(Paragraph((Text(LOREM),), n, n) for n in range(1, 6))),
        make_item(3, "纠错有奖", (Paragraph((Text(LOREM),), 1, 1),), kind=Kind.NOTICE, stem="bounty"),
    ]
    return compose_issue(make_numbered(*items), make_paper(), read_sheet(9.0))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("issue")
    noise = Image.effect_noise((1500, 1000), 60).resize((3000, 2000))
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(made / "bins.jpg", quality=95)
    return made


@pytest.fixture(scope="module")
def copy(composed: ComposedIssue, folder: Path) -> bytes:
    drawn = make_reading_copy(composed, folder, read_sheet(9.0))
    assert drawn.diagnostics == ()
    return drawn.pdf


def _elements(node: Object) -> list[Dictionary]:
    if isinstance(node, Array):
        return [found for each in node for found in _elements(each)]
    if not isinstance(node, Dictionary) or "/S" not in node:
        return []
    return [node, *_elements(node.get("/K", Array()))]


def test_it_is_small_and_tagged_with_language_title_and_alternate_text(copy: bytes) -> None:
    assert len(copy) < 1_500_000
    with Pdf.open(io.BytesIO(copy)) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN" and bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) and "社区晨报" in str(pdf.docinfo["/Title"])
        elements = _elements(pdf.Root.StructTreeRoot.K)
        kinds = [str(each.S) for each in elements]
        assert kinds.count("/Art") >= 2 and kinds.count("/H1") == 2
        levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
        assert (
            levels[0] == 1 and 2 in levels and all(after - before <= 1 for before, after in pairwise(levels))
        )
        told = [str(each.Alt) for each in elements if Name.Figure == each.S]
        assert (
            told[0] == "四个桶" and re.fullmatch(r"二维码：https?://.*/n/\d{7}/", told[1]) and len(told) == 2
        )
        (image,) = [
            each for each in pdf.objects if isinstance(each, Stream) and each.get("/Subtype") == Name.Image
        ]
        assert int(image.Width) < 1500  # of 3000


def test_every_page_and_every_article_has_a_bookmark(copy: bytes) -> None:
    with Pdf.open(io.BytesIO(copy)) as pdf, pdf.open_outline() as outline:
        told = [(page.title, [each.title for each in page.children]) for page in outline.root]
    assert [title for title, _ in told] == [f"第{number}版 要闻" for number in range(1, 5)]
    assert sorted(title.rpartition(" ")[0] for title in told[1][1]) == ["干湿分得清", "楼道让出一米"]
    assert all(
        re.fullmatch(r"\d{4}-\d{3}", title.rpartition(" ")[2]) for _, titles in told for title in titles
    )


def test_it_looks_as_the_print_does_and_is_the_same_again(
    copy: bytes, composed: ComposedIssue, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "read.pdf").write_bytes(copy)
    (tmp_path / "print.pdf").write_bytes(draw_issue(composed, folder, read_sheet(9.0)).pdf)
    seen = []
    for name in ("read", "print"):
        command = ["pdftoppm", "-r", "60", "-gray", "-f", "2", "-l", "2"]
        subprocess.run([*command, str(tmp_path / f"{name}.pdf"), str(tmp_path / name)], check=True)
        seen.append(Image.open(next(tmp_path.glob(f"{name}-*.pgm"))))
    different = ImageChops.difference(*seen).point(lambda level: 255 if level > 90 else 0).histogram()[255]
    assert different < 0.002 * seen[0].width * seen[0].height  # the picture is coarser, the type is not
    assert make_reading_copy(composed, folder, read_sheet(9.0)).pdf == copy


def test_its_name_tells_it_from_the_print() -> None:
    assert reading_name("社区晨报-张庙-2021-01.pdf") == "社区晨报-张庙-2021-01-阅读版.pdf"
