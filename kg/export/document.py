"""One JSON document of the whole graph.

``{"format": "paper-kg", "version": 1, "records": …, "nodes": […], "edges": […], "results": […]}``

``records`` is the hash of the records shown. A node has ``id``, ``type`` (paper, method, benchmark,
task, repository) and ``name``; a paper also ``paper`` (its own id), ``abstract``, ``published``,
``venue``, ``url``, ``authors``, ``author_count``, ``code_links`` and ``sources``, an entity
``aliases``, ``description`` and ``links``, each where known. An edge has ``subject``,
``predicate``, ``object``, ``confidence`` and ``evidence``; an edge ``reports`` leads to a result.

A piece of evidence has ``ground`` and ``score``: ``text`` is of a paper, with ``paper``,
``sentence`` (two offsets), ``start``, ``end``, ``rule``, ``text`` (the sentence) and ``words``;
``record`` is stated by a field of an input record, ``rule`` follows from ``edges`` or ``names``,
``decision`` is a line of a decisions file. Offsets count characters of title, two newlines,
abstract. Results are as in :class:`kg.model.Result`, their evidence as above.
"""

import json
from itertools import chain
from typing import BinaryIO

from kg.export.grounds import PaperOf, papers_of, to_quoted_record, type_of
from kg.ids import paper_node
from kg.model import Entity, Paper, Relation, Result
from kg.records import Record, to_record
from kg.store import Store


def write_json(store: Store, output: BinaryIO) -> None:
    """Write an object with ``records`` (their hash), ``nodes``, ``edges`` and ``results``.

    Written item by item, one a line: nothing but the item at hand is held.
    """
    paper_of = papers_of(store)
    papers = (_from_paper(paper) for paper in store.papers())
    entities = (_from_entity(entity, paper_of) for entity in store.entities())
    edges = (_from_relation(relation, paper_of) for relation in store.relations())
    results = (_from_result(result, paper_of) for result in store.results())
    head = json.dumps(
        {"format": "paper-kg", "version": 1, "records": store.settings.get("content", "")}
    )
    output.write(head.removesuffix("}").encode())
    for name, items in (
        ("nodes", chain(papers, entities)),
        ("edges", edges),
        ("results", results),
    ):
        output.write(f', "{name}": ['.encode())
        for number, item in enumerate(items):
            output.write(b"\n" if number == 0 else b",\n")
            output.write(json.dumps(item, ensure_ascii=False).encode())
        output.write(b"]")
    output.write(b"}\n")


def _from_paper(paper: Paper) -> Record:
    record = to_record(paper)
    told = {"id": paper_node(paper.id), "type": "paper", "paper": record.pop("id")}
    return {**told, "name": record.pop("title"), **record}


def _from_entity(entity: Entity, paper_of: PaperOf) -> Record:
    record = to_record(entity)
    del record["label"]
    told = {"id": record.pop("id"), "type": type_of(entity.id), "name": record.pop("name")}
    if entity.description is not None:
        record["description"] = to_quoted_record(entity.description, paper_of)
    return {**told, **record}


def _from_relation(relation: Relation, paper_of: PaperOf) -> Record:
    evidence = [to_quoted_record(ground, paper_of) for ground in relation.evidence]
    return {**to_record(relation), "evidence": evidence}


def _from_result(result: Result, paper_of: PaperOf) -> Record:
    return {**to_record(result), "evidence": to_quoted_record(result.evidence, paper_of)}
