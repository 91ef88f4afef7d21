"""GraphML, for Gephi, Cytoscape, igraph and networkx."""

import json
from functools import partial
from typing import Any, BinaryIO

from kg.export.grounds import PaperOf, papers_of, to_quoted_record
from kg.model import Evidence
from kg.store import Store


def write_graphml(store: Store, output: BinaryIO) -> None:
    """Write the graph as GraphML; held in memory whole.

    Attributes are text and numbers: lists stand with a line for each item, ``evidence`` as JSON
    (with sentences), and characters that XML cannot hold as U+FFFD. A node's ``community`` counts
    from 0, the largest.
    """
    from kg.graph import assemble, find_communities
    from kg.graph.graphml import write_graphml as write

    graph = assemble(store.papers(), store.entities(), store.relations())
    for node, community in find_communities(graph).items():
        graph.nodes[node]["community"] = community
    write(graph, output, partial(_to_scalar, paper_of=papers_of(store)))


def _to_scalar(value: Any, paper_of: PaperOf) -> str | int | float:
    match value:
        case int() | float():
            return value
        case Evidence():
            return json.dumps(to_quoted_record(value, paper_of), ensure_ascii=False)
        case tuple() if all(isinstance(item, str) for item in value):
            return "\n".join(value)
        case tuple():
            quoted = [to_quoted_record(ground, paper_of) for ground in value]
            return json.dumps(quoted, ensure_ascii=False)
        case _:
            return str(value)
