"""What pycorrector finds in the same copy, and what the word model finds in SIGHAN15: for the record, nothing is set by it.

    pip install --no-deps pycorrector kenlm; pip install jieba pypinyin loguru       # kenlm needs a compiler
    python -m tests.benchmarks.proofreading.beside pycorrector --people FILE --model zh_CN.lm
    python -m tests.benchmarks.proofreading.beside sighan pycorrector/data/sighan2015_test.tsv

pycorrector's own models lie on servers; ``--model`` gives its KenLM mode the language model that packages ship, the
one our table is made from (see ``make_words.py``). Its findings count as ours do in ``measure``. ``sighan`` reads lines of
"as written, tab, as it should be": a sentence is detected if every place that is wrong is found and no other, corrected
if what is proposed is right as well. Nearly all of SIGHAN15 was written by learners of Chinese; ``lemon_v2/new.txt`` (news)
and ``sighan_ecspell/ec_odw.txt`` (official letters) of github.com/gingasan/lemon have the same form, with blanks between.

On 2026-11-30, pycorrector 1.1.4 with Debian's zh_CN.lm: rules alone 231/479 of the open half and 78/152 of the held one,
with 151 and 187 false alarms in 10,000 characters of the same copy without misprints; KenLM 367 in the open half's. The
word model on the 707 sentences of SIGHAN15 that pycorrector brings along: 68 reported, 47 right, F1 21.3 %; on the 5,892
of LEMON's news (2,946 wrong) 279 reported, 217 right, F1 13.5 %; on the 2,228 of EC-ODW (1,266 wrong) 510 reported, 340
right, F1 38.3 %.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from build_tools.proofreading.language import word_model
from build_tools.proofreading.misprints import suspicions
from tests.benchmarks.proofreading.measure import Piece, caught, characters, marked, people, say


def pycorrector_finds(pieces: Sequence[Piece], name: str, model: Path, mode: str) -> None:
    """One line: hits, false alarms, seconds."""
    from pycorrector import Corrector  # type: ignore[import-not-found,import-untyped,unused-ignore]

    corrector = Corrector(language_model_path=str(model))
    corrector.enable_char_error(enable=mode == "KenLM")
    corrector.correct("今天天气很好。")  # loads what it needs
    start = time.process_time()
    hits: set[tuple[str, int]] = set()
    alarms = 0
    for piece in pieces:
        at = piece.text.index("\n---\n") + 5
        for line in piece.text[at:].split("\n"):
            for wrong, _, place in corrector.correct(line)["errors"]:
                near = caught(piece, at + place, at + place + len(wrong))
                hits |= {(piece.name, misprint.start) for misprint in near}
                alarms += not near
            at += len(line) + 1
    size, planted = sum(map(characters, pieces)), sum(len(piece.misprints) for piece in pieces)
    say(
        f"{mode:<6} {name:<15} {size} characters, found {len(hits)}/{planted}, "
        f"false {alarms} = {alarms * 1e4 / size:.1f} per 10,000, {time.process_time() - start:.0f} CPU s"
    )


def sighan(path: Path) -> None:
    """Precision, recall and F1 by sentence."""
    model = word_model()
    if model is None:
        raise SystemExit("the table of words is missing")
    wrong = detected = corrected = reported = total = 0
    for line in path.read_text("utf-8").splitlines():
        written, meant = line.replace(" ", "").split("\t")  # LEMON parts the characters
        total += 1
        found = list(suspicions(written, model, lambda _: False, lambda _: False))
        mended = written
        for each in found:
            mended = mended[: each.at] + each.right + mended[each.at + len(each.wrong) :]
        places = {at for at, (a, b) in enumerate(zip_longest(written, meant)) if a != b}
        named = {each.at + more for each in found for more in range(len(each.wrong))}
        wrong += bool(places)
        reported += bool(named)
        detected += bool(places) and places == named
        corrected += bool(places) and mended == meant
    for name, right in (("detection", detected), ("correction", corrected)):
        say(
            f"{name}: {total} sentences, {wrong} wrong, {reported} reported, {right} right: precision "
            f"{right / max(reported, 1):.1%}, recall {right / wrong:.1%}, F1 {2 * right / (reported + wrong):.1%}"
        )


def main() -> None:
    """Do what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    other = commands.add_parser("pycorrector")
    other.add_argument("--people", type=Path)
    other.add_argument("--model", type=Path, required=True)
    commands.add_parser("sighan").add_argument("file", type=Path)
    options = parser.parse_args()
    if options.command == "sighan":
        sighan(options.file)
        return
    for mode in ("rules", "KenLM"):
        for half in ("open", "held"):
            clean, planted = marked(half)
            pycorrector_finds(clean, f"{half} clean", options.model, mode)
            pycorrector_finds(planted, half, options.model, mode)
        if options.people:
            pycorrector_finds(list(people(options.people)), "People's Daily", options.model, mode)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
