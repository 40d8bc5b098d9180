"""字模型: a second opinion on single characters, from a masked-character model that the paper brings along (SQ488).

In: the folder that ``model:`` in content/words.yml names, holding ``model.onnx`` and ``vocab.txt`` as a BERT that was
taught to correct is exported (macbert4csc), and a line of copy. Out: what the model would write otherwise, or why it
cannot be asked (SQ489). Where no folder is named nothing of this is imported.

One thread of the processor, and one sentence at a time: what is found in a sentence then depends on the sentence
alone, never on what else was read with it, so it can be kept by sentence. Batches would save nothing: of a model of
BERT's size 64 sentences took 8.2 CPU s one by one, 8.2 in eights sorted by length, 12.9 in eights as they come.

A small model of our own was tried three times and left out. The first: two stacks of four dilated convolutions that guess a
character from both sides, 1.9 million parameters, taught for 276 CPU s with 2.4 million characters of the People's Daily,
of reviews and of Debian's manuals in Chinese. As one more trait in misprints.py it found, at the same alarms (1 to 2 in
10,000 characters), 2 to 3 % more of the misprints in the open half of the benchmark's copy and 1 to 3 % more in the held
one; counts of character n-grams from the same texts found 2 to 3 % more. The second: stacks of the same form that choose
among what sounds or looks alike, 4.9 million parameters with hashed pairs of characters, taught for 362 CPU s with 1.8
million characters of the same texts (74 % of such choices right at the end). At 0.5, 0.75, 1, 1.25, 1.5, 2 alarms words
alone find 97, 112, 125, 128, 138, 141 of the 479 of the open half and with it 110, 119, 125, 128, 132, 146; of the 152 of
the held one 42, 46, 51, 52, 53, 54 and 42, 46, 47, 49, 52, 55. None is worth a file of several megabytes.

A third try, on 2026-11-30, as one more trait: stacks of five dilated convolutions with hashed pairs of characters, 5.4 million
parameters, taught for 337 CPU s with 1.8 million of 4.9 million characters of the People's Daily (but for the parts that set
or measure), reviews, Debian's manuals and the words of games and programs in Chinese, and of text drawn from the table of
words (84 % of choices among what sounds or looks alike right at the end). At the same alarms it finds 117, 119, 123, 130,
136, 143 of the 479 and 45, 48, 48, 51, 54, 58 of the 152; words alone 97, 112, 125, 128, 138, 141 and 42, 46, 51, 52, 53,
54. Counts of up to five characters from the same texts, with back-off, no training: 108, 119, 127, 133, 144, 158 and 47, 51,
52, 53, 57, 62; but of 3,173 misprints in public sentences 411, 511, 537, 577 where words alone find 359, 480, 533, 563, at
0.5, 1, 1.5, 2. Sequences of word classes, counted in the People's Daily: 365, 463, 496, 522. What is gained is less than
five points of a hundred everywhere but at two alarms on the 152, so nothing of it was taken in.

A fourth try, on 2026-12-01: a tagger that reads copy with misprints in it (other words and characters of the same sound, near
shapes, two turned round, one doubled, one left out) and says what should stand at each place; seven gated convolutions and one
layer of attention, 192 wide, with hashed pairs of characters, 4.75 million parameters, 778 CPU s in 54 minutes of a machine
that is shared, 3.6 million characters of the same texts. It mends 38 % of the misprints of such copy that it was not taught and
leaves 97.7 % of the rest. As more traits (odds of right over wrong, the same with the place hidden, odds of what stands) it
finds, at 0.5, 0.75, 1, 1.25, 1.5, 2 alarms, means of three foldings, 100, 114, 122, 129, 133, 143 of the 479, words alone 91,
113, 120, 128, 133, 140; of the 152 44, 46, 49, 50, 50, 56, words alone 42, 47, 50, 53, 53, 56. Of 1,371 characters left out
it sees 4 at one alarm. What helped no more either: how often a word begins or ends a clause, counted in a part of the
People's Daily that nothing else was measured on (116, 131, 135 of the 479 at 1, 1.25, 1.5, words alone 117, 126, 136; counted
where the alarms were measured, too, it seemed to gain eight), and the sum of the odds of all that may have been meant at a place.
What an hour of processor time would teach is still not known.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from build_tools.checks.copy import HAN

_MODEL, _VOCABULARY = "model.onnx", "vocab.txt"
_FILES = (_MODEL, "model.onnx_data", _VOCABULARY)
"""What a change of is a change of the model; the second is where exporters lay what is too large for the first."""
_SURE = 30 / 31
"""A proposal must be thirty times likelier than all else together. Such models are taught on text with about one
misprint in thirty characters (Wang271K, SIGHAN); copy has about one in a thousand, so what a model holds for thirty
times likelier is here about as likely as not. Not fitted: no weights could be had to fit it on."""
_LONGEST = 510
"""Characters that a BERT takes beside [CLS] and [SEP]."""
_KEPT = 20_000
_SENTENCE = re.compile("[^。！？]+[。！？”’]*")
_ONE_HAN = re.compile(f"[{HAN}]")
_EXPORT = "照编辑手册“校对”一页重新导出，model.onnx 和 vocab.txt 一起放进去。"


class Proposal(NamedTuple):
    """``right`` is what the model would write in place of the character at ``at``."""

    at: int
    right: str


class Unusable(NamedTuple):
    """Why the model cannot be asked, and what to do, in Chinese."""

    problem: str
    remedy: str


class _ModelFault(Exception):
    """Raised with an :class:`Unusable`'s problem and remedy."""


