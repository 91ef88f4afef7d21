"""Which names of a collection mean one thing: all the bonds between them, each with its reason."""

from collections.abc import Iterable, Iterator

from kg.model import Reason
from kg.resolve.bonds import Bond
from kg.resolve.lexicon import Key, known_names
from kg.resolve.names import Names
from kg.resolve.short_forms import ShortForm, find_definitions
from kg.resolve.spelling import spelling_form

_TRUST = {Reason.SPELLING: 0.97, Reason.LEXICON: 0.95, Reason.WORDING: 0.8}


def find_bonds(names: Names, short_forms: Iterable[ShortForm]) -> Iterator[Bond]:
    """Every bond that the names, the papers and the lexicon give; linear in the names."""
    known = list(short_forms)
    meant = {each.key: each.meant for each in known}
    disputed = {each.key for each in known if each.votes > each.senses[0].votes}
    own: dict[Key, set[str]] = {}
    for use in names.uses:
        if use.is_own:
            own.setdefault(use.key, set()).add(use.paper)
    yield from find_definitions(names, known, own)
    yield from _by_spelling(names, disputed)
    yield from _by_lexicon(names, {key for key, sense in meant.items() if sense is not None})
    yield from _by_wording(names, disputed)


def _by_spelling(names: Names, disputed: set[Key]) -> Iterator[Bond]:
    alike: dict[Key, Key] = {}
    for key in sorted(names.printed.keys() - disputed):
        form = (key[0], spelling_form(names.printed[key]))
        first = alike.setdefault(form, key)
        if first != key:
            yield Bond(first, key, Reason.SPELLING, "", 0, _TRUST[Reason.SPELLING])


def _by_lexicon(names: Names, settled: set[Key]) -> Iterator[Bond]:
    """What one thing of the lexicon is called, but for short forms that the papers settled."""
    first: dict[tuple[str, str], Key] = {}
    for key in sorted(names.printed):
        known = known_names().get(key)
        if known is None or key in settled:
            continue
        main = first.setdefault((key[0].value, known.source), key)
        if main != key:
            yield Bond(main, key, Reason.LEXICON, known.source, 0, _TRUST[Reason.LEXICON])


def _by_wording(names: Names, disputed: set[Key]) -> Iterator[Bond]:
    """Forms that papers use for one thing, where all mean the same and none tells them apart."""
    apart = names.told_apart()
    for alias, mains in sorted(names.variants.items()):
        (main, *others) = sorted(mains)
        if not others and not {alias, main} & disputed and (alias, main) not in apart:
            papers = mains[main]
            told = (Reason.WORDING, min(papers), len(papers), _TRUST[Reason.WORDING])
            yield Bond(alias, main, *told)
