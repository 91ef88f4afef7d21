from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Annotation,
    Evidence,
    Inferred,
    LinkKind,
    Predicate,
    Relation,
    Stated,
)
from kg.resolve import resolve
from kg.resolve.relations import make_relation
from tests.builders import (
    addresses,
    annotated,
    compares_with,
    evaluates_on,
    introduces,
    mentions,
    paper,
    quote,
    reported,
    small_collection,
    trains_on,
    uses,
)


def relations(*annotations: Annotation) -> dict[tuple[str, str, str], Relation]:
    found = list(resolve(annotations).relations())
    assert [relation.edge for relation in found] == sorted({relation.edge for relation in found})
    return {relation.edge: relation for relation in found}


def test_role_gives_predicate() -> None:
    one = paper("One", "New beats Old by Tool, unlike Past, on Test after Train for tasks.", id="p")
    found = relations(
        annotated(
            one,
            introduces("New"),
            compares_with("Old"),
            uses("Tool"),
            mentions("Past"),
            evaluates_on("Test"),
            trains_on("Train"),
            addresses("tasks"),
        )
    )
    by_object = {edge[2]: edge[1] for edge in found if edge[0] == "paper/p"}
    assert by_object == {
        "method/new": Predicate.INTRODUCES,
        "method/old": Predicate.COMPARES_WITH,
        "method/tool": Predicate.USES,
        "method/past": Predicate.MENTIONS,
        "benchmark/test": Predicate.EVALUATES_ON,
        "benchmark/train": Predicate.TRAINS_ON,
        "task/task": Predicate.ADDRESSES,
    }
    (ground,) = found["paper/p", Predicate.USES, "method/tool"].evidence
    assert isinstance(ground, Evidence)
    assert quote(one, ground) == "Tool"
    assert one.text[slice(*ground.sentence)] == one.abstract


def test_measured_on_by_result_first() -> None:
    one = paper("One", "New reaches 97% on Test. New is good on Test.", id="p")
    number = reported(one, "97%", method=0, benchmark=1)
    found = relations(annotated(one, introduces("New"), evaluates_on("Test"), reported=[number]))
    relation = found["method/new", Predicate.MEASURED_ON, "benchmark/test"]
    (ground,) = relation.evidence
    assert isinstance(ground, Evidence)
    assert (ground.rule, ground.score, quote(one, ground)) == ("bound-result", 0.855, "97%")
    (report,) = found["paper/p", Predicate.REPORTS, "result/p/17"].evidence
    assert isinstance(report, Evidence)
    assert quote(one, report) == "97%"


def test_measured_on_by_sentence() -> None:
    one = paper("One", "It is New. We test New on the hard Test.", id="p")
    found = relations(annotated(one, introduces("New"), evaluates_on("Test")))
    (ground,) = found["method/new", Predicate.MEASURED_ON, "benchmark/test"].evidence
    assert isinstance(ground, Evidence)
    assert (ground.rule, quote(one, ground)) == ("same-sentence", "New on the hard Test")


def test_used_for_by_paper() -> None:
    one = paper("On planning", "It is New. Control is near.", id="p")
    named = introduces("New"), addresses("planning"), addresses("Control")
    found = relations(annotated(one, *named))
    # A task that stands beside a method in the paper and not in its title says nothing.
    assert ("method/new", Predicate.USED_FOR, "task/control") not in found
    relation = found["method/new", Predicate.USED_FOR, "task/planning"]
    premises = (
        ("paper/p", Predicate.INTRODUCES, "method/new"),
        ("paper/p", Predicate.ADDRESSES, "task/planning"),
    )
    assert relation.evidence == (Inferred("same-paper", premises, (), 0.54),)
    assert set(premises) <= found.keys()


@given(st.integers(400, 1000), st.integers(400, 1000))
def test_confidence_falls_from_result_to_sentence_to_paper(one: int, other: int) -> None:
    found = []
    for text in ("New has 9 on Test.", "New is for Test.", "It is New. Hard is Test."):
        about = paper("One", text, id="p")
        number = [reported(about, "9", method=0, benchmark=1)] if "9" in text else []
        read = annotated(about, introduces("New"), evaluates_on("Test"), reported=number)
        sure = (one / 1000, other / 1000)
        scored = tuple(replace(m, score=sure[m.group]) for m in read.mentions)
        found_there = relations(replace(read, mentions=scored))
        relation = found_there["method/new", Predicate.MEASURED_ON, "benchmark/test"]
        (ground,) = relation.evidence
        assert isinstance(ground, Evidence | Inferred)
        found.append((ground.rule, relation.confidence))
    assert [rule for rule, _ in found] == ["bound-result", "same-sentence", "same-paper"]
    assert [confidence for _, confidence in found] == sorted((c for _, c in found), reverse=True)
    assert found[0][1] > found[2][1]


