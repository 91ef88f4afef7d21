"""The process of a store that is written to: bounded, without a network, replaced."""

import errno
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import Fault, QueryError, StoreError
from kg.sparql import Caps, Limits, writable
from kg.sparql.writable import WritableStore, _Query

_MEMORY = 3 * 2**30
_HOPELESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
_NUMBERS = " ".join(f"<urn:{n}> <urn:p> {n} ." for n in range(60))
_MARGIN = 30  # seconds; the machine may be busy


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WritableStore]:
    made = WritableStore(tmp_path / "own", Limits(seconds=3, memory=_MEMORY))
    made.update(f"INSERT DATA {{ {_NUMBERS} }}")
    yield made
    made.close()


def fault(store: WritableStore, text: str) -> Fault:
    with pytest.raises(QueryError) as caught:
        store.run(text)
    assert "\n" not in str(caught.value)
    return caught.value.fault


def answers(store: WritableStore) -> bool:
    return store.run("ASK { <urn:7> <urn:p> 7 }", forms=("tsv",)).data == b"true"


def test_it_answers_and_keeps_what_was_written(store: WritableStore) -> None:
    assert answers(store)
    store.close()
    again = WritableStore(store.folder)
    assert answers(again)
    again.close()


def test_values_stand_for_variables(store: WritableStore) -> None:
    told = store.run("SELECT ?n { ?s ?p ?n }", values={"s": NamedNode("urn:7")}, forms=("tsv",))
    assert told.data == b"?n\n7\n"
    escaped = Literal("\\u0041")
    told = store.run("SELECT (STR(?v) AS ?s) {}", values={"v": escaped}, forms=("csv",))
    assert told.data == b"s\r\n\\u0041\r\n"


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of another process are Linux's")
def test_it_may_have_so_much_memory(store: WritableStore) -> None:
    assert store._process.pid is not None
    limits = resource.prlimit(store._process.pid, resource.RLIMIT_DATA)
    assert limits == (_MEMORY, _MEMORY)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network away")
def test_none_of_its_threads_has_a_network(store: WritableStore) -> None:
    """Also none of those that the store itself starts."""
    ours = Path("/proc/self/ns/net").readlink()
    threads = list(Path(f"/proc/{store._process.pid}/task").iterdir())
    assert store.nets
    assert len(threads) > 1
    for thread in threads:
        if "namespace" in store.nets:
            assert (thread / "ns" / "net").readlink() != ours
        if "filter" in store.nets:
            assert "Seccomp:\t2" in (thread / "status").read_text()


def test_it_ends_by_itself_where_nobody_is_left_to_end_it(store: WritableStore) -> None:
    store._pipe.send(_Query(_HOPELESS, None, None, None, ("json",), Caps()))
    store._process.join(_MARGIN)
    assert store._process.exitcode == -signal.SIGALRM
    assert answers(store)


def test_what_overruns_is_ended_and_the_next_is_answered(store: WritableStore) -> None:
    assert fault(store, _HOPELESS) is Fault.TIME_LIMIT
    assert answers(store)


def test_one_that_died_meanwhile_is_replaced_unnoticed(store: WritableStore) -> None:
    store._process.kill()
    store._process.join()
    assert answers(store)


def test_where_no_other_can_be_started_it_is_tried_again(
    store: WritableStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.EAGAIN, "too many processes")

    with monkeypatch.context() as broken:
        broken.setattr(writable._SPAWNING.Process, "start", refuse)
        assert fault(store, _HOPELESS) is Fault.TIME_LIMIT
        assert fault(store, "ASK {}") is Fault.FAILED
    assert answers(store)


def test_a_process_that_dies_at_its_start_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"own: cannot be opened: [^\n]+$"):
        WritableStore(tmp_path / "own", Limits(memory=2**20))


def test_a_store_that_is_none_is_one_line(tmp_path: Path) -> None:
    place = tmp_path / "own"
    place.write_text("no folder")
    with pytest.raises(StoreError, match=r"own: cannot be opened: [^\n]+$"):
        WritableStore(place)


def test_a_store_is_held_by_one(store: WritableStore) -> None:
    with pytest.raises(StoreError, match=r"own: cannot be opened: [^\n]+$"):
        WritableStore(store.folder)
    assert answers(store)
