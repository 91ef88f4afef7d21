"""From a path of the site to a node of the graph and back, whatever the base of its IRIs."""

from urllib.parse import quote, unquote

from kg.ids import node_named

KINDS = ("paper", "method", "benchmark", "task", "repo", "result", "evidence")
"""The kinds of node, as their ids and the paths of the site begin."""

_DOT = "%2E"  # which browsers take for a dot, and so for a folder
_LONGEST = 1000


def to_node(path: bytes) -> str | None:
    """The id of the node at a path, as it was sent; None where no node can stand there.

    Browsers escape what an id leaves plain, and the other way round: both mean the same.
    """
    if len(path) > _LONGEST:
        return None
    try:
        name = unquote(path.decode("ascii"), errors="strict").removeprefix("/")
    except UnicodeDecodeError:
        return None
    kind, slash, rest = name.partition("/")
    return node_named(name.replace(_DOT, ".")) if slash and rest and kind in KINDS else None


def to_path(id: str) -> str:
    """The path of the node with this id."""
    return f"/{id.replace(_DOT, quote(_DOT))}"


def to_link(iri: str, base_iri: str) -> str | None:
    """The path of the node that an IRI names; None where it names none of ours."""
    if not iri.startswith(base_iri):
        return None
    id = iri.removeprefix(base_iri)
    return to_path(id) if id.partition("/")[0] in KINDS and "/" in id else None
