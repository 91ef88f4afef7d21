"""The form of ``kg extract``: what it holds, and what comes back out of it."""

import json
import string
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction import from_extraction, to_extraction
from kg.model import Annotation, Kind, Label, Link, LinkKind, Mention, Paper, ResultKind, Role, Span
from kg.records import Record
from tests.builders import (
    Named,
    addresses,
    annotated,
    compares_with,
    evaluates_on,
    introduces,
    measures,
    mention,
    mentions,
    occurrences,
    paper,
    reported,
    uses,
)

MAML = paper(
    "MAML for few-shot learning",
    "Model-Agnostic Meta-Learning (MAML) reaches an accuracy of 98.7 on Omniglot, where SNAIL"
    " had 97.0. Code: https://github.com/cbfinn/maml and again https://github.com/cbfinn/maml.",
    id="maml",
)
LINK = ("https://github.com/cbfinn/maml", LinkKind.CODE)


def read_maml() -> Annotation:
    return annotated(
        MAML,
        introduces("MAML", "Model-Agnostic Meta-Learning"),
        addresses("few-shot learning"),
        evaluates_on("Omniglot"),
        measures("accuracy"),
        compares_with("SNAIL"),
        links=[LINK, LINK],
        reported=[reported(MAML, "98.7", method=0, benchmark=2, baseline=4, metric="accuracy")],
    )


def test_the_form_is_that_of_the_guidelines() -> None:
    assert to_extraction(read_maml()) == {
        "id": "maml",
        "entities": [
            {
                "label": "METHOD",
                "name": "MAML",
                "aliases": ["MAML", "Model-Agnostic Meta-Learning"],
                "kind": "named",
                "role": "introduced",
            },
            {
                "label": "TASK",
                "name": "few-shot learning",
                "aliases": ["few-shot learning"],
                "kind": "concept",
                "role": "addressed",
            },
            {
                "label": "BENCHMARK",
                "name": "Omniglot",
                "aliases": ["Omniglot"],
                "kind": "named",
                "role": "evaluated",
            },
            {
                "label": "METHOD",
                "name": "SNAIL",
                "aliases": ["SNAIL"],
                "kind": "named",
                "role": "compared",
            },
        ],
        "repos": [{"url": "https://github.com/cbfinn/maml", "kind": "code"}],
        "results": [
            {
                "method": "MAML",
                "benchmark": "Omniglot",
                "metric": "accuracy",
                "value": "98.7",
                "unit": None,
                "kind": "absolute",
                "baseline": "SNAIL",
                "from_value": None,
            }
        ],
    }


def test_spans_add_every_mention_but_those_of_metrics() -> None:
    spans = to_extraction(read_maml(), spans=True)["mentions"]
    assert spans[0] == {
        "start": 0,
        "end": 4,
        "text": "MAML",
        "label": "METHOD",
        "kind": "named",
        "role": "introduced",
        "score": 0.9,
        "rule": "test-rule",
        "group": 0,
    }
    texts = [span["text"] for span in spans]
    assert texts == [
        "MAML",
        "few-shot learning",
        "Model-Agnostic Meta-Learning",
        "MAML",
        "Omniglot",
        "SNAIL",
    ]


def test_a_group_has_its_strongest_role_and_its_usual_kind() -> None:
    text = paper("PPO", "PPO and PPO.")
    roles = (mentions("PPO"), introduces("PPO"), uses("PPO", kind=Kind.CONCEPT))
    spans = zip(occurrences(text, "PPO"), roles, strict=True)
    found = tuple(mention(text, "PPO", span, named, 0) for span, named in spans)
    (entity,) = to_extraction(Annotation(text, mentions=found))["entities"]
    assert (entity["role"], entity["kind"]) == ("introduced", "named")


def test_a_spelling_belongs_to_one_entity_of_its_label() -> None:
    text = paper("GAN and GAN", "A generative network. GAN scores 3.")
    first, second, third = occurrences(text, "GAN")
    found = (
        mention(text, "GAN", first, introduces("GAN"), 0),
        mention(text, "GAN", second, uses("GAN"), 1),
        mention(text, "generative network", (15, 33), uses("generative network"), 2),
        mention(text, "GAN", third, uses("GAN"), 2),
    )
    read = Annotation(text, mentions=found, reported=(reported(text, "3", method=1),))
    record = to_extraction(read)
    assert [entity["aliases"] for entity in record["entities"]] == [["GAN"], ["generative network"]]
    assert record["results"][0]["method"] == "GAN"


