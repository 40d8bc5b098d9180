"""包裹: values of the model and the views as bytes, and back.

In: values made of our own dataclasses, dates and plain containers. Out: bytes, for the storeroom and other processes.
Only what is named here is ever brought to life again: a parcel can hold no code.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

_OURS = ("build_tools.model", "build_tools.readers.carried", "build_tools.diagnostics", "build_tools.typesetting", "build_tools.site", "build_tools.production")
_FOREIGN = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("datetime", "date"),
    ("pathlib", "PosixPath"),
    ("pathlib", "PurePosixPath"),
    ("copyreg", "_reconstructor"),
    ("builtins", "object"),
}


def packed(value: object) -> bytes:
    """The value as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(parcel: bytes) -> Any:
    """The value again. Raises pickle.UnpicklingError for what is not ours."""
    return _Unpacker(io.BytesIO(parcel)).load()


class _Unpacker(pickle.Unpickler):
    """Knows our own classes and a few plain ones."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _FOREIGN or module.startswith(_OURS):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
