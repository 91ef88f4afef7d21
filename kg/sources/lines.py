"""A stream of bytes as lines of text, whatever is wrong with some of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LONGEST_LINE = 16 * 2**20  # bytes
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, without its end.

    Attributes:
        number: counted from 1.
        text: what it says; where ``fault`` is set, not to be relied on.
        fault: why the line cannot be used, or None.
    """

    number: int
    text: str
    fault: str | None = None


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a UTF-8 stream; a byte order mark and the CR of a CRLF are taken away."""
    number = 0
    while raw := stream.readline(LONGEST_LINE):
        number += 1
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            _skip_line(stream)
            yield Line(number, "", f"the line is longer than {LONGEST_LINE // 2**20} MiB")
            continue
        yield _to_line(raw, number)


def _to_line(raw: bytes, number: int) -> Line:
    raw = raw.removesuffix(b"\n").removesuffix(b"\r")
    try:
        text, fault = raw.decode(), None
    except UnicodeDecodeError as error:
        text = raw.decode(errors="surrogateescape")
        fault = f"not UTF-8: byte 0x{raw[error.start]:02x} at byte {error.start + 1} of the line"
    return Line(number, text.removeprefix(_BOM) if number == 1 else text, fault)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
