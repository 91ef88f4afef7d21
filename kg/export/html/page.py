"""One HTML file that shows a graph: drawn by pyvis and vis-network, everything around it is ours.

The page asks no host for anything, and its Content-Security-Policy forbids it to: only the scripts
whose hashes it names run.
"""

import base64
import hashlib
import re
from collections import Counter
from importlib import resources
from typing import Any, BinaryIO

import pyvis
from pyvis.network import Network

from kg.export.html.drawing import drawn_graph, make_network
from kg.export.html.facts import PREDICATES, Facts
from kg.export.html.legend import Legend, load_legend
from kg.export.html.packs import Pack, make_blocks, make_pack
from kg.store import Store

_SCRIPTS = (
    *("packs", "graph", "state", "path", "labels", "regions", "arrange", "drawing", "picture"),
    *("panel", "search", "legend", "sheet", "board", "time", "save", "move", "page"),
)
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def write_html(store: Store, output: BinaryIO) -> None:
    """Write the page of a graph.

    All of it is in the file. Of more than 5,000 nodes the best connected are drawn at first; the
    others come when they are asked for.
    """
    legend = load_legend()
    facts = Facts(store)
    graph = drawn_graph(store, facts)
    net = make_network(graph, legend, facts)
    starts, packs = _packs(facts, is_whole=len(graph) == len(facts.ids))
    told = {
        **_names(legend),
        "heads": [facts.heads[facts.number[node]] for node in sorted(graph)],
        "size": len(facts.ids),
        "sizeEdges": len(facts.edges),
        "counts": Counter(head["k"] for head in facts.heads),
        "dates": _dates(facts),
        "results": store.counts()["results"],
        "starts": starts,
    }
    output.write(_render(net, told, packs, store.settings.get("content", "")).encode())


def _dates(facts: Facts) -> list[tuple[str, int]]:
    """Months, or years where no more is known, and how many papers are of each."""
    dates = Counter(head["d"][:7] for head in facts.heads if head.get("d", "-")[0] != "-")
    return sorted(dates.items())


def _packs(facts: Facts, *, is_whole: bool) -> tuple[list[int], list[Pack]]:
    """The first node of each block, and all packs."""
    blocks = list(make_blocks(facts.details()))
    packs = [pack for _, pack in blocks]
    packs.append(make_pack("results", facts.results()))
    if not is_whole:
        packs.append(make_pack("index", {"heads": facts.heads, "edges": facts.edges}))
    return [start for start, _ in blocks], packs


def _render(net: Network, told: dict[str, Any], packs: list[Pack], records: str) -> str:
    folder = resources.files(__package__)
    scripts = [
        _vis(),
        _wrapped([folder.joinpath(f"{name}.js").read_text("utf-8") for name in _SCRIPTS]),
    ]
    style = folder.joinpath("page.css").read_text("utf-8")
    with resources.as_file(folder) as templates:
        net.set_template_dir(str(templates), "page.html")
        net.templateEnv.autoescape = True
        net.templateEnv.globals.update(
            told=told,
            packs=packs,
            records=records,
            scripts=scripts,
            style=style,
            policy=_policy(scripts, style),
        )
        page: str = net.generate_html()
    return page


def _names(legend: Legend) -> dict[str, Any]:
    """The legend; objects of JSON have no order of their own, so that it stands beside them."""
    order = {"kindOrder": list(legend.kinds), "predicateOrder": list(PREDICATES)}
    return {"kinds": legend.kinds, "predicates": legend.predicates, **order}


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
    rules = ["default-src 'none'", "img-src data: blob:", "base-uri 'none'", "form-action 'none'"]
    return "; ".join([*rules, *(f"{name} {what}" for name, what in allowed.items())])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
