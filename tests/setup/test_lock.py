"""The locks: every dependency pinned, every file with its hash, no place to fetch from prescribed."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.setup.conftest import ROOT

LOCKS = {
    "requirements-build.txt": lambda project: project["dependency-groups"]["build"],
    "requirements.txt": lambda project: project["project"]["dependencies"],
    "requirements-test.txt": lambda project: (
        project["project"]["dependencies"] + project["project"]["optional-dependencies"]["test"]
    ),
}


@cache
def lock_text(name: str) -> str:
    return (ROOT / "build_tools" / "lock" / name).read_text(encoding="utf-8")


def pinned(name: str) -> dict[str, set[Version]]:
    """The versions of each package: more than one where Pythons differ."""
    versions: dict[str, set[Version]] = {}
    for package, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock_text(name), re.MULTILINE):
        versions.setdefault(canonicalize_name(package), set()).add(Version(version))
    return versions


@pytest.mark.parametrize("name", LOCKS)
def test_holds_every_dependency_within_its_bounds(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    versions = pinned(name)
    for wanted in map(Requirement, LOCKS[name](project)):
        held = versions.get(canonicalize_name(wanted.name), set())
        assert held and all(version in wanted.specifier for version in held), f"{name}: {wanted}"


def test_builds_with_what_the_build_lock_holds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["build-system"]["requires"]) <= set(project["dependency-groups"]["build"])


@pytest.mark.parametrize("name", LOCKS)
def test_gives_every_package_a_hash(name: str) -> None:
    statements = re.sub(
        r"\s*\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", lock_text(name), flags=re.MULTILINE)
    ).splitlines()
    assert statements
    for statement in statements:
        assert re.match(r"[A-Za-z0-9._-]+==\S+( ; .+?)?( --hash=sha256:[0-9a-f]{64})+$", statement), (
            statement[:80]
        )


@pytest.mark.parametrize("name", LOCKS)
def test_prescribes_no_host(name: str) -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", lock_text(name))


def test_tests_run_on_the_same_versions_as_the_press() -> None:
    assert pinned("requirements.txt").items() <= pinned("requirements-test.txt").items()
