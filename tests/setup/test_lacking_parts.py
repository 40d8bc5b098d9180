"""./chenbao on a machine that lacks something: it says what, why and how to get it, and leaves nothing behind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.setup.conftest import add_command


def run(
    clone: Path, path: Path, *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The script with nothing around it but that PATH."""
    return subprocess.run(
        [clone / "chenbao", *arguments],
        env={"PATH": str(path), "LC_ALL": "C", **environment},
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def untouched(clone: Path) -> bool:
    return sorted(each.name for each in clone.iterdir()) == ["build_tools", "chenbao", "pyproject.toml"]


def test_prints_one_command_when_it_may_not_use_apt(clone: Path, bare_path: Path) -> None:
    add_command(bare_path, "apt-get", "echo 不该运行 >&2; exit 1")
    done = run(clone, bare_path, "build", cwd=Path("/"))
    assert done.returncode == 2
    assert done.stdout == ""
    command = done.stderr.rstrip().splitlines()[-1]
    assert command.strip().startswith('su -c "apt-get update && apt-get install -y --no-install-recommends ')
    assert "fontconfig fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai" in command
    assert "不该运行" not in done.stderr
    assert untouched(clone)


def test_names_each_lacking_part_with_its_reason(clone: Path, bare_path: Path) -> None:
    add_command(bare_path, "apt-get", "exit 1")
    said = run(clone, bare_path, "build").stderr
    assert "SQ901 这台机器缺少霞鹜文楷（fonts-lxgw-wenkai）：图说和编者按用的楷体。" in said
    assert "poppler" not in said


def test_tests_need_more_than_a_build(clone: Path, bare_path: Path) -> None:
    add_command(bare_path, "apt-get", "exit 1")
    assert "poppler-utils" in run(clone, bare_path, "test").stderr.splitlines()[-1]


def test_offers_sudo_where_there_is_one_that_asks_for_a_password(clone: Path, bare_path: Path) -> None:
    add_command(bare_path, "apt-get", "exit 1")
    add_command(bare_path, "sudo", "exit 1")
    assert 'sudo sh -c "apt-get update' in run(clone, bare_path, "build").stderr.splitlines()[-1]


def test_uses_sudo_that_asks_for_nothing(clone: Path, bare_path: Path, tmp_path: Path) -> None:
    add_command(bare_path, "apt-get", f'echo "$@" >>"{tmp_path}/asked"')
    add_command(bare_path, "sudo", 'shift; "$@"')
    done = run(clone, bare_path, "build")
    assert done.returncode == 2, "apt was asked, but the parts are still not there"
    update, install = (tmp_path / "asked").read_text().splitlines()
    assert update.endswith("update")
    assert {"install", "fontconfig", "fonts-lxgw-wenkai"} <= set(install.split())
    assert untouched(clone)


def test_passes_on_the_last_words_of_apt_when_it_fails(clone: Path, bare_path: Path) -> None:
    add_command(bare_path, "id", "echo 0")
    add_command(bare_path, "apt-get", "echo E: no space left; exit 100")
    done = run(clone, bare_path, "build")
    assert done.returncode == 2
    assert "E: no space left" in done.stderr
    assert untouched(clone)


def test_names_the_packages_where_there_is_no_apt(clone: Path, bare_path: Path) -> None:
    done = run(clone, bare_path, "build")
    assert done.returncode == 2
    assert "用这个系统的软件管理器装上它们" in done.stderr
    assert untouched(clone)


def test_says_which_python_it_needs_and_which_it_found(clone: Path, bare_path: Path) -> None:
    (bare_path / "python3").unlink()
    add_command(bare_path, "python3", 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi')
    done = run(clone, bare_path, "build")
    assert done.returncode == 2
    assert "需要 Python 3.11 或更新的版本；这台机器上的 python3：Python 3.9.2。" in done.stderr
    assert untouched(clone)


@pytest.mark.parametrize(("named", "told"), [("no-such-python", "没有"), ("/bin/false", "false")])
def test_refuses_a_python_that_is_none(clone: Path, bare_path: Path, named: str, told: str) -> None:
    done = run(clone, bare_path, "build", PYTHON=named)
    assert done.returncode == 2
    assert f"环境变量 PYTHON 指明的 {named} 不是 Python 3.11 或更新的版本：{told}" in done.stderr


def test_works_through_a_link_from_elsewhere(clone: Path, bare_path: Path, tmp_path: Path) -> None:
    link = tmp_path / "晨报"
    link.symlink_to(clone / "chenbao")
    done = subprocess.run(
        [link], env={"PATH": str(bare_path)}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "SQ901" in done.stderr
