"""Links: spans with a clean URL and what it leads to."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KnowledgeError
from kg.model import LinkKind, Paper
from kg.nlp import read
from kg.nlp.links import read_link_rules


def _kinds(abstract: str) -> list[tuple[str, LinkKind]]:
    (annotation,) = read([Paper("p", "A title", abstract)])
    return [(link.url, link.kind) for link in annotation.links]


@pytest.mark.parametrize(
    ("abstract", "kind"),
    [
        ("Code is at https://github.com/x/y.", LinkKind.CODE),
        ("Our code: anonymous.4open.science/r/AB-12/", LinkKind.CODE),
        ("Our dataset is available at https://github.com/x/y.", LinkKind.DATA),
        ("See https://huggingface.co/datasets/a/b.", LinkKind.DATA),
        ("Models: https://huggingface.co/a/b.", LinkKind.MODEL),
        ("The model weights are published at https://aka.ms/orca-lm.", LinkKind.MODEL),
        ("Project page: https://x.github.io/y/.", LinkKind.PROJECT),
        ("Videos and code are at https://sites.google.com/view/x.", LinkKind.PROJECT),
        ("A platform deployed at http://a-1.cs.vt.edu:5550 helps.", LinkKind.PROJECT),
        ("See https://github.com/x/awesome-agents.", LinkKind.OTHER),
        ("The video is at https://youtu.be/abc.", LinkKind.OTHER),
        ("We extend https://arxiv.org/abs/1.2.", LinkKind.OTHER),
    ],
)
def test_what_a_link_leads_to(abstract: str, kind: LinkKind) -> None:
    assert [found for _, found in _kinds(abstract)] == [kind]


def test_words_count_for_the_link_they_lead_up_to() -> None:
    abstract = "The dataset is at https://a.org/d and the code at https://b.org/c."
    assert _kinds(abstract) == [
        ("https://a.org/d", LinkKind.DATA),
        ("https://b.org/c", LinkKind.CODE),
    ]


@pytest.mark.parametrize("row", ["url\ta\tnone", "path\ta\tcode", "url\t(\tcode", "url\ta"])
def test_bad_rules_are_refused(tmp_path: Path, row: str) -> None:
    path = tmp_path / "links.tsv"
    path.write_text(f"# rules\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"links\.tsv:2: "):
        read_link_rules(path)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("part", "floor", "kind_floor"), [("dev", 0.98, 0.95), ("train", 0.98, 0.96)]
)
def test_links_of_the_gold(shared: Path, part: str, floor: float, kind_floor: float) -> None:
    from kg.nlp.links import find_links
    from kg.nlp.pipeline import make_pipeline

    nlp = make_pipeline()
    gold: set[tuple[str, ...]] = set()
    found: set[tuple[str, ...]] = set()
    texts = _read(shared / "gold" / f"{part}_papers.jsonl")
    for record in _read(shared / "gold" / f"{part}.jsonl").values():
        paper = texts[record["id"]]
        doc = find_links(nlp.make_doc(f"{paper['title']}\n\n{paper['abstract']}"))
        spans = doc.spans["links"]
        found |= {(record["id"], _bare(span.kb_id_), span.label_) for span in spans}
        gold |= {(record["id"], _bare(repo["url"]), repo["kind"]) for repo in record["repos"]}
    assert _f1({key[:2] for key in gold}, {key[:2] for key in found}) >= floor
    assert _f1(gold, found) >= kind_floor


def _read(path: Path) -> dict[str, Any]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def _bare(url: str) -> str:
    """A URL as two readings of it are compared: without scheme, last slash, and ``.git``."""
    bare = (url.partition("://")[2] or url).removeprefix("www.")
    return bare.rstrip("/.").removesuffix(".git").casefold()


def _f1(gold: set[tuple[str, ...]], found: set[tuple[str, ...]]) -> float:
    return 2 * len(gold & found) / (len(gold) + len(found))
