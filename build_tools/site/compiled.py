"""模板存版: templates as compiled, kept from build to build, each sealed: what was damaged is compiled anew.

In: a folder. Out: what Jinja asks for and has kept there.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from build_tools.store.sealed import read_sealed, seal, write_whole

MAGIC = b"chenbao template 1\n"


class CompiledTemplates(BytecodeCache):
    """模板存版. Jinja's own keeps no checksum of the code, and a flipped bit in it can run anything or end the process."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when it is first needed."""
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code in the bucket, unless it is lacking, damaged, or of another template, Jinja or Python."""
        kept = read_sealed(self._path(bucket), MAGIC)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's code; without room it is compiled anew the next time."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._path(bucket), seal(MAGIC, bucket.bytecode_to_string()))

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.compiled"
