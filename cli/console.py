"""What the program shows: results on standard output, notes on standard error.

Words that come from papers pass through :func:`text`: no markup of theirs is obeyed and no control
character of theirs reaches the terminal. Rich is imported only where something is shown with it.
"""

import io
import logging
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, TypeVar

from kg.progress import Track, silently

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.text import Text

_T = TypeVar("_T")
# C0 but for tab and newline, DEL, C1, lone surrogates, and what reorders text on a terminal.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def out() -> "Console":
    """The console on standard output; interprets no markup, no emoji codes, highlights nothing."""
    return _console(stderr=False)


def err() -> "Console":
    """The console on standard error, for notes and progress."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=False)


def clean(words: object) -> str:
    """The words with a replacement mark in the place of each character that steers a terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", str(words))


def text(words: object, style: str = "") -> "Text":
    """Words from data as Rich shows them: literally."""
    from rich.text import Text

    return Text(clean(words), style=style)


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def show(line: object = "") -> None:
    """Write one line to standard output, as it is but for control characters."""
    sys.stdout.write(f"{clean(line)}\n")


def note(line: object) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"{clean(line)}\n")


def show_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    title: str = "",
    *,
    paged: bool = False,
) -> None:
    """Write a table: ruled on a terminal, else plain columns that nothing cuts or wraps.

    Args:
        columns: their headings; all empty for none. Columns of numbers stand to the right.
        rows: as many cells each as there are columns; None is an empty cell.
        title: a line above.
        paged: whether a terminal that is too low for it shows it page by page.
    """
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    numeric = [
        bool(cells) and all(isinstance(row[at], int | float) for row in cells)
        for at in range(len(columns))
    ]
    if is_terminal():
        _show_ruled(columns, cells, numeric, title, paged=paged)
    else:
        _show_plain(columns, cells, numeric, title)


def _show_ruled(
    columns: Sequence[str],
    cells: list[list[object]],
    numeric: Sequence[bool],
    title: str,
    *,
    paged: bool,
) -> None:
    from rich import box
    from rich.table import Table

    table = Table(
        title=text(title, "bold") if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_header=any(columns),
        show_edge=False,
        pad_edge=False,
    )
    for column, right in zip(columns, numeric, strict=True):
        table.add_column(text(column), justify="right" if right else "left", overflow="fold")
    for row in cells:
        table.add_row(*map(text, row))
    console = out()
    with console.pager() if paged and len(cells) > console.height else nullcontext():
        console.print(table)


def _show_plain(
    columns: Sequence[str], cells: list[list[object]], numeric: Sequence[bool], title: str
) -> None:
    lines = [[" ".join(clean(cell).split()) for cell in row] for row in cells]
    if any(columns):
        lines.insert(0, list(columns))
    widths = [max((len(line[at]) for line in lines), default=0) for at in range(len(columns))]
    if title:
        show(title)
    for line in lines:
        padded = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        )
        show("  ".join(padded).rstrip())


@contextmanager
def tracking() -> Iterator[Track]:
    """A track that shows a bar per stage on a terminal, and nothing elsewhere.

    >>> with tracking() as track:  # doctest: +SKIP
    ...     kg.build(["seeds"], track=track)
    """
    if not sys.stderr.isatty():
        yield silently
        return
    with _bars() as bars:
        yield _Bars(bars)


class _Bars:
    """A :class:`~kg.progress.Track` over Rich's progress bars; stages may overlap."""

    def __init__(self, bars: "Progress") -> None:
        self._bars = bars

    def __call__(self, items: Iterable[_T], stage: str, total: int | None) -> Iterator[_T]:
        task = self._bars.add_task(clean(stage), total=total)
        for item in items:
            yield item
            self._bars.advance(task)
        done = self._bars.tasks[self._bars.task_ids.index(task)].completed
        self._bars.update(task, total=done, completed=done)


def _bars() -> "Progress":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err(),
    )


class NoteHandler(logging.Handler):
    """Shows what the library logs from warnings up as notes."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record as one line."""
        note(f"kg: {record.levelname.lower()}: {' '.join(record.getMessage().split())}")


def tolerate_any_text() -> None:
    """Let the standard streams write what their encoding lacks as escapes, not as an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
