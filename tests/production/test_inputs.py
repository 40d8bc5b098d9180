"""来料: what is printed of the standing matter is part of what a print depends on, so that a change of it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.production.inputs import take_inputs
from build_tools.store.fingerprints import Fingerprints


def paper_digest(root: Path) -> str:
    return take_inputs(root, Fingerprints(root / ".fingerprints", root), printed=False).paper


@pytest.mark.parametrize(
    ("file", "printed"),
    [
        ("content/fillers/报训.md", True),
        ("content/pictures/报头.svg", True),
        ("content/pictures/2021.5/节日.svg", True),
        ("content/pictures/关阀.svg", True),
        ("content/pictures/手册的一张.webp", False),
        ("content/pictures/2021.5/别的.svg", False),
        ("content/notices/bounty.md", True),
        ("content/places.yml", True),
        ("content/关于.md", False),
    ],
)
def test_a_change_of_what_is_printed_prints_anew(
    paper_root: Path, file: str, printed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = paper_root / "mkdocs.yml"
    named = "# masthead: pictures/报头.svg\n# masthead: !ENV PLATE\n"
    settings.write_text(settings.read_text("utf-8") + named, "utf-8")
    monkeypatch.setenv("PLATE", "pictures/2021.5/节日.svg")
    fillers = paper_root / "content" / "fillers"
    fillers.mkdir(exist_ok=True)
    (fillers / "关阀.md").write_text("---\nheadline: 关阀\nartwork: pictures/关阀.svg\n---\n", "utf-8")
    before = paper_digest(paper_root)
    path = paper_root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("别的", "utf-8")
    assert (paper_digest(paper_root) != before) is printed
