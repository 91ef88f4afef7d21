"""Metrics: the words for what is measured, and whether more or less of it is better."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model import Direction

FILE = Path(__file__).parent / "metrics.tsv"
UNKNOWN = "unknown"
# What comes before a metric's name and belongs to it.
_MODIFIER = (
    r"(?:(?:relative|absolute|average|averaged|mean|median|overall|total|macro|micro|weighted"
    r"|balanced|top-\d+|zero-shot|few-shot|one-shot|test|testing|validation|task|training|peak"
    r"|classification|recognition|prediction|detection|segmentation|retrieval|translation"
    r"|localization|tracking|reconstruction|verification|matching|grounding|answer|execution"
    r"|reasoning|label|image|pixel|word|sentence|document|question|end-to-end|out-of-domain"
    r"|in-domain|OOD|clean|robust|adversarial|certified|human|downstream|language|generation"
    r"|decoding|inference|model|GPU|exact match|EM|pass@1|macro-averaged|micro-averaged)[\s-]+)"
)


@cache
def read_metrics(path: Path = FILE) -> Mapping[str, Direction | None]:
    """The direction of each metric, by its name in lower case; None where it depends.

    Raises:
        KnowledgeError: the file cannot be read, or a row is malformed or contradicts another.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"cannot be read: {error}", str(path)) from error
    found: dict[str, Direction | None] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("# "):
            continue
        name, _, said = line.partition("\t")
        if not name or said not in (*Direction, UNKNOWN):
            raise KnowledgeError(f"expected a metric and a direction: {line!r}", str(path), number)
        direction = None if said == UNKNOWN else Direction(said)
        if found.setdefault(name.lower(), direction) != direction:
            raise KnowledgeError(f"{name!r} stands twice", str(path), number)
    return found


def direction_of(metric: str | None) -> Direction | None:
    """Whether more or less of a metric is better, by the longest known name that it ends in.

    >>> direction_of("word error rate")
    <Direction.LOWER: 'lower'>
    >>> direction_of("median test accuracy")
    <Direction.HIGHER: 'higher'>
    """
    known = read_metrics()
    words = re.split(r"[\s-]+", (metric or "").lower())
    for start in range(len(words)):
        for name in (" ".join(words[start:]), "-".join(words[start:])):
            if name in known:
                return known[name]
    return None


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(read_metrics(), key=lambda name: (-len(name), name))
    known = "|".join(map(re.escape, names))
    return re.compile(rf"(?<![\w@-]){_MODIFIER}{{0,3}}(?:{known})(?![\w@])", re.IGNORECASE)


def find_metrics(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where metrics are named between two places of a text."""
    return [match.span() for match in _pattern().finditer(text, start, end)]
