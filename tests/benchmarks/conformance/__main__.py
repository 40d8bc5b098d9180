"""Public conformance of Chinese line setting: CLREQ's points and the web-platform tests, by us and three others.

Run: ``python -m tests.benchmarks.conformance [--typst VENV] [--page FILE]``. ``VENV`` is an environment that has the package
``typst``; without it that column is left out. Prints how many cases each engine meets and ours that are not met; ``--page``
writes the handbook's page. Exits 1 when a deviation has no reason, ours or another's.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from tests.benchmarks.conformance.cases import EVERY
from tests.benchmarks.conformance.engines import (
    set_by_chromium,
    set_by_typst,
    set_by_us,
    set_by_weasyprint,
    typst_version,
    weasyprint_version,
)
from tests.benchmarks.conformance.judging import judge, questions
from tests.benchmarks.conformance.page import Columns, deviations, handbook_page, summary, unexplained


def main(arguments: list[str] | None = None) -> int:
    """Measure, tell, write; 1 when a deviation is not explained."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.conformance")
    parser.add_argument("--typst", type=Path, help="an environment that has the package typst")
    parser.add_argument("--page", type=Path, help="the handbook's page to write")
    options = parser.parse_args(arguments)
    columns = _measure(options.typst)
    ours = next(iter(columns.values()))
    print("\n".join([*summary(columns), "", *deviations(ours)]))  # noqa: T201
    if options.page is not None:
        day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        options.page.write_text(handbook_page(columns, day), encoding="utf-8")
    left = unexplained(columns)
    print("\n".join(f"{name}: {case.text} ({case.source}) 没有理由" for name, case in left))  # noqa: T201
    return int(bool(left))


def _measure(typst: Path | None) -> Columns:
    asked = questions(EVERY)
    by_chromium, chromium = set_by_chromium(asked)
    settings = {
        "本报": set_by_us(asked),
        f"Chromium {chromium}": by_chromium,
        f"WeasyPrint {weasyprint_version()}": set_by_weasyprint(asked),
    }
    if typst is not None:
        settings[f"Typst {typst_version(typst)}"] = set_by_typst(typst)(asked)
    return {name: judge(EVERY, asked, found) for name, found in settings.items()}


if __name__ == "__main__":
    sys.exit(main())
