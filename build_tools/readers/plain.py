"""平话: frozen dataclasses of the model as plain values for JSON, and back.

In: a value made of our dataclasses, enums, tuples, mappings, dates, numbers and strings. Out: dicts, lists, strings. A
field that has its default is left out; of a union of classes each value says which one it ``is``. What marks places
in files (fields that do not count in comparison) is not kept.
"""

from __future__ import annotations

import datetime
import enum
import functools
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import PurePosixPath
from typing import Any

from build_tools.model import ArticleNumber, parse_number

_IS = "is"


def to_plain(value: object) -> Any:
    """The value as JSON can hold it. Raises TypeError for what is none of ours."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case enum.Enum():
            return value.value
        case datetime.date():
            return value.isoformat()
        case PurePosixPath():
            return value.as_posix()
        case ArticleNumber():
            return str(value)
        case Mapping():
            return {str(key): to_plain(each) for key, each in value.items()}
        case tuple() | list():
            return [to_plain(each) for each in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            kept = {_IS: type(value).__name__}
            for each in fields(value):
                held = getattr(value, each.name)
                default = each.default if each.default_factory is MISSING else each.default_factory()
                if each.compare and held != default:
                    kept[each.name] = to_plain(held)
            return kept
        case _:
            raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of that type again. Raises ValueError for what is not the plain form of one."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _of_union(typing.get_args(kind), plain)
    if origin is tuple:
        return _tuple(typing.get_args(kind), plain)
    if origin is not None and issubclass(origin, Mapping):
        _, held = typing.get_args(kind)
        return {str(key): from_plain(held, each) for key, each in _checked(dict, plain).items()}
    if kind is ArticleNumber:
        number = parse_number(_checked(str, plain))
        if number is None:
            raise ValueError(f"no number: {plain!r}")
        return number
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind, plain)
    if issubclass(kind, enum.Enum | PurePosixPath):
        return kind(plain)
    if issubclass(kind, datetime.date):
        return datetime.date.fromisoformat(_checked(str, plain))
    return float(_checked((int, float), plain)) if kind is float else _checked(kind, plain)


def _of_union(kinds: tuple[Any, ...], plain: Any) -> Any:
    if plain is None and types.NoneType in kinds:
        return None
    named: dict[str, type[Any]] = {kind.__name__: kind for kind in kinds if _is_told(kind)}
    if isinstance(plain, dict) and named:
        kind = named.get(str(plain.get(_IS, "")))
        if kind is None:
            raise ValueError(f"unknown kind: {plain.get(_IS)!r}")
        return _dataclass(kind, plain)
    rest = [kind for kind in kinds if kind is not types.NoneType and not _is_told(kind)]
    if len(rest) == 1:
        return from_plain(rest[0], plain)
    raise ValueError(f"not one of {', '.join(named)}")


def _is_told(kind: Any) -> bool:
    """Whether its values say which class they are of."""
    return is_dataclass(kind) and kind is not ArticleNumber


def _tuple(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    items = _checked(list, plain)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(from_plain(kinds[0], each) for each in items)
    if len(kinds) != len(items):
        raise ValueError(f"{len(items)} values, not {len(kinds)}")
    return tuple(from_plain(kind, each) for kind, each in zip(kinds, items, strict=True))


def _dataclass(kind: type[Any], plain: Any) -> Any:
    given = {key: each for key, each in _checked(dict, plain).items() if key != _IS}
    hints: dict[str, Any] = _hints(kind)  # type: ignore[arg-type]
    unknown = given.keys() - hints.keys()
    if unknown:
        raise ValueError(f"unknown field {min(unknown)!r} of {kind.__name__}")
    try:
        return kind(**{key: from_plain(hints[key], each) for key, each in given.items()})
    except TypeError as problem:
        raise ValueError(str(problem)) from problem


@functools.cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _checked(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, kind) or (isinstance(plain, bool) and kind is not bool):
        raise ValueError(f"{plain!r} is no {getattr(kind, '__name__', kind)}")
    return plain
