"""``chenbao handoff``: says so when nothing is built, else packs the site and lists what an editor hands over."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.cli.conftest import Chenbao


def test_nothing_is_handed_over_before_a_build(chenbao: Chenbao) -> None:
    answer = chenbao("handoff")
    assert answer.exit == 2 and "先运行 ./chenbao build" in answer.out


def test_site_is_packed_and_the_newest_issue_listed(chenbao: Chenbao, paper_root: Path) -> None:
    assert chenbao("build", "--web", "--workers", "1").exit == 0
    answer = chenbao("handoff", "--json")
    assert answer.exit == 0
    with zipfile.ZipFile(answer.json["offline"]) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
    assert all(name.startswith("试刊报-零号/") for name in names) and "试刊报-零号/打开报纸.html" in names
    assert not [name for name in names if "/wechat/" in name]
    (read,) = answer.json["reading"]
    assert read.endswith("-2026-01-阅读版.pdf") and Path(read).read_bytes().startswith(b"%PDF-")
    handed = answer.json["handed"]
    assert [row["kind"] for row in handed[:2]] == ["电子书", "公众号稿"]
    assert all((paper_root / "dist" / "site" / row["address"]).is_file() for row in handed)
