"""Records brought up to a change are those that would be derived at once."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.ids import reading_key
from kg.model import Annotation, Label, LinkKind, Predicate
from kg.progress import silently
from kg.renewing import renew
from kg.resolve import Decision, to_decisions
from kg.store import Store
from tests.builders import (
    PIPELINE,
    Named,
    addresses,
    annotated,
    compares_with,
    evaluates_on,
    introduces,
    mentions,
    paper,
    reported,
    trains_on,
    uses,
)

METHODS = ["SMART", "MPO", "Meta Plan Optimization", "Meta Policy Optimization", "smart", "GPT-4o"]
METHODS += ["deep RL", "RL", "Deep Reinforcement Learning", "GPT-4", "optimisation", "optimization"]
BENCHMARKS = ["Omniglot", "GSM8K", "SMART", "omniglot dataset"]
TASKS = ["sorting", "Sorting", "optimization"]
URLS = ["https://github.com/a/smart", "http://www.github.com/a/SMART.git", "https://a.org/mpo"]
TEXT = ". ".join([*METHODS, *BENCHMARKS, *TASKS, *URLS, "It has 61%", "It has 62%"])
LINES = [
    "same: MPO | SMART",
    "same: SMART @ p0 | SMART @ p1",
    "different: GPT-4 | GPT-4o",
    "different: MPO @ p1 | MPO @ p2",
    "name: RL | Reinforcement",
    "not: GPT-4",
    "not: p1 | SMART",
    "not: p2 | uses | RL",
    "not: SMART | measuredOn | Omniglot",
    "not: MPO | usedFor | sorting",
    "not: deep RL | variantOf | RL",
    "not: Reinforcement | uses | Deep RL",
    "add: p0 | uses | RL",
    "add: SMART | measuredOn | Never",
    "add: RL | variantOf | MPO",
    "label: optimization | TASK",
    "role: p1 | MPO | introduced",
]


def said() -> st.SearchStrategy[Named]:
    methods, benchmarks = st.sampled_from(METHODS), st.sampled_from(BENCHMARKS)
    several = st.lists(methods, min_size=1, max_size=2, unique=True)
    return st.one_of(
        several.map(lambda words: introduces(*words)),
        several.map(lambda words: uses(*words)),
        several.map(lambda words: compares_with(*words)),
        several.map(lambda words: mentions(*words)),
        benchmarks.map(lambda words: introduces(words, label=Label.BENCHMARK)),
        benchmarks.map(evaluates_on),
        benchmarks.map(trains_on),
        st.sampled_from(TASKS).map(addresses),
    )


@st.composite
def readings(draw: st.DrawFn, number: int) -> Annotation:
    """A paper of this number, whose text is one of a few and whose reading is any."""
    id, title = f"p{number}", draw(st.sampled_from(["SMART sorting", "T"]))
    links = draw(st.lists(st.sampled_from(URLS), max_size=2, unique=True))
    known = {"code_links": tuple(links[:1]), "sources": (f"file:{draw(st.integers(1, 2))}",)}
    # The reading is kept under the text: another reading needs another text.
    named = draw(st.lists(said(), max_size=4))
    values = draw(st.lists(st.sampled_from(["61%", "62%"]), max_size=2, unique=True))
    of = paper(title, f"{TEXT}. {named!r} {links!r} {values!r}", id=id, **known)
    ends = (0, len(named) - 1) if len(named) > 1 else (None, None)
    numbers = [
        reported(of, value, metric="accuracy", method=ends[0], benchmark=ends[1])
        for value in values
    ]
    linked = [(url, LinkKind.CODE) for url in links[1:]]
    return annotated(of, *named, links=linked, reported=numbers)


@st.composite
def histories(draw: st.DrawFn) -> list[list[Annotation]]:
    """A collection as it changes: papers come, leave and are read otherwise."""
    now = {number: draw(readings(number)) for number in range(draw(st.integers(0, 5)))}
    history = [list(now.values())]
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, 6))
        if draw(st.booleans()) and number in now:
            del now[number]
        else:
            now[number] = draw(readings(number))
        history.append(list(now.values()))
    return history


def take_in(store: Store, read: Sequence[Annotation]) -> None:
    store.remove_papers(sorted({one.id for one in store.papers()} - {a.paper.id for a in read}))
    for annotation in read:
        key = reading_key(annotation.paper.text, PIPELINE)
        store.write_papers([(annotation.paper, key)])
        store.write_reading(key, annotation)
    store.remove_unused_readings()


def brought_up(
    path: Path, read: Sequence[Annotation], decided: Sequence[Decision], *, fresh: bool
) -> tuple[dict[str, str], object]:
    """Make a graph that of these readings; ids that moved, decisions that match nothing."""
    with Store.create(path) as store, store.transaction():
        before = store.digests()
        take_in(store, read)
        renewed = renew(store, decided, (), silently, fresh=fresh)
        check_touched(store, before)
        return renewed.moved, renewed.unmatched


def check_touched(store: Store, before: Mapping[str, int]) -> None:
    """Of no unit but those that were noted is anything else said, where they were noted."""
    after, touched = store.digests(), store.touched
    if touched is not None:
        assert touched.units >= dict(before.items() ^ after.items()).keys()
        told = {unit: digest for unit, digest in after.items() if unit in touched.units}
        assert store.digests(touched.units) == told


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}
    connection.close()
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories(), st.lists(st.sampled_from(LINES), max_size=4, unique=True), st.booleans())
def test_records_that_grew_are_those_derived_at_once(
    tmp_path_factory: pytest.TempPathFactory,
    history: list[list[Annotation]],
    lines: list[str],
    is_whole: bool,  # whether all is resolved, or what the change reaches
) -> None:
    folder = tmp_path_factory.mktemp("grown")
    grown, again, anew = (folder / f"{name}.db" for name in ("grown", "again", "anew"))
    decided = to_decisions("\n".join(lines), "decisions.txt")
    for read in history:
        if grown.exists():
            shutil.copyfile(grown, again)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("kg.renewing._FEW", -1.0 if is_whole else 9.0)
            patched.setattr("kg.renewing._MOST", 9.0)  # of few papers most change
            found = brought_up(grown, read, decided, fresh=False)
        anew.unlink(missing_ok=True)
        assert found == brought_up(again, read, decided, fresh=True)
        brought_up(anew, read, decided, fresh=True)
        assert tables(grown) == tables(again) == tables(anew)


@pytest.fixture(params=[-1.0, 9.0], ids=["all is resolved", "what it reaches"])
def bit_by_bit(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr("kg.renewing._FEW", request.param)
    monkeypatch.setattr("kg.renewing._MOST", 9.0)  # of few papers most change


def measured(id: str, value: str) -> Annotation:
    of = paper(f"Paper {id}", f"We test SMART on Omniglot. It has {value}.", id=id)
    number = reported(of, value, method=0, benchmark=1, metric="accuracy")
    return annotated(of, uses("SMART"), evaluates_on("Omniglot"), reported=[number])


@pytest.mark.usefixtures("bit_by_bit")
def test_a_paper_that_differs_flags_the_others_while_it_is_there(tmp_path: Path) -> None:
    path, one, other = tmp_path / "graph.db", measured("a", "61%"), measured("b", "62%")
    for read, flags in (([one], []), ([one, other], ["differing"] * 2), ([one], [])):
        brought_up(path, read, (), fresh=False)
        with Store.open(path) as store:
            assert [flag for result in store.results() for flag in result.flags] == flags


@pytest.mark.usefixtures("bit_by_bit")
def test_a_family_that_is_first_named_gets_the_versions_known(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    version = annotated(paper("A", "It uses GPT-4o.", id="a"), uses("GPT-4o"))
    family = annotated(paper("B", "It uses GPT-4.", id="b"), uses("GPT-4"))
    for read, variants in (([version], 0), ([version, family], 1), ([version], 0)):
        brought_up(path, read, (), fresh=False)
        with Store.open(path) as store:
            edges = [edge for edge, _ in store.edges() if edge[1] is Predicate.VARIANT_OF]
        assert len(edges) == variants


@pytest.mark.usefixtures("bit_by_bit")
def test_a_decision_about_a_paper_that_did_not_change_still_matches(tmp_path: Path) -> None:
    decided = to_decisions("not: a | uses | SMART\nnot: a | uses | MPO", "decisions.txt")
    read = [measured("a", "61%")]
    for each in ("b", "c"):
        _, unmatched = brought_up(tmp_path / "graph.db", read, decided, fresh=False)
        assert unmatched == decided[1:]
        read.append(measured(each, "61%"))


@pytest.mark.usefixtures("bit_by_bit")
def test_a_name_that_comes_later_brings_a_decision_to_bear(tmp_path: Path) -> None:
    decided = to_decisions("not: GPT-4o | variantOf | Generative 4", "decisions.txt")
    path = tmp_path / "graph.db"
    older = [
        annotated(paper("A", "It uses GPT-4o.", id="a"), uses("GPT-4o")),
        annotated(paper("B", "It uses GPT-4.", id="b"), uses("GPT-4")),
    ]
    named = annotated(paper("C", "GPT-4 is Generative 4.", id="c"), uses("GPT-4", "Generative 4"))
    for read, variants in ((older, 1), ([*older, named], 0), (older, 1)):
        brought_up(path, read, decided, fresh=False)
        assert sum("variantOf" in row for row in tables(path)["relations"]) == variants


def said_in(id: str, *named: Named) -> Annotation:
    words = ". ".join(word for thing in named for word in thing.words)
    return annotated(paper(f"Paper {id}", words, id=id), *named)


def grow(
    folder: Path, *collections: Sequence[Annotation], lines: str = ""
) -> Iterator[dict[str, list[tuple[object, ...]]]]:
    """The tables of a graph that becomes that of one collection after the other."""
    decided = to_decisions(lines, "decisions.txt")
    for read in collections:
        (folder / "anew.db").unlink(missing_ok=True)
        found = brought_up(folder / "grown.db", read, decided, fresh=False)
        assert found[1] == brought_up(folder / "anew.db", read, decided, fresh=True)[1]
        assert tables(folder / "grown.db") == tables(folder / "anew.db")
        yield tables(folder / "grown.db")


def meant(found: dict[str, list[tuple[object, ...]]], paper: str) -> set[object]:
    return {entity for id, _, entity in found["meanings"] if id == paper}


LONG, OTHER = "Meta Plan Optimization", "Meta Policy Optimization"


@pytest.mark.usefixtures("bit_by_bit")
def test_a_vote_changes_what_a_short_form_means_in_papers_far_away(tmp_path: Path) -> None:
    far = said_in("far", uses("MPO"))
    one = [said_in("a", uses(LONG, "MPO")), said_in("b", uses(LONG, "MPO"))]
    others = [said_in(id, uses(OTHER, "MPO")) for id in ("c", "d")]
    found = grow(tmp_path, [far], [far, *one], [far, *one, others[0]], [far, *one, *others], [far])
    assert [meant(each, "far") == meant(each, "a") for each in found] == [
        *(False, True, True, False, False)
    ]


@pytest.mark.usefixtures("bit_by_bit")
def test_a_paper_that_leaves_takes_what_it_joined_apart(tmp_path: Path) -> None:
    apart = [said_in("a", uses("Foo")), said_in("b", uses("Bar"))]
    joining = said_in("c", uses("Foo", "Bar"))
    for found in grow(tmp_path, apart, [*apart, joining], apart):
        both = meant(found, "a") | meant(found, "b")
        assert len(both) == (1 if meant(found, "c") else 2)


@pytest.mark.usefixtures("bit_by_bit")
def test_a_second_that_claims_a_name_gives_the_first_another_id(tmp_path: Path) -> None:
    one, other = said_in("a", introduces("SMART")), said_in("b", introduces("SMART"))
    found = grow(tmp_path, [one], [one, other], [other])
    ids = [(meant(each, "a"), meant(each, "b")) for each in found]
    alone, first, second = ({f"method/smart{end}"} for end in ("", "/a", "/b"))
    assert ids == [(alone, set()), (first, second), (set(), alone)]


@pytest.mark.usefixtures("bit_by_bit")
def test_decisions_that_speak_of_names_far_apart_are_obeyed_as_papers_come(tmp_path: Path) -> None:
    lines = "same: Foo | Bar\nnot: Baz\nadd: a | uses | Qux\nlabel: sort | TASK\nname: Foo | Quux"
    papers = [said_in(f"p{n}", uses(name)) for n, name in enumerate(["Foo", "Bar", "Baz", "sort"])]
    collections = [papers[:number] for number in range(5)]
    collections += [[*papers, said_in("a", uses("Qux"))], [*papers, said_in("a", uses("Quux"))]]
    last = [*grow(tmp_path, *collections, lines=lines)][-1]
    assert meant(last, "p0") == meant(last, "p1")
    assert not meant(last, "p2")


def test_a_paper_more_opens_none_but_those_whose_names_it_may_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = [said_in(f"p{n}", introduces(f"M{n}"), uses("Adam")) for n in range(30)]
    brought_up(tmp_path / "graph.db", read, (), fresh=True)
    opened: set[str] = set()
    annotation = Store.annotation

    def look(store: Store, id: str) -> Annotation | None:
        opened.add(id)
        return annotation(store, id)

    monkeypatch.setattr(Store, "annotation", look)
    monkeypatch.setattr(Store, "annotations", lambda _: pytest.fail("all are opened"))
    more = said_in("more", introduces("New"), uses("M3"))
    brought_up(tmp_path / "graph.db", [*read, more], (), fresh=False)
    assert opened == {"more", "p3"}
