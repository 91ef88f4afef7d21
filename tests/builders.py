"""Papers, readings and graphs as tests want to write them.

>>> maml = paper("MAML for few-shot learning", "We propose MAML. We test it on Omniglot.")
>>> read = annotated(maml, introduces("MAML"), evaluates_on("Omniglot"))
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.ids import paper_id, reading_key
from kg.model import (
    Annotation,
    Evidence,
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

PIPELINE = "test-pipeline"


@dataclass(frozen=True)
class Named:
    """Words of a paper, what they are, and what the paper does with them."""

    words: tuple[str, ...]
    label: Label
    role: Role
    kind: Kind = Kind.NAMED


def introduces(*words: str, label: Label = Label.METHOD) -> Named:
    """A method (or benchmark) of the paper's own; further words are its other forms."""
    return Named(words, label, Role.INTRODUCED)


def uses(*words: str, kind: Kind = Kind.NAMED) -> Named:
    """A method that the paper builds on."""
    return Named(words, Label.METHOD, Role.USED, kind)


def compares_with(*words: str) -> Named:
    """A method that the paper compares with."""
    return Named(words, Label.METHOD, Role.COMPARED)


def evaluates_on(*words: str) -> Named:
    """A benchmark that the paper evaluates on."""
    return Named(words, Label.BENCHMARK, Role.EVALUATED)


def trains_on(*words: str) -> Named:
    """A benchmark that the paper trains on."""
    return Named(words, Label.BENCHMARK, Role.TRAINED)


def addresses(*words: str) -> Named:
    """A task of the paper."""
    return Named(words, Label.TASK, Role.ADDRESSED, Kind.CONCEPT)


def mentions(*words: str, label: Label = Label.METHOD) -> Named:
    """Something that the paper only speaks of."""
    return Named(words, label, Role.MENTIONED)


def measures(*words: str) -> Named:
    """A metric: a mention, never an entity."""
    return Named(words, Label.METRIC, Role.MENTIONED, Kind.CONCEPT)


def paper(title: str, abstract: str = "", *, id: str | None = None, **known: object) -> Paper:
    """A paper; without ``id`` it gets the slug of its title."""
    return Paper(id or paper_id(title), title, abstract, **known)  # type: ignore[arg-type]  # the fields of Paper


def annotated(
    paper: Paper,
    *named: Named,
    links: Sequence[tuple[str, LinkKind]] = (),
    reported: Sequence[Reported] = (),
) -> Annotation:
    """A reading: every occurrence of the words is a mention, each ``Named`` a group."""
    found = [
        mention(paper, words, span, thing, group)
        for group, thing in enumerate(named)
        for words in thing.words
        for span in occurrences(paper, words)
    ]
    spans = [Link(*occurrences(paper, url)[0], url, kind) for url, kind in links]
    ordered = tuple(sorted(found, key=lambda m: (m.start, m.end)))
    return Annotation(paper, sentences(paper), ordered, tuple(spans), tuple(reported))


def mention(paper: Paper, words: str, span: Span, thing: Named, group: int) -> Mention:
    """One mention at this span."""
    start, end = span
    rule, score = "test-rule", 0.9
    return Mention(start, end, words, thing.label, thing.kind, thing.role, rule, score, group)


def occurrences(paper: Paper, words: str) -> list[Span]:
    """Where these words stand in the paper, at word boundaries; they must stand somewhere."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    found = [match.span() for match in re.finditer(pattern, paper.text)]
    assert found, f"{words!r} is not in {paper.text!r}"
    return found


def sentences(paper: Paper) -> tuple[Span, ...]:
    """The title, and what full stops divide in the abstract."""
    return tuple(match.span() for match in re.finditer(r"[^\s](?:(?!\n\n|\. ).)*\.?", paper.text))


def reported(
    paper: Paper,
    value: str,
    *,
    method: int | None = None,
    benchmark: int | None = None,
    baseline: int | None = None,
    metric: str | None = None,
    kind: ResultKind = ResultKind.ABSOLUTE,
) -> Reported:
    """A number of the paper; ``method``, ``benchmark`` and ``baseline`` count its ``Named``."""
    number = float(value.rstrip("%x"))
    unit = value[len(value.rstrip("%x")) :] or None
    start, _ = occurrences(paper, value.rstrip("%"))[0]
    return Reported(
        start=start,
        end=start + len(value),
        value=value,
        low=number,
        high=number,
        unit=unit,
        metric=metric,
        kind=kind,
        from_value=None,
        method=method,
        benchmark=benchmark,
        baseline=baseline,
        rule="test-rule",
        score=0.9,
    )


def quote(paper: Paper, evidence: Evidence) -> str:
    """The words that a piece of evidence points at."""
    return paper.text[evidence.start : evidence.end]


def small_collection() -> list[Annotation]:
    """Three papers that share methods, benchmarks and a task: a graph one can check by hand."""
    maml = paper(
        "MAML: fast adaptation for few-shot learning",
        "We propose Model-Agnostic Meta-Learning (MAML) for few-shot learning."
        " MAML is evaluated on Omniglot. Code: https://github.com/cbfinn/maml",
        published="2017-03-09",
        sources=("page.txt:1",),
    )
    reptile = paper(
        "Reptile: a scalable meta-learning algorithm",
        "Reptile is compared with MAML on Omniglot and on miniImageNet, and reaches 97.68%.",
        published="2018-03",
        code_links=("https://github.com/openai/supervised-reptile",),
        sources=("page.txt:2",),
    )
    benchmark = paper(
        "Omniglot & friends",
        "We release Omniglot, a benchmark of <b>few-shot learning</b> over 50 alphabets.",
        sources=("page.txt:3",),
    )
    return [
        annotated(
            maml,
            introduces("MAML", "Model-Agnostic Meta-Learning"),
            evaluates_on("Omniglot"),
            addresses("few-shot learning"),
            links=[("https://github.com/cbfinn/maml", LinkKind.CODE)],
        ),
        annotated(
            reptile,
            introduces("Reptile"),
            compares_with("MAML"),
            evaluates_on("Omniglot"),
            evaluates_on("miniImageNet"),
            reported=[reported(reptile, "97.68%", method=0, benchmark=2)],
        ),
        annotated(
            benchmark,
            introduces("Omniglot", label=Label.BENCHMARK),
            addresses("few-shot learning"),
        ),
    ]


def make_store(path: Path, annotations: Sequence[Annotation] | None = None) -> Path:
    """Write a resolved store of these readings, by default of the small collection."""
    from kg.resolve import resolve
    from kg.store import Store

    read = small_collection() if annotations is None else annotations
    with Store.create(path) as store, store.transaction():
        for annotation in read:
            key = reading_key(annotation.paper.text, PIPELINE)
            store.write_papers([(annotation.paper, key)])
            store.write_reading(key, annotation)
        resolution = resolve(read)
        store.write_derived(
            resolution.entities,
            resolution.relations(),
            resolution.results(),
            resolution.entity_of,
        )
        store.write_reasons(resolution.merges(), resolution.doubts, resolution.matches)
        store.write_settings({"base_iri": "urn:paper-kg:", "content": "0" * 64, "model": "fast"})
    return path
