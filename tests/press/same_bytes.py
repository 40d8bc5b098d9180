"""Whether two built papers are the same to the byte: ``python -m tests.press.same_bytes DIST DIST``.

Meant for one commit built on two machines: other folders, locales, time zones, versions of Python, versions of Debian.
Prints how many files of each kind are the same and names those that differ or stand on one side only; 1 when any does.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from pathlib import Path


def digests(folder: Path) -> dict[str, str]:
    """Path within ``folder`` → SHA-256, of every file that is published or printed: what is kept for the next build is not."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def differing(one: Path, other: Path) -> tuple[list[str], Counter[str]]:
    """The paths that are not the same on both sides, and how many of each suffix are."""
    ours, theirs = digests(one), digests(other)
    unlike = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
    return unlike, Counter(Path(path).suffix for path in ours if path not in set(unlike))


def main(words: list[str]) -> int:
    if len(words) != 2 or not all(Path(word).is_dir() for word in words):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    unlike, same = differing(Path(words[0]), Path(words[1]))
    kinds = ", ".join(f"{count} {kind or '-'}" for kind, count in same.most_common())
    lines = [
        f"{same.total()} files the same: {kinds}",
        f"{len(unlike)} differ",
        *(f"  {path}" for path in unlike),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return bool(unlike)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
