"""Which records are the same paper, whatever order they come in.

Records that share an id, a DOI or an arXiv id are one paper, and so on from record to record.
Records that have none of these are one paper where their titles are, and belong to the paper with
such a key that has their title; where several have it, to the one with the first key. So a record
without a key never makes one paper of two that are told apart by their ids.
"""

import hashlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.sources.identity import identity_keys, title_key
from kg.sources.record import SourceRecord

_ID = "id:"


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one paper.

    Attributes:
        members: their numbers, rising.
        id: the first of the ids given to them, or None.
        key: the first of all their keys, or empty.
    """

    members: tuple[int, ...]
    id: str | None
    key: str


@dataclass
class Groups:
    """A union-find over the numbers of records, of which it holds only the keys."""

    _parents: "array[int]" = field(default_factory=lambda: array("Q"))
    _by_key: dict[str, int] = field(default_factory=dict)
    _titled: dict[bytes, int] = field(default_factory=dict)  # the first without a key
    _keyed: dict[bytes, list[int]] = field(default_factory=dict)  # those with keys

    def append(self, record: SourceRecord) -> None:
        """Take in the next record."""
        number = len(self._parents)
        self._parents.append(number)
        keys = identity_keys(record)
        title = hashlib.blake2b(title_key(record.title).encode(), digest_size=12).digest()
        for key in keys:
            self._join(number, self._by_key.setdefault(key, number))
        if keys:
            self._keyed.setdefault(title, []).append(number)
        else:
            self._join(number, self._titled.setdefault(title, number))

    def settle(self) -> Iterator[Group]:
        """The groups in the order of their first records; nothing is to be appended after."""
        self._join_titles()
        members: dict[int, list[int]] = {}
        for number in range(len(self._parents)):
            members.setdefault(self._find(number), []).append(number)
        keys = self._first_keys()
        for root, numbers in members.items():
            key = keys.get(root, "")
            yield Group(tuple(numbers), _given_id(key), key)

    def _join_titles(self) -> None:
        """Give the records without a key to the paper with one that has their title."""
        keys = self._first_keys()
        joined = []
        for title, number in self._titled.items():
            roots = {self._find(keyed) for keyed in self._keyed.get(title, ())}
            if roots:
                joined.append((number, min(roots, key=lambda root: _rank(keys[root]))))
        for number, root in joined:
            self._join(number, root)

    def _first_keys(self) -> dict[int, str]:
        """The first key of each group that has one: an id before a DOI or an arXiv id."""
        first: dict[int, str] = {}
        for key, number in self._by_key.items():
            root = self._find(number)
            first[root] = min(first.get(root, key), key, key=_rank)
        return first

    def _find(self, number: int) -> int:
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def _join(self, one: int, other: int) -> None:
        one, other = self._find(one), self._find(other)
        self._parents[max(one, other)] = min(one, other)


def _rank(key: str) -> tuple[bool, str]:
    return (not key.startswith(_ID), key)


def _given_id(key: str) -> str | None:
    return key.removeprefix(_ID) if key.startswith(_ID) else None
