"""Metrics: the words for what is measured, whether more of it is better, and how much can be."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model import Direction

FILE = Path(__file__).parent / "metrics.tsv"
UNKNOWN = "unknown"
NO_LIMIT = "-"
_COLUMNS = 3
# What comes before a metric's name and belongs to it.
_MODIFIERS = (
    r"average|averaged|mean|median|overall|total|macro|micro|weighted|balanced|top-\d+|zero-shot|"
    r"few-shot|one-shot|test|testing|validation|task|training|peak|classification|recognition|"
    r"prediction|detection|segmentation|retrieval|translation|localization|tracking|"
    r"reconstruction|verification|matching|grounding|answer|execution|reasoning|label|image|pixel|"
    r"word|sentence|document|question|end-to-end|out-of-domain|in-domain|OOD|clean|robust|"
    r"adversarial|certified|human|downstream|language|generation|decoding|inference|model|GPU|"
    r"exact match|EM|pass@1|macro-averaged|micro-averaged"
)
# What makes a metric's name but a part of another word: "reward-free".
_PART_OF = r"-(?:free|prone|aware|based|agnostic|sensitive|guided|driven|efficient|level|step)"
_ARTICLES = "The|Its|Our|Their|This|These|An|Each|In|On|With|Both|High|Higher|Low|Lower"
_OVER_ALL = re.compile(r"^(?:average|averaged|mean|overall|median) ")
_SCORE = re.compile(r"[ -]scores?$")


@dataclass(frozen=True, slots=True)
class Metric:
    """What is known of a metric; ``limit`` is the most that it can be, in percent."""

    name: str
    direction: Direction | None
    limit: float | None


@cache
def read_metrics(path: Path = FILE) -> Mapping[str, Metric]:
    """The known metrics by name in lower case.

    Raises:
        KnowledgeError: the file cannot be read, or a row is malformed or contradicts another.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"cannot be read: {error}", str(path)) from error
    found: dict[str, Metric] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("# "):
            continue
        try:
            metric = _to_metric(line)
        except ValueError as error:
            raise KnowledgeError(str(error), str(path), number) from error
        if found.setdefault(metric.name.lower(), metric) != metric:
            raise KnowledgeError(f"{metric.name!r} stands twice", str(path), number)
    return found


def _to_metric(line: str) -> Metric:
    cells = line.split("\t")
    if len(cells) != _COLUMNS or not all(cells):
        raise ValueError(f"expected {_COLUMNS} filled columns: {line!r}")
    name, direction, limit = cells
    known = None if direction == UNKNOWN else Direction(direction)
    return Metric(name, known, None if limit == NO_LIMIT else float(limit))


def find_metric(name: str | None) -> Metric | None:
    """What is known of a metric, by the longest known name that it ends in, or has before "@"."""
    known = read_metrics()
    words = re.split(r"[\s-]+", (name or "").lower())
    for start in range(len(words)):
        for form in (" ".join(words[start:]), "-".join(words[start:])):
            if form in known:
                return known[form]
    bare, cut, _ = (name or "").partition("@")
    return find_metric(bare) if cut else None


def direction_of(name: str | None) -> Direction | None:
    """Whether more or less of a metric is better.

    >>> direction_of("word error rate")
    <Direction.LOWER: 'lower'>
    >>> direction_of("median test accuracy")
    <Direction.HIGHER: 'higher'>
    """
    metric = find_metric(name)
    return None if metric is None else metric.direction


def metric_key(name: str | None) -> str:
    """The form under which two names of one metric are the same; empty for None.

    >>> metric_key("average success rates") == metric_key("Success Rate")
    True
    """
    form = " ".join((name or "").lower().replace("$", "").replace("_", "").split())
    known = read_metrics()
    bare = _OVER_ALL.sub("", form)
    if form not in known or bare in known:
        form = bare
    form = form.replace("accuracies", "accuracy")
    form = _SCORE.sub("", form) if _SCORE.sub("", form) in known else form
    return form[:-1] if form.endswith("s") and form[:-1] in known else form


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted((m.name for m in read_metrics().values()), key=lambda name: (-len(name), name))
    known = _any_of((name[0], _spelling(name)) for name in names)
    modifier = _any_of((word[0], word) for word in _MODIFIERS.split("|"))
    named = rf"{known}|[\w-]+@(?:\d+(?:\.\d+)?|\.\d+)|(?:micro|macro)[- ]?F-?1|F-?1(?: scores?)?"
    own = rf"(?-i:(?!(?:{_ARTICLES})\b)[A-Z][\w-]+) (?:scores?|rates?|accuracy|distance|error)"
    modifiers = rf"(?:{modifier}[\s-]+){{0,3}}"
    whole = rf"(?<![\w@-]){modifiers}(?:{own}|{named})(?![\w@])(?!{_PART_OF})"
    return re.compile(whole, re.IGNORECASE)


def _any_of(patterns: Iterable[tuple[str, str]]) -> str:
    """The first of some patterns that matches, looked for among those with its first character."""
    by_first: dict[str, list[str]] = {}
    for first, pattern in patterns:
        by_first.setdefault(first.lower(), []).append(pattern)
    groups = (f"(?={re.escape(first)})(?:{'|'.join(each)})" for first, each in by_first.items())
    return f"(?:{'|'.join(groups)})"


def _spelling(name: str) -> str:
    """A name as a pattern; one with capitals counts only with them: "PER" is no "per"."""
    if name.isupper() and name.isalpha():
        return f"(?-i:{re.escape(name)})"
    inner = name.isalpha() and not name[1:].islower()
    return rf"(?=(?-i:\w*[A-Z])){re.escape(name)}" if inner else re.escape(name)


def find_metrics(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where metrics are named between two places of a text."""
    return [match.span() for match in _pattern().finditer(text, start, end)]
