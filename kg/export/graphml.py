"""GraphML, for Gephi, Cytoscape, igraph and networkx."""

import json
import re
from typing import Any, BinaryIO

from kg.export.grounds import PaperOf, papers_of, to_quoted_record
from kg.model import Evidence
from kg.store import Store

# What XML 1.0 cannot hold, not even as a character reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LISTS = "\n"


def write_graphml(store: Store, output: BinaryIO) -> None:
    """Write the graph as GraphML; held in memory whole.

    Attributes are text and numbers: lists stand with a line for each item, ``evidence`` as JSON
    (with sentences), and characters that XML cannot hold as U+FFFD. A node's ``community`` counts
    from 0, the largest.
    """
    import networkx as nx

    from kg.graph import assemble, find_communities

    graph = assemble(store.papers(), store.entities(), store.relations())
    communities = find_communities(graph)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    paper_of = papers_of(store)
    for node in sorted(graph):
        told = {key: _scalar(value, paper_of) for key, value in graph.nodes[node].items()}
        plain.add_node(node, **told, community=communities[node])
    for start, end, key, told in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
        scalars = {name: _scalar(value, paper_of) for name, value in told.items()}
        plain.add_edge(start, end, key=key, **scalars)
    nx.write_graphml_xml(plain, output, named_key_ids=True)


def _scalar(value: Any, paper_of: PaperOf) -> str | int | float:
    if isinstance(value, int | float):
        return value
    if isinstance(value, Evidence):
        value = json.dumps(to_quoted_record(value, paper_of), ensure_ascii=False)
    elif isinstance(value, tuple) and value and not isinstance(value[0], str):
        quoted = [to_quoted_record(ground, paper_of) for ground in value]
        value = json.dumps(quoted, ensure_ascii=False)
    elif isinstance(value, tuple):
        value = _LISTS.join(value)
    return _NO_XML.sub("\ufffd", str(value))
