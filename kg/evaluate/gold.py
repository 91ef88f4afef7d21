"""Gold annotations: a file of records in the form of ``kg extract``, and its two halves."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from kg.errors import SourceError
from kg.model import Kind, Label, LinkKind, ResultKind, Role
from kg.records import Record

HALVES = ("rules", "aside")

_FIELDS: dict[str, dict[str, frozenset[str] | None]] = {
    "entities": {
        "label": frozenset(Label) - {Label.METRIC, Label.REPO},
        "name": None,
        "kind": frozenset(Kind),
        "role": frozenset(Role),
    },
    "repos": {"url": None, "kind": frozenset(LinkKind)},
    "results": {"value": None, "kind": frozenset(ResultKind)},
}


def read_gold(path: str | Path) -> dict[str, Record]:
    """The gold records of a JSON Lines file by paper id, in the order of the file.

    Raises:
        SourceError: the file cannot be read, or a line is no record of the form.
    """
    records: dict[str, Record] = {}
    for number, line in enumerate(_read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = _to_gold(line)
        except ValueError as error:
            raise SourceError(str(error), str(path), number) from error
        if record["id"] in records:
            raise SourceError(f"{record['id']!r} was annotated before", str(path), number)
        records[record["id"]] = record
    if not records:
        raise SourceError("holds no gold annotation", str(path))
    return records


def half_of(paper: str) -> str:
    """The half a paper falls into, by the first hex digit of the SHA-256 of its id."""
    first = hashlib.sha256(paper.encode()).hexdigest()[0]
    return HALVES[int(first, 16) % 2]


def split_gold(gold: Mapping[str, Record]) -> dict[str, dict[str, Record]]:
    """The two halves of a gold: ``rules`` to write rules by, ``aside`` to judge them."""
    return {
        half: {paper: record for paper, record in gold.items() if half_of(paper) == half}
        for half in HALVES
    }


def _read_text(path: str | Path) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(error.strerror or str(error), str(path)) from error
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8", str(path)) from error


def _to_gold(line: str) -> Record:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg}") from error
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        raise ValueError("is no object with an 'id'")
    checked: Record = record
    for part, fields in _FIELDS.items():
        items = checked.get(part)
        if not isinstance(items, list):
            raise ValueError(f"{checked['id']!r} has no list {part!r}")
        for item in items:
            _check(item, part, fields)
    return checked


def _check(item: object, part: str, fields: Mapping[str, frozenset[str] | None]) -> None:
    if not isinstance(item, dict):
        raise ValueError(f"{part!r} holds {item!r}, which is no object")
    for field, allowed in fields.items():
        value = item.get(field)
        if not isinstance(value, str):
            raise ValueError(f"{part!r} holds an object without {field!r}")
        if allowed is not None and value not in allowed:
            raise ValueError(f"{part!r} holds an object whose {field!r} is {value!r}")
