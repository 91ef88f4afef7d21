"""Tokens: names, numbers, links and LaTeX stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from kg.nlp.tokenizer import make_tokenizer

tokenizer = make_tokenizer(Vocab())


def _tokens(text: str) -> list[str]:
    return [token.text for token in tokenizer(text)]


@pytest.mark.parametrize(
    "name",
    [
        "GSM8K",
        "SWE-bench",
        "Qwen2.5-7B",
        "GPT-4o",
        "F1",
        "2-3x",
        "20.0%",
        "0.91",
        "1,000",
        "C++",
        'G\\"odel',
        'Schr\\"{o}dinger',
        "$\\pi_0$",
        "$\\tau$-bench",
        "CIFAR-10",
        "A*",
        "k-means",
        "10:1",
        "https://github.com/x/y",
        "github.com/x/y",
        "tau-bench",
        "LLM-as-a-judge",
        "e.g.",
        "i.e.",
    ],
)
def test_a_name_is_one_token(name: str) -> None:
    assert _tokens(name) == [name]
    assert _tokens(f"we use ({name}), and") == ["we", "use", "(", name, ")", ",", "and"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("on WebArena.To this", ["on", "WebArena", ".", "To", "this"]),
        ("state-of-the-arts.The code", ["state-of-the-arts", ".", "The", "code"]),
        ("GPT-4.We", ["GPT-4", ".", "We"]),
        ("the LLMs.We", ["the", "LLMs", ".", "We"]),
        ("CIFAR-10/100", ["CIFAR-10", "/", "100"]),
        ("MAML's \u201cname\u201d", ["MAML", "'s", "\u201c", "name", "\u201d"]),
        ("so on...", ["so", "on", "..."]),
        ("present **CoBSAT**, the", ["present", "**", "CoBSAT", "**", ",", "the"]),
        (
            "of *two words* and _one_.",
            ["of", "*", "two", "words", "*", "and", "_", "one", "_", "."],
        ),
        ("A*, Theta* and RRT* search", ["A*", ",", "Theta*", "and", "RRT*", "search"]),
        ("a_b x_i and 2 * 3 * 4", ["a_b", "x_i", "and", "2", "*", "3", "*", "4"]),
        ("at *x.io/a_b_* now", ["at", "*", "x.io/a_b_", "*", "now"]),
        ("\\textsc{Voyager} plays", ["\\textsc{", "Voyager", "}", "plays"]),
        ("Node.js is", ["Node.js", "is"]),
        ("costs $5 more", ["costs", "$", "5", "more"]),
        ("\\url{https://a.io/b}.", ["\\url{", "https://a.io/b", "}", "."]),
        ("A\n\nB", ["A", "\n\n", "B"]),
    ],
)
def test_what_divides(text: str, tokens: list[str]) -> None:
    assert _tokens(text) == tokens


_PARTS = st.sampled_from(
    [
        "https://a.io/b",
        "github.com/x",
        " ",
        "  ",
        "\n\n",
        ".",
        "$",
        "{",
        "}",
        "\\",
        '"',
        "(",
        ")",
        "GPT-4",
        "e.g.",
        "al.",
        "We",
        "\xa0",
        "\t",
        "\u2028",
        "'s",
        "...",
        "\\'e",
    ]
)


@given(st.lists(_PARTS, max_size=14).map("".join) | st.text())
def test_tokens_are_the_text(text: str) -> None:
    assert tokenizer(text).text == text
