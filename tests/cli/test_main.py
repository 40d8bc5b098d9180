"""The frame of every command: help, usage, exit codes, --json, and no traceback."""

from __future__ import annotations

import datetime
import re
import socket
from pathlib import Path

import pytest

from build_tools.bounty.verdicts import Decision
from build_tools.bounty.weights import BY_CODE
from build_tools.cli import main
from build_tools.cli.clock import day_of
from build_tools.cli.main import COMMANDS
from tests.cli.conftest import Chenbao

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CONTRACT = (ROOT / "build_tools" / "contract.md").read_text("utf-8")
HANDBOOK = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "content" / "handbook").glob("*.md")))


def help_of(command: str, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        main([command, *words, "--help"])
    assert stopped.value.code == 0
    return capsys.readouterr().out


def test_a_verdicts_words_are_explained_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(help_of("bounty", capsys, "verdict").split())
    assert all(f"{each.value}{each.chinese}" in text for each in Decision)
    assert all(f"{row.code}（{row.name}）" in text for row in BY_CODE.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_chinese_and_takes_json(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = help_of(command, capsys)
    assert text.startswith(f"用法：chenbao {command}")
    assert COMMANDS[command] in text
    assert "--json" in text
    assert not re.search(r"usage|options:|positional", text)


def test_the_overview_lists_every_command(chenbao: Chenbao) -> None:
    answer = chenbao("--help")
    assert answer.exit == 0
    assert all(f"  {name} " in answer.out for name in COMMANDS)


def test_no_command_at_all_is_wrong_usage(chenbao: Chenbao) -> None:
    assert chenbao().exit == 2


def test_an_unknown_command_is_wrong_usage_and_the_right_ones_are_shown(chenbao: Chenbao) -> None:
    answer = chenbao("biuld")
    assert answer.exit == 2
    assert "没有“biuld”这个命令" in answer.err and "build" in answer.err


@pytest.mark.parametrize(
    "words", [("serve", "--address", "127.0.0.1:{port}"), ("desk", "--no-browser", "--port", "{port}")]
)
def test_a_port_that_is_taken_is_told_in_chinese(chenbao: Chenbao, words: tuple[str, ...]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = chenbao(*(word.format(port=port) for word in words))
    assert answer.exit == 2 and "这个端口有别的程序在用" in answer.out + answer.err


def test_a_missing_argument_is_said_in_chinese(chenbao: Chenbao) -> None:
    answer = chenbao("new")
    assert answer.exit == 2
    assert "还缺：期" in answer.err


def test_an_unknown_option_is_wrong_usage(chenbao: Chenbao) -> None:
    answer = chenbao("check", "--sideways")
    assert answer.exit == 2
    assert "不认识：--sideways" in answer.err


def test_a_folder_that_is_no_paper_is_unusable(chenbao: Chenbao, tmp_path: Path) -> None:
    answer = chenbao("numbers", "--json", "--root", str(tmp_path))
    assert answer.exit == 2
    assert answer.codes == ["SQ902"]


def test_the_paper_is_found_from_any_folder_inside_it(
    chenbao: Chenbao, paper_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(paper_root / "issues" / "2026-01")
    assert "2601-015" in chenbao("numbers").out


def test_our_own_fault_is_a_sentence_and_the_story_is_kept(
    chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(arguments: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("build_tools.cli.numbers.run", broken)
    answer = chenbao("numbers", "--json")
    assert answer.exit == 2 and answer.codes == ["SQ904"]
    assert "Traceback" not in answer.out + answer.err
    story = Path(re.search(r"请把 (\S+) 交给", answer.json["diagnostics"][0]["remedy"]).group(1))  # type: ignore[union-attr]
    assert "ZeroDivisionError: a bug" in story.read_text("utf-8")
    story.unlink()


@pytest.mark.parametrize("source", ["README", "handbook"])
def test_every_command_and_option_that_is_named_exists(
    source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = README if source == "README" else HANDBOOK
    named = set(re.findall(r"chenbao ([a-z]+)", text))
    assert named and named <= set(COMMANDS)
    for line in text.split("\n"):
        calls = re.findall(r"chenbao ([a-z]+)(?: ([a-z]+))?", line)
        helps = "".join(
            help_of(command, capsys, *([step] if command == "bounty" and step else []))
            for command, step in calls
        )
        # An option belongs to one of the commands that its line names.
        assert not calls or set(re.findall(r"(?<![\w-])--[a-z-]+", line)) <= set(
            re.findall(r"--[a-z-]+", helps)
        ), line


def test_the_readme_names_every_command() -> None:
    assert set(COMMANDS) <= set(re.findall(r"chenbao ([a-z]+)", README))


def test_the_contract_names_every_command() -> None:
    table = CONTRACT.partition("## 6. Commands")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z]+)", table, re.M)) == set(COMMANDS)


@pytest.mark.parametrize("written", ["2026-01-20", "2026/1/20", "2026.1.20", "2026年1月20日"])
def test_a_day_is_read_as_people_write_it(written: str) -> None:
    assert day_of(written) == datetime.date(2026, 1, 20)


@pytest.mark.parametrize(
    "words",
    [
        ["correct", "2601015", "--date", "2026-02-30"],
        ["correct", "2601015", "--date", "明天"],
        ["bounty", "import", "2026-01", "a.csv", "--keep-until", "x"],
        ["bounty", "corrections", "2026-01", "--date", "1月20日"],
        ["bounty", "seal", "2026-01", "--source", "甲", "--when", "下午三点"],
    ],
)
def test_a_day_that_is_none_is_told_in_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    told = capsys.readouterr().err
    assert stopped.value.code == 2 and "要写成 2026-01-20" in told and "invalid" not in told


@pytest.mark.parametrize(
    ("date", "why"), [("2025-01-20", "年月"), ("2026-02-02", "还没有到，今天是 2026-02-01")]
)
def test_a_correction_is_of_a_day_after_printing_and_not_after_today(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    date: str,
    why: str,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769950000")  # 2026-02-01 12:46 UTC
    words = ["--printed", "甲", "--right", "乙", "--date", date, "--root", str(tmp_path)]
    for undo in ([], ["--undo"]):
        assert main(["correct", "2601015", *words, *undo]) == 2
        assert why in capsys.readouterr().out
