"""Words before a task that make it what a method withstands or spares, not what it is for."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model import Annotation, Mention
from kg.resolve.groups import sentence_at
from kg.resolve.spelling import FOLDER, read_lines

_KINDS = ("before", "end", "turn")


@cache
def read_adverse(path: Path = FOLDER / "adverse.tsv") -> Mapping[str, tuple[str, ...]]:
    """The phrases of each kind.

    Raises:
        KnowledgeError: a line is malformed, of an unknown kind, or stands twice; a kind has none.
    """
    phrases: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for number, cells in read_lines(path):
        if len(cells) != 2 or cells[0] not in phrases or cells[1] in phrases[cells[0]]:
            raise KnowledgeError("expected a kind and a new phrase", str(path), number)
        phrases[cells[0]].append(cells[1])
    if not all(phrases.values()):
        raise KnowledgeError("a kind has no phrase", str(path))
    return {kind: tuple(found) for kind, found in phrases.items()}


def is_adverse(annotation: Annotation, mention: Mention) -> bool:
    """Whether its sentence says that something withstands or spares what is mentioned.

    >>> from kg.model import Kind, Label, Paper, Role
    >>> told = (Label.TASK, Kind.CONCEPT, Role.ADDRESSED, "a-rule", 0.9, 0)
    >>> paper = Paper("p", "Robust to noise for speech recognition", "")
    >>> read = Annotation(paper, ((0, 38),), (), (), ())
    >>> is_adverse(read, Mention(10, 15, "noise", *told))
    True
    >>> is_adverse(read, Mention(20, 38, "speech recognition", *told))
    False
    """
    start, _ = sentence_at(annotation, mention.start, mention.end)
    return _pattern().search(annotation.paper.text, start, mention.start) is not None


@cache
def _pattern() -> re.Pattern[str]:
    """One of the phrases before; then no end, and no turn as the last words."""
    before, end, turn = (_any_of(read_adverse()[kind]) for kind in _KINDS)
    return re.compile(rf"{before}(?:(?!{end}|{turn}\s+\Z).)*\Z", re.IGNORECASE | re.DOTALL)


def _any_of(phrases: tuple[str, ...]) -> str:
    return "(?:" + "|".join(map(_whole, phrases)) + ")"


def _whole(phrase: str) -> str:
    """A pattern of a phrase, whatever its spaces, that does not begin or end within a word."""
    words = r"\s+".join(map(re.escape, phrase.split()))
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    behind = r"(?!\w)" if phrase[-1].isalnum() else ""
    return before + words + behind
