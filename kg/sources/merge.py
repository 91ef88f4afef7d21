"""Records to papers: one for each that the records are of."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.ids import distinct_paper_id, paper_id
from kg.model import Paper
from kg.sources.groups import Group, Groups
from kg.sources.record import Sourced, SourceRecord
from kg.spool import Spool


def make_papers(records: Spool[Sourced], groups: Groups) -> Iterator[Paper]:
    """One paper a group, in the order of first records."""
    settled = list(groups.settle())
    names = _Names(records, settled)
    for group in settled:
        members = _fetch(records, group)
        yield merge(members, names.find(group, members))


def merge(members: Sequence[Sourced], id: str) -> Paper:
    """The paper that these records state, whatever their order.

    Title and abstract are those of the longest abstract; of the other fields, where records
    disagree, the fullest is kept; ties go by byte order.
    """
    records = [member.record for member in members]
    best = _best(records)
    authors = max((record.authors for record in records), key=lambda names: (len(names), names))
    counts = [record.author_count for record in records if record.author_count is not None]
    links = {link for record in records for link in record.code_links}
    return Paper(
        id=id,
        title=best.title,
        abstract=best.abstract,
        published=_first(record.published for record in records),
        venue=_first(record.venue for record in records),
        url=_first(record.url for record in records) or _address(records),
        authors=authors,
        author_count=max([*counts, len(authors)]) or None,
        code_links=tuple(sorted(links)),
        sources=tuple(sorted({member.source for member in members})),
    )


class _Names:
    """The ids of the papers: those given, and for the others the shortest that are free."""

    def __init__(self, records: Spool[Sourced], groups: Sequence[Group]) -> None:
        self._given = {group.id for group in groups if group.id is not None}
        self._plain: Counter[str] = Counter()
        self._distinct: Counter[str] = Counter()
        for group in groups:
            if group.id is None:
                title = _best([member.record for member in _fetch(records, group)]).title
                self._plain[paper_id(title)] += 1
                self._distinct[distinct_paper_id(title)] += 1

    def find(self, group: Group, members: Sequence[Sourced]) -> str:
        """The id of this group's paper."""
        if group.id is not None:
            return group.id
        title = _best([member.record for member in members]).title
        plain, distinct = paper_id(title), distinct_paper_id(title)
        if self._plain[plain] == 1 and plain not in self._given:
            return plain
        taken = self._distinct[distinct] > 1 or self._plain[distinct] or distinct in self._given
        return distinct_paper_id(title, group.key or title) if taken else distinct


def _fetch(records: Spool[Sourced], group: Group) -> list[Sourced]:
    return [records[number] for number in group.members]


def _best(records: Sequence[SourceRecord]) -> SourceRecord:
    return min(records, key=lambda record: (-len(record.abstract), record.abstract, record.title))


def _first(values: Iterator[str | None]) -> str | None:
    """The fullest value: one that starts with a year before one that does not, then the longest."""
    return min(
        (value for value in values if value),
        key=lambda value: (value.startswith("--"), -len(value), value),
        default=None,
    )


def _address(records: Sequence[SourceRecord]) -> str | None:
    """Where the paper is, of those that give no address but an arXiv id or a DOI."""
    arxiv = _first(record.arxiv for record in records)
    doi = _first(record.doi for record in records)
    if arxiv is not None:
        return f"https://arxiv.org/abs/{arxiv}"
    return f"https://doi.org/{doi}" if doi is not None else None
