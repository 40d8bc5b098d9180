"""Every planted fault, as our preflight and as other readers see it: one row a file, and the clauses it proves.

    python -m tests.benchmarks.clause_table [--only NAME …]

``sees`` means that a reader says anything at all of the file: a warning, an error, another exit code than 0. None of the
others knows what a press wants; the table shows what is gained by asking. At the end: how many clauses are proved, and the
sound files, on which every reader should be silent.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path

from pikepdf import ObjectStreamMode, Pdf, StreamDecodeLevel

from build_tools.model import OUR_PROFILE
from build_tools.press.conversion.inks import Inks
from build_tools.press.preflight import Demands
from build_tools.press.preflight.clauses import CLAUSES
from build_tools.press.preflight.inspecting import inspect_file
from tests.benchmarks.press_files import judgements
from tests.press.conftest import BODY, draw, photo, press
from tests.press.preflight.planting import Planting
from tests.press.preflight.test_planted_faults import PLANTED, RAW, bytes_of
from tests.press.preflight.test_relatives import RELATIVES
from tests.press.preflight.test_sound_files import SOUND, SOUND_X4

ROOT = Path(__file__).parents[2]


def sound_pages() -> dict[bool, bytes]:
    """The sound page of the tests, as X-1a (False) and as X-4 (True)."""
    with tempfile.TemporaryDirectory() as folder:
        photo().save(Path(folder) / "photo.jpg", quality=90)
        drawn = draw(BODY, Path(folder))
    inks = Inks.from_file(ROOT / OUR_PROFILE)
    return {False: press(drawn, inks, "pdf/x-1a"), True: press(drawn, inks)}


def changed(sound: bytes, change: Planting, *, new: bool) -> bytes:
    """The page with something done to it."""
    buffer = io.BytesIO()
    with Pdf.open(io.BytesIO(sound)) as pdf:
        change(pdf)
        pdf.save(
            buffer,
            force_version="1.6" if new else "1.4",
            object_stream_mode=ObjectStreamMode.generate if new else ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.none,
            fix_metadata_version=False,
        )
    return buffer.getvalue()


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", default=[])
    only = parser.parse_args().only
    pages, demands = sound_pages(), Demands(profile=str(ROOT / OUR_PROFILE))
    every = [(each.name, each.code, each.plant, each.standard != "pdf/x-1a") for each in PLANTED]
    every += [(each.name, each.code, each.plant, each.standard != "pdf/x-1a") for each in RELATIVES]
    files = {name: (code, plant, new) for name, code, plant, new in every if code}
    sound = {name: (change, name in SOUND_X4) for name, change in SOUND.items()}
    sound |= {name: (plant, new) for name, code, plant, new in every if not code}
    proved = {each.planted: each.subject for each in CLAUSES}
    counts: dict[str, int] = {}
    right = looked = alarms = sounds = 0
    with tempfile.TemporaryDirectory(prefix="chenbao-clauses-") as folder:
        path = Path(folder) / "planted.pdf"
        sys.stdout.write("| file | clause | wanted | ours | others that see it |\n|---|---|---|---|---|\n")
        for name in [*files, *RAW]:
            if only and name not in only:
                continue
            if name in files:
                code, plant, new = files[name]
                path.write_bytes(changed(pages[new], plant, new=new))
            else:
                code = RAW[name]
                path.write_bytes(bytes_of(pages[False], name))
            ours = sorted({each.code for each in inspect_file(path, demands)})
            seen = [judge for judge, verdict in judgements(path) if verdict not in ("ok", "—")]
            for judge in seen:
                counts[judge] = counts.get(judge, 0) + 1
            looked += 1
            right += ours == [code]
            sys.stdout.write(
                f"| {name} | {proved.get(name, '')} | {code} | {'、'.join(ours)} | {'、'.join(seen)} |\n"
            )
            sys.stdout.flush()
        for change, new in () if only else sound.values():
            path.write_bytes(changed(pages[new], change, new=new))
            sounds += 1
            alarms += bool(inspect_file(path, demands))
    of_iso = sum("X-" in each.source for each in CLAUSES)
    sys.stdout.write(
        f"{len(CLAUSES)} clauses, {of_iso} of them of PDF/X; {right} of {looked} planted files told rightly and nothing else; "
        f"{alarms} alarms on {sounds} sound files; others see: {counts}\n"
    )
    return 1 if right < looked or alarms else 0


if __name__ == "__main__":
    raise SystemExit(main())
