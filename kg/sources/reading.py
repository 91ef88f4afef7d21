"""The input as papers: files found, formats told, records read and merged."""

import logging
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.errors import NothingToReadError, SettingsError, SourceError
from kg.model import Paper
from kg.sources.dates import with_year
from kg.sources.files import InputFile, find_files, open_file
from kg.sources.formats import READERS, find_format
from kg.sources.groups import Groups
from kg.sources.lines import Line, read_lines
from kg.sources.merge import make_papers
from kg.sources.record import Sourced, SourceRecord
from kg.spool import Spool

_SAMPLE = 2**16  # characters at the start of a file that tell its format
_EXPECTED = (".jsonl", ".ndjson", ".csv", ".tsv", ".txt")  # in a folder, such a file is to be read


def log_problem(problem: SourceError) -> None:
    """What is done with a problem by default: it is logged as a warning."""
    logging.getLogger("kg").warning("%s", problem)


def read_papers(
    paths: Sequence[str | Path],
    *,
    format: str | None = None,  # noqa: A002  the name of the option
    captured: date | None = None,
    strict: bool = False,
    on_problem: Callable[[SourceError], None] = log_problem,
) -> Iterator[Paper]:
    """Read papers, one for each id, in the order in which they are first met.

    Args:
        paths: files, folders, globs, and ``-`` for standard input.
        format: a name in ``READERS``; by default each file's content tells.
        captured: when listing pages were taken; their dates without a year are then the latest
            such day that is not after it.
        strict: whether the first problem is an error.
        on_problem: told of each file or record that cannot be read; the rest is read all the same.

    Raises:
        SourceError: a path does not exist; with ``strict``, a file or a record cannot be read.
        NothingToReadError: no usable paper in all of the input.
        SettingsError: no format of that name.
    """
    if format is not None and format not in READERS:
        raise SettingsError(f"no format {format!r}; there are {', '.join(READERS)}")
    tell = _raise if strict else on_problem
    with Spool[Sourced]() as records:
        groups = Groups()
        for file in find_files(paths):
            for record in _InputReading(file, format, tell).read():
                dated = _dated(record, captured)
                groups.append(dated)
                records.append(Sourced(dated, f"{file.label}:{record.line}"))
        if not len(records):
            raise NothingToReadError("no usable paper", _shown(paths))
        yield from make_papers(records, groups)


@dataclass(frozen=True)
class _InputReading:
    """The reading of one file."""

    file: InputFile
    format: str | None
    tell: Callable[[SourceError], None]

    def read(self) -> Iterator[SourceRecord]:
        """Its records; what goes wrong is told."""
        try:
            with open_file(self.file) as stream:
                yield from self._read_stream(stream)
        except (OSError, EOFError, zlib.error) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            self._report(f"cannot be read: {reason or error}")

    def _read_stream(self, stream: BinaryIO) -> Iterator[SourceRecord]:
        lines = read_lines(stream)
        sample = _take_sample(lines)
        format = self.format or find_format(sample)  # noqa: A001
        if format is not None:
            yield from READERS[format](chain(sample, lines), self._report)
        elif self.file.named or _is_expected(self.file.path):
            self._refuse(sample)

    def _refuse(self, sample: Sequence[Line]) -> None:
        """Tell why a file has no known format."""
        faulty = next((line for line in sample if line.fault), None)
        if faulty is not None:
            self._report(faulty.fault or "", faulty.number)
        elif not any(line.text.strip() for line in sample):
            self._report("the file is empty")
        else:
            self._report(f"no known format; there are {', '.join(READERS)}", sample[0].number)

    def _report(self, message: str, line: int | None = None) -> None:
        self.tell(SourceError(message, self.file.path, line))


def _take_sample(lines: Iterator[Line]) -> list[Line]:
    sample: list[Line] = []
    size = 0
    for line in lines:
        sample.append(line)
        size += len(line.text) + 1
        if size >= _SAMPLE:
            break
    return sample


def _is_expected(path: str) -> bool:
    return path.lower().removesuffix(".gz").endswith(_EXPECTED)


def _dated(record: SourceRecord, captured: date | None) -> SourceRecord:
    if captured is None or record.published is None:
        return record
    return replace(record, published=with_year(record.published, captured))


def _raise(problem: SourceError) -> None:
    raise problem


def _shown(paths: Sequence[str | Path]) -> str:
    return " ".join(map(str, paths[:3])) + (" ..." if len(paths) > 3 else "") or "input"
