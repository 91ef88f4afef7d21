"""What the RDF of each node is a function of, as one number a node.

A unit is a paper or an entity, by its node. Two stores whose units have the same digests give the
same quads for them; only where a digest differs has something to be written anew.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

IN_PAPERS, BESIDE = "ground IN ('text', 'record')", "ground IN ('rule', 'decision')"
_TOLD = (
    "v.subject, v.predicate, v.object, v.ground, v.paper, v.sentence_start, v.sentence_end,"
    ' v."start", v."end", v.rule, v.score, v.source, v.field, v.line, v.premises, v.names'
    " FROM evidence v"
)
# A definition is words of a paper: it changes with them, and is asserted by that paper.
_DEFINED = "FROM entities e JOIN papers p ON p.id = json_extract(e.description, '$.paper')"
# CROSS and the plus let SQLite find what one paper defines by the index of entities by paper.
_DEFINING = "FROM papers p CROSS JOIN entities e ON json_extract(e.description, '$.paper') = +p.id"

# The unit, then all that tells; the column that the unit stands in.
UNIT_QUERIES = (
    ("SELECT node, * FROM papers", "node"),
    ("SELECT subject, predicate, object, confidence FROM relations", "subject"),
    ("SELECT p.node, r.* FROM results r JOIN papers p ON p.id = r.paper", "p.node"),
    (f"SELECT p.node, {_TOLD} JOIN papers p ON p.id = v.paper AND v.{IN_PAPERS}", "p.node"),
    (f"SELECT v.subject, {_TOLD} WHERE v.{BESIDE}", "v.subject"),
    ("SELECT id, * FROM entities", "id"),
    ("SELECT entity, alias FROM aliases", "entity"),
    ("SELECT entity, * FROM matches", "entity"),
    (f"SELECT e.id, p.title, p.abstract {_DEFINED}", "e.id"),
    (f"SELECT p.node, e.id, e.description {_DEFINING}", "p.node"),
)
_MODULUS = 1 << 128


def add_digests(digests: dict[str, int], query: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add what the rows of a query say to the digests of their units, in whatever order."""
    for unit, *told in rows:
        hashed = hashlib.blake2b(
            repr((query, told)).encode("utf-8", "surrogatepass"), digest_size=16
        )
        each = int.from_bytes(hashed.digest(), "big")
        digests[unit] = (digests.get(unit, 0) + each) % _MODULUS


def of_unit(query: str, column: str) -> str:
    """The query for the rows of one unit, its parameter."""
    return f"{query} {'AND' if ' WHERE ' in query else 'WHERE'} {column} = ?"
