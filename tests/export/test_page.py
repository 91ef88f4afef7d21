import base64
import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.export.html import drawing, packs
from kg.export.html.facts import _utf16, wide_places
from kg.export.html.legend import load_legend, make_legend
from kg.graph import TYPES
from kg.model import Predicate
from kg.store import Store
from tests.export.conftest import Exported, export_bytes
from tests.export.hostile import TITLES

_VIS = re.compile(r"<script>/\*\*\s+\* vis-network.*?</script>", re.DOTALL)
_OUTSIDE = re.compile(rb"""(?:src|href|action|data)\s*=\s*["']?\s*(?:https?:)?//|@import|url\(""")


def unpacked(html: bytes, name: str) -> object:
    found = re.search(rf'<script type="text/plain" id="pack-{name}">(.*?)</script>', html.decode())
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def data_of(html: bytes, id: str) -> object:
    found = re.search(rf'<script type="application/json" id="{id}">(.*?)</script>', html.decode())
    assert found
    return json.loads(found[1])


def test_the_page_carries_the_hash_of_the_records(exported: Exported) -> None:
    assert f'<meta name="paper-kg-records" content="{"0" * 64}">'.encode() in exported("html")


def test_the_page_links_to_no_host_and_forbids_all(exported: Exported) -> None:
    html = exported("html")
    ours = _VIS.sub("", html.decode()).encode()
    assert len(ours) < len(html) - 400_000
    assert not _OUTSIDE.search(ours)
    assert b"default-src &#39;none&#39;" in html
    assert b"sourceMappingURL" not in html


def test_only_our_scripts_are_scripts(hostile_store: Path) -> None:
    html = _VIS.sub("", export_bytes(hostile_store, "html").decode())
    assert len(re.findall("<script", html)) == len(re.findall("</script>", html)) == 6
    assert "\u2028" not in html


def test_every_node_and_edge_is_drawn(small_store: Path, exported: Exported) -> None:
    nodes, edges = (data_of(exported("html"), id) for id in ("nodes", "edges"))
    assert isinstance(nodes, list)
    assert isinstance(edges, list)
    with Store.open(small_store) as store:
        names = [p.title for p in store.papers()] + [e.name for e in store.entities()]
        count = sum(r.predicate is not Predicate.REPORTS for r in store.relations())
    assert sorted(node["label"] for node in nodes) == sorted(names)
    assert len(edges) == count
    assert all(isinstance(node[axis], int) for node in nodes for axis in "xy")


def test_hostile_titles_come_back_as_they_are(hostile_store: Path) -> None:
    details = unpacked(export_bytes(hostile_store, "html"), "block-0")
    assert isinstance(details, list)
    assert {paper["t"] for paper in details if "t" in paper} == set(TITLES)


def test_of_a_large_graph_the_best_connected_nodes_are_drawn_and_the_rest_is_in_the_file(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "DRAWN", 9)
    monkeypatch.setattr(drawing, "OVERVIEW", 3)
    html = export_bytes(small_store, "html")
    nodes, told, index = data_of(html, "nodes"), data_of(html, "told"), unpacked(html, "index")
    assert isinstance(nodes, list)
    assert isinstance(told, dict)
    assert isinstance(index, dict)
    assert "Omniglot" in {node["label"] for node in nodes}
    assert len(nodes) == 3
    assert len(index["heads"]) == told["size"] == 10
    assert len(index["edges"]) == told["sizeEdges"]
    assert [index["heads"][node["id"]]["n"] for node in nodes] == [node["label"] for node in nodes]


def test_every_edge_has_its_grounds(small_store: Path, exported: Exported) -> None:
    details = unpacked(exported("html"), "block-0")
    edges = data_of(exported("html"), "edges")
    assert isinstance(details, list)
    assert isinstance(edges, list)
    grounds = [each for told in details for each in told.get("g", [])]
    assert len(grounds) == len(edges)
    assert all(grounds)


def test_records_come_in_blocks_that_know_where_they_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packs, "BLOCK", 10)
    blocks = list(packs.make_blocks(["ab", "cdefgh", "i"]))
    assert [(start, pack.name) for start, pack in blocks] == [(0, "block-0"), (2, "block-1")]
    held = [json.loads(gzip.decompress(base64.b64decode(pack.data))) for _, pack in blocks]
    assert held == [["ab", "cdefgh"], ["i"]]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 50))
def test_offsets_count_as_a_browser_counts(text: str, place: int) -> None:
    place = min(place, len(text))
    units = text.encode("utf-16-le")
    assert units[: 2 * _utf16(wide_places(text), place)].decode("utf-16-le") == text[:place]


def test_the_legend_tells_of_every_type_and_predicate() -> None:
    legend = load_legend()
    assert tuple(legend.kinds) == TYPES
    assert tuple(legend.predicates) == tuple(Predicate)
    looks = [(told["shape"], told["light"]) for told in legend.kinds.values()]
    assert len({shape for shape, _ in looks}) == len({colour for _, colour in looks}) == len(TYPES)


def test_a_legend_with_a_gap_is_refused() -> None:
    legend = load_legend()
    less = {name: legend.kinds[name] for name in TYPES if name != "task"}
    with pytest.raises(KnowledgeError, match=r"legend\.json: kinds: expected paper, method"):
        make_legend({"kinds": less, "predicates": legend.predicates})
    bare = legend.predicates | {"uses": {"forward": "uses"}}
    with pytest.raises(KnowledgeError, match=r"uses: expected backward, dark, forward, light"):
        make_legend({"kinds": legend.kinds, "predicates": bare})
