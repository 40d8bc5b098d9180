"""ProperDocs, which goes on where MkDocs has ended, builds the same website. All else on it: ``.ci/properdocs``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.site.conftest import lay_out_paper
from tests.site.test_building import build_web, files_of

GENERATOR = re.compile(rb'<meta name="generator" content="mkdocs-[^"]*">')


def test_properdocs_makes_the_same_site_but_for_its_name(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    build_web(root)
    ours = files_of(root / "dist/site")
    shutil.rmtree(root / "dist/site")
    command = [sys.executable, "-m", "properdocs", "build"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    theirs = files_of(root / "dist/site")
    assert b"ProperDocs" in theirs["index.html"]
    assert sorted(ours.keys() ^ theirs.keys()) == []
    assert [name for name in ours if GENERATOR.sub(b"", ours[name]) != GENERATOR.sub(b"", theirs[name])] == []
