"""平文: values of the model and the views as JSON, and back.

In: values made of our own dataclasses, enums, dates, paths and plain containers. Out: bytes for the storeroom, in a
form that depends on no Python version and can bring nothing to life but the classes of this program.

The first line lists the classes as ``module:name``; in the second a value of the n-th class is ``{"n": [its fields]}``,
a tuple a list, and any other container an object whose one key names what it is.
"""

from __future__ import annotations

import dataclasses
import datetime
import importlib
import json
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, TypeVar

Value = TypeVar("Value")

_OURS = "build_tools."


def packed(value: object) -> bytes:
    """The value as bytes. Raises TypeError for a list, which nothing of ours holds, and for a value of a class that is not ours."""
    classes: dict[type, int] = {}
    plain = json.dumps(_plain(value, classes), ensure_ascii=False, separators=(",", ":"))
    names = json.dumps([f"{each.__module__}:{each.__qualname__}" for each in classes])
    return f"{names}\n{plain}".encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> Any:
    """The value again. Raises ValueError for what is not of this program."""
    names, _, plain = data.decode("utf-8", "surrogatepass").partition("\n")
    classes = [_class(name) for name in json.loads(names)]
    return _whole(json.loads(plain, object_hook=lambda found: _value(found, classes)))


def value_of(data: bytes, expected: type[Value]) -> Value:
    """The value again, which is known to be of this class. Raises as :func:`unpacked`."""
    value = unpacked(data)
    assert isinstance(value, expected)
    return value


def _plain(value: Any, classes: dict[type, int]) -> Any:
    kind: type = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if kind is tuple:
        return [_plain(each, classes) for each in value]
    fields = _fields(kind)
    if fields is not None:
        return {
            str(classes.setdefault(kind, len(classes))): [
                _plain(getattr(value, name), classes) for name in fields
            ]
        }
    if isinstance(value, Enum):
        return {str(classes.setdefault(kind, len(classes))): [value.value]}
    if isinstance(value, Mapping):
        return {"map": [[_plain(key, classes), _plain(each, classes)] for key, each in value.items()]}
    if kind in (frozenset, set):
        return {kind.__name__: sorted(_plain(each, classes) for each in value)}
    if kind is datetime.date:
        return {"date": value.isoformat()}
    if isinstance(value, PurePath):
        return {"path" if isinstance(value, Path) else "pure": str(value)}
    raise TypeError(f"{kind.__module__}.{kind.__qualname__}")


@cache
def _fields(kind: type[object]) -> tuple[str, ...] | None:
    """The names of a class's fields, none of them for a line break; None for what is no record of ours."""
    if not kind.__module__.startswith(_OURS):
        return None
    if dataclasses.is_dataclass(kind):
        return tuple(field.name for field in dataclasses.fields(kind))
    return getattr(kind, "_fields", None)


@cache
def _class(name: str) -> Callable[..., Any]:
    module, _, path = name.partition(":")
    if not module.startswith(_OURS):
        raise ValueError(name)
    found: Any = importlib.import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    if not isinstance(found, type):
        raise ValueError(name)
    return found


_CONTAINERS: dict[str, Callable[[Any], Any]] = {
    "map": lambda pairs: {_whole(key): _whole(each) for key, each in pairs},
    "frozenset": lambda found: frozenset(map(_whole, found)),
    "set": lambda found: set(map(_whole, found)),
    "date": datetime.date.fromisoformat,
    "path": Path,
    "pure": PurePosixPath,
}


def _value(found: dict[str, Any], classes: list[Callable[..., Any]]) -> Any:
    ((key, given),) = found.items()
    if key.isdecimal():
        return classes[int(key)](*map(_whole, given))
    return _CONTAINERS[key](given)


def _whole(value: Any) -> Any:
    """Tuples are written as lists, and there are no others."""
    return tuple(map(_whole, value)) if type(value) is list else value
