"""Every identifier is minted here.

A node's id is a path such as ``method/maml`` or ``paper/attention-is-all-you-need``: unique over
all kinds of node, free of spaces, and by itself the local part of the node's IRI.
"""

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote, unquote

from kg.model import Label

SLUG_LENGTH = 80
_PAPER = "paper/"
RULES_GRAPH = "graph/rules"
DECISIONS_GRAPH = "graph/decisions"
# RFC 3987 ipchar without "%", and without the quotes and brackets that Turtle and shells trip over.
_PLAIN = "-._~:@+,;=/"
_DOTS = re.compile(r"(?<![^/])\.{1,2}(?![^/])")


def slug(title: str) -> str:
    """The uncut slug of a title: runs of anything but a-z and 0-9 become one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def paper_id(title: str) -> str:
    """The id of a paper that was given none: its slug, cut and not stripped again.

    A title without a letter or digit of ASCII has no slug; its id is a hash.
    """
    return slug(title)[:SLUG_LENGTH] or f"untitled-{_digest(title)[:12]}"


def distinct_paper_id(title: str, key: str = "") -> str:
    """The id of a paper whose cut slug another paper shares.

    Args:
        title: its title.
        key: what else tells it from papers whose uncut slug is the same, given where such exist.
    """
    digest = _digest(f"{slug(title)}\x1f{key}")[:12] if key else _digest(slug(title))[:6]
    return f"{paper_id(title)}-{digest}"


def paper_node(paper: str) -> str:
    """The node of the paper with this id."""
    return _PAPER + _path(paper)


def paper_at(node: str) -> str | None:
    """The id of the paper with this node; None for the node of something else."""
    return unquote(node.removeprefix(_PAPER)) if node.startswith(_PAPER) else None


def entity_node(label: Label, key: str, paper: str | None = None) -> str:
    """The node of the entity with this label and normal form.

    Args:
        label: what the entity is.
        key: the normal form of its name; for a repository ``host/owner/name``.
        paper: the id of the paper that introduces it, given where several entities share the key.
    """
    node = f"{label.value.lower()}/{_path(key)}"
    return node if paper is None else f"{node}/{_path(paper)}"


def result_node(paper: str, start: int) -> str:
    """The node of the number that a paper reports at this offset."""
    return f"result/{_path(paper)}/{start}"


def evidence_node(*parts: object) -> str:
    """The node of a piece of evidence, from all that makes it this one."""
    return f"evidence/{_digest(chr(31).join(map(str, parts)))[:20]}"


def evidence_graph(paper: str) -> str:
    """The named graph of all that rests on words or records of the paper with this id."""
    return f"graph/{paper_node(paper)}"


def node_named(name: str) -> str:
    """The id of the node with this kind and name, in which nothing is escaped yet."""
    return _path(name)


def reading_key(text: str, pipeline: str) -> str:
    """What a stored annotation is kept under: SHA-256 of the text and the pipeline's version."""
    return _digest(f"{pipeline}\x00{text}")


@lru_cache(maxsize=1 << 16)  # each node is called many times while a graph is written
def _path(name: str) -> str:
    """The name as a part of an IRI, without the dots that a reader would take for folders."""
    return _DOTS.sub(lambda dots: dots[0].replace(".", "%2E"), quote(name, safe=_PLAIN))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
