"""What the page tells of nodes and edges, in few bytes: names of fields are short, texts are once.

Words are cited by offsets into the papers' texts, counted as a browser counts: in UTF-16 units.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg.ids import paper_node
from kg.model import Decided, Evidence, Ground, Inferred, Paper, Result, Stated

if TYPE_CHECKING:
    import networkx as nx

Fact = dict[str, Any]


class Citations:
    """The texts that were cited so far, each with the number it is cited by."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._numbers = {id: number for number, id in enumerate(sorted(self._papers))}

    def texts(self) -> list[Fact]:
        """Node, title and abstract of each paper, by its number."""
        papers = (self._papers[id] for id in sorted(self._papers))
        return [{"n": paper_node(p.id), "t": p.title, "a": p.abstract} for p in papers]

    def cite(self, evidence: Evidence) -> list[int]:
        """Number of the paper; begin and end of the sentence and of the words in it."""
        text = self._papers[evidence.paper].text
        places = (*evidence.sentence, evidence.start, evidence.end)
        return [self._numbers[evidence.paper], *(_utf16(text, place) for place in places)]

    def to_fact(self, ground: Ground) -> Fact:
        """A ground, as the page shows it."""
        match ground:
            case Evidence():
                return {"at": self.cite(ground), "rule": ground.rule, "s": ground.score}
            case Stated(paper, record, field, score):
                return {"p": self._numbers[paper], "from": f"{record}, {field}", "s": score}
            case Inferred(rule, edges, names, score):
                return {"rule": rule, "edges": edges, "names": names, "s": score}
            case Decided(file, line, score):
                return {"from": f"{file}:{line}", "s": score}


def node_facts(graph: "nx.MultiDiGraph[str]", nodes: list[str], cited: Citations) -> list[Fact]:
    """What the panel says of each node."""
    return [_node_fact(node, graph.nodes[node], cited) for node in nodes]


def result_facts(
    results: Iterable[Result], number: dict[str, int], cited: Citations
) -> Iterator[Fact]:
    """The reported numbers of the nodes drawn."""
    for result in results:
        ends = (paper_node(result.paper), result.method, result.benchmark)
        if any(end in number for end in ends if end is not None):
            yield {
                "of": [number.get(end or "") for end in ends],
                "v": result.value,
                "m": result.metric,
                "k": result.kind.value,
                "e": cited.to_fact(result.evidence),
            }


def _node_fact(node: str, told: dict[str, Any], cited: Citations) -> Fact:
    fact: Fact = {"i": node}
    if aliases := [alias for alias in told.get("aliases", ()) if alias != told["name"]]:
        fact["also"] = aliases
    if links := _links(told):
        fact["links"] = links
    if "description" in told:
        fact["told"] = cited.cite(told["description"])
    meta: Fact = {key: told[key] for key in ("published", "venue") if key in told}
    if authors := told.get("authors") or told.get("author_count"):
        meta["authors"] = ", ".join(authors) if isinstance(authors, tuple) else str(authors)
    return fact | meta


def _links(told: dict[str, Any]) -> list[str]:
    links = (told.get("url"), *told.get("links", ()), *told.get("code_links", ()))
    return list(dict.fromkeys(link for link in links if link))


def _utf16(text: str, place: int) -> int:
    before = text[:place]
    return place if before.isascii() else len(before.encode("utf-16-le", "surrogatepass")) // 2
