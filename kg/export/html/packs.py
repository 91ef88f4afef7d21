"""Data that travels in the page folded up: JSON, gzip, base64; unfolded when first asked for."""

import base64
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

BLOCK = 250_000  # characters of JSON from which a block is full


@dataclass(frozen=True, slots=True)
class Pack:
    """One thing that the page can ask for by its name."""

    name: str
    data: str


def make_pack(name: str, content: Any) -> Pack:
    """A pack of anything that JSON holds; the same content gives the same text."""
    return _folded(name, _to_json(content))


def make_blocks(records: Iterable[Any]) -> Iterator[tuple[int, Pack]]:
    """Records in packs ``block-0``, ``block-1``, …; each with the number of its first record."""
    held: list[str] = []
    first, size, count = 0, 0, 0
    for number, record in enumerate(records):
        held.append(_to_json(record))
        size += len(held[-1])
        if size >= BLOCK:
            yield first, _folded(f"block-{count}", f"[{','.join(held)}]")
            held, first, size, count = [], number + 1, 0, count + 1
    if held:
        yield first, _folded(f"block-{count}", f"[{','.join(held)}]")


def _to_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _folded(name: str, text: str) -> Pack:
    packed = gzip.compress(text.encode("utf-8", "surrogatepass"), 6, mtime=0)
    return Pack(name, base64.b64encode(packed).decode())
