"""Debian's libime-data-language-model → build_tools/proofreading/data/words.lm, which needs no compiler.

Run it when the package changes (half a minute, on a machine that counts bytes from the low end)::

    apt-get download libime-data-language-model && dpkg-deb -x libime-data-language-model_*.deb FOLDER
    pip download --no-deps --no-binary :all: jieba && tar xf jieba-*.tar.gz
    python tests/benchmarks/proofreading/make_words.py FOLDER/usr/lib/*/libime/zh_CN.lm jieba-*/jieba/dict.txt

``zh_CN.lm`` is a KenLM trie of order 3, quantised to 8 bits, pointers compressed; n-grams stand in it last word first.
What is kept: every word with its probability and back-off weight, and the bigrams and trigrams among the most frequent
65,536 words. A word is ordinary if jieba's dictionary (MIT) has it and does not call it a name: only ordinary words are
ever proposed.

On 2026-11-30 trigrams within 0.8 (powers of ten) of what the bigrams tell could go without a change in the benchmark: 13.3
MB, 181 of 479 in the open half and 71 of 152 in the held one as with all of them; without any, 10.1 MB, 169 and 65. They
were left: a repository keeps every table it ever held, so a smaller one would make it larger. To be done when the package
changes.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).parents[3] / "build_tools" / "proofreading" / "data" / "words.lm"
FREQUENT = 1 << 16
SCALE = 32
"""Probabilities of bigrams are kept as round(-32 × log10)."""
QUANTISED_ARRAY_TRIE = 5
NAMES = ("nr", "ns", "nt", "nz")


@dataclass(frozen=True, slots=True)
class Trie:
    """Words with log10 probability and back-off weight; n-grams as (words from the last to the first, log10 probability)
    and, of bigrams, the back-off weight."""

    words: list[str]
    probabilities: list[float]
    backoffs: list[float]
    bigrams: list[tuple[int, int, float, float]]
    trigrams: list[tuple[int, int, int, float]]


def read_trie(path: Path) -> Trie:
    """Layout: header, hashes of the words, tables of the quantisation, unigrams, bigrams, trigrams, the words."""
    raw = path.read_bytes()
    order, kind = raw[88], struct.unpack_from("<I", raw, 96)[0]
    unigrams, bigrams, trigrams = struct.unpack_from("<3Q", raw, 108)
    if (order, kind) != (3, QUANTISED_ARRAY_TRIE):
        raise SystemExit(f"{path}: not a quantised trie of order 3")
    tables = 136 + 8 + 8 * unigrams
    quantised = struct.unpack_from("<768f", raw, tables + 8)
    first = tables + 8 + 3 * 256 * 4
    weights: list[tuple[float, float, int]] = list(
        struct.iter_unpack("<ffQ", raw[first : first + 16 * (unigrams + 1)])
    )
    middle = first + 16 * (unigrams + 2)
    strings = raw.find(b"<unk>\0", middle)
    words = [word.decode() for word in raw[strings:].split(b"\0")][:unigrams]
    word_bits, pointer_bits = unigrams.bit_length(), trigrams.bit_length()
    last_entry = word_bits + 8
    longest = ((1 + trigrams) * last_entry + 7) // 8 + 8
    for chopped in range(pointer_bits + 1):
        pointer = pointer_bits - chopped
        entry = word_bits + 16 + pointer
        steps = trigrams >> pointer
        start = middle + 8 * (2 + steps) + 7
        end = start + ((1 + bigrams) * entry + 7) // 8 + 8
        if end + longest == strings:
            break
    else:
        raise SystemExit(f"{path}: the parts do not add up")
    # A pointer's upper bits are where in this table the bigram stands: how many have their steps behind them.
    higher: tuple[int, ...] = struct.unpack_from(f"<{steps + 1}Q", raw, middle + 8)

    def bits(base: int, at: int) -> int:
        return int.from_bytes(raw[base + (at >> 3) : base + (at >> 3) + 8], "little") >> (at & 7)

    def points(place: int) -> int:
        low = bits(start, place * entry + word_bits + 16) & ((1 << pointer) - 1)
        return int((bisect_right(higher, place) - 1) << pointer | low)

    twos, threes = [], []
    mask = (1 << word_bits) - 1
    for last in range(unigrams):
        for place in range(weights[last][2], weights[last + 1][2]):
            two = bits(start, place * entry)
            before = two & mask
            twos.append(
                (
                    last,
                    before,
                    quantised[two >> (word_bits + 8) & 255],
                    quantised[256 + (two >> word_bits & 255)],
                )
            )
            for far in range(points(place), points(place + 1)):
                three = bits(end, far * last_entry)
                threes.append((last, before, three & mask, quantised[512 + (three >> word_bits & 255)]))
    return Trie(words, [each[0] for each in weights], [each[1] for each in weights], twos, threes)


def ordinary_words(dictionary: Path) -> set[str]:
    """What jieba knows as a word of the language, not as a name."""
    entries = (line.split(" ") for line in dictionary.read_text("utf-8").splitlines())
    return {word for word, _, kind in entries if not kind.startswith(NAMES)}


def main(source: Path, dictionary: Path) -> None:
    """Write the table."""
    trie = read_trie(source)
    order = sorted(range(1, len(trie.words)), key=lambda place: -trie.probabilities[place])  # 0 is <unk>
    rank = {place: number for number, place in enumerate(order)}
    ordinary = ordinary_words(dictionary)
    kept = sorted(
        (rank[last], rank[before], probability, backoff)
        for last, before, probability, backoff in trie.bigrams
        if last and before and rank[last] < FREQUENT and rank[before] < FREQUENT
    )
    starts = array("I", bytes(4 * (FREQUENT + 1)))
    for last, *_ in kept:
        starts[last + 1] += 1
    for place in range(FREQUENT):
        starts[place + 1] += starts[place]
    places = {two[:2]: place for place, two in enumerate(kept)}
    longer = sorted(
        (places[rank[last], rank[before]], rank[far], probability)
        for last, before, far, probability in trie.trigrams
        if far and rank[far] < FREQUENT and (rank.get(last), rank.get(before)) in places
    )
    parts = {
        "words": "\n".join(trie.words[place] for place in order).encode(),
        "unigrams": array("h", (round(trie.probabilities[place] * 1000) for place in order)).tobytes(),
        "backoffs": array("h", (round(trie.backoffs[place] * 1000) for place in order)).tobytes(),
        "ordinary": bytes(trie.words[place] in ordinary for place in order),
        "starts": starts.tobytes(),
        "before": array("H", (two[1] for two in kept)).tobytes(),
        "bigrams": bytes(min(round(-SCALE * two[2]), 255) for two in kept),
        "backoffs of bigrams": bytes(min(round(-SCALE * two[3]), 255) for two in kept),
        "places": array("I", (three[0] for three in longer)).tobytes(),
        "far": array("H", (three[1] for three in longer)).tobytes(),
        "trigrams": bytes(min(round(-SCALE * three[2]), 255) for three in longer),
    }
    head = json.dumps({name: len(part) for name, part in parts.items()}).encode()
    with TARGET.open("wb") as file:
        file.write(b"chenbao words 2\n" + head + b"\n")
        for part in parts.values():
            file.write(bytes(-file.tell() % 8) + part)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
