"""What a build knows of papers and names that it does not look at again.

Of papers it keeps what they were and what their rows were derived from. Where a few papers change,
only names are joined anew that ties connect with theirs. Of the others the records tell what is
needed: what each use means, which entities are doubtful, which spellings one entity alone bears,
and of which spellings it looks for the bearer.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.ids import paper_node
from kg.model import Label, Predicate
from kg.store.connection import mending
from kg.store.rows import Row
from kg.store.tables import Tables
from kg.store.watch import watch, watched

Tie: TypeAlias = tuple[str, str, int]
Place: TypeAlias = tuple[str, int]  # paper and group
Spelled: TypeAlias = tuple[Label, str, str]  # label and spelling, and the id of an entity

_RECORD = "SELECT id, length(title), code_links, sources, reading FROM papers"
_REACHED = (
    "WITH RECURSIVE reached (tie) AS ("
    " SELECT tie FROM temp.begun UNION"
    " SELECT b.tie FROM reached r JOIN ties a ON a.tie = r.tie"
    " JOIN ties b ON b.paper = a.paper AND b.mention_group = a.mention_group"
    ") SELECT DISTINCT t.paper, t.mention_group FROM reached r CROSS JOIN ties t ON t.tie = r.tie"
    " ORDER BY 1, 2"
)


@dataclass(frozen=True, slots=True)
class Touched:
    """What was changed since a moment.

    Attributes:
        content: the hash of the records as they were then.
        units: the papers and entities, by node, of which something else may be said now.
    """

    content: str
    units: frozenset[str]


class Standing(Tables):
    """A ``graph.db`` and what it keeps for later builds."""

    _watched: Touched | None = None

    def watch(self, units: Iterable[str]) -> None:
        """Begin to note what is written of; of these units something was written already."""
        with mending(self.path):
            watch(self._connection)
        self._watched = Touched(self.settings.get("content", ""), frozenset(units))

    @property
    def touched(self) -> Touched | None:
        """What was written of since then; None where it was not watched."""
        if self._watched is None:
            return None
        with mending(self.path):
            units = self._watched.units | watched(self._connection)
        return Touched(self._watched.content, units)

    def titles(self) -> Iterator[tuple[str, str]]:
        """The id and the title of each paper."""
        return ((id, title) for id, title in self._rows("SELECT id, title FROM papers ORDER BY id"))

    def paper_digests(self) -> dict[str, str]:
        """By the id of each paper the digest of all that is known of it."""
        return dict(self._rows("SELECT id, digest FROM papers"))

    def reading_of(self, paper: str) -> str | None:
        """The key of a paper's text as it was read."""
        query = "SELECT reading FROM papers WHERE id = ?"
        return next((key for (key,) in self._rows(query, paper)), None)

    def is_read(self, key: str) -> bool:
        """Whether a text was read, by the key of its reading."""
        return next(self._rows("SELECT 1 FROM readings WHERE key = ?", key), None) is not None

    def records_of_papers(self) -> Iterator[Row]:
        """Of each paper its id and all but its text that follows from it: record and reading."""
        return self._rows(f"{_RECORD} ORDER BY id")

    def record_of(self, paper: str) -> Row | None:
        """The same of one paper."""
        return next(self._rows(f"{_RECORD} WHERE id = ?", paper), None)

    def traces(self) -> dict[str, str]:
        """By paper the digest of what its rows were derived from; by no paper, of what all were."""
        return dict(self._rows("SELECT paper, digest FROM traces"))

    def trace(self, paper: str) -> str | None:
        """The same of one paper, or of none."""
        query = "SELECT digest FROM traces WHERE paper = ?"
        return next((digest for (digest,) in self._rows(query, paper)), None)

    def ties_of(self, paper: str) -> set[str]:
        """The ties of all uses of a paper."""
        return {tie for (tie,) in self._rows("SELECT tie FROM ties WHERE paper = ?", paper)}

    def tied(self, ties: Iterable[str]) -> list[Place]:
        """The uses that have one of these ties, or that a chain of ties connects with such."""
        self._write("CREATE TEMP TABLE IF NOT EXISTS begun (tie PRIMARY KEY)")
        self._write("DELETE FROM temp.begun")
        for tie in ties:
            self._write("INSERT INTO temp.begun VALUES (?)", tie)
        return [(paper, group) for paper, group in self._rows(_REACHED)]

    def meant_in(self, paper: str) -> dict[int, str]:
        """The entity that each group of a paper means."""
        query = "SELECT mention_group, entity FROM meanings WHERE paper = ?"
        return dict(self._rows(query, paper))

    def papers_with(self, repository: str) -> list[str]:
        """The ids of the papers that lead to a repository."""
        query = (
            "SELECT p.id FROM relations r JOIN papers p ON p.node = r.subject"
            " WHERE r.object = ? AND r.predicate = ?"
        )
        return [id for (id,) in self._rows(query, repository, Predicate.HAS_REPOSITORY.value)]

    def repositories_in(self, paper: str) -> set[str]:
        """The repositories that a paper leads to."""
        edges = self.edges_from(paper_node(paper))
        return {end for _, predicate, end in edges if predicate is Predicate.HAS_REPOSITORY}

    def is_doubtful(self, entity: str) -> bool:
        """Whether nothing is inferred from an entity."""
        query = "SELECT 1 FROM doubtful WHERE entity = ?"
        return next(self._rows(query, entity), None) is not None

    def bearer(self, label: Label, form: str) -> str | None:
        """The entity of a label that alone bears a spelling."""
        query = "SELECT entity FROM bearers WHERE label = ? AND form = ?"
        return next((id for (id,) in self._rows(query, label.value, form)), None)

    def borne_by(self, entity: str) -> set[Spelled]:
        """The spellings that an entity alone bears."""
        found = self._rows("SELECT * FROM bearers WHERE entity = ?", entity)
        return {(Label(label), form, id) for label, form, id in found}

    def seekers(self, label: Label, form: str) -> list[str]:
        """The entities that are variants of what alone bears a spelling, if of nothing nearer."""
        query = "SELECT entity FROM sought WHERE label = ? AND form = ?"
        return [id for (id,) in self._rows(query, label.value, form)]

    def write_ties(self, ties: Iterable[Tie], papers: Collection[str] | None = None) -> None:
        """Put these in the place of all ties, or of those of some papers."""
        if papers is None:
            self._replace("ties", ties)
        else:
            self._renew("ties", ties, papers, ("paper",))

    def write_meanings(
        self, meant: Mapping[Place, str], papers: Collection[str] | None = None
    ) -> None:
        """Put these in the place of what all uses mean, or those of some papers."""
        found = ((*place, entity) for place, entity in meant.items())
        if papers is None:
            self._replace("meanings", found)
        else:
            self._renew("meanings", found, papers, ("paper",))

    def write_standing(
        self,
        doubtful: Iterable[str],
        bearers: Iterable[Spelled],
        sought: Iterable[Spelled],
        entities: Collection[str] | None = None,
    ) -> None:
        """Put these in the place of what is kept of all entities, or of some."""
        self._renew("doubtful", ((each,) for each in doubtful), entities)
        self._renew("bearers", _to_rows(bearers), entities)
        self._renew("sought", _to_rows(sought), entities)


def _to_rows(found: Iterable[Spelled]) -> Iterable[tuple[str, str, str]]:
    return ((label.value, form, entity) for label, form, entity in found)
