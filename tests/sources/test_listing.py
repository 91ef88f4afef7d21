"""The listing page, in its three layouts and as composed from parts."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources import read_papers
from tests.sources.reading import read_all, read_text

PROSE = "We propose a method that learns to learn, and it works rather well on the usual tasks."
HEAD = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\nDec 11\n\n"


def test_the_seeds_hold_227_papers_in_313_listings(seeds: Path) -> None:
    papers, problems = read_all([seeds])
    assert problems == []
    assert len(papers) == len({paper.id for paper in papers}) == 227
    assert sum(len(paper.sources) for paper in papers) == 313
    assert sum(paper.id.endswith("-") for paper in papers) == 8
    assert sum(paper.author_count is not None for paper in papers) == 34
    assert sum((paper.published or "").startswith("--") for paper in papers) == 11


def test_each_layout_gives_its_first_and_last_paper(seeds: Path) -> None:
    found = {}
    for file in sorted(seeds.glob("*.txt")):
        papers, _ = read_all([file])
        found[file.name[:3]] = (len(papers), papers[0].title, papers[-1].title)
    assert found["000"] == (
        37,
        "End-to-End Meta-Bayesian Optimisation with Transformer Neural Processes",
        "Optimizing Test-Time Compute via Meta Reinforcement Fine-Tuning",
    )
    assert found["002"][:2] == (
        85,
        "Fast & Slow Learning: Incorporating Synthetic Gradients in Neural Memory Controllers",
    )
    assert [found[name][0] for name in ("001", "003", "004")] == [67, 57, 67]


def test_details_of_the_first_layout(seeds: Path) -> None:
    papers = {paper.id: paper for paper in read_papers([seeds])}
    paper = papers["darwin-godel-machine-open-ended-evolution-of-self-improving-agents"]
    assert (paper.author_count, paper.published) == (5, "--05-28")
    of_an_organisation = papers[
        "meta-awareness-enhances-reasoning-models-self-alignment-reinforcement-learning"[:80]
    ]
    assert (of_an_organisation.author_count, of_an_organisation.published) == (None, "--09-26")


def test_the_capture_gives_dates_their_year(seeds: Path) -> None:
    papers, _ = read_all([seeds], captured=date(2025, 12, 11))
    dates = {paper.id: paper.published for paper in papers if paper.published}
    assert (
        dates["darwin-godel-machine-open-ended-evolution-of-self-improving-agents"] == "2025-05-28"
    )
    assert not any(published.startswith("--") for published in dates.values())
    assert max(dates.values()) <= "2025-12-11"


@pytest.mark.shared
def test_titles_and_abstracts_are_those_of_the_gold(shared: Path, seeds: Path) -> None:
    found = {paper.id: (paper.title, paper.abstract) for paper in read_papers([seeds])}
    lines = (shared / "gold" / "dev_papers.jsonl").read_text("utf-8").splitlines()
    gold = {one["id"]: (one["title"], one["abstract"]) for one in map(json.loads, lines)}
    assert len(gold) == 137
    assert {id: found.get(id) for id in gold} == gold


@pytest.mark.parametrize("change", [str, lambda text: text.replace("\n", "\r\n")])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(
    seeds: Path, change: type[str], mark: str
) -> None:
    for file in seeds.glob("*.txt"):
        text = file.read_text("utf-8")
        assert read_text("listing", mark + change(text)) == read_text("listing", text)


def test_a_line_is_that_of_the_title() -> None:
    (record,), _ = read_text("listing", f"{HEAD}A Title\n\n{PROSE}\n")
    assert (record.line, record.title, record.abstract) == (11, "A Title", PROSE)


def test_control_characters_become_spaces_one_for_one() -> None:
    text = f"A\x0bTitle\x85\n\nTab\tand\x00\x1b {PROSE}\n"
    (record,), problems = read_text("listing", text)
    assert (record.title, record.abstract) == ("A Title ", f"Tab\tand   {PROSE}")
    assert problems == []


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("SubscribeFast Learning", "Fast Learning"),
        ("SubscribegMLP", "gMLP"),
        ("Get trending papers in your email inbox!Subscribe3D Worlds", "3D Worlds"),
        ("Subscribers and Churn", "Subscribers and Churn"),
        ("Subscribe or Not", "Subscribe or Not"),
    ],
)
def test_a_page_word_is_taken_off_the_first_title(first: str, title: str) -> None:
    (record,), _ = read_text("listing", f"{first}\n{PROSE}\n")
    assert record.title == title


def test_a_page_word_is_glued_only_where_it_does_not_stand_alone() -> None:
    (record,), _ = read_text("listing", f"Subscribe\nSubscribeNet\n{PROSE}\n")
    assert record.title == "SubscribeNet"
    records, _ = read_text("listing", f"One\n{PROSE}\nSubscribeNet\n{PROSE}\n")
    assert [record.title for record in records] == ["One", "SubscribeNet"]


def test_page_words_that_no_one_knows_are_passed_over() -> None:
    text = f"{HEAD}Models\n\nDatasets\n\nSpaces\n\nA Title\n\n{PROSE * 3}\n\nBrowse\n"
    (record,), problems = read_text("listing", text)
    assert record.title == "A Title"
    assert problems == [("a title without an abstract", 21)]


def test_an_abstract_may_be_short() -> None:
    records, problems = read_text("listing", "One?\n\nWe try.\n\nTwo\n\nAnd fail (again.)\n")
    assert [(record.title, record.abstract) for record in records] == [
        ("One?", "We try."),
        ("Two", "And fail (again.)"),
    ]
    assert problems == []


def test_what_is_not_utf8_costs_its_own_listing() -> None:
    text = f"One\n{PROSE}\nTwo\n".encode() + b"caf\xe9 " + f"{PROSE}\nThree\n{PROSE}\n".encode()
    records, problems = read_text("listing", text)
    assert [record.title for record in records] == ["One", "Three"]
    assert problems == [("not UTF-8: byte 0xe9 at byte 4 of the line", 4)]


_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


@dataclass(frozen=True)
class Listed:
    """A paper as a page prints it."""

    title: str
    abstract: str
    count: int | None
    organisation: str | None
    day: str | None
    year: int | None
    comments: int | None

    def lines(self) -> list[str]:
        by = [f"  • {self.count} authors"] if self.count is not None else []
        by += [self.organisation] if self.organisation and self.day else []
        year = f", {self.year}" if self.year else ""
        comments = f" {self.comments}" if self.comments else ""
        return [*by, "·", f"{self.day}{year}{comments}"] if self.day else by

    def published(self) -> str | None:
        if self.day is None:
            return None
        month, day = self.day.split()
        number = _MONTHS.index(month) // 3 + 1
        return f"{self.year or '-'}-{number:02}-{int(day):02}"


words = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789éß-:&'", min_size=1, max_size=12)
# "Subscribe" glued to "r 0" is "Subscriber 0", which nobody can take apart.
titles = (
    st.lists(words, min_size=2, max_size=9)
    .map(" ".join)
    .filter(lambda title: not re.match(r"(?:rs?|d|s)(?![a-z])", title))
)
sentences = st.lists(words, min_size=8, max_size=30).map(lambda each: " ".join(each) + ".")
listed = st.builds(
    Listed,
    title=titles,
    abstract=st.lists(sentences, min_size=1, max_size=5).map(" ".join),
    count=st.none() | st.integers(1, 400),
    organisation=st.none() | st.just("kaist-ai KAIST AI"),
    day=st.none() | st.sampled_from(["May 25", "Feb 28", "Dec 1", "Sep 30"]),
    year=st.none() | st.integers(1990, 2030),
    comments=st.none() | st.integers(1, 2000),
)
heads = st.permutations(
    ["new", "Daily Papers", "Get trending papers in your email inbox!", "Jul 31"]
)


@given(
    st.lists(listed, min_size=1, max_size=6),
    heads,
    st.integers(0, 4),
    st.sampled_from(["", "Subscribe\n", "Subscribe", "byAK and the research community"]),
    st.sampled_from(["\n", "\n\n"]),
    st.booleans(),
)
def test_a_composed_page_gives_back_what_went_in(
    papers: list[Listed], head: list[str], used: int, last: str, gap: str, detailed: bool
) -> None:
    blocks = [
        gap.join([one.title, one.abstract, *(["\n".join(one.lines())] if detailed else [])])
        for one in papers
    ]
    text = "".join(line + gap for line in head[:used]) + last + gap.join(blocks)
    records, problems = read_text("listing", text)
    assert problems == []
    assert [(record.title, record.abstract) for record in records] == [
        (one.title, one.abstract) for one in papers
    ]
    if detailed:
        assert [(record.author_count, record.published) for record in records] == [
            (one.count, one.published()) for one in papers
        ]
