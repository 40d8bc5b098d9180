"""A character model that the paper brings along: asked where it is named, guarded as the word model is, and every fault told."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostic, Severity
from build_tools.gathering import gather
from build_tools.proofreading import proofread_gathered, proofread_issue
from build_tools.proofreading.neural import CharacterModel
from build_tools.readers import read_words
from tests.checks.case import SOUND_PAPER, Case, lay_out
from tests.proofreading.tiny_model import write_model

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "content" / "handbook" / "proofreading.md"
ARTICLE = "issues/2026-01/要闻/01-路修平了.md"
TEARS = {"留下": "流", "园月": "圆"}
KNOWN = "她眼泪请心路会后大家看着感到震憾。，"


def paper(root: Path, *paragraphs: str, words: str = "model: 字模型\n") -> Path:
    lay_out(Case("SQ488", tuple(SOUND_PAPER.items())), root)
    (root / ARTICLE).write_text("---\nheadline: 路修平了\n---\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")
    (root / "content").mkdir(exist_ok=True)
    (root / "content" / "words.yml").write_text(words, "utf-8")
    return root


def found_in(root: Path) -> tuple[Diagnostic, ...]:
    return proofread_gathered(gather(root, ["2026-01"]))


def codes(root: Path) -> list[str]:
    return [each.code for each in found_in(root)]


@pytest.mark.parametrize("inputs", [("input_ids",), ("attention_mask", "input_ids", "token_type_ids")])
def test_what_the_model_would_write_is_proposed_at_its_place(tmp_path: Path, inputs: tuple[str, ...]) -> None:
    write_model(tmp_path / "字模型", TEARS, known=KNOWN, inputs=inputs)
    paper(tmp_path, "会后，大家看着她。她**留下**眼泪。请留心。")
    (found,) = found_in(tmp_path)
    assert (found.code, str(found.place), found.severity) == ("SQ488", f"{ARTICLE}:5:13", Severity.WARNING)
    assert "“留”可能是“流”之误" in found.message


def test_a_folder_elsewhere_may_be_named(tmp_path: Path) -> None:
    write_model(tmp_path / "别处" / "模型", TEARS, known=KNOWN)
    words = f"model: {tmp_path}/别处/模型\n"
    assert codes(paper(tmp_path / "报", "她留下眼泪。", words=words)) == ["SQ488"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("请留心，她看着路。", ""),
        ("她留下眼泪。", "words: [留下]\n"),
        ("她留下眼泪。", "dismissed: [{words: 留下眼泪, reason: 原文如此}]\n"),
        ("她留下眼泪。", "names: [留下]\n"),
        ("她留下眼泪。 <!-- 免检 SQ488：原话 -->", ""),
        ("她留下眼泪。大家看着她留下眼泪。", ""),
        ("居民王留下说，路会后看。", ""),
        ("睏留睏下。", ""),
        ("請國王進門說話。", ""),
    ],
)
def test_what_is_right_for_other_reasons_is_left_alone(tmp_path: Path, text: str, words: str) -> None:
    write_model(tmp_path / "字模型", TEARS | {"國王": "国"}, known=KNOWN + "居民说")
    assert "SQ488" not in codes(paper(tmp_path, text, words=f"model: 字模型\n{words}"))


def test_it_is_asked_where_the_table_of_words_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # By its name: the package has a function that is called like the module.
    monkeypatch.setattr(import_module("build_tools.proofreading.proofread"), "word_model", lambda: None)
    write_model(tmp_path / "字模型", TEARS, known=KNOWN + "居民说")
    assert sorted(codes(paper(tmp_path, "她留下眼泪。居民王留下说，路会后看。"))) == ["SQ486", "SQ488"]


def test_a_figure_is_not_put_for_another(tmp_path: Path) -> None:
    write_model(tmp_path / "字模型", {"二人": "三"}, known=KNOWN)
    assert codes(paper(tmp_path, "大家看着二人。")) == []


def test_a_sentence_longer_than_the_model_takes_is_read_in_pieces(tmp_path: Path) -> None:
    write_model(tmp_path / "字模型", TEARS, known=KNOWN)
    line = "大家看着她，" * 100
    paper(tmp_path, f"{line}\n{line}她留下眼泪。")
    assert [str(each.place) for each in found_in(tmp_path) if each.code == "SQ488"] == [f"{ARTICLE}:6:602"]


def test_a_model_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    write_model(tmp_path / "字模型", {}, known=KNOWN + "留下流")
    assert codes(paper(tmp_path, "她留下眼泪。")) == []
    write_model(tmp_path / "字模型", TEARS, known=KNOWN)
    assert codes(tmp_path) == ["SQ488"]


def lose_folder(folder: Path) -> None:
    folder.rename(folder.with_name("搬走了"))


def lose_model(folder: Path) -> None:
    (folder / "model.onnx").unlink()


def lose_vocabulary(folder: Path) -> None:
    (folder / "vocab.txt").unlink()


def break_model(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"\x0f" * 500)


def cut_model(folder: Path) -> None:
    (folder / "model.onnx").write_bytes((folder / "model.onnx").read_bytes()[:-200])


def break_vocabulary(folder: Path) -> None:
    (folder / "vocab.txt").write_bytes("她留下".encode("gbk"))


def take_another_vocabulary(folder: Path) -> None:
    (folder / "vocab.txt").write_text("the\nof\n", "utf-8")


def add_to_vocabulary(folder: Path) -> None:
    with (folder / "vocab.txt").open("a", encoding="utf-8") as file:
        file.write("多\n")


def give_other_shape(folder: Path) -> None:
    write_model(folder, TEARS, known=KNOWN, columns=768)


def want_other_inputs(folder: Path) -> None:
    write_model(folder, TEARS, known=KNOWN, inputs=("input_ids", "pixel_values"))


def take_only_short_text(folder: Path) -> None:
    write_model(folder, TEARS, known=KNOWN, length=3)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lose_folder, "没有这个文件夹"),
        (lose_model, "没有 model.onnx"),
        (lose_vocabulary, "没有 vocab.txt"),
        (break_model, "model.onnx 打不开"),
        (cut_model, "model.onnx 打不开"),
        (break_vocabulary, "vocab.txt 读不出来"),
        (take_another_vocabulary, "不是 BERT 的词表"),
        (add_to_vocabulary, "词表有30个字"),
        (give_other_shape, "得出1×3×768"),
        (want_other_inputs, "算不成"),
        (take_only_short_text, "算不成"),
    ],
)
def test_a_model_that_cannot_be_asked_is_told_once_and_the_rest_goes_on(
    tmp_path: Path, spoil: Callable[[Path], None], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    spoil(write_model(tmp_path / "字模型", TEARS, known=KNOWN))
    paper(tmp_path, "她留下眼泪。", "大家感到震憾。", words="names: []\nmodel: 字模型\n")
    fault, other = found_in(tmp_path)
    assert (fault.code, str(fault.place), other.code) == ("SQ489", "content/words.yml:2:1", "SQ471")
    assert fault.severity is Severity.WARNING
    assert told in fault.message and fault.remedy
    assert str(tmp_path) not in fault.message + fault.remedy
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("named", ['"a\\0b"', "~nobody/x", "路" * 300, "content/words.yml", "12"])
def test_whatever_is_named_is_told(tmp_path: Path, named: str) -> None:
    assert codes(paper(tmp_path, "她留下眼泪。", words=f"model: {named}\n")) == ["SQ489"]


def test_where_onnxruntime_is_not_installed_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    write_model(tmp_path / "字模型", TEARS, known=KNOWN)
    (found,) = found_in(paper(tmp_path, "她留下眼泪。"))
    assert found.code == "SQ489" and "onnxruntime" in found.message
    for told in (found.remedy, HANDBOOK.read_text("utf-8")):
        assert '.venv/bin/pip install "chenbao[neural]"' in told


def test_the_preview_and_the_editing_room_tell_the_same(tmp_path: Path) -> None:
    paper(tmp_path, "大家感到震憾。")
    (numbered,) = gather(tmp_path, ["2026-01"]).issues
    words, _ = read_words(tmp_path, "content")
    assert sorted(each.code for each in proofread_issue(tmp_path, numbered, words)) == ["SQ471", "SQ489"]


def test_where_no_folder_is_named_nothing_is_imported(tmp_path: Path) -> None:
    paper(tmp_path, "她留下眼泪。", words="model:\n")
    run = (
        "import sys; from pathlib import Path; from build_tools.gathering import gather; "
        "from build_tools.proofreading import proofread_gathered; "
        "print(proofread_gathered(gather(Path(sys.argv[1])))); "
        "print({'onnxruntime', 'numpy'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", run, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["()", "set()"]


def test_any_text_is_read_without_a_fault(tmp_path: Path) -> None:
    model = CharacterModel(write_model(tmp_path, TEARS, known=KNOWN))
    for text in ("", "。。。", "\0\0", "   ", "İ留下", "a" * 2000, "𠀀留下", "”留下？！”留下"):
        proposed = [(at, right) for at, right in model.proposals(text)]
        assert proposed == [(hit.start(), "流") for hit in re.finditer("留下", text)]
    assert model.unusable is None


def test_what_the_handbook_shows_is_read(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^model: .*$", HANDBOOK.read_text("utf-8"), re.MULTILINE)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "words.yml").write_text(shown, "utf-8")
    words, faults = read_words(tmp_path, "content")
    assert words.model and not faults
