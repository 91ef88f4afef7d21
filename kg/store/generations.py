"""Stores that are made anew beside the old and switched to, whole: ``output/store/``.

A folder holds generations, each a folder of its own with its ``data`` and a ``lock`` that readers
share, and ``current.json``, which names the one to read and the records that it shows. A generation
that is not current goes when the last of its readers has left; one whose maker died goes likewise.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.store.beside import writing

STORE_FOLDER = "store"
FORMAT = 3  # of what a generation holds; another number makes all of them stale
_POINTER = "current.json"
_PREFIX = "generation-"
_TRIES = 20  # to take hold of the current one while others switch


@dataclass(frozen=True, slots=True)
class Generation:
    """One finished store.

    Attributes:
        name: its folder.
        content: the hash of the records that it shows.
        base_iri: what stands before the id of every node in it.
        shape: the hash of what else its data is a function of, the records aside.
        size: the bytes of its data; a store that lost some is damaged.
        format: of what it holds.
    """

    name: str
    content: str
    base_iri: str
    shape: str
    size: int
    format: int = FORMAT


def read_current(folder: Path) -> Generation | None:
    """The generation to read; None where there is none, or what is there is not whole."""
    try:
        told = json.loads((folder / _POINTER).read_text("utf-8"))
        generation = Generation(**told)
        whole = generation.size == _size(folder / generation.name)
    except (OSError, ValueError, TypeError):
        return None
    return generation if whole and generation.format == FORMAT else None


def shows(folder: Path, content: str) -> bool:
    """Whether the current generation shows these records."""
    generation = read_current(folder)
    return generation is not None and generation.content == content


@contextmanager
def reading(folder: Path) -> Iterator[tuple[Generation, Path]]:
    """The current generation and its data, which stays while it is read.

    Raises:
        StoreError: there is none.
    """
    lock, generation = _share(folder)
    try:
        yield generation, folder / generation.name / "data"
    finally:
        os.close(lock)
        sweep(folder)


@contextmanager
def making(folder: Path) -> Iterator["Draft"]:
    """A new generation, which nobody reads before :meth:`Draft.finish`.

    Raises:
        ExportError: it cannot be written.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        draft = Draft(folder)
    try:
        yield draft
    finally:
        draft.close()
        sweep(folder)
        with suppress(OSError):
            folder.rmdir()  # where nothing was ever finished, nothing is left


class Draft:
    """A generation while it is made.

    Attributes:
        folder: where the generations are.
        own: its folder; what it needs beside its data may stand there as well.
        data: the folder for its data.
        content: the hash of the records that it shows.
        base_iri: what stands before the id of every node in it.
        shape: the hash of what else its data is a function of.
        before: the generation that it was made of; empty where it was not made of one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        begun = Path(tempfile.mkdtemp(prefix=".", dir=folder))
        begun.chmod(0o755)
        self._lock = os.open(begun / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(self._lock, fcntl.LOCK_EX)  # before it has a name that a sweep would know
        self.own = begun.rename(folder / f"{_PREFIX}{begun.name.lstrip('.')}")
        self.data = self.own / "data"
        self.content = self.base_iri = self.shape = self.before = ""

    def finish(self) -> Path:
        """Make it the current one, once its data is closed; the folder of generations."""
        told = (self.content, self.base_iri, self.shape)
        generation = Generation(self.own.name, *told, _size(self.own))
        pointer = self.folder / _POINTER
        part = self.folder / f".{self.own.name}.part"
        with writing(pointer):
            part.write_text(json.dumps(asdict(generation), indent=1) + "\n", "utf-8")
            part.replace(pointer)
        return self.folder

    def close(self) -> None:
        """Let go of it; unless it was finished, it goes."""
        os.close(self._lock)


def sweep(folder: Path) -> None:
    """Remove the generations that are not current and that nobody reads or makes."""
    with suppress(OSError):
        current = _named(folder)
        for own in sorted(folder.glob(f"{_PREFIX}*")):
            if own.name != current:
                _remove_unread(folder, own)


def _remove_unread(folder: Path, own: Path) -> None:
    with suppress(OSError):
        lock = os.open(own / "lock", os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if own.name != _named(folder):  # it may have become the current one meanwhile
                shutil.rmtree(own)
        finally:
            os.close(lock)


def _named(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / _POINTER).read_text("utf-8"))["name"])
    except (FileNotFoundError, ValueError, LookupError, TypeError):
        return None


def _share(folder: Path) -> tuple[int, Generation]:
    for _ in range(_TRIES):
        generation = read_current(folder)
        if generation is None:
            break
        if (lock := _shared(folder / generation.name / "lock")) is not None:
            return lock, generation
    raise StoreError(f"{folder}: there is no store here that can be asked; run kg build first")


def _shared(path: Path) -> int | None:
    """The lock, shared with other readers; None where the generation went meanwhile."""
    try:
        lock = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    fcntl.flock(lock, fcntl.LOCK_SH)
    try:
        same = os.path.samestat(os.fstat(lock), path.stat())
    except FileNotFoundError:
        same = False
    if same:
        return lock
    os.close(lock)
    return None


def _size(own: Path) -> int:
    """The bytes of the files that hold its statements; logs may grow while it is read."""
    return sum(file.stat().st_size for file in (own / "data").iterdir() if file.suffix == ".sst")
