"""The record store: everything known about a collection, in one SQLite file."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from kg.model import (
    Annotation,
    Doubt,
    Edge,
    Entity,
    Label,
    Match,
    Mention,
    Merge,
    Paper,
    Relation,
    Result,
)
from kg.store import rows
from kg.store.connection import close_writing, mending, open_reading, open_writing
from kg.store.rows import Row
from kg.store.standing import Standing

T = TypeVar("T")
_PART = 500  # things whose rows are written together
_DERIVED = ("entities", "aliases", "relations", "evidence", "results", "mentions", "traces")


class Store(Standing):
    """A ``graph.db``; a context manager.

    Made by :meth:`open` for reading and by :meth:`create` for writing. Every method raises
    :class:`~kg.errors.StoreError` where the file cannot be read or written.

    Attributes:
        changed_papers: the ids of the papers that were added, replaced or removed since it was
            opened.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        super().__init__(path, connection)
        self._writable = writable
        self.changed_papers: set[str] = set()

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open an existing store for reading only."""
        path = Path(path)
        return cls(path, open_reading(path), writable=False)

    @classmethod
    def create(cls, path: str | Path) -> Self:
        """Open a store for writing, an empty one where the file is missing."""
        path = Path(path)
        return cls(path, open_writing(path), writable=True)

    def close(self) -> None:
        """Close the file; after writing it is one file again."""
        with mending(self.path):
            (close_writing if self._writable else sqlite3.Connection.close)(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside becomes visible at once, or not at all."""
        with mending(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        with mending(self.path):
            self._connection.execute("COMMIT")

    def write_settings(self, settings: dict[str, str]) -> None:
        """Put these settings in the place of all others."""
        self._write("DELETE FROM settings")
        self._write_rows("settings", sorted(settings.items()))

    def write_papers(self, papers: Iterable[tuple[Paper, str]]) -> None:
        """Add or replace papers, each with the key of its reading; those held already stay."""
        found = (rows.to_paper_row(*paper) for paper in papers)
        held = "SELECT * FROM papers WHERE id = ?"
        new = (row for row in found if next(self._rows(held, row[0]), None) != row)
        self._write_rows("papers", map(self._noted, new))

    def _noted(self, row: Row) -> Row:
        self.changed_papers.add(row[0])
        return row

    def write_reading(self, key: str, annotation: Annotation) -> None:
        """Keep what was read from a paper's text."""
        self._write_rows("readings", [(key, rows.to_annotation_text(annotation))])

    def remove_papers(self, ids: Iterable[str]) -> None:
        """Forget papers, and the readings that no paper has any more."""
        for id in ids:
            self.changed_papers.add(id)
            self._write("DELETE FROM papers WHERE id = ?", id)
        self.remove_unused_readings()

    def remove_unused_readings(self) -> None:
        """Forget what was read from texts that no paper has any more."""
        self._write("DELETE FROM readings WHERE key NOT IN (SELECT reading FROM papers)")

    def write_derived(
        self,
        entities: Iterable[Entity],
        relations: Iterable[Relation],
        results: Iterable[Result],
        entity_of: Callable[[str, int], str | None],
        mentions: Iterable[tuple[str, Mention, str]] | None = None,
    ) -> None:
        """Put these in the place of all that was derived before.

        Args:
            entities: all entities.
            relations: all relations, sorted.
            results: all results.
            entity_of: paper id and group to entity id; None for what is no entity.
            mentions: paper id, mention and entity id, where they are not those of the readings.
        """
        for table in _DERIVED:
            self._write(f"DELETE FROM {table}")  # noqa: S608  the names are ours
        for some in _parts(entities):
            self._write_rows("entities", map(rows.to_entity_row, some))
            self._write_rows("aliases", (row for each in some for row in rows.to_alias_rows(each)))
        for several in _parts(relations):
            self._write_rows("relations", map(rows.to_relation_row, several))
            self._write_rows("evidence", _ground_rows(several))
        self._write_rows("results", map(rows.to_result_row, results))
        if mentions is None:
            self._write_rows("mentions", _mention_rows(self.annotations(), entity_of))
        else:
            self._write_rows("mentions", (rows.to_mention_row(*each) for each in mentions))

    def write_entities(
        self, entities: Iterable[Entity], ids: Collection[str] | None = None
    ) -> None:
        """Put these in the place of all entities, or of those with some ids."""
        held = list(entities)
        self._renew("entities", map(rows.to_entity_row, held), ids, ("id",))
        self._renew("aliases", (row for each in held for row in rows.to_alias_rows(each)), ids)

    def write_relation(self, edge: Edge, relation: Relation | None) -> None:
        """Put a relation in the place of what is known of its edge; None for no such edge."""
        where = (edge[0], edge[1].value, edge[2])
        for table in ("evidence", "relations"):
            self._write(
                f"DELETE FROM {table} WHERE subject = ? AND predicate = ? AND object = ?",  # noqa: S608
                *where,
            )
        if relation is not None:
            self._write_rows("relations", [rows.to_relation_row(relation)])
            self._write_rows("evidence", _ground_rows([relation]))

    def write_results(self, results: Iterable[Result]) -> None:
        """Add or replace results."""
        self._write_rows("results", map(rows.to_result_row, results))

    def write_mentions(self, mentions: Iterable[tuple[str, Mention, str]]) -> None:
        """Add or replace mentions, each with its paper and the entity that it means."""
        self._write_rows("mentions", (rows.to_mention_row(*each) for each in mentions))

    def remove_told(self, papers: Iterable[str]) -> None:
        """Forget the results and the mentions of papers."""
        for paper in papers:
            self._write("DELETE FROM results WHERE paper = ?", paper)
            self._write("DELETE FROM mentions WHERE paper = ?", paper)

    def write_traces(
        self, traces: Mapping[str, str], papers: Collection[str] | None = None
    ) -> None:
        """Put these in the place of what rows of all papers, or of some, were derived from."""
        self._renew("traces", traces.items(), papers, ("paper",))

    def keep_meanings(self, papers: Iterable[str]) -> None:
        """Keep aside what the mentions of papers mean now, for :meth:`find_moved`."""
        self._write("DROP TABLE IF EXISTS temp.meant")
        self._write("CREATE TEMP TABLE meant (paper, label, text, entity)")
        for paper in papers:
            self._write(
                "INSERT INTO temp.meant"
                " SELECT DISTINCT paper, label, text, entity FROM mentions WHERE paper = ?",
                paper,
            )

    def find_moved(self) -> dict[str, str]:
        """Ids that no entity has any more, each with that of most of what it meant."""
        query = (
            "SELECT o.entity, n.entity FROM temp.meant o"
            " JOIN mentions n ON n.paper = o.paper AND n.label = o.label AND n.text = o.text"
            " WHERE o.entity NOT IN (SELECT id FROM entities)"
            " GROUP BY o.entity, n.entity ORDER BY o.entity, count(*), n.entity DESC"
        )
        return dict(self._rows(query))

    def write_reasons(
        self,
        merges: Iterable[Merge],
        doubts: Iterable[Doubt],
        matches: Iterable[Match],
        entities: Collection[str] | None = None,
    ) -> None:
        """Put these in the place of what explained all entities, or some, before."""
        self._renew("merges", map(rows.to_merge_row, merges), entities)
        self._renew("doubts", map(rows.to_doubt_row, doubts), entities, ("one", "other"))
        self._renew("matches", map(rows.to_match_row, matches), entities)


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while part := list(islice(rest, _PART)):
        yield part


def _ground_rows(relations: Iterable[Relation]) -> Iterator[Row]:
    for relation in relations:
        for each in enumerate(relation.evidence):
            yield rows.to_ground_row(relation.edge, *each)


def _mention_rows(
    annotations: Iterable[Annotation], entity_of: Callable[[str, int], str | None]
) -> Iterator[Row]:
    for annotation in annotations:
        for mention in annotation.mentions:
            entity = entity_of(annotation.paper.id, mention.group)
            if mention.label is not Label.METRIC and entity is not None:
                yield rows.to_mention_row(annotation.paper.id, mention, entity)
