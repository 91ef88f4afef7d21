"""What joins names, and the sets that come of it."""

from collections.abc import Iterable
from typing import NamedTuple

from kg.model import Reason
from kg.resolve.lexicon import Key


class Bond(NamedTuple):
    """Two keys that mean one thing, and why; ``papers`` counts those that say so."""

    one: Key
    other: Key
    reason: Reason
    source: str
    papers: int
    confidence: float


class Joined:
    """Keys in sets without overlap; each set is known by its least key.

    The surest bonds are made first, and none that would bring together what is kept apart.

    Attributes:
        bonds: those that were made, in that order.
        refused: those that were not, because something keeps their ends apart.
    """

    def __init__(self, bonds: Iterable[Bond], apart: Iterable[tuple[Key, Key]] = ()) -> None:
        self._above: dict[Key, Key] = {}
        self._foes: dict[Key, set[Key]] = {}
        self.bonds: list[Bond] = []
        self.refused: list[Bond] = []
        for one, other in apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)
        for bond in sorted(bonds, key=lambda bond: (-bond.confidence, bond)):
            self.add(bond)

    def root(self, key: Key) -> Key:
        """The least key of the set that holds this one."""
        while (above := self._above.get(key, key)) != key:
            self._above[key] = self._above.get(above, above)
            key = above
        return key

    def add(self, bond: Bond) -> bool:
        """Make a bond; False where its ends are joined already, or kept apart."""
        least, other = sorted((self.root(bond.one), self.root(bond.other)))
        if least == other:
            return False
        if any(self.root(foe) == least for foe in self._foes.get(other, ())):
            self.refused.append(bond)
            return False
        self._above[other] = least
        self.bonds.append(bond)
        if foes := self._foes.pop(other, None):
            self._foes.setdefault(least, set()).update(foes)
        return True
