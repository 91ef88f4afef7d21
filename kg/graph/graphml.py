"""GraphML: a graph of scalar attributes as XML."""

import re
from collections.abc import Callable
from typing import Any, BinaryIO

import networkx as nx

# What XML 1.0 cannot hold, not even as a character reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(
    graph: "nx.MultiDiGraph[str]", output: BinaryIO, to_scalar: Callable[[Any], str | int | float]
) -> None:
    """Write a graph as GraphML, sorted; the same graph gives the same bytes.

    Args:
        graph: what to write.
        output: the file.
        to_scalar: makes a text or a number of an attribute, since GraphML has no lists. Characters
            that XML cannot hold become U+FFFD.
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph):
        plain.add_node(node, **_scalars(graph.nodes[node], to_scalar))
    for start, end, key in sorted(graph.edges(keys=True)):
        told = _scalars(graph.edges[start, end, key], to_scalar)
        plain.add_edge(start, end, key=key, **told)
    nx.write_graphml_xml(plain, output, named_key_ids=True)


def _scalars(
    told: dict[str, Any], to_scalar: Callable[[Any], str | int | float]
) -> dict[str, str | int | float]:
    return {name: _clean(to_scalar(told[name])) for name in sorted(told)}


def _clean(value: str | int | float) -> str | int | float:
    return _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value
