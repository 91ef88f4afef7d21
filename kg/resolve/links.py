"""Linking out: what entities are in a vocabulary elsewhere, from a table that the user gives.

The table is CSV or TSV with a header. With the columns of SSSOM (https://w3id.org/sssom) it maps
``subject_label`` or ``subject_id``, ``predicate_id``, ``object_id``, ``confidence``; a plain table
has ``name`` and ``id``, and if wanted ``label`` and ``confidence``. Lines that begin with ``#``,
SSSOM's metadata, are passed over but for the prefixes of its ``curie_map``.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import DecisionError
from kg.model import Entity, Label, Match, MatchKind
from kg.resolve.spelling import name_form

THRESHOLD = 0.5
_PREFIXES = {"wd": "http://www.wikidata.org/entity/", "wikidata": "http://www.wikidata.org/entity/"}
_PREFIX_LINE = re.compile(r"^#\s+([\w.\-]+):\s*[\"']?(https?://[^\s\"']+)[\"']?\s*$")
_KINDS = {
    "skos:exactMatch": MatchKind.EXACT,
    "owl:sameAs": MatchKind.EXACT,
    "skos:closeMatch": MatchKind.CLOSE,
    "": MatchKind.EXACT,
}
_COLUMNS = ({"object_id", "id"}, {"subject_label", "subject_id", "name"})
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Link:
    """One row: a name or an entity's id, and what it is elsewhere."""

    name: str
    label: Label | None
    kind: MatchKind
    target: str
    confidence: float
    source: str


def to_links(text: str, file: str) -> tuple[Link, ...]:
    """The rows of a table that say that something is the same, or nearly the same, as an entity.

    Rows with other predicates, such as ``skos:broadMatch``, are left out.

    Raises:
        DecisionError: the table lacks a column, or a row makes no sense; names file and line.
    """
    lines = text.split("\n")
    found = (match for line in lines if (match := _PREFIX_LINE.match(line)))
    prefixes = _PREFIXES | {match[1]: match[2] for match in found}
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    if not numbered:
        raise DecisionError("holds no table", file)
    return tuple(_rows(numbered, file, prefixes))


def _rows(
    numbered: Sequence[tuple[int, str]], file: str, prefixes: Mapping[str, str]
) -> Iterator[Link]:
    delimiter = "\t" if "\t" in numbered[0][1] else ","
    header = next(csv.reader([numbered[0][1]], delimiter=delimiter))
    if not all(columns & set(header) for columns in _COLUMNS):
        said = "expected the columns name and id, or those of SSSOM"
        raise DecisionError(said, file, numbered[0][0])
    for number, line in numbered[1:]:
        cells = next(csv.reader([line], delimiter=delimiter))
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        try:
            link = _to_link(row, f"{file}:{number}", prefixes)
        except ValueError as error:
            raise DecisionError(str(error), file, number) from error
        if link:
            yield link


def _to_link(row: Mapping[str, str], source: str, prefixes: Mapping[str, str]) -> Link | None:
    predicate = row.get("predicate_id", "")
    if predicate not in _KINDS:
        return None
    name = row.get("name") or row.get("subject_label") or row.get("subject_id") or ""
    target = _expanded(row.get("object_id") or row.get("id") or "", prefixes)
    if not name:
        raise ValueError("a row without a name")
    said = row.get("label", "")
    if said and said not in set(Label):
        raise ValueError(f"{said!r} is no label: {', '.join(Label)}")
    confidence = float(row.get("confidence") or 1)
    if not 0 <= confidence <= 1:
        raise ValueError(f"confidence {confidence:g} is not between 0 and 1")
    return Link(name, Label(said) if said else None, _KINDS[predicate], target, confidence, source)


def _expanded(id: str, prefixes: Mapping[str, str]) -> str:
    """The address that an id stands for; ``Q42`` is one of Wikidata's."""
    if re.fullmatch(r"Q\d+", id):
        return f"{_PREFIXES['wd']}{id}"
    prefix, colon, rest = id.partition(":")
    address = f"{prefixes[prefix]}{rest}" if colon and prefix in prefixes else id
    if not _IRI.fullmatch(address):
        raise ValueError(f"{id!r} is no address, and its prefix is not declared")
    return address


def find_matches(links: Iterable[Link], entities: Iterable[Entity]) -> Iterator[Match]:
    """What entities are elsewhere; a name that several entities bear is left alone.

    A link below ``THRESHOLD`` says nothing, and neither does one whose name is unknown.
    """
    wanted = [link for link in links if round(link.confidence, 3) >= THRESHOLD]
    if not wanted:
        return
    by_name: dict[str, set[tuple[str, Label]]] = {}
    for entity in entities:
        for form in {entity.id, *map(name_form, entity.aliases)}:
            by_name.setdefault(form, set()).add((entity.id, entity.label))
    for link in wanted:
        bearers = by_name.get(link.name, set()) or by_name.get(name_form(link.name), set())
        fitting = {id for id, label in bearers if link.label in (None, label)}
        if len(fitting) == 1:
            confidence = round(link.confidence, 3)
            yield Match(min(fitting), link.kind, link.target, link.source, confidence)
