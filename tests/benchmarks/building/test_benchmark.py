"""The benchmark itself, ours alone on an archive of one thin issue: every figure is taken, kept, drawn and told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.benchmarks import archive
from tests.benchmarks.building.__main__ import ENGINES, _arguments, main
from tests.benchmarks.building.marks import BESIDE, judge
from tests.benchmarks.building.page import handbook_page
from tests.benchmarks.building.results import (
    COLD,
    EDITED,
    NOTHING,
    OURS,
    PRINT_COLD,
    PRINT_LAID,
    SERVED,
    SERVED_PRINT,
    Results,
    read_results,
)

ROOT = Path(__file__).parents[3]
TASKS = {
    (COLD, 1),
    (EDITED, 1),
    (NOTHING, 1),
    (f"{COLD} watched", 1),
    (f"{EDITED} watched", 1),
    (SERVED, 1),
    (SERVED_PRINT, 1),
    (PRINT_COLD, 1),
    (PRINT_LAID, 1),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with everything that a run writes."""
    folder = tmp_path_factory.mktemp("benchmark")
    (folder / "handbook").mkdir()
    files = [
        f"--{kind}={folder / name}"
        for kind, name in (("json", "results.json"), ("plot", "speed.svg"), ("page", "handbook/speed.md"))
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "PYTHONPATH", str(ROOT)
        )  # the program beside these tests, wherever another may be installed
        patch.setattr(archive, "PER_PAGE", 1)
        assert main(["--issues=1", "--only=chenbao", "--repeat=1", *files]) in (0, 1)
    return folder


@pytest.fixture(scope="module")
def results(written: Path) -> Results:
    return read_results(written / "results.json")


def test_every_task_of_ours_is_measured_once_and_no_other_engine(results: Results) -> None:
    assert {(each.task, each.issues) for each in results.samples} == TASKS
    assert {each.engine for each in results.samples} == {OURS} and {
        len(each.costs) for each in results.samples
    } == {1}
    assert results.failed == {} and results.versions == {}


def test_costs_are_those_of_real_builds(results: Results) -> None:
    seconds = {each.task: each.wall for each in results.samples}
    assert seconds[COLD] > seconds[NOTHING] > 0
    watched = results.find(OURS, f"{COLD} watched", 1)
    assert watched is not None and 20 < watched.memory_mb < 2000


def test_marks_without_figures_are_left_out(results: Results) -> None:
    asked = [verdict.asked for verdict in judge(results)]
    assert len(asked) == 7 and not [each for each in asked if "mkdocs-material" in each or "Zensical" in each]


def test_plot_draws_a_line_for_each_task(written: Path) -> None:
    plot = ElementTree.parse(written / "speed.svg").getroot()
    names = [text.text for text in plot.iter("{http://www.w3.org/2000/svg}text")]
    assert {"晨报：全部重做", "晨报：改一篇", "晨报：没有改", "1期"} <= set(names)


def test_page_and_terminal_tell_the_figures_of_the_run(
    written: Path, results: Results, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (written / "handbook" / "speed.md").read_text("utf-8")
    assert (
        "../speed.svg" in page
        and results.date in page
        and "| 晨报：改一篇 |" in page
        and "没有比别家" in page
    )
    main([f"--read={written / 'results.json'}"])
    told = capsys.readouterr().out
    assert told.strip() and all(line in page for line in told.splitlines() if line.startswith("|"))


def test_the_page_says_how_much_longer_an_edit_takes_in_a_thicker_archive(results: Results) -> None:
    cost = results.samples[0].costs[0]
    grown = replace(results, samples=[*results.samples])
    grown.add(OURS, EDITED, 120, replace(cost, wall=1.5))
    assert "1期的存档用" in handbook_page(grown, "") and "120期的用1.50秒" in handbook_page(grown, "")
    assert "的存档用" not in handbook_page(results, "")


def test_the_command_that_the_handbook_names_is_understood(results: Results) -> None:
    (command,) = re.findall(r"^python -m tests\.benchmarks\.building (.*)$", handbook_page(results, ""), re.M)
    assert command in (ROOT / "content" / "handbook" / "speed.md").read_text("utf-8")
    asked = _arguments(command.split())
    assert asked.issues == (12, BESIDE) and asked.only == ENGINES
    assert asked.page == Path("content/handbook/speed.md") and (ROOT / asked.plot).is_file()
