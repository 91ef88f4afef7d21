"""A collection that grows: papers found anew beside those that are stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.ids import distinct_paper_id, paper_id, slug
from kg.model import Paper
from kg.store.standing import Standing


def grow(stored: Iterable[Paper], found: Iterable[Paper]) -> Iterator[Paper]:
    """All papers, each once.

    Two are the same where their ids agree or, one of them having been given none, their titles.
    """
    new = {paper.id: paper for paper in found}
    by_title = {slug(paper.title): paper.id for paper in new.values()}
    taken = set()
    for paper in stored:
        taken.add(paper.id)
        match = new.get(paper.id) or new.get(by_title.get(slug(paper.title), ""))
        if match is None or not _same(paper, match):
            yield paper
        else:
            del new[match.id]
            yield merged(paper, match)
    for paper in new.values():
        yield replace(paper, id=distinct_paper_id(paper.title)) if paper.id in taken else paper


@dataclass(frozen=True, slots=True)
class Growth:
    """What papers found anew change of those that are stored.

    Attributes:
        papers: those that are new, or of which more is known now.
        gone: the ids of stored papers that bear another now.
    """

    papers: tuple[Paper, ...]
    gone: frozenset[str]


def find_growth(store: Standing, found: Iterable[Paper]) -> Growth:
    """What :func:`grow` would change; looks only at stored papers that may be among those found."""
    new = list(found)
    ids, titles = {paper.id for paper in new}, {slug(paper.title) for paper in new}
    same = [id for id, title in store.titles() if id in ids or slug(title) in titles]
    held = dict(zip(same, filter(None, map(store.paper, same)), strict=True))
    grown = {paper.id: paper for paper in grow(held.values(), new)}
    changed = tuple(paper for paper in grown.values() if held.get(paper.id) != paper)
    return Growth(changed, frozenset(held.keys() - grown.keys()))


def merged(one: Paper, other: Paper) -> Paper:
    """One paper of two records: the longer abstract, and of all else what says more."""
    first, second = sorted((one, other), key=lambda p: (-len(p.abstract), p.abstract, p.title))
    return replace(
        first,
        id=second.id if _is_minted(first) else first.id,
        published=_fuller(first.published, second.published),
        venue=_fuller(first.venue, second.venue),
        url=_fuller(first.url, second.url),
        authors=max(first.authors, second.authors, key=lambda names: (len(names), names)),
        author_count=max(first.author_count or 0, second.author_count or 0) or None,
        code_links=tuple(sorted({*first.code_links, *second.code_links})),
        sources=tuple(sorted({*first.sources, *second.sources})),
    )


def _same(one: Paper, other: Paper) -> bool:
    if _is_minted(one) or _is_minted(other):
        return slug(one.title) == slug(other.title)
    return one.id == other.id


def _is_minted(paper: Paper) -> bool:
    return paper.id in (paper_id(paper.title), distinct_paper_id(paper.title))


def _fuller(one: str | None, other: str | None) -> str | None:
    """A value that starts with a year before one that does not, then the longer."""
    said = (value for value in (one, other) if value)
    return min(said, key=lambda value: (value[:2] == "--", -len(value), value), default=None)
