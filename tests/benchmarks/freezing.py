"""What the printed record costs: ``python -m tests.benchmarks.freezing [--random 4] [--repeat 3]``.

For the sample issues and for random ones that ``check`` calls clean: the bytes a record takes in git, processor seconds of
sign-off, and of a build from nothing by one worker as a draft and as a signed issue (``drafts: show``, so that both are on
the website). Draft and signed take turns; the least of the repeats counts. A signed issue's website has one file more, the
readers' PDF. 1 if a signed issue costs more than its draft.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from build_tools.press.sign_off import Signer, sign
from tests.benchmarks.signing import ROOT, new_issue, ordinary_pictures

_SIGNER = Signer("某编辑", "2026-01-10T20:00:00+08:00", sample=True)
_ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Cost:
    """What one issue costs: bytes, and processor seconds."""

    name: str
    text: int
    profile: int
    pictures: int
    signing: float
    draft: float
    signed: float


def unsigned_sample(folder: Path, name: str) -> Path:
    """The paper with one sample issue alone, as if it had never been signed."""
    for each in ("content", "theme", "mkdocs.yml"):
        source = ROOT / each
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / each)
    issue = folder / "issues" / name
    shutil.copytree(ROOT / "issues" / name, issue)
    shutil.rmtree(issue / "printed")
    (issue / "signoff.yml").unlink()
    ledger = issue / "ledger.yml"
    ledger.write_text(ledger.read_text("utf-8").replace(", signed: true}", "}"), "utf-8")
    for path in issue.glob("*/*.md"):
        path.write_text(re.sub(r"(?m)^number: .*\n", "", path.read_text("utf-8"), count=1), "utf-8")
    return folder


def random_issue(folder: Path, seed: int) -> Path | None:
    """An issue that ``check`` calls clean after some mending; None if it does not become so."""
    desk = new_issue(folder, seed, ordinary_pictures(1, 40))
    for _ in range(_ROUNDS):
        found = desk.checked()
        if not found:
            return folder
        for each in found:
            desk.mend(each)
    return None


def seconds_of_build(root: Path) -> float:
    """Processor seconds of a build from nothing by one worker."""
    shutil.rmtree(root / "dist", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "build_tools.cli", "build", "--workers", "1"]
    subprocess.run(command, cwd=root, env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}, check=True, capture_output=True)  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cost_of(root: Path, name: str, title: str, repeat: int) -> Cost:
    """Draft and signed build in turns. ``root`` holds the issue unsigned; a copy is signed."""
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    if "drafts: hide" in text:
        settings.write_text(text.replace("drafts: hide", "drafts: show"), "utf-8")
    signed = Path(shutil.copytree(root, root.with_name(f"{root.name}-signed"), symlinks=True))
    before = resource.getrusage(resource.RUSAGE_SELF)
    done = sign(signed, name, _SIGNER)
    after = resource.getrusage(resource.RUSAGE_SELF)
    if not done.version:
        raise SystemExit(f"{title}: {done.refused} {'; '.join(map(str, done.diagnostics))}")
    pairs = [(seconds_of_build(root), seconds_of_build(signed)) for _ in range(repeat)]
    record = [path for path in (signed / "issues" / name / "printed").rglob("*") if path.is_file()]
    pictures = sum(path.stat().st_size for path in record if path.parent.name == "pictures")
    profile = sum(path.stat().st_size for path in record if path.suffix == ".icc")
    return Cost(
        title,
        sum(path.stat().st_size for path in record) - pictures - profile,
        profile,
        pictures,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        min(draft for draft, _ in pairs),
        min(after for _, after in pairs),
    )


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--random", type=int, default=4, help="how many random issues, of two pages each")
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    sys.stdout.write(
        "| issue | record KB | profile KB | pictures KB | sign-off CPU s | draft CPU s | signed CPU s | ratio |\n|---|---|---|---|---|---|---|---|\n"
    )
    dearer = False
    with tempfile.TemporaryDirectory(prefix="chenbao-freezing-") as temporary:
        papers = [
            (name, unsigned_sample(Path(temporary) / name, name), name) for name in ("2021-01", "2021-02")
        ]
        seed = 0
        while len(papers) < 2 + arguments.random:
            seed += 1
            root = random_issue(Path(temporary) / f"random-{seed}", seed)
            if root:
                papers.append(("2026-01", root, f"random {seed}"))
        for name, root, title in papers:
            cost = cost_of(root, name, title, arguments.repeat)
            dearer |= cost.signed > cost.draft
            sys.stdout.write(
                f"| {cost.name} | {cost.text / 1024:.0f} | {cost.profile / 1024:.0f} | {cost.pictures / 1024:.0f} | {cost.signing:.1f}"
                f" | {cost.draft:.1f} | {cost.signed:.1f} | {cost.signed / cost.draft:.2f} |\n"
            )
            sys.stdout.flush()
    return 1 if dearer else 0


if __name__ == "__main__":
    raise SystemExit(main())
