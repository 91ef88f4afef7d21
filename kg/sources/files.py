"""The files that paths, folders, globs and ``-`` stand for, and their bytes."""

import glob
import gzip
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import SourceError

STDIN = "-"
_DECISIONS = "decisions.txt"  # the user's decisions about the papers, and no paper
_IN_MEMORY = 8 * 2**20  # bytes
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to read.

    Attributes:
        path: where it is, as the user may write it; ``-`` for standard input.
        label: its name in :attr:`kg.model.Paper.sources`, the same wherever the input lies.
        named: whether the user named the file itself, rather than a folder around it.
    """

    path: str
    label: str
    named: bool


def find_files(paths: Sequence[str | Path]) -> list[InputFile]:
    """The files to read, each once, in the order given, those of a folder sorted.

    Raises:
        SourceError: a path is empty or does not exist, or a glob matches nothing.
    """
    found: dict[str, InputFile] = {}
    for path in paths:
        for file in _expand(str(path)):
            same = file.path if file.path == STDIN else os.path.realpath(file.path)
            found[same] = _merge(found.get(same, file), file)
    return list(found.values())


@contextmanager
def open_file(file: InputFile) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked where they are gzip.

    Raises:
        SourceError: standard input is to be read and closed.
    """
    stream: BinaryIO
    with ExitStack() as stack:
        if file.path == STDIN:
            stream = _standard_input()
        else:
            stream = stack.enter_context(Path(file.path).open("rb"))
        if not stream.seekable():
            stream = stack.enter_context(_copy(stream))
        start = stream.tell()
        packed = stream.read(len(_GZIP)) == _GZIP
        stream.seek(start)
        if packed:
            stream = cast("BinaryIO", stack.enter_context(gzip.GzipFile(fileobj=stream, mode="rb")))
        yield stream


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # what Python makes of a stream that was closed when it started
        raise SourceError("standard input is closed", STDIN)
    return sys.stdin.buffer


def _merge(one: InputFile, other: InputFile) -> InputFile:
    """A file met twice: its label is the same whichever way came first."""
    label = min(one.label, other.label, key=lambda label: (len(label), label))
    return InputFile(one.path, label, one.named or other.named)


def _expand(path: str) -> Iterator[InputFile]:
    if not path:  # which would be the folder that one is in
        raise SourceError("a path without a name; is a variable empty?", "''")
    if path == STDIN:
        yield InputFile(STDIN, STDIN, named=True)
    elif Path(path).exists():
        yield from _walk(Path(path))
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  Path has no absolute glob
        if not matches:
            raise SourceError("no file matches", path)
        for match in matches:
            yield from _walk(Path(match))
    else:
        raise SourceError("no such file or folder", path)


def _walk(path: Path) -> Iterator[InputFile]:
    """A file as itself; of a folder all regular files that are not hidden, nor decisions."""
    if not path.is_dir():
        yield InputFile(str(path), _label(path.name), named=True)
        return
    inside: list[Path] = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside += [Path(folder, name) for name in names if not name.startswith(".")]
    inside = [file for file in inside if file.name != _DECISIONS]
    for file in sorted(file for file in inside if file.is_file()):
        yield InputFile(str(file), _label(file.relative_to(path).as_posix()), named=False)


def _label(name: str) -> str:
    """A name as text that can be stored, the same in every locale, whatever its bytes."""
    return os.fsencode(name).decode("utf-8", "replace")


def _copy(stream: BinaryIO) -> BinaryIO:
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed by the caller
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return cast("BinaryIO", copy)
