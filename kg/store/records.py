"""Reading the record store.

Every iterator is sorted by id and streams: nothing is held but the row at hand.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from kg.ids import paper_node
from kg.model import (
    Annotation,
    Doubt,
    Edge,
    Entity,
    Evidence,
    Ground,
    Label,
    Match,
    Mention,
    Merge,
    Paper,
    Predicate,
    Relation,
    Result,
)
from kg.store import rows
from kg.store.connection import decoding, mending
from kg.store.rows import Row
from kg.store.units import BESIDE, IN_PAPERS, UNIT_QUERIES, add_digests, of_unit
from kg.surface import normal_form

T = TypeVar("T")

_BOTH = "SELECT r.*, v.* FROM relations r LEFT JOIN evidence v USING (subject, predicate, object)"
_IN_ORDER = "ORDER BY r.subject, r.predicate, r.object, v.number"
_NAMED = "SELECT e.*, a.alias FROM entities e LEFT JOIN aliases a ON a.entity = e.id"
_MEANING = (
    "WHERE entity = ?1 AND paper IN (SELECT p.id FROM papers p"
    " JOIN relations r ON r.subject = p.node WHERE r.object = ?1)"
)
_READ = "SELECT p.*, r.annotation FROM papers p JOIN readings r ON r.key = p.reading"


class Records:
    """What a ``graph.db`` tells; its methods raise ``StoreError`` where it cannot be read."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @property
    def settings(self) -> dict[str, str]:
        """What shaped the output, and ``content``: the hash of the records that it shows."""
        return dict(self._rows("SELECT name, value FROM settings ORDER BY name"))

    def papers(self) -> Iterator[Paper]:
        """All papers."""
        return self._read(rows.from_paper_row, "SELECT * FROM papers ORDER BY id")

    def paper(self, id: str) -> Paper | None:
        """The paper with this id, or with this node."""
        query = "SELECT * FROM papers WHERE id = ?1 OR node = ?1"
        return next(self._read(rows.from_paper_row, query, id), None)

    def annotations(self) -> Iterator[Annotation]:
        """What was read from each paper."""
        return self._read(_annotation, f"{_READ} ORDER BY p.id")

    def annotation(self, paper: str) -> Annotation | None:
        """What was read from the paper with this id."""
        return next(self._read(_annotation, f"{_READ} WHERE p.id = ?", paper), None)

    def entities(self, label: Label | None = None) -> Iterator[Entity]:
        """All entities, or those of one label."""
        if label is None:
            return self._entities("")
        return self._entities("WHERE e.label = ?", label.value)

    def entity(self, id: str) -> Entity | None:
        """The entity with this id."""
        return next(self._entities("WHERE e.id = ?", id), None)

    def find(self, name: str) -> list[Entity]:
        """The entities that are called this, whatever its spelling."""
        called = "SELECT entity FROM aliases WHERE normal_form = ?"
        return list(self._entities(f"WHERE e.id IN ({called})", normal_form(name)))

    def aliases(self) -> Iterator[tuple[str, str]]:
        """Each entity id with each of its aliases."""
        yield from self._rows("SELECT entity, alias FROM aliases ORDER BY entity, alias")

    def relations(self) -> Iterator[Relation]:
        """All relations, by subject, predicate, object."""
        return self._relations("")

    def relation(self, edge: Edge) -> Relation | None:
        """The relation along this edge."""
        where = "WHERE r.subject = ? AND r.predicate = ? AND r.object = ?"
        return next(self._relations(where, edge[0], edge[1].value, edge[2]), None)

    def edges(self) -> Iterator[tuple[Edge, float]]:
        """All edges in order, each with its confidence, without what they rest on."""
        found = self._rows("SELECT * FROM relations ORDER BY subject, predicate, object")
        with decoding(self.path):
            for *edge, confidence in found:
                yield rows.from_edge_row(tuple(edge)), confidence

    def relations_of(self, node: str) -> Iterator[Relation]:
        """The relations that start or end at a node."""
        return self._relations("WHERE r.subject = ?1 OR r.object = ?1", node)

    def edges_from(self, node: str) -> Iterator[Edge]:
        """The edges that start at a node, without what they rest on."""
        query = "SELECT subject, predicate, object FROM relations WHERE subject = ? ORDER BY 2, 3"
        return self._read(rows.from_edge_row, query, node)

    def grounds_in(self, paper: str) -> Iterator[tuple[Edge, Ground]]:
        """What stands in the text or the record of a paper, each with the edge that rests on it."""
        return self._grounds(f"paper = ? AND {IN_PAPERS}", paper)

    def edges_resting_on(self, paper: str) -> Iterator[Edge]:
        """The edges from a paper, and those that rest on its words, its record or its edges."""
        query = (
            "SELECT subject, predicate, object FROM evidence WHERE paper = ?"
            " UNION SELECT subject, predicate, object FROM relations WHERE subject = ?"
        )
        return self._read(rows.from_edge_row, query, paper, paper_node(paper))

    def grounds_of_no_paper(self, node: str | None = None) -> Iterator[tuple[Edge, Ground]]:
        """What rests on names alone, and decisions, with their edges: all, or those from a node."""
        if node is None:
            return self._grounds("paper IS NULL")
        return self._grounds("subject = ? AND paper IS NULL", node)

    def grounds_beside(self, node: str | None = None) -> Iterator[tuple[Edge, Ground]]:
        """What stands in no paper: rules and decisions; of all edges, or of those from a node."""
        if node is None:
            return self._grounds(BESIDE)
        return self._grounds(f"subject = ? AND {BESIDE}", node)

    def subjects_beside(self) -> Iterator[str]:
        """The nodes with an edge that a rule or a decision supports."""
        query = f"SELECT DISTINCT subject FROM evidence WHERE {BESIDE} ORDER BY 1"  # noqa: S608
        return (subject for (subject,) in self._rows(query))

    def descriptions_in(self, paper: str) -> Iterator[tuple[str, Evidence]]:
        """The ids of the entities that a paper describes, each with the sentence."""
        query = (
            "SELECT DISTINCT e.id, e.description FROM papers p"
            " JOIN relations r ON r.subject = p.node JOIN entities e ON e.id = r.object"
            " WHERE p.id = ? AND e.description IS NOT NULL ORDER BY e.id"
        )
        found = self._read(rows.from_description_row, query, paper)
        return ((entity, told) for entity, told in found if told.paper == paper)

    def digests(self, units: Collection[str] | None = None) -> dict[str, int]:
        """For each paper and entity, by node, a number that changes with what is said of it.

        Args:
            units: the nodes of which it is wanted; those of them that there are have one.
        """
        digests: dict[str, int] = {}
        for number, (query, column) in enumerate(UNIT_QUERIES):
            if units is None:
                add_digests(digests, str(number), self._rows(query))
            for unit in units or ():
                add_digests(digests, str(number), self._rows(of_unit(query, column), unit))
        return digests

    def paper_ids(self) -> dict[str, str]:
        """The ids of all papers, by node."""
        return dict(self._rows("SELECT node, id FROM papers"))

    def paper_nodes(self) -> Iterator[str]:
        """The nodes of all papers, by their ids."""
        return (node for (node,) in self._rows("SELECT node FROM papers ORDER BY id"))

    def entity_ids(self) -> Iterator[str]:
        """The ids of all entities."""
        return (id for (id,) in self._rows("SELECT id FROM entities ORDER BY id"))

    def neighbours(self, node: str) -> list[str]:
        """The nodes one relation away."""
        there = "SELECT object FROM relations WHERE subject = ?1"
        back = "SELECT subject FROM relations WHERE object = ?1"
        return [id for (id,) in self._rows(f"{there} UNION {back} ORDER BY 1", node)]

    def results(self) -> Iterator[Result]:
        """All results."""
        return self._read(rows.from_result_row, "SELECT * FROM results ORDER BY id")

    def results_in(self, paper: str) -> Iterator[Result]:
        """The results that the paper with this id reports."""
        query = "SELECT * FROM results WHERE paper = ? ORDER BY id"
        return self._read(rows.from_result_row, query, paper)

    def results_on(self, method: str, benchmark: str) -> Iterator[Result]:
        """The results of a method on a benchmark."""
        query = "SELECT * FROM results WHERE benchmark = ? AND method = ? ORDER BY id"
        return self._read(rows.from_result_row, query, benchmark, method)

    def results_of(self, id: str) -> Iterator[Result]:
        """The results of a paper, a method or a benchmark."""
        of = "SELECT * FROM results WHERE ?1 IN (paper, method, benchmark, baseline) ORDER BY id"
        return self._read(rows.from_result_row, of, id)

    def mentions(self, entity: str | None = None) -> Iterator[tuple[str, Mention, str]]:
        """Paper id, mention and entity id of all mentions, or of those of one entity."""
        which = "" if entity is None else _MEANING
        query = f'SELECT * FROM mentions {which} ORDER BY paper, "start", "end", label'  # noqa: S608
        return self._read(rows.from_mention_row, query, *([entity] if entity else []))

    def merges(self, entity: str | None = None) -> Iterator[Merge]:
        """Why names are one thing: of all entities or of one, the surest first."""
        which = "" if entity is None else "WHERE entity = ?"
        query = (
            f"SELECT * FROM merges {which} ORDER BY entity, confidence DESC, name, other, reason"  # noqa: S608
        )
        return self._read(rows.from_merge_row, query, *([entity] if entity else []))

    def doubts(self) -> Iterator[Doubt]:
        """The pairs of entities that may be one, the most consequential first."""
        query = "SELECT * FROM doubts ORDER BY papers DESC, one, other"
        return self._read(rows.from_doubt_row, query)

    def matches(self, entity: str | None = None) -> Iterator[Match]:
        """What entities are in vocabularies elsewhere: all of them, or one."""
        which = "" if entity is None else "WHERE entity = ?"
        query = f"SELECT * FROM matches {which} ORDER BY entity, kind, target"  # noqa: S608
        return self._read(rows.from_match_row, query, *([entity] if entity else []))

    def count_papers(self) -> int:
        """How many papers there are."""
        return self._count("papers")

    def counts(self) -> dict[str, int]:
        """How many there are of everything, most important first."""
        return {
            "papers": self._count("papers"),
            "methods": self.count_entities(Label.METHOD),
            "benchmarks": self.count_entities(Label.BENCHMARK),
            "tasks": self.count_entities(Label.TASK),
            "repositories": self.count_entities(Label.REPO),
            "edges": self._count("relations"),
            "results": self._count("results"),
            "mentions": self._count("mentions"),
        }

    def count_relations(self) -> dict[Predicate, int]:
        """How many relations there are of each predicate that there is one of."""
        found = self._rows("SELECT predicate, count(*) FROM relations GROUP BY 1 ORDER BY 1")
        with decoding(self.path):
            return {Predicate(predicate): count for predicate, count in found}

    def published_between(self) -> tuple[str | None, str | None]:
        """The first and the last date of papers whose year is known, as precise as they are."""
        query = (
            "SELECT min(published), max(published) FROM papers"
            " WHERE published GLOB '[0-9][0-9][0-9][0-9]*'"
        )
        ((first, last),) = self._rows(query)
        return first, last

    def most_connected(self, label: Label, limit: int = 10) -> list[tuple[Entity, int]]:
        """The entities of a label with the most papers, and how many."""
        query = (
            "SELECT r.object, count(DISTINCT r.subject) AS papers FROM relations r"
            " JOIN entities e ON e.id = r.object JOIN papers p ON p.node = r.subject"
            " WHERE e.label = ? GROUP BY r.object ORDER BY papers DESC, r.object LIMIT ?"
        )
        return [
            (entity, papers)
            for id, papers in self._rows(query, label.value, limit)
            for entity in self._entities("WHERE e.id = ?", id)
        ]

    def _entities(self, where: str, *values: Any) -> Iterator[Entity]:
        found = self._rows(f"{_NAMED} {where} ORDER BY e.id, a.alias", *values)
        with decoding(self.path):
            for _, group in groupby(found, itemgetter(0)):
                same = list(group)
                aliases = [row[5] for row in same if row[5] is not None]
                yield rows.from_entity_row(same[0][:5], aliases)

    def _relations(self, where: str, *values: Any) -> Iterator[Relation]:
        found = self._rows(f"{_BOTH} {where} {_IN_ORDER}", *values)
        with decoding(self.path):
            for _, group in groupby(found, itemgetter(0, 1, 2)):
                same = list(group)
                grounds = [rows.from_ground_row(row[4:]) for row in same]
                yield rows.from_relation_row(same[0][:4], grounds)

    def _grounds(self, where: str, *values: Any) -> Iterator[tuple[Edge, Ground]]:
        order = "subject, predicate, object, number"
        query = f"SELECT * FROM evidence WHERE {where} ORDER BY {order}"  # noqa: S608
        return self._read(_ground, query, *values)

    def count_entities(self, label: Label) -> int:
        """How many entities of a label there are."""
        query = "SELECT count(*) FROM entities WHERE label = ?"
        ((count,),) = self._rows(query, label.value)
        return int(count)

    def _count(self, table: str) -> int:
        ((count,),) = self._rows(f"SELECT count(*) FROM {table}")  # noqa: S608  the names are ours
        return int(count)

    def _rows(self, query: str, *values: Any) -> Iterator[Row]:
        with mending(self.path):
            # No "yield from": it would close the cursor of a walk given up, and the store with it
            # may be closed by then.
            for row in self._connection.execute(query, values):  # noqa: UP028
                yield row

    def _read(self, make: Callable[[Row], T], query: str, *values: Any) -> Iterator[T]:
        """What rows stand for."""
        with decoding(self.path):
            for row in self._connection.execute(query, values):
                yield make(row)


def _annotation(row: Row) -> Annotation:
    return rows.from_annotation_text(row[-1], rows.from_paper_row(row[:-1]))


def _ground(row: Row) -> tuple[Edge, Ground]:
    return rows.from_edge_row(row[:3]), rows.from_ground_row(row)