def test_one_spelling_may_name_a_method_and_a_task() -> None:
    text = paper("Meta-learning", "We study meta-learning by meta-learning.")
    read = annotated(text, uses("meta-learning"), addresses("meta-learning"))
    labels = [entity["label"] for entity in to_extraction(read)["entities"]]
    assert labels == ["METHOD", "TASK"]


def gold(*entities: tuple[Label, str, Iterable[str]], **parts: Any) -> Record:
    return {
        "id": "gold",
        "entities": [
            {
                "label": label.value,
                "name": name,
                "aliases": [name, *others],
                "kind": "named",
                "role": "mentioned",
            }
            for label, name, others in entities
        ],
        "repos": [],
        "results": [],
        **parts,
    }


def places(record: Record, text: Paper) -> list[tuple[str, int, int]]:
    return [(m.text, m.start, m.group) for m in from_extraction(record, text).mentions]


def test_gold_aliases_stand_where_they_are_words() -> None:
    text = paper("GPT", "GPT-4, GPTs and xGPT; GPT.")
    assert places(gold((Label.METHOD, "GPT", [])), text) == [
        ("GPT", 0, 0),
        ("GPT", 5, 0),
        ("GPT", 27, 0),
    ]


def test_a_longer_gold_alias_covers_a_shorter_one() -> None:
    text = paper("GPT", "GPT-4 beats GPT.")
    record = gold((Label.METHOD, "GPT-4", []), (Label.METHOD, "GPT", []))
    assert places(record, text) == [("GPT", 0, 0), ("GPT-4", 5, 1), ("GPT", 17, 0)]


def test_a_gold_alias_that_stands_in_a_word_is_taken_there() -> None:
    text = paper("Learning", "FastRL is fast.")
    assert places(gold((Label.METHOD, "RL", [])), text) == [("RL", 14, 0)]


def test_a_gold_alias_that_is_covered_everywhere_keeps_its_first_place() -> None:
    text = paper("A study", "GPT-4 and GPT-4.")
    record = gold((Label.METHOD, "GPT-4", []), (Label.METHOD, "GPT", []))
    assert places(record, text) == [("GPT", 9, 0), ("GPT-4", 9, 1), ("GPT-4", 19, 1)]


def test_gold_mentions_are_certain() -> None:
    (found,) = from_extraction(gold((Label.METHOD, "GPT", [])), paper("GPT")).mentions
    assert (found.rule, found.score, found.role) == ("gold", 1.0, Role.MENTIONED)


RESULT = {
    "method": "MAML",
    "benchmark": "Omniglot",
    "metric": "accuracy",
    "value": "98.7",
    "unit": "%",
    "kind": "absolute",
    "baseline": None,
    "from_value": "97.0",
}
ENTITIES = ((Label.BENCHMARK, "Omniglot", ()), (Label.METHOD, "MAML", ()))


def test_gold_results_are_bound_to_groups_and_stand_at_their_number() -> None:
    (found,) = from_extraction(gold(*ENTITIES, results=[RESULT]), MAML).reported
    assert MAML.text[found.start : found.end] == "98.7"
    assert (found.method, found.benchmark, found.baseline) == (0, 1, None)
    assert (found.low, found.high, found.from_value) == (98.7, 98.7, "97.0")
    assert found.kind is ResultKind.ABSOLUTE


@pytest.mark.parametrize(
    ("text", "value", "start", "low", "high"),
    [
        ("1.2 and 2 and 2.", "2", 11, 2.0, 2.0),
        ("2-3 times", "2-3", 3, 2.0, 3.0),
        ("2 to 3 times", "2-3", 3, 2.0, 3.0),
        ("x1,200 faster", "1,200", 4, 1200.0, 1200.0),
        (".25 less", ".25", 3, 0.25, 0.25),
        ("12.5x", "2.5", 4, 2.5, 2.5),
    ],
)
def test_values(text: str, value: str, start: int, low: float, high: float) -> None:
    record = gold(results=[RESULT | {"value": value, "method": None, "benchmark": None}])
    (found,) = from_extraction(record, paper("T", text)).reported
    assert (found.start, found.low, found.high) == (start, low, high)


