"""JSON Lines: one object a line."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kg.sources.fields import from_fields
from kg.sources.lines import Line
from kg.sources.record import Report, SourceRecord


def is_jsonl(lines: Sequence[Line]) -> bool:
    """Whether these first lines are of a JSON Lines file."""
    written = [line.text.strip() for line in lines if line.text.strip()]
    if not written:
        return False
    begun = written[0].startswith("{") and written[0] != "{"
    return begun or any(_is_object(text) for text in written)


def read_jsonl(lines: Iterator[Line], report: Report) -> Iterator[SourceRecord]:
    """The records of a JSON Lines file; NaN and the infinities count as missing."""
    for line in lines:
        if line.fault is not None:
            report(line.fault, line.number)
        elif line.text.strip():
            record = _to_record(line, report)
            if record is not None:
                yield record


def _to_record(line: Line, report: Report) -> SourceRecord | None:
    try:
        value = _parse(line.text)
    except json.JSONDecodeError as error:
        report(f"not JSON: {error.msg} at character {error.colno}", line.number)
    except (ValueError, RecursionError) as error:
        report(f"not usable JSON: {error}", line.number)
    else:
        if isinstance(value, dict):
            return from_fields(value, line.number, report)
        report("not a JSON object", line.number)
    return None


def _is_object(text: str) -> bool:
    try:
        return text.startswith("{") and "title" in _parse(text)
    except (ValueError, RecursionError):
        return False


def _parse(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_to_object, parse_constant=lambda _: None)


def _to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} twice")
    return found
