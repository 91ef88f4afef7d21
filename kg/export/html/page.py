"""One HTML file that shows a graph: drawn by pyvis and vis-network, everything around it is ours.

The page asks no host for anything, and its Content-Security-Policy forbids it to: only the scripts
whose hashes it names run.
"""

import base64
import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, BinaryIO

import pyvis
from pyvis.network import Network

from kg.export.html.facts import Citations, node_facts, result_facts
from kg.export.html.legend import Legend, load_legend
from kg.graph import assemble, find_central, find_communities
from kg.graph.layout import lay_out, node_radius
from kg.ids import paper_node
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx

DRAWN = 5000
_SCRIPTS = ("graph.js", "labels.js", "regions.js", "drawing.js", "panel.js", "search.js", "page.js")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def write_html(store: Store, output: BinaryIO) -> None:
    """Write the page of a graph.

    Of more than 5,000 nodes the most connected are drawn, and the page says so.
    """
    graph = _graph(store)
    page = _render(graph, _told(store, graph), store.settings.get("content", ""))
    output.write(page.encode())


def _graph(store: Store) -> "nx.MultiDiGraph[str]":
    if _size(store) <= DRAWN:
        return assemble(store.papers(), store.entities(), store.relations())
    kept = find_central(store.relations(), DRAWN)
    papers = (paper for paper in store.papers() if paper_node(paper.id) in kept)
    entities = (entity for entity in store.entities() if entity.id in kept)
    return assemble(papers, entities, store.relations())


def _size(store: Store) -> int:
    counts = store.counts()
    return sum(counts[of] for of in ("papers", "methods", "benchmarks", "tasks", "repositories"))


def _told(store: Store, graph: "nx.MultiDiGraph[str]") -> dict[str, Any]:
    """All that the page knows beyond what is drawn."""
    nodes = sorted(graph)
    number = {node: i for i, node in enumerate(nodes)}
    cited = Citations(store.papers())
    edges = sorted(graph.edges(keys=True))
    return {
        "nodes": node_facts(graph, nodes, cited),
        "evidence": [
            [cited.to_fact(ground) for ground in graph.edges[edge]["evidence"]] for edge in edges
        ],
        "results": list(result_facts(store.results(), number, cited)),
        "papers": cited.texts(),
        "size": _size(store),
    }


def _render(graph: "nx.MultiDiGraph[str]", told: dict[str, Any], records: str) -> str:
    legend = load_legend()
    folder = resources.files(__package__)
    scripts = [_vis(), _wrapped([folder.joinpath(name).read_text("utf-8") for name in _SCRIPTS])]
    style = folder.joinpath("page.css").read_text("utf-8")
    with resources.as_file(folder) as templates:
        net = _network(graph, legend)
        net.set_template_dir(str(templates), "page.html")
        net.templateEnv.autoescape = True
        net.templateEnv.globals.update(
            told=told | _names(legend),
            records=records,
            scripts=scripts,
            style=style,
            policy=_policy(scripts, style),
        )
        page: str = net.generate_html()
    return page


def _names(legend: Legend) -> dict[str, Any]:
    """The legend; objects of JSON have no order of their own, so that it stands beside them."""
    kinds, predicates = legend.kinds, legend.predicates
    order = {"kindOrder": list(kinds), "predicateOrder": list(predicates)}
    return {"kinds": kinds, "predicates": predicates, **order}


def _network(graph: "nx.MultiDiGraph[str]", legend: Legend) -> Network:
    """The drawing; nodes and edges are added one by one, since ``from_nx`` loses parallel edges."""
    communities = find_communities(graph)
    places = lay_out(graph, communities)
    net = Network(directed=True)
    number = {node: i for i, node in enumerate(sorted(graph))}
    for node, i in number.items():
        told = graph.nodes[node]
        x, y = places[node]
        net.add_node(
            i,
            label=told["name"],
            shape=legend.kinds[told["type"]]["shape"],
            group=told["type"],
            community=communities[node],
            size=node_radius(graph.degree[node]),
            x=x,
            y=y,
        )
    for start, end, key in sorted(graph.edges(keys=True)):
        sure = graph.edges[start, end, key]["confidence"]
        net.add_edge(number[start], number[end], predicate=key, confidence=sure)
    net.toggle_physics(False)
    return net


def _vis() -> str:
    """The code of vis-network, out of the installed pyvis."""
    code = resources.files(pyvis).joinpath(_VIS).read_text("utf-8")
    return _SOURCE_MAP.sub("", code)


def _wrapped(parts: list[str]) -> str:
    body = "\n".join(parts)
    return f'(function () {{\n"use strict";\n{body}\n}})();'


def _policy(scripts: list[str], style: str) -> str:
    """The page may run and apply what it carries, and load nothing."""
    allowed = {"script-src": " ".join(map(_hash, scripts)), "style-src": _hash(style)}
    rules = ["default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'"]
    return "; ".join([*rules, *(f"{name} {what}" for name, what in allowed.items())])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
