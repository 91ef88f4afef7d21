"""Data files beside the components: where they stand, how they are read and checked."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError

FOLDER = Path(__file__).parent / "lexicon"


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a data file that say something, with their numbers from 1.

    Raises:
        KnowledgeError: the file cannot be read as UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"cannot be read: {error}", str(path)) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("# "):
            yield number, line


def read_rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a tab-separated file, each of ``columns`` cells.

    Raises:
        KnowledgeError: a row has more or fewer cells, or an empty one.
    """
    for number, line in read_lines(path):
        cells = line.split("\t")
        if len(cells) != columns or not all(cells):
            raise KnowledgeError(f"expected {columns} filled columns", str(path), number)
        yield number, cells


def read_scores(path: Path, names: Collection[str]) -> dict[str, float]:
    """The number from 0 to 1 that a file gives each of some names.

    Raises:
        KnowledgeError: a row is malformed, of another name or stands twice; a name is missing.
    """
    found: dict[str, float] = {}
    for number, (name, cell) in read_rows(path, columns=2):
        try:
            score = float(cell)
        except ValueError as error:
            raise KnowledgeError(str(error), str(path), number) from error
        if name not in names or name in found or not 0 <= score <= 1:
            raise KnowledgeError(f"unknown, twice or no score: {name!r} {cell}", str(path), number)
        found[name] = score
    if missing := sorted(set(names) - set(found)):
        raise KnowledgeError(f"lacks {', '.join(missing)}", str(path))
    return found


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines file.

    Raises:
        KnowledgeError: a line is no JSON object.
    """
    for number, line in read_lines(path):
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise KnowledgeError(f"no JSON: {error.msg}", str(path), number) from error
        if not isinstance(record, dict):
            raise KnowledgeError("expected a JSON object", str(path), number)
        yield number, record
