"""What mentions mean across papers, for scoring: of the gold's own mentions, or of found ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from kg.errors import SourceError
from kg.extraction import from_extraction
from kg.model import Annotation, Label, Mention, Paper
from kg.nlp import read
from kg.progress import Track, silently
from kg.records import Record
from kg.resolve import resolve

Meant: TypeAlias = tuple[str, Mention, str]


def join_gold(gold: Mapping[str, Record], papers: Iterable[Paper]) -> Iterator[Meant]:
    """Resolve the gold's own mentions.

    Args:
        gold: gold records by paper id.
        papers: papers, those of the gold among them; where one is missing, the names that its
            record holds stand for its text.

    Raises:
        SourceError: a record is not of its paper, or lacks a field.
    """
    texts = {paper.id: paper for paper in papers if paper.id in gold}
    return _meant([_read(record, texts.get(id)) for id, record in gold.items()])


def join_found(
    papers: Iterable[Paper], *, model: str, processes: int = 1, track: Track = silently
) -> Iterator[Meant]:
    """Read papers and resolve what was found in them.

    Args:
        papers: the whole collection: what a name means may depend on papers that no gold has.
        model: as in :func:`kg.nlp.read`.
        processes: as in :func:`kg.nlp.read`.
        track: told of the stage "reading".
    """
    judged = list(papers)
    found = read(judged, model=model, processes=processes)
    return _meant(list(track(found, "reading", len(judged))))


def _read(record: Record, paper: Paper | None) -> Annotation:
    entities = [{**each, "aliases": _aliases(each)} for each in record["entities"]]
    try:
        return from_extraction({**record, "entities": entities}, paper or _names(record))
    except ValueError as error:
        raise SourceError(str(error), record["id"]) from error


def _names(record: Record) -> Paper:
    """A paper of which only the names, links and values of its record are known."""
    parts = [
        alias for entity in record["entities"] for alias in (entity["name"], *_aliases(entity))
    ]
    parts += [repo["url"] for repo in record["repos"]]
    parts += [str(result["value"]) for result in record["results"]]
    return Paper(record["id"], "", ". ".join(dict.fromkeys(parts)))


def _aliases(entity: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys((entity["name"], *entity.get("aliases", ()))))


def _meant(annotations: Sequence[Annotation]) -> Iterator[Meant]:
    resolution = resolve(annotations)
    for annotation in annotations:
        for mention in annotation.mentions:
            entity = resolution.entity_of(annotation.paper.id, mention.group)
            if mention.label is not Label.METRIC and entity is not None:
                yield annotation.paper.id, mention, entity
