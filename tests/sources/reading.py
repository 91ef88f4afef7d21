"""Reading in tests: text in, papers and problems out."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from kg.errors import SourceError
from kg.model import Paper
from kg.sources import READERS, SourceRecord, read_papers
from kg.sources.lines import read_lines

Problem = tuple[str, int | None]


def read_text(name: str, text: str | bytes) -> tuple[list[SourceRecord], list[Problem]]:
    """What the reader of this name makes of a file: its records, and what it reports."""
    data = text.encode() if isinstance(text, str) else text
    problems: list[Problem] = []
    records = READERS[name](
        read_lines(BytesIO(data)), lambda message, line: problems.append((message, line))
    )
    return list(records), problems


def read_all(
    paths: Sequence[str | Path], *, captured: date | None = None
) -> tuple[list[Paper], list[SourceError]]:
    """The papers of some files, and the problems."""
    problems: list[SourceError] = []
    papers = list(read_papers(paths, captured=captured, on_problem=problems.append))
    return papers, problems


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write these files, by relative name."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder
