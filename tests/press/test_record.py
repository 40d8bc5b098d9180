"""定本: what sign-off writes says all that was printed, reads back as the same, and is never taken for what it is not."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.gathering import gather
from build_tools.model import Block, NumberedIssue
from build_tools.press.adopting import adopt
from build_tools.press.sign_off import Signer, sign
from build_tools.press.signed import make_again, verify
from build_tools.readers import read_print_record
from build_tools.readers.plain import from_plain, to_plain
from build_tools.readers.print_record import record_files, record_layout
from build_tools.typesetting import compose_issue, layout_document
from build_tools.typesetting.frozen import page_text, parse_page

ISSUE = "issues/2026-01"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def real() -> tuple[NumberedIssue, ...]:
    """The sample issues as they lie in their files."""
    return gather(ROOT, anew=True).issues


def test_every_page_of_the_samples_reads_back_as_it_was_placed(real: tuple[NumberedIssue, ...]) -> None:
    paper = gather(ROOT).paper
    assert paper is not None
    for page in compose_issue(real[0], paper).pages:
        text = page_text(page)
        again = parse_page(text)
        assert page_text(again) == text
        assert [block.kind for block in again.blocks] == [block.kind for block in page.blocks]
        drawn = [placed for block in again.blocks for placed in block.lines]
        meant = [placed for block in page.blocks for placed in block.lines]
        assert [placed.line.text for placed in drawn] == [placed.line.text for placed in meant]
        for one, other in zip(drawn, meant, strict=True):
            assert abs(one.x - other.x) < 0.001 and abs(one.baseline - other.baseline) < 0.001
            pairs = zip(one.line.segments, other.line.segments, strict=True)
            assert all(abs(a.x - b.x) < 0.002 and a.style == replace(b.style, spare="") for a, b in pairs)


def test_every_article_reads_back_block_by_block(real: tuple[NumberedIssue, ...]) -> None:
    for item in (item for numbered in real for item in numbered.articles):
        for block in item.article.body:
            told = json.loads(json.dumps(to_plain(block), ensure_ascii=False))
            again = from_plain(Block, told)
            assert to_plain(again) == told and type(again) is type(block)


def test_the_record_is_the_issue_as_it_was_numbered(
    signed_root: Path, real: tuple[NumberedIssue, ...]
) -> None:
    printed = read_print_record(signed_root, "2026-01").printed
    assert printed is not None
    anew = gather(signed_root, ["2026-01"], anew=True).issues[0]
    assert [(i.number, i.page, i.address) for i in printed.articles] == [
        (i.number, i.page, i.address) for i in anew.articles
    ]
    assert [i.article.paragraphs for i in printed.articles] == [i.article.paragraphs for i in anew.articles]
    for name, content in record_files(printed).items():
        assert (signed_root / ISSUE / name).read_bytes() == content, name


def test_the_layout_can_be_told_from_the_record_alone(signed_root: Path) -> None:
    printed = read_print_record(signed_root, "2026-01").printed
    assert printed is not None and printed.issue.record is not None
    record = printed.issue.record
    whole = {"issue": "2026-01", **record_layout(record)}
    assert whole == layout_document(compose_issue(printed, record.paper))
    told = json.loads((signed_root / "dist/print/2026-01/layout.json").read_text("utf-8"))
    assert told == json.loads(json.dumps(whole))


DAMAGES: dict[str, tuple[str, Callable[[str], str], str]] = {
    "cut short": ("p1.jsonl", lambda text: text[: len(text) // 2], "SQ310"),
    "a character changed": ("2601015.jsonl", lambda text: text.replace("路", "桥", 1), "SQ310"),
    "a line lost": ("p2.jsonl", lambda text: "\n".join(text.split("\n")[:-3]), "SQ310"),
    "a conflict": (
        "p1.jsonl",
        lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n",
        "SQ312",
    ),
    "a later version": ("issue.json", lambda text: text.replace('"format": 1', '"format": 7', 1), "SQ313"),
    "emptied": ("sheet.css", lambda text: "", "SQ310"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_record_is_a_fault_at_its_file_and_nothing_is_overwritten(
    signed_root: Path, damage: str
) -> None:
    name, change, code = DAMAGES[damage]
    path = signed_root / ISSUE / "printed" / name
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    before = {each: each.read_bytes() for each in (signed_root / ISSUE).rglob("*") if each.is_file()}
    found = gather(signed_root).diagnostics
    assert [(each.code, each.place.path) for each in found] == [(code, f"{ISSUE}/printed/{name}")]
    assert gather(signed_root).faulty
    assert make_again(signed_root, "2026-01").files == 0
    assert not verify(signed_root, "2026-01").agrees
    assert {each: each.read_bytes() for each in before} == before


@pytest.mark.parametrize("name", ["p1.jsonl", "issue.json", "2601015.jsonl", "2601015.yml", "sheet.css"])
def test_a_lost_file_of_the_record_is_named(signed_root: Path, name: str) -> None:
    (signed_root / ISSUE / "printed" / name).unlink()
    assert [each.code for each in gather(signed_root).diagnostics] == ["SQ311"]


@pytest.mark.parametrize("change", ["lost", "other", "link"])
def test_a_printed_picture_that_is_gone_or_another_is_named(signed_root: Path, change: str) -> None:
    pictures = sorted((signed_root / ISSUE / "printed" / "pictures").iterdir())
    assert pictures, "the specimen prints a picture"
    content = pictures[0].read_bytes()
    pictures[0].unlink()
    if change == "other":
        pictures[0].write_bytes(content + b"\0")
    if change == "link":
        pictures[0].symlink_to(signed_root / "mkdocs.yml")
    found = gather(signed_root).diagnostics
    assert [each.code for each in found] == ["SQ315"] and pictures[0].name in found[0].message


def test_two_sign_offs_merged_are_a_fault_with_a_way_out(signed_root: Path) -> None:
    path = signed_root / ISSUE / "signoff.yml"
    text = path.read_text("utf-8")
    path.write_text(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> 另一边\n", "utf-8")
    found = gather(signed_root).diagnostics
    assert [each.code for each in found] == ["SQ312"] and "git checkout" in found[0].remedy


def test_one_side_s_list_with_the_other_side_s_pages_is_a_fault(signed_root: Path) -> None:
    # Git merges files that only one side touched without a word; the list of digests does not.
    page = signed_root / ISSUE / "printed" / "p2.jsonl"
    page.write_text(page.read_text("utf-8").replace("2601044", "2601044", 1) + "\n", "utf-8")
    assert {each.code for each in gather(signed_root).diagnostics} == {"SQ310"}


@pytest.mark.parametrize("seed", range(30))
def test_any_byte_changed_in_the_record_is_found(signed_root: Path, seed: int) -> None:
    chance = random.Random(seed)
    paths = sorted(path for path in (signed_root / ISSUE / "printed").rglob("*") if path.is_file())
    path = chance.choice(paths)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    codes = {each.code for each in gather(signed_root).diagnostics}
    assert codes & {"SQ310", "SQ313", "SQ315"}, path.name


def test_what_was_signed_before_there_were_records_is_taken_over(signed_root: Path) -> None:
    folder = signed_root / ISSUE
    text = (folder / "signoff.yml").read_text("utf-8")
    head, _, rest = text.partition("frozen:\n")
    after = rest[rest.index("sources:\n") :]
    (folder / "signoff.yml").write_text(head + after, "utf-8")
    for path in (folder / "printed").iterdir():
        if path.suffix != ".yml":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert [each.code for each in gather(signed_root).diagnostics] == ["SQ314"]
    done = adopt(signed_root, "2026-01")
    assert done.kept and not done.diagnostics
    assert gather(signed_root).diagnostics == ()
    assert [each.code for each in adopt(signed_root, "2026-01").diagnostics] == ["SQ318"]


def test_a_text_that_is_no_longer_the_signed_one_is_not_taken_over(signed_root: Path) -> None:
    folder = signed_root / ISSUE
    text = (folder / "signoff.yml").read_text("utf-8")
    head, _, rest = text.partition("frozen:\n")
    (folder / "signoff.yml").write_text(head + rest[rest.index("sources:\n") :], "utf-8")
    for path in (folder / "printed").iterdir():
        if path.suffix != ".yml":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    article = next((folder / "要闻").glob("01-*.md"))
    article.write_text(article.read_text("utf-8").replace("。", "！", 1), "utf-8")
    before = (folder / "signoff.yml").read_bytes()
    done = adopt(signed_root, "2026-01")
    assert [each.code for each in done.diagnostics] == ["SQ319"] and not done.kept
    assert (folder / "signoff.yml").read_bytes() == before


@pytest.mark.parametrize("lost", ["signoff.yml", "frozen", "version"])
def test_a_record_that_nobody_seems_to_have_signed_is_a_fault_and_no_draft(
    signed_root: Path, lost: str
) -> None:
    path = signed_root / ISSUE / "signoff.yml"
    text = path.read_text("utf-8")
    if lost == "signoff.yml":
        path.unlink()
    elif lost == "frozen":
        head, _, rest = text.partition("frozen:\n")
        path.write_text(head + rest[rest.index("sources:\n") :], "utf-8")
    else:
        path.write_text(text.replace("version: 1", "version: abc"), "utf-8")
    found = gather(signed_root)
    assert found.faulty and {each.code for each in found.diagnostics} <= {"SQ310", "SQ311"}
    signer = Signer("乙", "2026-01-20T10:00:00+08:00")
    assert sign(signed_root, "2026-01", signer).version == 0


def test_nothing_is_signed_over_a_damaged_record(signed_root: Path) -> None:
    page = signed_root / ISSUE / "printed/p1.jsonl"
    page.write_text(page.read_text("utf-8")[:300], "utf-8")
    before = {each: each.read_bytes() for each in (signed_root / ISSUE).rglob("*") if each.is_file()}
    done = sign(signed_root, "2026-01", Signer("乙", "2026-01-20T10:00:00+08:00"))
    assert (done.version, [each.code for each in done.diagnostics]) == (0, ["SQ310"])
    assert {each: each.read_bytes() for each in before} == before


def test_one_sign_off_behind_another_is_a_fault(signed_root: Path) -> None:
    path = signed_root / ISSUE / "signoff.yml"
    text = path.read_text("utf-8")
    path.write_text(text + text.replace("version: 1", "version: 2"), "utf-8")
    assert [each.code for each in gather(signed_root).diagnostics] == ["SQ312"]


@pytest.mark.parametrize("part", ["pictures/", "2601015.yml", "2601015.jsonl", ".icc", "p2.jsonl"])
def test_a_list_of_digests_that_lacks_a_file_is_a_fault(signed_root: Path, part: str) -> None:
    path = signed_root / ISSUE / "signoff.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lost = next(line for line in lines if f"printed/{part}" in line or ("printed/" in line and part in line))
    path.write_text("".join(line for line in lines if line != lost), "utf-8")
    assert {each.code for each in gather(signed_root).diagnostics} & {"SQ310", "SQ313"}


@pytest.mark.parametrize("said", ['{"format": 1e999}', "[" * 100_000, "null", '{"format": "x"}', ""])
def test_a_record_edited_by_hand_never_ends_in_a_traceback(signed_root: Path, said: str) -> None:
    (signed_root / ISSUE / "printed/issue.json").write_text(said, "utf-8")
    assert gather(signed_root).faulty and not verify(signed_root, "2026-01").agrees


def test_a_lead_in_whose_folder_was_renamed_with_its_section_stays_what_it_was(signed_root: Path) -> None:
    settings = signed_root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("{name: 美,", "{name: 艺,"), "utf-8")
    (signed_root / ISSUE / "美").rename(signed_root / ISSUE / "艺")
    gathered = gather(signed_root)
    numbered = gathered.issues[0]
    assert not numbered.withdrawn and not numbered.late
    assert {(str(item.number), item.page, item.article.section) for item in numbered.articles} >= {
        ("2601031", 2, "艺"),
        ("2601044", 2, "艺"),
    }


def test_the_number_of_a_notice_is_not_an_article_s(signed_root: Path) -> None:
    path = signed_root / ISSUE / "要闻/05-别的.md"
    path.write_text("---\nheadline: 别的\nnumber: 2601-053\n---\n\n别的一篇。\n", "utf-8")
    gathered = gather(signed_root)
    assert "SQ303" in {each.code for each in gathered.diagnostics}
    notice = next(item for item in gathered.issues[0].articles if str(item.number) == "2601053")
    assert notice.article.file == "notices/bounty" and notice.page == 2


def test_line_ends_of_another_system_change_nothing(signed_root: Path) -> None:
    # A zip from a Windows machine, or git without .gitattributes.
    before = read_print_record(signed_root, "2026-01").printed
    for path in (signed_root / ISSUE / "printed").iterdir():
        if path.suffix in (".json", ".jsonl", ".yml", ".css", ".html"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    read = read_print_record(signed_root, "2026-01")
    assert read.diagnostics == () and read.printed == before
    assert gather(signed_root).diagnostics == ()


DAMAGED_FILES: dict[str, tuple[bytes, list[str]]] = {
    "another encoding": ("---\nheadline: 路\n---\n\n路。\n".encode("gbk"), ["SQ101", "SQ307"]),
    "no text": (b"\xff\xd8\xff\xe0\x00\x10JFIF" * 9, ["SQ101", "SQ307"]),
    "front matter torn": (b"---\nheadline: [\n---\n\nx\n", ["SQ307", "SQ308"]),
}


@pytest.mark.parametrize("damage", DAMAGED_FILES)
def test_a_printed_article_whose_file_cannot_be_read_is_not_withdrawn(signed_root: Path, damage: str) -> None:
    content, codes = DAMAGED_FILES[damage]
    path = next((signed_root / ISSUE / "要闻").glob("01-*.md"))
    path.write_bytes(content)
    found = gather(signed_root)
    assert sorted(each.code for each in found.diagnostics) == codes and found.faulty
    assert found.issues[0].withdrawn == ()


def test_a_conflict_in_a_printed_article_s_file_is_called_one(signed_root: Path) -> None:
    path = next((signed_root / ISSUE / "要闻").glob("01-*.md"))
    path.write_text(f"{path.read_text('utf-8')}\n<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> 那边\n", "utf-8")
    assert {each.code for each in gather(signed_root).diagnostics} == {"SQ307", "SQ435"}


def test_a_signed_issue_s_ledger_that_is_gone_is_asked_for_and_not_begun_anew(signed_root: Path) -> None:
    (signed_root / ISSUE / "ledger.yml").unlink()
    found = gather(signed_root)
    assert [each.code for each in found.diagnostics] == ["SQ320"] and found.faulty


def test_a_signed_issue_without_record_or_sign_off_is_not_made_up_anew(signed_root: Path) -> None:
    shutil.rmtree(signed_root / ISSUE / "printed")
    (signed_root / ISSUE / "signoff.yml").unlink()
    found = gather(signed_root)
    assert [(each.code, each.place.path) for each in found.diagnostics] == [("SQ311", f"{ISSUE}/signoff.yml")]
    assert found.faulty


def test_what_is_gone_without_a_reason_does_not_verify(signed_root: Path) -> None:
    next((signed_root / ISSUE / "要闻").glob("02-*.md")).unlink()
    assert [each.code for each in verify(signed_root, "2026-01").diagnostics] == ["SQ673"]
    ledger = signed_root / ISSUE / "ledger.yml"
    line = next(each for each in ledger.read_text("utf-8").splitlines() if "/02-" in each)
    ledger.write_text(ledger.read_text("utf-8").replace(line, f"{line[:-1]}, withdrawn: 作者要求}}"), "utf-8")
    assert verify(signed_root, "2026-01").agrees


def test_in_a_fresh_clone_what_went_to_press_is_made_again_to_be_compared(signed_root: Path) -> None:
    shutil.rmtree(signed_root / "dist")
    found = verify(signed_root, "2026-01")
    assert found.agrees and found.away and not (signed_root / "dist/print").exists()
    signature = signed_root / ISSUE / "signoff.yml"
    text = signature.read_text("utf-8")
    line = next(each for each in text.splitlines() if "TICKET_v1.pdf" in each)
    signature.write_text(text.replace(line, line[: line.rindex(":")] + f": {'0' * 64}"), "utf-8")
    assert [each.code for each in verify(signed_root, "2026-01").diagnostics] == ["SQ678"]
