"""The table of codes: well formed, nothing dead in it, and every code proved by a case or a named test."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

from build_tools.diagnostics import CATALOGUE, Place, diagnose
from tests.checks.case import CASES

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "build_tools" / "diagnostics" / "catalogue.py"
CODE = re.compile(r"SQ[0-9]{3}")
FILES = ["SQ1", "SQ2", "SQ3", "SQ4", "SQ5", "SQ6", "SQ7", "SQ8", "SQ9"]


def codes_in(path: Path) -> set[str]:
    """The codes that stand in a Python file as strings or parts of strings, comments and docstrings apart."""
    text = path.read_text("utf-8")
    if not CODE.search(text):
        return set()
    tree = ast.parse(text)
    said = {
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    strings = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {code for text in strings - said for code in CODE.findall(text)}


def used_codes() -> set[str]:
    return {code for path in (ROOT / "build_tools").rglob("*.py") if path != TABLE for code in codes_in(path)}


def proved_codes() -> set[str]:
    named = {
        code for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__) for code in codes_in(path)
    }
    return named | {path.name[:5] for path in CASES.glob("*.md")}


def test_no_code_stands_twice_in_the_table() -> None:
    keys = [
        node.value
        for table in ast.walk(ast.parse(TABLE.read_text("utf-8")))
        if isinstance(table, ast.Dict)
        for node in table.keys
        if isinstance(node, ast.Constant)
    ]
    codes = [key for key in keys if isinstance(key, str)]
    assert len(codes) == len(set(codes)) == len(CATALOGUE)


def test_every_code_is_of_one_form_and_in_order() -> None:
    assert all(CODE.fullmatch(code) and code[:3] in FILES for code in CATALOGUE)
    assert list(CATALOGUE) == sorted(CATALOGUE)


def test_every_code_the_program_uses_is_in_the_table() -> None:
    assert sorted(used_codes() - set(CATALOGUE)) == []


def test_every_code_in_the_table_is_used() -> None:
    assert sorted(set(CATALOGUE) - used_codes()) == []


def test_every_code_is_proved_by_a_case_or_a_named_test() -> None:
    unproved = sorted(set(CATALOGUE) - proved_codes())
    assert unproved == [], "write tests/checks/cases/<code>-….md, in the form that tests/checks/case.py names"


def test_every_message_and_remedy_is_a_chinese_sentence() -> None:
    assert [code for code in CATALOGUE if not is_well_said(code)] == []


class _Something:
    """Fills any place of a message, whatever number format it asks for."""

    def __format__(self, wanted: str) -> str:
        return "某"


def is_well_said(code: str) -> bool:
    names = {
        name
        for text in (CATALOGUE[code].message, CATALOGUE[code].remedy)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    said = diagnose(code, Place("a"), **dict.fromkeys(names, _Something()))
    return bool(re.search(r"[\u4e00-\u9fff]", said.message) and said.remedy) and not re.search(
        r"[\u4e00-\u9fff][,;:?!]", said.message + said.remedy
    )


def test_a_case_is_named_after_its_rule_and_tells_why() -> None:
    for path in CASES.glob("*.md"):
        code, _, title = path.stem.partition("-")
        heading, empty, why = path.read_text("utf-8").split("\n")[:3]
        assert code in CATALOGUE and heading == f"# {code} {title}" and not empty
        assert len(why) > 10
