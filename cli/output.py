"""Where a command writes: standard output, or a file that appears whole or not at all."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError

STANDARD = "-"


@contextmanager
def writing(output: str) -> Iterator[BinaryIO]:
    """Open standard output for ``-``, else a file of a temporary name that is renamed at the end.

    What is no plain file, such as a pipe or a device, is written in place.

    Raises:
        ExportError: the file cannot be written.
    """
    if output == STANDARD:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(output).resolve()
    if path.exists() and not path.is_file():
        with _open(path, output) as file:
            yield file
    else:
        yield from _write_whole(path, output)


def _write_whole(path: Path, output: str) -> Iterator[BinaryIO]:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with _open(unfinished, output) as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _open(path: Path, output: str) -> BinaryIO:
    try:
        return path.open("wb")
    except OSError as error:
        raise ExportError(f"{output}: cannot be written: {error.strerror}") from error
