"""How much each trait of a proposal weighs, and what the word model finds at how many false alarms: hits against alarms.

    python -m tests.benchmarks.proofreading.weigh --people FILE [--size CHARACTERS]

Needs numpy. ``--people`` is the People's Daily that ``measure`` reads; its first articles are taken here, none that is
measured there. Every proposal but for names in the open half of ``copy/``, in the same copy without misprints and in that paper is a
row; it is right if what it puts is what should stand. Weights are those of a logistic regression, to be written into
``build_tools/proofreading/misprints.py``. The curve is of five regressions, each told of four fifths of the articles and
asked of the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
from numpy.typing import NDArray

from build_tools.model import Kind
from build_tools.proofreading.language import word_model
from build_tools.proofreading.misprints import TRAITS, each_run, proposals
from build_tools.proofreading.proofread import Usage
from build_tools.proofreading.reading import Part, read_copy
from build_tools.readers import parse_article
from tests.benchmarks.proofreading.marked import MONTH, Misprint
from tests.benchmarks.proofreading.measure import NEAR, Piece, caught, characters, marked, people, say

FOLDS = 5
Floats = NDArray[numpy.float64]
PER_10_000 = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5)


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal: whether what it puts is what should stand, and which misprints it comes near."""

    fold: int
    piece: str
    at: int
    traits: tuple[float, ...]
    right: bool
    near: tuple[Misprint, ...]


def rows(pieces: Sequence[Piece], fold: int = 0) -> Iterator[Row]:
    """Every proposal in an issue of these articles."""
    model = word_model()
    if model is None:
        raise SystemExit("the table of words is missing")
    copies = []
    for piece in pieces:
        file = f"要闻/{piece.name}.md"
        article, _ = parse_article(piece.text, f"issues/{MONTH}/{file}", file, "要闻", Kind.ARTICLE, file[3:])
        copies.append(read_copy(MONTH, article))
    usage = Usage(copies, "", ())
    for number, (piece, copy) in enumerate(zip(pieces, copies, strict=True)):
        starts = [0]
        for written in piece.text.split("\n"):
            starts.append(starts[-1] + len(written) + 1)
        for line in copy.lines:
            if line.part is Part.BYLINE:
                continue
            for run, offset in each_run(line.text):
                for each in proposals(run, model, usage.immune, usage.stands):
                    if each.named:
                        continue
                    place = line.place(offset + each.at)
                    at = starts[place.line - 1] + place.column - 1
                    near = tuple(caught(piece, at, at + len(each.wrong)))
                    right = any(each.right in misprint.right for misprint in near)
                    yield Row((fold + number) % FOLDS, piece.name, at, each.traits, right, near)


def regression(traits: Floats, right: Floats) -> Floats:
    """Weights, the last is the bias; traits are scaled, so that the least of squares is wanted of all alike."""
    scale = numpy.append(traits.std(0) + 1e-9, 1.0)
    scaled = numpy.hstack([traits, numpy.ones((len(traits), 1))]) / scale
    weights = numpy.zeros(scaled.shape[1])
    for _ in range(30):
        chance = 1 / (1 + numpy.exp(-scaled @ weights))
        slope = scaled.T @ (chance - right) + weights
        bend = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + numpy.eye(len(weights))
        weights -= numpy.linalg.solve(bend, slope)
    return numpy.asarray(weights / scale)


def strongest(sample: Sequence[Row], weights: Floats) -> list[tuple[float, Row]]:
    """Of proposals that touch one another the heaviest, in order of weight."""
    taken: dict[str, list[int]] = {}
    kept = []
    for place in numpy.argsort(-weights):
        row = sample[place]
        others = taken.setdefault(row.piece, [])
        if all(abs(row.at - other) > NEAR for other in others):
            others.append(row.at)
            kept.append((float(weights[place]), row))
    return kept


def main() -> None:
    """Print weights and curve."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--size", type=int, default=240_000, help="characters of that paper")
    options = parser.parse_args()
    clean, planted = marked("open")
    paper = list(people(options.people, 0, options.size))
    samples = [list(rows(planted)), list(rows(clean))]
    samples.append([row for number, piece in enumerate(paper) for row in rows([piece], number)])
    traits = [numpy.array([row.traits for row in sample]) for sample in samples]
    folds = [numpy.array([row.fold for row in sample]) for sample in samples]
    right = [numpy.array([float(row.right) for row in sample]) for sample in samples]
    asked = [numpy.zeros(len(sample)) for sample in samples]
    for fold in range(FOLDS):
        told = [each != fold for each in folds]
        of_fold = regression(
            numpy.vstack([each[of] for each, of in zip(traits, told, strict=True)]),
            numpy.concatenate([each[of] for each, of in zip(right, told, strict=True)]),
        )
        for each, of, answer in zip(traits, told, asked, strict=True):
            answer[~of] = each[~of] @ of_fold[:-1] + of_fold[-1]
    found, unmarked, alarms = (strongest(*each) for each in zip(samples, asked, strict=True))
    size = sum(map(characters, paper))
    planted_count = sum(len(piece.misprints) for piece in planted)
    say(f"{size} characters of the People's Daily, {sum(map(len, samples))} proposals")
    for rate in PER_10_000:
        bound = alarms[round(rate * size / 10_000)][0]
        hits = {(row.piece, hit.start) for weight, row in found if weight > bound for hit in row.near}
        wrong = sum(weight > bound for weight, _ in unmarked)
        wrong_beside = sum(weight > bound and not row.near for weight, row in found)
        say(
            f"at {rate} per 10,000 (weight {bound:.2f}): {len(hits)}/{planted_count}, "
            f"alarms in the copy itself {wrong}, in that with misprints {wrong_beside}"
        )
    of_all = regression(numpy.vstack(traits), numpy.concatenate(right))
    for name, weight in zip((*TRAITS, "bias"), of_all, strict=True):
        say(f"{name}\t{weight:.2f}")


if __name__ == "__main__":
    main()
