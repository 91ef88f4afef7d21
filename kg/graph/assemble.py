"""From records to a networkx graph."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import networkx as nx

from kg.ids import paper_node
from kg.model import Entity, Label, Paper, Relation

_TYPES = {
    Label.METHOD: "method",
    Label.BENCHMARK: "benchmark",
    Label.TASK: "task",
    Label.REPO: "repository",
}
TYPES = ("paper", *_TYPES.values())


def assemble(
    papers: Iterable[Paper], entities: Iterable[Entity], relations: Iterable[Relation]
) -> "nx.MultiDiGraph[str]":
    """Make a graph of the papers and entities given and of the relations between them.

    A node is called by its id (:mod:`kg.ids`). It has ``type`` (paper, method, benchmark, task or
    repository), ``name``, and what its record holds: a paper ``paper`` (its own id), ``abstract``,
    ``published``, ``venue``, ``url``, ``authors``, …; an entity ``aliases``, ``description``,
    ``links``. Fields that say nothing are left out.

    An edge's key is its predicate; it has ``predicate``, ``confidence`` and ``evidence``, a tuple
    of :data:`kg.model.Ground`. A relation whose ends are not both among the nodes is left out: so
    are reported numbers (``reports``), which are no nodes.

    The whole is held in memory: pass a slice of a large collection.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for paper in papers:
        told = _told(paper, {"id", "title"})
        graph.add_node(paper_node(paper.id), type="paper", name=paper.title, paper=paper.id, **told)
    for entity in entities:
        told = _told(entity, {"id", "label", "name"})
        graph.add_node(entity.id, type=_TYPES[entity.label], name=entity.name, **told)
    for relation in relations:
        if relation.subject in graph and relation.object in graph:
            _add_relation(graph, relation)
    return graph


def _add_relation(graph: "nx.MultiDiGraph[str]", relation: Relation) -> None:
    subject, predicate, object = relation.subject, relation.predicate.value, relation.object
    told = {"confidence": relation.confidence, "evidence": relation.evidence}
    graph.add_edge(subject, object, key=predicate, predicate=predicate, **told)


def _told(record: Paper | Entity, but: set[str]) -> dict[str, Any]:
    told = {field.name: getattr(record, field.name) for field in fields(record)}
    return {key: value for key, value in told.items() if key not in but and value not in (None, ())}
