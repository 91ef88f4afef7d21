"""The files beside ``graph.db``: written under temporary names, known by the hash they carry."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ExportError

_CHUNK = 2**20


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what goes wrong in writing a file into one line.

    Raises:
        ExportError: the file cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error


class Parts:
    """Files under temporary names; all get their own when all is well, or none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts: dict[Path, Path] = {}

    def add(self, name: str) -> Path:
        """Where to write the file that is to have this name."""
        part = self._folder / f".{name}.part"
        self._parts[self._folder / name] = part
        return part

    def finish(self) -> tuple[Path, ...]:
        """Give the files their names; those names."""
        for path, part in self._parts.items():
            with writing(path):
                part.replace(path)
        return tuple(self._parts)

    def drop(self) -> None:
        """Remove what was not finished."""
        for part in self._parts.values():
            part.unlink(missing_ok=True)


@contextmanager
def parts_in(folder: Path) -> Iterator[Parts]:
    """Parts of which none is left over, whatever happens."""
    parts = Parts(folder)
    try:
        yield parts
    finally:
        parts.drop()


def carries(path: Path, content: str) -> bool:
    """Whether a file names the hash of these records; False where there is none to read."""
    sought, seen = content.encode(), b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                seen = seen[-len(sought) :] + chunk
                if sought in seen:
                    return True
    except OSError:
        return False
    return False
