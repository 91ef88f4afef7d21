"""Each model type to a JSON record and back.

A record holds what JSON can: objects, lists, strings, numbers, null. Fields that are None or empty
are left out where the type has a default for them, and come back as that default.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from kg.model import (
    Annotation,
    Decided,
    Entity,
    Evidence,
    Ground,
    Inferred,
    Mention,
    Merge,
    Paper,
    Relation,
    Result,
    Stated,
)

Record = dict[str, Any]
_M = TypeVar("_M")

_GROUNDS: dict[str, type[Evidence | Stated | Inferred | Decided]] = {
    "text": Evidence,
    "record": Stated,
    "rule": Inferred,
    "decision": Decided,
}
_GROUND_NAMES: dict[type, str] = {kind: name for name, kind in _GROUNDS.items()}


def to_record(
    value: Paper | Annotation | Mention | Entity | Relation | Result | Ground | Merge,
) -> Record:
    """A model object as a JSON record."""
    record: Record = _plain(value)
    return record


def from_record(kind: type[_M], record: Mapping[str, Any]) -> _M:
    """The model object of this type that the record holds.

    Raises:
        ValueError: the record lacks a field, has an unknown one, or one of a wrong value.
    """
    restored: _M = _restore(kind, record)
    return restored


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        record = {
            field.name: _plain(held)
            for field in dataclasses.fields(value)
            if (held := getattr(value, field.name)) != field.default
        }
        name = _GROUND_NAMES.get(type(value))
        return record if name is None else {"ground": name, **record}
    return value


@cache
def _types(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _restore(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _restore_tuple(typing.get_args(kind), value)
    if origin in (typing.Union, types.UnionType):
        return _restore_union(typing.get_args(kind), value)
    if dataclasses.is_dataclass(kind):
        return _restore_object(kind, value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, found {value!r}")
    return value


def _restore_tuple(items: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError(f"expected a list, found {value!r}")
    if items[-1] is Ellipsis:
        return tuple(_restore(items[0], item) for item in value)
    return tuple(_restore(kind, item) for kind, item in zip(items, value, strict=True))


def _restore_union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None and types.NoneType in kinds:
        return None
    if isinstance(value, Mapping) and "ground" in value:
        return _restore(_GROUNDS[value["ground"]], value)
    (kind,) = (kind for kind in kinds if kind is not types.NoneType)
    return _restore(kind, value)


def _restore_object(kind: Any, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise ValueError(f"expected an object, found {value!r}")
    if kind in _GROUND_NAMES and value.get("ground") == _GROUND_NAMES[kind]:
        value = {name: held for name, held in value.items() if name != "ground"}
    known = _types(kind)
    if odd := sorted(value.keys() - known.keys()):
        raise ValueError(f"{kind.__name__} has no field {odd[0]!r}")
    try:
        return kind(**{name: _restore(known[name], held) for name, held in value.items()})
    except TypeError as error:
        raise ValueError(str(error)) from error
