"""What ``check`` calls clean, sign-off accepts. Hundreds of issues are tried by ``python -m tests.benchmarks.signing``."""

from __future__ import annotations

import re
from pathlib import Path

from pikepdf import Pdf

from tests.benchmarks.signing import ordinary_pictures, try_issue


def test_a_random_issue_of_ordinary_pictures_that_check_calls_clean_is_signed(tmp_path: Path) -> None:
    """Seed 1 was once refused: a line of the front page's guide came out in four points."""
    tried = try_issue(tmp_path, 1, ordinary_pictures(1, 10))
    assert tried.clean and tried.pictures and tried.refused == ()


def test_every_file_of_a_package_is_a_document_of_its_own(signed_root: Path) -> None:
    identifiers = []
    for path in sorted((signed_root / "dist/print/2026-01/press").glob("*.pdf")):
        with Pdf.open(path) as pdf:
            if "/Metadata" in pdf.Root:
                identifiers += re.findall("DocumentID>([^<]+)<", pdf.Root.Metadata.read_bytes().decode())
    assert len(identifiers) > 3 and len(set(identifiers)) == len(identifiers)
