"""CSV: a header that names the columns, then a row a paper; comma, semicolon or tab between."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.sources.fields import from_fields
from kg.sources.lines import Line
from kg.sources.record import Report, SourceRecord

_DELIMITERS = (",", ";", "\t")
_REQUIRED = ("title", "abstract")


def is_table(lines: Sequence[Line]) -> bool:
    """Whether these first lines are of a CSV file of papers."""
    first = next((line.text for line in lines if line.text.strip()), "")
    return all(name in _to_header(first, _find_delimiter(first)) for name in _REQUIRED)


def read_table(lines: Iterator[Line], report: Report) -> Iterator[SourceRecord]:
    """The records of a CSV file; a row too long or too short for its header is no record."""
    first = next((line for line in lines if line.text.strip() or line.fault), None)
    if first is None:
        return
    header = _to_header(first.text, _find_delimiter(first.text))
    missing = [name for name in _REQUIRED if name not in header]
    if first.fault or missing or len(set(header)) < len(header):
        report(first.fault or _header_fault(header, missing), first.number)
        return
    for row in _Rows(lines, first, report):
        fields = _to_fields(header, row.cells, row.line, report)
        record = fields and from_fields(fields, row.line, report)
        if record:
            yield record


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row and the line it starts on."""

    cells: list[str]
    line: int


class _Rows:
    """The rows below the header; behind a broken one reading goes on with the line after its first.

    A quote that is never closed so costs its own row alone; csv's limit on a field's size bounds
    how far it is looked for.
    """

    def __init__(self, lines: Iterator[Line], header: Line, report: Report) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._report = report
        self._delimiter = _find_delimiter(header.text)

    def __iter__(self) -> Iterator[_Row]:
        reader = self._reader()
        while True:
            self._taken.clear()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                self._report(f"not CSV: {error}", self._taken[0].number)
                self._again.extendleft(reversed(self._taken[1:]))
                reader = self._reader()
                continue
            if cells is None:
                return
            if fault := next((line for line in self._taken if line.fault), None):
                self._report(fault.fault or "", fault.number)
            elif any(cell.strip() for cell in cells):
                yield _Row(cells, self._taken[0].number)

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._texts(), delimiter=self._delimiter, strict=True)

    def _texts(self) -> Iterator[str]:
        while (
            line := self._again.popleft() if self._again else next(self._lines, None)
        ) is not None:
            self._taken.append(line)
            yield line.text.replace("\0", " ") + "\n"


def _find_delimiter(header: str) -> str:
    """That of the three which finds most of the required columns, then most columns."""

    def found(delimiter: str) -> tuple[int, int]:
        names = _to_header(header, delimiter)
        return sum(name in names for name in _REQUIRED), len(names)

    return max(_DELIMITERS, key=found)


def _to_header(text: str, delimiter: str) -> list[str]:
    try:
        return [name.strip().lower() for name in next(csv.reader([text], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _header_fault(header: list[str], missing: list[str]) -> str:
    if missing:
        return f"no column {missing[0]!r}"
    return f"two columns {next(name for name in header if header.count(name) > 1)!r}"


def _to_fields(header: list[str], cells: list[str], line: int, report: Report) -> dict[str, Any]:
    """The cells by column, empty where the row does not fit; that is reported."""
    needed = max(header.index(name) for name in _REQUIRED) + 1
    if len(cells) < needed or any(cell.strip() for cell in cells[len(header) :]):
        report(f"{len(cells)} cells, the header has {len(header)}", line)
        return {}
    return dict(zip(header, cells, strict=False))
