"""A page is made again when something it shows has changed, and then only; what was made before changes no byte."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from build_tools.model import Article, NumberedIssue, Paper, Paragraph, Picture, Section, Text
from build_tools.production.pressroom import PrintedIssue, pressroom_of
from build_tools.production.preview.proofs import ProofPage, Proofs
from build_tools.site.replica.pictures import opened
from build_tools.store.cache import Cache
from build_tools.typesetting import page_inputs
from build_tools.typesetting.sheet import sheet_of
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper

ROOT = Path(__file__).parents[2]
PAPER = make_paper()


def issue() -> NumberedIssue:
    """Four pages of two stories, the first of each with a picture."""
    items = []
    for ordinal in range(1, 9):
        page = (ordinal + 1) // 2
        words = tuple(
            Paragraph((Text(f"第{ordinal}稿。{LOREM * (1 + place)}"),), place, place) for place in range(1, 5)
        )
        picture = (
            (Picture(f"images/{page}.jpg", (Text("图说"),), "摄影：本报", 9, (600, 400)),)
            if ordinal % 2
            else ()
        )
        items.append(make_item(ordinal, f"第{ordinal}稿说水管", (*words, *picture), page=page))
    return make_numbered(*items)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "issues" / "2021-03" / "images"
    folder.mkdir(parents=True)
    for page in range(1, 5):
        Image.new("RGB", (60, 40), (40 * page, 90, 90)).save(folder / f"{page}.jpg")
    return tmp_path


def digests(root: Path, numbered: NumberedIssue, paper: Paper = PAPER) -> list[str]:
    sheet = sheet_of(root, paper)
    return [
        page_inputs(numbered, paper, sheet, page, root / "issues" / "2021-03").digest for page in range(1, 5)
    ]


def changed(root: Path, numbered: NumberedIssue, paper: Paper = PAPER) -> list[int]:
    """The pages whose inputs are not those of the issue as it was."""
    return [
        page
        for page, pair in enumerate(
            zip(digests(root, issue()), digests(root, numbered, paper), strict=True), 1
        )
        if pair[0] != pair[1]
    ]


def edited(numbered: NumberedIssue, ordinal: int, change: Callable[[Article], Article]) -> NumberedIssue:
    items = tuple(
        replace(item, article=change(item.article)) if item.number.ordinal == ordinal else item
        for item in numbered.articles
    )
    return replace(numbered, articles=items)


def pages(proofs: Proofs, numbered: NumberedIssue) -> list[ProofPage]:
    return [proofs.page(numbered, PAPER, plan.number) for plan in numbered.issue.pages]


def printed(root: Path, numbered: NumberedIssue) -> PrintedIssue:
    """The whole issue as a build prints it."""
    pressroom, cache = pressroom_of(root, PAPER), Cache(root / "cache")
    finished = [pressroom.finished(numbered, plan.number, "", cache) for plan in numbered.issue.pages]
    return pressroom.print(numbered, finished, "", cache)


def with_words(words: str, place: int = 0) -> Callable[[Article], Article]:
    def change(article: Article) -> Article:
        body = list(article.body)
        body[place] = Paragraph((Text(words),), place + 1, place + 1)
        return replace(article, body=tuple(body))

    return change


def test_a_changed_word_concerns_its_page_alone(root: Path) -> None:
    assert changed(root, edited(issue(), 3, with_words("改了。"))) == [2]


def test_a_changed_headline_concerns_its_page_and_the_contents_on_page_one(root: Path) -> None:
    assert changed(root, edited(issue(), 5, lambda article: replace(article, headline="换了标题"))) == [1, 3]


def test_a_changed_line_number_concerns_the_page_whose_diagnostics_name_it(root: Path) -> None:
    assert changed(
        root, edited(issue(), 7, lambda article: replace(article, marks={"headline": (9, 1)}))
    ) == [4]


def test_a_plan_concerns_its_page(root: Path) -> None:
    numbered = issue()
    pages = tuple(replace(plan, title="美") if plan.number == 3 else plan for plan in numbered.issue.pages)
    assert changed(root, replace(numbered, issue=replace(numbered.issue, pages=pages))) == [3]


def test_a_picture_painted_over_concerns_the_page_that_shows_it(root: Path) -> None:
    before = digests(root, issue())
    Image.new("RGB", (60, 40), (1, 2, 3)).save(root / "issues" / "2021-03" / "images" / "4.jpg")
    assert [old == new for old, new in zip(before, digests(root, issue()), strict=True)] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("fact", "pages"),
    [
        ({"name": "社区晚报"}, [1, 2, 3, 4]),
        ({"sections": (Section("要闻", "#000000", "yaowen"),)}, [1, 2, 3, 4]),
        ({"site_url": "https://other.example/"}, [1, 2, 3, 4]),
        ({"readings": {"单": "shàn"}}, []),
        ({"names": ("仇先生",)}, [1, 2, 3, 4]),  # no headline is broken within one
        ({"code": "ZM"}, []),
    ],
)
def test_the_papers_facts_concern_every_page_if_print_shows_them(
    root: Path, fact: dict[str, object], pages: list[int]
) -> None:
    assert changed(root, issue(), make_paper(**fact)) == pages


def test_another_theme_makes_other_pages(root: Path) -> None:
    before = digests(root, issue())
    theme = root / "theme" / "print"
    theme.mkdir(parents=True)
    for name in ("sheet.toml", "sheet.css"):
        (theme / name).write_bytes((ROOT / "theme" / "print" / name).read_bytes())
    assert digests(root, issue()) == before, "the same theme elsewhere is the same theme"
    (theme / "sheet.css").write_text(
        (theme / "sheet.css").read_text("utf-8") + "img { opacity: .9 }\n", "utf-8"
    )
    assert not set(digests(root, issue())) & set(before)


def test_only_the_edited_page_is_made_again(root: Path) -> None:
    proofs = Proofs(root)
    before, known = pages(proofs, issue()), proofs.digests(issue(), PAPER)
    other = edited(issue(), 4, with_words("改了一个字。"))
    new = proofs.digests(other, PAPER)
    assert [page for page in known if known[page] != new[page]] == [2]
    after = pages(proofs, other)
    assert [old is new for old, new in zip(before, after, strict=True)] == [True, False, True, True]
    assert pages(proofs, issue()) == before, "an edit taken back shows the page as it was"


def test_what_was_made_before_changes_no_byte(root: Path) -> None:
    chance, proofs, numbered = random.Random(7), Proofs(root), issue()
    for _ in range(6):
        ordinal, words = chance.randint(1, 8), LOREM[: chance.randint(4, 60)]

        def with_headline(article: Article, headline: str = words[:12]) -> Article:
            return replace(article, headline=headline)

        change = chance.choice([with_words(words, chance.randint(0, 3)), with_headline])
        numbered = edited(numbered, ordinal, change)
        page = chance.randint(1, 4)
        assert proofs.page(numbered, PAPER, page) == Proofs(root).page(numbered, PAPER, page)


def test_the_picture_of_a_page_is_that_of_the_whole_issue(root: Path) -> None:
    whole = printed(root, issue())
    with opened(whole.pdf) as painter:
        assert painter.pages == 4
        for page in pages(Proofs(root), issue())[1:3]:
            assert page.picture(1000) == painter.picture(page.number, 1000)


def test_a_page_has_the_layout_and_complaints_it_has_in_the_whole_issue(root: Path) -> None:
    numbered = edited(issue(), 3, with_words("𪚥字无人认得。" + LOREM * 60))
    whole, single = printed(root, numbered), pages(Proofs(root), numbered)
    assert [page.layout for page in single] == json.loads(whole.layout)["pages"]
    said = {each for page in single for each in page.diagnostics}
    assert said == set(whole.diagnostics)
    assert "SQ602" in {each.code for each in said}


def test_a_page_and_its_digest_are_the_same_in_another_process(root: Path) -> None:
    program = (
        "import sys, hashlib, pathlib\n"
        "from build_tools.production.preview.proofs import Proofs\n"
        "from tests.production.test_proofs import PAPER, issue\n"
        "page = Proofs(pathlib.Path(sys.argv[1])).page(issue(), PAPER, 2)\n"
        "print(page.digest, hashlib.sha256(page.pdf).hexdigest())\n"
    )
    command = [sys.executable, "-c", program, str(root)]
    told = [
        subprocess.run(
            command,
            cwd=ROOT,
            env={"PYTHONPATH": ".", "PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert told[0].split()[0] == digests(root, issue())[1]