@pytest.mark.parametrize(
    ("text", "least"), [("New is for Test.", 0.33), ("It is New. Hard is Test.", 0.4)]
)
def test_who_is_hardly_a_mention_is_measured_on_nothing(text: str, least: float) -> None:
    read = annotated(paper("One", text, id="p"), introduces("New"), evaluates_on("Test"))
    edge = ("method/new", Predicate.MEASURED_ON, "benchmark/test")
    for score, is_there in ((least, True), (least - 0.01, False)):
        scored = replace(read, mentions=tuple(replace(m, score=score) for m in read.mentions))
        assert (edge in relations(scored)) is is_there


def test_a_number_that_is_hardly_bound_says_nothing_of_its_method() -> None:
    one = paper("One", "New has 9 on Test.", id="p")
    number = replace(reported(one, "9", method=0, benchmark=1), score=0.49)
    read = annotated(one, introduces("New"), evaluates_on("Test"), reported=[number])
    (ground,) = relations(read)["method/new", Predicate.MEASURED_ON, "benchmark/test"].evidence
    assert isinstance(ground, Evidence)
    assert ground.rule == "same-sentence"


def test_a_compared_method_is_not_measured() -> None:
    one = paper("One", "Old on Test.", id="p")
    found = relations(annotated(one, compares_with("Old"), evaluates_on("Test")))
    assert {edge[1] for edge in found} == {Predicate.COMPARES_WITH, Predicate.EVALUATES_ON}


def test_grounds_of_several_papers_add_up() -> None:
    a, b = (paper(id, "It is New. Hard is Test.", id=id) for id in "ab")
    number = reported(paper("b", "New has 9 on Test.", id="b"), "9", method=0, benchmark=1)
    b = paper("b", "New has 9 on Test.", id="b")
    found = relations(
        annotated(a, introduces("New"), evaluates_on("Test")),
        annotated(b, compares_with("New"), evaluates_on("Test"), reported=[number]),
    )
    relation = found["method/new", Predicate.MEASURED_ON, "benchmark/test"]
    assert [ground.score for ground in relation.evidence] == [0.855, 0.54]
    assert relation.confidence == pytest.approx(1 - 0.145 * 0.46, abs=5e-4)


def test_confidence_is_capped() -> None:
    edge = ("paper/p", Predicate.HAS_REPOSITORY, "repo/x")
    stated = Stated("p", "f:1", "github")
    assert make_relation(edge, [stated]).confidence == 0.999
    assert make_relation(edge, [stated, stated]).confidence == 0.999


def test_links_and_records_give_repositories() -> None:
    url = "https://www.github.com/x/Y/tree/main"
    one = paper(
        "One",
        f"Code: {url} and paper at example.org/paper.",
        id="p",
        code_links=("http://github.com/X/y.git",),
        sources=("b.jsonl:3", "a.txt:9"),
    )
    read = annotated(one, links=[(url, LinkKind.CODE), ("example.org/paper", LinkKind.OTHER)])
    found = relations(read)
    assert list(found) == [("paper/p", Predicate.HAS_REPOSITORY, "repo/github.com/x/y")]
    text, record = found["paper/p", Predicate.HAS_REPOSITORY, "repo/github.com/x/y"].evidence
    assert isinstance(text, Evidence)
    assert quote(one, text) == url
    assert record == Stated("p", "a.txt:9", "github")
    (repository,) = resolve([read]).entities
    assert repository.name.lower() == "x/y"
    assert len(repository.links) == 1


def test_evidence_points_into_its_sentence() -> None:
    read = small_collection()
    papers = {annotation.paper.id: annotation.paper for annotation in read}
    for relation in resolve(read).relations():
        assert relation.evidence
        for ground in relation.evidence:
            if isinstance(ground, Evidence):
                first, last = ground.sentence
                assert 0 <= first <= ground.start < ground.end <= last
                assert last <= len(papers[ground.paper].text)
