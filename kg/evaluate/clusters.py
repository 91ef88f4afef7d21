"""How well resolution joins: gold clusters against the entities that mentions came to mean.

A *member* is a gold entity of one paper. It is found where the paper has a mention of its label in
one of its forms, and then means the entity that most of these mentions mean. What was not found
says nothing about precision and stands alone for recall.

B-cubed: A. Bagga and B. Baldwin, "Algorithms for scoring coreference chains", LREC 1998.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from kg.errors import SourceError
from kg.evaluate.forms import matching_form
from kg.evaluate.gold import half_of
from kg.evaluate.matching import forms_of
from kg.model import Mention
from kg.records import Record

Member: TypeAlias = tuple[str, str, str]
"""Paper id, label and the entity's name in that paper."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The gold entities that are one thing."""

    canonical: str
    label: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class ClusterScores:
    """B-cubed over all members and over those found, and pairs of found members."""

    members: int
    found: int
    b_cubed: Rates
    b_cubed_found: Rates
    pairs: Rates


def read_clusters(path: str | Path) -> list[Cluster]:
    """The clusters of a JSON Lines file, in its order.

    Raises:
        SourceError: the file cannot be read, or a line is no cluster.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise SourceError(error.strerror or str(error), str(path)) from error
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8", str(path)) from error
    clusters = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                clusters.append(_to_cluster(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                said = "is no cluster: expected canonical, label and members"
                raise SourceError(said, str(path), number) from error
    return clusters


def _to_cluster(record: Any) -> Cluster:
    label = record["label"]
    members = tuple((paper, label, name) for paper, name in record["members"])
    if not all(isinstance(part, str) for member in members for part in member):
        raise ValueError("a member is a paper id and a name")
    return Cluster(str(record["canonical"]), label, members)


def of_half(clusters: Iterable[Cluster], half: str) -> list[Cluster]:
    """The clusters with only those members whose papers fall into a half."""
    kept = (
        Cluster(each.canonical, each.label, tuple(m for m in each.members if half_of(m[0]) == half))
        for each in clusters
    )
    return [cluster for cluster in kept if cluster.members]


def find_meanings(
    gold: Mapping[str, Record], mentions: Iterable[tuple[str, Mention, str]]
) -> dict[Member, str | None]:
    """What each gold entity came to mean: an entity id, or None where it was not found.

    Args:
        gold: gold records by paper id.
        mentions: paper id, mention and entity id, as :meth:`kg.store.Store.mentions` gives them.
    """
    said: dict[Member, Counter[str]] = {}
    for paper, mention, entity in mentions:
        if paper in gold:
            place = (paper, mention.label.value, matching_form(mention.text))
            said.setdefault(place, Counter())[entity] += 1
    return {
        (paper, entity["label"], entity["name"]): _most_said(paper, entity, said)
        for paper, record in gold.items()
        for entity in record["entities"]
    }


def _most_said(
    paper: str, entity: Mapping[str, Any], said: Mapping[Member, Counter[str]]
) -> str | None:
    votes: Counter[str] = Counter()
    for form in sorted(forms_of(entity)):
        votes.update(said.get((paper, entity["label"], form), {}))
    return min(votes, key=lambda id: (-votes[id], id), default=None)


def score_clusters(
    clusters: Iterable[Cluster], meanings: Mapping[Member, str | None]
) -> ClusterScores:
    """B-cubed and pairs over the members that the gold has; others are left out."""
    gold = {m: n for n, cluster in enumerate(clusters) for m in cluster.members if m in meanings}
    found = {member: meant for member in gold if (meant := meanings[member]) is not None}
    sizes, found_sizes = Counter(gold.values()), Counter(gold[member] for member in found)
    guesses = Counter(found.values())
    both = Counter((gold[member], meant) for member, meant in found.items())
    shares = {member: both[gold[member], meant] for member, meant in found.items()}
    precision = _mean((shares[m] / guesses[meant] for m, meant in found.items()), len(found))
    recall = _mean((shares.get(m, 1) / sizes[n] for m, n in gold.items()), len(gold))
    recall_found = _mean((shares[m] / found_sizes[gold[m]] for m in found), len(found))
    hits, said, true = _pairs(both), _pairs(guesses), _pairs(found_sizes)
    pairs = Rates(hits / said if said else 1.0, hits / true if true else 1.0)
    b_cubed = Rates(precision, recall), Rates(precision, recall_found)
    return ClusterScores(len(gold), len(found), *b_cubed, pairs)


def find_pairs(
    clusters: Iterable[Cluster], meanings: Mapping[Member, str | None]
) -> Iterator[tuple[bool, Member, Member]]:
    """The pairs of found members that came out wrong; True where they were merged."""
    gold = {m: n for n, cluster in enumerate(clusters) for m in cluster.members if meanings.get(m)}
    for one in sorted(gold):
        for other in sorted(gold):
            is_one = gold[one] == gold[other]
            if one < other and is_one != (meanings[one] == meanings[other]):
                yield not is_one, one, other


def _mean(values: Iterable[float], count: int) -> float:
    return sum(values) / max(1, count)


def _pairs(sizes: Counter[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
