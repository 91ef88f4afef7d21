"""The class noun beside a name says what it is."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.model import Label
from kg.nlp.class_nouns import find_classes, read_class_nouns, read_noun_forms
from kg.nlp.words import to_words
from tests.nlp.reader import annotated


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("We use the dataset Foo here.", {"BENCHMARK"}),
        ("We use the Foo datasets here.", {"BENCHMARK"}),
        ("We use datasets such as Foo here.", {"BENCHMARK"}),
        ("We use a new benchmark (Foo) here.", {"BENCHMARK"}),
        ("Foo, a large, open-source framework for data.", {"METHOD"}),
        ("Foo, an AI-driven framework for data.", {"METHOD"}),
        ("Foo (short for food) is our model.", {"METHOD"}),
        ("Foo is a very new and quite large and open dataset.", set()),
        ("Foo is a map; a dataset.", set()),
        ("Here is a dataset. Foo runs.", set()),
        ("The dataset Foo is a model.", {"BENCHMARK", "METHOD"}),
        ("Foo", set()),
    ],
)
def test_what_class_nouns_say(text: str, labels: set[str]) -> None:
    words = to_words(annotated("", text))
    start = words.texts.index("Foo")
    assert find_classes([(start, start + 1)], words) == labels


def test_class_nouns_say_methods_and_benchmarks() -> None:
    assert set(read_class_nouns().values()) == {Label.METHOD.value, Label.BENCHMARK.value}


@pytest.mark.parametrize(
    ("row", "complaint"),
    [("TASK\ttask", "unknown label"), ("BENCHMARK\tmodel", "stands twice")],
)
def test_a_bad_class_noun_is_named(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "class-nouns.tsv"
    path.write_text(f"METHOD\tmodel\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=complaint) as caught:
        read_class_nouns(path)
    assert caught.value.line == 2


def test_forms_are_of_their_noun() -> None:
    forms = read_noun_forms()
    assert [forms[form] for form in ("corpus", "corpora", "networks")] == [
        "corpus",
        "corpus",
        "network",
    ]
    assert set(forms.values()) <= set(forms)


def test_a_form_of_two_nouns_is_named(tmp_path: Path) -> None:
    path = tmp_path / "noun-forms.tsv"
    path.write_text("network\tnets\nnet\tnets\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="stands twice") as caught:
        read_noun_forms(path)
    assert caught.value.line == 2
