"""What the code imports is declared: else it works where it was written and not on a fresh machine."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.setup.conftest import ROOT

_OURS = {"build_tools", "tests"}


def imported_by(folder: str) -> Iterator[tuple[str, Path]]:
    """Each top-level module that is neither ours nor Python's own, and the file that imports it."""
    for file in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for module in {name.partition(".")[0] for name in names} - _OURS - sys.stdlib_module_names:
                yield module, file.relative_to(ROOT)


def declared(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in extras for each in project["optional-dependencies"][extra]),
    ]
    return {canonicalize_name(Requirement(each).name) for each in wanted}


def extras_for_users() -> tuple[str, ...]:
    """What an editor may install beside: the program asks for each where it is used, and does without."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return tuple(project["optional-dependencies"].keys() - {"test", "benchmark"})


@pytest.mark.parametrize(
    ("folder", "extras"), [("build_tools", extras_for_users()), ("tests", ("test", "benchmark"))]
)
def test_what_is_imported_is_declared(folder: str, extras: tuple[str, ...]) -> None:
    known = packages_distributions()
    allowed = declared(*extras)
    undeclared = {
        f"{file}: {module}"
        for module, file in imported_by(folder)
        if not allowed & {canonicalize_name(name) for name in known.get(module, [module])}
    }
    assert not undeclared