def test_equal_values_take_one_place_after_the_other() -> None:
    result = RESULT | {"value": "5", "method": None, "benchmark": None}
    found = from_extraction(gold(results=[result] * 3), paper("T", "5% here, 5% there")).reported
    assert [one.start for one in found] == [3, 12, 12]


def test_a_url_is_not_taken_for_the_start_of_a_longer_one() -> None:
    record = gold(repos=[{"url": "x.org/a/", "kind": "code"}, {"url": "x.org/b", "kind": "code"}])
    links = from_extraction(record, paper("T", "x.org/a-b x.org/a, x.org/b.c x.org/b.")).links
    assert [(link.start, link.end) for link in links] == [(13, 20), (32, 39)]


def test_a_url_is_found_under_its_typesetting() -> None:
    text = paper("T", r"See \url{https://github.com/a/my\_code}.")
    record = gold(repos=[{"url": "https://github.com/a/my_code", "kind": "code"}])
    (link,) = from_extraction(record, text).links
    assert text.text[link.start : link.end] == r"https://github.com/a/my\_code"
    assert (link.url, link.kind) == ("https://github.com/a/my_code", LinkKind.CODE)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (gold((Label.METHOD, "BERT", [])), "the alias 'BERT' does not occur"),
        (gold((Label.METHOD, "", [])), "the alias '' does not occur"),
        (
            gold(repos=[{"url": "https://x.org", "kind": "code"}]),
            "the URL 'https://x.org' does not",
        ),
        (gold(results=[RESULT | {"value": "12"}]), "the value '12' does not occur"),
        (gold(results=[RESULT]), "no entity is called 'MAML'"),
        ({"id": "x", "entities": []}, "has no 'repos'"),
        (gold(repos=[{"url": LINK[0], "kind": "odd"}]), "'odd' is not a valid LinkKind"),
    ],
)
def test_a_record_that_does_not_fit_the_paper_is_refused(record: Record, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_extraction(record, MAML)


def test_spans_tell_how_sure_a_result_is() -> None:
    text = paper("MAML", "MAML reaches 97.5% on Omniglot.")
    sure = replace(reported(text, "97.5%", method=0), score=0.83)
    read = annotated(text, introduces("MAML"), reported=[sure])
    (told,), (bare,) = (to_extraction(read, spans=spans)["results"] for spans in (True, False))
    assert told == bare | {"score": 0.83}
    (again,) = from_extraction(to_extraction(read, spans=True), text).reported
    assert again.score == 0.83


def test_spans_that_are_not_in_the_text_are_refused() -> None:
    record = to_extraction(read_maml(), spans=True)
    record["mentions"][0]["start"] = 1
    with pytest.raises(ValueError, match="the text at 1-4 is not 'MAML'"):
        from_extraction(record, MAML)


# Round trips.

LABELS = st.sampled_from(
    [
        (Label.METHOD, Role.INTRODUCED, Kind.NAMED),
        (Label.METHOD, Role.USED, Kind.CONCEPT),
        (Label.BENCHMARK, Role.EVALUATED, Kind.NAMED),
        (Label.TASK, Role.ADDRESSED, Kind.CONCEPT),
        (Label.METRIC, Role.MENTIONED, Kind.CONCEPT),
    ]
)
NAME = st.text(string.ascii_letters + "é-+", min_size=1, max_size=6)
NUMBER = st.from_regex(r"[1-9][0-9]{0,2}(\.[0-9]{1,2})?", fullmatch=True)


def make_link(span: Span, url: str) -> Link:
    start, end = span
    return Link(start, end, url, LinkKind.CODE)


@st.composite
def readings(draw: st.DrawFn) -> Annotation:
    """Papers made of names, numbers and URLs, each name with a group of its own."""
    names = draw(st.lists(NAME, unique=True, max_size=6))
    numbers = draw(st.lists(NUMBER, max_size=3))
    urls = [f"https://x.org/{name.strip('-+')}" for name in draw(st.lists(NAME, max_size=3))]
    words = draw(st.permutations([*names, *names, *numbers, *urls]))
    text = paper("Title", " , ".join(words), id="p")
    found: list[Mention] = []
    spans: dict[str, list[Span]] = {}
    start = len("Title\n\n")
    kinds = {name: draw(LABELS) for name in names}
    for word in words:
        spans.setdefault(word, []).append((start, start + len(word)))
        start += len(word) + len(" , ")
    for group, name in enumerate(sorted(names, key=lambda name: spans[name][0])):
        label, role, kind = kinds[name]
        thing = Named((name,), label, role, kind)
        found += [mention(text, name, span, thing, group) for span in spans[name]]
    bound: list[int | None] = [m.group for m in found if m.label is Label.METHOD]
    results = [reported(text, n, method=draw(st.sampled_from(bound or [None]))) for n in numbers]
    links = [make_link(spans[url][0], url) for url in dict.fromkeys(urls)]
    ordered = tuple(sorted(found, key=lambda m: m.start))
    return Annotation(text, mentions=ordered, links=tuple(links), reported=tuple(results))


BOUND = {"method": "METHOD", "benchmark": "BENCHMARK", "baseline": "METHOD"}


def aliases_of(record: Record, name: str | None, label: str) -> list[str] | None:
    """The aliases of the entity that a result names, rather one of this label."""
    named = [entity for entity in record["entities"] if entity["name"] == name]
    named.sort(key=lambda entity: entity["label"] != label)
    return sorted(named[0]["aliases"]) if name else None


def held(record: Record) -> tuple[Any, ...]:
    """What the form holds and an annotation too: not the name, nor the order of aliases."""
    entities = [
        (e["label"], sorted(e["aliases"]), e["kind"], e["role"]) for e in record["entities"]
    ]
    results = [
        result | {field: aliases_of(record, result[field], label) for field, label in BOUND.items()}
        for result in record["results"]
    ]
    return sorted(entities), record["repos"], results


@given(readings())
def test_what_the_form_holds_comes_back(read: Annotation) -> None:
    record = to_extraction(read)
    assert json.loads(json.dumps(record)) == record
    again = to_extraction(from_extraction(record, read.paper))
    assert held(again) == held(record)


@given(readings())
def test_with_spans_the_mentions_come_back_as_they_were(read: Annotation) -> None:
    back = from_extraction(to_extraction(read, spans=True), read.paper)
    assert back.mentions == tuple(m for m in read.mentions if m.label is not Label.METRIC)
    assert back.links == read.links
    assert [r.method for r in back.reported] == [r.method for r in read.reported]


@pytest.mark.shared
@pytest.mark.parametrize("part", ["dev", "train"])
def test_gold_comes_back(shared: Path, part: str) -> None:
    folder = shared / "gold"
    papers = {
        record["id"]: Paper(record["id"], record["title"], record["abstract"])
        for record in _lines(folder / f"{part}_papers.jsonl")
    }
    records = _lines(folder / f"{part}.jsonl")
    assert len(records) > 100
    for record in records:
        again = to_extraction(from_extraction(record, papers[record["id"]]))
        assert held(again) == held(record)


@pytest.mark.shared
def test_the_form_check_accepts_what_comes_back(shared: Path, tmp_path: Path) -> None:
    folder = shared / "gold"
    papers = {
        p["id"]: Paper(p["id"], p["title"], p["abstract"])
        for p in _lines(folder / "dev_papers.jsonl")
    }
    annotations = [from_extraction(r, papers[r["id"]]) for r in _lines(folder / "dev.jsonl")]
    output = tmp_path / "again.jsonl"
    output.write_text("".join(json.dumps(to_extraction(a)) + "\n" for a in annotations))
    command = [sys.executable, str(folder / "check.py")]
    command += [str(folder / "dev_papers.jsonl"), str(output)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.stdout == "137 of 137 papers, 0 problems\n"


def _lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
