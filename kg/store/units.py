"""What the RDF of each node is a function of, as one number a node.

A unit is a paper or an entity, by its node. Two stores whose units have the same digests give the
same quads for them; only where a digest differs has something to be written anew.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

_GROUNDS = (
    "SELECT coalesce(p.node, v.subject), v.subject, v.predicate, v.object, v.ground, v.paper,"
    ' v.sentence_start, v.sentence_end, v."start", v."end", v.rule, v.score, v.source, v.field,'
    " v.line, v.premises, v.names"
    " FROM evidence v LEFT JOIN papers p ON p.id = v.paper AND v.ground IN ('text', 'record')"
)
# A definition is words of a paper: it changes with them, and is asserted by that paper.
_DEFINED = "FROM entities e JOIN papers p ON p.id = json_extract(e.description, '$.paper')"

# The unit, then all that tells.
UNIT_QUERIES = (
    "SELECT node, * FROM papers",
    "SELECT subject, predicate, object, confidence FROM relations",
    "SELECT p.node, r.* FROM results r JOIN papers p ON p.id = r.paper",
    _GROUNDS,
    "SELECT id, * FROM entities",
    "SELECT entity, alias FROM aliases",
    "SELECT entity, * FROM matches",
    f"SELECT e.id, p.title, p.abstract {_DEFINED}",
    f"SELECT p.node, e.id, e.description {_DEFINED}",
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
