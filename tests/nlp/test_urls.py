"""URLs in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.urls import clean, find_urls


def _urls(text: str) -> list[str]:
    return [url.url for url in find_urls(text)]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Code: https://github.com/x/y.", "https://github.com/x/y"),
        ("Code: https://github.com/x/y.git.", "https://github.com/x/y"),
        ("(https://github.com/x/y)", "https://github.com/x/y"),
        (r"\url{https://github.com/x/y_z}.", "https://github.com/x/y_z"),
        (r"\url{https://github.com/x/y\_z}", "https://github.com/x/y_z"),
        (r"\href{https://x.github.io/}{here}", "https://x.github.io/"),
        ("\\footnote{Page: https://x.github.io/}", "https://x.github.io/"),
        ("_https://github.com/x/y_.", "https://github.com/x/y"),
        ("at https: //github.com/x/y.", "https://github.com/x/y"),
        ("at https://github. com/x/y.", "https://github.com/x/y"),
        ("at https//github.com/x/y.", "https://github.com/x/y"),
        ("Code is at docetl.org.", "docetl.org"),
        ("our site (docetl.org)", "docetl.org"),
        ("Videos at walking-robot.github.io.", "walking-robot.github.io"),
        ("see github.com/x/y, for", "github.com/x/y"),
        ("see huggingface.co/datasets/a/b", "huggingface.co/datasets/a/b"),
        ("anonymous.4open.science/r/P-and-B-6513/.", "anonymous.4open.science/r/P-and-B-6513/"),
        ("visit www.acin.tuwien.ac.at/42d2.", "www.acin.tuwien.ac.at/42d2"),
        ("http://lab-1.cs.vt.edu:5550 that", "http://lab-1.cs.vt.edu:5550"),
        ("https://en.wikipedia.org/wiki/A_(b)", "https://en.wikipedia.org/wiki/A_(b)"),
        ("https://a.edu/\u223cme/x", "https://a.edu/~me/x"),
        ("at https://github.com/x/CaPo.Our code is", "https://github.com/x/CaPo"),
        ('"https://x.org/a"', "https://x.org/a"),
    ],
)
def test_a_url_is_cleaned(text: str, url: str) -> None:
    assert _urls(text) == [url]


@pytest.mark.parametrize(
    "text",
    [
        "We use Node.js and torch.nn in PyTorch.",
        "as in Smith et al.Then we",
        "on WebArena.To this end",
        "i.e.a thing, e.g.the other",
        "a ResNet.We train",
        "state-of-the-arts.The code",
        "reviews from Amazon.com and Yelp.com",
        "URLs like en.wikipedia.org alongside the text",
        "mail me@uni.edu",
        "a rise from 20.0 to 50.0 and and/or 3.5x",
        "the https URL",
        "",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert _urls(text) == []


def test_each_address_of_markup_is_found_once() -> None:
    text = r"\href{https://github.com/x/y}{github.com/x/y} or [https://a.io/b](https://a.io/b)"
    assert _urls(text) == [
        "https://github.com/x/y",
        "github.com/x/y",
        "https://a.io/b",
        "https://a.io/b",
    ]


def test_the_place_is_that_of_what_was_printed() -> None:
    text = r"Code (\url{https://github.com/x/y\_z.git}) and more"
    (url,) = find_urls(text)
    assert text[url.start : url.end] == r"https://github.com/x/y\_z.git"


_PARTS = st.sampled_from(
    [
        "https://",
        "https: //",
        "www.",
        "a.io",
        "b.com",
        "/x",
        ".",
        "..",
        " ",
        "\n",
        "(",
        ")",
        "{",
        "}",
        "_",
        "\\",
        "\\_",
        ".git",
        "A",
        "word",
        "code at ",
        "](",
        "\u223c",
        "İ",
        "😀",
    ]
)


@given(st.lists(_PARTS, max_size=12).map("".join) | st.text())
def test_urls_are_in_order_apart_and_clean(text: str) -> None:
    place = 0
    for url in find_urls(text):
        assert place <= url.start < url.end <= len(text)
        assert clean(text[url.start : url.end]) == url.url
        assert "." in url.url
        assert not any(c.isspace() for c in url.url)
        place = url.end
