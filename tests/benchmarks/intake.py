"""How well sendings are taken in, beside mammoth, pandoc and markitdown, by the field's own scoring program.

    python -m tests.benchmarks.intake [--set FOLDER …] [--only ours …] [--score FILE] [-v]

Without ``--set`` the sendings of tests/intake are written and scored. The other programs get a page of rules of
thumb: the first line is the headline, pictures as they are named; without pictures of their own they lose theirs.
They are not in the locks: pip install mammoth markitdown pypandoc-binary.
"""

from __future__ import annotations

import argparse
import importlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.intake.sendings import write_all

ROOT = Path(__file__).parents[2]
SCORE = ROOT.parent / "shared" / "cases" / "intake" / "score.py"


def ours(sending: Path, out: Path) -> None:
    from build_tools.cli.main import main

    files = [str(each) for each in sorted(sending.iterdir()) if each.name != "truth.json"]
    main(["intake", "--root", str(ROOT), "--out", str(out), *files])


def mammoth(sending: Path, out: Path) -> None:
    convert = importlib.import_module("mammoth").convert_to_markdown

    def one(file: Path, folder: Path) -> str:
        if file.suffix.lower() != ".docx":
            raise ValueError
        with file.open("rb") as opened:
            return str(convert(opened, convert_image=_images(folder)).value)

    _by_hand(sending, out, one)


def _images(folder: Path) -> object:
    count = iter(range(1, 1000))

    def keep(image: object) -> dict[str, str]:
        name = f"m{next(count)}.{image.content_type.split('/')[-1]}"  # type: ignore[attr-defined]
        with image.open() as opened:  # type: ignore[attr-defined]
            (folder / name).write_bytes(opened.read())
        return {"src": name}

    return importlib.import_module("mammoth").images.img_element(keep)


def pandoc(sending: Path, out: Path) -> None:
    library = importlib.import_module("pypandoc")

    def one(file: Path, folder: Path) -> str:
        options = ["--wrap=none", f"--extract-media={folder}"]
        return str(library.convert_file(str(file), "gfm", extra_args=options))

    _by_hand(sending, out, one)


def markitdown(sending: Path, out: Path) -> None:
    converter = importlib.import_module("markitdown").MarkItDown()
    _by_hand(sending, out, lambda file, folder: str(converter.convert(str(file)).text_content))


def _by_hand(sending: Path, out: Path, convert: Callable[[Path, Path], str]) -> None:
    """What a careful beginner does with the converter's output: first line up, the rest down."""
    out.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(sorted(sending.rglob("*"))):
        if not file.is_file() or file.name == "truth.json":
            continue
        if file.suffix.lower() in (".jpg", ".jpeg", ".png", ".tif"):
            (out / file.name).write_bytes(file.read_bytes())
            continue
        try:
            text = convert(file, out)
        except Exception:  # what it cannot read it does not give
            if file.suffix.lower() not in (".txt", ".md"):
                continue
            text = file.read_bytes().decode("utf-8", "replace").replace("\n", "\n\n")
        text = text.replace("\\.", ".")  # mammoth escapes the dot in the names of its pictures, too
        lines = [line for line in text.split("\n") if line.strip()]
        head = next(
            (re.sub(r"^[#*_\s]+|[*_\s]+$", "", line) for line in lines if not line.startswith("![")), ""
        )
        body = text.replace(lines[0], "", 1) if lines else ""
        (out / f"{number:02}.md").write_text(f'---\nheadline: "{head}"\n---\n{body}\n', "utf-8")


PROGRAMS = {"ours": ours, "mammoth": mammoth, "pandoc": pandoc, "markitdown": markitdown}


def measure() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--set", type=Path, nargs="*", default=[])
    asked.add_argument("--only", nargs="*", choices=sorted(PROGRAMS), default=sorted(PROGRAMS))
    asked.add_argument("--score", type=Path, default=SCORE)
    asked.add_argument("-v", action="store_true")
    arguments = asked.parse_args()
    if not arguments.score.is_file():
        asked.error(f"the scoring program is not at {arguments.score}: give it with --score")
    with tempfile.TemporaryDirectory() as folder:
        sets = arguments.set or [Path(folder, "own")]
        if not arguments.set:
            write_all(sets[0])
        for each in sets:
            for name in arguments.only:
                out = Path(folder, "out", name, each.name)
                _score(each, name, out, arguments.score, arguments.v)


def _score(sendings: Path, name: str, out: Path, score: Path, verbose: bool) -> None:
    slowest = 0.0
    for truth in sorted(sendings.glob("*/truth.json")):
        began = time.monotonic()
        kept, sys.stdout = sys.stdout, open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115
        try:
            PROGRAMS[name](truth.parent, out / truth.parent.name)
        finally:
            sys.stdout.close()
            sys.stdout = kept
        slowest = max(slowest, time.monotonic() - began)
    words = [sys.executable, str(score), str(sendings), str(out), *(["-v"] if verbose else [])]
    told = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    shown = told if verbose else told[told.find("SUMMARY") :]
    sys.stdout.write(f"{name} on {sendings.name}, slowest {slowest:.1f} s: {shown}\n")


if __name__ == "__main__":
    measure()
