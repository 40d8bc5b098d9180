"""A masked-character model of a few hundred bytes, written as ONNX by hand: for each character and the one behind it a row of logits.

The fields are numbered as in onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
_FLOAT, _INT64 = 1, 7
_STANDS, _PREFERRED = 10.0, 8.0
"""A preferred character has 16 where both rows speak for it: e⁶ = 403 times likelier than the one that stands."""


def write_model(
    folder: Path,
    preferred: Mapping[str, str],
    *,
    known: str = "",
    inputs: Sequence[str] = ("input_ids", "attention_mask", "token_type_ids"),
    columns: int | None = None,
    length: int | str = "length",
) -> Path:
    """``preferred``: two characters as they stand → what the model would write for the first. The rest it leaves.

    ``known``: further characters of the vocabulary. ``columns``: of another vocabulary. ``length``: the only one it takes.
    """
    pairs = preferred.items()
    tokens = [*SPECIAL, *dict.fromkeys("".join(two + right for two, right in pairs) + known)]
    ids = {token: number for number, token in enumerate(tokens)}
    width = columns or len(tokens)
    standing = [[_STANDS * (row == column) for column in range(width)] for row in range(len(tokens))]
    behind = [[0.0] * width for _ in tokens]
    for two, right in pairs:
        standing[ids[two[0]]][ids[right]] = behind[ids[two[1]]][ids[right]] = _PREFERRED
    nodes = [
        _node("Slice", ["input_ids", "one", "far", "one"], "rest"),
        _node("Slice", ["input_ids", "last", "far", "one"], "end"),
        _node("Concat", ["rest", "end"], "next", axis=1),
        _node("Gather", ["standing", "input_ids"], "own"),
        _node("Gather", ["behind", "next"], "following"),
        _node("Add", ["own", "following"], "logits"),
    ]
    tensors = [
        _tensor("standing", standing),
        _tensor("behind", behind),
        *(_number(name, value) for name, value in (("one", 1), ("last", -1), ("far", 2**31))),
    ]
    graph = b"".join(
        [
            *(_field(1, node) for node in nodes),
            _field(2, b"tiny"),
            *(_field(5, tensor) for tensor in tensors),
            *(_field(11, _value(name, _INT64, ["batch", length])) for name in inputs),
            _field(12, _value("logits", _FLOAT, ["batch", "any", width])),
        ]
    )
    model = _field(1, 8) + _field(7, graph) + _field(8, _field(1, b"") + _field(2, 17))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(model)
    (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in tokens), "utf-8")
    return folder


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _node(kind: str, inputs: Iterable[str], output: str, axis: int | None = None) -> bytes:
    attribute = b"" if axis is None else _field(5, _field(1, b"axis") + _field(3, axis) + _field(20, 2))
    named = b"".join(_field(1, name.encode()) for name in inputs)
    return named + _field(2, output.encode()) + _field(4, kind.encode()) + attribute


def _tensor(name: str, rows: list[list[float]]) -> bytes:
    shape = _field(1, len(rows)) + _field(1, len(rows[0]))
    raw = b"".join(struct.pack("<f", value) for row in rows for value in row)
    return shape + _field(2, _FLOAT) + _field(8, name.encode()) + _field(9, raw)


def _number(name: str, value: int) -> bytes:
    return _field(1, 1) + _field(2, _INT64) + _field(8, name.encode()) + _field(9, struct.pack("<q", value))


def _value(name: str, kind: int, shape: Iterable[int | str]) -> bytes:
    sizes = (_field(1, each) if isinstance(each, int) else _field(2, each.encode()) for each in shape)
    dimensions = b"".join(_field(1, size) for size in sizes)
    return _field(1, name.encode()) + _field(2, _field(1, _field(1, kind) + _field(2, dimensions)))
