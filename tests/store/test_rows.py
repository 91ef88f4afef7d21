"""Every model type to a row and back."""

from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Annotation,
    Decided,
    Doubt,
    Entity,
    Evidence,
    Ground,
    Inferred,
    Match,
    Mention,
    Merge,
    Paper,
    Predicate,
    Relation,
    Result,
    Stated,
)
from kg.store import rows
from kg.store.content import paper_digest

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(str, texts)
st.register_type_strategy(float, numbers)
st.register_type_strategy(int, st.integers(0, 10**6))
grounds = st.one_of(*(st.builds(kind) for kind in (Evidence, Stated, Inferred, Decided)))


@given(st.builds(Paper), texts)
def test_paper(paper: Paper, key: str) -> None:
    row = rows.to_paper_row(paper, key)
    assert rows.from_paper_row(row) == paper
    assert row[-2:] == (key, paper_digest(paper))


@given(st.builds(Annotation))
def test_annotation(annotation: Annotation) -> None:
    text = rows.to_annotation_text(annotation)
    assert rows.from_annotation_text(text, annotation.paper) == annotation


@given(st.builds(Entity))
def test_entity(entity: Entity) -> None:
    aliases = [alias for _, alias, _ in rows.to_alias_rows(entity)]
    assert rows.from_entity_row(rows.to_entity_row(entity), aliases) == entity


@given(grounds)
def test_ground(ground: Ground) -> None:
    row = rows.to_ground_row(("paper/a", Predicate.USES, "method/b"), 2, ground)
    assert row[:4] == ("paper/a", "uses", "method/b", 2)
    assert rows.from_ground_row(row) == ground


@given(st.builds(Relation, evidence=st.just(())))
def test_relation(relation: Relation) -> None:
    assert rows.from_relation_row(rows.to_relation_row(relation), ()) == relation


@given(st.builds(Result))
def test_result(result: Result) -> None:
    restored = rows.from_result_row(rows.to_result_row(result))
    assert restored.evidence.paper == result.paper
    assert rows.to_result_row(restored) == rows.to_result_row(result)


@given(texts, st.builds(Mention), texts)
def test_mention(paper: str, mention: Mention, entity: str) -> None:
    row = rows.to_mention_row(paper, mention, entity)
    assert rows.from_mention_row(row) == (paper, mention, entity)


@given(st.builds(Merge))
def test_merge(merge: Merge) -> None:
    assert rows.from_merge_row(rows.to_merge_row(merge)) == merge


@given(st.builds(Doubt))
def test_doubt(doubt: Doubt) -> None:
    assert rows.from_doubt_row(rows.to_doubt_row(doubt)) == doubt


@given(st.builds(Match))
def test_match(match: Match) -> None:
    assert rows.from_match_row(rows.to_match_row(match)) == match
