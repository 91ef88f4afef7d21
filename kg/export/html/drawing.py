"""What is drawn when the page opens: all of a graph, or an overview of a large one."""

from collections import Counter
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Any

from pyvis.network import Network

from kg.export.grounds import type_of
from kg.export.html.facts import PREDICATES, Facts
from kg.export.html.legend import Legend
from kg.graph import assemble, find_communities
from kg.graph.layout import lay_out, node_radius
from kg.model import Predicate, Relation
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx

DRAWN = 5000
OVERVIEW = 1500


def drawn_graph(store: Store, facts: Facts) -> "nx.MultiDiGraph[str]":
    """The graph to draw: up to 5,000 nodes whole, else an overview of 1,500."""
    if len(facts.ids) <= DRAWN:
        return assemble(store.papers(), store.entities(), _bare(facts, range(len(facts.ids))))
    kept = _find_overview(facts.edges, OVERVIEW)
    ids = [facts.ids[number] for number in sorted(kept)]
    papers = filter(None, map(store.paper, (id for id in ids if type_of(id) == "paper")))
    entities = filter(None, map(store.entity, (id for id in ids if type_of(id) != "paper")))
    return assemble(papers, entities, _bare(facts, kept))


def _bare(facts: Facts, kept: Container[int]) -> Iterator[Relation]:
    """The relations between these nodes without what they rest on, which is not drawn."""
    for start, end, predicate, confidence in facts.edges:
        if start in kept and end in kept:
            edge = (facts.ids[start], Predicate(PREDICATES[predicate]), facts.ids[end])
            yield Relation(*edge, (), confidence)


def _find_overview(edges: list[Any], limit: int) -> set[int]:
    """The best connected nodes, a third of all, and those that most edges join them by."""
    hubs = _most(Counter(end for edge in edges for end in edge[:2]), max(1, limit // 3))
    joining: Counter[int] = Counter()
    for start, end, *_ in edges:
        if (start in hubs) != (end in hubs):
            joining[end if start in hubs else start] += 1
    return hubs | _most(joining, limit - len(hubs))


def _most(counted: Counter[int], limit: int) -> set[int]:
    return set(sorted(counted, key=lambda number: (-counted[number], number))[:limit])


def make_network(graph: "nx.MultiDiGraph[str]", legend: Legend, facts: Facts) -> Network:
    """The drawing; nodes and edges are added one by one, since ``from_nx`` loses parallel edges.

    Args:
        graph: what is drawn.
        legend: the shapes of the kinds.
        facts: the whole, which numbers the nodes and edges.
    """
    communities = find_communities(graph)
    places = lay_out(graph, communities)
    net = Network(directed=True)
    for node in sorted(graph):
        number, told = facts.number[node], graph.nodes[node]
        net.add_node(
            number,
            label=told["name"],
            shape=legend.kinds[told["type"]]["shape"],
            group=told["type"],
            community=communities[node],
            size=node_radius(graph.degree[node]),
            x=places[node][0],
            y=places[node][1],
        )
    drawn = {facts.number[node] for node in graph}
    for number, (start, end, predicate, sure) in enumerate(facts.edges):
        if start in drawn and end in drawn:
            net.add_edge(start, end, e=number, p=predicate, confidence=sure)
    net.toggle_physics(False)
    return net
