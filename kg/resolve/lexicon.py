"""What the lexicon says about names: which of them are one thing.

Two lists are read: ``kg/resolve/knowledge/aliases.tsv``, and the lexicon that reading finds names
by. The first is the surer; a name it has is not looked up in the second, which puts together what
need not be told apart to be found: there "robotic manipulation" stands by "manipulation".
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from kg.errors import KnowledgeError
from kg.model import Label
from kg.resolve.spelling import FOLDER, name_form, read_lines

Key: TypeAlias = tuple[Label, str]
_LONGER = 6  # letters by which a long form is longer
_READING = ("benchmarks", "concepts", "methods", "tasks")


@dataclass(frozen=True, slots=True)
class Known:
    """A thing that the lexicon lists: its name, and the file and line where it stands."""

    label: Label
    name: str
    source: str


@cache
def known_names() -> dict[Key, Known]:
    """What each name means that the lexicon gives one meaning.

    Raises:
        KnowledgeError: a line of ``aliases.tsv`` is none, or gives a name a second meaning.
    """
    names = dict(_aliases(FOLDER / "aliases.tsv"))
    others: dict[Key, set[Known]] = {}
    for key, known in _reading_lexicon():
        others.setdefault(key, set()).add(known)
    for key, found in others.items():
        if key not in names and len({name_form(known.name) for known in found}) == 1:
            (meant, *_) = sorted(found, key=lambda known: known.source)
            # Both lists may know the thing; it goes by the name it has in the first.
            names[key] = names.get((key[0], name_form(meant.name)), meant)
    return names


@cache
def spelled_out() -> frozenset[str]:
    """The sources of the things of which the lexicon knows a name much longer than the shortest."""
    lengths: dict[str, list[int]] = {}
    for (_, form), known in known_names().items():
        lengths.setdefault(known.source, []).append(len(form))
    return frozenset(source for source, each in lengths.items() if max(each) >= min(each) + _LONGER)


def _aliases(path: Path) -> Iterator[tuple[Key, Known]]:
    seen: dict[Key, int] = {}
    for number, cells in read_lines(path):
        if cells[0] not in set(Label) or len(cells) < 2:
            raise KnowledgeError("expected a label and names", str(path), number)
        label, name = Label(cells[0]), cells[1]
        for key in dict.fromkeys((label, name_form(cell)) for cell in cells[1:]):
            if key in seen:
                raise KnowledgeError(f"{key[1]!r} stands in line {seen[key]}", str(path), number)
            seen[key] = number
            yield key, Known(label, name, f"{path.name}:{number}")


def _reading_lexicon() -> Iterator[tuple[Key, Known]]:
    folder = files("kg").joinpath("nlp", "lexicon")
    for file in _READING:
        lines = folder.joinpath(f"{file}.jsonl").read_text("utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            if line.startswith("{"):
                entry = json.loads(line)
                known = Known(Label(entry["label"]), entry["name"], f"{file}.jsonl:{number}")
                unsure = set(entry.get("ambiguous", ()))
                for form in sorted({entry["name"], *entry["aliases"]} - unsure):
                    if not _is_kind(name_form(form), name_form(entry["name"])):
                        yield (known.label, name_form(form)), known


def _is_kind(form: str, genus: str) -> bool:
    """Whether a form only puts words before another, as "robotic manipulation" does."""
    return form != genus and form.endswith(genus)
