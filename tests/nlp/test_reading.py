"""Reading: a function of the paper alone."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ModelError
from kg.model import Annotation, Paper
from kg.nlp import pipeline_version, read

PAPERS = [
    Paper(
        "maml",
        "Model-Agnostic Meta-Learning for Fast Adaptation",
        "We propose MAML. MAML beats Reptile on Omniglot. Code: https://github.com/x/maml.",
    ),
    Paper("ppo", "Proximal Policy Optimization", "We present PPO, evaluated on MuJoCo and Atari."),
    Paper("swe", "SWE-bench", "SWE-bench is a benchmark. We evaluate GPT-4o and Qwen2.5-7B on it."),
    Paper("empty", "A title alone", ""),
    Paper("nothing", "", ""),
]


def check(annotation: Annotation) -> None:
    """Everything stands where it says, in order, and sentences cover the text."""
    text = annotation.paper.text
    covered: set[int] = set()
    place = 0
    for start, end in annotation.sentences:
        assert place <= start < end
        assert text[start:end] == text[start:end].strip()
        covered.update(range(start, end))
        place = end
    assert all(c.isspace() for i, c in enumerate(text) if i not in covered)
    for mention in annotation.mentions:
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.score == round(mention.score, 3)
    groups = [mention.group for mention in annotation.mentions]
    assert list(dict.fromkeys(groups)) == list(range(len(set(groups))))
    starts = [mention.start for mention in annotation.mentions]
    assert starts == sorted(starts)
    assert all(0 <= link.start < link.end <= len(text) for link in annotation.links)
    for reported in annotation.reported:
        assert text[reported.start : reported.end].startswith(reported.value[0])
        assert reported.low <= reported.high < float("inf")
        bound = {reported.method, reported.benchmark, reported.baseline}
        assert bound <= {None, *groups}


def test_what_is_read() -> None:
    maml, *_ = read(PAPERS)
    assert [maml.paper.text[start:end] for start, end in maml.sentences] == [
        "Model-Agnostic Meta-Learning for Fast Adaptation",
        "We propose MAML.",
        "MAML beats Reptile on Omniglot.",
        "Code: https://github.com/x/maml.",
    ]
    assert [link.url for link in maml.links] == ["https://github.com/x/maml"]
    assert {"MAML", "Omniglot"} <= {mention.text for mention in maml.mentions}


def test_a_paper_reads_the_same_alone_in_any_order_and_twice() -> None:
    alone = {paper.id: next(read([paper])) for paper in PAPERS}
    for seed in range(5):
        papers = PAPERS * 2
        random.Random(seed).shuffle(papers)
        annotations = list(read(papers))
        assert [annotation.paper for annotation in annotations] == papers
        assert all(annotation == alone[annotation.paper.id] for annotation in annotations)


def test_reading_streams() -> None:
    taken = 0

    def papers() -> Iterator[Paper]:
        nonlocal taken
        for paper in PAPERS:
            taken += 1
            yield paper

    annotations = read(papers())
    assert taken == 0
    assert next(annotations).paper == PAPERS[0]
    assert taken == 1


_WORDS = st.sampled_from(
    [
        "We",
        "propose",
        "MAML",
        "GSM8K",
        "(PPO)",
        "Proximal",
        "Policy",
        "Optimization",
        "e.g.",
        "al.",
        "https://a.io/b.",
        "WebArena.To",
        '\\"o',
        "$\\pi$",
        "20.0%",
        "\n",
        "\t",
        "\xa0",
        "\x1d",
        ".",
        "benchmark",
        "dataset",
        "on",
        "for",
        "called",
        "\u2028",
        "İ",
        "😀",
        chr(0xD800),
    ]
)
TEXTS = st.lists(_WORDS, max_size=30).map(" ".join) | st.text(max_size=200)


@settings(deadline=None, max_examples=150)
@given(title=TEXTS.map(lambda text: " ".join(text.split())), abstract=TEXTS)
def test_any_text_can_be_read(title: str, abstract: str) -> None:
    (annotation,) = read([Paper("p", title, abstract)])
    assert annotation.paper.text == f"{title}\n\n{abstract}"
    check(annotation)


def test_a_very_long_text_can_be_read() -> None:
    abstract = "Nothing is here. " * 100 + " " * 1_000_000 + "The end."
    (annotation,) = read([Paper("p", "Long", abstract)])
    assert len(abstract) > 1_000_000  # where spaCy stops by itself
    check(annotation)
    assert len(annotation.sentences) == 102


def test_an_unknown_model_is_refused_before_anything_is_read() -> None:
    with pytest.raises(ModelError, match="no model 'huge': choose from fast"):
        read(iter(()), model="huge")
    with pytest.raises(ModelError, match="huge"):
        pipeline_version("huge")


def test_the_version_is_a_sha256() -> None:
    assert len(bytes.fromhex(pipeline_version())) == 32
    assert pipeline_version() == pipeline_version("default") != pipeline_version("fast")
