"""What holds the names of a collection together: where nothing does, none bears on another.

A *tie* is a form that uses of names share: a normal form, the form under which spellings meet, the
name that the lexicon has for a thing, or what stays of a phrase whatever the order of its words.
Whatever joins two uses, tells them apart or tells their ids apart compares names that share one of
these, or that one paper uses for one thing. So uses that no chain of ties connects could stand in
different collections, short of the decisions, which may speak of any names.
"""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from kg.model import Annotation, Label
from kg.resolve.decisions import Decision, Decisions, Ref
from kg.resolve.doubts import blurred
from kg.resolve.lexicon import known_names
from kg.resolve.names import Names
from kg.resolve.spelling import name_form, spelling_form

Tie: TypeAlias = tuple[str, str, int]  # and the use that it holds: paper and group


def find_ties(names: Names, ruled: Iterable[Annotation] = ()) -> Iterator[Tie]:
    """The ties of each use, in any order, some more than once.

    Args:
        names: the names of the collection.
        ruled: the readings, as they were read, in which a decision changed something: what it is
            about has ties as well, so that it is found again.
    """
    for use in names.uses:
        for form, _ in use.forms:
            for tie in _ties(use.key[0], form):
                yield tie, use.paper, use.group
    for annotation in ruled:
        for mention in annotation.mentions:
            for tie in _ties(mention.label, mention.text):
                yield tie, annotation.paper.id, mention.group


def ties_in(annotations: Iterable[Annotation], decisions: Iterable[Decision]) -> set[Tie]:
    """The ties of all uses of some papers."""
    names, ruled, decided = Names.empty(), [], Decisions(decisions)
    for annotation in annotations:
        names.add(after := decided.apply(annotation))
        if after is not annotation:
            ruled.append(annotation)
    return set(find_ties(names, ruled))


def ties_of_decisions(decisions: Iterable[Decision]) -> set[str]:
    """The ties of all uses that decisions may speak of."""
    told = {part for decision in decisions for part in decision.told}
    return {form for part in told for form in (name_form(part), Ref.of(part).form) if form}


def _ties(label: Label, form: str) -> Iterator[str]:
    if plain := name_form(form):
        yield plain
    yield spelling_form(form)
    if known := known_names().get((label, plain)):
        yield name_form(known.name)
    if words := blurred(form):
        yield " ".join(words)
