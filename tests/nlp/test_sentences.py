"""Sentences: the title, then the abstract's."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.model import Paper
from kg.nlp import read
from kg.nlp.sentences import find_starts, read_sentence_words


def _sentences(abstract: str, title: str = "A title. Of two parts? Yes") -> list[str]:
    (annotation,) = read([Paper("p", title, abstract)])
    first, *rest = [annotation.paper.text[start:end] for start, end in annotation.sentences]
    assert first == title
    return rest


@pytest.mark.parametrize(
    "sentences",
    [
        ["We propose MAML.", "It learns fast."],
        ["See Smith et al. (2020) for Fig. 3 and Sec. 2.1.", "We differ."],
        ["Models, e.g. GPT-4, i.e. large ones, vs. BERT, win.", "Really?", "Yes!"],
        ["It rises by 3.5% to 0.91.", "2 of 3 judges agree."],
        ["Code: https://github.com/x/y.", "Data: a.github.io/b."],
        ['He said "stop."', "We did not (why?) stop.)", "Then we did."],
        ["We use vitamin C.", "The rest by J. Smith is old."],
        ["It beats Smith et al.", "We show why."],
        ["There are cats, dogs, etc.", "We count them, etc. and more."],
        ["Robots walk.", "iGibson simulates them.", "vLLM serves them."],
        ["Yes! and no? or so... perhaps.", "So be it."],
        ["Over several items, approx. 5 of No. 7."],
        [r"We use $\pi_0$.", r"$\tau$-bench is hard.", r"\textsc{Foo} is not."],
    ],
)
def test_sentences_of_an_abstract(sentences: list[str]) -> None:
    assert _sentences(" ".join(sentences)) == sentences
    assert _sentences("\n".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("glued", "sentences"),
    [
        ("We use WebArena.To this end", ["We use WebArena.", "To this end"]),
        ("beats state-of-the-arts.The code", ["beats state-of-the-arts.", "The code"]),
        ("as do Li et al.Then we", ["as do Li et al.", "Then we"]),
        ("Is it (RL)?We think so", ["Is it (RL)?", "We think so"]),
        ("Node.js, GPT-4.5 and e.g.RL", ["Node.js, GPT-4.5 and e.g.RL"]),
    ],
)
def test_glued_sentences(glued: str, sentences: list[str]) -> None:
    assert _sentences(glued) == sentences


def test_blank_lines_end_sentences_and_belong_to_none() -> None:
    assert _sentences("  One\n\n two.  ") == ["One", "two."]


def test_empty_parts_have_no_sentence() -> None:
    (annotation,) = read([Paper("p", "", "We go.")])
    assert annotation.sentences == ((2, 8),)
    (annotation,) = read([Paper("p", "Title", "")])
    assert annotation.sentences == ((0, 5),)
    assert list(find_starts("\n\n")) == []


@pytest.mark.parametrize(
    ("rows", "line"),
    [("opener\twe\nmystery\tx\n", 2), ("opener\twe\n\npausing\tWe\n", 3), ("opener\n", 1)],
)
def test_a_bad_word_list_is_refused(tmp_path: Path, rows: str, line: int) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"words\.tsv:{line}: "):
        read_sentence_words(path)
