"""An annotation in the form of ``kg extract`` and of the gold, and back.

The form says what a paper is about, not where it says so: a thing is one entity with all its
spellings, a link one URL, a number one result. ``docs/extraction.md`` describes it field by field.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from kg.model import (
    Annotation,
    Kind,
    Label,
    Link,
    LinkKind,
    Mention,
    Paper,
    Reported,
    ResultKind,
    Role,
    Span,
)
from kg.places import find_aliases, find_url, find_value
from kg.records import Record, from_record, to_record
from kg.surface import best_name

GOLD = "gold"
_STRENGTH = {role: place for place, role in enumerate(Role)}
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+")


def to_extraction(annotation: Annotation, *, spans: bool = False) -> Record:
    """A read paper in the form of ``kg extract``.

    Args:
        annotation: the paper as it was read.
        spans: add ``mentions``, each place where the paper names one of its entities, and to each
            result its ``score``.
    """
    mentions = [m for m in annotation.mentions if m.label is not Label.METRIC]
    entities, names = _to_entities(mentions)
    record: Record = {
        "id": annotation.paper.id,
        "entities": entities,
        "repos": _to_repos(annotation.links),
        "results": [_to_result(reported, names, spans=spans) for reported in annotation.reported],
    }
    if spans:
        record["mentions"] = [to_record(mention) for mention in mentions]
    return record


def from_extraction(record: Mapping[str, Any], paper: Paper) -> Annotation:
    """The annotation that a record of the form stands for.

    Where the record has ``mentions`` they are taken as they are. Otherwise each alias stands for
    all its occurrences at word boundaries that no longer alias covers; one that has none is taken
    at its first occurrence anywhere. Sentences are not part of the form and stay empty.

    Raises:
        ValueError: a field is missing or has an unknown value, or an alias, a URL or a value does
            not occur in the paper's text.
    """
    try:
        return _from_extraction(record, paper)
    except KeyError as error:
        raise ValueError(f"the record of {paper.id} has no {error.args[0]!r}") from error


def _from_extraction(record: Mapping[str, Any], paper: Paper) -> Annotation:
    if "mentions" in record:
        mentions = [_from_span(span, paper.text) for span in record["mentions"]]
    else:
        mentions = _from_entities(record["entities"], paper.text)
    return Annotation(
        paper,
        mentions=tuple(mentions),
        links=tuple(_from_repos(record["repos"], paper.text)),
        reported=tuple(_from_results(record["results"], _groups(mentions, record), paper.text)),
    )


# To the form.


def _to_entities(mentions: Iterable[Mention]) -> tuple[list[Record], dict[int, str]]:
    """The entities in the order of first mention, and what each group's entity is called.

    A spelling belongs to one entity of its label, the first; a group left without any of its own
    is that entity.
    """
    owners: dict[tuple[Label, str], int] = {}
    entities: list[Record] = []
    names: dict[int, str] = {}
    for group, members in _by_group(mentions):
        forms = {(m.label, m.text): group for m in members}
        own = [m for m in members if (m.label, m.text) not in owners]
        owners = forms | owners
        if own:
            entities.append(_to_entity(own, members))
            names[group] = entities[-1]["name"]
        else:
            names[group] = names[owners[members[0].label, members[0].text]]
    return entities, names


def _by_group(mentions: Iterable[Mention]) -> list[tuple[int, list[Mention]]]:
    ordered = sorted(mentions, key=lambda m: (m.group, m.start, m.end))
    groups = [(group, list(members)) for group, members in groupby(ordered, lambda m: m.group)]
    return sorted(groups, key=lambda item: (item[1][0].start, item[1][0].end, item[0]))


def _to_entity(own: Sequence[Mention], members: Sequence[Mention]) -> Record:
    forms = Counter(mention.text for mention in own)
    kind = Counter(mention.kind for mention in members).most_common(1)[0][0]
    return {
        "label": members[0].label.value,
        "name": best_name(forms, kind),
        "aliases": list(forms),
        "kind": kind.value,
        "role": min((mention.role for mention in members), key=_STRENGTH.__getitem__).value,
    }


def _to_repos(links: Iterable[Link]) -> list[Record]:
    kinds: dict[str, LinkKind] = {}
    for link in links:
        kinds.setdefault(link.url, link.kind)
    return [{"url": url, "kind": kind.value} for url, kind in kinds.items()]


def _to_result(reported: Reported, names: Mapping[int, str], *, spans: bool) -> Record:
    def name(group: int | None) -> str | None:
        return None if group is None else names[group]

    return {
        "method": name(reported.method),
        "benchmark": name(reported.benchmark),
        "metric": reported.metric,
        "value": reported.value,
        "unit": reported.unit,
        "kind": reported.kind.value,
        "baseline": name(reported.baseline),
        "from_value": reported.from_value,
    } | ({"score": reported.score} if spans else {})


# From the form.


def _from_span(span: Mapping[str, Any], text: str) -> Mention:
    mention = from_record(Mention, span)
    if text[mention.start : mention.end] != mention.text:
        raise ValueError(f"the text at {mention.start}-{mention.end} is not {mention.text!r}")
    return mention


def _from_entities(entities: Sequence[Mapping[str, Any]], text: str) -> list[Mention]:
    places = find_aliases(entities, text)
    first = sorted(range(len(entities)), key=lambda number: (min(places[number]), number))
    mentions = [
        _gold_mention(entities[number], span, text, group)
        for group, number in enumerate(first)
        for span in places[number]
    ]
    return sorted(mentions, key=lambda m: (m.start, m.end, m.group))


def _gold_mention(entity: Mapping[str, Any], span: Span, text: str, group: int) -> Mention:
    return Mention(
        start=span[0],
        end=span[1],
        text=text[slice(*span)],
        label=Label(entity["label"]),
        kind=Kind(entity["kind"]),
        role=Role(entity["role"]),
        rule=GOLD,
        score=1.0,
        group=group,
    )


def _groups(mentions: Iterable[Mention], record: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """The group of each entity, by label and name."""
    said: dict[tuple[str, str], int] = {}
    for mention in mentions:
        said.setdefault((mention.label.value, mention.text), mention.group)
    named = [(entity["label"], entity["name"]) for entity in record["entities"]]
    return {key: said[key] for key in named if key in said}


def _from_repos(repos: Iterable[Mapping[str, Any]], text: str) -> Iterator[Link]:
    for repo in repos:
        start, end = find_url(repo["url"], text)
        yield Link(start, end, repo["url"], LinkKind(repo["kind"]))


def _from_results(
    results: Iterable[Mapping[str, Any]], groups: Mapping[tuple[str, str], int], text: str
) -> Iterator[Reported]:
    seen: Counter[str] = Counter()
    for result in results:
        value = result["value"]
        places = find_value(value, text)
        start, end = places[min(seen[value], len(places) - 1)]
        seen[value] += 1
        low, high = _bounds(value)
        yield Reported(
            start=start,
            end=end,
            value=value,
            low=low,
            high=high,
            unit=result["unit"],
            metric=result["metric"],
            kind=ResultKind(result["kind"]),
            from_value=result["from_value"],
            method=_group(result["method"], Label.METHOD, groups),
            benchmark=_group(result["benchmark"], Label.BENCHMARK, groups),
            baseline=_group(result["baseline"], Label.METHOD, groups),
            rule=GOLD,
            score=_score(result.get("score", 1.0)),
        )


def _score(told: object) -> float:
    if not isinstance(told, int | float) or not 0 <= told <= 1:
        raise ValueError(f"a score is a number between 0 and 1, not {told!r}")
    return float(told)


def _bounds(value: str) -> tuple[float, float]:
    numbers = [float(number.replace(",", "")) for number in _NUMBER.findall(value)]
    if not numbers:
        raise ValueError(f"the value {value!r} is no number")
    return min(numbers), max(numbers)


def _group(name: str | None, expected: Label, groups: Mapping[tuple[str, str], int]) -> int | None:
    """The group of the entity so named: of the expected label, else of any."""
    if name is None:
        return None
    if (expected.value, name) in groups:
        return groups[expected.value, name]
    for (_, other), group in groups.items():
        if other == name:
            return group
    raise ValueError(f"no entity is called {name!r}")
