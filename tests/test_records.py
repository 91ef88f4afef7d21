"""Each model type to a record and back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Annotation,
    Decided,
    Entity,
    Evidence,
    Inferred,
    Label,
    Mention,
    Paper,
    Predicate,
    Relation,
    Result,
    Stated,
)
from kg.records import from_record, to_record

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
KINDS: list[type] = [
    Paper,
    Mention,
    Annotation,
    Entity,
    Relation,
    Result,
    Evidence,
    Stated,
    Inferred,
    Decided,
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_a_record_gives_back_what_went_in(kind: type, data: st.DataObject) -> None:
    value: Any = data.draw(st.from_type(kind))
    record = json.loads(json.dumps(to_record(value)))
    assert from_record(kind, record) == value


def test_a_record_leaves_out_what_is_empty() -> None:
    assert to_record(Paper("x", "T", "A")) == {"id": "x", "title": "T", "abstract": "A"}


def test_grounds_say_which_they_are() -> None:
    ground = Decided("decisions.tsv", 4)
    relation = Relation("method/a", Predicate.VARIANT_OF, "method/b", (ground,), 1.0)
    assert to_record(relation)["evidence"] == [
        {"ground": "decision", "file": "decisions.tsv", "line": 4}
    ]


def test_a_whole_number_stands_for_a_score() -> None:
    record = {"paper": "x", "sentence": [0, 4], "start": 0, "end": 4, "rule": "r", "score": 1}
    assert from_record(Evidence, record) == Evidence("x", (0, 4), 0, 4, "r", 1.0)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"id": "x", "title": "T"}, "abstract"),
        ({"id": "x", "title": "T", "abstract": 3}, "expected str, found 3"),
        ({"id": "x", "title": "T", "abstract": "A", "colour": "red"}, "no field 'colour'"),
        ({"id": "x", "title": "T", "abstract": "A", "authors": "Ann"}, "expected a list"),
        ({"id": "x", "title": "T", "abstract": "A", "author_count": True}, "expected int"),
        (["x", "T", "A"], "expected an object"),
    ],
)
def test_a_record_of_another_shape_is_refused(broken: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        from_record(Paper, broken)


def test_a_label_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="COLOUR"):
        from_record(Entity, {"id": "x", "label": "COLOUR", "name": "red"})
    assert from_record(Entity, {"id": "x", "label": "TASK", "name": "n"}).label is Label.TASK
