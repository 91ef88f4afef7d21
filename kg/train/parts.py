"""Which papers a training sees: parts told by a hash of the id, the same on every machine."""

from hashlib import sha256

PARTS = 12
TUNE, TEST = 0, 1


def part_of(id: str, parts: int) -> int:
    """The part that a paper falls into: a hash of its id, the same on every machine."""
    return int(sha256(id.encode()).hexdigest(), 16) % parts
