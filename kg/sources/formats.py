"""The formats that can be read, and how their content tells them apart."""

from collections.abc import Callable, Sequence

from kg.sources.jsonl import is_jsonl, read_jsonl
from kg.sources.lines import Line
from kg.sources.listing import is_listing, read_listing
from kg.sources.record import Reader
from kg.sources.table import is_table, read_table

READERS: dict[str, Reader] = {
    "listing": read_listing,
    "jsonl": read_jsonl,
    "csv": read_table,
}

# In the order of asking: the strictest first.
_SIGNS: tuple[tuple[str, Callable[[Sequence[Line]], bool]], ...] = (
    ("jsonl", is_jsonl),
    ("csv", is_table),
    ("listing", is_listing),
)


def find_format(lines: Sequence[Line]) -> str | None:
    """The format that a file's first lines show, or None where they show none."""
    return next((name for name, is_shown in _SIGNS if is_shown(lines)), None)
