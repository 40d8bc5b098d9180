"""Printing measured against its marks: an issue from nothing, and one page after an edit.

    python -m tests.benchmarks.printing [ISSUE …]

Cold: a fresh process imports, reads, composes, draws and writes the PDF. Warm: a preview holds the issue, one character
of an article on page 2 is changed, and its page's PDF and picture are made. Seconds of processor and of wall clock; exits
1 when a mark is missed.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
COLD, WARM = 4.0, 1.5
"""Marks, in seconds."""
_EDITS = 5
_ONE_ISSUE = "--cold-issue"
Seconds = tuple[float, float]
"""Processor, wall."""


class Watch:
    """Laps of processor and wall time since the process began to work."""

    def __init__(self) -> None:
        self.laps: dict[str, Seconds] = {}
        self._at = time.process_time(), time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.process_time(), time.perf_counter()
        self.laps[name] = now[0] - self._at[0], now[1] - self._at[1]
        self._at = now


def cold(name: str, target: Path) -> dict[str, object]:
    """One issue printed in this process, step by step."""
    watch = Watch()
    from build_tools.gathering import gather
    from build_tools.typesetting import compose_issue, draw_issue
    from build_tools.typesetting.engine import uncollected
    from build_tools.typesetting.sheet import sheet_of

    watch.lap("import")
    gathered = gather(ROOT, [name])
    watch.lap("read")
    assert gathered.paper is not None
    with uncollected():
        sheet = sheet_of(ROOT, gathered.paper)
        composed = compose_issue(gathered.issues[0], gathered.paper, sheet)
        watch.lap("compose")
        drawn = draw_issue(composed, ROOT / "issues" / name, sheet)
        watch.lap("draw")
    target.write_bytes(drawn.pdf)
    watch.lap("write")
    return {"laps": watch.laps, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def warm(name: str) -> dict[str, Seconds]:
    """Medians over some edits of page 2 in a preview that has shown the issue before."""
    from build_tools.gathering import gather
    from build_tools.model import NumberedIssue, Paragraph, Text
    from build_tools.production.preview.proofs import Proofs

    def edited(numbered: NumberedIssue, turn: int) -> NumberedIssue:
        item = numbered.on_page(2)[-1]
        place = next(place for place, block in enumerate(item.article.body) if isinstance(block, Paragraph))
        block = item.article.body[place]
        assert isinstance(block, Paragraph)
        words = Paragraph((Text("改订增删换"[turn]), *block.inlines[1:]), block.line, block.ordinal)
        body = (*item.article.body[:place], words, *item.article.body[place + 1 :])
        new = replace(item, article=replace(item.article, body=body))
        return replace(numbered, articles=tuple(new if each is item else each for each in numbered.articles))

    gathered, proofs = gather(ROOT, [name]), Proofs(ROOT)
    numbered, paper = gathered.issues[0], gathered.paper
    assert paper is not None
    proofs.page(numbered, paper, 2).picture()
    found: dict[str, list[Seconds]] = {}
    for turn in range(_EDITS):
        watch = Watch()
        page = proofs.page(edited(numbered, turn), paper, 2)
        watch.lap("page's PDF")
        page.picture()
        watch.lap("picture")
        for step, seconds in watch.laps.items():
            found.setdefault(step, []).append(seconds)
    return {
        step: (statistics.median(each[0] for each in laps), statistics.median(each[1] for each in laps))
        for step, laps in found.items()
    }


def report(title: str, laps: dict[str, Seconds], mark: float) -> bool:
    """Print one table; whether the processor time keeps the mark (wall time is also that of whoever else is at work)."""
    print(title)  # noqa: T201
    for step, (processor, wall) in laps.items():
        print(f"  {step:14} {processor:6.3f} {wall:6.3f}")  # noqa: T201
    total = sum(each[0] for each in laps.values()), sum(each[1] for each in laps.values())
    return total[0] <= mark


def main() -> int:
    """Measure every issue named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("issues", nargs="*")
    parser.add_argument(_ONE_ISSUE, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.cold_issue:
        print(json.dumps(cold(options.cold_issue[0], Path(options.cold_issue[1]))))  # noqa: T201
        return 0
    good = True
    for name in options.issues or sorted(path.parent.name for path in ROOT.glob("issues/*/issue.yml")):
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable,
                "-m",
                "tests.benchmarks.printing",
                _ONE_ISSUE,
                name,
                f"{folder}/issue.pdf",
            ]
            told = json.loads(
                subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
            )
        good &= report(
            f"{name}, cold (s: processor, wall); {told['megabytes']} MB at most", told["laps"], COLD
        )
        good &= report(f"{name}, page 2 edited", warm(name), WARM)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