def character_model(folder: Path) -> CharacterModel:
    """The model as it lies in the folder now; loaded once, and again when a file of it changes."""
    return _opened(folder, tuple(map(_stamp, (folder / name for name in _FILES))))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except (OSError, ValueError):  # the latter where the editor's line holds what no name can
        return (0, 0)
    return state.st_size, state.st_mtime_ns


@functools.lru_cache(1)
def _opened(folder: Path, _: tuple[tuple[int, int], ...]) -> CharacterModel:
    return CharacterModel(folder)


class CharacterModel:
    """Never raises; after a fault, ``unusable`` tells it and nothing more is proposed."""

    def __init__(self, folder: Path) -> None:
        self.unusable: Unusable | None = None
        self._known: dict[str, tuple[Proposal, ...]] = {}
        try:
            self._tokens = _read_vocabulary(folder)
            self._ids = {token: number for number, token in enumerate(self._tokens)}
            self._begin, self._end, self._unknown = (self._ids[each] for each in ("[CLS]", "[SEP]", "[UNK]"))
            self._session = _open_session(folder)
            self._logits([self._unknown])
        except _ModelFault as fault:
            self.unusable = Unusable(*fault.args)

    def proposals(self, text: str) -> Iterator[Proposal]:
        """Where another Han character is far likelier than the one that stands, sentence by sentence."""
        for hit in _SENTENCE.finditer(text):
            # What BERT's own tokenizer leaves out; NUL is where a line of the file ends, or something unread stood.
            read = [at for at in range(*hit.span()) if text[at] != "\0" and not text[at].isspace()]
            for start in range(0, len(read), _LONGEST):
                places = read[start : start + _LONGEST]
                for at, right in self._of_sentence("".join(text[at] for at in places)):
                    yield Proposal(places[at], right)

    def _of_sentence(self, words: str) -> tuple[Proposal, ...]:
        if self.unusable:
            return ()
        if words not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            try:
                self._known[words] = tuple(self._asked(words))
            except _ModelFault as fault:
                self.unusable = Unusable(*fault.args)
                return ()
        return self._known[words]

    def _asked(self, words: str) -> Iterator[Proposal]:
        ids = [self._ids.get(char.lower(), self._unknown) for char in words]
        # A character the model does not know it cannot judge.
        asked = [at for at, char in enumerate(words) if _ONE_HAN.match(char) and ids[at] != self._unknown]
        if not asked:
            return
        import numpy

        logits = self._logits(ids)[asked]
        best = logits.argmax(axis=1).tolist()
        rest = logits - logits.max(axis=1, keepdims=True)
        for at, likeliest, chance in zip(asked, best, 1 / numpy.exp(rest).sum(axis=1), strict=True):
            right = self._tokens[likeliest]
            if right != words[at] and chance >= _SURE and _ONE_HAN.fullmatch(right):
                yield Proposal(at, right)

    def _logits(self, ids: list[int]) -> Any:
        """A row for each of the characters, a column for each token of the vocabulary. Raises _ModelFault."""
        import numpy

        row = numpy.array([[self._begin, *ids, self._end]], dtype=numpy.int64)
        known = {"input_ids": row, "attention_mask": row * 0 + 1, "token_type_ids": row * 0}
        wanted = [each.name for each in self._session.get_inputs()]
        try:
            found = self._session.run(None, {name: known[name] for name in wanted if name in known})[0]
        except Exception as fault:  # those of onnxruntime have no other class in common
            raise _ModelFault(
                f"拿{len(ids)}个字去算，算不成（{type(fault).__name__}）", f"要 BERT 一类的字模型；{_EXPORT}"
            ) from fault
        shape = (1, len(ids) + 2, len(self._tokens))
        if numpy.shape(found) != shape:
            raise _ModelFault(
                f"词表有{shape[2]}个字，{shape[1]}个字应得出{_times(shape)}个数，它得出{_times(numpy.shape(found))}个",
                f"导出时写 --task fill-mask；{_EXPORT}",
            )
        return found[0, 1:-1].astype(numpy.float64)


def _times(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) or "1"


def _read_vocabulary(folder: Path) -> list[str]:
    if not os.path.isdir(folder):  # unlike Path.is_dir, of any name at all
        raise _ModelFault(
            "没有这个文件夹",
            "把模型放到那里，或改 content/words.yml 里 model 一行；这台机器上不用它，就删掉这一行。",
        )
    for name in (_MODEL, _VOCABULARY):
        if not os.path.isfile(folder / name):
            raise _ModelFault(f"文件夹里没有 {name}", _EXPORT)
    try:
        tokens = (folder / _VOCABULARY).read_text("utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise _ModelFault(f"{_VOCABULARY} 读不出来", _EXPORT) from fault
    lacking = [each for each in ("[CLS]", "[SEP]", "[UNK]") if each not in tokens]
    if lacking:
        raise _ModelFault(f"{_VOCABULARY} 里没有 {'、'.join(lacking)}，不是 BERT 的词表", _EXPORT)
    return tokens


def _open_session(folder: Path) -> Any:
    try:
        import onnxruntime  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as fault:
        raise _ModelFault(
            "这台机器没有装算它的部件 onnxruntime",
            '在报纸的文件夹里运行 .venv/bin/pip install "chenbao[neural]"，再运行一次。',
        ) from fault
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 4  # what is wrong is said by us, in Chinese
    try:
        return onnxruntime.InferenceSession(folder / _MODEL, options, providers=["CPUExecutionProvider"])
    except Exception as fault:  # as above
        raise _ModelFault(f"{_MODEL} 打不开（{type(fault).__name__}）", _EXPORT) from fault
