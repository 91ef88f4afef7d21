"""Writing a file whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError


def write_file(path: str | Path, write: Callable[[BinaryIO], None]) -> Path:
    """Write a file under a temporary name beside it, then give it its own.

    Whoever reads the path sees the file before or the file after, never half of one; where
    anything goes wrong nothing is left behind. What is no plain file, such as a pipe or a device,
    is written in place.

    Args:
        path: the file; its folder is made where it is missing.
        write: writes the content to an open binary file.

    Raises:
        ExportError: it cannot be written.
    """
    path = Path(path).resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                write(file)
        else:
            _write_beside(path, write)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path


def _write_beside(path: Path, write: Callable[[BinaryIO], None]) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            write(file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
