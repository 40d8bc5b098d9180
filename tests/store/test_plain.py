"""平文: what is kept on disk reads the same under every Python that the program runs on, and brings nothing else to life."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath

import pytest

from build_tools.diagnostics import Place, diagnose
from build_tools.gathering import gather
from build_tools.model import LineBreak, Rule, Text, Weight
from build_tools.production.pressroom import open_pressroom
from build_tools.store.plain import packed, unpacked
from build_tools.typesetting import compose_page, page_inputs

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Stranger:
    """Not of the program."""

    name: str


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -3,
        0.1,
        "句。\ud800\n",
        (),
        ((1, ("二",)), (), ((),)),
        {("期", 1): (Weight.LEAD,), 2: {}},
        frozenset({"a", "b"}),
        {1, 2},
        datetime.date(2021, 1, 11),
        Path("/a/b"),
        PurePosixPath("c"),
        diagnose("SQ104", Place("issues/2021-01/美/01-楼道.md", 3, 7)),
        (Text("床前明月光，"), LineBreak(), Text("疑是地上霜。")),
        Rule(3),
    ],
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    found = unpacked(packed(value))
    assert (found, repr(found), type(found)) == (value, repr(value), type(value))


def test_an_issue_and_its_pages_come_back_as_they_were() -> None:
    gathered = gather(ROOT, ("2021-02",))
    (numbered,) = gathered.issues
    pressroom = open_pressroom(gathered)
    page = compose_page(page_inputs(numbered, pressroom.paper, pressroom.sheet, 1))
    for value in (numbered, page):
        assert repr(unpacked(packed(value))) == repr(value)


@pytest.mark.parametrize("value", [Stranger("某"), Decimal(1), b"x", [1], object(), {"a": Stranger("某")}])
def test_what_is_not_of_the_program_is_not_kept(value: object) -> None:
    with pytest.raises(TypeError):
        packed(value)


@pytest.mark.parametrize(
    "name", ["os:system", "subprocess:Popen", "build_tools.store.plain:packed", "build_tools.cli:main"]
)
def test_nothing_but_classes_of_the_program_is_brought_to_life(name: str) -> None:
    with pytest.raises(ValueError):
        unpacked(f'{json.dumps([name])}\n{{"0":["true"]}}'.encode())


def test_the_bytes_name_no_module_of_the_standard_library() -> None:
    """Python 3.11.2 pickled enums by ``getattr``, 3.13 paths by ``pathlib._local``."""
    value: Mapping[str, object] = {"a": Weight.BRIEF, "b": Path("c")}
    names, plain = packed(value).decode().split("\n")
    assert json.loads(names) == ["build_tools.model.issue:Weight"]
    assert json.loads(plain) == {"map": [["a", {"0": ["brief"]}], ["b", {"path": "c"}]]}
