"""What a user decides overrides everything, and says so."""

import pytest

from kg.errors import DecisionError
from kg.model import Annotation, Decided, Label, Predicate, Reason, Relation
from kg.resolve import Resolution, resolve, to_decision, to_decisions
from tests.builders import annotated, evaluates_on, introduces, paper, uses

A = annotated(
    paper("Paper a", "We propose SMART. We use PPO on GSM8K.", id="a"),
    introduces("SMART"),
    uses("PPO"),
    evaluates_on("GSM8K"),
)
B = annotated(
    paper("Paper b", "We present SMART with Foo.", id="b"), introduces("SMART"), uses("Foo")
)
C = annotated(paper("Paper c", "We use Foo-Bar and SMART.", id="c"), uses("Foo-Bar"), uses("SMART"))
PAPERS = [A, B, C]


def decided(*lines: str, papers: list[Annotation] = PAPERS) -> Resolution:
    return resolve(papers, to_decisions("\n".join(("# mine", *lines)), "decisions.txt"))


def edges(found: Resolution) -> dict[tuple[str, str, str], Relation]:
    return {(r.subject, r.predicate.value, r.object): r for r in found.relations()}


def test_same_joins_names_and_is_the_reason() -> None:
    assert decided().entity_of("b", 1) != decided().entity_of("c", 0)
    found = decided("same: Foo | foo bar")
    assert found.entity_of("b", 1) == found.entity_of("c", 0)
    (merge,) = [each for each in found.merges() if each.reason is Reason.DECISION]
    assert (merge.source, merge.confidence) == ("decisions.txt:2", 1.0)


def test_same_joins_the_contributions_of_two_papers() -> None:
    assert decided().entity_of("a", 0) != decided().entity_of("b", 0)
    found = decided("same: SMART @ a | SMART @ b | SMART @ c")
    assert {found.entity_of("a", 0), found.entity_of("b", 0), found.entity_of("c", 1)} == {
        "method/smart"
    }


def test_different_keeps_apart_what_would_be_joined() -> None:
    one = annotated(paper("P", "It is GPT-4 (Omni).", id="p"), uses("GPT-4 (Omni)"))
    other = annotated(paper("Q", "It is GPT-4o.", id="q"), uses("GPT-4o"))
    joined = decided(papers=[one, other])
    assert joined.entity_of("p", 0) == joined.entity_of("q", 0)
    apart = decided("different: GPT-4 (Omni) | GPT-4o", papers=[one, other])
    assert apart.entity_of("p", 0) != apart.entity_of("q", 0)


def test_different_keeps_two_uses_of_one_name_apart() -> None:
    papers = [annotated(paper(p, "It is Foo.", id=p), uses("Foo")) for p in ("p", "q")]
    apart = decided("different: Foo @ p | Foo @ q", papers=papers)
    assert apart.entity_of("p", 0) != apart.entity_of("q", 0)
    assert apart.doubts == []


def test_name_says_what_a_thing_is_called() -> None:
    found = decided("name: foo | The Foo System")
    (entity,) = [each for each in found.entities if "Foo" in each.aliases]
    assert (entity.name, entity.aliases) == ("The Foo System", ("Foo", "The Foo System"))
    assert found.entity_of("b", 1) == entity.id


def test_not_removes_a_thing_from_a_paper_or_from_all() -> None:
    assert decided("not: a | PPO").entity_of("a", 1) is None
    everywhere = decided("not: SMART")
    assert [everywhere.entity_of(p, 0) for p in "ab"] == [None, None]
    assert not any("SMART" in entity.aliases for entity in everywhere.entities)


def test_not_removes_an_edge_and_nothing_else() -> None:
    edge = ("paper/a", "uses", "method/ppo")
    found = decided("not: a | uses | PPO")
    assert edge in edges(decided())
    assert edge not in edges(found)
    assert found.entity_of("a", 1) == "method/ppo"


def test_add_adds_an_edge_whose_evidence_is_the_line() -> None:
    found = decided("add: b | evaluatesOn | MATH-500", "add: c | uses | PPO")
    relation = edges(found)["paper/b", "evaluatesOn", "benchmark/math500"]
    assert relation.evidence == (Decided("decisions.txt", 2),)
    assert edges(found)["paper/c", "uses", "method/ppo"].evidence == (Decided("decisions.txt", 3),)
    assert "benchmark/math500" in {entity.id for entity in found.entities}


def test_label_and_role_change_what_a_paper_does_with_a_thing() -> None:
    found = decided("label: Foo | TASK", "role: a | PPO | compared")
    assert str(found.entity_of("b", 1)).startswith("task/")
    assert {label for entity in found.entities for label in [entity.label]} >= {Label.TASK}
    relation = edges(found)["paper/a", Predicate.COMPARES_WITH.value, "method/ppo"]
    assert Decided("decisions.txt", 3) in relation.evidence
    assert ("paper/a", "uses", "method/ppo") not in edges(found)


def test_what_matches_nothing_is_reported_with_its_line() -> None:
    found = decided("same: Foo | Unknown", "not: a | PPO", "role: a | Nothing | used")
    list(found.relations())
    assert [(each.source, str(each)) for each in found.unmatched] == [
        ("decisions.txt:2", "same: Foo | Unknown"),
        ("decisions.txt:4", "role: a | Nothing | used"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "join: a | b",
        "same: a",
        "same a | b",
        "label: a | REPO",
        "role: p | a | great",
        "add: p | likes | a",
        "name: a | ",
    ],
)
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(DecisionError, match=r"^mine.txt:7: "):
        to_decision(line, "mine.txt", 7)
