"""Why the names of an entity are one thing: a reason for each, from name to name."""

from collections.abc import Iterable, Iterator, Mapping, Set

from kg.model import Label, Merge, Reason
from kg.resolve.bonds import Bond, Joined
from kg.resolve.entities import Known
from kg.resolve.lexicon import Key
from kg.resolve.names import Names
from kg.resolve.senses import Sense
from kg.resolve.spelling import name_form

_SAME_FORM = 0.99
_IN_PAPER = 0.9


class Explained:
    """The bonds between names, found again by the sense that they were made for."""

    def __init__(self, names: Names, joined: Joined) -> None:
        self._names = names
        self._bonds: dict[Key, list[Bond]] = {}
        for bond in joined.bonds:
            self._bonds.setdefault(joined.root(bond.one), []).append(bond)

    def merges(self, entity: str, sense: Sense, known: Known) -> Iterator[Merge]:
        """Why the forms of a sense are one thing: spellings, then bonds, then single papers."""
        if len(known.forms) == 1:
            return
        label = sense[0][0]
        usual = _usual_spellings(label, known)
        for form in sorted(known.forms):
            main = usual.get((label, name_form(form)), form)
            if form != main:
                told = (Reason.FORM, "", known.forms[form], _SAME_FORM)
                yield Merge(entity, form, main, *told)
        bonds = [b for b in self._bonds.get(sense[0], ()) if b.one in usual and b.other in usual]
        for bond in (*bonds, *self._in_papers(usual.keys(), bonds)):
            yield Merge(entity, usual[bond.one], usual[bond.other], *bond[2:])

    def _in_papers(self, keys: Set[Key], bonds: Iterable[Bond]) -> Iterator[Bond]:
        """What holds together the names that no bond does: a paper uses them for one thing."""
        held = Joined(bonds)
        said = (
            (Reason.ABBREVIATION, self._names.defined),
            (Reason.WORDING, self._names.variants),
            (Reason.WORDING, self._names.beside),
        )
        for key in sorted(keys):
            for reason, others in said:
                yield from self._fresh(key, others.get(key, {}), keys, held, reason)

    def _fresh(
        self,
        key: Key,
        others: Mapping[Key, set[str]],
        keys: Set[Key],
        held: Joined,
        reason: Reason,
    ) -> Iterator[Bond]:
        for other in sorted(key for key in others if key in keys):
            papers = others[other]
            bond = Bond(key, other, reason, min(papers), len(papers), _IN_PAPER)
            if held.add(bond):
                yield bond


def _usual_spellings(label: Label, known: Known) -> dict[Key, str]:
    spellings: dict[Key, list[str]] = {}
    for form in known.forms:
        spellings.setdefault((label, name_form(form)), []).append(form)
    return {
        key: min(alike, key=lambda form: (-known.forms[form], len(form), form))
        for key, alike in spellings.items()
    }
