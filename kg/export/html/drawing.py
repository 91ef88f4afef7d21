"""What is drawn when the page opens: all of a graph, or an overview of a large one."""

from collections import Counter
from typing import TYPE_CHECKING

from pyvis.network import Network

from kg.export.html.facts import Facts
from kg.export.html.legend import Legend
from kg.graph import assemble, find_central, find_communities
from kg.graph.layout import lay_out, node_radius
from kg.ids import paper_node
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx

DRAWN = 5000
OVERVIEW = 1500


def drawn_graph(store: Store, size: int) -> "nx.MultiDiGraph[str]":
    """The graph to draw: up to 5,000 nodes whole, else the 1,500 best connected."""
    if size <= DRAWN:
        return assemble(store.papers(), store.entities(), store.relations())
    kept = find_central(store.relations(), OVERVIEW)
    papers = (paper for paper in store.papers() if paper_node(paper.id) in kept)
    entities = (entity for entity in store.entities() if entity.id in kept)
    return assemble(papers, entities, store.relations())


def make_network(graph: "nx.MultiDiGraph[str]", legend: Legend, facts: Facts) -> Network:
    """The drawing; nodes and edges are added one by one, since ``from_nx`` loses parallel edges.

    Args:
        graph: what is drawn.
        legend: the shapes of the kinds.
        facts: the whole, which numbers the nodes and edges, and tells how well connected each is.
    """
    communities = find_communities(graph)
    places = lay_out(graph, communities)
    net = Network(directed=True)
    degree = Counter(end for edge in facts.edges for end in edge[:2])
    for node in sorted(graph):
        number, told = facts.number[node], graph.nodes[node]
        net.add_node(
            number,
            label=told["name"],
            shape=legend.kinds[told["type"]]["shape"],
            group=told["type"],
            community=communities[node],
            size=node_radius(degree[number]),
            x=places[node][0],
            y=places[node][1],
        )
    drawn = {facts.number[node] for node in graph}
    for number, (start, end, predicate, sure) in enumerate(facts.edges):
        if start in drawn and end in drawn:
            net.add_edge(start, end, e=number, p=predicate, confidence=sure)
    net.toggle_physics(False)
    return net
