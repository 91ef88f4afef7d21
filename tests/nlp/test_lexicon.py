"""The lexicon: its file form, its two indexes, and what it finds in a text."""

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from kg.errors import KnowledgeError
from kg.model import Kind, Label
from kg.nlp.lexicon import (
    FILES,
    is_case_sensitive,
    make_lexicon,
    read_entries,
    read_lexicon,
    to_entry,
)
from tests.nlp.reader import annotated

ENTRY = {"id": "method/ppo", "label": "METHOD", "kind": "named", "name": "PPO", "aliases": ["P2O"]}


def _candidates(doc: Doc) -> set[tuple[str, str, str]]:
    return {(span.text, span.label_, span.kb_id_) for span in doc.spans["candidates"]}


def test_two_indexes() -> None:
    lexicon = make_lexicon([to_entry(ENTRY)])
    assert lexicon.ids == {"PPO": ("method/ppo#named",), "P2O": ("method/ppo#named",)}
    assert lexicon.entries["method/ppo#named"].name == "PPO"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"label": "THING"}, "THING"),
        ({"aliases": ["PPO"]}, "an alias stands twice"),
        ({"aliases": [" x"]}, "outer spaces"),
        ({"ambiguous": ["TRPO"]}, "must be the name or an alias"),
        ({"colour": "red"}, "expected the fields"),
    ],
)
def test_a_bad_entry_is_named_with_file_and_line(
    tmp_path: Path, change: dict[str, Any], complaint: str
) -> None:
    path = tmp_path / "methods.jsonl"
    path.write_text(f"{json.dumps(ENTRY)}\n{json.dumps(ENTRY | {'id': 'x'} | change)}\n")
    with pytest.raises(KnowledgeError, match=complaint) as caught:
        read_entries(path)
    assert caught.value.line == 2


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "methods.jsonl"
    path.write_text(f"{json.dumps(ENTRY)}\n" * 2)
    with pytest.raises(KnowledgeError, match="stands twice"):
        read_entries(path)


def test_the_shipped_lexicon_loads_and_is_broad() -> None:
    lexicon = read_lexicon()
    counts = dict.fromkeys(("METHOD", "BENCHMARK", "TASK", "METRIC"), 0)
    for entry in lexicon.entries.values():
        counts[entry.label.value] += 1
    assert counts["METHOD"] > 1000
    assert counts["BENCHMARK"] > 700
    assert counts["TASK"] > 400
    assert counts["METRIC"] > 50


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_files_are_sorted(name: str) -> None:
    folder = Path(__file__).parents[2] / "kg" / "nlp" / "lexicon"
    keys = [entry.id for entry in read_entries(folder / f"{name}.jsonl")]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("form", "kind", "sensitive"),
    [
        ("Adam", Kind.NAMED, True),
        ("Transformer", Kind.NAMED, True),
        ("RL", Kind.CONCEPT, True),
        ("CIFAR-10", Kind.NAMED, False),
        ("Monte Carlo Tree Search", Kind.NAMED, False),
        ("reinforcement learning", Kind.CONCEPT, False),
    ],
)
def test_case_counts_where_a_form_could_be_a_common_word(
    form: str, kind: Kind, sensitive: bool
) -> None:
    assert is_case_sensitive(form, kind) is sensitive


def test_forms_plurals_and_versions_are_found() -> None:
    doc = annotated("Cifar-10 and Pythia-2.8B", "We train graph neural networks with Adam.")
    found = _candidates(doc)
    assert ("Cifar-10", "BENCHMARK/named", "lexicon") in found
    assert ("Pythia-2.8B", "METHOD/named", "lexicon:version") in found
    assert ("graph neural networks", "METHOD/concept", "lexicon") in found
    assert ("Adam", "METHOD/named", "lexicon") in found


def test_a_common_word_in_lower_case_is_no_name() -> None:
    doc = annotated("On words", "We asked adam for a lasso.")
    assert not {text for text, _, _ in _candidates(doc)} & {"adam", "lasso"}


def test_an_ambiguous_form_says_so() -> None:
    doc = annotated("On models", "We use SAM.")
    assert ("SAM", "METHOD/named", "lexicon:ambiguous") in _candidates(doc)


def test_entries_keep_label_and_kind() -> None:
    entry = to_entry(ENTRY)
    assert (entry.label, entry.kind) == (Label.METHOD, Kind.NAMED)
