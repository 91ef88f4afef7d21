"""The graph in memory, by networkx: the whole of a small collection, a slice of a large one."""

from kg.graph.assemble import TYPES, assemble
from kg.graph.communities import find_communities
from kg.graph.slice import find_central, find_neighbourhood, keep_types
from kg.graph.stats import Shape, measure

__all__ = [
    "TYPES",
    "Shape",
    "assemble",
    "find_central",
    "find_communities",
    "find_neighbourhood",
    "keep_types",
    "measure",
]
