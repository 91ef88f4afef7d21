"""What each use means: a set of joined names, and of rival contributions the paper of one.

Contributions of different papers stay apart whatever their names. Who only uses such a name means
the contribution that has the very same long form, or alone the very same spelling; otherwise it is
left to itself. A paper that calls such a name new, while reading has it only use it, is no witness
of either: what it means is kept apart. A name that many papers use and few claim is nobody's, and
neither is a phrase that three papers claim: the claims are misread.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from kg.resolve.bonds import Joined
from kg.resolve.lexicon import Key, known_names
from kg.resolve.names import Names, Use

Sense: TypeAlias = tuple[Key, str]
_COMMON = 4  # papers that use a name for each that claims it
_COMMON_CLAIMS = 3  # papers that claim one and the same phrase: none of them coined it
_COMMON_KNOWN = 1  # the same for a name that the lexicon knows


def find_senses(
    names: Names,
    joined: Joined,
    contexts: Mapping[tuple[str, Key], tuple[Key, float]],
    agreed: Iterable[Key] = (),
) -> dict[tuple[str, int], Sense]:
    """The sense of each use, by paper and group.

    Args:
        names: the names of the collection.
        joined: which of them mean one thing.
        contexts: what short forms mean in single papers.
        agreed: names whose contributions a user declared one.
    """
    meant = {
        (use.paper, use.group): joined.root(contexts.get((use.paper, use.key), (use.key, 0))[0])
        for use in names.uses
    }
    rivals = _find_rivals(names.uses, meant) - set(map(joined.root, agreed))
    wording = _Wording(names, meant, rivals)
    return {
        place: (root, wording.owner(use, root) if root in rivals else "")
        for use in names.uses
        for place, root in [((use.paper, use.group), meant[use.paper, use.group])]
    }


def _find_rivals(uses: Iterable[Use], meant: Mapping[tuple[str, int], Key]) -> set[Key]:
    """The roots that several papers introduce or call new, each a thing of its own.

    Some paper must be read to introduce it: where all only use it, what they use is one thing.
    """
    owners: dict[Key, set[str]] = {}
    presenters: dict[Key, set[str]] = {}
    users: dict[Key, set[str]] = {}
    famous: set[Key] = set()
    spelled_out: set[Key] = set()
    for use in uses:
        root = meant[use.paper, use.group]
        if use.is_own:
            owners.setdefault(root, set()).add(use.paper)
        elif use.is_presented:
            presenters.setdefault(root, set()).add(use.paper)
        else:
            users.setdefault(root, set()).add(use.paper)
        if use.key in known_names():
            famous.add(root)
        if any(" " in form for form, _ in use.forms):
            spelled_out.add(root)
    claims = {root: papers | presenters.get(root, set()) for root, papers in owners.items()}
    return {
        root
        for root, papers in claims.items()
        if len(papers) > 1
        and not (root in spelled_out and len(papers) >= _COMMON_CLAIMS)
        and not _is_common(papers, users.get(root, set()), is_known=root in famous)
    }


def _is_common(owners: set[str], users: set[str], *, is_known: bool) -> bool:
    return len(users - owners) >= (_COMMON_KNOWN if is_known else _COMMON) * len(owners)


class _Wording:
    """Which of several rival contributions a paper's own wording points at."""

    def __init__(
        self, names: Names, meant: Mapping[tuple[str, int], Key], rivals: set[Key]
    ) -> None:
        self._by_long: dict[Key, set[str]] = {}
        self._by_form: dict[tuple[Key, str], set[str]] = {}
        longs = {long for longs in names.defined.values() for long in longs}
        for use in names.uses:
            root = meant[use.paper, use.group]
            if root in rivals and (use.is_own or use.is_presented):
                if use.key in longs:
                    self._by_long.setdefault(use.key, set()).add(use.paper)
                for form, _ in use.forms:
                    self._by_form.setdefault((root, form), set()).add(use.paper)

    def owner(self, use: Use, root: Key) -> str:
        """The paper whose contribution is meant; empty where nothing says so."""
        if use.is_own or use.is_presented:
            return use.paper
        by_long = self._by_long.get(use.key, set())
        if len(by_long) == 1:
            return min(by_long)
        by_form = [self._by_form.get((root, form), set()) for form, _ in use.forms]
        papers = set[str]().union(*by_form)
        return min(papers) if len(papers) == 1 else ""
